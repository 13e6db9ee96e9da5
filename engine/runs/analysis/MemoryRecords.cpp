// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/analysis/MemoryRecords.h"

#include "runs/analysis/JsonFields.h"

namespace maquette::runs {

namespace {

using base::Json;

/// A field of an object within an object.
double numberWithin(const Json& record, const char* outer, const char* inner)
{
    const auto found = record.find(outer);
    return found != record.end() && found->is_object() ? numberField(*found, inner) : missing;
}

} // namespace

base::Result<std::optional<MemoryRecord>> parseMemoryRecord(std::string_view line, const std::string& source)
{
    auto parsed = base::parseJson(line, source);
    if (!parsed.ok())
        return parsed.error();
    const Json& record = parsed.value();
    if (!record.is_object() || textField(record, "record") != "memory")
        return std::optional<MemoryRecord>();
    const auto step = integerField(record, "step");
    const auto classes = record.find("classes");
    if (!step || classes == record.end() || !classes->is_array())
        return base::Error{base::ErrorCode::BadInput,
                           {QT_TRANSLATE_NOOP("Engine", "A line of %1 is no record of memory."), {source}},
                           "step, classes"};
    MemoryRecord out;
    out.step = *step;
    out.rank = integerField(record, "rank").value_or(0);
    out.device = textField(record, "device");
    out.parameters = numberField(record, "parameters");
    out.linearParameters = numberField(record, "linearParameters");
    for (const Json& entry : *classes) {
        if (!entry.is_object())
            continue;
        if (const auto known = memoryClassFromName(textField(entry, "class"))) {
            out.predicted[*known] = numberField(entry, "predicted");
            out.measured[*known] = numberField(entry, "measured");
        }
    }
    out.predictedPeak = numberWithin(record, "peak", "predicted");
    out.measuredPeak = numberWithin(record, "peak", "measured");
    if (const auto baseline = record.find("baseline"); baseline != record.end() && baseline->is_object())
        out.baseline = textField(*baseline, "name");
    out.baselineBytes = numberWithin(record, "baseline", "predicted");
    return std::optional<MemoryRecord>(std::move(out));
}

} // namespace maquette::runs
