// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/families/BlurFilters.h"

#include "base/Threads.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numbers>

namespace maquette::edit {

namespace {

constexpr int rowGrain = 16;
using Vector = float __attribute__((vector_size(64)));

/// out[x] = sum of weights[t] * rows[t][x].
MAQUETTE_SIMD void weightedSum(const float* const* rows, const float* weights, int taps, float* out, int width)
{
    int x = 0;
    for (; x + 64 <= width; x += 64) {
        Vector sum[4] = {};
        for (int t = 0; t < taps; ++t) {
            Vector value[4];
            std::memcpy(value, rows[t] + x, sizeof value);
            for (int i = 0; i < 4; ++i)
                sum[i] += weights[t] * value[i];
        }
        std::memcpy(out + x, sum, sizeof sum);
    }
    for (; x + 16 <= width; x += 16) {
        Vector sum = {};
        for (int t = 0; t < taps; ++t) {
            Vector value;
            std::memcpy(&value, rows[t] + x, sizeof value);
            sum += weights[t] * value;
        }
        std::memcpy(out + x, &sum, sizeof sum);
    }
    for (; x < width; ++x) {
        float sum = 0;
        for (int t = 0; t < taps; ++t)
            sum += weights[t] * rows[t][x];
        out[x] = sum;
    }
}

/// Copies a row with `margin` mirrored samples at both ends.
void extendRow(const float* row, int width, int margin, float* out)
{
    std::copy(row, row + width, out + margin);
    for (int i = 1; i <= margin; ++i) {
        out[margin - i] = row[mirrorIndex(-i, width)];
        out[margin + width - 1 + i] = row[mirrorIndex(width - 1 + i, width)];
    }
}

std::vector<float> normalized(std::vector<float> weights)
{
    double sum = 0;
    for (const float weight : weights)
        sum += weight;
    for (float& weight : weights)
        weight = static_cast<float>(weight / sum);
    return weights;
}

std::vector<float> gaussianWeights(double sigma)
{
    const int radius = std::max(1, static_cast<int>(std::ceil(3 * sigma)));
    std::vector<float> weights;
    for (int i = -radius; i <= radius; ++i)
        weights.push_back(static_cast<float>(std::exp(-0.5 * i * i / (sigma * sigma))));
    return normalized(std::move(weights));
}

/// A box of side 2 radius + 1 whose last samples count in part when the radius is no whole number.
std::vector<float> boxWeights(double radius)
{
    const int whole = static_cast<int>(std::floor(radius));
    const int reach = static_cast<int>(std::ceil(radius));
    std::vector<float> weights;
    for (int i = -reach; i <= reach; ++i)
        weights.push_back(std::abs(i) <= whole ? 1.F : static_cast<float>(radius - whole));
    return normalized(std::move(weights));
}

Taps discTaps(double radius)
{
    // Coverage of each pixel by the disc, from 8 x 8 points.
    const int reach = static_cast<int>(std::ceil(radius));
    Taps taps;
    double total = 0;
    for (int y = -reach; y <= reach; ++y)
        for (int x = -reach; x <= reach; ++x) {
            int inside = 0;
            for (int j = 0; j < 8; ++j)
                for (int i = 0; i < 8; ++i) {
                    const double u = x + (i + 0.5) / 8 - 0.5;
                    const double v = y + (j + 0.5) / 8 - 0.5;
                    inside += u * u + v * v <= radius * radius;
                }
            if (inside)
                taps.push_back({x, y, static_cast<float>(inside)});
            total += inside;
        }
    if (taps.empty())
        return {{0, 0, 1}};
    for (Tap& tap : taps)
        tap.weight = static_cast<float>(tap.weight / total);
    return taps;
}

MAQUETTE_SIMD void addRow(const float* row, float factor, float* sum, int width)
{
    for (int x = 0; x < width; ++x)
        sum[x] += factor * row[x];
}

/// A plane reduced by a whole factor, with `margin` mirrored blocks on each side.
struct Reduced {
    Plane plane;
    int factor = 1;
    int margin = 0;
};

Reduced reduce(const Plane& plane, int factor, int margin)
{
    Reduced reduced;
    reduced.factor = factor;
    reduced.margin = margin;
    reduced.plane
        = Plane((plane.width + factor - 1) / factor + 2 * margin, (plane.height + factor - 1) / factor + 2 * margin);
    const float scale = 1.F / static_cast<float>(factor);
    base::parallelFor(reduced.plane.height, 4, [&](std::int64_t begin, std::int64_t end) {
        std::vector<float> sum(plane.width);
        for (std::int64_t y = begin; y < end; ++y) {
            std::fill(sum.begin(), sum.end(), 0.F);
            for (int j = 0; j < factor; ++j) {
                const int row = mirrorIndex((static_cast<int>(y) - margin) * factor + j, plane.height);
                addRow(plane.row(row), scale, sum.data(), plane.width);
            }
            float* out = reduced.plane.row(static_cast<int>(y));
            for (int x = 0; x < reduced.plane.width; ++x) {
                const int first = (x - margin) * factor;
                float block = 0;
                if (first >= 0 && first + factor <= plane.width)
                    for (int i = 0; i < factor; ++i)
                        block += sum[first + i];
                else
                    for (int i = 0; i < factor; ++i)
                        block += sum[mirrorIndex(first + i, plane.width)];
                out[x] = block * scale;
            }
        }
    });
    return reduced;
}

/// The four Catmull-Rom weights at `fraction` between the second and the third sample.
void cubicWeights(double fraction, float* weights)
{
    const double t = fraction;
    weights[0] = static_cast<float>(((-0.5 * t + 1) * t - 0.5) * t);
    weights[1] = static_cast<float>((1.5 * t - 2.5) * t * t + 1);
    weights[2] = static_cast<float>(((-1.5 * t + 2) * t + 0.5) * t);
    weights[3] = static_cast<float>((0.5 * t - 0.5) * t * t);
}

/// Back to the native size by cubic interpolation.
Plane enlarge(const Reduced& reduced, int width, int height)
{
    struct Place {
        int first;
        float weights[4];
    };
    const auto places = [&](int count) {
        std::vector<Place> list(count);
        for (int i = 0; i < count; ++i) {
            const double at = (i + 0.5) / reduced.factor - 0.5 + reduced.margin;
            list[i].first = static_cast<int>(std::floor(at)) - 1;
            cubicWeights(at - std::floor(at), list[i].weights);
        }
        return list;
    };
    const auto columns = places(width);
    const auto rows = places(height);
    Plane wide(width, reduced.plane.height);
    base::parallelFor(wide.height, 4, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t y = begin; y < end; ++y) {
            const float* from = reduced.plane.row(static_cast<int>(y));
            float* out = wide.row(static_cast<int>(y));
            for (int x = 0; x < width; ++x) {
                const Place& place = columns[x];
                const float* p = from + place.first;
                out[x] = place.weights[0] * p[0] + place.weights[1] * p[1] + place.weights[2] * p[2]
                    + place.weights[3] * p[3];
            }
        }
    });
    Plane result(width, height);
    base::parallelFor(height, rowGrain, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t y = begin; y < end; ++y) {
            const Place& place = rows[y];
            const float* from[4];
            for (int i = 0; i < 4; ++i)
                from[i] = wide.row(place.first + i);
            weightedSum(from, place.weights, 4, result.row(static_cast<int>(y)), width);
        }
    });
    return result;
}

