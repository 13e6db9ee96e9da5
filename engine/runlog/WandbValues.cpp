// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runlog/WandbValues.h"

#include "base/File.h"

#include <algorithm>
#include <charconv>

namespace maquette::runlog {

namespace fs = std::filesystem;

namespace {

using base::Json;

bool allNumbers(const Json& list)
{
    return std::all_of(list.begin(), list.end(), [](const Json& entry) { return entry.is_number(); });
}

std::vector<double> numbersOf(const Json& list)
{
    std::vector<double> numbers;
    numbers.reserve(list.size());
    for (const Json& entry : list)
        numbers.push_back(entry.get<double>());
    return numbers;
}

std::string textAt(const Json& object, const char* key)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

double numberAt(const Json& object, const char* key)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_number() ? found->get<double>() : unknown;
}

std::int64_t sideAt(const Json& object, const char* key)
{
    const double side = numberAt(object, key);
    return side >= 0 && side < 2147483648.0 ? static_cast<std::int64_t>(side) : 0;
}

} // namespace

struct WandbValues::Call {
    RunSink& sink;
    Troubles& troubles;
    std::int64_t offset;
};

WandbValues::WandbValues(fs::path folder)
    : m_folder(std::move(folder))
{
}

std::optional<double> jsonNumber(std::string_view json)
{
    if (json.size() >= 2 && json.front() == '"'
        && (json == "\"NaN\"" || json == "\"Infinity\"" || json == "\"-Infinity\""))
        json = json.substr(1, json.size() - 2);
    double value = 0;
    const auto [end, error] = std::from_chars(json.data(), json.data() + json.size(), value);
    if (error != std::errc() || end != json.data() + json.size())
        return std::nullopt;
    return value;
}

void WandbValues::notShown(const std::string& tag, const std::string& kind, Call& call)
{
    if (m_reported.insert(tag).second)
        call.troubles.notShown(call.offset, tag, kind);
}

void WandbValues::give(const std::string& tag, std::string_view json, At at, std::int64_t offset, RunSink& sink,
                       Troubles& troubles)
{
    if (const auto number = jsonNumber(json)) {
        sink.scalar(tag, at, *number);
        return;
    }
    Call call{sink, troubles, offset};
    const auto value = base::parseJson(json, tag);
    if (value.ok())
        byType(tag, value.value(), at, call);
    else
        call.troubles.leftOut(call.offset, value.error().english());
}

void WandbValues::byType(const std::string& tag, const Json& value, At at, Call& call)
{
    if (value.is_null())
        return;
    if (value.is_number()) {
        call.sink.scalar(tag, at, value.get<double>());
    } else if (value.is_boolean()) {
        call.sink.scalar(tag, at, value.get<bool>() ? 1 : 0);
    } else if (value.is_string()) {
        call.sink.text(tag, at, {1, 1, {value.get<std::string>()}});
    } else if (value.is_array()) {
        if (allNumbers(value))
            call.sink.tensor(tag, at, {{static_cast<std::int64_t>(value.size())}, numbersOf(value)});
        else
            notShown(tag, "a list", call);
    } else if (const std::string type = textAt(value, "_type"); type.empty()) {
        for (const auto& [key, entry] : value.items())
            byType(tag + "/" + key, entry, at, call);
    } else if (type == "histogram") {
        histogram(tag, value, at, call);
    } else {
        media(tag, type, value, at, call);
    }
}

/// {values: counts, bins: edges} or {values, packedBins: {min, size, count}} (wandb/wandb:
/// sdk/data_types/histogram.py).
void WandbValues::histogram(const std::string& tag, const Json& value, At at, Call& call)
{
    Histogram histogram;
    const auto counts = value.find("values"), bins = value.find("bins"), packed = value.find("packedBins");
    if (counts != value.end() && counts->is_array() && allNumbers(*counts))
        histogram.counts = numbersOf(*counts);
    if (bins != value.end() && bins->is_array() && allNumbers(*bins)) {
        histogram.edges = numbersOf(*bins);
    } else if (packed != value.end() && packed->is_object()) {
        const double first = numberAt(*packed, "min"), width = numberAt(*packed, "size");
        for (std::size_t i = 0; i <= histogram.counts.size(); ++i)
            histogram.edges.push_back(first + width * static_cast<double>(i));
    }
    bool sound = histogram.edges.size() == histogram.counts.size() + 1;
    for (std::size_t i = 0; sound && i < histogram.counts.size(); ++i)
        sound = histogram.edges[i] <= histogram.edges[i + 1] && histogram.counts[i] >= 0;
    if (sound)
        call.sink.histogram(tag, at, std::move(histogram));
    else
        call.troubles.leftOut(call.offset, tag.substr(0, 100) + ": a histogram whose edges and counts do not fit");
}

std::vector<std::byte> WandbValues::savedFile(const std::string& name, Call& call) const
{
    const fs::path relative = fs::path(name).lexically_normal();
    const bool outside = relative.empty() || relative.is_absolute() || *relative.begin() == "..";
    constexpr std::uint64_t mostBytes = 64 << 20;
    if (!outside) {
        const auto read = base::readFile(m_folder / "files" / relative, mostBytes);
        if (read.ok()) {
            const auto* first = reinterpret_cast<const std::byte*>(read.value().data());
            return {first, first + read.value().size()};
        }
        call.troubles.leftOut(call.offset, read.error().english());
    } else {
        call.troubles.leftOut(call.offset, "a saved file whose name leads out of its folder");
    }
    return {};
}

void WandbValues::media(const std::string& tag, const std::string& type, const Json& value, At at, Call& call)
{
    std::vector<std::string> names;
    if (type == "images/separated") {
        const auto list = value.find("filenames");
        if (list != value.end() && list->is_array())
            for (const Json& name : *list)
                if (name.is_string())
                    names.push_back(name.get<std::string>());
    } else if (type == "image-file" || type == "audio-file") {
        names.push_back(textAt(value, "path"));
    } else {
        notShown(tag, "a value of " + type.substr(0, 100), call);
        return;
    }
    std::vector<Picture> pictures;
    std::vector<Audio> clips;
    for (const auto& name : names) {
        auto content = savedFile(name, call);
        if (content.empty())
            continue;
        if (type == "audio-file")
            clips.push_back({std::move(content), textAt(value, "caption")});
        else
            pictures.push_back({sideAt(value, "width"), sideAt(value, "height"), std::move(content)});
    }
    if (!pictures.empty())
        call.sink.pictures(tag, at, std::move(pictures));
    if (!clips.empty())
        call.sink.audio(tag, at, std::move(clips));
}

} // namespace maquette::runlog
