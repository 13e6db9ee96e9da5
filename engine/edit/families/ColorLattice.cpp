// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/families/ColorLattice.h"

#include <algorithm>
#include <cmath>

namespace maquette::edit {

namespace {

struct Corner {
    std::size_t node;
    float fractions[3];
};

Corner locate(const fit::Samples& samples, std::size_t i, int side)
{
    Corner corner{0, {}};
    std::size_t step = 1;
    for (int c = 0; c < 3; ++c) {
        const float position = std::clamp(samples.source[c][i], 0.0F, 1.0F) * static_cast<float>(side - 1);
        const int k = std::min(static_cast<int>(position), side - 2);
        corner.fractions[c] = position - static_cast<float>(k);
        corner.node += step * k;
        step *= side;
    }
    return corner;
}

/// Weights and nodes of the 8 corners around a sample.
void corners(const Corner& corner, int side, std::size_t* nodes, float* weights)
{
    const std::size_t steps[3] = {1, static_cast<std::size_t>(side), static_cast<std::size_t>(side) * side};
    for (int k = 0; k < 8; ++k) {
        nodes[k] = corner.node;
        weights[k] = 1;
        for (int c = 0; c < 3; ++c) {
            const bool upper = k >> c & 1;
            nodes[k] += upper ? steps[c] : 0;
            weights[k] *= upper ? corner.fractions[c] : 1 - corner.fractions[c];
        }
    }
}

/// Every node of a lattice read at the nodes of one with twice the cells.
std::vector<float> refined(const std::vector<float>& coarse, int side)
{
    const int fine = 2 * side - 1;
    std::vector<float> result(static_cast<std::size_t>(fine) * fine * fine * 4);
    const auto at = [&](int r, int g, int b) { return coarse.data() + ((b * side + g) * side + r) * 4; };
    for (int b = 0; b < fine; ++b)
        for (int g = 0; g < fine; ++g)
            for (int r = 0; r < fine; ++r) {
                float* out = result.data() + ((static_cast<std::size_t>(b) * fine + g) * fine + r) * 4;
                for (int k = 0; k < 8; ++k) {
                    const float* in = at((r + (k & 1)) / 2, (g + (k >> 1 & 1)) / 2, (b + (k >> 2 & 1)) / 2);
                    for (int c = 0; c < 3; ++c)
                        out[c] += 0.125F * in[c];
                }
            }
    return result;
}

} // namespace

void fitLattice(const fit::Samples& samples, const std::array<std::vector<float>, 3>& predicted, int coarsest, int side,
                ColorMap& map)
{
    std::array<std::vector<float>, 3> rest;
    for (int c = 0; c < 3; ++c) {
        rest[c].resize(samples.count);
        for (std::size_t i = 0; i < samples.count; ++i)
            rest[c][i] = samples.target[c][i] - predicted[c][i];
    }
    std::vector<float> lattice;
    std::vector<float> sums;
    std::size_t nodes[8];
    float weights[8];
    for (int level = coarsest; level <= side; level = 2 * level - 1) {
        const std::size_t size = static_cast<std::size_t>(level) * level * level;
        lattice = lattice.empty() ? std::vector<float>(size * 4) : refined(lattice, (level + 1) / 2);
        for (int round = 0; round < 2; ++round) {
            sums.assign(size * 4, 0);
            for (std::size_t i = 0; i < samples.count; ++i) {
                corners(locate(samples, i, level), level, nodes, weights);
                for (int k = 0; k < 8; ++k) {
                    float* sum = sums.data() + nodes[k] * 4;
                    const float w = weights[k] * samples.weight[i];
                    sum[0] += w * rest[0][i];
                    sum[1] += w * rest[1][i];
                    sum[2] += w * rest[2][i];
                    sum[3] += w;
                }
            }
            constexpr float pull = 0.5F; // samples
            for (std::size_t node = 0; node < size; ++node) {
                float* sum = sums.data() + node * 4;
                const float scale = 1 / (sum[3] + pull);
                for (int c = 0; c < 3; ++c) {
                    sum[c] *= scale;
                    lattice[node * 4 + c] += sum[c];
                }
            }
            for (std::size_t i = 0; i < samples.count; ++i) {
                corners(locate(samples, i, level), level, nodes, weights);
                for (int k = 0; k < 8; ++k)
                    for (int c = 0; c < 3; ++c)
                        rest[c][i] -= weights[k] * sums[nodes[k] * 4 + c];
            }
        }
    }
    for (float& value : lattice)
        value = static_cast<float>(std::lround(std::clamp(value, -1.5F, 1.5F) / ColorMap::tableUnit))
            * ColorMap::tableUnit;
    map.lattice = side;
    map.table = std::move(lattice);
}

} // namespace maquette::edit
