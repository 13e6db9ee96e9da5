// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>
#include <c10/core/GradMode.h>

namespace maquette::kernels {

/// Checks shapes and types for every backend; header only, as the CUDA side is a library of its own.
inline void checkLut3d(const at::Tensor& image, const at::Tensor& lut)
{
    TORCH_CHECK(image.dim() == 4 && image.size(1) == 3, "lut3d: the image must be [B, 3, H, W]");
    TORCH_CHECK(lut.dim() == 5 && lut.size(2) >= 2 && lut.size(3) == lut.size(2) && lut.size(4) == lut.size(2),
                "lut3d: the table must be [B, C, N, N, N] with N >= 2");
    TORCH_CHECK(lut.size(0) == image.size(0) || lut.size(0) == 1, "lut3d: one table, or one for each image");
    TORCH_CHECK(lut.size(2) <= 1024, "lut3d: at most 1024 lattice points along an axis");
    TORCH_CHECK(image.scalar_type() == at::kFloat && lut.scalar_type() == at::kFloat, "lut3d: float32 only");
    TORCH_CHECK(image.device() == lut.device(), "lut3d: image and table must be on one device");
    TORCH_CHECK(!c10::GradMode::is_enabled() || (!image.requires_grad() && !lut.requires_grad()),
                "lut3d: there is no derivative");
}

} // namespace maquette::kernels
