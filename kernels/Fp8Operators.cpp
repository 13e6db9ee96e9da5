// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernels/Fp8Operators.h"

#include "kernels/Operators.h"

#include <ATen/ATen.h>
#include <ATen/core/dispatch/Dispatcher.h>

namespace maquette::kernels {

namespace {

template <class Signature> c10::TypedOperatorHandle<Signature> operatorNamed(const char* name)
{
    (void)operatorNames(); // links the registration
    return c10::Dispatcher::singleton().findSchemaOrThrow(name, "").typed<Signature>();
}

} // namespace

const std::vector<Fp8Schema>& fp8Schemas()
{
    static const std::vector<Fp8Schema> schemas = {
        {"fp8_encode", "(Tensor values, Tensor scale, int format) -> (Tensor, Tensor)"},
        {"fp8_encode_transposed", "(Tensor values, Tensor scale, int format) -> (Tensor, Tensor, Tensor)"},
        {"fp8_decode", "(Tensor codes, Tensor scale_inverse, int format, ScalarType dtype) -> Tensor"},
        {"fp8_amax", "(Tensor values) -> Tensor"},
        {"fp8_scale", "(Tensor amax, Tensor previous, float largest, int margin, bool guarded) -> Tensor"},
        {"fp8_products", "(Tensor like) -> bool"},
    };
    return schemas;
}

std::tuple<at::Tensor, at::Tensor> fp8Encode(const at::Tensor& values, const at::Tensor& scale, Fp8Format format)
{
    static const auto handle
        = operatorNamed<std::tuple<at::Tensor, at::Tensor>(const at::Tensor&, const at::Tensor&, std::int64_t)>(
            "maquette::fp8_encode");
    return handle.call(values, scale, static_cast<std::int64_t>(format));
}

std::tuple<at::Tensor, at::Tensor, at::Tensor> fp8EncodeTransposed(const at::Tensor& values, const at::Tensor& scale,
                                                                   Fp8Format format)
{
    static const auto handle = operatorNamed<std::tuple<at::Tensor, at::Tensor, at::Tensor>(
        const at::Tensor&, const at::Tensor&, std::int64_t)>("maquette::fp8_encode_transposed");
    return handle.call(values, scale, static_cast<std::int64_t>(format));
}

at::Tensor fp8Decode(const at::Tensor& codes, const at::Tensor& scaleInverse, Fp8Format format, at::ScalarType type)
{
    static const auto handle
        = operatorNamed<at::Tensor(const at::Tensor&, const at::Tensor&, std::int64_t, at::ScalarType)>(
            "maquette::fp8_decode");
    return handle.call(codes, scaleInverse, static_cast<std::int64_t>(format), type);
}

at::Tensor fp8Amax(const at::Tensor& values)
{
    static const auto handle = operatorNamed<at::Tensor(const at::Tensor&)>("maquette::fp8_amax");
    return handle.call(values);
}

at::Tensor fp8Scale(const at::Tensor& amax, const at::Tensor& previous, double largest, std::int64_t margin,
                    bool guarded)
{
    static const auto handle
        = operatorNamed<at::Tensor(const at::Tensor&, const at::Tensor&, double, std::int64_t, bool)>(
            "maquette::fp8_scale");
    return handle.call(amax, previous, largest, margin, guarded);
}

bool fp8Products(const at::Tensor& like)
{
    static const auto handle = operatorNamed<bool(const at::Tensor&)>("maquette::fp8_products");
    return handle.call(like);
}

} // namespace maquette::kernels