Plane blurSmall(const Plane& plane, BlurShape shape, double radius)
{
    if (shape == BlurShape::Disc)
        return convolve(plane, discTaps(radius));
    const auto weights = shape == BlurShape::Gaussian ? gaussianWeights(radius) : boxWeights(radius);
    return convolveSeparable(plane, weights, weights);
}

} // namespace

Plane convolve(const Plane& plane, const Taps& taps)
{
    int margin = 0;
    for (const Tap& tap : taps)
        margin = std::max(margin, std::abs(tap.dx));
    Plane wide(plane.width + 2 * margin, plane.height);
    base::parallelFor(plane.height, rowGrain, [&](std::int64_t begin, std::int64_t end) {
        for (auto y = static_cast<int>(begin); y < end; ++y)
            extendRow(plane.row(y), plane.width, margin, wide.row(y));
    });
    std::vector<float> weights;
    for (const Tap& tap : taps)
        weights.push_back(tap.weight);
    Plane result(plane.width, plane.height);
    base::parallelFor(plane.height, rowGrain, [&](std::int64_t begin, std::int64_t end) {
        std::vector<const float*> rows(taps.size());
        for (auto y = static_cast<int>(begin); y < end; ++y) {
            for (std::size_t t = 0; t < taps.size(); ++t)
                rows[t] = wide.row(mirrorIndex(y + taps[t].dy, plane.height)) + margin + taps[t].dx;
            weightedSum(rows.data(), weights.data(), static_cast<int>(taps.size()), result.row(y), plane.width);
        }
    });
    return result;
}

