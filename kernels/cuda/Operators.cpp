// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Binds the launchers of this folder to the operators that the program has registered.
#include "kernels/Lut3dCheck.h"
#include "kernels/cuda/Lut3d.cuh"

#include <ATen/ATen.h>
#include <c10/cuda/CUDAGuard.h>
#include <c10/cuda/CUDAStream.h>
#include <torch/library.h>

namespace maquette::kernels::cuda {

namespace {

at::Tensor lut3dOnTensors(const at::Tensor& image, const at::Tensor& lut)
{
    checkLut3d(image, lut);
    const c10::cuda::CUDAGuard guard(image.device());
    const at::Tensor source = image.contiguous();
    const at::Tensor table = lut.contiguous();
    at::Tensor result = at::empty({source.size(0), table.size(1), source.size(2), source.size(3)}, source.options());
    const cudaError_t error
        = lut3d(source.const_data_ptr<float>(), table.const_data_ptr<float>(), result.data_ptr<float>(), source.size(0),
                table.size(1), table.size(2), source.size(2) * source.size(3), table.size(0) == 1,
                c10::cuda::getCurrentCUDAStream());
    TORCH_CHECK(error == cudaSuccess, "lut3d: ", cudaGetErrorString(error));
    return result;
}

} // namespace

} // namespace maquette::kernels::cuda

TORCH_LIBRARY_IMPL(maquette, CUDA, library) { library.impl("lut3d", &maquette::kernels::cuda::lut3dOnTensors); }
