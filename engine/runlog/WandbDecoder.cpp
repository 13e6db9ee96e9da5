// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runlog/WandbDecoder.h"

#include "base/Json.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <vector>

namespace maquette::runlog {

namespace fs = std::filesystem;

namespace {

using base::Json;
using protozero::pbf_reader;
using protozero::pbf_wire_type;

constexpr std::uint32_t field(std::uint32_t tag, pbf_wire_type type) { return protozero::tag_and_type(tag, type); }
constexpr auto varint = pbf_wire_type::varint;
constexpr auto bytes = pbf_wire_type::length_delimited;

void about(RunSink& sink, const std::string& key, const std::string& value)
{
    if (!value.empty())
        sink.about(key, value);
}

} // namespace

struct WandbDecoder::Call {
    RunSink& sink;
    Troubles& troubles;
    std::int64_t offset;
};

WandbDecoder::WandbDecoder(fs::path folder)
    : m_values(std::move(folder))
{
}

void WandbDecoder::decode(std::string_view record, std::int64_t offset, RunSink& sink, Troubles& troubles)
{
    try {
        Call call{sink, troubles, offset};
        for (pbf_reader message(record.data(), record.size()); message.next();) {
            switch (message.tag_and_type()) {
            case field(2, bytes):
                history(message.get_message(), call);
                break;
            case field(3, bytes):
                summary(message.get_message(), call);
                break;
            case field(5, bytes):
                config(message.get_message(), call);
                break;
            case field(7, bytes):
                stats(message.get_message(), call);
                break;
            case field(10, bytes):
                alert(message.get_message(), call);
                break;
            case field(12, bytes):
                metric(message.get_message(), call);
                break;
            case field(17, bytes):
                run(message.get_message(), call);
                break;
            case field(18, bytes):
                exit(message.get_message(), call);
                break;
            default:
                message.skip();
            }
        }
    } catch (const protozero::exception& problem) {
        troubles.leftOut(offset, problem.what());
    }
}

WandbDecoder::Item WandbDecoder::readItem(pbf_reader message)
{
    Item item;
    std::string nested;
    while (message.next()) {
        switch (message.tag_and_type()) {
        case field(1, bytes):
            item.key = message.get_string();
            break;
        case field(2, bytes):
            if (!nested.empty())
                nested += '/';
            nested += message.get_string();
            break;
        case field(16, bytes): {
            const auto view = message.get_view();
            item.json = {view.data(), view.size()};
            break;
        }
        default:
            message.skip();
        }
    }
    if (!nested.empty())
        item.key = std::move(nested);
    return item;
}

/// google.protobuf.Timestamp.
double WandbDecoder::readTime(pbf_reader message)
{
    double seconds = 0;
    while (message.next()) {
        switch (message.tag_and_type()) {
        case field(1, varint):
            seconds += static_cast<double>(message.get_int64());
            break;
        case field(2, varint):
            seconds += 1e-9 * message.get_int32();
            break;
        default:
            message.skip();
        }
    }
    return seconds;
}

void WandbDecoder::history(pbf_reader message, Call& call)
{
    std::vector<Item> items;
    std::optional<std::int64_t> step;
    while (message.next()) {
        switch (message.tag_and_type()) {
        case field(1, bytes):
            items.push_back(readItem(message.get_message()));
            break;
        case field(2, bytes):
            step = 0; // the message leaves a zero away
            for (auto number = message.get_message(); number.next();) {
                if (number.tag_and_type() == field(1, varint))
                    step = number.get_int64();
                else
                    number.skip();
            }
            break;
        default:
            message.skip();
        }
    }
    At at{m_last.step + (m_last.step < std::numeric_limits<std::int64_t>::max() ? 1 : 0), unknown};
    for (const Item& item : items) {
        if (item.key != "_step" && item.key != "_timestamp")
            continue;
        const auto value = jsonNumber(item.json);
        if (value && item.key == "_timestamp")
            at.wallTime = *value;
        else if (value && std::fabs(*value) < 9e15 && !step)
            step = static_cast<std::int64_t>(*value);
    }
    at.step = step.value_or(at.step);
    m_last = at;
    for (const Item& item : items)
        if (item.key != "_step" && item.key != "_timestamp" && item.key != "_runtime" && item.key != "_wandb")
            m_values.give(item.key, item.json, at, call.offset, call.sink, call.troubles);
}

void WandbDecoder::summary(pbf_reader message, Call& call)
{
    while (message.next()) {
        if (message.tag_and_type() != field(1, bytes)) {
            message.skip();
            continue;
        }
        const Item item = readItem(message.get_message());
        if (item.key.starts_with('_'))
            continue;
        // The text itself, unless it is a word in quotes.
        std::string text(item.json);
        if (item.json.starts_with('"'))
            if (const auto value = base::parseJson(item.json, item.key); value.ok() && value.value().is_string())
                text = value.value().get<std::string>();
        call.sink.about("summary/" + item.key, text);
    }
}

void WandbDecoder::config(pbf_reader message, Call& call)
{
    while (message.next()) {
        switch (message.tag_and_type()) {
        case field(1, bytes): {
            const Item item = readItem(message.get_message());
            if (item.key == "_wandb" || item.key.starts_with("_wandb/"))
                break;
            if (const auto number = jsonNumber(item.json)) {
                call.sink.setting(item.key, *number);
            } else if (const auto value = base::parseJson(item.json, item.key); value.ok()) {
                setting(item.key, value.value(), call);
            } else {
                call.troubles.leftOut(call.offset, value.error().english());
            }
            break;
        }
        case field(2, bytes):
            call.sink.setting(readItem(message.get_message()).key, std::monostate());
            break;
        default:
            message.skip();
        }
    }
}

void WandbDecoder::setting(const std::string& name, const Json& value, Call& call)
{
    if (value.is_object() && !value.empty()) {
        for (const auto& [key, entry] : value.items())
            setting(name + "/" + key, entry, call);
    } else if (value.is_number()) {
        call.sink.setting(name, value.get<double>());
    } else if (value.is_boolean()) {
        call.sink.setting(name, value.get<bool>());
    } else if (value.is_string()) {
        call.sink.setting(name, value.get<std::string>());
    } else if (value.is_null()) {
        call.sink.setting(name, std::monostate());
    } else {
        call.sink.setting(name, base::dumpJson(value));
    }
}

void WandbDecoder::stats(pbf_reader message, Call& call)
{
    std::vector<Item> items;
    At at{m_statistics++, unknown};
    while (message.next()) {
        switch (message.tag_and_type()) {
        case field(2, bytes):
            at.wallTime = readTime(message.get_message());
            break;
        case field(3, bytes):
            items.push_back(readItem(message.get_message()));
            break;
        default:
            message.skip();
        }
    }
    for (const Item& item : items)
        if (!item.key.starts_with('_'))
            m_values.give("system/" + item.key, item.json, at, call.offset, call.sink, call.troubles);
}

void WandbDecoder::run(pbf_reader message, Call& call)
{
    std::int64_t startingStep = 0;
    bool resumed = false;
    while (message.next()) {
        switch (message.tag_and_type()) {
        case field(1, bytes):
            about(call.sink, "id", message.get_string());
            break;
        case field(2, bytes):
            about(call.sink, "entity", message.get_string());
            break;
        case field(3, bytes):
            about(call.sink, "project", message.get_string());
            break;
        case field(4, bytes):
            config(message.get_message(), call);
            break;
        case field(5, bytes):
            summary(message.get_message(), call);
            break;
        case field(6, bytes):
            about(call.sink, "group", message.get_string());
            break;
        case field(7, bytes):
            about(call.sink, "job type", message.get_string());
            break;
        case field(8, bytes):
            about(call.sink, "name", message.get_string());
            break;
        case field(9, bytes):
            about(call.sink, "notes", message.get_string());
            break;
        case field(10, bytes):
            about(call.sink, "tag", message.get_string());
            break;
        case field(12, bytes):
            about(call.sink, "sweep", message.get_string());
            break;
        case field(13, bytes):
            about(call.sink, "host", message.get_string());
            break;
        case field(14, varint):
            startingStep = message.get_int64();
            break;
        case field(17, bytes):
            m_start = readTime(message.get_message());
            break;
        case field(18, varint):
            resumed = message.get_bool();
            break;
        default:
            message.skip();
        }
    }
    if (resumed)
        call.sink.restart(startingStep);
    call.sink.status(Status::Running, m_start);
}

void WandbDecoder::exit(pbf_reader message, Call& call)
{
    std::int32_t code = 0, runtime = 0;
    while (message.next()) {
        switch (message.tag_and_type()) {
        case field(1, varint):
            code = message.get_int32();
            break;
        case field(2, varint):
            runtime = message.get_int32();
            break;
        default:
            message.skip();
        }
    }
    call.sink.status(code == 0 ? Status::Finished : Status::Failed, runtime > 0 ? m_start + runtime : m_last.wallTime);
}

void WandbDecoder::metric(pbf_reader message, Call& call)
{
    std::string name, axis;
    int goal = 0;
    while (message.next()) {
        switch (message.tag_and_type()) {
        case field(1, bytes):
        case field(2, bytes): // a pattern of names
            name = message.get_string();
            break;
        case field(4, bytes):
            axis = message.get_string();
            break;
        case field(8, varint):
            goal = message.get_enum();
            break;
        default:
            message.skip();
        }
    }
    about(call.sink, "axis/" + name, axis);
    about(call.sink, "goal/" + name, goal == 1 ? "minimize" : goal == 2 ? "maximize" : "");
}

void WandbDecoder::alert(pbf_reader message, Call& call)
{
    std::string title, text, level;
    while (message.next()) {
        switch (message.tag_and_type()) {
        case field(1, bytes):
            title = message.get_string();
            break;
        case field(2, bytes):
            text = message.get_string();
            break;
        case field(3, bytes):
            level = message.get_string();
            break;
        default:
            message.skip();
        }
    }
    // Two alerts of one step must not take each other's place.
    const std::int64_t step = std::max<std::int64_t>(0, m_last.step);
    const bool taken = step <= m_lastAlert && m_lastAlert < std::numeric_limits<std::int64_t>::max();
    m_lastAlert = taken ? m_lastAlert + 1 : step;
    call.sink.text("alert", {m_lastAlert, m_last.wallTime}, {1, 3, {level, title, text}});
}

} // namespace maquette::runlog
