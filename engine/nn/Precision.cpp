// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "nn/Precision.h"

#include <ATen/Context.h>
#include <ATen/autocast_mode.h>

namespace maquette::nn {

MixedPrecision::MixedPrecision(bool isActive)
    : m_before(at::autocast::is_autocast_enabled(at::kCPU))
    , m_cacheBefore(at::autocast::is_autocast_cache_enabled())
{
    at::autocast::set_autocast_enabled(at::kCPU, isActive);
    at::autocast::set_autocast_dtype(at::kCPU, at::kBFloat16);
    // A pass uses a weight once, and the cache is shared by threads.
    at::autocast::set_autocast_cache_enabled(false);
}

MixedPrecision::~MixedPrecision()
{
    at::autocast::set_autocast_cache_enabled(m_cacheBefore);
    at::autocast::set_autocast_enabled(at::kCPU, m_before);
}

bool MixedPrecision::active() { return at::autocast::is_autocast_enabled(at::kCPU); }

FullPrecision::FullPrecision()
    : m_guard(c10::autocast_dispatch_keyset)
{
}

FlushDenormals::FlushDenormals() { at::globalContext().setFlushDenormal(true); }

FlushDenormals::~FlushDenormals() { at::globalContext().setFlushDenormal(false); }

} // namespace maquette::nn
