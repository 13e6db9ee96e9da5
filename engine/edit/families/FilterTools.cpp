// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/families/FilterTools.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

namespace maquette::edit {

namespace {

constexpr std::array<float, 3> lumaWeights{0.299F, 0.587F, 0.114F};
/// What a clipped sample of the target counts: it says only that the true value lies beyond.
constexpr float clippedWeight = 0.02F;

bool clipped(float value) { return value < 0.004F || value > 0.996F; }

struct Corner {
    int x;
    int y;
};

/// Sum of absolute differences along both axes on a coarse grid of points of a square.
double detail(const imaging::Image& image, Corner corner, int side)
{
    const int step = std::max(1, side / 12);
    double sum = 0;
    for (int y = corner.y; y + 1 < std::min(image.height, corner.y + side); y += step)
        for (int x = corner.x; x + 1 < std::min(image.width, corner.x + side); x += step) {
            const float here = image.at(1, x, y);
            sum += std::fabs(image.at(1, x + 1, y) - here) + std::fabs(image.at(1, x, y + 1) - here);
        }
    return sum;
}

/// One corner in each quarter, in native pixels; crops are `side` native pixels wide.
std::vector<Corner> chooseCorners(const imaging::Image& image, int side)
{
    std::vector<Corner> corners;
    for (int quarter = 0; quarter < 4; ++quarter) {
        const int spanX = std::max(0, image.width / 2 - side);
        const int spanY = std::max(0, image.height / 2 - side);
        const int left = quarter % 2 ? image.width / 2 : 0;
        const int top = quarter / 2 ? image.height / 2 : 0;
        Corner best{left, top};
        double bestDetail = -1;
        for (int candidate = 0; candidate < 9; ++candidate) {
            const Corner corner{left + spanX * (candidate % 3) / 2, top + spanY * (candidate / 3) / 2};
            const double found = detail(image, corner, side);
            if (found > bestDetail) {
                bestDetail = found;
                best = corner;
            }
        }
        best.x = std::clamp(best.x, 0, std::max(0, image.width - side));
        best.y = std::clamp(best.y, 0, std::max(0, image.height - side));
        corners.push_back(best);
    }
    return corners;
}

/// Mean of a block of native pixels (mirrored beyond the border), as luma or as channel `channel`.
struct Sampler {
    const imaging::Image& image;
    int factor;
    bool luma;

    [[nodiscard]] float native(int channel, int x, int y) const
    {
        if (!luma)
            return image.at(channel, x, y);
        return lumaWeights[0] * image.at(0, x, y) + lumaWeights[1] * image.at(1, x, y)
            + lumaWeights[2] * image.at(2, x, y);
    }

    [[nodiscard]] float operator()(int channel, int x, int y) const
    {
        float sum = 0;
        for (int j = 0; j < factor; ++j) {
            const int sourceY = mirrorIndex(y + j, image.height);
            for (int i = 0; i < factor; ++i)
                sum += native(channel, mirrorIndex(x + i, image.width), sourceY);
        }
        return sum / static_cast<float>(factor * factor);
    }
};

float pixelWeight(const FitContext& context, int channel, bool luma, int x, int y)
{
    const std::size_t index = static_cast<std::size_t>(y) * context.target.width + x;
    if (!context.fitMask[index])
        return 0;
    float weight = context.weights[index];
    for (int c = luma ? 0 : channel; c <= (luma ? 2 : channel); ++c)
        if (clipped(context.target.at(c, x, y)))
            return weight * clippedWeight;
    return weight;
}

float blockWeight(const FitContext& context, int channel, const ViewOptions& options, int x, int y)
{
    const int factor = options.factor;
    const int right = std::min(x + factor, context.target.width);
    const int bottom = std::min(y + factor, context.target.height);
    // A few pixels of a large block stand for all of them.
    const int step = std::max(1, factor / 4);
    float sum = 0;
    int count = 0;
    for (int j = y; j < bottom; j += step)
        for (int i = x; i < right; i += step, ++count)
            sum += pixelWeight(context, channel, options.luma, i, j);
    return count ? sum / static_cast<float>(count) : 0;
}

Crop makeCrop(const FitContext& context, const ViewOptions& options, Corner corner, int width, int height)
{
    Crop crop;
    crop.width = width;
    crop.height = height;
    crop.margin = options.margin;
    const Sampler source{context.source, options.factor, options.luma};
    const Sampler target{context.target, options.factor, options.luma};
    const int channels = options.luma ? 1 : 3;
    const int margin = options.margin;
    for (int c = 0; c < channels; ++c) {
        Plane from(width + 2 * margin, height + 2 * margin);
        for (int y = 0; y < from.height; ++y)
            for (int x = 0; x < from.width; ++x)
                from.row(y)[x]
                    = source(c, corner.x + (x - margin) * options.factor, corner.y + (y - margin) * options.factor);
        Plane to(width, height);
        Plane weight(width, height);
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x) {
                const int nativeX = corner.x + x * options.factor;
                const int nativeY = corner.y + y * options.factor;
                to.row(y)[x] = target(c, nativeX, nativeY);
                weight.row(y)[x] = blockWeight(context, c, options, nativeX, nativeY);
            }
        crop.source.push_back(std::move(from));
        crop.target.push_back(std::move(to));
        crop.weight.push_back(std::move(weight));
    }
    return crop;
}

} // namespace

