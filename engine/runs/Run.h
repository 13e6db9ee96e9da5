// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "runlog/RunFile.h"
#include "runs/History.h"
#include "runs/Series.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace maquette::runs {

/// The parts of a mesh are tags of their own: NAME has the vertices, NAME#faces and NAME#colors the rest.
enum class Kind { Scalar, Histogram, Pictures, Text, Audio, PrecisionRecall, Mesh, Tensor };

/// "scalar", "histogram", "pictures", "text", "audio", "pr", "mesh", "tensor".
[[nodiscard]] std::string_view nameOf(Kind kind);
/// "running", "finished", "failed", "unknown".
[[nodiscard]] std::string_view nameOf(runlog::Status status);
/// "tensorboard", "wandb", "mlflow", "csv", "trainer-state", "jsonl", "inspect", "manifest".
[[nodiscard]] std::string_view nameOf(runlog::Format format);

struct Tag {
    std::string name;
    Kind kind = Kind::Scalar;
    std::string displayName; ///< as the writer asked for; empty: the name
    std::string description; ///< Markdown
    std::int64_t count = 0; ///< live points or entries
    std::int64_t left = 0; ///< of branches left by restarts
    std::int64_t place = 0; ///< how many tags of the run the files have before it
    std::shared_ptr<const ScalarData> scalars; ///< of Kind::Scalar
    std::shared_ptr<const History> history; ///< of every other kind
};

/// Something about a file that is wrong though the rest is shown.
struct Trouble {
    std::filesystem::path file;
    std::int64_t offset = 0; ///< bytes
    base::Error error;
};

/// A run as it was at one moment. Tags that did not change since the last snapshot are the same objects.
struct Run {
    std::string id; ///< the folder, absolute: the same as long as the run is there
    std::string name; ///< the folder relative to its root with "/" between; "." for the root
    std::filesystem::path folder, root;
    std::vector<runlog::Format> formats; ///< of its files, each once
    runlog::Status status = runlog::Status::Unknown;
    double start = runlog::unknown; ///< first wall time, seconds since 1970; NaN where no file tells times
    double last = runlog::unknown; ///< latest wall time
    std::map<std::string, runlog::Setting> settings;
    std::map<std::string, std::string> about; ///< "name", "group", "notes", "host" … as far as the files tell
    std::vector<Trouble> troubles;
    bool gone = false; ///< every file of it was deleted; what was read stays
    bool loading = false; ///< not all that the files hold is read yet
    std::int64_t scalarPoints = 0; ///< live, of all tags
    std::uint64_t revision = 0; ///< of the snapshot in which it changed last
    std::vector<std::shared_ptr<const Tag>> tags; ///< by name, then kind

    /// Seconds from first to latest wall time; NaN when unknown.
    [[nodiscard]] double duration() const { return last - start; }
    [[nodiscard]] std::string notes() const;
    /// Nothing when there is no such tag.
    [[nodiscard]] std::shared_ptr<const Tag> tag(std::string_view name, Kind kind = Kind::Scalar) const;
    [[nodiscard]] std::shared_ptr<const ScalarData> scalars(std::string_view name) const;
};

/// All runs at one moment.
struct Snapshot {
    std::uint64_t revision = 0; ///< rises with each snapshot
    std::vector<std::shared_ptr<const Run>> runs; ///< by root in the order asked for, then name (numbers by value)
    std::vector<Trouble> troubles; ///< of roots: not there, no permission, nothing found
    bool loading = false; ///< some run is
    std::int64_t files = 0, filesRead = 0; ///< found, and read to their present ends
    std::int64_t bytes = 0; ///< read so far

    [[nodiscard]] std::shared_ptr<const Run> run(std::string_view id) const;
};

} // namespace maquette::runs
