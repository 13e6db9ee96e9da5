// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/File.h"
#include "base/Json.h"
#include "tensorio/Checkpoint.h"
#include "tensorio/Layout.h"
#include "tensorio/Source.h"

#include <algorithm>
#include <array>
#include <cassert>

namespace maquette::tensorio {

namespace {

// The official writer sorts by this order, last first.
constexpr std::array officialOrder
    = {DType::Bool,    DType::F4,      DType::F6_E2M3, DType::F6_E3M2,     DType::U8,          DType::I8,
       DType::F8_E5M2, DType::F8_E4M3, DType::F8_E8M0, DType::F8_E4M3FNUZ, DType::F8_E5M2FNUZ, DType::I16,
       DType::U16,     DType::F16,     DType::BF16,    DType::I32,         DType::U32,         DType::F32,
       DType::C64,     DType::F64,     DType::I64,     DType::U64,         DType::C128};

int rank(DType type)
{
    const auto found = std::find(officialOrder.begin(), officialOrder.end(), type);
    assert(found != officialOrder.end());
    return static_cast<int>(found - officialOrder.begin());
}

base::Error cannotName(const std::string& name)
{
    return {base::ErrorCode::Usage,
            {QT_TRANSLATE_NOOP("Engine",
                               "A safetensors file cannot hold a tensor named %1: the name is used twice, "
                               "reserved, or not UTF-8."),
             {inQuotes(name)}},
            {}};
}

/// The order in which the tensors stand in the file, or what keeps them from standing there.
base::Result<std::vector<const TensorData*>> arrange(const std::vector<TensorData>& tensors)
{
    std::vector<const TensorData*> order;
    for (const auto& tensor : tensors) {
        const auto& info = tensor.info;
        if (info.name == "__metadata__" || !validUtf8(info.name))
            return cannotName(info.name);
        const auto bytes = checkedBytes(info.type, info.shape);
        if (!bytes || *bytes != tensor.bytes.size() || info.shape.size() > maxAxes)
            return base::Error{
                base::ErrorCode::Usage,
                {QT_TRANSLATE_NOOP("Engine", "The bytes of %1 do not fit its type and shape."), {info.name}},
                std::to_string(tensor.bytes.size()) + " bytes"};
        order.push_back(&tensor);
    }
    std::sort(order.begin(), order.end(), [](const TensorData* a, const TensorData* b) {
        const int first = rank(a->info.type);
        const int second = rank(b->info.type);
        return first != second ? first > second : a->info.name < b->info.name;
    });
    std::vector<std::string_view> names;
    for (const auto* tensor : order)
        names.push_back(tensor->info.name);
    std::sort(names.begin(), names.end());
    if (const auto twice = std::adjacent_find(names.begin(), names.end()); twice != names.end())
        return cannotName(std::string(*twice));
    return order;
}

/// The header's text with its padding. It is put together here, one entry after the other: an ordered object would
/// look each name up among all before it.
base::Result<std::string> headerText(const std::vector<const TensorData*>& order,
                                     const std::map<std::string, std::string>& metadata)
{
    std::string text = "{";
    if (!metadata.empty()) {
        base::Json object = base::Json::object();
        for (const auto& [key, value] : metadata) {
            if (!validUtf8(key) || !validUtf8(value))
                return base::Error{base::ErrorCode::Usage,
                                   {QT_TRANSLATE_NOOP("Engine", "The note %1 is not UTF-8 text."), {inQuotes(key)}},
                                   {}};
            object[key] = value;
        }
        text += "\"__metadata__\":" + base::dumpJson(object);
    }
    std::uint64_t begin = 0;
    for (const auto* tensor : order) {
        const std::uint64_t end = begin + tensor->bytes.size();
        base::Json entry = base::Json::object();
        entry["dtype"] = std::string(name(tensor->info.type));
        entry["shape"] = tensor->info.shape;
        entry["data_offsets"] = {begin, end};
        if (text.size() > 1)
            text += ',';
        text += base::dumpJson(base::Json(tensor->info.name));
        text += ':';
        text += base::dumpJson(entry);
        begin = end;
    }
    text += '}';
    text.append((8 - text.size() % 8) % 8, ' ');
    return text;
}

} // namespace

base::Result<void> writeSafetensors(const std::filesystem::path& file, const std::vector<TensorData>& tensors,
                                    const std::map<std::string, std::string>& metadata)
{
    const auto order = arrange(tensors);
    if (!order.ok())
        return order.error();
    const auto header = headerText(order.value(), metadata);
    if (!header.ok())
        return header.error();
    auto out = base::AtomicFile::create(file);
    if (!out.ok())
        return out.error();
    std::array<std::uint8_t, 8> length{};
    for (std::size_t i = 0; i < length.size(); ++i)
        length[i] = static_cast<std::uint8_t>(header.value().size() >> (8 * i));
    if (auto written = out.value()->write(length); !written.ok())
        return written;
    if (auto written = out.value()->write(header.value()); !written.ok())
        return written;
    for (const auto* tensor : order.value()) {
        if (auto written = out.value()->write(tensor->bytes); !written.ok())
            return written;
    }
    return out.value()->commit();
}

} // namespace maquette::tensorio
