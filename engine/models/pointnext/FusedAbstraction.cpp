// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pointnext/FusedAbstraction.h"

#include "base/Simd.h"
#include "models/pointnext/RowProducts.h"
#include "nn/Parallel.h"

#include <ATen/ATen.h>
#include <torch/csrc/autograd/custom_function.h>

#include <algorithm>
#include <vector>

namespace maquette::models::pointnext {

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::Variable;
using torch::autograd::variable_list;

/// Queries at a time: their neighborhoods stay in the second cache.
constexpr std::int64_t tile = 32;

/// One cloud of a batch. C1 channels go in, C2 come out.
struct Item {
    const float* values; ///< [N, C1]
    const float* centers; ///< [M, C1]
    const std::int32_t* balls; ///< [M, K]
    std::int64_t points, queries, neighbors, inputs, outputs;
};

/// Adds sum and sum of squares of the differences, channel by channel.
MAQUETTE_SIMD void differenceSums(const Item& item, double* sum, double* squares)
{
    std::vector<float> part(2 * static_cast<std::size_t>(item.inputs));
    for (std::int64_t q = 0; q < item.queries; ++q) {
        float* __restrict first = part.data();
        float* __restrict second = part.data() + item.inputs;
        std::fill(part.begin(), part.end(), 0.0F);
        const float* __restrict center = item.centers + q * item.inputs;
        for (std::int64_t n = 0; n < item.neighbors; ++n) {
            const float* __restrict from = item.values + item.balls[q * item.neighbors + n] * item.inputs;
            for (std::int64_t c = 0; c < item.inputs; ++c) {
                const float difference = from[c] - center[c];
                first[c] += difference;
                second[c] += difference * difference;
            }
        }
        for (std::int64_t c = 0; c < item.inputs; ++c) {
            sum[c] += static_cast<double>(first[c]);
            squares[c] += static_cast<double>(second[c]);
        }
    }
}

/// active[row] = relu(difference * scale + offset) for the neighbors of queries [first, first + count).
MAQUETTE_SIMD void activate(const Item& item, std::int64_t first, std::int64_t count, const float* scale,
                            const float* offset, float* active)
{
    for (std::int64_t q = 0; q < count; ++q) {
        const float* __restrict center = item.centers + (first + q) * item.inputs;
        for (std::int64_t n = 0; n < item.neighbors; ++n) {
            const std::int64_t row = (first + q) * item.neighbors + n;
            const float* __restrict from = item.values + item.balls[row] * item.inputs;
            float* __restrict to = active + (q * item.neighbors + n) * item.inputs;
            for (std::int64_t c = 0; c < item.inputs; ++c) {
                const float value = (from[c] - center[c]) * scale[c] + offset[c];
                to[c] = value > 0 ? value : 0;
            }
        }
    }
}

/// Of the rows of each query the largest (of value * sign), where it is, and sums over all rows.
MAQUETTE_SIMD void reduce(const float* product, std::int64_t count, std::int64_t neighbors, std::int64_t channels,
                          const float* sign, float* extreme, std::uint8_t* which, float* sum, float* squares)
{
    std::fill_n(sum, channels, 0.0F);
    std::fill_n(squares, channels, 0.0F);
    for (std::int64_t q = 0; q < count; ++q) {
        const float* __restrict from = product + q * neighbors * channels;
        float* __restrict best = extreme + q * channels;
        std::uint8_t* __restrict at = which + q * channels;
        float* __restrict first = sum;
        float* __restrict second = squares;
        for (std::int64_t c = 0; c < channels; ++c) {
            best[c] = from[c];
            at[c] = 0;
        }
        for (std::int64_t n = 0; n < neighbors; ++n)
            for (std::int64_t c = 0; c < channels; ++c) {
                const float value = from[n * channels + c];
                first[c] += value;
                second[c] += value * value;
                const bool further = value * sign[c] > best[c] * sign[c];
                best[c] = further ? value : best[c];
                at[c] = further ? static_cast<std::uint8_t>(n) : at[c];
            }
    }
}

/// In place, from products to their gradients: -(p + q * product), and gain where a row was the extreme one.
MAQUETTE_SIMD void productGradients(float* product, std::int64_t count, std::int64_t neighbors, std::int64_t channels,
                                    const float* p, const float* q, const float* scaled, const std::uint8_t* which)
{
    for (std::int64_t query = 0; query < count; ++query) {
        const float* __restrict own = scaled + query * channels;
        const std::uint8_t* __restrict at = which + query * channels;
        for (std::int64_t n = 0; n < neighbors; ++n) {
            float* __restrict row = product + (query * neighbors + n) * channels;
            for (std::int64_t c = 0; c < channels; ++c)
                row[c] = (at[c] == n ? own[c] : 0.0F) - p[c] - q[c] * row[c];
        }
    }
}

/// What the first norm's gradients are made of.
struct FirstGradients {
    float* ofValues; ///< [N, C1]: sums of the gradients behind the norm
    float* centersOf; ///< [N, C1]: sums of the centers that a point was taken from
    float* times; ///< [N]: how often a point was taken
    float* ofCenters; ///< [M, C1]
    float* normalized; ///< [M, C1]: sums of the normalized differences
};

MAQUETTE_SIMD void spread(const Item& item, std::int64_t first, std::int64_t count, const float* active,
                          const float* gradient, const float* mean, const float* inverse, const FirstGradients& to,
                          float* gains, float* shifts)
{
    for (std::int64_t q = 0; q < count; ++q) {
        const float* __restrict center = item.centers + (first + q) * item.inputs;
        float* __restrict ofCenter = to.ofCenters + (first + q) * item.inputs;
        float* __restrict normalized = to.normalized + (first + q) * item.inputs;
        std::fill_n(ofCenter, item.inputs, 0.0F);
        std::fill_n(normalized, item.inputs, 0.0F);
        for (std::int64_t n = 0; n < item.neighbors; ++n) {
            const std::int64_t row = q * item.neighbors + n;
            const std::int64_t point = item.balls[first * item.neighbors + row];
            const float* __restrict from = item.values + point * item.inputs;
            const float* __restrict on = active + row * item.inputs;
            const float* __restrict given = gradient + row * item.inputs;
            float* __restrict ofValue = to.ofValues + point * item.inputs;
            float* __restrict centerOf = to.centersOf + point * item.inputs;
            to.times[point] += 1;
            for (std::int64_t c = 0; c < item.inputs; ++c) {
                const float own = on[c] > 0 ? given[c] : 0.0F;
                const float unit = (from[c] - center[c] - mean[c]) * inverse[c];
                gains[c] += own * unit;
                shifts[c] += own;
                ofValue[c] += own;
                centerOf[c] += center[c];
                ofCenter[c] += own;
                normalized[c] += unit;
            }
        }
    }
}

struct Moments {
    at::Tensor mean, inverse; ///< [C]: mean and 1 / deviation of this batch
};

/// From sums over `rows`; brings the running statistics up to date, which hold the unbiased variance.
Moments finishMoments(const std::vector<double>& sums, std::int64_t channels, std::int64_t rows,
                      const BatchNormInput& norm)
{
    Moments moments{at::empty({channels}), at::empty({channels})};
    const double count = static_cast<double>(rows);
    for (std::int64_t c = 0; c < channels; ++c) {
        const double mean = sums[static_cast<std::size_t>(c)] / count;
        const double variance = std::max(0.0, sums[static_cast<std::size_t>(channels + c)] / count - mean * mean);
        moments.mean.data_ptr<float>()[c] = static_cast<float>(mean);
        moments.inverse.data_ptr<float>()[c] = static_cast<float>(1 / std::sqrt(variance + norm.epsilon));
        const auto mix = [&](const at::Tensor& running, double value) {
            float& old = running.data_ptr<float>()[c];
            old = static_cast<float>((1 - norm.momentum) * static_cast<double>(old) + norm.momentum * value);
        };
        mix(norm.runningMean, mean);
        mix(norm.runningVariance, variance * count / std::max(1.0, count - 1));
    }
    return moments;
}

/// Adds the clouds' sums in their order.
std::vector<double> addUp(const std::vector<std::vector<double>>& parts)
{
    std::vector<double> sum(parts[0].size());
    for (const auto& part : parts)
        for (std::size_t i = 0; i < sum.size(); ++i)
            sum[i] += part[i];
    return sum;
}

Item itemOf(const at::Tensor& values, const at::Tensor& centers, const at::Tensor& balls, std::int64_t outputs,
            std::int64_t index)
{
    Item item;
    item.points = values.size(1);
    item.queries = centers.size(1);
    item.neighbors = balls.size(2);
    item.inputs = values.size(2);
    item.outputs = outputs;
    item.values = values.const_data_ptr<float>() + index * item.points * item.inputs;
    item.centers = centers.const_data_ptr<float>() + index * item.queries * item.inputs;
    item.balls = balls.const_data_ptr<std::int32_t>() + index * item.queries * item.neighbors;
    return item;
}

/// Room for the neighborhoods of one tile.
struct Room {
    Room(const Item& item)
        : active(at::empty({tile * item.neighbors, item.inputs}))
        , product(at::empty({tile * item.neighbors, item.outputs}))
    {
    }
    at::Tensor active, product;
};

class Fused : public torch::autograd::Function<Fused> {
public:
    static Variable forward(AutogradContext* context, const at::Tensor& values, const at::Tensor& centers,
                            const at::Tensor& balls, const at::Tensor& firstGain, const at::Tensor& firstShift,
                            const at::Tensor& weight, const at::Tensor& secondGain, const at::Tensor& secondShift,
                            const BatchNormInput& first, const BatchNormInput& second)
    {
        const std::int64_t batch = values.size(0);
        const std::int64_t inputs = values.size(2);
        const std::int64_t outputs = weight.size(0);
        const std::int64_t rows = balls.numel();
        std::vector<std::vector<double>> sums(static_cast<std::size_t>(batch));
        nn::parallelFor(batch, 1, [&](std::int64_t begin, std::int64_t end) {
            for (std::int64_t i = begin; i < end; ++i) {
                auto& own = sums[static_cast<std::size_t>(i)];
                own.resize(2 * static_cast<std::size_t>(inputs));
                differenceSums(itemOf(values, centers, balls, outputs, i), own.data(), own.data() + inputs);
            }
        });
        const Moments one = finishMoments(addUp(sums), inputs, rows, first);
        const at::Tensor scale = firstGain.detach() * one.inverse;
        const at::Tensor offset = firstShift.detach() - one.mean * scale;
        const at::Tensor sign = at::where(secondGain.detach() < 0, -at::ones({outputs}), at::ones({outputs}));
        const at::Tensor across = weight.detach().t().contiguous();
        at::Tensor extreme = at::empty({batch, centers.size(1), outputs});
        at::Tensor which = at::empty(extreme.sizes(), at::kByte);
        nn::parallelFor(batch, 1, [&](std::int64_t begin, std::int64_t end) {
            const at::NoGradGuard guard;
            for (std::int64_t i = begin; i < end; ++i) {
                const Item item = itemOf(values, centers, balls, outputs, i);
                auto& own = sums[static_cast<std::size_t>(i)];
                own.assign(2 * static_cast<std::size_t>(outputs), 0.0);
                std::vector<float> part(2 * static_cast<std::size_t>(outputs));
                const Room room(item);
                for (std::int64_t from = 0; from < item.queries; from += tile) {
                    const std::int64_t count = std::min(tile, item.queries - from);
                    activate(item, from, count, scale.const_data_ptr<float>(), offset.const_data_ptr<float>(),
                             room.active.data_ptr<float>());
                    at::Tensor product = room.product.narrow(0, 0, count * item.neighbors);
                    productInto(product, room.active.narrow(0, 0, count * item.neighbors), across);
                    const std::int64_t at = (i * item.queries + from) * outputs;
                    reduce(product.const_data_ptr<float>(), count, item.neighbors, outputs,
                           sign.const_data_ptr<float>(), extreme.data_ptr<float>() + at,
                           which.data_ptr<std::uint8_t>() + at, part.data(), part.data() + outputs);
                    for (std::size_t c = 0; c < part.size(); ++c)
                        own[c] += static_cast<double>(part[c]);
                }
            }
        });
        const Moments two = finishMoments(addUp(sums), outputs, rows, second);
        context->save_for_backward({values, centers, balls, weight, secondGain, extreme, which, one.mean, one.inverse,
                                    two.mean, two.inverse, scale, offset});
        return (extreme - two.mean) * (two.inverse * secondGain.detach()) + secondShift.detach();
    }

