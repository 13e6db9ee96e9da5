// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tensorio/Tensor.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace maquette::tensorio {

/// How many axes a tensor of a file may have; PyTorch and NumPy stop at 64.
inline constexpr std::size_t maxAxes = 64;

/// Bytes of a C-ordered tensor, or nothing where a size is negative, the product of the sizes (zeros left out, so
/// that partial products are safe too) does not fit, or packed elements do not fill whole bytes.
[[nodiscard]] std::optional<std::uint64_t> checkedBytes(DType type, std::span<const std::int64_t> shape);

/// Strides of C order, in elements.
[[nodiscard]] std::vector<std::int64_t> contiguousStrides(std::span<const std::int64_t> shape);
/// Strides of Fortran order (first axis fastest), in elements.
[[nodiscard]] std::vector<std::int64_t> fortranStrides(std::span<const std::int64_t> shape);

/// True when the strides describe C order; axes of one element and empty tensors may have any.
[[nodiscard]] bool isContiguous(std::span<const std::int64_t> shape, std::span<const std::int64_t> strides);

/// How many elements a storage must have for a tensor that starts at element `offset`: offset + Σ(size−1)·stride + 1,
/// and `offset` for an empty one. Nothing for a negative size, stride or offset, an overflow, or unequal counts.
[[nodiscard]] std::optional<std::uint64_t> neededElements(std::int64_t offset, std::span<const std::int64_t> shape,
                                                          std::span<const std::int64_t> strides);

/// Copies a strided tensor of whole-byte elements to C order. `storage` starts at the tensor's first element and was
/// checked with neededElements; `out` has room for all. Uses the program's threads.
void copyStrided(std::span<const std::uint8_t> storage, std::span<const std::int64_t> shape,
                 std::span<const std::int64_t> strides, int elementBytes, std::span<std::uint8_t> out);

/// Turns the bytes of each number around (each half of a complex one by itself).
void swapByteOrder(DType type, std::span<std::uint8_t> bytes);

} // namespace maquette::tensorio
