// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "runlog/RunSink.h"
#include "runlog/TensorProto.h"

#include <protozero/pbf_writer.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

// What the encoders of events have in common.
namespace maquette::runlog {

inline base::Error misfit(const char* text, const std::string& tag, const std::string& detail)
{
    return {base::ErrorCode::Usage, {text, {tag}}, detail};
}

/// The fields of an Event before what it carries. A message leaves zeros away.
inline void begin(protozero::pbf_writer& event, At at)
{
    if (at.wallTime != 0)
        event.add_double(1, at.wallTime);
    if (at.step != 0)
        event.add_int64(2, at.step);
}

/// An Event with a summary of one value, which `fill` writes behind the tag.
template <class Fill> std::string summary(const std::string& tag, At at, Fill fill)
{
    std::string value;
    protozero::pbf_writer valueWriter(value);
    valueWriter.add_string(1, tag);
    fill(valueWriter);

    std::string event;
    protozero::pbf_writer writer(event);
    begin(writer, at);
    protozero::pbf_writer list(writer, 5);
    list.add_message(1, value);
    list.commit();
    return event;
}

enum class DataClass { None = 0, Scalar = 1, Tensor = 2, Blobs = 3 };

inline void addMetadata(protozero::pbf_writer& value, const char* plugin, DataClass dataClass,
                        const std::string& content = {})
{
    protozero::pbf_writer metadata(value, 9);
    {
        protozero::pbf_writer data(metadata, 1);
        data.add_string(1, plugin);
        if (!content.empty())
            data.add_bytes(2, content);
    }
    if (dataClass != DataClass::None)
        metadata.add_enum(4, static_cast<std::int32_t>(dataClass));
}

/// The head of a TensorProto: element type and shape.
inline void addTensorHead(protozero::pbf_writer& tensor, TensorType type, std::span<const std::int64_t> shape)
{
    tensor.add_enum(1, static_cast<std::int32_t>(type));
    std::string axes;
    protozero::pbf_writer writer(axes);
    for (const std::int64_t size : shape) {
        std::string axis;
        if (size != 0)
            protozero::pbf_writer(axis).add_int64(1, size);
        writer.add_message(2, axis);
    }
    tensor.add_message(2, axes);
}

inline void addStrings(protozero::pbf_writer& value, std::span<const std::int64_t> shape,
                       std::span<const std::string_view> strings)
{
    protozero::pbf_writer tensor(value, 8);
    addTensorHead(tensor, TensorType::String, shape);
    for (const auto text : strings)
        tensor.add_bytes(8, text.data(), text.size());
}

} // namespace maquette::runlog
