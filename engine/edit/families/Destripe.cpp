// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/families/Destripe.h"

#include "edit/families/FilterFamilies.h"
#include "edit/families/FilterTools.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace maquette::edit {

namespace {

constexpr double fullTurn = 2 * std::numbers::pi;
constexpr float nearEnd = 0.003F; ///< closer to 0 or 1 the wave may be cut off

bool cutOff(float value) { return value < nearEnd || value > 1 - nearEnd; }

/// Sample `along` the axis and `across` it.
float sample(const imaging::Image& image, int channel, bool alongX, int along, int across)
{
    return alongX ? image.at(channel, along, across) : image.at(channel, across, along);
}

struct Profile {
    std::vector<double> value;
    std::vector<double> weight;
};

/// The amplitude and phase of a wave of a period in a profile, with the share of the variance that it takes.
struct Wave {
    double sine = 0;
    double cosine = 0;
    double power = 0;

    [[nodiscard]] double amplitude() const { return std::hypot(sine, cosine); }
};

Wave waveOf(const Profile& profile, double period)
{
    const double omega = fullTurn / period;
    double w = 1e-12, s = 0, c = 0, ss = 0, cc = 0, sc = 0, v = 0, vs = 0, vc = 0;
    for (std::size_t i = 0; i < profile.value.size(); ++i) {
        const double weight = profile.weight[i];
        if (weight <= 0)
            continue;
        const double sine = std::sin(omega * static_cast<double>(i));
        const double cosine = std::cos(omega * static_cast<double>(i));
        w += weight;
        s += weight * sine;
        c += weight * cosine;
        v += weight * profile.value[i];
        ss += weight * sine * sine;
        cc += weight * cosine * cosine;
        sc += weight * sine * cosine;
        vs += weight * profile.value[i] * sine;
        vc += weight * profile.value[i] * cosine;
    }
    ss -= s * s / w;
    cc -= c * c / w;
    sc -= s * c / w;
    vs -= v * s / w;
    vc -= v * c / w;
    Wave wave;
    const double determinant = ss * cc - sc * sc;
    if (determinant <= 1e-9 * ss * cc || ss * cc <= 0)
        return wave;
    wave.sine = (vs * cc - vc * sc) / determinant;
    wave.cosine = (vc * ss - vs * sc) / determinant;
    wave.power = (wave.sine * vs + wave.cosine * vc) / w;
    return wave;
}

/// Mean over the lines of source - target, of one channel or of all (channel -1).
Profile meanDifference(const FitContext& context, bool alongX, int channel)
{
    const int length = alongX ? context.source.width : context.source.height;
    const int across = alongX ? context.source.height : context.source.width;
    Profile profile{std::vector<double>(length, 0.0), std::vector<double>(length, 0.0)};
    const int step = across > 512 ? across / 256 : 1;
    for (int k = 0; k < across; k += step)
        for (int i = 0; i < length; ++i) {
            const std::size_t at = alongX ? static_cast<std::size_t>(k) * context.source.width + i
                                          : static_cast<std::size_t>(i) * context.source.width + k;
            if (!context.fitMask[at])
                continue;
            for (int c = channel < 0 ? 0 : channel; c <= (channel < 0 ? 2 : channel); ++c) {
                const float value = context.source.data[c * context.source.area() + at];
                if (cutOff(value))
                    continue;
                profile.value[i] += value - context.target.data[c * context.source.area() + at];
                profile.weight[i] += 1;
            }
        }
    for (int i = 0; i < length; ++i)
        if (profile.weight[i] > 0)
            profile.value[i] /= profile.weight[i];
    return profile;
}

double varianceOf(const Profile& profile)
{
    double w = 1e-12, v = 0, vv = 0;
    for (std::size_t i = 0; i < profile.value.size(); ++i) {
        w += profile.weight[i];
        v += profile.weight[i] * profile.value[i];
        vv += profile.weight[i] * profile.value[i] * profile.value[i];
    }
    return std::max(0.0, vv / w - v / w * (v / w));
}

/// The period of the strongest wave, 0 when no wave stands out.
double findPeriod(const Profile& profile)
{
    const auto length = static_cast<double>(profile.value.size());
    const double variance = varianceOf(profile);
    if (variance < 1e-6)
        return 0;
    // Half a cycle apart no wave is missed.
    const double most = std::min(length / 2.2, 600.0);
    double bestCycles = 0;
    double bestPower = 0;
    for (double cycles = 1.5; cycles <= most; cycles += 0.4) {
        const double power = waveOf(profile, length / cycles).power;
        if (power > bestPower) {
            bestPower = power;
            bestCycles = cycles;
        }
    }
    if (bestPower < 0.5 * variance)
        return 0;
    const double cycles = goldenSection(bestCycles - 0.4, bestCycles + 0.4, 20,
                                        [&](double at) { return -waveOf(profile, length / at).power; });
    return waveOf(profile, length / cycles).power > 0.8 * variance ? length / cycles : 0;
}

/// Mean square of source - target on a few thousand pixels that are not cut off.
double differencePower(const FitContext& context)
{
    const std::size_t area = context.source.area();
    const std::size_t stride = std::max<std::size_t>(1, area / 4096) | 1;
    double sum = 0;
    double count = 1e-12;
    for (std::size_t i = 0; i < area; i += stride)
        for (int c = 0; c < 3 && context.fitMask[i]; ++c) {
            const float value = context.source.data[c * area + i];
            if (cutOff(value))
                continue;
            const double difference = value - context.target.data[c * area + i];
            sum += difference * difference;
            ++count;
        }
    return sum / count;
}

void proposeDestripe(const FitContext& context, std::vector<Proposal>& proposals)
{
    if (std::min(context.source.width, context.source.height) < 16)
        return;
    const double power = differencePower(context);
    if (power < 1e-5)
        return;
    for (const bool alongX : {true, false}) {
        const Profile profile = meanDifference(context, alongX, -1);
        if (varianceOf(profile) < 0.4 * power)
            continue;
        const double period = findPeriod(profile);
        if (period <= 0)
            continue;
        const Wave all = waveOf(profile, period);
        std::array<double, 3> amplitude{};
        for (int c = 0; c < 3; ++c) {
            const Wave wave = waveOf(meanDifference(context, alongX, c), period);
            // One phase for all channels; what goes the other way is negative.
            amplitude[c] = (wave.sine * all.sine + wave.cosine * all.cosine) / std::max(1e-9, all.amplitude());
        }
        const int length = alongX ? context.source.width : context.source.height;
        proposals.push_back(
            {std::make_shared<DestripeStep>(alongX, period / context.scale, length / period, amplitude, context.scale),
             0.7});
    }
}

/// Median over the lines of the difference between the samples `lag` before and after each place, over the channels
/// weighted with the amplitude.
Profile medianSlopes(const imaging::Image& image, bool alongX, int lag, const std::array<double, 3>& amplitude)
{
    const int length = alongX ? image.width : image.height;
    const int across = alongX ? image.height : image.width;
    Profile profile{std::vector<double>(length, 0.0), std::vector<double>(length, 0.0)};
    const int step = std::max(1, across / 400);
    std::vector<float> slopes;
    for (int i = lag; i + lag < length; ++i)
        for (int c = 0; c < 3; ++c) {
            slopes.clear();
            for (int k = 0; k < across; k += step) {
                const float before = sample(image, c, alongX, i - lag, k);
                const float after = sample(image, c, alongX, i + lag, k);
                if (!cutOff(before) && !cutOff(after))
                    slopes.push_back(after - before);
            }
            if (slopes.size() < 4)
                continue;
            const auto middle = slopes.begin() + static_cast<std::ptrdiff_t>(slopes.size() / 2);
            std::nth_element(slopes.begin(), middle, slopes.end());
            const double weight = static_cast<double>(slopes.size()) * std::fabs(amplitude[c]);
            profile.value[i] += weight * (amplitude[c] < 0 ? -*middle : *middle);
            profile.weight[i] += weight;
        }
    for (int i = 0; i < length; ++i)
        if (profile.weight[i] > 0)
            profile.value[i] /= profile.weight[i];
    return profile;
}

int lagFor(double period) { return std::max(1, static_cast<int>(std::lround(period / 8))); }

} // namespace

