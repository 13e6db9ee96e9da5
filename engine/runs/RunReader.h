// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Job.h"
#include "runs/RunBuilder.h"
#include "runs/RunFolders.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace maquette::runs {

class SpoolFile;

/// Reads the files of one run in the order of their names, a piece at a time. Not thread-safe.
class RunReader {
public:
    RunReader(const FoundRun& found, std::shared_ptr<SpoolFile> spool);

    /// Takes in the files that were found now. Where one was superseded, or a new one belongs before others that are
    /// read already, everything is read again.
    void setFiles(const std::vector<FoundFile>& files);
    /// Finds out which files changed since they were looked at.
    void check();
    /// True while there is more to read at once.
    [[nodiscard]] bool pending() const;
    /// Reads about `budget` bytes.
    void look(const base::Job& job, std::int64_t budget);

    /// False while everything is read again: the last snapshot is better than half of the next.
    [[nodiscard]] bool presentable() const { return !m_again; }
    /// True when freeze() would differ from what it gave last.
    [[nodiscard]] bool changed(double now, double grace) const;
    /// `now` in seconds since 1970, `grace` as StoreOptions::graceSeconds.
    [[nodiscard]] Run freeze(double now, double grace);

    [[nodiscard]] std::int64_t files() const { return static_cast<std::int64_t>(m_sources.size()); }
    [[nodiscard]] std::int64_t filesRead() const;
    [[nodiscard]] std::int64_t bytes() const { return m_bytes; }

private:
    struct Stamp {
        std::int64_t size = -1, modified = -1, changed = -1;
        std::uint64_t inode = 0;
        bool operator==(const Stamp&) const = default;
    };
    struct Source {
        FoundFile file;
        std::unique_ptr<runlog::RunFile> reader;
        std::unique_ptr<RunBuilder::Sink> sink;
        Stamp stamp;
        std::vector<Trouble> troubles;
        bool pending = true, begun = false, gone = false;
        int idle = 0; ///< looks in a row that asked for more and brought nothing
    };
    struct Shown {
        runlog::Status status;
        bool gone, loading;
        std::size_t troubles;
        bool operator==(const Shown&) const = default;
    };

    [[nodiscard]] Source open(const FoundFile& file);
    void startAgain();
    [[nodiscard]] static Stamp stampOf(const std::filesystem::path& path);
    [[nodiscard]] Shown shown(double now, double grace) const;

    FoundRun m_found;
    std::shared_ptr<SpoolFile> m_spool;
    std::unique_ptr<RunBuilder> m_builder;
    std::vector<Source> m_sources; ///< in the order of readBefore()
    std::optional<Shown> m_shown; ///< at the last freeze
    double m_written = 0; ///< when a file changed last, seconds since 1970
    std::int64_t m_bytes = 0;
    bool m_again = false;
};

} // namespace maquette::runs
