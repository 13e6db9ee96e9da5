// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace maquette::models::imagebrush {

/// Pictures in the filter bank beside the color candidates.
constexpr std::int64_t filterCount = 9;

/// The fixed filters that the network mixes, [B, 9, 3, H, W]: Gaussians of sigma 0.8, 1.6 and 3.2 pixels, Sobel
/// magnitude, averages over squares of 2, 4 and 8, and over 7x1 (along a row) and 1x7 (along a column). `image`
/// [B, 3, H, W] in [0, 1]. With `scale` > 1 all lengths grow by it, for pictures larger than a cell (scale = square
/// root of the number of pixels over the cell's side); the Sobel filter then works on the picture reduced by `scale`.
[[nodiscard]] at::Tensor filterBank(const at::Tensor& image, double scale = 1);

} // namespace maquette::models::imagebrush
