// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/report/MemorySource.h"

#include "runs/report/TagNames.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace maquette::runs {

namespace {

constexpr std::string_view head = "memory/";

/// Where a tag's values go; null for one of another kind.
double* placeOf(MemoryRecord& record, std::string_view name)
{
    if (name == "parameters")
        return &record.parameters;
    if (name == "linearParameters")
        return &record.linearParameters;
    if (name == "peak/predicted")
        return &record.predictedPeak;
    if (name == "peak/measured")
        return &record.measuredPeak;
    if (name == "baseline/predicted")
        return &record.baselineBytes;
    const std::size_t slash = name.rfind('/');
    if (slash == std::string_view::npos)
        return nullptr;
    const auto memoryClass = memoryClassFromName(name.substr(0, slash));
    if (!memoryClass)
        return nullptr;
    if (name.substr(slash + 1) == "predicted")
        return &record.predicted[*memoryClass];
    return name.substr(slash + 1) == "measured" ? &record.measured[*memoryClass] : nullptr;
}

bool isMemory(const Tag& tag)
{
    MemoryRecord any;
    const std::string_view name = rankOfTag(tag.name).second;
    return tag.scalars && name.starts_with(head) && placeOf(any, name.substr(head.size()));
}

} // namespace

bool hasMemory(const Run& run)
{
    return std::any_of(run.tags.begin(), run.tags.end(), [](const auto& tag) { return isMemory(*tag); });
}

std::uint64_t memoryRevision(const Run& run)
{
    std::uint64_t digest = 14695981039346656037ULL;
    for (const auto& tag : run.tags)
        if (isMemory(*tag)) {
            digest ^= reinterpret_cast<std::uintptr_t>(tag.get()) ^ static_cast<std::uint64_t>(tag->count);
            digest *= 1099511628211ULL;
        }
    return digest;
}

std::vector<MemoryRecord> memoryRecordsOf(const Run& run)
{
    std::map<std::pair<std::int64_t, int>, MemoryRecord> records;
    std::map<int, std::pair<std::string, std::string>> words; ///< device and baseline by rank
    for (const auto& tag : run.tags) {
        const auto [rank, name] = rankOfTag(tag->name);
        if (!name.starts_with(head))
            continue;
        const std::string_view field = name.substr(head.size());
        if (tag->kind == Kind::Text && tag->history && tag->history->count() > 0
            && (field == "device" || field == "baseline/name")) {
            const auto text = tag->history->text(tag->history->entry(tag->history->count() - 1));
            if (text.ok() && !text.value().cells.empty())
                (field == "device" ? words[rank].first : words[rank].second) = text.value().cells[0];
            continue;
        }
        if (!isMemory(*tag))
            continue;
        const int owner = rank;
        tag->scalars->live.forEach(0, tag->scalars->live.count(), [&](const Point& point) {
            MemoryRecord& record = records[{point.step, owner}];
            record.step = point.step;
            record.rank = owner;
            *placeOf(record, field) = point.value;
        });
    }
    std::vector<MemoryRecord> all;
    for (auto& [place, record] : records) {
        record.device = words[place.second].first;
        record.baseline = words[place.second].second;
        all.push_back(std::move(record));
    }
    return all;
}

std::vector<MemoryRecord> latestMemory(const std::vector<MemoryRecord>& records)
{
    std::map<std::int64_t, MemoryRecord> last;
    for (const auto& record : records)
        last[record.rank] = record;
    std::vector<MemoryRecord> all;
    for (auto& [rank, record] : last)
        all.push_back(std::move(record));
    return all;
}

} // namespace maquette::runs
