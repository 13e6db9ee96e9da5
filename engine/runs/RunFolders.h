// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Job.h"
#include "runlog/RunFile.h"
#include "runs/Run.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace maquette::runs {

/// A file (or MLflow's folder) of a run.
struct FoundFile {
    std::filesystem::path path;
    runlog::Format format = runlog::Format::TensorBoard;
};

/// A folder that holds a run.
struct FoundRun {
    std::filesystem::path folder, root;
    std::string name; ///< as Run::name
    std::vector<FoundFile> files; ///< in the order of readBefore()
};

struct Found {
    std::vector<FoundRun> runs; ///< by root in the order asked for, then name
    std::vector<std::filesystem::path> folders; ///< all that were looked into
    std::vector<Trouble> troubles;
};

/// Finds the files of runs under log roots. What a file is, is asked once. Not thread-safe.
///
/// A run is named by its folder, but for two formats whose files lie deeper: of Hugging Face's `checkpoint-N` folders
/// only the newest trainer_state.json counts, and it belongs to the folder above, as do Transformer Engine's
/// `nvdlfw_inspect_statistics_logs`. The folder named by a time in which PyTorch's writer puts the hyper-parameters of
/// a run belongs to that run. Hidden folders are passed by; links to folders are followed once.
class RunFolders {
public:
    /// `roots` as StoreOptions::roots. A stop leaves the search unfinished.
    [[nodiscard]] Found find(const std::vector<std::string>& roots, int depth, const base::Job& job);

private:
    struct Known {
        std::optional<runlog::Format> format;
        std::uintmax_t bytes = 0; ///< when it was asked
    };
    struct Search;

    std::optional<runlog::Format> formatOf(const std::filesystem::directory_entry& entry);

    std::map<std::filesystem::path, Known> m_known;
};

/// "1700000000.1234567": where PyTorch's add_hparams writes to, below the folder of the run.
[[nodiscard]] bool isHparamsFolder(const std::filesystem::path& folder);

/// The order in which the files of a run are read: by path, hyper-parameters last, as their tags are named after the
/// others.
[[nodiscard]] bool readBefore(const std::filesystem::path& a, const std::filesystem::path& b);

} // namespace maquette::runs
