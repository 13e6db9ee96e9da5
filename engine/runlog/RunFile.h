// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Job.h"
#include "base/Result.h"
#include "runlog/RunSink.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace maquette::runlog {

enum class Format {
    TensorBoard, ///< *tfevents*
    WandbOffline, ///< *.wandb
    Mlflow, ///< a run's folder of the file store: meta.yaml, metrics/, params/, tags/
    LightningCsv, ///< metrics.csv, with hparams.yaml beside
    TrainerState, ///< trainer_state.json of Hugging Face
    JsonLines, ///< *.jsonl, and logs of one object a line
    InspectLog, ///< nvdlfw_inspect_globalrank-N.log of Transformer Engine
    Manifest ///< run.json of Maquette's own trainers: what a run was made with, and no points
};

/// What one look at a file brought.
struct Advance {
    enum class State {
        Waiting, ///< all whole records are read; more may come
        More, ///< the look ended early (its budget was used up); there is more at once
        Damaged, ///< nothing after `offset` can be trusted
        Gone ///< the file or folder is not there any more
    };
    State state = State::Waiting;
    std::int64_t records = 0; ///< in this look
    std::int64_t bytes = 0; ///< in this look
    std::int64_t offset = 0; ///< where the next record begins
    /// The file was replaced or shortened since the last look: what it gave before is void and is given anew.
    bool replaced = false;
    /// Of damage, and of records that were left out though the file goes on (a wrong checksum, an unknown kind).
    std::optional<base::Error> trouble;
};

/// Reads a file, or a folder of small files, as it grows. Opens it for each look, read-only and shared, and never keeps
/// it open; a record that is cut at the end is waited for. Damaged input of any kind leads to `trouble`, never to a
/// crash, and memory stays within a few times the bytes read. Not thread-safe.
class RunFile {
public:
    virtual ~RunFile() = default;

    /// Gives whole records to `sink` until the end, or until about `budget` bytes are read. A stop ends it early with
    /// State::More.
    [[nodiscard]] virtual Advance advance(RunSink& sink, const base::Job& job, std::int64_t budget = 64 << 20) = 0;

    [[nodiscard]] virtual const std::filesystem::path& path() const = 0;
    [[nodiscard]] virtual Format format() const = 0;
};

/// What a path is, from its name and, where the name does not say, its first bytes; nothing when it is no run file.
[[nodiscard]] std::optional<Format> formatOf(const std::filesystem::path& path);

[[nodiscard]] std::unique_ptr<RunFile> openRunFile(const std::filesystem::path& path, Format format);

} // namespace maquette::runlog
