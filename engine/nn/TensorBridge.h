// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "imaging/Image.h"
#include "tensorio/Tensor.h"

#include <ATen/core/Tensor.h>

#include <optional>
#include <string>

namespace maquette::nn {

/// The element type of LibTorch for one of a file; absent for those it cannot hold (packed ones below one byte).
[[nodiscard]] std::optional<at::ScalarType> scalarType(tensorio::DType type);
[[nodiscard]] std::optional<tensorio::DType> fileType(at::ScalarType type);

/// A copy on the CPU with the element type kept. BadInput names the tensor when its type has no counterpart or its
/// bytes do not fill its shape.
[[nodiscard]] base::Result<at::Tensor> toTensor(const tensorio::TensorData& data);

/// A copy in C order that owns its bytes, converted to `type` if given. The tensor may live on any device.
/// Usage error when the element type has no name in files.
[[nodiscard]] base::Result<tensorio::TensorData> fromTensor(const std::string& name, const at::Tensor& tensor,
                                                            std::optional<tensorio::DType> type = {});

/// [1, 3, height, width] in float32 on the CPU, a copy.
[[nodiscard]] at::Tensor toTensor(const imaging::Image& image);

/// The picture in [1, 3, H, W] or [3, H, W] of any floating type and device, a copy. Asserts the shape.
[[nodiscard]] imaging::Image toImage(const at::Tensor& tensor);

} // namespace maquette::nn
