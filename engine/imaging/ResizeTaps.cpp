// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "imaging/ResizeTaps.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace maquette::imaging {

namespace {

double box(double x) { return x > -0.5 && x <= 0.5 ? 1.0 : 0.0; }

double triangle(double x)
{
    x = std::abs(x);
    return x < 1 ? 1 - x : 0.0;
}

/// Keys' cubic with a = -0.5; the order of operations decides about the last bit.
double cubic(double x)
{
    constexpr double a = -0.5;
    x = std::abs(x);
    if (x < 1)
        return ((a + 2) * x - (a + 3)) * x * x + 1;
    if (x < 2)
        return (((x - 5) * x + 8) * x - 4) * a;
    return 0;
}

double sinc(double x)
{
    if (x == 0)
        return 1;
    x *= std::numbers::pi;
    return std::sin(x) / x;
}

double lanczos(double x) { return x >= -3 && x < 3 ? sinc(x) * sinc(x / 3) : 0.0; }

struct Kernel {
    double (*function)(double);
    double support;
};

Kernel kernelOf(Filter filter)
{
    switch (filter) {
    case Filter::Box:
        return {box, 0.5};
    case Filter::Bilinear:
        return {triangle, 1};
    case Filter::Bicubic:
        return {cubic, 2};
    case Filter::Lanczos:
        return {lanczos, 3};
    case Filter::Nearest:
        break;
    }
    assert(false && "Nearest has no weights");
    return {box, 0.5};
}

} // namespace

Taps<double> makeTaps(int inputSize, int outputSize, Filter filter)
{
    const Kernel kernel = kernelOf(filter);
    const double scale = static_cast<double>(inputSize) / outputSize;
    const double stretch = std::max(scale, 1.0);
    const double support = kernel.support * stretch;
    const double unit = 1 / stretch;

    Taps<double> taps;
    taps.stride = static_cast<std::size_t>(std::ceil(support)) * 2 + 1;
    taps.first.resize(static_cast<std::size_t>(outputSize));
    taps.count.resize(static_cast<std::size_t>(outputSize));
    taps.weights.resize(static_cast<std::size_t>(outputSize) * taps.stride);
    for (int i = 0; i < outputSize; ++i) {
        const double center = (i + 0.5) * scale;
        const int first = std::max(0, static_cast<int>(center - support + 0.5));
        const int count = std::min(inputSize, static_cast<int>(center + support + 0.5)) - first;
        double* weights = taps.weights.data() + static_cast<std::size_t>(i) * taps.stride;
        double sum = 0;
        for (int k = 0; k < count; ++k) {
            weights[k] = kernel.function((k + first - center + 0.5) * unit);
            sum += weights[k];
        }
        for (int k = 0; k < count && sum != 0; ++k)
            weights[k] /= sum;
        taps.first[static_cast<std::size_t>(i)] = first;
        taps.count[static_cast<std::size_t>(i)] = count;
    }
    return taps;
}

Taps<std::int32_t> fixedTaps(const Taps<double>& taps)
{
    Taps<std::int32_t> fixed;
    fixed.first = taps.first;
    fixed.count = taps.count;
    fixed.stride = taps.stride;
    fixed.weights.reserve(taps.weights.size());
    constexpr double one = 1 << weightBits;
    for (const double weight : taps.weights)
        fixed.weights.push_back(static_cast<std::int32_t>((weight < 0 ? -0.5 : 0.5) + weight * one));
    return fixed;
}

std::vector<int> nearestIndices(int inputSize, int outputSize)
{
    // The position is added up, not multiplied: for some sizes that decides which neighbor is nearest.
    const double step = static_cast<double>(inputSize) / outputSize;
    double position = step * 0.5;
    std::vector<int> indices(static_cast<std::size_t>(outputSize));
    for (int& index : indices) {
        index = std::min(static_cast<int>(position), inputSize - 1);
        position += step;
    }
    return indices;
}

} // namespace maquette::imaging
