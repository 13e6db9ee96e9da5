// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pointnext/NeighborProducts.h"

#include "base/Simd.h"
#include "kernels/PointOperators.h"
#include "models/pointnext/RowProducts.h"
#include "nn/Parallel.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace maquette::models::pointnext {

namespace {

/// Queries at a time: with 32 neighbors and 64 channels half a megabyte.
constexpr std::int64_t tile = 64;
constexpr std::int64_t tileOnDevice = 8192;

/// grouped[j] = relu(values[index[j]] - center) for the neighbors j of some queries.
MAQUETTE_SIMD void gatherTile(const float* values, const float* centers, const std::int32_t* indices,
                              std::int64_t queries, std::int64_t neighbors, std::int64_t channels, float* grouped)
{
    for (std::int64_t q = 0; q < queries; ++q) {
        const float* __restrict center = centers + q * channels;
        for (std::int64_t n = 0; n < neighbors; ++n) {
            const float* __restrict from = values + indices[q * neighbors + n] * channels;
            float* __restrict to = grouped + (q * neighbors + n) * channels;
            for (std::int64_t c = 0; c < channels; ++c) {
                const float value = from[c] - center[c];
                to[c] = value > 0 ? value : 0;
            }
        }
    }
}

MAQUETTE_SIMD void maxTile(const float* grouped, const float* bias, std::int64_t queries, std::int64_t neighbors,
                           std::int64_t channels, float* result)
{
    for (std::int64_t q = 0; q < queries; ++q) {
        const float* from = grouped + q * neighbors * channels;
        float* __restrict best = result + q * channels;
        for (std::int64_t c = 0; c < channels; ++c)
            best[c] = from[c];
        for (std::int64_t n = 1; n < neighbors; ++n) {
            const float* __restrict next = from + n * channels;
            for (std::int64_t c = 0; c < channels; ++c)
                best[c] = next[c] > best[c] ? next[c] : best[c];
        }
        for (std::int64_t c = 0; c < channels; ++c)
            best[c] += bias[c];
    }
}

/// `values` [N, C], `centers` [M, C] with the first bias taken off, `balls` [M, K], of one cloud on the processor.
void tiledProducts(const std::vector<FoldedProduct>& further, const at::Tensor& values, const at::Tensor& centers,
                   const at::Tensor& balls, at::Tensor result)
{
    const std::int64_t queries = balls.size(0);
    const std::int64_t neighbors = balls.size(1);
    const std::int64_t channels = values.size(1);
    const std::int64_t tiles = (queries + tile - 1) / tile;
    const FoldedProduct& last = further.back();
    nn::parallelFor(tiles, 1, [&](std::int64_t begin, std::int64_t end) {
        const at::NoGradGuard guard;
        at::Tensor grouped = at::empty({tile * neighbors, channels});
        std::vector<at::Tensor> products;
        for (const auto& layer : further)
            products.push_back(at::empty({tile * neighbors, layer.weight.size(1)}));
        for (std::int64_t each = begin; each < end; ++each) {
            const std::int64_t from = each * tile;
            const std::int64_t count = std::min(tile, queries - from);
            gatherTile(values.const_data_ptr<float>(), centers.const_data_ptr<float>() + from * channels,
                       balls.const_data_ptr<std::int32_t>() + from * neighbors, count, neighbors, channels,
                       grouped.data_ptr<float>());
            at::Tensor x = grouped.narrow(0, 0, count * neighbors);
            for (std::size_t layer = 0; layer < further.size(); ++layer) {
                at::Tensor next = products[layer].narrow(0, 0, count * neighbors);
                // The last bias comes after the maximum.
                productInto(next, x, further[layer].weight);
                if (layer + 1 < further.size())
                    next.add_(further[layer].bias).relu_();
                x = next;
            }
            maxTile(x.const_data_ptr<float>(), last.bias.const_data_ptr<float>(), count, neighbors, last.weight.size(1),
                    result.data_ptr<float>() + from * last.weight.size(1));
        }
    });
}

/// The same by LibTorch's own operators, for other devices.
void groupedProducts(const std::vector<FoldedProduct>& further, const at::Tensor& values, const at::Tensor& centers,
                     const at::Tensor& balls, const at::Tensor& result)
{
    for (std::int64_t from = 0; from < balls.size(0); from += tileOnDevice) {
        const std::int64_t count = std::min(tileOnDevice, balls.size(0) - from);
        const at::Tensor own = balls.narrow(0, from, count);
        at::Tensor x = kernels::groupPoints(values.unsqueeze(0), own.unsqueeze(0).contiguous()).squeeze(0);
        x.sub_(centers.narrow(0, from, count).unsqueeze(1)).relu_();
        x = x.flatten(0, 1);
        for (std::size_t layer = 0; layer < further.size(); ++layer) {
            x = at::mm(x, further[layer].weight);
            if (layer + 1 < further.size())
                x.add_(further[layer].bias).relu_();
        }
        result.narrow(0, from, count).copy_(x.view({count, own.size(1), -1}).amax(1).add_(further.back().bias));
    }
}

} // namespace

at::Tensor neighborProducts(const Neighborhood& products, const at::Tensor& features, const at::Tensor& support,
                            const at::Tensor& queries, const at::Tensor& balls)
{
    // Seen from the middle of the cloud the differences below lose least.
    const at::Tensor middle = support.mean(1, true);
    const auto product = [](const at::Tensor& x, const at::Tensor& weight) {
        return at::mm(x.reshape({-1, x.size(2)}), weight).view({x.size(0), x.size(1), weight.size(1)});
    };
    at::Tensor values = product(features, products.feature);
    values.add_(product(support - middle, products.offset));
    const at::Tensor centers = product(queries - middle, products.offset).sub_(products.bias);
    if (products.further.empty())
        return kernels::neighborMax(values, balls).sub_(centers);
    at::Tensor result
        = at::empty({queries.size(0), queries.size(1), products.further.back().weight.size(1)}, features.options());
    for (std::int64_t item = 0; item < queries.size(0); ++item) {
        if (values.is_cpu())
            tiledProducts(products.further, values[item], centers[item], balls[item].contiguous(), result[item]);
        else
            groupedProducts(products.further, values[item], centers[item], balls[item], result[item]);
    }
    return result;
}

} // namespace maquette::models::pointnext
