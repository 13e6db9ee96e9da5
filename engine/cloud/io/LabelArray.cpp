// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/io/LabelArray.h"

#include "cloud/Cloud.h"
#include "cloud/io/Reader.h"
#include "tensorio/Checkpoint.h"

#include <algorithm>
#include <cstring>

namespace maquette::cloud {

namespace {

using tensorio::DType;

bool isList(const tensorio::TensorInfo& info)
{
    return std::count_if(info.shape.begin(), info.shape.end(), [](auto size) { return size != 1; }) <= 1
        && !info.shape.empty() && info.shape.size() <= 2;
}

template <class T> std::vector<std::int32_t> labelsFrom(const tensorio::TensorData& data)
{
    std::vector<T> values(data.bytes.size() / sizeof(T));
    std::memcpy(values.data(), data.bytes.data(), values.size() * sizeof(T));
    return labelsOf(Column(std::move(values)));
}

std::optional<std::vector<std::int32_t>> labelsOfTensor(const tensorio::TensorData& data)
{
    switch (data.info.type) {
    case DType::Bool:
    case DType::U8:
        return labelsFrom<std::uint8_t>(data);
    case DType::I8:
        return labelsFrom<std::int8_t>(data);
    case DType::U16:
        return labelsFrom<std::uint16_t>(data);
    case DType::I16:
        return labelsFrom<std::int16_t>(data);
    case DType::U32:
        return labelsFrom<std::uint32_t>(data);
    case DType::I32:
        return labelsFrom<std::int32_t>(data);
    case DType::U64:
        return labelsFrom<std::uint64_t>(data);
    case DType::I64:
        return labelsFrom<std::int64_t>(data);
    default:
        return std::nullopt;
    }
}

} // namespace

base::Result<std::optional<std::vector<std::int32_t>>> readLabelArray(const std::filesystem::path& file)
{
    using Labels = std::optional<std::vector<std::int32_t>>;
    if (io::endingOf(file) != "npy")
        return Labels();
    const auto array = tensorio::Checkpoint::open(file);
    if (!array.ok())
        return array.error();
    const auto& info = array.value()->tensors().front();
    if (!isList(info))
        return Labels();
    const auto data = array.value()->load(info.name);
    if (!data.ok())
        return data.error();
    return labelsOfTensor(data.value());
}

} // namespace maquette::cloud