View makeView(const FitContext& context, const ViewOptions& options)
{
    View view;
    view.factor = options.factor;
    const int width = std::max(1, context.source.width / options.factor);
    const int height = std::max(1, context.source.height / options.factor);
    if (static_cast<long>(width) * height <= static_cast<long>(options.wholeSide) * options.wholeSide) {
        view.crops.push_back(makeCrop(context, options, {0, 0}, width, height));
        return view;
    }
    const int cropWidth = std::min(width, options.side);
    const int cropHeight = std::min(height, options.side);
    for (const Corner corner : chooseCorners(context.source, options.side * options.factor))
        view.crops.push_back(makeCrop(context, options, corner, cropWidth, cropHeight));
    return view;
}

int mirrorIndex(int index, int count)
{
    if (index >= 0 && index < count)
        return index;
    if (count == 1)
        return 0;
    const int period = 2 * (count - 1);
    index = std::abs(index) % period;
    return index < count ? index : period - index;
}

double lengthScale(const imaging::Image& image) { return std::sqrt(static_cast<double>(image.width) * image.height); }

double fitError(const FitContext& context, const imaging::Image& candidate, int samples)
{
    const std::size_t area = context.target.area();
    // An odd stride does not fall in step with the blocks of the mask.
    const std::size_t stride = std::max<std::size_t>(1, area / static_cast<std::size_t>(samples)) | 1;
    double sum = 0;
    double count = 0;
    for (std::size_t i = 0; i < area; i += stride) {
        if (!context.fitMask[i])
            continue;
        const double weight = context.weights[i];
        for (int c = 0; c < 3; ++c) {
            const double error = std::clamp(candidate.data[c * area + i], 0.F, 1.F) - context.target.data[c * area + i];
            sum += weight * error * error;
        }
        count += 3 * weight;
    }
    return count > 0 ? sum / count : 0;
}

BaseErrors baseErrors(const FitContext& context, int samples)
{
    BaseErrors errors;
    errors.copy = fitError(context, context.source, samples);
    const std::size_t area = context.target.area();
    const std::size_t stride = std::max<std::size_t>(1, area / static_cast<std::size_t>(samples)) | 1;
    std::vector<double> gram(16, 0);
    std::vector<double> right(12, 0);
    double total = 0;
    double count = 0;
    for (std::size_t i = 0; i < area; i += stride) {
        if (!context.fitMask[i])
            continue;
        const double features[4]
            = {1, context.source.data[i], context.source.data[area + i], context.source.data[2 * area + i]};
        const double weight = context.weights[i];
        for (int a = 0; a < 4; ++a) {
            for (int b = 0; b < 4; ++b)
                gram[4 * a + b] += weight * features[a] * features[b];
            for (int c = 0; c < 3; ++c)
                right[4 * c + a] += weight * features[a] * context.target.data[c * area + i];
        }
        for (int c = 0; c < 3; ++c)
            total += weight * context.target.data[c * area + i] * context.target.data[c * area + i];
        count += 3 * weight;
    }
    errors.affine = errors.copy;
    if (count <= 0)
        return errors;
    for (int a = 0; a < 4; ++a)
        gram[5 * a] += 1e-6 * count;
    std::vector<double> solution = right;
    if (!solveSymmetric(gram, 4, solution, 3))
        return errors;
    double explained = 0;
    for (int i = 0; i < 12; ++i)
        explained += solution[i] * right[i];
    errors.affine = std::min(errors.copy, std::max(0.0, (total - explained) / count));
    return errors;
}

bool solveSymmetric(std::vector<double> a, int n, std::vector<double>& b, int sides)
{
    for (int j = 0; j < n; ++j) {
        double* rowJ = a.data() + static_cast<std::size_t>(j) * n;
        double diagonal = rowJ[j];
        for (int k = 0; k < j; ++k)
            diagonal -= rowJ[k] * rowJ[k];
        if (!(diagonal > 1e-14))
            return false;
        rowJ[j] = std::sqrt(diagonal);
        for (int i = j + 1; i < n; ++i) {
            double* rowI = a.data() + static_cast<std::size_t>(i) * n;
            double sum = rowI[j];
            for (int k = 0; k < j; ++k)
                sum -= rowI[k] * rowJ[k];
            rowI[j] = sum / rowJ[j];
        }
    }
    for (int side = 0; side < sides; ++side) {
        double* x = b.data() + static_cast<std::size_t>(side) * n;
        for (int i = 0; i < n; ++i) {
            for (int k = 0; k < i; ++k)
                x[i] -= a[static_cast<std::size_t>(i) * n + k] * x[k];
            x[i] /= a[static_cast<std::size_t>(i) * n + i];
        }
        for (int i = n - 1; i >= 0; --i) {
            for (int k = i + 1; k < n; ++k)
                x[i] -= a[static_cast<std::size_t>(k) * n + i] * x[k];
            x[i] /= a[static_cast<std::size_t>(i) * n + i];
        }
    }
    return true;
}

} // namespace maquette::edit
