// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/fit/Pixels.h"

#include "base/Simd.h"

#include <algorithm>
#include <cmath>

namespace maquette::edit::fit {

namespace {

using imaging::Image;

MAQUETTE_SIMD float squaredErrorRow(const float* a, const float* b, std::size_t count)
{
    float sums[16] = {};
    std::size_t i = 0;
    for (; i + 16 <= count; i += 16)
        for (int k = 0; k < 16; ++k) {
            const float d = std::min(std::max(a[i + k], 0.0F), 1.0F) - b[i + k];
            sums[k] += d * d;
        }
    float total = 0;
    for (; i < count; ++i) {
        const float d = std::min(std::max(a[i], 0.0F), 1.0F) - b[i];
        total += d * d;
    }
    for (const float sum : sums)
        total += sum;
    return total;
}

MAQUETTE_SIMD float weightedErrorRow(const float* a, const float* b, const float* w, std::size_t count)
{
    float sums[16] = {};
    std::size_t i = 0;
    for (; i + 16 <= count; i += 16)
        for (int k = 0; k < 16; ++k) {
            const float d = std::min(std::max(a[i + k], 0.0F), 1.0F) - b[i + k];
            sums[k] += w[i + k] * d * d;
        }
    float total = 0;
    for (; i < count; ++i) {
        const float d = std::min(std::max(a[i], 0.0F), 1.0F) - b[i];
        total += w[i] * d * d;
    }
    for (const float sum : sums)
        total += sum;
    return total;
}

} // namespace

Samples drawSamples(const FitContext& context, int part, std::size_t limit)
{
    const Image& source = context.source;
    const Image& target = context.target;
    const int width = source.width;
    const int height = source.height;
    Samples samples;
    // Half of the pixels carry the wanted mask; rows are shifted so that the grid does not meet regular patterns.
    const double stride = std::max(1.0, std::sqrt(0.5 * static_cast<double>(source.area()) / limit));
    const auto reserve = static_cast<std::size_t>(0.6 * source.area() / (stride * stride)) + 64;
    for (int c = 0; c < 3; ++c) {
        samples.source[c].reserve(reserve);
        samples.target[c].reserve(reserve);
    }
    samples.weight.reserve(reserve);
    samples.x.reserve(reserve);
    samples.y.reserve(reserve);
    int line = 0;
    for (double fy = 0; fy < height; fy += stride, ++line) {
        const int y = static_cast<int>(fy);
        const double shift = stride * std::fmod(line * 0.618, 1.0);
        for (double fx = stride > 1 ? shift : 0; fx < width; fx += stride) {
            const int x = static_cast<int>(fx);
            const std::size_t i = static_cast<std::size_t>(y) * width + x;
            if (context.fitMask[i] != part || context.weights[i] <= 0.02F)
                continue;
            for (int c = 0; c < 3; ++c) {
                samples.source[c].push_back(source.data[c * source.area() + i]);
                samples.target[c].push_back(target.data[c * target.area() + i]);
            }
            samples.weight.push_back(context.weights[i]);
            samples.x.push_back((static_cast<float>(x) + 0.5F) / static_cast<float>(width));
            samples.y.push_back((static_cast<float>(y) + 0.5F) / static_cast<float>(height));
        }
    }
    samples.count = samples.weight.size();
    return samples;
}

std::vector<std::uint8_t> checkerboard(int width, int height)
{
    std::vector<std::uint8_t> mask(static_cast<std::size_t>(width) * height, 1);
    const int side = std::min(width, height);
    if (static_cast<std::size_t>(width) * height < 4)
        return mask;
    const int size = side < 4 ? 1 : std::clamp(side / 16, 2, 32);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            mask[static_cast<std::size_t>(y) * width + x] = ((x / size + y / size) & 1) == 0;
    return mask;
}

double meanSquaredError(const Image& prediction, const Image& target, const std::vector<std::uint8_t>* mask,
                        const std::vector<float>* weights, int part)
{
    const auto width = static_cast<std::size_t>(target.width);
    double total = 0;
    double mass = 0;
    std::vector<float> row(width, 1.0F);
    for (int y = 0; y < target.height; ++y) {
        const bool weighted = weights || (mask && part != 2);
        if (weighted) {
            double rowMass = 0;
            const std::size_t begin = static_cast<std::size_t>(y) * width;
            for (std::size_t x = 0; x < width; ++x) {
                float w = weights ? (*weights)[begin + x] : 1.0F;
                if (mask && part != 2 && (*mask)[begin + x] != part)
                    w = 0;
                row[x] = w;
                rowMass += w;
            }
            mass += rowMass;
            if (rowMass == 0)
                continue;
        } else {
            mass += static_cast<double>(width);
        }
        for (int c = 0; c < 3; ++c)
            total += weighted ? weightedErrorRow(prediction.row(c, y), target.row(c, y), row.data(), width)
                              : squaredErrorRow(prediction.row(c, y), target.row(c, y), width);
    }
    return mass > 0 ? total / (3 * mass) : 0;
}

double decibels(double meanSquaredError)
{
    return meanSquaredError <= 1e-5 ? 50.0 : -10 * std::log10(meanSquaredError);
}

Image reduced(const Image& image, int factor)
{
    if (factor <= 1)
        return image;
    const int width = (image.width + factor - 1) / factor;
    const int height = (image.height + factor - 1) / factor;
    Image result(width, height);
    for (int c = 0; c < 3; ++c)
        for (int y = 0; y < height; ++y) {
            float* out = result.row(c, y);
            const int y1 = std::min(image.height, (y + 1) * factor);
            for (int sy = y * factor; sy < y1; ++sy) {
                const float* in = image.row(c, sy);
                for (int x = 0; x < width; ++x) {
                    const int x1 = std::min(image.width, (x + 1) * factor);
                    float sum = 0;
                    for (int sx = x * factor; sx < x1; ++sx)
                        sum += in[sx];
                    out[x] += sum / static_cast<float>(x1 - x * factor);
                }
            }
            const float scale = 1.0F / static_cast<float>(y1 - y * factor);
            for (int x = 0; x < width; ++x)
                out[x] *= scale;
        }
    return result;
}

Image areaResized(const Image& image, int width, int height)
{
    Image across(width, image.height);
    Image result(width, height);
    const double sx = static_cast<double>(image.width) / width;
    const double sy = static_cast<double>(image.height) / height;
    const auto overlap = [](int i, double low, double high) {
        return static_cast<float>(std::max(0.0, std::min<double>(i + 1, high) - std::max<double>(i, low)));
    };
    // Columns of the source that make up one of the result: the first, how many, and their weights.
    std::vector<int> firsts(width);
    std::vector<int> counts(width);
    std::vector<float> weights;
    for (int x = 0; x < width; ++x) {
        const double low = x * sx;
        const double high = std::min<double>(image.width, low + sx);
        firsts[x] = static_cast<int>(low);
        counts[x] = std::min(image.width, static_cast<int>(std::ceil(high))) - firsts[x];
        for (int i = 0; i < counts[x]; ++i)
            weights.push_back(overlap(firsts[x] + i, low, high) / static_cast<float>(high - low));
    }
    for (int c = 0; c < 3; ++c)
        for (int y = 0; y < image.height; ++y) {
            const float* in = image.row(c, y);
            float* out = across.row(c, y);
            const float* weight = weights.data();
            for (int x = 0; x < width; ++x) {
                float sum = 0;
                for (int i = 0; i < counts[x]; ++i)
                    sum += *weight++ * in[firsts[x] + i];
                out[x] = sum;
            }
        }
    for (int y = 0; y < height; ++y) {
        const double low = y * sy;
        const double high = std::min<double>(image.height, low + sy);
        const int first = static_cast<int>(low);
        const int last = std::min(image.height - 1, static_cast<int>(std::ceil(high)) - 1);
        const auto scale = static_cast<float>(1 / (high - low));
        for (int c = 0; c < 3; ++c) {
            float* out = result.row(c, y);
            for (int i = first; i <= last; ++i) {
                const float w = overlap(i, low, high) * scale;
                const float* in = across.row(c, i);
                for (int x = 0; x < width; ++x)
                    out[x] += w * in[x];
            }
        }
    }
    return result;
}

Image flipped(const Image& image, int operation)
{
    const bool transpose = operation & 4;
    const bool mirrorX = operation & 1;
    const bool mirrorY = operation & 2;
    const int width = transpose ? image.height : image.width;
    const int height = transpose ? image.width : image.height;
    Image result(width, height);
    for (int c = 0; c < 3; ++c)
        for (int y = 0; y < height; ++y) {
            float* out = result.row(c, y);
            const int ty = mirrorY ? height - 1 - y : y;
            for (int x = 0; x < width; ++x) {
                const int tx = mirrorX ? width - 1 - x : x;
                out[x] = transpose ? image.row(c, tx)[ty] : image.row(c, ty)[tx];
            }
        }
    return result;
}

Detail detailLikeness(const Image& prediction, const Image& target)
{
    constexpr int size = 8;
    double products = 0;
    double predicted = 0;
    double wanted = 0;
    for (int c = 0; c < 3; ++c)
        for (int y0 = 0; y0 < target.height; y0 += size)
            for (int x0 = 0; x0 < target.width; x0 += size) {
                const int y1 = std::min(target.height, y0 + size);
                const int x1 = std::min(target.width, x0 + size);
                float sums[5] = {};
                for (int y = y0; y < y1; ++y)
                    for (int x = x0; x < x1; ++x) {
                        const float p = std::clamp(prediction.row(c, y)[x], 0.0F, 1.0F) - 0.5F;
                        const float t = target.row(c, y)[x] - 0.5F;
                        sums[0] += p;
                        sums[1] += t;
                        sums[2] += p * t;
                        sums[3] += p * p;
                        sums[4] += t * t;
                    }
                const double n = static_cast<double>(y1 - y0) * (x1 - x0);
                products += sums[2] - static_cast<double>(sums[0]) * sums[1] / n;
                predicted += std::max(0.0, sums[3] - static_cast<double>(sums[0]) * sums[0] / n);
                wanted += std::max(0.0, sums[4] - static_cast<double>(sums[1]) * sums[1] / n);
            }
    Detail detail;
    const double samples = 3.0 * static_cast<double>(target.area());
    detail.targetDeviation = std::sqrt(wanted / samples);
    if (predicted > 1e-7 * samples && wanted > 1e-7 * samples)
        detail.correlation = products / std::sqrt(predicted * wanted);
    return detail;
}

double unseenShare(const imaging::Image& known, const imaging::Image& image)
{
    constexpr int side = 16;
    const auto cellOf = [](const imaging::Image& from, std::size_t i) {
        std::array<int, 3> cell{};
        for (int c = 0; c < 3; ++c)
            cell[c] = std::clamp(static_cast<int>(from.plane(c)[i] * side), 0, side - 1);
        return cell;
    };
    constexpr std::size_t most = 65536;
    std::vector<std::uint8_t> near(side * side * side);
    const std::size_t stride = std::max<std::size_t>(1, known.area() / most) | 1;
    std::vector<std::uint8_t> shown(near.size());
    for (std::size_t i = 0; i < known.area(); i += stride) {
        const auto cell = cellOf(known, i);
        shown[(cell[0] * side + cell[1]) * side + cell[2]] = 1;
    }
    for (int r = 0; r < side; ++r)
        for (int g = 0; g < side; ++g)
            for (int b = 0; b < side; ++b) {
                if (!shown[(r * side + g) * side + b])
                    continue;
                for (int x = std::max(0, r - 1); x <= std::min(side - 1, r + 1); ++x)
                    for (int y = std::max(0, g - 1); y <= std::min(side - 1, g + 1); ++y)
                        for (int z = std::max(0, b - 1); z <= std::min(side - 1, b + 1); ++z)
                            near[(x * side + y) * side + z] = 1;
            }
    std::size_t count = 0;
    std::size_t unseen = 0;
    const std::size_t step = std::max<std::size_t>(1, image.area() / most) | 1;
    for (std::size_t i = 0; i < image.area(); i += step, ++count) {
        const auto cell = cellOf(image, i);
        unseen += near[(cell[0] * side + cell[1]) * side + cell[2]] ? 0 : 1;
    }
    return count > 0 ? static_cast<double>(unseen) / static_cast<double>(count) : 0;
}

double variance(const Image& image)
{
    double total = 0;
    for (int c = 0; c < 3; ++c) {
        double sum = 0;
        double squares = 0;
        const float* plane = image.plane(c);
        for (std::size_t i = 0; i < image.area(); ++i) {
            sum += plane[i];
            squares += static_cast<double>(plane[i]) * plane[i];
        }
        const auto n = static_cast<double>(image.area());
        total += std::max(0.0, squares / n - (sum / n) * (sum / n));
    }
    return total / 3;
}

double blockVariance(const Image& image)
{
    const int size = std::max(2, std::min(image.width, image.height) / 10);
    const Image means = reduced(image, size);
    return std::max(0.0, variance(image) - variance(means));
}

} // namespace maquette::edit::fit
