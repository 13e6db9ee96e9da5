// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/data/Noise.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace maquette::edit::data {

namespace {

struct Tap {
    std::array<int, 4> index;
    std::array<float, 4> weight;
};

/// Where the pixels of a side lie on a lattice of `points` points.
std::vector<Tap> cubicTaps(int size, int points)
{
    constexpr float a = -0.75F;
    const auto near = [](float d) { return ((a + 2) * d - (a + 3)) * d * d + 1; };
    const auto far = [](float d) { return ((a * d - 5 * a) * d + 8 * a) * d - 4 * a; };
    std::vector<Tap> taps(size);
    for (int i = 0; i < size; ++i) {
        const float place
            = size > 1 ? static_cast<float>(i) * static_cast<float>(points - 1) / static_cast<float>(size - 1) : 0;
        const int base = static_cast<int>(place);
        const float t = place - static_cast<float>(base);
        taps[i].weight = {far(1 + t), near(t), near(1 - t), far(2 - t)};
        for (int k = 0; k < 4; ++k)
            taps[i].index[k] = std::clamp(base + k - 1, 0, points - 1);
    }
    return taps;
}

void addOctave(Plane& sum, base::Random& random, int points, float amplitude)
{
    const int size = sum.width;
    std::vector<float> lattice(static_cast<std::size_t>(points) * points);
    for (float& value : lattice)
        value = static_cast<float>(random.uniform());
    const std::vector<Tap> taps = cubicTaps(size, points);
    std::vector<float> wide(static_cast<std::size_t>(points) * size);
    for (int row = 0; row < points; ++row) {
        const float* from = lattice.data() + static_cast<std::size_t>(row) * points;
        float* to = wide.data() + static_cast<std::size_t>(row) * size;
        for (int x = 0; x < size; ++x) {
            const Tap& tap = taps[x];
            to[x] = tap.weight[0] * from[tap.index[0]] + tap.weight[1] * from[tap.index[1]]
                + tap.weight[2] * from[tap.index[2]] + tap.weight[3] * from[tap.index[3]];
        }
    }
    for (int y = 0; y < size; ++y) {
        float* out = sum.row(y);
        for (int k = 0; k < 4; ++k) {
            const float weight = amplitude * taps[y].weight[k];
            const float* from = wide.data() + static_cast<std::size_t>(taps[y].index[k]) * size;
            for (int x = 0; x < size; ++x)
                out[x] += weight * from[x];
        }
    }
}

} // namespace

Plane fractalNoise(base::Random& random, int size, int cells, int octaves, float persistence)
{
    Plane sum(size, size);
    float amplitude = 1;
    float total = 0;
    for (int octave = 0; octave < octaves; ++octave) {
        addOctave(sum, random, (cells << octave) + 1, amplitude);
        total += amplitude;
        amplitude *= persistence;
    }
    for (float& value : sum.data)
        value /= total;
    return sum;
}

} // namespace maquette::edit::data
