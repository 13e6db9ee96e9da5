// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernels/Fp8Format.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <tuple>
#include <vector>

// Conversions to and from eight-bit floating point as MS-AMP uses them (arXiv 2310.18313): multiplied by a scale in
// float32, rounded to nearest even, saturated to the largest finite value; NaN of any sign becomes 0x7F, infinities the
// largest finite value, the sign of zero stays. Codes are uint8 tensors; the format is told beside. No operator has a
// derivative. All throw c10::Error on wrong types or shapes.
namespace maquette::kernels {

/// Operator maquette::fp8_encode: codes of values · scale, of the shape of `values` (float32, float16 or bfloat16), and
/// the largest |value| before scaling (float32 scalar; NaN are left out, zero where there is nothing). `scale` is a
/// float32 scalar on the same device.
[[nodiscard]] std::tuple<at::Tensor, at::Tensor> fp8Encode(const at::Tensor& values, const at::Tensor& scale,
                                                           Fp8Format format);

/// Operator maquette::fp8_encode_transposed: as fp8Encode() of a matrix [m, n]; codes [m, n], the same transposed in
/// memory [n, m], and the largest |value|. Matrix products of FP8 want both.
[[nodiscard]] std::tuple<at::Tensor, at::Tensor, at::Tensor>
fp8EncodeTransposed(const at::Tensor& values, const at::Tensor& scale, Fp8Format format);

/// Operator maquette::fp8_decode: codes · scaleInverse in float32, rounded to `type` (float32, float16, bfloat16).
[[nodiscard]] at::Tensor fp8Decode(const at::Tensor& codes, const at::Tensor& scaleInverse, Fp8Format format,
                                   at::ScalarType type = at::kFloat);

/// Operator maquette::fp8_amax: the largest |value| as a float32 scalar; NaN where a value is NaN, zero where there is
/// none.
[[nodiscard]] at::Tensor fp8Amax(const at::Tensor& values);

/// Operator maquette::fp8_scale: scales that bring `amax` up to `largest`, element by element: with e =
/// floor(log2(largest / amax)) - margin they are 2^e, so amax · scale lies in (largest / 2, largest]. Where amax is
/// zero, negative, NaN or infinite, `previous` stays. Not `guarded`, the result is that of the code of MS-AMP also in
/// its corners: an infinite amax inverts `previous`, and an amax so small that 2^e exceeds float32 gives infinity;
/// guarded, the first keeps `previous` and the second gives 2^127.
[[nodiscard]] at::Tensor fp8Scale(const at::Tensor& amax, const at::Tensor& previous, double largest,
                                  std::int64_t margin = 0, bool guarded = true);

/// Operator maquette::fp8_products: whether the device of `like` multiplies FP8 matrices itself (CUDA, capability 8.9
/// and above).
[[nodiscard]] bool fp8Products(const at::Tensor& like);

struct Fp8Schema {
    const char* name;
    const char* schema;
};
[[nodiscard]] const std::vector<Fp8Schema>& fp8Schemas();

} // namespace maquette::kernels
