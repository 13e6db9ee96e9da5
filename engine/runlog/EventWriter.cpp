// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runlog/EventWriter.h"

#include "runlog/Crc32c.h"
#include "runlog/EventFile.h"
#include "runlog/FileWindow.h"
#include "runlog/GrowingFile.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <climits>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <span>
#include <unistd.h>

namespace maquette::runlog {

namespace fs = std::filesystem;

namespace {

base::Error cannotAppend(const fs::path& file, int code)
{
    switch (code) {
    case ENOSPC:
    case EDQUOT:
        return {base::ErrorCode::WriteFailed,
                {QT_TRANSLATE_NOOP("Engine",
                                   "The disk is full: %1 could not be continued. Make room; what is missing is "
                                   "written then."),
                 {file.string()}},
                {}};
    case EACCES:
    case EPERM:
    case EROFS:
        return {base::ErrorCode::WriteFailed,
                {QT_TRANSLATE_NOOP("Engine", "%1 was not written: no permission to write there."), {file.string()}},
                {}};
    default:
        return {base::ErrorCode::WriteFailed,
                {QT_TRANSLATE_NOOP("Engine", "%1 was not written."), {file.string()}},
                std::strerror(code)};
    }
}

double now() { return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count(); }

double timeOrNow(double wallTime) { return std::isnan(wallTime) ? now() : wallTime; }
At timeOrNow(At at) { return {at.step, timeOrNow(at.wallTime)}; }

std::string hostName()
{
    std::array<char, 256> name{};
    if (::gethostname(name.data(), name.size() - 1) != 0 || name[0] == '\0' || std::strchr(name.data(), '/'))
        return "localhost";
    return name.data();
}

template <class T> void append(std::string& to, T value)
{
    std::array<char, sizeof(T)> bytes;
    std::memcpy(bytes.data(), &value, sizeof(T));
    to.append(bytes.data(), bytes.size());
}

std::uint32_t checksum(std::string_view text) { return masked(crc32c(std::as_bytes(std::span(text)))); }

/// Where the last whole record ends; what is behind it is cut off. 0 for a file of less than one record.
base::Result<std::int64_t> endOfRecords(const GrowingFile::Look& look, const base::Job& job)
{
    FileWindow window(look);
    std::int64_t end = 0;
    for (std::int64_t at = 0; look.size() - at >= RecordHead::bytes;) {
        if (job.stopped())
            return base::stoppedError();
        const auto headBytes = window.at(at, RecordHead::bytes);
        if (window.trouble())
            return *window.trouble();
        const RecordHead head = RecordHead::read(headBytes);
        if (!head.problem.empty() || look.size() - at < head.whole())
            break;
        const auto record = window.at(at, head.whole());
        if (window.trouble())
            return *window.trouble();
        at += head.whole();
        // A damaged payload with sound records behind it is left to the readers.
        if (payloadIsSound(record))
            end = at;
    }
    return end;
}

} // namespace

EventWriter::EventWriter(fs::path path, int descriptor, EventWriterOptions options)
    : m_path(std::move(path))
    , m_descriptor(descriptor)
    , m_options(std::move(options))
{
}

EventWriter::~EventWriter()
{
    (void)flush();
    ::close(m_descriptor);
}

base::Result<std::unique_ptr<EventWriter>> EventWriter::create(const fs::path& folder,
                                                               const EventWriterOptions& options)
{
    static std::atomic<int> counter{0};
    std::error_code error;
    fs::create_directories(folder, error);
    if (error)
        return cannotAppend(folder, error.value());
    const double start = timeOrNow(options.startTime);
    std::array<char, 32> seconds{};
    std::snprintf(seconds.data(), seconds.size(), "%010lld", static_cast<long long>(start));
    const std::string stem = std::string("events.out.tfevents.") + seconds.data() + "." + hostName() + "."
        + std::to_string(::getpid()) + ".";
    int descriptor = -1;
    fs::path path;
    do {
        path = folder / (stem + std::to_string(counter++) + options.suffix);
        descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0666);
    } while (descriptor < 0 && errno == EEXIST && counter < INT_MAX);
    if (descriptor < 0)
        return cannotAppend(path, errno);
    std::unique_ptr<EventWriter> writer(new EventWriter(path, descriptor, options));
    if (auto put = writer->put(encodeVersion(start, options.writer)); !put.ok())
        return put.error();
    // A reader that comes by sees at once that a run began.
    if (auto flushed = writer->flush(); !flushed.ok())
        return flushed.error();
    return writer;
}

