// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/report/RunExport.h"

#include "base/Json.h"
#include "runs/analysis/ExportText.h"
#include "runs/analysis/Words.h"

#include <algorithm>
#include <cmath>

namespace maquette::runs {

using base::Result;

namespace {

/// Points that are taken from a series at a time, and bytes of text after which they are handed on.
constexpr std::int64_t blockPoints = 4096;
constexpr std::size_t blockBytes = 1 << 16;

std::string jsonNumber(double value)
{
    const std::string text = exactNumber(value);
    return std::isfinite(value) ? text : '"' + text + '"';
}

std::string jsonTime(double seconds)
{
    return std::isnan(seconds) ? "null" : std::isinf(seconds) ? jsonNumber(seconds) : timeText(seconds);
}

class Exporter {
public:
    Exporter(const ExportOptions& options, const ExportWriter& write, const base::Job& job, std::int64_t total)
        : m_options(options)
        , m_write(write)
        , m_job(job)
        , m_total(total)
    {
    }

    Result<ExportCount> all(const RunList& runs)
    {
        m_text = csv() ? "run,tag,branch,step,wall_time,value\n" : "{\"runs\":[";
        for (const auto& run : runs) {
            m_seriesOfRun = 0;
            for (const auto& tag : run->tags)
                if (exports(m_options, *tag))
                    if (auto done = tagOf(*run, *tag); !done.ok())
                        return done.error();
            if (m_seriesOfRun > 0) {
                ++m_count.runs;
                if (!csv())
                    m_text += "]}";
            }
        }
        if (!csv())
            m_text += "],\"points\":" + std::to_string(m_count.points) + "}\n";
        if (auto flushed = flush(); !flushed.ok())
            return flushed.error();
        return m_count;
    }

    static bool exports(const ExportOptions& options, const Tag& tag)
    {
        return tag.scalars && std::any_of(options.tags.begin(), options.tags.end(), [&](const std::string& pattern) {
                   return matchesPattern(pattern, tag.name);
               });
    }

private:
    [[nodiscard]] bool csv() const { return m_options.format == ExportOptions::Format::Csv; }

    Result<void> tagOf(const Run& run, const Tag& tag)
    {
        const ScalarData& data = *tag.scalars;
        if (auto done = seriesOf(run, tag, 0, data.live, 0, data.live.count()); !done.ok())
            return done;
        if (!m_options.leftBranches)
            return {};
        for (std::size_t piece = 0; piece < data.pieces.size(); ++piece) {
            const std::int64_t end = piece + 1 < data.pieces.size() ? data.pieces[piece + 1] : data.left.count();
            if (auto done = seriesOf(run, tag, piece + 1, data.left, data.pieces[piece], end); !done.ok())
                return done;
        }
        return {};
    }

    Result<void> seriesOf(const Run& run, const Tag& tag, std::size_t branch, const Series& series, std::int64_t begin,
                          std::int64_t end)
    {
        if (begin >= end)
            return {};
        if (!csv()) {
            m_text += m_seriesOfRun > 0 ? ","
                                        : std::string(m_count.runs > 0 ? "," : "") + "{\"name\":"
                    + base::dumpJson(run.name) + ",\"folder\":" + base::dumpJson(run.id) + ",\"series\":[";
            m_text += "{\"tag\":" + base::dumpJson(tag.name) + ",\"branch\":" + std::to_string(branch);
        }
        ++m_seriesOfRun;
        ++m_count.series;
        m_count.points += end - begin;
        return csv() ? rows(csvField(run.name) + ',' + csvField(tag.name) + ',' + std::to_string(branch) + ',', series,
                            begin, end)
                     : lists(series, begin, end);
    }

    Result<void> rows(const std::string& head, const Series& series, std::int64_t begin, std::int64_t end)
    {
        return blocks(series, begin, end, 1, [&](const Values& values) {
            for (std::size_t i = 0; i < values.steps.size(); ++i) {
                m_text += head;
                m_text += std::to_string(values.steps[i]);
                m_text += ',';
                m_text += timeText(values.wallTimes[i]);
                m_text += ',';
                m_text += exactNumber(values.values[i]);
                m_text += '\n';
            }
        });
    }

    Result<void> lists(const Series& series, std::int64_t begin, std::int64_t end)
    {
        const auto list = [&](const char* key, const auto& textOf) {
            m_text += std::string(",\"") + key + "\":[";
            bool first = true;
            auto done = blocks(series, begin, end, 3, [&](const Values& values) {
                for (std::size_t i = 0; i < values.steps.size(); ++i) {
                    if (!first)
                        m_text += ',';
                    first = false;
                    m_text += textOf(values, i);
                }
            });
            m_text += ']';
            return done;
        };
        if (auto done
            = list("steps", [](const Values& values, std::size_t i) { return std::to_string(values.steps[i]); });
            !done.ok())
            return done;
        auto times
            = list("wallTimes", [](const Values& values, std::size_t i) { return jsonTime(values.wallTimes[i]); });
        if (!times.ok())
            return times;
        auto done = list("values", [](const Values& values, std::size_t i) { return jsonNumber(values.values[i]); });
        m_text += '}';
        return done;
    }

    /// Each point is visited `passes` times in all.
    template <class Visit>
    Result<void> blocks(const Series& series, std::int64_t begin, std::int64_t end, int passes, const Visit& visit)
    {
        for (std::int64_t at = begin; at < end; at += blockPoints) {
            if (m_job.stopped())
                return base::stoppedError();
            const std::int64_t next = std::min(at + blockPoints, end);
            visit(series.values(at, next));
            m_done += static_cast<double>(next - at) / passes;
            if (m_text.size() >= blockBytes)
                if (auto flushed = flush(); !flushed.ok())
                    return flushed;
            m_job.report(m_total > 0 ? std::min(1.0, m_done / static_cast<double>(m_total)) : 1,
                         {QT_TRANSLATE_NOOP("Engine", "Writing points")});
        }
        return {};
    }

    Result<void> flush()
    {
        auto written = m_write(m_text);
        m_text.clear();
        return written;
    }

    const ExportOptions& m_options;
    const ExportWriter& m_write;
    const base::Job& m_job;
    const std::int64_t m_total;
    std::string m_text;
    ExportCount m_count;
    std::int64_t m_seriesOfRun = 0;
    double m_done = 0;
};

} // namespace

bool exportsAny(const RunList& runs, const ExportOptions& options)
{
    return std::any_of(runs.begin(), runs.end(), [&](const auto& run) {
        return std::any_of(run->tags.begin(), run->tags.end(),
                           [&](const auto& tag) { return Exporter::exports(options, *tag); });
    });
}

Result<ExportCount> exportPoints(const RunList& runs, const ExportOptions& options, const ExportWriter& write,
                                 const base::Job& job)
{
    std::int64_t total = 0;
    for (const auto& run : runs)
        for (const auto& tag : run->tags)
            if (Exporter::exports(options, *tag))
                total += tag->count + (options.leftBranches ? tag->left : 0);
    return Exporter(options, write, job, total).all(runs);
}

} // namespace maquette::runs
