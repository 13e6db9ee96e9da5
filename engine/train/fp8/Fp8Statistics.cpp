// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/fp8/Fp8Statistics.h"

#include "nn/Parallel.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace maquette::train::fp8 {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr std::int64_t slice = 65536; ///< elements whose sums are added up first, so that threads change no bit

double headroomOf(double amax, double scaleInverse, double most)
{
    return amax > 0 ? std::log2(most * scaleInverse / amax) : infinity;
}

int binOf(float value)
{
    const auto biased = static_cast<int>(std::bit_cast<std::uint32_t>(value) >> 23 & 0xFFU);
    return std::clamp(biased - 127 - TensorStatistics::firstExponent, 0, TensorStatistics::exponentBins - 1);
}

} // namespace

const char* name(Role role)
{
    switch (role) {
    case Role::Input:
        return "input";
    case Role::Weight:
        return "weight";
    case Role::OutputGradient:
        return "ograd";
    case Role::WeightGradient:
        return "wgrad";
    case Role::ReducedGradient:
        return "wgrad_reduced";
    case Role::FirstMoment:
        return "exp_avg";
    case Role::SecondMoment:
        return "exp_avg_sq";
    case Role::Master:
        break;
    }
    return "master";
}

Fp8Statistics::Fp8Statistics(Fp8State& state, std::int64_t every)
    : m_state(state)
    , m_every(every)
{
    for (const auto& parameter : m_state.parameters())
        m_order.try_emplace(parameter->name, m_order.size());
    m_state.observe(this);
}

Fp8Statistics::~Fp8Statistics()
{
    if (m_state.statistics() == this)
        m_state.observe(nullptr);
}

void Fp8Statistics::begin(std::int64_t step)
{
    m_step = step;
    m_measuring = m_every > 0 && step % m_every == 0;
    m_noted.clear();
    m_sums.clear();
}

void Fp8Statistics::note(const std::string& tensor, Role role, const ScalingMeta& meta)
{
    TensorStatistics& noted = m_noted[{tensor, role}];
    const at::Tensor amax = meta.amax.cpu();
    m_order.try_emplace(tensor, m_order.size());
    noted.tensor = tensor;
    noted.role = role;
    noted.type = meta.type;
    noted.scaleInverse = meta.scaleInverse.item<double>();
    // What a value is multiplied by in all; the meta of a weight that was cast twice holds a part of that.
    noted.scale = 1 / noted.scaleInverse;
    noted.window.assign(amax.const_data_ptr<float>(), amax.const_data_ptr<float>() + amax.numel());
    noted.amax = noted.window[0];
    noted.windowAmax = *std::max_element(noted.window.begin(), noted.window.end());
    noted.headroom = headroomOf(noted.amax, noted.scaleInverse, largest(meta.type));
    noted.counter = meta.counter.item<std::int64_t>();
    noted.warmingUp = meta.warmingUp();
    noted.factor = meta.factor;
}

void Fp8Statistics::Sums::add(const Sums& other)
{
    elements += other.elements;
    lost += other.lost;
    over += other.over;
    zeros += other.zeros;
    saturated += other.saturated;
    squares += other.squares;
    errors += other.errors;
    smallest = smallest == 0 ? other.smallest : other.smallest == 0 ? smallest : std::min(smallest, other.smallest);
    peak = std::max(peak, other.peak);
    exponents.resize(TensorStatistics::exponentBins);
    for (std::size_t i = 0; i < other.exponents.size(); ++i)
        exponents[i] += other.exponents[i];
}

Fp8Statistics::Sums Fp8Statistics::sumsOf(const float* source, const float* payload, std::int64_t count,
                                          float scaleInverse, float most)
{
    Sums sums;
    sums.elements = count;
    sums.exponents.resize(TensorStatistics::exponentBins);
    for (std::int64_t i = 0; i < count; ++i) {
        const float magnitude = std::abs(source[i]);
        const double error = static_cast<double>(payload[i]) * scaleInverse - source[i];
        sums.zeros += payload[i] == 0;
        sums.saturated += std::abs(payload[i]) == most;
        sums.over += magnitude > most * scaleInverse;
        sums.squares += static_cast<double>(magnitude) * magnitude;
        sums.errors += error * error;
        if (magnitude == 0)
            continue;
        sums.lost += payload[i] == 0;
        sums.smallest = sums.smallest == 0 ? magnitude : std::min(sums.smallest, magnitude);
        sums.peak = std::max(sums.peak, magnitude);
        ++sums.exponents[static_cast<std::size_t>(binOf(magnitude))];
    }
    return sums;
}

