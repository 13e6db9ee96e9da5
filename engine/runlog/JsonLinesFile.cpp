// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runlog/JsonLinesFile.h"

#include "runlog/JsonFields.h"
#include "runlog/LineFile.h"
#include "runlog/RecordLines.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

namespace maquette::runlog {

using base::Json;

namespace {

constexpr std::array stepKeys{"step",   "global_step", "_step",   "iter",  "iteration", "steps", "trainer/global_step",
                              "boards", "crops",       "samples", "tokens"};
constexpr std::array timeKeys{"wallTime", "wall_time", "_timestamp", "timestamp", "ts", "time"};

class JsonLinesFile final : public RunFile {
public:
    explicit JsonLinesFile(const std::filesystem::path& path)
        : m_lines(path)
    {
    }

    [[nodiscard]] const std::filesystem::path& path() const override { return m_lines.path(); }
    [[nodiscard]] Format format() const override { return Format::JsonLines; }
    [[nodiscard]] Advance advance(RunSink& sink, const base::Job& job, std::int64_t budget) override
    {
        return m_lines.advance(
            job, budget,
            {[this] { m_state = {}; },
             [&](const LineFile::Line& line, Troubles& troubles) { return take(line, sink, troubles); }});
    }

private:
    /// What the lines so far have told.
    struct State {
        std::string stepKey;
        std::int64_t step = 0; ///< of the last line
        std::int64_t rows = 0;
        double epoch = 0; ///< of the last line that counts iterations within an epoch
        std::int64_t iteration = 0, before = 0; ///< the same; iterations of the epochs before
        RowSink fields;
        std::optional<RecordLines> records;
    };

    bool take(const LineFile::Line& line, RunSink& sink, Troubles& troubles);
    void row(const Json& row, RunSink& sink);
    std::int64_t stepOf(const Json& row, const std::string& mode);

    LineFile m_lines;
    State m_state;
};

bool JsonLinesFile::take(const LineFile::Line& line, RunSink& sink, Troubles& troubles)
{
    if (line.text.find_first_not_of(" \t") == std::string_view::npos)
        return line.whole;
    // What begins as an object and parses whole is whole, with or without an end of line.
    auto parsed = parseLenient(line.text, path().filename().string());
    if (!parsed.ok() || !parsed.value().is_object()) {
        if (line.whole)
            troubles.leftOut(line.offset, parsed.ok() ? "a line that is no object" : parsed.error().detail);
        return false;
    }
    const Json& object = parsed.value();
    if (RecordLines::isHeader(object))
        m_state.records.emplace();
    if (m_state.records) {
        if (const auto problem = m_state.records->take(object, sink); !problem.empty())
            troubles.leftOut(line.offset, problem);
    } else {
        row(object, sink);
    }
    return true;
}

std::int64_t JsonLinesFile::stepOf(const Json& row, const std::string& mode)
{
    if (m_state.stepKey.empty())
        for (const char* key : stepKeys)
            if (const auto found = row.find(key); found != row.end() && found->is_number()) {
                m_state.stepKey = key;
                break;
            }
    const auto epoch = row.find("epoch");
    if (m_state.stepKey.empty()) {
        const auto whole = epoch != row.end() && epoch->is_number() ? wholeNumber(epoch->get<double>()) : std::nullopt;
        return whole ? *whole : m_state.rows;
    }
    const auto found = row.find(m_state.stepKey);
    const auto given = found != row.end() && found->is_number() ? wholeNumber(found->get<double>()) : std::nullopt;
    if (!given)
        return m_state.step;
    if (mode.empty() || m_state.stepKey != "iter")
        return *given;
    // Evaluation tells the length of its own data set.
    if (mode != "train")
        return m_state.step;
    const double now = epoch != row.end() && epoch->is_number() ? epoch->get<double>() : m_state.epoch;
    if (now > m_state.epoch && *given <= m_state.iteration)
        m_state.before += m_state.iteration;
    m_state.epoch = now;
    m_state.iteration = *given;
    return m_state.before + *given;
}

void JsonLinesFile::row(const Json& row, RunSink& sink)
{
    const auto isText = [](const Json& value) { return value.is_string() && !numberOf(value); };
    const bool telling
        = std::any_of(row.begin(), row.end(), [&](const Json& value) { return isText(value) || value.is_object(); });
    const bool placed = row.contains("epoch")
        || std::any_of(stepKeys.begin(), stepKeys.end(), [&](const char* key) { return row.contains(key); });
    if (m_state.rows == 0 && telling && !placed) {
        flatten(row, "", [&](const std::string& name, const Json& value) { sink.setting(name, settingOf(value)); });
        return;
    }
    const auto modeAt = row.find("mode");
    const std::string mode = modeAt != row.end() && modeAt->is_string() ? modeAt->get<std::string>() : "";
    At at;
    at.step = m_state.step = stepOf(row, mode);
    ++m_state.rows;
    std::string timeKey;
    for (const char* key : timeKeys)
        if (const auto found = row.find(key); found != row.end() && found->is_number())
            if (const auto time = asWallTime(found->get<double>())) {
                at.wallTime = *time;
                timeKey = key;
                break;
            }
    flatten(row, "", [&](const std::string& name, const Json& value) {
        if (name.empty() || name == m_state.stepKey || name == timeKey || (name == "mode" && !mode.empty()))
            return;
        m_state.fields.leaf(mode.empty() ? name : mode + "/" + name, at, value, sink);
    });
}

} // namespace

std::unique_ptr<RunFile> openJsonLines(const std::filesystem::path& path)
{
    return std::make_unique<JsonLinesFile>(path);
}

} // namespace maquette::runlog
