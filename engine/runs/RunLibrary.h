// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Job.h"
#include "runs/Publisher.h"
#include "runs/RunFolders.h"
#include "runs/RunReader.h"
#include "runs/RunStore.h"

#include <atomic>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace maquette::runs {

class SpoolFile;

/// The readers of all runs. One thread makes the passes; helpers read.
class RunLibrary {
public:
    RunLibrary(const StoreOptions& options, Publisher& publisher);
    ~RunLibrary();

    /// Looks for runs under `roots`. A stop leaves the list as it was.
    void find(const std::vector<std::string>& roots, const base::Job& job);
    /// Reads what is new in all files, a little of each first and then more and more, and publishes on the way.
    void read(const base::Job& job);

    /// That were looked into at the last find().
    [[nodiscard]] const std::vector<std::filesystem::path>& folders() const { return m_folders; }

private:
    struct Shelf {
        explicit Shelf(const FoundRun& found, const std::shared_ptr<SpoolFile>& spool)
            : reader(found, spool)
        {
        }
        RunReader reader;
        std::atomic<std::int64_t> files{0}, filesRead{0}, bytes{0};
        bool listed = true;
    };

    void show(Shelf& shelf);
    void countUp(bool loading);

    const StoreOptions m_options;
    Publisher& m_publisher;
    std::shared_ptr<SpoolFile> m_spool;
    RunFolders m_search;
    std::map<std::string, std::unique_ptr<Shelf>> m_shelves; ///< by the run's id
    std::vector<std::string> m_order;
    std::vector<std::string> m_roots; ///< at the last find()
    std::vector<std::filesystem::path> m_folders;
};

} // namespace maquette::runs
