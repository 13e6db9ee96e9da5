// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/imagebrush/FilterBank.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <map>
#include <mutex>
#include <tuple>
#include <utility>
#include <vector>

namespace maquette::models::imagebrush {

namespace {

constexpr std::array<double, 3> sigmas = {0.8, 1.6, 3.2};
constexpr std::array<std::int64_t, 3> squares = {2, 4, 8};
constexpr std::int64_t lineRadius = 3;

/// Up to this side the separable filters run as matrix products, which are several times faster on small cells.
constexpr std::int64_t matrixSide = 128;

/// All functions below filter along the last dimension of [N, 1, L].
at::Tensor gaussian(const at::Tensor& rows, double sigma)
{
    // One more than 2.5 sigma, so 3, 5 and 9 taps to each side in a cell.
    const std::int64_t radius = static_cast<std::int64_t>(std::floor(2.5 * sigma + 1e-6)) + 1;
    const at::Tensor offsets = at::arange(-radius, radius + 1, rows.options());
    at::Tensor kernel = (offsets.square() / (-2 * sigma * sigma)).exp();
    kernel = kernel / kernel.sum();
    // Reflection needs a row longer than the radius; what is cut off in a shorter one is made up by the scale.
    const std::int64_t reach = std::min(radius, rows.size(2) - 1);
    kernel = kernel.narrow(0, radius - reach, 2 * reach + 1);
    kernel = kernel / kernel.sum();
    return at::conv1d(at::reflection_pad1d(rows, {reach, reach}), kernel.view({1, 1, -1}));
}

at::Tensor squareMeans(const at::Tensor& rows, double side)
{
    const std::int64_t length = rows.size(2);
    const std::int64_t parts = std::max<std::int64_t>(1, std::llround(static_cast<double>(length) / side));
    return at::upsample_nearest1d(at::adaptive_avg_pool1d(rows, parts), length);
}

at::Tensor lineMeans(const at::Tensor& rows, double scale)
{
    const std::int64_t radius = std::max<std::int64_t>(1, std::llround(lineRadius * scale));
    const std::int64_t reach = std::min(radius, rows.size(2) - 1);
    return at::avg_pool1d(at::reflection_pad1d(rows, {reach, reach}), 2 * reach + 1, 1);
}

using RowFilter = std::function<at::Tensor(const at::Tensor&)>;

/// The row filters in the order of the bank: what runs along rows, and what along columns; empty: nothing.
struct SeparableFilter {
    RowFilter alongRow;
    RowFilter alongColumn;
};

std::vector<SeparableFilter> separableFilters(double scale)
{
    std::vector<SeparableFilter> filters;
    for (const double sigma : sigmas) {
        const RowFilter blur = [=](const at::Tensor& rows) { return gaussian(rows, sigma * scale); };
        filters.push_back({blur, blur});
    }
    for (const std::int64_t side : squares) {
        const RowFilter mean = [=](const at::Tensor& rows) { return squareMeans(rows, side * scale); };
        filters.push_back({mean, mean});
    }
    const RowFilter line = [=](const at::Tensor& rows) { return lineMeans(rows, scale); };
    filters.push_back({line, {}});
    filters.push_back({{}, line});
    return filters;
}

at::Tensor alongRows(const at::Tensor& image, const RowFilter& filter)
{
    return filter ? filter(image.reshape({-1, 1, image.size(3)})).view(image.sizes()) : image;
}

at::Tensor filtered(const at::Tensor& image, const SeparableFilter& filter)
{
    const at::Tensor rows = alongRows(image, filter.alongRow);
    if (!filter.alongColumn)
        return rows;
    return alongRows(rows.transpose(2, 3).contiguous(), filter.alongColumn).transpose(2, 3);
}

/// The filters as matrices: column i of a matrix is what a filter makes of a single one at place i.
struct Matrices {
    at::Tensor rows; ///< [W, 8 W], applied from the right
    at::Tensor columns; ///< [8, H, H], applied from the left
};

Matrices buildMatrices(std::int64_t height, std::int64_t width, double scale)
{
    std::vector<at::Tensor> rows;
    std::vector<at::Tensor> columns;
    for (const SeparableFilter& filter : separableFilters(scale)) {
        const at::Tensor across = at::eye(width);
        const at::Tensor down = at::eye(height);
        rows.push_back(filter.alongRow ? filter.alongRow(across.unsqueeze(1)).squeeze(1) : across);
        columns.push_back(filter.alongColumn ? filter.alongColumn(down.unsqueeze(1)).squeeze(1).t() : down);
    }
    return {at::cat(rows, 1).contiguous(), at::stack(columns).contiguous()};
}

Matrices matrices(std::int64_t height, std::int64_t width, double scale)
{
    static std::mutex mutex;
    static std::map<std::tuple<std::int64_t, std::int64_t, double>, Matrices> known;
    const std::lock_guard lock(mutex);
    const auto key = std::make_tuple(height, width, scale);
    auto found = known.find(key);
    if (found == known.end()) {
        // Pictures of many sizes must not pile up; cells of one size are what this is for.
        if (known.size() >= 16)
            known.clear();
        found = known.emplace(key, buildMatrices(height, width, scale)).first;
    }
    return found->second;
}

/// Eight filters at once, [B, 8, 3, H, W].
at::Tensor filteredByMatrices(const at::Tensor& image, double scale)
{
    const std::int64_t height = image.size(2);
    const std::int64_t width = image.size(3);
    const Matrices found = matrices(height, width, scale);
    const Matrices use = {found.rows.to(image.device()), found.columns.to(image.device())};
    const std::int64_t count = use.columns.size(0);
    // [B, 3, H, 8, W] to [B, 8, H, 3 W], so that the left factor meets one matrix a filter.
    const at::Tensor across = at::matmul(image.reshape({-1, width}), use.rows)
                                  .view({image.size(0), 3, height, count, width})
                                  .permute({0, 3, 2, 1, 4})
                                  .reshape({image.size(0), count, height, 3 * width});
    return at::matmul(use.columns, across).view({image.size(0), count, height, 3, width}).permute({0, 1, 3, 2, 4});
}

at::Tensor luma(const at::Tensor& image)
{
    return image.narrow(1, 0, 1) * 0.299 + image.narrow(1, 1, 1) * 0.587 + image.narrow(1, 2, 1) * 0.114;
}

/// Sobel magnitude of the luma, [B, 1, H, W], kernels divided by 4.
at::Tensor sobel(const at::Tensor& image)
{
    const at::Tensor padded = at::replication_pad2d(luma(image), {1, 1, 1, 1});
    const std::int64_t height = image.size(2);
    const std::int64_t width = image.size(3);
    const auto at = [&](std::int64_t y, std::int64_t x) { return padded.narrow(2, y, height).narrow(3, x, width); };
    const at::Tensor right = at(0, 2) + 2 * at(1, 2) + at(2, 2) - at(0, 0) - 2 * at(1, 0) - at(2, 0);
    const at::Tensor down = at(2, 0) + 2 * at(2, 1) + at(2, 2) - at(0, 0) - 2 * at(0, 1) - at(0, 2);
    return ((right / 4).square() + (down / 4).square() + 1e-8).sqrt();
}

at::Tensor sobelAtScale(const at::Tensor& image, double scale)
{
    if (scale <= 1)
        return sobel(image);
    const auto reduced
        = [&](std::int64_t side) { return std::max<std::int64_t>(2, std::llround(static_cast<double>(side) / scale)); };
    const at::Tensor small
        = at::_upsample_bilinear2d_aa(image, {reduced(image.size(2)), reduced(image.size(3))}, false);
    return at::upsample_bicubic2d(sobel(small), {image.size(2), image.size(3)}, false);
}

} // namespace

at::Tensor filterBank(const at::Tensor& image, double scale)
{
    const at::NoGradGuard guard;
    const at::Tensor edges = sobelAtScale(image, scale).expand_as(image).unsqueeze(1);
    at::Tensor smooth;
    if (std::max(image.size(2), image.size(3)) <= matrixSide) {
        smooth = filteredByMatrices(image, scale);
    } else {
        std::vector<at::Tensor> pictures;
        for (const SeparableFilter& filter : separableFilters(scale))
            pictures.push_back(filtered(image, filter));
        smooth = at::stack(pictures, 1);
    }
    const std::int64_t blurs = static_cast<std::int64_t>(sigmas.size());
    return at::cat({smooth.narrow(1, 0, blurs), edges, smooth.narrow(1, blurs, filterCount - 1 - blurs)}, 1);
}

} // namespace maquette::models::imagebrush