DestripeStep::DestripeStep(bool alongX, double period, double cycles, std::array<double, 3> amplitude, double scale)
    : m_alongX(alongX)
    , m_period(period)
    , m_cycles(cycles)
    , m_amplitude(amplitude)
    , m_scale(scale)
{
}

base::Message DestripeStep::describe() const
{
    const std::string period = base::number(m_period * m_scale, 1);
    if (m_alongX)
        return {QT_TRANSLATE_NOOP("Engine", "Upright stripes every %1 px removed"), {period}};
    return {QT_TRANSLATE_NOOP("Engine", "Level stripes every %1 px removed"), {period}};
}

base::ParameterTable DestripeStep::parameters() const
{
    const double amplitude = *std::max_element(m_amplitude.begin(), m_amplitude.end(),
                                               [](double a, double b) { return std::fabs(a) < std::fabs(b); });
    return {realParameter("strength", QT_TRANSLATE_NOOP("Engine", "Strength"),
                          QT_TRANSLATE_NOOP("Engine", "Height of the wave that is taken away."), std::fabs(amplitude),
                          0, 1, 0.01, "")};
}

StepPtr DestripeStep::adjusted(const base::ParameterValues& values) const
{
    const double strength = std::get<double>(parameters()[0].defaultValue);
    const double factor = strength > 0 ? values.real("strength") / strength : 1;
    std::array<double, 3> amplitude = m_amplitude;
    for (double& value : amplitude)
        value *= factor;
    return std::make_shared<DestripeStep>(m_alongX, m_period, m_cycles, amplitude, m_scale);
}

