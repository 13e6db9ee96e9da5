// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/families/Denoise.h"

#include "base/Threads.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <numbers>

namespace maquette::edit {

namespace {

constexpr int side = 8;
constexpr int lanes = 16;
/// Rows from one block to the next; along x every place has its block.
constexpr int stepY = 2;
/// Blocks whose first row lies in a band are summed up together. Bands of even and odd number take turns, so that
/// each sample is summed in the same order whatever the number of threads.
constexpr int bandRows = 32;
/// Multiple of sigma under which a coefficient is dropped.
constexpr float cut = 2.7F;

using Vector = float __attribute__((vector_size(64)));
using Lane = int __attribute__((vector_size(64)));

/// The orthonormal cosine transform of 8 values by halves: rows of the even and of the odd part.
struct Transform {
    float even[4][4];
    float odd[4][4];

    Transform()
    {
        for (int k = 0; k < 4; ++k)
            for (int i = 0; i < 4; ++i) {
                const double angle = (2 * i + 1) * std::numbers::pi / 16;
                even[k][i] = static_cast<float>(std::cos(2 * k * angle) * (k == 0 ? std::sqrt(0.125) : 0.5));
                odd[k][i] = static_cast<float>(std::cos((2 * k + 1) * angle) * 0.5);
            }
    }
};
const Transform transform;

inline __attribute__((always_inline)) void forward(Vector* v)
{
    Vector sum[4];
    Vector difference[4];
    for (int i = 0; i < 4; ++i) {
        sum[i] = v[i] + v[7 - i];
        difference[i] = v[i] - v[7 - i];
    }
    for (int k = 0; k < 4; ++k) {
        Vector even = transform.even[k][0] * sum[0];
        Vector odd = transform.odd[k][0] * difference[0];
        for (int i = 1; i < 4; ++i) {
            even += transform.even[k][i] * sum[i];
            odd += transform.odd[k][i] * difference[i];
        }
        v[2 * k] = even;
        v[2 * k + 1] = odd;
    }
}

inline __attribute__((always_inline)) void backward(Vector* v)
{
    Vector even[4];
    Vector odd[4];
    for (int i = 0; i < 4; ++i) {
        even[i] = transform.even[0][i] * v[0];
        odd[i] = transform.odd[0][i] * v[1];
        for (int k = 1; k < 4; ++k) {
            even[i] += transform.even[k][i] * v[2 * k];
            odd[i] += transform.odd[k][i] * v[2 * k + 1];
        }
    }
    for (int i = 0; i < 4; ++i) {
        v[i] = even[i] + odd[i];
        v[7 - i] = even[i] - odd[i];
    }
}

/// The transform down the columns of 8 rows; `width` is a multiple of the lanes.
MAQUETTE_SIMD void columnsForward(const float* const* rows, float* out, int width)
{
    for (int x = 0; x < width; x += lanes) {
        Vector v[side];
        for (int i = 0; i < side; ++i)
            std::memcpy(&v[i], rows[i] + x, sizeof v[i]);
        forward(v);
        for (int i = 0; i < side; ++i)
            std::memcpy(out + static_cast<std::size_t>(i) * width + x, &v[i], sizeof v[i]);
    }
}

/// Back, added to 8 rows.
MAQUETTE_SIMD void columnsBackward(const float* in, float* const* rows, int width)
{
    for (int x = 0; x < width; x += lanes) {
        Vector v[side];
        for (int i = 0; i < side; ++i)
            std::memcpy(&v[i], in + static_cast<std::size_t>(i) * width + x, sizeof v[i]);
        backward(v);
        for (int i = 0; i < side; ++i) {
            Vector sum;
            std::memcpy(&sum, rows[i] + x, sizeof sum);
            sum += v[i];
            std::memcpy(rows[i] + x, &sum, sizeof sum);
        }
    }
}

/// Shrinks the blocks that start at 16 neighboring places and adds them, weighted, to `sums`. With `pilot` the weight
/// of a coefficient follows from the pilot's, without it small ones are dropped. `noise` is sigma.
MAQUETTE_SIMD void shrinkBlocks(const float* columns, const float* pilot, int width, float noise, float* sums,
                                float* weights)
{
    const Vector zero = {};
    const float limit = cut * noise;
    const float power = noise * noise;
    for (int x = 0; x + lanes + side - 1 <= width; x += lanes) {
        Vector block[side][side];
        Vector kept = zero;
        for (int k = 0; k < side; ++k) {
            Vector* v = block[k];
            for (int i = 0; i < side; ++i)
                std::memcpy(&v[i], columns + static_cast<std::size_t>(k) * width + x + i, sizeof v[i]);
            forward(v);
            if (pilot) {
                Vector p[side];
                for (int i = 0; i < side; ++i)
                    std::memcpy(&p[i], pilot + static_cast<std::size_t>(k) * width + x + i, sizeof p[i]);
                forward(p);
                for (int i = 0; i < side; ++i) {
                    const Vector square = p[i] * p[i];
                    const Vector gain = square / (square + power);
                    kept += gain * gain;
                    v[i] *= gain;
                }
            } else {
                for (int i = 0; i < side; ++i) {
                    if (k == 0 && i == 0)
                        continue;
                    const Lane keep = (v[i] > limit) | (v[i] < -limit);
                    const Vector one = zero + 1.F;
                    v[i] = keep ? v[i] : zero;
                    kept += keep ? one : zero;
                }
            }
        }
        // Blocks with few coefficients hold less noise and count more.
        const Vector weight = 1.F / (1.F + kept);
        for (int k = 0; k < side; ++k) {
            backward(block[k]);
            for (int i = 0; i < side; ++i) {
                Vector sum;
                float* at = sums + static_cast<std::size_t>(k) * width + x + i;
                std::memcpy(&sum, at, sizeof sum);
                sum += weight * block[k][i];
                std::memcpy(at, &sum, sizeof sum);
            }
        }
        for (int i = 0; i < side; ++i) {
            Vector sum;
            std::memcpy(&sum, weights + x + i, sizeof sum);
            sum += weight;
            std::memcpy(weights + x + i, &sum, sizeof sum);
        }
    }
}

/// A plane with mirrored margins, wide enough for whole vectors.
struct Padded {
    int width = 0;
    int height = 0;
    std::vector<float> data;

