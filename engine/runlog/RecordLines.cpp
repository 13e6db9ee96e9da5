// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runlog/RecordLines.h"

#include "runlog/LineFile.h"

#include <algorithm>
#include <array>

namespace maquette::runlog {

using base::Json;

namespace {

std::string textAt(const Json& line, const char* key)
{
    const auto found = line.find(key);
    return found != line.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::optional<std::int64_t> wholeAt(const Json& line, const char* key)
{
    const auto found = line.find(key);
    return found != line.end() && found->is_number() ? wholeNumber(found->get<double>()) : std::nullopt;
}

/// What places the line rather than tells something.
bool isPlace(const std::string& key)
{
    static constexpr std::array keys{"record", "step", "rank", "name", "tensor", "wallTime", "histogram"};
    return std::find(keys.begin(), keys.end(), key) != keys.end();
}

} // namespace

bool RecordLines::isHeader(const Json& line)
{
    return textAt(line, "record") == "header" && textAt(line, "format").starts_with("maquette-");
}

void RecordLines::header(const Json& line, RunSink& sink)
{
    if (const auto step = wholeAt(line, "step"))
        sink.restart(*step + 1);
    if (const auto name = textAt(line, "run"); !name.empty())
        sink.about("name", name);
    if (const auto precision = textAt(line, "precision"); !precision.empty())
        sink.setting("precision", precision);
    if (const auto ranks = wholeAt(line, "ranks"))
        sink.setting("ranks", static_cast<double>(*ranks));
    if (const auto time = line.find("wallTime"); time != line.end() && time->is_number())
        sink.status(Status::Running, time->get<double>());
}

void RecordLines::fields(const Json& line, const std::string& prefix, At at, RunSink& sink)
{
    for (const auto& [key, value] : line.items())
        if (!isPlace(key))
            flatten(value, key == "classes" ? prefix : prefix + "/" + key,
                    [&](const std::string& name, const Json& leaf) {
                        // An entry of a list is placed by its name already.
                        if (!name.ends_with("/class"))
                            m_rows.leaf(name, at, leaf, sink);
                    });
}

std::string RecordLines::take(const Json& line, RunSink& sink)
{
    const std::string record = textAt(line, "record");
    if (record == "header") {
        header(line, sink);
        return {};
    }
    const auto step = wholeAt(line, "step");
    if (!step)
        return "a record without a step";
    At at{*step, unknown};
    if (const auto time = line.find("wallTime"); time != line.end() && time->is_number())
        at.wallTime = time->get<double>();
    const std::int64_t rank = wholeAt(line, "rank").value_or(0);
    const std::string head = rank == 0 ? "" : "rank_" + std::to_string(rank) + "/";
    if (record == "step") {
        fields(line, head + "fp8", at, sink);
    } else if (record == "memory") {
        fields(line, head + "memory", at, sink);
    } else if (record == "tensor") {
        const std::string name = textAt(line, "name"), kind = textAt(line, "tensor");
        if (name.empty() || kind.empty() || name.size() + kind.size() > longestName)
            return "a tensor without a name or kind";
        const std::string prefix = head + "fp8/" + name + "/" + kind;
        fields(line, prefix, at, sink);
        const auto histogram = line.find("histogram");
        if (histogram == line.end() || !histogram->is_object())
            return {};
        const auto first = wholeAt(*histogram, "first");
        const auto counts = histogram->find("counts");
        if (!first || counts == histogram->end() || !counts->is_array() || counts->empty())
            return {};
        Histogram exponents;
        for (std::size_t i = 0; i < counts->size(); ++i) {
            const auto count = numberOf((*counts)[i]);
            if (!count)
                return "a histogram with counts that are no numbers";
            exponents.edges.push_back(static_cast<double>(*first) + static_cast<double>(i));
            exponents.counts.push_back(*count);
        }
        exponents.edges.push_back(exponents.edges.back() + 1);
        sink.histogram(prefix + "/exponents", at, std::move(exponents));
    }
    return {};
}

} // namespace maquette::runlog
