// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

namespace maquette::kernels {

/// Operator maquette::lut3d: looks colors up in three-dimensional tables, linearly between the lattice points.
/// `image` [B, 3, H, W] float32: its channels 0, 1, 2 (0 … 1 from the first to the last lattice point) address the
/// last, the middle and the first lattice axis. `lut` [B or 1, C, N, N, N] float32 with N >= 2. Returns [B, C, H, W].
/// Colors outside 0 … 1 are looked up at the border; a color with NaN gives NaN. Equals five-dimensional
/// grid_sampler with border padding and aligned corners. There is no derivative: the operator serves analysis, and a
/// call on a tensor that records gradients throws. Throws c10::Error on wrong shapes or element types.
[[nodiscard]] at::Tensor lut3d(const at::Tensor& image, const at::Tensor& lut);

namespace cpu {
/// What the dispatcher calls for tensors on the processor.
[[nodiscard]] at::Tensor lut3d(const at::Tensor& image, const at::Tensor& lut);
} // namespace cpu

constexpr const char* lut3dSchema = "lut3d(Tensor image, Tensor lut) -> Tensor";

} // namespace maquette::kernels
