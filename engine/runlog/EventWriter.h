// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Job.h"
#include "base/Result.h"
#include "runlog/EventEncoder.h"
#include "runlog/RunSink.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace maquette::runlog {

struct EventWriterOptions {
    Generation generation = Generation::Tensor;
    std::string writer = "maquette"; ///< names the program in the first event; empty: it says nothing
    std::string suffix; ///< at the end of the file's name
    double startTime = unknown; ///< seconds since 1970, in the name and the first event; unknown: now
    std::size_t bufferBytes = 64 << 10; ///< whole records are held back until they make this many bytes
};

/// Writes one event file that TensorBoard opens. Values go to a buffer; flush() makes them visible to readers, sync()
/// makes them survive a failing machine. Only whole records are handed to the file, and it is never rewritten. A wall
/// time that is not given is now. Values are stored as float32, edges and counts as doubles.
/// One thread at a time; several writers in one folder do not disturb each other.
class EventWriter {
public:
    /// Makes `events.out.tfevents.<seconds>.<host>.<process>.<counter><suffix>` in `folder`, which is made where it is
    /// missing, with its first event. WriteFailed names the file.
    [[nodiscard]] static base::Result<std::unique_ptr<EventWriter>> create(const std::filesystem::path& folder,
                                                                           const EventWriterOptions& options = {});

    /// Goes on with a file: cuts off what is behind its last whole record and notes that the run starts again at
    /// `step`. BadInput: no event file; it is left as it is. Stopped: likewise.
    [[nodiscard]] static base::Result<std::unique_ptr<EventWriter>>
    openForResume(const std::filesystem::path& file, std::int64_t step, const EventWriterOptions& options = {},
                  const base::Job& job = {});

    /// Flushes; an error is lost, so call flush() before.
    ~EventWriter();
    EventWriter(const EventWriter&) = delete;
    EventWriter& operator=(const EventWriter&) = delete;

    // WriteFailed: the disk is full and such; what is held back is kept and tried again by the next call. Usage: the
    // value contradicts itself or is larger than a record may be (2 GiB); nothing of it is written.
    [[nodiscard]] base::Result<void> scalar(const std::string& tag, At at, double value);
    [[nodiscard]] base::Result<void> histogram(const std::string& tag, At at, const Histogram& value);
    /// TensorBoard shows a tag in its text page by this kind alone; PyTorch adds "/text_summary" to its tags.
    [[nodiscard]] base::Result<void> text(const std::string& tag, At at, const Text& value);
    [[nodiscard]] base::Result<void> pictures(const std::string& tag, At at, const std::vector<Picture>& value);
    [[nodiscard]] base::Result<void> audio(const std::string& tag, At at, const std::vector<Audio>& value);
    /// float32 too.
    [[nodiscard]] base::Result<void> precisionRecall(const std::string& tag, At at, const PrecisionRecall& value);
    /// The parts of one mesh at one step, each kind once and vertices among them: [batch, count, 3]. They get tags of
    /// their own, TAG_VERTEX, TAG_FACE and TAG_COLOR, as in TensorBoard's writer.
    [[nodiscard]] base::Result<void> mesh(const std::string& tag, At at, const std::vector<MeshPart>& value);
    [[nodiscard]] base::Result<void> experiment(const Experiment& experiment, double wallTime = unknown);
    [[nodiscard]] base::Result<void> sessionStart(const Session& session, double wallTime = unknown);
    [[nodiscard]] base::Result<void> sessionEnd(Status status, double wallTime = unknown);
    /// The run starts again at `step`: what readers hold from it on is a branch that was left.
    [[nodiscard]] base::Result<void> restart(std::int64_t step, double wallTime = unknown);

    [[nodiscard]] base::Result<void> flush();
    [[nodiscard]] base::Result<void> sync();

    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }
    /// Bytes that openForResume() cut off.
    [[nodiscard]] std::int64_t cutOff() const { return m_cutOff; }

private:
    EventWriter(std::filesystem::path path, int descriptor, EventWriterOptions options);

    base::Result<void> put(const std::string& event);
    base::Result<void> put(const base::Result<std::string>& event);
    /// True for the first value of the tag in this file.
    bool isFirst(const std::string& tag) const { return m_tags.count(tag) == 0; }

    std::filesystem::path m_path;
    int m_descriptor;
    EventWriterOptions m_options;
    std::string m_buffer;
    std::unordered_set<std::string> m_tags;
    std::int64_t m_cutOff = 0;
};

} // namespace maquette::runlog