base::Result<std::unique_ptr<EventWriter>> EventWriter::openForResume(const fs::path& file, std::int64_t step,
                                                                      const EventWriterOptions& options,
                                                                      const base::Job& job)
{
    GrowingFile growing(file);
    const auto look = growing.look(0);
    if (look.gone())
        return base::Error{
            base::ErrorCode::BadInput, {QT_TRANSLATE_NOOP("Engine", "There is no file %1."), {file.string()}}, {}};
    if (look.trouble())
        return *look.trouble();
    const auto end = endOfRecords(look, job);
    if (!end.ok())
        return end.error();
    // A foreign file must not be cut to nothing; one that was torn within its first event is known by its name.
    constexpr std::int64_t mostTorn = 4096;
    if (end.value() == 0 && (look.size() > mostTorn || file.filename().string().find("tfevents") == std::string::npos))
        return base::Error{base::ErrorCode::BadInput,
                           {QT_TRANSLATE_NOOP("Engine", "%1 is no event file; it was left as it is."), {file.string()}},
                           {}};
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
    if (descriptor < 0)
        return cannotAppend(file, errno);
    std::unique_ptr<EventWriter> writer(new EventWriter(file, descriptor, options));
    writer->m_cutOff = look.size() - end.value();
    if (writer->m_cutOff > 0 && ::ftruncate(descriptor, end.value()) != 0)
        return cannotAppend(file, errno);
    if (end.value() == 0)
        if (auto put = writer->put(encodeVersion(timeOrNow(options.startTime), options.writer)); !put.ok())
            return put.error();
    if (auto put = writer->restart(step, options.startTime); !put.ok())
        return put.error();
    if (auto flushed = writer->flush(); !flushed.ok())
        return flushed.error();
    return writer;
}

base::Result<void> EventWriter::put(const std::string& event)
{
    if (event.size() > static_cast<std::size_t>(RecordHead::mostPayload))
        return base::Error{
            base::ErrorCode::Usage,
            {QT_TRANSLATE_NOOP("Engine", "A value for %1 is larger than a record may be."), {m_path.string()}},
            std::to_string(event.size()) + " bytes"};
    std::string length;
    append(length, static_cast<std::uint64_t>(event.size()));
    m_buffer += length;
    append(m_buffer, checksum(length));
    m_buffer += event;
    append(m_buffer, checksum(event));
    return m_buffer.size() >= m_options.bufferBytes ? flush() : base::Result<void>();
}

base::Result<void> EventWriter::put(const base::Result<std::string>& event)
{
    return event.ok() ? put(event.value()) : event.error();
}

base::Result<void> EventWriter::flush()
{
    std::size_t done = 0;
    int failed = 0;
    while (done < m_buffer.size() && failed == 0) {
        const ssize_t wrote = ::write(m_descriptor, m_buffer.data() + done, m_buffer.size() - done);
        if (wrote >= 0)
            done += static_cast<std::size_t>(wrote);
        else if (errno != EINTR)
            failed = errno;
    }
    // After half a record its other half must come next, whatever else is written.
    m_buffer.erase(0, done);
    if (failed != 0)
        return cannotAppend(m_path, failed);
    return {};
}

base::Result<void> EventWriter::sync()
{
    if (auto flushed = flush(); !flushed.ok())
        return flushed;
    if (::fsync(m_descriptor) != 0)
        return cannotAppend(m_path, errno);
    return {};
}

base::Result<void> EventWriter::scalar(const std::string& tag, At at, double value)
{
    const auto event = encodeScalar(tag, timeOrNow(at), value, m_options.generation, isFirst(tag));
    m_tags.insert(tag);
    return put(event);
}

base::Result<void> EventWriter::histogram(const std::string& tag, At at, const Histogram& value)
{
    const auto event = encodeHistogram(tag, timeOrNow(at), value, m_options.generation, isFirst(tag));
    if (event.ok())
        m_tags.insert(tag);
    return put(event);
}

base::Result<void> EventWriter::text(const std::string& tag, At at, const Text& value)
{
    const auto event = encodeText(tag, timeOrNow(at), value, isFirst(tag));
    if (event.ok())
        m_tags.insert(tag);
    return put(event);
}

base::Result<void> EventWriter::pictures(const std::string& tag, At at, const std::vector<Picture>& value)
{
    const auto event = encodePictures(tag, timeOrNow(at), value, m_options.generation, isFirst(tag));
    if (event.ok())
        m_tags.insert(tag);
    return put(event);
}

base::Result<void> EventWriter::audio(const std::string& tag, At at, const std::vector<Audio>& value)
{
    const auto event = encodeAudio(tag, timeOrNow(at), value, m_options.generation, isFirst(tag));
    if (event.ok())
        m_tags.insert(tag);
    return put(event);
}

base::Result<void> EventWriter::precisionRecall(const std::string& tag, At at, const PrecisionRecall& value)
{
    const auto event = encodePrecisionRecall(tag, timeOrNow(at), value, isFirst(tag));
    if (event.ok())
        m_tags.insert(tag);
    return put(event);
}

base::Result<void> EventWriter::mesh(const std::string& tag, At at, const std::vector<MeshPart>& value)
{
    const auto events = encodeMesh(tag, timeOrNow(at), value);
    if (!events.ok())
        return events.error();
    for (const auto& event : events.value())
        if (auto done = put(event); !done.ok())
            return done;
    return {};
}

base::Result<void> EventWriter::experiment(const Experiment& experiment, double wallTime)
{
    return put(encodeExperiment({0, timeOrNow(wallTime)}, experiment));
}

base::Result<void> EventWriter::sessionStart(const Session& session, double wallTime)
{
    return put(encodeSessionStart({0, timeOrNow(wallTime)}, session));
}

base::Result<void> EventWriter::sessionEnd(Status status, double wallTime)
{
    return put(encodeSessionEnd({0, timeOrNow(wallTime)}, status));
}

base::Result<void> EventWriter::restart(std::int64_t step, double wallTime)
{
    return put(encodeRestart({step, timeOrNow(wallTime)}));
}

} // namespace maquette::runlog
