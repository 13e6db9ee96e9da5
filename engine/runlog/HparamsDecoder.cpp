// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runlog/HparamsDecoder.h"

#include <protozero/pbf_reader.hpp>

namespace maquette::runlog {

namespace {

using protozero::pbf_reader;
using protozero::pbf_wire_type;

constexpr std::uint32_t field(std::uint32_t tag, pbf_wire_type type) { return protozero::tag_and_type(tag, type); }
constexpr auto varint = pbf_wire_type::varint;
constexpr auto bytes = pbf_wire_type::length_delimited;
constexpr auto fixed64 = pbf_wire_type::fixed64;

struct Named {
    std::string name, displayName, description;
};

Named readHparam(pbf_reader message)
{
    Named info;
    while (message.next()) {
        switch (message.tag_and_type()) {
        case field(1, bytes):
            info.name = message.get_string();
            break;
        case field(2, bytes):
            info.displayName = message.get_string();
            break;
        case field(3, bytes):
            info.description = message.get_string();
            break;
        default:
            message.skip();
        }
    }
    return info;
}

Named readMetric(pbf_reader message)
{
    Named info;
    while (message.next()) {
        switch (message.tag_and_type()) {
        case field(1, bytes): {
            auto name = message.get_message();
            while (name.next()) {
                if (name.tag_and_type() == field(2, bytes))
                    info.name = name.get_string();
                else
                    name.skip();
            }
            break;
        }
        case field(3, bytes):
            info.displayName = message.get_string();
            break;
        case field(4, bytes):
            info.description = message.get_string();
            break;
        default:
            message.skip();
        }
    }
    return info;
}

void about(RunSink& sink, const std::string& key, const std::string& value)
{
    if (!value.empty())
        sink.about(key, value);
}

void decodeExperiment(pbf_reader message, RunSink& sink)
{
    while (message.next()) {
        switch (message.tag_and_type()) {
        case field(1, bytes):
            about(sink, "description", message.get_string());
            break;
        case field(2, bytes):
            about(sink, "user", message.get_string());
            break;
        case field(4, bytes): {
            const Named info = readHparam(message.get_message());
            const bool both = !info.displayName.empty() && !info.description.empty();
            if (!info.name.empty())
                about(sink, "setting/" + info.name, info.displayName + (both ? ": " : "") + info.description);
            break;
        }
        case field(5, bytes): {
            const Named info = readMetric(message.get_message());
            if (!info.name.empty() && !(info.displayName.empty() && info.description.empty()))
                sink.describe(info.name, info.displayName, info.description);
            break;
        }
        case field(6, bytes):
            about(sink, "name", message.get_string());
            break;
        default:
            message.skip();
        }
    }
}

/// google.protobuf.Value; structures and lists do not occur as hyper-parameters and count as nothing.
Setting readValue(pbf_reader message)
{
    Setting value;
    while (message.next()) {
        switch (message.tag_and_type()) {
        case field(2, fixed64):
            value = message.get_double();
            break;
        case field(3, bytes):
            value = message.get_string();
            break;
        case field(4, varint):
            value = message.get_bool();
            break;
        default:
            message.skip();
            value = std::monostate();
        }
    }
    return value;
}

void decodeStart(pbf_reader message, double wallTime, RunSink& sink)
{
    double start = wallTime;
    while (message.next()) {
        switch (message.tag_and_type()) {
        case field(1, bytes): {
            auto entry = message.get_message();
            std::string name;
            Setting value;
            while (entry.next()) {
                switch (entry.tag_and_type()) {
                case field(1, bytes):
                    name = entry.get_string();
                    break;
                case field(2, bytes):
                    value = readValue(entry.get_message());
                    break;
                default:
                    entry.skip();
                }
            }
            sink.setting(name, value);
            break;
        }
        case field(2, bytes):
            about(sink, "model", message.get_string());
            break;
        case field(3, bytes):
            about(sink, "monitor", message.get_string());
            break;
        case field(4, bytes):
            about(sink, "group", message.get_string());
            break;
        case field(5, fixed64):
            start = message.get_double();
            break;
        default:
            message.skip();
        }
    }
    sink.status(Status::Running, start);
}

void decodeEnd(pbf_reader message, double wallTime, RunSink& sink)
{
    int status = 0;
    double end = wallTime;
    while (message.next()) {
        switch (message.tag_and_type()) {
        case field(1, varint):
            status = message.get_enum();
            break;
        case field(2, fixed64):
            end = message.get_double();
            break;
        default:
            message.skip();
        }
    }
    sink.status(status == 1       ? Status::Finished
                    : status == 2 ? Status::Failed
                    : status == 3 ? Status::Running
                                  : Status::Unknown,
                end);
}

} // namespace

void decodeHparams(protozero::data_view content, double wallTime, RunSink& sink)
{
    pbf_reader message(content);
    while (message.next()) {
        switch (message.tag_and_type()) {
        case field(2, bytes):
            decodeExperiment(message.get_message(), sink);
            break;
        case field(3, bytes):
            decodeStart(message.get_message(), wallTime, sink);
            break;
        case field(4, bytes):
            decodeEnd(message.get_message(), wallTime, sink);
            break;
        default:
            message.skip();
        }
    }
}

} // namespace maquette::runlog
