// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace maquette::tensorio {

/// Element types that files of weights use, by the names of safetensors.
enum class DType {
    Bool,
    U8,
    I8,
    I16,
    U16,
    I32,
    U32,
    I64,
    U64,
    F16,
    BF16,
    F32,
    F64,
    F8_E4M3,
    F8_E5M2,
    F8_E8M0,
    F8_E4M3FNUZ,
    F8_E5M2FNUZ,
    C64,
    C128,
    F4,
    F6_E2M3,
    F6_E3M2, ///< packed below one byte: listed and copied, not converted
};
[[nodiscard]] std::string_view name(DType type);
[[nodiscard]] std::optional<DType> dtypeFromName(std::string_view name);
[[nodiscard]] int bitsPer(DType type);

/// What a checkpoint says of one tensor.
struct TensorInfo {
    std::string name;
    DType type = DType::F32;
    std::vector<std::int64_t> shape; ///< empty for a scalar

    /// Product of the shape; readers have checked that it does not overflow.
    [[nodiscard]] std::int64_t elements() const;
    [[nodiscard]] std::uint64_t byteCount() const;
};

/// A tensor's bytes: C order, little-endian. `owner` keeps them alive (a mapped file or a buffer).
struct TensorData {
    TensorInfo info;
    std::span<const std::uint8_t> bytes;
    std::shared_ptr<const void> owner;
};

} // namespace maquette::tensorio
