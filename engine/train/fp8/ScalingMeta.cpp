// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/fp8/ScalingMeta.h"

#include "kernels/cpu/Fp8Cast.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

namespace maquette::train::fp8 {

ScalingMeta::ScalingMeta(QType of, std::int64_t window, at::Device device)
    : type(of)
    , scale(at::ones({}, at::TensorOptions(device).dtype(at::kFloat)))
    , scaleInverse(at::ones_like(scale))
    , amax(at::zeros({window}, scale.options()))
    , counter(at::zeros({}, at::kInt))
{
    assert(window >= 1);
}

bool ScalingMeta::inTime() const { return window() == 1 || *counter.const_data_ptr<std::int32_t>() < window(); }

bool ScalingMeta::finite() const
{
    if (scale.is_cpu())
        return std::isfinite(*amax.const_data_ptr<float>()) && std::isfinite(*scaleInverse.const_data_ptr<float>());
    return at::isfinite(amax.select(0, 0)).logical_and(at::isfinite(scaleInverse)).item<bool>();
}

void ScalingMeta::rescale(ScaleRule rule)
{
    // Formats with as many exponents as float32 need no scale.
    const bool guarded = rule == ScaleRule::Guarded;
    if (type == QType::Float32 || type == QType::BFloat16)
        scale.fill_(1);
    else if (auto* now = scale.is_cpu() ? scale.data_ptr<float>() : nullptr) { // small tensors pay for each operator
        const float peak = *amax.const_data_ptr<float>();
        *now = kernels::cpu::fp8ScaleOf(peak, *now, largest(type), 0, guarded);
        if (factor != 1 && peak > 0
            && std::isfinite(peak)) // otherwise the scale before was kept, which has the factor in it
            *now = std::min(*now * static_cast<float>(factor), std::numeric_limits<float>::max());
    } else {
        const at::Tensor peak = amax.select(0, 0);
        const at::Tensor fresh = kernels::fp8Scale(peak, scale, largest(type), 0, guarded);
        scale.copy_(at::where(at::isfinite(peak).logical_and(peak > 0),
                              (fresh * factor).clamp_max(std::numeric_limits<float>::max()), fresh));
    }
}

void ScalingMeta::invertScale()
{
    if (scale.is_cpu())
        *scaleInverse.data_ptr<float>() = 1 / *scale.const_data_ptr<float>();
    else
        scaleInverse.copy_(scale.reciprocal());
}

std::shared_ptr<ScalingMeta> ScalingMeta::clone() const
{
    auto copy = std::make_shared<ScalingMeta>(type, window(), scale.device());
    copy->copyFrom(*this);
    return copy;
}

void ScalingMeta::copyFrom(const ScalingMeta& other)
{
    assert(window() == other.window());
    type = other.type;
    scale.copy_(other.scale);
    scaleInverse.copy_(other.scaleInverse);
    amax.copy_(other.amax);
    counter.copy_(other.counter);
    factor = other.factor;
}

FlatMetas::FlatMetas(std::vector<MetaPointer> metas)
    : m_metas(std::move(metas))
{
    if (m_metas.empty())
        return;
    std::vector<at::Tensor> scaleList, inverseList, amaxList, counterList;
    for (const auto& meta : m_metas) {
        scaleList.push_back(meta->scale);
        inverseList.push_back(meta->scaleInverse);
        amaxList.push_back(meta->amax);
        counterList.push_back(meta->counter);
    }
    scales = at::stack(scaleList);
    scaleInverses = at::stack(inverseList);
    amaxes = at::stack(amaxList);
    counters = at::stack(counterList);
    for (std::int64_t i = 0; i < size(); ++i) {
        ScalingMeta& meta = *m_metas[static_cast<std::size_t>(i)];
        meta.scale = scales.select(0, i);
        meta.scaleInverse = scaleInverses.select(0, i);
        meta.amax = amaxes.select(0, i);
        meta.counter = counters.select(0, i);
        meta.locked = true;
    }
}

std::int64_t FlatMetas::update(ScaleRule rule, const ReduceMax& share)
{
    if (m_metas.empty())
        return 0;
    at::Tensor current = amaxes.select(1, 0);
    if (share)
        share(current);
    const at::Tensor restarted = at::isfinite(current).logical_not();
    current.masked_fill_(restarted, 0);
    scales.copy_(kernels::fp8Scale(amaxes.amax(1), scales, largest(m_metas[0]->type), 0, rule == ScaleRule::Guarded));
    amaxes.copy_(amaxes.roll(1, 1));
    current.zero_();
    counters.add_(1).masked_fill_(restarted.cpu(), 0);
    return restarted.sum().item<std::int64_t>();
}

} // namespace maquette::train::fp8