    Padded(int newWidth, int newHeight)
        : width(newWidth)
        , height(newHeight)
        , data(static_cast<std::size_t>(newWidth) * newHeight, 0.F)
    {
    }
    explicit Padded(const Plane& plane)
        : Padded((plane.width + 3 * side + lanes + lanes - 1) / lanes * lanes, plane.height + 2 * side)
    {
        base::parallelFor(height, 32, [&](std::int64_t begin, std::int64_t end) {
            for (auto y = static_cast<int>(begin); y < end; ++y) {
                const float* from = plane.row(mirrorIndex(y - side, plane.height));
                float* to = row(y);
                for (int x = 0; x < width; ++x)
                    to[x] = from[mirrorIndex(x - side, plane.width)];
            }
        });
    }
    [[nodiscard]] float* row(int y) { return data.data() + static_cast<std::size_t>(y) * width; }
    [[nodiscard]] const float* row(int y) const { return data.data() + static_cast<std::size_t>(y) * width; }
};

void denoiseBand(const Padded& noisy, const Padded* pilot, float sigma, int first, Padded& sum, Padded& weight)
{
    const int width = noisy.width;
    std::vector<float> columns(static_cast<std::size_t>(side) * width);
    std::vector<float> guide(pilot ? columns.size() : 0);
    std::vector<float> sums(columns.size());
    std::vector<float> weights(width);
    const int last = std::min(first + bandRows, noisy.height - side + 1);
    for (int y = first; y < last; y += stepY) {
        std::array<const float*, side> rows{};
        for (int i = 0; i < side; ++i)
            rows[i] = noisy.row(y + i);
        columnsForward(rows.data(), columns.data(), width);
        if (pilot) {
            for (int i = 0; i < side; ++i)
                rows[i] = pilot->row(y + i);
            columnsForward(rows.data(), guide.data(), width);
        }
        std::fill(sums.begin(), sums.end(), 0.F);
        std::fill(weights.begin(), weights.end(), 0.F);
        shrinkBlocks(columns.data(), pilot ? guide.data() : nullptr, width, sigma, sums.data(), weights.data());
        std::array<float*, side> out{};
        for (int i = 0; i < side; ++i)
            out[i] = sum.row(y + i);
        columnsBackward(sums.data(), out.data(), width);
        for (int i = 0; i < side; ++i) {
            float* total = weight.row(y + i);
            for (int x = 0; x < width; ++x)
                total[x] += weights[x];
        }
    }
}

Plane denoisePass(const Plane& plane, const Plane* pilot, float sigma)
{
    const Padded noisy(plane);
    const Padded guide = pilot ? Padded(*pilot) : Padded(1, 1);
    Padded sum(noisy.width, noisy.height);
    Padded weight(noisy.width, noisy.height);
    const int bands = (noisy.height + bandRows - 1) / bandRows;
    for (int parity = 0; parity < 2; ++parity)
        base::parallelFor((bands + 1 - parity) / 2, 1, [&](std::int64_t begin, std::int64_t end) {
            for (std::int64_t i = begin; i < end; ++i)
                denoiseBand(noisy, pilot ? &guide : nullptr, sigma, static_cast<int>(2 * i + parity) * bandRows, sum,
                            weight);
        });
    Plane result(plane.width, plane.height);
    for (int y = 0; y < plane.height; ++y) {
        const float* from = sum.row(y + side) + side;
        const float* total = weight.row(y + side) + side;
        float* out = result.row(y);
        for (int x = 0; x < plane.width; ++x)
            out[x] = from[x] / total[x];
    }
    return result;
}

/// Sum and two differences of the colors, or back; orthonormal, so that white noise stays white.
void turnColors(std::vector<Plane>& planes, bool back)
{
    const auto a = static_cast<float>(1 / std::sqrt(3.0));
    const auto b = static_cast<float>(1 / std::sqrt(2.0));
    const auto c = static_cast<float>(1 / std::sqrt(6.0));
    for (std::size_t i = 0; i < planes[0].data.size(); ++i) {
        const float x = planes[0].data[i];
        const float y = planes[1].data[i];
        const float z = planes[2].data[i];
        if (back) {
            planes[0].data[i] = a * x + b * y + c * z;
            planes[1].data[i] = a * x - 2 * c * z;
            planes[2].data[i] = a * x - b * y + c * z;
        } else {
            planes[0].data[i] = a * (x + y + z);
            planes[1].data[i] = b * (x - z);
            planes[2].data[i] = c * (x - 2 * y + z);
        }
    }
}

} // namespace

void denoisePlanes(std::vector<Plane>& planes, double sigma)
{
    if (sigma <= 1e-5 || planes.size() != 3 || planes[0].data.empty())
        return;
    turnColors(planes, false);
    for (Plane& plane : planes) {
        const Plane pilot = denoisePass(plane, nullptr, static_cast<float>(sigma));
        plane = denoisePass(plane, &pilot, static_cast<float>(sigma));
    }
    turnColors(planes, true);
}

} // namespace maquette::edit