void Fp8Statistics::observe(const std::string& tensor, Role role, const at::Tensor& source, const ScalingTensor& result)
{
    const at::Tensor before = source.detach().to(at::kCPU, at::kFloat).contiguous();
    // The payload as numbers, without the scale: its largest value says where it is saturated.
    const ScalingTensor bare(result.value.contiguous(),
                             std::make_shared<ScalingMeta>(result.type(), 1, result.value.device()));
    const at::Tensor after = bare.decode().cpu();
    const auto scaleInverse = result.meta->scaleInverse.item<float>();
    const std::int64_t count = before.numel();
    std::vector<Sums> parts(static_cast<std::size_t>((count + slice - 1) / slice));
    nn::parallelFor(static_cast<std::int64_t>(parts.size()), 1, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t part = begin; part < end; ++part) {
            const std::int64_t first = part * slice;
            parts[static_cast<std::size_t>(part)]
                = sumsOf(before.const_data_ptr<float>() + first, after.const_data_ptr<float>() + first,
                         std::min(slice, count - first), scaleInverse, largest(result.type()));
        }
    });
    Sums& sums = m_sums[{tensor, role}];
    for (const Sums& part : parts)
        sums.add(part);
}

TensorStatistics::Measured Fp8Statistics::measuredOf(const Sums& sums)
{
    const auto count = static_cast<double>(std::max<std::int64_t>(1, sums.elements));
    const auto percent = [&](std::int64_t part) { return 100 * static_cast<double>(part) / count; };
    TensorStatistics::Measured measured;
    measured.elements = sums.elements;
    measured.underflow = percent(sums.lost);
    measured.overflow = percent(sums.over);
    measured.zeros = percent(sums.zeros);
    measured.saturated = percent(sums.saturated);
    measured.mse = sums.errors / count;
    measured.snr = sums.errors > 0 ? 10 * std::log10(sums.squares / sums.errors) : infinity;
    measured.dynamicRange = sums.smallest > 0 ? std::log2(sums.peak) - std::log2(sums.smallest) : 0;
    measured.exponents = sums.exponents;
    return measured;
}

StepStatistics Fp8Statistics::end(const Fp8Adam& optimizer, const LossScaler* scaler, double gradientNorm,
                                  double clipCoefficient)
{
    StepStatistics statistics;
    statistics.step = m_step;
    if (scaler != nullptr) {
        statistics.lossScale = scaler->scale();
        statistics.skippedSteps = scaler->skipped();
    }
    statistics.warmingUp = m_state.warmingUp();
    statistics.restarted = m_state.restarted();
    statistics.gradientNorm = gradientNorm;
    statistics.clipCoefficient = clipCoefficient;
    statistics.bytes = optimizer.bytes();
    for (const auto& parameter : m_state.parameters())
        if (parameter->master.defined())
            note(parameter->name, Role::Master, *parameter->master.meta);
    for (const auto& moments : optimizer.moments())
        if (moments.first.defined()) {
            note(moments.name, Role::FirstMoment, *moments.first.meta);
            note(moments.name, Role::SecondMoment, *moments.second.meta);
        }
    for (auto& [key, noted] : m_noted) {
        if (const auto sums = m_sums.find(key); sums != m_sums.end())
            noted.measured = measuredOf(sums->second);
        statistics.tensors.push_back(std::move(noted));
    }
    m_noted.clear();
    m_sums.clear();
    // The map had sorted them by name.
    std::stable_sort(statistics.tensors.begin(), statistics.tensors.end(),
                     [&](const auto& a, const auto& b) { return m_order.at(a.tensor) < m_order.at(b.tensor); });
    return statistics;
}

} // namespace maquette::train::fp8
