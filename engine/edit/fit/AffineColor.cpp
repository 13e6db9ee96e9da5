// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/fit/AffineColor.h"

#include "base/Simd.h"
#include "edit/fit/LeastSquares.h"

#include <algorithm>

namespace maquette::edit::fit {

namespace {

using Planes = std::array<const float*, 3>;

constexpr double ridge = 1e-5;

MAQUETTE_SIMD void predict(const float* coefficients, const float* r, const float* g, const float* b, std::size_t count,
                           float* out)
{
    const float k0 = coefficients[0];
    const float k1 = coefficients[1];
    const float k2 = coefficients[2];
    const float k3 = coefficients[3];
    for (std::size_t i = 0; i < count; ++i)
        out[i] = k0 + k1 * r[i] + k2 * g[i] + k3 * b[i];
}

/// Fits one channel with the given weights; `ones` is a plane of ones.
std::array<double, 4> fitChannel(const Planes& source, const float* target, const float* weight, const float* ones,
                                 std::size_t count, int channel)
{
    const std::array<const float*, 4> features{ones, source[0], source[1], source[2]};
    std::array<double, 4> prior{};
    prior[channel + 1] = 1;
    const auto x = fitLinear(features, target, weight, count, ridge, prior);
    std::array<double, 4> result = prior;
    if (!x.empty())
        std::copy(x.begin(), x.end(), result.begin());
    return result;
}

} // namespace

AffineColor identityColor() { return {{{0, 1, 0, 0}, {0, 0, 1, 0}, {0, 0, 0, 1}}}; }

AffineColor fitAffineColor(const Planes& source, const Planes& target, const float* weight, std::size_t count,
                           int rounds)
{
    AffineColor color = identityColor();
    if (count == 0)
        return color;
    const std::vector<float> ones(count, 1.0F);
    std::vector<float> weights(count);
    std::vector<float> prediction(count);
    for (int c = 0; c < 3; ++c) {
        const float* y = target[c];
        bool clipped = false;
        for (std::size_t i = 0; i < count; ++i) {
            const bool inside = y[i] > clippedLow && y[i] < clippedHigh;
            weights[i] = (inside ? 1.0F : 0.02F) * (weight ? weight[i] : 1.0F);
            clipped = clipped || !inside;
        }
        color[c] = fitChannel(source, y, weights.data(), ones.data(), count, c);
        for (int round = 0; clipped && round < rounds; ++round) {
            float k[4];
            std::copy(color[c].begin(), color[c].end(), k);
            predict(k, source[0], source[1], source[2], count, prediction.data());
            for (std::size_t i = 0; i < count; ++i) {
                const bool beyond
                    = (y[i] <= clippedLow && prediction[i] <= y[i]) || (y[i] >= clippedHigh && prediction[i] >= y[i]);
                weights[i] = (beyond ? 0.0F : 1.0F) * (weight ? weight[i] : 1.0F);
            }
            color[c] = fitChannel(source, y, weights.data(), ones.data(), count, c);
        }
    }
    return color;
}

double affineError(const AffineColor& color, const Planes& source, const Planes& target, std::size_t count)
{
    if (count == 0)
        return 0;
    std::vector<float> prediction(count);
    double total = 0;
    for (int c = 0; c < 3; ++c) {
        float k[4];
        std::copy(color[c].begin(), color[c].end(), k);
        predict(k, source[0], source[1], source[2], count, prediction.data());
        const float* y = target[c];
        float sum = 0;
        for (std::size_t i = 0; i < count; ++i) {
            const float d = std::min(std::max(prediction[i], 0.0F), 1.0F) - y[i];
            sum += d * d;
        }
        total += sum;
    }
    return total / (3.0 * static_cast<double>(count));
}

double affineResidual(const imaging::Image& source, const imaging::Image& target)
{
    const Planes s{source.plane(0), source.plane(1), source.plane(2)};
    const Planes t{target.plane(0), target.plane(1), target.plane(2)};
    return affineError(fitAffineColor(s, t, nullptr, source.area(), 1), s, t, source.area());
}

} // namespace maquette::edit::fit
