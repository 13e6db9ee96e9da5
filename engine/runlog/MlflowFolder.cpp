// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runlog/MlflowFolder.h"

#include "base/File.h"
#include "runlog/LineFile.h"
#include "runlog/YamlFields.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace maquette::runlog {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t mostFiles = 100'000;
constexpr std::uint64_t longestValue = 1 << 20; ///< of a parameter or tag, bytes

/// Regular files below `folder` by their names with "/" between.
std::map<std::string, fs::path> filesBelow(const fs::path& folder)
{
    constexpr int deepest = 32;
    std::map<std::string, fs::path> files;
    std::error_code error;
    fs::recursive_directory_iterator entries(folder, fs::directory_options::skip_permission_denied, error);
    for (; !error && entries != fs::recursive_directory_iterator() && files.size() < mostFiles;
         entries.increment(error)) {
        if (entries.depth() >= deepest)
            entries.disable_recursion_pending();
        std::error_code ignored;
        const std::string name = entries->path().lexically_relative(folder).generic_string();
        if (entries->is_regular_file(ignored) && name.size() <= longestName)
            files.emplace(name, entries->path());
    }
    return files;
}

/// What tells whether a file that is written as a whole was written again.
using Stamp = std::pair<fs::file_time_type, std::uintmax_t>;

std::optional<Stamp> stampOf(const fs::path& file)
{
    std::error_code error;
    const auto written = fs::last_write_time(file, error);
    const auto size = error ? 0 : fs::file_size(file, error);
    return error ? std::nullopt : std::optional(Stamp(written, size));
}

class Metric {
public:
    explicit Metric(const fs::path& file)
        : m_lines(file)
    {
    }

    Advance advance(const std::string& name, RunSink& sink, const base::Job& job, std::int64_t budget)
    {
        return m_lines.advance(job, budget,
                               {[this] {
                                    m_rows = 0;
                                    m_placed = false;
                                },
                                [&](const LineFile::Line& line, Troubles& troubles) {
                                    return line.whole && take(name, line, sink, troubles);
                                }});
    }

private:
    bool take(const std::string& name, const LineFile::Line& line, RunSink& sink, Troubles& troubles)
    {
        std::vector<std::string_view> cells;
        for (std::size_t at = 0;
             cells.size() < 3 && (at = line.text.find_first_not_of(' ', at)) != std::string_view::npos;) {
            const auto end = std::min(line.text.find(' ', at), line.text.size());
            cells.push_back(line.text.substr(at, end - at));
            at = end;
        }
        if (cells.empty())
            return true;
        bool good = cells.size() > 1;
        const auto number = [&](std::size_t place) {
            const auto read = place < cells.size() ? numberIn(cells[place]) : std::optional(0.0);
            good = good && read.has_value();
            return read.value_or(0.0);
        };
        const double milliseconds = number(0), value = number(1);
        const auto given = wholeNumber(number(2));
        if (!good || !given.has_value()) {
            troubles.leftOut(line.offset, "a line without time, value and step");
            return true;
        }
        const std::int64_t step = given.value_or(0);
        m_placed = m_placed || step != 0;
        constexpr double second = 1000;
        sink.scalar(name, {m_placed ? step : m_rows, milliseconds / second}, value);
        ++m_rows;
        return true;
    }

    LineFile m_lines;
    std::int64_t m_rows = 0;
    bool m_placed = false; ///< a step other than 0 was there
};

class MlflowFolder final : public RunFile {
public:
    explicit MlflowFolder(fs::path folder)
        : m_folder(std::move(folder))
    {
    }

    [[nodiscard]] const fs::path& path() const override { return m_folder; }
    [[nodiscard]] Format format() const override { return Format::Mlflow; }
    [[nodiscard]] Advance advance(RunSink& sink, const base::Job& job, std::int64_t budget) override;

private:
    void describe(RunSink& sink, Advance& advance);
    void values(RunSink& sink, Advance& advance, const base::Job& job);
    bool readAnew(const fs::path& file);

    fs::path m_folder;
    std::map<std::string, Metric> m_metrics;
    std::map<fs::path, Stamp> m_stamps; ///< of files that are written as a whole
};

bool MlflowFolder::readAnew(const fs::path& file)
{
    const auto stamp = stampOf(file);
    if (!stamp)
        return false;
    const auto [place, isNew] = m_stamps.try_emplace(file, *stamp);
    return isNew || std::exchange(place->second, *stamp) != *stamp;
}

