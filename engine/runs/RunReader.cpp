// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/RunReader.h"

#include <algorithm>
#include <sys/stat.h>

namespace maquette::runs {

using runlog::Advance;
using runlog::Format;

namespace {

/// Formats whose readers look at more than one file.
bool manyFiles(Format format) { return format == Format::Mlflow || format == Format::LightningCsv; }

std::string streamOf(const FoundFile& file)
{
    if (file.format == Format::TensorBoard)
        return isHparamsFolder(file.path.parent_path()) ? "hparams" : "tfevents";
    return file.format == Format::Mlflow ? "mlflow" : file.path.stem().string();
}

constexpr std::size_t mostTroubles = 20; ///< of one file

} // namespace

RunReader::RunReader(const FoundRun& found, std::shared_ptr<SpoolFile> spool)
    : m_found(found)
    , m_spool(std::move(spool))
    , m_builder(std::make_unique<RunBuilder>(m_spool))
{
    for (const auto& file : found.files)
        m_sources.push_back(open(file));
}

RunReader::Source RunReader::open(const FoundFile& file)
{
    Source source;
    source.file = file;
    source.reader = runlog::openRunFile(file.path, file.format);
    source.sink = std::make_unique<RunBuilder::Sink>(*m_builder, streamOf(file), file.format == Format::Manifest);
    source.pending = source.reader != nullptr;
    return source;
}

void RunReader::startAgain()
{
    m_builder = std::make_unique<RunBuilder>(m_spool);
    for (auto& source : m_sources)
        source = open(source.file);
    m_bytes = 0;
    m_again = m_shown.has_value();
}

void RunReader::setFiles(const std::vector<FoundFile>& files)
{
    bool again = false;
    const auto isFound = [&](const Source& source) {
        return std::any_of(files.begin(), files.end(),
                           [&](const FoundFile& file) { return file.path == source.file.path; });
    };
    std::erase_if(m_sources, [&](const Source& source) {
        // Trainers delete old checkpoints, and the next one repeats what was in them.
        const bool repeated = source.file.format == Format::TrainerState && !files.empty();
        const bool superseded = !isFound(source) && (repeated || stampOf(source.file.path).size >= 0);
        again = again || superseded;
        return superseded;
    });
    for (const auto& file : files) {
        auto place = std::lower_bound(
            m_sources.begin(), m_sources.end(), file.path,
            [](const Source& source, const auto& path) { return readBefore(source.file.path, path); });
        if (place != m_sources.end() && place->file.path == file.path)
            continue;
        for (auto later = place; later != m_sources.end(); ++later)
            again = again || (later->begun && streamOf(later->file) == streamOf(file));
        m_sources.insert(place, open(file));
    }
    if (again)
        startAgain();
}

RunReader::Stamp RunReader::stampOf(const std::filesystem::path& path)
{
    struct stat facts { };
    if (::stat(path.c_str(), &facts) != 0)
        return {};
    constexpr std::int64_t second = 1'000'000'000;
    return {facts.st_size, facts.st_mtim.tv_sec * second + facts.st_mtim.tv_nsec,
            facts.st_ctim.tv_sec * second + facts.st_ctim.tv_nsec, facts.st_ino};
}

void RunReader::check()
{
    for (auto& source : m_sources) {
        if (!source.reader)
            continue;
        const Stamp stamp = stampOf(source.file.path);
        source.pending = source.pending || !source.begun || stamp != source.stamp || manyFiles(source.file.format);
        source.stamp = stamp;
        m_written = std::max(m_written, static_cast<double>(stamp.modified) * 1e-9);
    }
}

bool RunReader::pending() const
{
    return std::any_of(m_sources.begin(), m_sources.end(), [](const Source& source) { return source.pending; });
}

void RunReader::look(const base::Job& job, std::int64_t budget)
{
    constexpr int mostIdle = 3;
    for (std::size_t i = 0; i < m_sources.size() && budget > 0 && !job.stopped(); ++i) {
        Source& source = m_sources[i];
        if (!source.pending)
            continue;
        const Advance advance = source.reader->advance(*source.sink, job, budget);
        if (advance.replaced && source.begun) {
            startAgain();
            return;
        }
        source.begun = true;
        m_bytes += advance.bytes;
        budget -= std::max<std::int64_t>(advance.bytes, 1);
        source.gone = advance.state == Advance::State::Gone;
        if (advance.trouble) {
            const bool known = std::any_of(source.troubles.begin(), source.troubles.end(), [&](const Trouble& other) {
                return other.error.message == advance.trouble->message && other.error.detail == advance.trouble->detail;
            });
            if (!known && source.troubles.size() < mostTroubles)
                source.troubles.push_back({source.file.path, advance.offset, *advance.trouble});
        }
        const bool more = advance.state == Advance::State::More;
        source.idle = more && advance.bytes == 0 && advance.records == 0 && !job.stopped() ? source.idle + 1 : 0;
        source.pending = more && source.idle < mostIdle;
        if (source.pending)
            return; // later files of the run come after this one
    }
    m_again = m_again && pending();
}

std::int64_t RunReader::filesRead() const
{
    return std::count_if(m_sources.begin(), m_sources.end(), [](const Source& source) { return !source.pending; });
}

RunReader::Shown RunReader::shown(double now, double grace) const
{
    Shown shown{};
    shown.gone = !m_sources.empty()
        && std::all_of(m_sources.begin(), m_sources.end(), [](const Source& source) { return source.gone; });
    shown.loading = pending();
    shown.status = m_builder->statusAt(now, m_written, grace);
    if (shown.gone && shown.status == runlog::Status::Running)
        shown.status = runlog::Status::Unknown;
    for (const auto& source : m_sources)
        shown.troubles += source.troubles.size();
    return shown;
}

bool RunReader::changed(double now, double grace) const { return m_builder->changed() || m_shown != shown(now, grace); }

Run RunReader::freeze(double now, double grace)
{
    Run run = m_builder->freeze();
    m_shown = shown(now, grace);
    run.id = m_found.folder.string();
    run.name = m_found.name;
    run.folder = m_found.folder;
    run.root = m_found.root;
    run.status = m_shown->status;
    run.gone = m_shown->gone;
    run.loading = m_shown->loading;
    for (const auto& source : m_sources) {
        if (std::find(run.formats.begin(), run.formats.end(), source.file.format) == run.formats.end())
            run.formats.push_back(source.file.format);
        run.troubles.insert(run.troubles.end(), source.troubles.begin(), source.troubles.end());
    }
    return run;
}

} // namespace maquette::runs
