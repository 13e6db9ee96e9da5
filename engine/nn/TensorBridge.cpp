// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "nn/TensorBridge.h"

#include <ATen/ATen.h>

#include <array>
#include <cassert>
#include <cstring>
#include <utility>

namespace maquette::nn {

namespace {

using tensorio::DType;

constexpr std::array<std::pair<DType, at::ScalarType>, 20> types = {{
    {DType::Bool, at::kBool},
    {DType::U8, at::kByte},
    {DType::I8, at::kChar},
    {DType::I16, at::kShort},
    {DType::U16, at::kUInt16},
    {DType::I32, at::kInt},
    {DType::U32, at::kUInt32},
    {DType::I64, at::kLong},
    {DType::U64, at::kUInt64},
    {DType::F16, at::kHalf},
    {DType::BF16, at::kBFloat16},
    {DType::F32, at::kFloat},
    {DType::F64, at::kDouble},
    {DType::F8_E4M3, at::kFloat8_e4m3fn},
    {DType::F8_E5M2, at::kFloat8_e5m2},
    {DType::F8_E8M0, at::kFloat8_e8m0fnu},
    {DType::F8_E4M3FNUZ, at::kFloat8_e4m3fnuz},
    {DType::F8_E5M2FNUZ, at::kFloat8_e5m2fnuz},
    {DType::C64, at::kComplexFloat},
    {DType::C128, at::kComplexDouble},
}};

} // namespace

std::optional<at::ScalarType> scalarType(DType type)
{
    for (const auto& [file, ours] : types)
        if (file == type)
            return ours;
    return std::nullopt;
}

std::optional<DType> fileType(at::ScalarType type)
{
    for (const auto& [file, ours] : types)
        if (ours == type)
            return file;
    return std::nullopt;
}

base::Result<at::Tensor> toTensor(const tensorio::TensorData& data)
{
    const std::optional<at::ScalarType> type = scalarType(data.info.type);
    if (!type)
        return base::Error{
            base::ErrorCode::BadInput,
            {QT_TRANSLATE_NOOP("Engine", "The tensor %1 has the type %2, which cannot be computed with."),
             {data.info.name, std::string(tensorio::name(data.info.type))}},
            {}};
    if (data.bytes.size() != data.info.byteCount())
        return base::Error{
            base::ErrorCode::BadInput,
            {QT_TRANSLATE_NOOP("Engine", "The data of the tensor %1 does not fill its shape."), {data.info.name}},
            std::to_string(data.bytes.size()) + " bytes instead of " + std::to_string(data.info.byteCount())};
    at::Tensor tensor = at::empty(data.info.shape, *type);
    if (!data.bytes.empty())
        std::memcpy(tensor.mutable_data_ptr(), data.bytes.data(), data.bytes.size());
    return tensor;
}

base::Result<tensorio::TensorData> fromTensor(const std::string& name, const at::Tensor& tensor,
                                              std::optional<DType> type)
{
    const std::optional<DType> target = type ? type : fileType(tensor.scalar_type());
    const std::optional<at::ScalarType> element = target ? scalarType(*target) : std::nullopt;
    if (!element)
        return base::Error{
            base::ErrorCode::Usage,
            {QT_TRANSLATE_NOOP("Engine", "The tensor %1 has an element type that files cannot hold."), {name}},
            {}};
    const auto kept = std::make_shared<const at::Tensor>(
        tensor.detach().to(at::TensorOptions(at::kCPU).dtype(*element), false, true).contiguous());
    tensorio::TensorData data;
    data.info = {name, *target, kept->sizes().vec()};
    data.bytes = {static_cast<const std::uint8_t*>(kept->const_data_ptr()), kept->nbytes()};
    data.owner = kept;
    return data;
}

at::Tensor toTensor(const imaging::Image& image)
{
    at::Tensor tensor = at::empty({1, 3, image.height, image.width}, at::kFloat);
    if (!image.empty())
        std::memcpy(tensor.data_ptr<float>(), image.data.data(), image.data.size() * sizeof(float));
    return tensor;
}

imaging::Image toImage(const at::Tensor& tensor)
{
    const at::Tensor planes = tensor.dim() == 4 ? tensor.select(0, 0) : tensor;
    assert(planes.dim() == 3 && planes.size(0) == 3 && (tensor.dim() == 3 || tensor.size(0) == 1));
    const at::Tensor host = planes.detach().to(at::kCPU, at::kFloat).contiguous();
    imaging::Image image(static_cast<int>(host.size(2)), static_cast<int>(host.size(1)));
    if (!image.empty())
        std::memcpy(image.data.data(), host.const_data_ptr<float>(), image.data.size() * sizeof(float));
    return image;
}

} // namespace maquette::nn
