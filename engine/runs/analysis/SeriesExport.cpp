// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/analysis/SeriesExport.h"

#include "base/File.h"
#include "base/Json.h"

#include <algorithm>
#include <cassert>
#include <charconv>
#include <cmath>
#include <limits>

namespace maquette::runs {

namespace {

/// Gathers text into pieces, and asks after each whether to go on.
class Writer {
public:
    Writer(const TextSink& sink, const base::Job& job, std::span<const ExportSeries> series)
        : m_sink(sink)
        , m_job(job)
    {
        for (const ExportSeries& one : series) {
            assert(one.steps.size() == one.values.size());
            assert(one.wallTimes.empty() || one.wallTimes.size() == one.steps.size());
            m_total += static_cast<double>(one.steps.size());
        }
        m_buffer.reserve(piece + 1024);
    }

    void text(std::string_view part) { m_buffer += part; }

    void number(double value)
    {
        char digits[40];
        m_buffer.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
    }

    void number(std::int64_t value)
    {
        char digits[24];
        m_buffer.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
    }

    /// nan without the sign that some NaN have.
    void csvNumber(double value)
    {
        if (std::isnan(value))
            text("nan");
        else
            number(value);
    }

    void csvField(std::string_view field)
    {
        if (field.find_first_of(",\"\r\n") == std::string_view::npos && !field.empty() && field.front() != ' '
            && field.back() != ' ')
            return text(field);
        m_buffer += '"';
        for (const char c : field) {
            if (c == '"')
                m_buffer += '"';
            m_buffer += c;
        }
        m_buffer += '"';
    }

    void jsonNumber(double value)
    {
        if (std::isfinite(value))
            number(value);
        else
            text(std::isnan(value) ? "\"NaN\"" : value > 0 ? "\"Infinity\"" : "\"-Infinity\"");
    }

    void jsonText(std::string_view value) { text(base::dumpJson(base::Json(std::string(value)))); }

    /// After each point; false when the export ends here.
    bool next()
    {
        ++m_done;
        return m_buffer.size() < piece || flush();
    }

    bool flush()
    {
        if (m_job.stopped()) {
            m_result = base::stoppedError();
            return false;
        }
        m_job.report(m_total > 0 ? std::min(1.0, m_done / m_total) : 1);
        m_result = m_sink(m_buffer);
        m_buffer.clear();
        return m_result.ok();
    }

    [[nodiscard]] const base::Result<void>& result() const { return m_result; }

private:
    static constexpr std::size_t piece = 1 << 16;

    const TextSink& m_sink;
    const base::Job& m_job;
    std::string m_buffer;
    double m_total = 0;
    double m_done = 0;
    base::Result<void> m_result;
};

template <class Write> bool jsonList(Writer& out, std::string_view name, std::size_t count, const Write& write)
{
    out.text(",\"");
    out.text(name);
    out.text("\":[");
    for (std::size_t i = 0; i < count; ++i) {
        if (i > 0)
            out.text(",");
        write(i);
        if (!out.next())
            return false;
    }
    out.text("]");
    return true;
}

} // namespace

base::Result<void> writeCsv(std::span<const ExportSeries> series, const TextSink& sink, const base::Job& job)
{
    Writer out(sink, job, series);
    out.text("run,tag,step,wall_time,value\n");
    for (const ExportSeries& one : series)
        for (std::size_t i = 0; i < one.steps.size(); ++i) {
            out.csvField(one.run);
            out.text(",");
            out.csvField(one.tag);
            out.text(",");
            out.number(one.steps[i]);
            out.text(",");
            if (!one.wallTimes.empty() && !std::isnan(one.wallTimes[i]))
                out.csvNumber(one.wallTimes[i]);
            out.text(",");
            out.csvNumber(one.values[i]);
            out.text("\n");
            if (!out.next())
                return out.result();
        }
    out.flush();
    return out.result();
}

base::Result<void> writeCsvTable(std::span<const ExportSeries> series, const TextSink& sink, const base::Job& job)
{
    Writer out(sink, job, series);
    out.text("step");
    for (const ExportSeries& one : series) {
        out.text(",");
        out.csvField(std::string(one.run) + "/" + std::string(one.tag));
    }
    out.text("\n");
    std::vector<std::size_t> places(series.size());
    for (;;) {
        bool any = false;
        std::int64_t step = std::numeric_limits<std::int64_t>::max();
        for (std::size_t s = 0; s < series.size(); ++s)
            if (places[s] < series[s].steps.size()) {
                any = true;
                step = std::min(step, series[s].steps[places[s]]);
            }
        if (!any)
            break;
        out.number(step);
        for (std::size_t s = 0; s < series.size(); ++s) {
            out.text(",");
            std::size_t last = series[s].steps.size();
            while (places[s] < series[s].steps.size() && series[s].steps[places[s]] <= step)
                last = places[s]++;
            if (last < series[s].steps.size())
                out.csvNumber(series[s].values[last]);
        }
        out.text("\n");
        if (!out.next())
            return out.result();
    }
    out.flush();
    return out.result();
}

base::Result<void> writeJson(std::span<const ExportSeries> series, const TextSink& sink, const base::Job& job)
{
    Writer out(sink, job, series);
    out.text("{\"series\":[");
    for (std::size_t s = 0; s < series.size(); ++s) {
        const ExportSeries& one = series[s];
        out.text(s > 0 ? ",\n{\"run\":" : "\n{\"run\":");
        out.jsonText(one.run);
        out.text(",\"tag\":");
        out.jsonText(one.tag);
        const bool whole = jsonList(out, "steps", one.steps.size(), [&](std::size_t i) { out.number(one.steps[i]); })
            && (one.wallTimes.empty()
                || jsonList(out, "wallTimes", one.wallTimes.size(),
                            [&](std::size_t i) {
                                std::isnan(one.wallTimes[i]) ? out.text("null") : out.jsonNumber(one.wallTimes[i]);
                            }))
            && jsonList(out, "values", one.values.size(), [&](std::size_t i) { out.jsonNumber(one.values[i]); });
        if (!whole)
            return out.result();
        out.text("}");
    }
    out.text("]}\n");
    out.flush();
    return out.result();
}

base::Result<void> exportSeries(std::span<const ExportSeries> series, ExportFormat format,
                                const std::filesystem::path& file, const base::Job& job)
{
    auto created = base::AtomicFile::create(file);
    if (!created.ok())
        return created.error();
    const TextSink sink = [&](std::string_view text) { return created.value()->write(text); };
    const auto written = format == ExportFormat::Csv ? writeCsv(series, sink, job)
        : format == ExportFormat::CsvTable           ? writeCsvTable(series, sink, job)
                                                     : writeJson(series, sink, job);
    if (!written.ok())
        return written;
    return created.value()->commit();
}

} // namespace maquette::runs
