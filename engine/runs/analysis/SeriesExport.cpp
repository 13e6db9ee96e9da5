// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/analysis/SeriesExport.h"

#include "base/File.h"
#include "runs/analysis/ExportText.h"
#include "runs/analysis/Words.h"

#include <algorithm>
#include <cassert>
#include <limits>
#include <string>
#include <vector>

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

} // namespace

base::Result<void> writeCsv(std::span<const ExportSeries> series, const TextSink& sink, const base::Job& job)
{
    Writer out(sink, job, series);
    out.text("run,tag,step,wall_time,value\n");
    for (const ExportSeries& one : series) {
        const std::string head = csvField(one.run) + ',' + csvField(one.tag) + ',';
        for (std::size_t i = 0; i < one.steps.size(); ++i) {
            out.text(head);
            out.text(std::to_string(one.steps[i]));
            out.text(",");
            if (!one.wallTimes.empty())
                out.text(timeText(one.wallTimes[i]));
            out.text(",");
            out.text(exactNumber(one.values[i]));
            out.text("\n");
            if (!out.next())
                return out.result();
        }
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
        out.text(csvField(std::string(one.run) + "/" + std::string(one.tag)));
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
        out.text(std::to_string(step));
        for (std::size_t s = 0; s < series.size(); ++s) {
            out.text(",");
            std::size_t last = series[s].steps.size();
            while (places[s] < series[s].steps.size() && series[s].steps[places[s]] <= step)
                last = places[s]++;
            if (last < series[s].steps.size())
                out.text(exactNumber(series[s].values[last]));
        }
        out.text("\n");
        if (!out.next())
            return out.result();
    }
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
    const auto written = format == ExportFormat::Csv ? writeCsv(series, sink, job) : writeCsvTable(series, sink, job);
    if (!written.ok())
        return written;
    return created.value()->commit();
}

} // namespace maquette::runs
