// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

namespace maquette::models::imagebrush {

/// What the network's head makes of the bank, with a backward of its own: for training on the CPU, where the same in
/// LibTorch's operators moves many times the memory. Float32, contiguous or not.
///
/// `head` [B, 12 + K, s, s]: a color map of 3 x 4 and K weights, enlarged to S x S bilinearly. `pick` [B, K] is added
/// to the weights. `bank` [B, K, 3, S, S]. With mix = Σ weights · bank, returns mix + map · [mix, 1], [B, 3, S, S].
/// Gradients flow to `head` alone.
[[nodiscard]] at::Tensor mixBank(const at::Tensor& head, const at::Tensor& pick, const at::Tensor& bank);

} // namespace maquette::models::imagebrush
