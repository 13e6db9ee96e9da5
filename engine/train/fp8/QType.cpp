// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/fp8/QType.h"

#include <cassert>

namespace maquette::train::fp8 {

namespace {

struct Row {
    QType type;
    const char* name;
    float largest;
    at::ScalarType storage;
};
constexpr Row rows[] = {
    {QType::Float32, "kFloat32", 3.4028234663852886e38F, at::kFloat},
    {QType::Float16, "kFloat16", 65504.0F, at::kHalf},
    {QType::BFloat16, "kBFloat16", 3.3895313892515355e38F, at::kBFloat16},
    {QType::E4M3, "kFloat8E4M3", kernels::fp8Largest(kernels::Fp8Format::E4M3), at::kByte},
    {QType::E5M2, "kFloat8E5M2", kernels::fp8Largest(kernels::Fp8Format::E5M2), at::kByte},
};

const Row& rowOf(QType type)
{
    for (const Row& row : rows)
        if (row.type == type)
            return row;
    assert(false);
    return rows[0];
}

} // namespace

std::string_view name(QType type) { return rowOf(type).name; }

std::optional<QType> qtypeFromName(std::string_view name)
{
    for (const Row& row : rows)
        if (row.name == name)
            return row.type;
    return std::nullopt;
}

float largest(QType type) { return rowOf(type).largest; }

at::ScalarType storageType(QType type) { return rowOf(type).storage; }

kernels::Fp8Format format(QType type)
{
    assert(isFp8(type));
    return type == QType::E4M3 ? kernels::Fp8Format::E4M3 : kernels::Fp8Format::E5M2;
}

} // namespace maquette::train::fp8
