// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/fp8/LossScaler.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace maquette::train::fp8 {

LossScalerOptions lossScaling(bool dynamic)
{
    LossScalerOptions options;
    options.dynamic = dynamic;
    options.initial = dynamic ? options.initial : 1;
    return options;
}

LossScaler::LossScaler(const LossScalerOptions& options)
    : m_options(options)
    , m_scale(options.initial)
{
}

void LossScaler::update(bool finite)
{
    if (!finite) {
        ++m_skipped;
        m_good = 0;
        if (m_options.dynamic)
            m_scale = std::max(m_options.minimum, m_scale / m_options.factor);
        return;
    }
    if (++m_good % std::max<std::int64_t>(1, m_options.window) == 0 && m_options.dynamic)
        m_scale *= m_options.factor;
}

NamedTensors LossScaler::state() const
{
    return {
        {"scaler", at::tensor({m_scale, static_cast<double>(m_good), static_cast<double>(m_skipped)}, at::kDouble)}};
}

bool LossScaler::setState(const NamedTensors& state)
{
    for (const auto& [name, tensor] : state)
        if (name == "scaler" && tensor.numel() == 3) {
            const at::Tensor values = tensor.to(at::kDouble).contiguous();
            m_scale = values[0].item<double>();
            m_good = static_cast<std::int64_t>(values[1].item<double>());
            m_skipped = static_cast<std::int64_t>(values[2].item<double>());
            return true;
        }
    return false;
}

} // namespace maquette::train::fp8
