// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Binds the launchers of Fp8Cast.cuh to the operators that the program has registered.
#include "kernels/Fp8Checks.h"
#include "kernels/cuda/Fp8Cast.cuh"

#include <ATen/ATen.h>
#include <c10/cuda/CUDAGuard.h>
#include <c10/cuda/CUDAStream.h>
#include <torch/library.h>

#include <tuple>

namespace maquette::kernels::cuda {

namespace {

cudaStream_t stream() { return c10::cuda::getCurrentCUDAStream(); }

void checkLaunch(cudaError_t error, const char* what)
{
    TORCH_CHECK(error == cudaSuccess, what, ": ", cudaGetErrorString(error));
}

Fp8Element elementOf(at::ScalarType type)
{
    if (type == at::kHalf)
        return Fp8Element::Float16;
    return type == at::kBFloat16 ? Fp8Element::BFloat16 : Fp8Element::Float32;
}

std::tuple<at::Tensor, at::Tensor> encode(const at::Tensor& values, const at::Tensor& scale, std::int64_t format)
{
    checkEncode(values, scale, "fp8_encode");
    const Fp8Format to = checkFormat(format, "fp8_encode");
    const c10::cuda::CUDAGuard guard(values.device());
    const at::Tensor source = values.contiguous();
    at::Tensor codes = at::empty(source.sizes(), source.options().dtype(at::kByte));
    at::Tensor amax = at::zeros({}, source.options().dtype(at::kFloat));
    checkLaunch(fp8Encode(source.const_data_ptr(), elementOf(source.scalar_type()), source.numel(),
                          scale.const_data_ptr<float>(), to, codes.data_ptr<std::uint8_t>(), amax.data_ptr<float>(),
                          stream()),
                "fp8_encode");
    return {codes, amax};
}

std::tuple<at::Tensor, at::Tensor, at::Tensor> encodeTransposed(const at::Tensor& values, const at::Tensor& scale,
                                                                std::int64_t format)
{
    checkEncode(values, scale, "fp8_encode_transposed");
    checkMatrix(values, "fp8_encode_transposed");
    const Fp8Format to = checkFormat(format, "fp8_encode_transposed");
    const c10::cuda::CUDAGuard guard(values.device());
    const at::Tensor source = values.contiguous();
    at::Tensor codes = at::empty(source.sizes(), source.options().dtype(at::kByte));
    at::Tensor transposed = at::empty({source.size(1), source.size(0)}, codes.options());
    at::Tensor amax = at::zeros({}, source.options().dtype(at::kFloat));
    checkLaunch(fp8EncodeTransposed(source.const_data_ptr(), elementOf(source.scalar_type()), source.size(0),
                                    source.size(1), scale.const_data_ptr<float>(), to, codes.data_ptr<std::uint8_t>(),
                                    transposed.data_ptr<std::uint8_t>(), amax.data_ptr<float>(), stream()),
                "fp8_encode_transposed");
    return {codes, transposed, amax};
}

at::Tensor decode(const at::Tensor& codes, const at::Tensor& scaleInverse, std::int64_t format, at::ScalarType type)
{
    checkCodes(codes, scaleInverse, type, "fp8_decode");
    const Fp8Format from = checkFormat(format, "fp8_decode");
    const c10::cuda::CUDAGuard guard(codes.device());
    const at::Tensor source = codes.contiguous();
    at::Tensor values = at::empty(source.sizes(), source.options().dtype(type));
    checkLaunch(fp8Decode(source.const_data_ptr<std::uint8_t>(), source.numel(), scaleInverse.const_data_ptr<float>(),
                          from, values.data_ptr(), elementOf(type), stream()),
                "fp8_decode");
    return values;
}

at::Tensor amaxOf(const at::Tensor& values)
{
    checkWide(values.scalar_type(), "fp8_amax");
    const c10::cuda::CUDAGuard guard(values.device());
    const at::Tensor source = values.contiguous();
    at::Tensor amax = at::zeros({}, source.options().dtype(at::kFloat));
    checkLaunch(fp8Amax(source.const_data_ptr(), elementOf(source.scalar_type()), source.numel(),
                        amax.data_ptr<float>(), stream()),
                "fp8_amax");
    return amax;
}

at::Tensor scaleOf(const at::Tensor& amax, const at::Tensor& previous, double largest, std::int64_t margin,
                   bool guarded)
{
    checkScales(amax, previous);
    const c10::cuda::CUDAGuard guard(amax.device());
    const at::Tensor magnitudes = amax.contiguous();
    const at::Tensor before = previous.contiguous();
    at::Tensor scales = at::empty(magnitudes.sizes(), magnitudes.options());
    checkLaunch(fp8Scale(magnitudes.const_data_ptr<float>(), before.const_data_ptr<float>(), magnitudes.numel(),
                         static_cast<float>(largest), static_cast<int>(margin), guarded, scales.data_ptr<float>(),
                         stream()),
                "fp8_scale");
    return scales;
}

/// FP8 matrix units came with capability 8.9; the name of the device says nothing.
bool products(const at::Tensor& like)
{
    int major = 0;
    int minor = 0;
    const int device = like.device().index();
    if (cudaDeviceGetAttribute(&major, cudaDevAttrComputeCapabilityMajor, device) != cudaSuccess
        || cudaDeviceGetAttribute(&minor, cudaDevAttrComputeCapabilityMinor, device) != cudaSuccess)
        return false;
    return major * 10 + minor >= 89;
}

} // namespace

} // namespace maquette::kernels::cuda

TORCH_LIBRARY_IMPL(maquette, CUDA, library)
{
    namespace cuda = maquette::kernels::cuda;
    library.impl("fp8_encode", &cuda::encode);
    library.impl("fp8_encode_transposed", &cuda::encodeTransposed);
    library.impl("fp8_decode", &cuda::decode);
    library.impl("fp8_amax", &cuda::amaxOf);
    library.impl("fp8_scale", &cuda::scaleOf);
    library.impl("fp8_products", &cuda::products);
}
