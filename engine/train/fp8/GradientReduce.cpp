// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/fp8/GradientReduce.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cassert>
#include <cmath>

namespace maquette::train::fp8 {

namespace {

float scaleFor(const at::Tensor& gradient, ScaleRule rule)
{
    ScalingMeta meta(QType::E4M3, 1, gradient.device());
    meta.amax.select(0, 0).copy_(kernels::fp8Amax(gradient));
    meta.rescale(rule);
    return meta.scale.item<float>();
}

at::Tensor encoded(const at::Tensor& values, double scale)
{
    return std::get<0>(
        kernels::fp8Encode(values, at::full({}, scale, values.options().dtype(at::kFloat)), kernels::Fp8Format::E4M3));
}

at::Tensor decoded(const at::Tensor& codes, double scaleInverse)
{
    return kernels::fp8Decode(codes, at::full({}, scaleInverse, codes.options().dtype(at::kFloat)),
                              kernels::Fp8Format::E4M3);
}

} // namespace

double factorOf(const ReduceOptions& options, double ranks)
{
    switch (options.scaling) {
    case ReduceScaling::Pre:
        return 1 / ranks;
    case ReduceScaling::Auto:
        return options.factor;
    case ReduceScaling::RootN:
        return 1 / std::sqrt(ranks);
    case ReduceScaling::Post:
        break;
    }
    return 1;
}

AutoFactor::AutoFactor(const AutoFactorOptions& options)
    : m_options(options)
    , m_factor(options.initial)
{
}

void AutoFactor::update(double saturated)
{
    const bool over = saturated > m_options.threshold;
    if (m_options.relative)
        m_factor = over ? m_factor / 2 : std::min(2.0, m_factor * std::exp2(1 / m_options.window));
    else
        m_factor = over ? 0.5 : std::min(2.0, m_factor * std::exp2(2 / m_options.window));
}

double saturatedShare(const at::Tensor& codes)
{
    return codes.bitwise_and(0x7F).eq(0x7E).sum().item<double>()
        / static_cast<double>(std::max<std::int64_t>(1, codes.numel()));
}

at::Tensor fp8Add(const at::Tensor& a, const at::Tensor& b, kernels::Fp8Format format)
{
    const at::Tensor one = at::ones({}, a.options().dtype(at::kFloat));
    const at::Tensor sum
        = kernels::fp8Decode(a, one, format, at::kHalf) + kernels::fp8Decode(b, one, format, at::kHalf);
    return std::get<0>(kernels::fp8Encode(sum, one, format));
}

at::Tensor fp8RingSum(const std::vector<at::Tensor>& codes, kernels::Fp8Format format)
{
    assert(!codes.empty());
    const auto ranks = static_cast<std::int64_t>(codes.size());
    std::vector<at::Tensor> flat;
    for (const at::Tensor& each : codes)
        flat.push_back(each.flatten());
    at::Tensor sum = at::empty_like(flat[0]);
    const std::int64_t count = sum.numel();
    for (std::int64_t piece = 0; piece < ranks; ++piece) {
        const std::int64_t begin = count * piece / ranks;
        const std::int64_t end = count * (piece + 1) / ranks;
        const auto part
            = [&](std::int64_t rank) { return flat[static_cast<std::size_t>(rank % ranks)].slice(0, begin, end); };
        at::Tensor total = part(piece + 1);
        for (std::int64_t hop = 2; hop <= ranks; ++hop)
            total = fp8Add(total, part(piece + hop), format);
        sum.slice(0, begin, end).copy_(total);
    }
    return sum.view(codes[0].sizes());
}

Reduced reduceGradients(const std::vector<at::Tensor>& gradients, const ReduceOptions& options)
{
    assert(!gradients.empty());
    const auto ranks = static_cast<double>(gradients.size());
    Reduced reduced;
    reduced.factor = factorOf(options, ranks);
    for (const at::Tensor& gradient : gradients)
        reduced.scales.push_back(scaleFor(gradient, options.rule));
    // The smallest scale is that of the largest amax.
    reduced.sharedScale = *std::min_element(reduced.scales.begin(), reduced.scales.end());
    // In float32, as a meta holds it.
    const auto factor = static_cast<float>(reduced.factor);
    const float scale = reduced.sharedScale * factor;
    std::vector<at::Tensor> codes;
    for (std::size_t rank = 0; rank < gradients.size(); ++rank) {
        if (options.scaling == ReduceScaling::RootN) {
            codes.push_back(encoded(gradients[rank], scale));
            continue;
        }
        // The factor belongs to the first rounding, whose scale it leaves as it is.
        const float own = reduced.scales[rank] * factor;
        codes.push_back(encoded(decoded(encoded(gradients[rank], own), 1 / own), scale));
    }
    const at::Tensor sum = fp8RingSum(codes, kernels::Fp8Format::E4M3);
    auto meta = std::make_shared<ScalingMeta>(QType::E4M3, 1, sum.device());
    meta->scale.fill_(scale);
    meta->scaleInverse.fill_(1.0 / scale / ranks);
    reduced.saturated = saturatedShare(sum);
    reduced.mean = ScalingTensor(sum, std::move(meta));
    reduced.mean.meta->amax.select(0, 0).copy_(kernels::fp8Amax(reduced.mean.decode()));
    return reduced;
}

} // namespace maquette::train::fp8