void MlflowFolder::describe(RunSink& sink, Advance& advance)
{
    const fs::path file = m_folder / "meta.yaml";
    if (!readAnew(file))
        return;
    const auto fields = readYamlFields(file);
    if (!fields.ok()) {
        advance.trouble = fields.error();
        return;
    }
    std::map<std::string, Setting> meta(fields.value().begin(), fields.value().end());
    const auto numberAt = [&](const char* key) {
        const auto* number = std::get_if<double>(&meta[key]);
        return number ? *number : unknown;
    };
    for (const auto& [key, name] : {std::pair("run_name", "name"), std::pair("user_id", "user"),
                                    std::pair("run_id", "run"), std::pair("experiment_id", "experiment")}) {
        if (const auto* text = std::get_if<std::string>(&meta[key]); text && !text->empty())
            sink.about(name, *text);
        else if (const auto* number = std::get_if<double>(&meta[key]))
            sink.about(name, base::number(*number, 0));
    }
    constexpr double second = 1000;
    const auto code
        = static_cast<int>(std::isfinite(numberAt("status")) ? std::clamp(numberAt("status"), 0.0, 9.0) : 0);
    const auto* word = std::get_if<std::string>(&meta["status"]);
    // RunStatus of mlflow's protos/service.proto: 1 RUNNING, 2 SCHEDULED, 3 FINISHED, 4 FAILED, 5 KILLED.
    const double start = numberAt("start_time") / second, end = numberAt("end_time") / second;
    if (code == 1 || (word && *word == "RUNNING"))
        sink.status(Status::Running, start);
    else if (code == 3 || (word && *word == "FINISHED"))
        sink.status(Status::Finished, end);
    else if (code == 4 || code == 5 || (word && (*word == "FAILED" || *word == "KILLED")))
        sink.status(Status::Failed, end);
}

void MlflowFolder::values(RunSink& sink, Advance& advance, const base::Job& job)
{
    const auto each = [&](const char* part, const auto& give) {
        for (const auto& [name, file] : filesBelow(m_folder / part)) {
            if (job.stopped())
                return;
            if (!readAnew(file))
                continue;
            const auto bytes = base::readFile(file, longestValue);
            if (!bytes.ok()) {
                advance.trouble = bytes.error();
                continue;
            }
            advance.bytes += static_cast<std::int64_t>(bytes.value().size());
            ++advance.records;
            std::string text(bytes.value().begin(), bytes.value().end());
            while (text.ends_with('\n') || text.ends_with('\r'))
                text.pop_back();
            give(name, text);
        }
    };
    each("params", [&](const std::string& name, const std::string& text) {
        if (const auto number = numberIn(text))
            sink.setting(name, *number);
        else if (text == "True" || text == "False")
            sink.setting(name, text == "True");
        else if (text == "None")
            sink.setting(name, std::monostate());
        else
            sink.setting(name, text);
    });
    static const std::map<std::string, std::string> known{{"mlflow.note.content", "notes"},
                                                          {"mlflow.runName", "name"},
                                                          {"mlflow.user", "user"},
                                                          {"mlflow.source.git.commit", "commit"},
                                                          {"mlflow.parentRunId", "parent"}};
    each("tags", [&](const std::string& name, const std::string& text) {
        const auto found = known.find(name);
        sink.about(found != known.end() ? found->second : "tags/" + name, text);
    });
}

Advance MlflowFolder::advance(RunSink& sink, const base::Job& job, std::int64_t budget)
{
    Advance advance;
    std::error_code error;
    if (!fs::is_directory(m_folder, error)) {
        advance.state = Advance::State::Gone;
        return advance;
    }
    describe(sink, advance);
    values(sink, advance, job);
    for (const auto& [name, file] : filesBelow(m_folder / "metrics")) {
        if (job.stopped() || advance.bytes >= budget) {
            advance.state = Advance::State::More;
            break;
        }
        auto& metric = m_metrics.try_emplace(name, file).first->second;
        const auto part = metric.advance(name, sink, job, budget - advance.bytes);
        advance.records += part.records;
        advance.bytes += part.bytes;
        if (part.trouble) {
            advance.trouble = part.trouble;
            advance.offset = part.offset;
        }
        if (part.replaced) {
            // One voids all: what else stands in this run is given anew with it.
            *this = MlflowFolder(m_folder);
            Advance again = this->advance(sink, job, budget);
            again.replaced = true;
            return again;
        }
        if (part.state == Advance::State::More) {
            advance.state = Advance::State::More;
            break;
        }
    }
    return advance;
}

} // namespace

std::unique_ptr<RunFile> openMlflowRun(const fs::path& folder) { return std::make_unique<MlflowFolder>(folder); }

} // namespace maquette::runlog