    static variable_list backward(AutogradContext* context, const variable_list& gradients)
    {
        const at::NoGradGuard guard;
        const auto saved = context->get_saved_variables();
        const at::Tensor &values = saved[0], &centers = saved[1], &balls = saved[2], &weight = saved[3],
                         &secondGain = saved[4], &extreme = saved[5], &which = saved[6], &mean = saved[7],
                         &inverse = saved[8], &mean2 = saved[9], &inverse2 = saved[10], &scale = saved[11],
                         &offset = saved[12];
        const at::Tensor given = gradients[0].contiguous();
        const std::int64_t batch = values.size(0);
        const std::int64_t inputs = values.size(2);
        const std::int64_t outputs = weight.size(0);
        const double rows = static_cast<double>(balls.numel());
        const at::Tensor scale2 = secondGain * inverse2;
        const at::Tensor ofShift2 = given.sum(at::IntArrayRef{0, 1});
        const at::Tensor ofGain2 = (given * ((extreme - mean2) * inverse2)).sum(at::IntArrayRef{0, 1});
        const at::Tensor q = scale2 * inverse2 * ofGain2 / rows;
        const at::Tensor p = scale2 * ofShift2 / rows - q * mean2;
        const at::Tensor scaled = given * scale2;
        const at::Tensor across = weight.t().contiguous();
        const at::Tensor along = weight.contiguous();

        at::Tensor ofValues = at::zeros(values.sizes());
        at::Tensor centersOf = at::zeros(values.sizes());
        at::Tensor times = at::zeros({batch, values.size(1), 1});
        at::Tensor ofCenters = at::empty(centers.sizes());
        at::Tensor normalized = at::empty(centers.sizes());
        at::Tensor gains = at::zeros({batch, inputs});
        at::Tensor shifts = at::zeros({batch, inputs});
        at::Tensor weights = at::zeros({batch, outputs, inputs});
        nn::parallelFor(batch, 1, [&](std::int64_t begin, std::int64_t end) {
            const at::NoGradGuard own;
            for (std::int64_t i = begin; i < end; ++i) {
                const Item item = itemOf(values, centers, balls, outputs, i);
                const Room room(item);
                const FirstGradients to{ofValues[i].data_ptr<float>(), centersOf[i].data_ptr<float>(),
                                        times[i].data_ptr<float>(), ofCenters[i].data_ptr<float>(),
                                        normalized[i].data_ptr<float>()};
                at::Tensor ofWeight = weights[i];
                at::Tensor back = at::empty({tile * item.neighbors, inputs});
                for (std::int64_t from = 0; from < item.queries; from += tile) {
                    const std::int64_t count = std::min(tile, item.queries - from);
                    const at::Tensor active = room.active.narrow(0, 0, count * item.neighbors);
                    at::Tensor product = room.product.narrow(0, 0, count * item.neighbors);
                    at::Tensor ofActive = back.narrow(0, 0, count * item.neighbors);
                    activate(item, from, count, scale.const_data_ptr<float>(), offset.const_data_ptr<float>(),
                             active.data_ptr<float>());
                    productInto(product, active, across);
                    const std::int64_t at = (i * item.queries + from) * outputs;
                    productGradients(product.data_ptr<float>(), count, item.neighbors, outputs,
                                     p.const_data_ptr<float>(), q.const_data_ptr<float>(),
                                     scaled.const_data_ptr<float>() + at, which.const_data_ptr<std::uint8_t>() + at);
                    addTransposedInto(ofWeight, product, active);
                    productInto(ofActive, product, along);
                    spread(item, from, count, active.const_data_ptr<float>(), ofActive.const_data_ptr<float>(),
                           mean.const_data_ptr<float>(), inverse.const_data_ptr<float>(), to,
                           gains[i].data_ptr<float>(), shifts[i].data_ptr<float>());
                }
            }
        });
        const at::Tensor ofGain = gains.sum(0);
        const at::Tensor ofShift = shifts.sum(0);
        // The norm takes from each row its share of the two sums; added up over the rows of a point or of a query.
        const at::Tensor taken = (times * (values - mean) - centersOf) * inverse;
        ofValues.sub_(times * (ofShift / rows)).sub_(taken * (ofGain / rows)).mul_(scale);
        const double neighbors = static_cast<double>(balls.size(2));
        ofCenters.sub_(ofShift * (neighbors / rows)).sub_(normalized * (ofGain / rows)).mul_(-scale);
        return {ofValues, ofCenters, {}, ofGain, ofShift, weights.sum(0), ofGain2, ofShift2, {}, {}};
    }
};

} // namespace

at::Tensor fusedAbstraction(const at::Tensor& values, const at::Tensor& centers, const at::Tensor& balls,
                            const BatchNormInput& first, const at::Tensor& weight, const BatchNormInput& second)
{
    return Fused::apply(values.contiguous(), centers.contiguous(), balls.contiguous(), first.gain, first.shift, weight,
                        second.gain, second.shift, first, second);
}

} // namespace maquette::models::pointnext
