// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tensorio/Tensor.h"

#include <array>

namespace maquette::tensorio {

namespace {

struct Facts {
    DType type;
    std::string_view name;
    int bits;
};

// In the order of the enumeration, so that a type is its own index.
constexpr std::array<Facts, 23> table = {{
    {DType::Bool, "BOOL", 8},
    {DType::U8, "U8", 8},
    {DType::I8, "I8", 8},
    {DType::I16, "I16", 16},
    {DType::U16, "U16", 16},
    {DType::I32, "I32", 32},
    {DType::U32, "U32", 32},
    {DType::I64, "I64", 64},
    {DType::U64, "U64", 64},
    {DType::F16, "F16", 16},
    {DType::BF16, "BF16", 16},
    {DType::F32, "F32", 32},
    {DType::F64, "F64", 64},
    {DType::F8_E4M3, "F8_E4M3", 8},
    {DType::F8_E5M2, "F8_E5M2", 8},
    {DType::F8_E8M0, "F8_E8M0", 8},
    {DType::F8_E4M3FNUZ, "F8_E4M3FNUZ", 8},
    {DType::F8_E5M2FNUZ, "F8_E5M2FNUZ", 8},
    {DType::C64, "C64", 64},
    {DType::C128, "C128", 128},
    {DType::F4, "F4", 4},
    {DType::F6_E2M3, "F6_E2M3", 6},
    {DType::F6_E3M2, "F6_E3M2", 6},
}};

constexpr bool inOrder()
{
    for (std::size_t i = 0; i < table.size(); ++i) {
        if (static_cast<std::size_t>(table[i].type) != i)
            return false;
    }
    return true;
}
static_assert(inOrder());

} // namespace

std::string_view name(DType type) { return table[static_cast<std::size_t>(type)].name; }

std::optional<DType> dtypeFromName(std::string_view text)
{
    for (const auto& facts : table) {
        if (facts.name == text)
            return facts.type;
    }
    return std::nullopt;
}

int bitsPer(DType type) { return table[static_cast<std::size_t>(type)].bits; }

std::int64_t TensorInfo::elements() const
{
    std::int64_t product = 1;
    for (const auto size : shape) {
        if (size == 0)
            return 0;
        product *= size;
    }
    return product;
}

std::uint64_t TensorInfo::byteCount() const
{
    // Whole bytes first: eight times the count would not fit for the largest tensors that the readers let pass.
    const auto count = static_cast<std::uint64_t>(elements());
    const auto bits = static_cast<std::uint64_t>(bitsPer(type));
    return bits % 8 == 0 ? count * (bits / 8) : count / 8 * bits + (count % 8 * bits + 7) / 8;
}

} // namespace maquette::tensorio