Plane convolveSeparable(const Plane& plane, const std::vector<float>& alongX, const std::vector<float>& alongY)
{
    const int reachX = static_cast<int>(alongX.size()) / 2;
    const int reachY = static_cast<int>(alongY.size()) / 2;
    Plane between(plane.width, plane.height);
    base::parallelFor(plane.height, rowGrain, [&](std::int64_t begin, std::int64_t end) {
        std::vector<float> wide(plane.width + 2 * reachX);
        std::vector<const float*> rows(alongX.size());
        for (std::size_t t = 0; t < rows.size(); ++t)
            rows[t] = wide.data() + t;
        for (auto y = static_cast<int>(begin); y < end; ++y) {
            extendRow(plane.row(y), plane.width, reachX, wide.data());
            weightedSum(rows.data(), alongX.data(), static_cast<int>(rows.size()), between.row(y), plane.width);
        }
    });
    if (reachY == 0)
        return between;
    Plane result(plane.width, plane.height);
    base::parallelFor(plane.height, rowGrain, [&](std::int64_t begin, std::int64_t end) {
        std::vector<const float*> rows(alongY.size());
        for (auto y = static_cast<int>(begin); y < end; ++y) {
            for (int t = 0; t < static_cast<int>(rows.size()); ++t)
                rows[t] = between.row(mirrorIndex(y + t - reachY, plane.height));
            weightedSum(rows.data(), alongY.data(), static_cast<int>(rows.size()), result.row(y), plane.width);
        }
    });
    return result;
}

Plane blurPlane(const Plane& plane, BlurShape shape, double radius)
{
    if (radius < (shape == BlurShape::Gaussian ? 0.05 : 1e-3) || plane.data.empty())
        return plane;
    // Least radius left on the reduced copy: a Gaussian is band-limited there, the edges of the others want more
    // samples.
    const double kept = shape == BlurShape::Gaussian ? 2.2 : 8;
    const int factor = static_cast<int>(radius / kept);
    if (factor < 2)
        return blurSmall(plane, shape, radius);
    // The mean of blocks has widened the kernel already.
    const double blocks = factor * static_cast<double>(factor) - 1;
    double inner = 0;
    double reach = 0;
    if (shape == BlurShape::Gaussian) {
        inner = std::sqrt(radius * radius - blocks / 12) / factor;
        reach = 3 * inner;
    } else if (shape == BlurShape::Disc) {
        inner = std::sqrt(radius * radius - blocks / 3) / factor;
        reach = inner;
    } else {
        const double side = 2 * radius + 1;
        inner = (std::sqrt(side * side - blocks) / factor - 1) / 2;
        reach = inner;
    }
    Reduced reduced = reduce(plane, factor, static_cast<int>(std::ceil(reach)) + 3);
    reduced.plane = blurSmall(reduced.plane, shape, inner);
    return enlarge(reduced, plane.width, plane.height);
}

imaging::Image blurImage(const imaging::Image& image, BlurShape shape, double radius)
{
    return mapPlanes(image, [&](const Plane& plane) { return blurPlane(plane, shape, radius); });
}

Taps strokeTaps(double length, double degrees)
{
    const double radians = degrees * std::numbers::pi / 180;
    double alongX = std::cos(radians);
    double alongY = std::sin(radians);
    if (std::fabs(alongX) < 1e-9)
        alongX = 0;
    if (std::fabs(alongY) < 1e-9)
        alongY = 0;
    const int reach = static_cast<int>(std::ceil(length / 2)) + 1;
    const int side = 2 * reach + 1;
    std::vector<double> grid(static_cast<std::size_t>(side) * side, 0);
    // Points along the stroke, each shared among the four pixels around it across the stroke; along an axis a point
    // belongs to the one pixel that it lies in, so that ends are cut exactly.
    const int points = std::max(16, static_cast<int>(std::ceil(length * 16)));
    const auto splat = [&](double x, double y, double weight) {
        const bool cutX = alongY == 0;
        const bool cutY = alongX == 0;
        const int left = static_cast<int>(cutX ? std::lround(x) : std::lround(std::floor(x)));
        const int top = static_cast<int>(cutY ? std::lround(y) : std::lround(std::floor(y)));
        const double fx = cutX ? 0 : x - left;
        const double fy = cutY ? 0 : y - top;
        for (int j = 0; j < 2; ++j)
            for (int i = 0; i < 2; ++i) {
                const double part = (i ? fx : 1 - fx) * (j ? fy : 1 - fy);
                if (part > 0)
                    grid[static_cast<std::size_t>(top + j + reach) * side + left + i + reach] += weight * part;
            }
    };
    for (int p = 0; p < points; ++p) {
        const double at = ((p + 0.5) / points - 0.5) * length;
        splat(at * alongX, at * alongY, 1.0 / points);
    }
    Taps taps;
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x)
            if (const double weight = grid[static_cast<std::size_t>(y) * side + x]; weight > 1e-6)
                taps.push_back({x - reach, y - reach, static_cast<float>(weight)});
    return taps;
}

} // namespace maquette::edit
