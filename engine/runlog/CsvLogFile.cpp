// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runlog/CsvLogFile.h"

#include "runlog/JsonFields.h"
#include "runlog/LineFile.h"
#include "runlog/YamlFields.h"

#include <algorithm>
#include <array>
#include <optional>

namespace maquette::runlog {

namespace fs = std::filesystem;

namespace {

constexpr std::array<std::string_view, 3> stepNames{"step", "global_step", "iteration"};
constexpr std::array<std::string_view, 4> timeNames{"created_at", "timestamp", "wall_time", "time"};
constexpr std::size_t mostColumns = 100'000;

template <std::size_t N>
std::optional<std::size_t> columnOf(const std::vector<std::string>& names,
                                    const std::array<std::string_view, N>& wanted)
{
    for (const auto name : wanted)
        if (const auto found = std::find(names.begin(), names.end(), name); found != names.end())
            return static_cast<std::size_t>(found - names.begin());
    return std::nullopt;
}

class CsvLogFile final : public RunFile {
public:
    explicit CsvLogFile(const fs::path& path)
        : m_lines(path, LineFile::Ends::OutsideQuotes)
        , m_settings(path.parent_path() / "hparams.yaml")
    {
    }

    [[nodiscard]] const fs::path& path() const override { return m_lines.path(); }
    [[nodiscard]] Format format() const override { return Format::LightningCsv; }
    [[nodiscard]] Advance advance(RunSink& sink, const base::Job& job, std::int64_t budget) override;

private:
    struct State {
        std::vector<std::string> names;
        std::optional<std::size_t> step, time;
        std::int64_t rows = 0;
        std::int64_t lastStep = 0;
        RowSink fields;
    };

    void head(std::string_view line, std::int64_t offset, Troubles& troubles);
    void row(const LineFile::Line& line, RunSink& sink, Troubles& troubles);
    std::optional<base::Error> readSettings(RunSink& sink, bool again);

    LineFile m_lines;
    fs::path m_settings;
    std::optional<std::pair<fs::file_time_type, std::uintmax_t>> m_settingsRead;
    State m_state;
};

Advance CsvLogFile::advance(RunSink& sink, const base::Job& job, std::int64_t budget)
{
    auto advance = m_lines.advance(job, budget,
                                   {[this] { m_state = {}; },
                                    [&](const LineFile::Line& line, Troubles& troubles) {
                                        if (!line.whole)
                                            return false;
                                        if (m_state.names.empty())
                                            head(line.text, line.offset, troubles);
                                        else if (!line.text.empty())
                                            row(line, sink, troubles);
                                        return true;
                                    }});
    if (auto trouble = readSettings(sink, advance.replaced); trouble && !advance.trouble)
        advance.trouble = std::move(trouble);
    return advance;
}

void CsvLogFile::head(std::string_view line, std::int64_t offset, Troubles& troubles)
{
    if (line.empty())
        return;
    auto names = csvCells(line);
    if (names.size() > mostColumns) {
        troubles.leftOut(offset, "a head of " + std::to_string(names.size()) + " columns");
        names.resize(mostColumns);
    }
    m_state.names = std::move(names);
    m_state.step = columnOf(m_state.names, stepNames);
    m_state.time = columnOf(m_state.names, timeNames);
}

void CsvLogFile::row(const LineFile::Line& line, RunSink& sink, Troubles& troubles)
{
    const auto cells = csvCells(line.text);
    if (cells.size() != m_state.names.size()) {
        troubles.leftOut(line.offset,
                         "a row of " + std::to_string(cells.size()) + " cells below "
                             + std::to_string(m_state.names.size()) + " names");
        return;
    }
    At at{m_state.rows++, unknown};
    if (m_state.step) {
        const auto number = numberIn(cells[*m_state.step]);
        at.step = (number ? wholeNumber(*number) : std::nullopt).value_or(m_state.lastStep);
    }
    m_state.lastStep = at.step;
    std::optional<double> time;
    if (m_state.time) {
        if (const auto number = numberIn(cells[*m_state.time]))
            time = asWallTime(*number);
        at.wallTime = time.value_or(unknown);
    }
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const std::string& name = m_state.names[i];
        if (cells[i].empty() || name.empty() || name.size() > longestName || i == m_state.step
            || (i == m_state.time && time))
            continue;
        if (const auto number = numberIn(cells[i]))
            m_state.fields.number(name, at, *number, sink);
        else
            m_state.fields.leaf(name, at, base::Json(cells[i]), sink);
    }
}

/// The settings are written as a whole, once or with each save.
std::optional<base::Error> CsvLogFile::readSettings(RunSink& sink, bool again)
{
    std::error_code error;
    const auto written = fs::last_write_time(m_settings, error);
    const auto size = error ? 0 : fs::file_size(m_settings, error);
    if (error)
        return std::nullopt;
    if (!again && m_settingsRead == std::pair(written, size))
        return std::nullopt;
    m_settingsRead = std::pair(written, size);
    const auto fields = readYamlFields(m_settings);
    if (!fields.ok())
        return fields.error();
    for (const auto& [name, value] : fields.value())
        sink.setting(name, value);
    return std::nullopt;
}

} // namespace

std::vector<std::string> csvCells(std::string_view record)
{
    std::vector<std::string> cells(1);
    bool quoted = false;
    for (std::size_t i = 0; i < record.size(); ++i) {
        const char letter = record[i];
        if (letter == '"') {
            if (quoted && i + 1 < record.size() && record[i + 1] == '"') {
                cells.back() += '"';
                ++i;
            } else {
                quoted = !quoted;
            }
        } else if (letter == ',' && !quoted) {
            cells.emplace_back();
        } else {
            cells.back() += letter;
        }
    }
    return cells;
}

std::unique_ptr<RunFile> openCsvLog(const fs::path& path) { return std::make_unique<CsvLogFile>(path); }

} // namespace maquette::runlog
