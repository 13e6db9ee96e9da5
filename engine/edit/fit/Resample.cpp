// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/fit/Resample.h"

#include "base/Threads.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

namespace maquette::edit::fit {

namespace {

using imaging::Filter;
using imaging::Image;

/// The samples that one output line is made of, along one axis. No samples: the fill color.
struct Line {
    std::vector<int> index;
    std::vector<float> weight;
};

double support(Filter filter)
{
    switch (filter) {
    case Filter::Bilinear:
        return 1;
    case Filter::Bicubic:
        return 2;
    case Filter::Lanczos:
        return 3;
    default:
        return 0.5;
    }
}

double value(Filter filter, double x)
{
    const double d = std::abs(x);
    switch (filter) {
    case Filter::Bilinear:
        return std::max(0.0, 1 - d);
    case Filter::Bicubic: {
        constexpr double a = -0.5;
        if (d < 1)
            return ((a + 2) * d - (a + 3)) * d * d + 1;
        return d < 2 ? (((d - 5) * d + 8) * d - 4) * a : 0;
    }
    case Filter::Lanczos: {
        if (d >= 3)
            return 0;
        if (d < 1e-9)
            return 1;
        const double p = std::numbers::pi * x;
        return 3 * std::sin(p) * std::sin(p / 3) / (p * p);
    }
    default:
        return x > -0.5 && x <= 0.5 ? 1 : 0;
    }
}

int outside(int index, int size, Border border)
{
    if (border == Border::Wrap)
        return ((index % size) + size) % size;
    return std::clamp(index, 0, size - 1);
}

std::vector<Line> lines(double low, double high, int count, int size, Filter filter, Border border)
{
    std::vector<Line> result(count);
    const double scale = (high - low) / count;
    const double wide = std::max(1.0, scale);
    const double reach = support(filter) * wide;
    for (int i = 0; i < count; ++i) {
        Line& line = result[i];
        const double center = low + (i + 0.5) * scale;
        const bool inside = center >= 0 && center <= size;
        if (border == Border::Fill && !inside)
            continue;
        if (filter == Filter::Nearest) {
            line.index.push_back(outside(static_cast<int>(std::floor(center)), size, border));
            line.weight.push_back(1);
            continue;
        }
        int first = static_cast<int>(std::floor(center - reach + 0.5));
        int last = static_cast<int>(std::floor(center + reach + 0.5));
        if (border == Border::Fill || (border == Border::Repeat && low >= -1e-6 && high <= size + 1e-6)) {
            first = std::max(first, 0);
            last = std::min(last, size);
        }
        double total = 0;
        std::vector<double> weights;
        for (int k = first; k < last; ++k) {
            const double w = value(filter, (k + 0.5 - center) / wide);
            weights.push_back(w);
            total += w;
        }
        if (!(std::abs(total) > 1e-9)) { // a box narrower than a pixel may fall between two middles
            line.index.push_back(outside(static_cast<int>(std::floor(center)), size, border));
            line.weight.push_back(1);
            continue;
        }
        for (int k = first; k < last; ++k) {
            line.index.push_back(outside(k, size, border));
            line.weight.push_back(static_cast<float>(weights[k - first] / total));
        }
    }
    return result;
}

} // namespace

Image resampled(const Image& image, const Rectangle& part, int width, int height, Filter filter, Border border,
                const std::array<float, 3>& fill)
{
    const auto columns = lines(part.left, part.right, width, image.width, filter, border);
    const auto rows = lines(part.top, part.bottom, height, image.height, filter, border);
    std::vector<int> needed(image.height, 0);
    for (const Line& row : rows)
        for (const int y : row.index)
            needed[y] = 1;
    Image across(width, image.height);
    base::parallelFor(image.height, 16, [&](std::int64_t begin, std::int64_t end) {
        for (auto y = static_cast<int>(begin); y < end; ++y) {
            if (!needed[y])
                continue;
            for (int c = 0; c < 3; ++c) {
                const float* in = image.row(c, y);
                float* out = across.row(c, y);
                for (int x = 0; x < width; ++x) {
                    const Line& column = columns[x];
                    float sum = column.index.empty() ? fill[c] : 0;
                    for (std::size_t k = 0; k < column.index.size(); ++k)
                        sum += column.weight[k] * in[column.index[k]];
                    out[x] = sum;
                }
            }
        }
    });
    Image result(width, height);
    base::parallelFor(height, 16, [&](std::int64_t begin, std::int64_t end) {
        for (auto y = static_cast<int>(begin); y < end; ++y)
            for (int c = 0; c < 3; ++c) {
                float* out = result.row(c, y);
                if (rows[y].index.empty()) {
                    std::fill(out, out + width, fill[c]);
                    continue;
                }
                for (std::size_t k = 0; k < rows[y].index.size(); ++k) {
                    const float w = rows[y].weight[k];
                    const float* in = across.row(c, rows[y].index[k]);
                    for (int x = 0; x < width; ++x)
                        out[x] += w * in[x];
                }
            }
    });
    return result;
}

} // namespace maquette::edit::fit