imaging::Image DestripeStep::apply(const imaging::Image& image) const
{
    const int length = m_alongX ? image.width : image.height;
    double bestPeriod = 0;
    Wave best;
    for (const double period : {m_period * lengthScale(image), m_period * m_scale, length / m_cycles}) {
        if (period < 2.05 || period > 2.0 * length)
            continue;
        const int lag = lagFor(period);
        Wave wave = waveOf(medianSlopes(image, m_alongX, lag, m_amplitude), period);
        // A difference over the lag shows the wave this much higher.
        const double gain = 2 * std::sin(fullTurn / period * lag);
        wave.power /= gain * gain;
        if (wave.power > 1.1 * best.power) {
            best = wave;
            bestPeriod = period;
        }
    }
    imaging::Image result = image;
    if (bestPeriod <= 0 || best.amplitude() <= 0)
        return result;
    // Slope a sin + b cos belongs to the wave -a cos + b sin.
    const double phase = std::atan2(-best.sine, best.cosine);
    const double omega = fullTurn / bestPeriod;
    std::vector<float> wave(length);
    for (int i = 0; i < length; ++i)
        wave[i] = static_cast<float>(std::sin(omega * i + phase));
    for (int c = 0; c < 3; ++c)
        for (int y = 0; y < image.height; ++y) {
            float* row = result.row(c, y);
            for (int x = 0; x < image.width; ++x) {
                float change = static_cast<float>(m_amplitude[c]) * wave[m_alongX ? x : y];
                // Where the wave was cut off the value lies anywhere up to the end: the middle is the best guess.
                if ((row[x] > 1 - nearEnd && change > 0) || (row[x] < nearEnd && change < 0))
                    change *= 0.5F;
                row[x] -= change;
            }
        }
    return result;
}

base::Json DestripeStep::toJson() const
{
    return {{"kind", kind()},     {"axis", m_alongX ? "x" : "y"}, {"period", m_period},
            {"cycles", m_cycles}, {"amplitude", m_amplitude},     {"scale", m_scale}};
}

base::Result<StepPtr> DestripeStep::build(const base::Json& json)
{
    fit::Fields reader(json);
    const std::string axis = reader.choice("axis", {"x", "y"});
    const double period = reader.real("period", 1e-6, 4);
    const double cycles = reader.real("cycles", 0.1, 1e6);
    const std::vector<double> amplitude = reader.reals("amplitude", 3, -4, 4);
    const double scale = reader.real("scale", 1, 1e6);
    if (!reader.ok())
        return reader.error();
    return StepPtr(std::make_shared<DestripeStep>(
        axis == "x", period, cycles, std::array<double, 3>{amplitude[0], amplitude[1], amplitude[2]}, scale));
}

Family destripeFamily() { return {"destripe", proposeDestripe, {{"destripe", DestripeStep::build}}}; }

} // namespace maquette::edit
