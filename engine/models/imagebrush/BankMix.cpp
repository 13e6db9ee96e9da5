// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/imagebrush/BankMix.h"

#include "base/Simd.h"
#include "nn/Parallel.h"

#include <ATen/ATen.h>
#include <torch/csrc/autograd/custom_function.h>

#include <algorithm>
#include <cassert>

namespace maquette::models::imagebrush {

namespace {

constexpr std::int64_t mapSize = 12;
constexpr std::int64_t block = 256; ///< pixels at a time, so that sums stay in the nearest cache

/// One board. `local` [12 + K, pixels] are the enlarged planes, `bank` [K, 3, pixels].
struct Board {
    const float* local;
    const float* pick;
    const float* bank;
    std::int64_t count; ///< K
    std::int64_t pixels;
};

/// mix [3, length] of the pixels from `first` on.
MAQUETTE_SIMD void mixBlock(const Board& board, std::int64_t first, std::int64_t length, float* __restrict mix)
{
    std::fill_n(mix, 3 * block, 0.0F);
    for (std::int64_t k = 0; k < board.count; ++k) {
        const float* __restrict weight = board.local + (mapSize + k) * board.pixels + first;
        const float pick = board.pick[k];
        for (std::int64_t channel = 0; channel < 3; ++channel) {
            const float* __restrict picture = board.bank + (3 * k + channel) * board.pixels + first;
            float* __restrict sum = mix + channel * block;
            for (std::int64_t i = 0; i < length; ++i)
                sum[i] += (weight[i] + pick) * picture[i];
        }
    }
}

MAQUETTE_SIMD void forwardBoard(const Board& board, float* __restrict out)
{
    alignas(64) float mix[3 * block];
    for (std::int64_t first = 0; first < board.pixels; first += block) {
        const std::int64_t length = std::min(block, board.pixels - first);
        mixBlock(board, first, length, mix);
        for (std::int64_t channel = 0; channel < 3; ++channel) {
            const float* __restrict map = board.local + 4 * channel * board.pixels + first;
            float* __restrict result = out + channel * board.pixels + first;
            const std::int64_t plane = board.pixels;
            for (std::int64_t i = 0; i < length; ++i)
                result[i] = mix[channel * block + i] + map[3 * plane + i] + map[i] * mix[i]
                    + map[plane + i] * mix[block + i] + map[2 * plane + i] * mix[2 * block + i];
        }
    }
}

/// `gradient` [3, pixels] of the result in, that of `local` [12 + K, pixels] out.
MAQUETTE_SIMD void backwardBoard(const Board& board, const float* __restrict gradient, float* __restrict out)
{
    alignas(64) float mix[3 * block];
    alignas(64) float ofMix[3 * block];
    const std::int64_t plane = board.pixels;
    for (std::int64_t first = 0; first < plane; first += block) {
        const std::int64_t length = std::min(block, plane - first);
        mixBlock(board, first, length, mix);
        for (std::int64_t channel = 0; channel < 3; ++channel)
            std::copy_n(gradient + channel * plane + first, length, ofMix + channel * block);
        for (std::int64_t channel = 0; channel < 3; ++channel) {
            const float* __restrict from = gradient + channel * plane + first;
            const float* __restrict map = board.local + 4 * channel * plane + first;
            float* __restrict ofMap = out + 4 * channel * plane + first;
            for (std::int64_t term = 0; term < 3; ++term)
                for (std::int64_t i = 0; i < length; ++i) {
                    ofMap[term * plane + i] = from[i] * mix[term * block + i];
                    ofMix[term * block + i] += from[i] * map[term * plane + i];
                }
            std::copy_n(from, length, ofMap + 3 * plane);
        }
        for (std::int64_t k = 0; k < board.count; ++k) {
            const float* __restrict picture = board.bank + 3 * k * plane + first;
            float* __restrict ofWeight = out + (mapSize + k) * plane + first;
            for (std::int64_t i = 0; i < length; ++i)
                ofWeight[i] = ofMix[i] * picture[i] + ofMix[block + i] * picture[plane + i]
                    + ofMix[2 * block + i] * picture[2 * plane + i];
        }
    }
}

/// Bilinear enlargement along a side as a matrix [s, S].
at::Tensor enlargement(std::int64_t from, std::int64_t to)
{
    return at::upsample_linear1d(at::eye(from).unsqueeze(1), {to}, false).squeeze(1);
}

/// Calls `work` with each board and its number.
template <class Work>
void forEachBoard(const at::Tensor& local, const at::Tensor& pick, const at::Tensor& bank, const Work& work)
{
    const std::int64_t count = bank.size(1);
    const std::int64_t pixels = bank.size(3) * bank.size(4);
    const auto* planes = local.const_data_ptr<float>();
    const auto* picks = pick.const_data_ptr<float>();
    const auto* pictures = bank.const_data_ptr<float>();
    nn::parallelFor(bank.size(0), 1, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t board = begin; board < end; ++board)
            work(Board{planes + board * (mapSize + count) * pixels, picks + board * count,
                       pictures + board * count * 3 * pixels, count, pixels},
                 board);
    });
}

class MixBank : public torch::autograd::Function<MixBank> {
public:
    static at::Tensor forward(torch::autograd::AutogradContext* context, const at::Tensor& head, const at::Tensor& pick,
                              const at::Tensor& bank)
    {
        const at::Tensor across = enlargement(head.size(3), bank.size(4));
        const at::Tensor down = enlargement(head.size(2), bank.size(3));
        const at::Tensor local = at::matmul(down.t(), at::matmul(head.contiguous(), across)).contiguous();
        at::Tensor result = at::empty({bank.size(0), 3, bank.size(3), bank.size(4)}, bank.options());
        auto* out = result.mutable_data_ptr<float>();
        forEachBoard(local, pick, bank, [&](const Board& board, std::int64_t index) {
            forwardBoard(board, out + index * 3 * board.pixels);
        });
        context->save_for_backward({local, pick, bank, across, down});
        return result;
    }

    static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                   const torch::autograd::variable_list& gradients)
    {
        const auto saved = context->get_saved_variables();
        const at::Tensor& local = saved[0];
        const at::Tensor gradient = gradients[0].contiguous();
        at::Tensor ofLocal = at::empty_like(local);
        const auto* in = gradient.const_data_ptr<float>();
        auto* out = ofLocal.mutable_data_ptr<float>();
        forEachBoard(local, saved[1], saved[2], [&](const Board& board, std::int64_t index) {
            backwardBoard(board, in + index * 3 * board.pixels, out + index * (mapSize + board.count) * board.pixels);
        });
        return {at::matmul(at::matmul(saved[4], ofLocal), saved[3].t()), {}, {}};
    }
};

} // namespace

at::Tensor mixBank(const at::Tensor& head, const at::Tensor& pick, const at::Tensor& bank)
{
    assert(head.is_cpu() && head.scalar_type() == at::kFloat && bank.scalar_type() == at::kFloat);
    assert(head.size(1) == mapSize + bank.size(1) && pick.size(1) == bank.size(1) && bank.size(2) == 3);
    return MixBank::apply(head, pick.contiguous(), bank.contiguous());
}

} // namespace maquette::models::imagebrush
