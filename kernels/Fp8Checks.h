// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernels/Fp8Format.h"

#include <ATen/ATen.h>

// What both sides ask of the arguments of the operators in Fp8Operators.h.
namespace maquette::kernels {

inline Fp8Format checkFormat(std::int64_t format, const char* what)
{
    TORCH_CHECK(format == 0 || format == 1, what, ": format must be 0 (E4M3) or 1 (E5M2), got ", format);
    return static_cast<Fp8Format>(format);
}

inline void checkWide(at::ScalarType type, const char* what)
{
    TORCH_CHECK(type == at::kFloat || type == at::kHalf || type == at::kBFloat16, what,
                ": must be float32, float16 or bfloat16, got ", c10::toString(type));
}

inline void checkScalar(const at::Tensor& scale, const at::Tensor& other, const char* what)
{
    TORCH_CHECK(scale.scalar_type() == at::kFloat && scale.numel() == 1, what, ": a scale is one float32");
    TORCH_CHECK(scale.device() == other.device(), what, ": a scale lies on the device of its tensor");
}

inline void checkEncode(const at::Tensor& values, const at::Tensor& scale, const char* what)
{
    checkWide(values.scalar_type(), what);
    checkScalar(scale, values, what);
}

inline void checkMatrix(const at::Tensor& values, const char* what)
{
    TORCH_CHECK(values.dim() == 2, what, ": must be a matrix, got ", values.dim(), " axes");
}

inline void checkCodes(const at::Tensor& codes, const at::Tensor& scaleInverse, at::ScalarType type, const char* what)
{
    TORCH_CHECK(codes.scalar_type() == at::kByte, what, ": codes are uint8, got ", c10::toString(codes.scalar_type()));
    checkWide(type, what);
    checkScalar(scaleInverse, codes, what);
}

inline void checkScales(const at::Tensor& amax, const at::Tensor& previous)
{
    TORCH_CHECK(amax.scalar_type() == at::kFloat && previous.scalar_type() == at::kFloat
                    && amax.sizes() == previous.sizes() && amax.device() == previous.device(),
                "fp8_scale: amax and previous scales are float32 of one shape and device");
}

} // namespace maquette::kernels
