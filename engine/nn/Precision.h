// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <c10/core/impl/LocalDispatchKeySet.h>

namespace maquette::nn {

/// While one lives, matrix products of this thread on the CPU run in bfloat16 where their layers allow it (LibTorch's
/// autocast): for training. Weights, sums and whatever stands under FullPrecision stay float32.
class MixedPrecision {
public:
    explicit MixedPrecision(bool active);
    ~MixedPrecision();
    MixedPrecision(const MixedPrecision&) = delete;
    MixedPrecision& operator=(const MixedPrecision&) = delete;

    [[nodiscard]] static bool active();

private:
    bool m_before;
    bool m_cacheBefore;
};

/// Suspends MixedPrecision. Tensors that come in as bfloat16 must be converted by hand.
class FullPrecision {
public:
    FullPrecision();

private:
    c10::impl::ExcludeDispatchKeyGuard m_guard;
};

/// While one lives, numbers too small for a full mantissa count as zero in this thread: in training they appear in
/// gradients of saturated weights, change nothing there, and take the processor many times as long.
class FlushDenormals {
public:
    FlushDenormals();
    ~FlushDenormals();
    FlushDenormals(const FlushDenormals&) = delete;
    FlushDenormals& operator=(const FlushDenormals&) = delete;
};

} // namespace maquette::nn
