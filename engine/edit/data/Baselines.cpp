// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/data/Baselines.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace maquette::edit::data {

namespace {

using imaging::Image;

/// Solves a symmetric positive definite system of 4 unknowns for 3 right sides in place of `right`.
void solve(std::array<std::array<double, 4>, 4> matrix, std::array<std::array<double, 3>, 4>& right)
{
    for (int pivot = 0; pivot < 4; ++pivot) {
        for (int row = pivot + 1; row < 4; ++row) {
            const double factor = matrix[row][pivot] / matrix[pivot][pivot];
            for (int k = pivot; k < 4; ++k)
                matrix[row][k] -= factor * matrix[pivot][k];
            for (int c = 0; c < 3; ++c)
                right[row][c] -= factor * right[pivot][c];
        }
    }
    for (int row = 3; row >= 0; --row) {
        for (int c = 0; c < 3; ++c) {
            for (int k = row + 1; k < 4; ++k)
                right[row][c] -= matrix[row][k] * right[k][c];
            right[row][c] /= matrix[row][row];
        }
    }
}

struct Spread {
    double mean = 0;
    double deviation = 0;
};

Spread spreadOf(const Image& image, int channel)
{
    const float* plane = image.plane(channel);
    Spread spread;
    for (std::size_t i = 0; i < image.area(); ++i)
        spread.mean += plane[i];
    spread.mean /= static_cast<double>(image.area());
    for (std::size_t i = 0; i < image.area(); ++i)
        spread.deviation += (plane[i] - spread.mean) * (plane[i] - spread.mean);
    spread.deviation = std::sqrt(spread.deviation / std::max<double>(1, static_cast<double>(image.area()) - 1)) + 1e-4;
    return spread;
}

} // namespace

Image affineTransfer(const Image& before, const Image& after, const Image& image)
{
    assert(before.sameSize(after));
    constexpr double ridge = 1e-4;
    std::array<std::array<double, 4>, 4> moments{};
    std::array<std::array<double, 3>, 4> fit{};
    const auto count = static_cast<double>(before.area());
    for (std::size_t i = 0; i < before.area(); ++i) {
        const std::array<double, 4> x{1, before.plane(0)[i], before.plane(1)[i], before.plane(2)[i]};
        for (int r = 0; r < 4; ++r) {
            for (int c = 0; c < 4; ++c)
                moments[r][c] += x[r] * x[c] / count;
            for (int c = 0; c < 3; ++c)
                fit[r][c] += x[r] * after.plane(c)[i] / count;
        }
    }
    for (int r = 0; r < 4; ++r)
        moments[r][r] += ridge;
    for (int c = 0; c < 3; ++c)
        fit[c + 1][c] += ridge;
    solve(moments, fit);

    Image out(image.width, image.height);
    for (int c = 0; c < 3; ++c)
        for (std::size_t i = 0; i < image.area(); ++i)
            out.plane(c)[i]
                = static_cast<float>(std::clamp(fit[0][c] + fit[1][c] * image.plane(0)[i]
                                                    + fit[2][c] * image.plane(1)[i] + fit[3][c] * image.plane(2)[i],
                                                0.0, 1.0));
    return out;
}

Image reinhardTransfer(const Image& before, const Image& after, const Image& image)
{
    Image out(image.width, image.height);
    for (int c = 0; c < 3; ++c) {
        const Spread from = spreadOf(before, c);
        const Spread to = spreadOf(after, c);
        const double mean = spreadOf(image, c).mean;
        for (std::size_t i = 0; i < image.area(); ++i)
            out.plane(c)[i] = static_cast<float>(std::clamp(
                (image.plane(c)[i] - mean) / from.deviation * to.deviation + mean + to.mean - from.mean, 0.0, 1.0));
    }
    return out;
}

} // namespace maquette::edit::data
