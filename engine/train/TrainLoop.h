// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Job.h"
#include "base/Json.h"
#include "base/Parameter.h"
#include "base/Result.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

namespace maquette::train {

/// The folder of a run: `state.safetensors`, `model.safetensors`, `recipe.json` and `log.jsonl`.
class RunFolder {
public:
    explicit RunFolder(std::filesystem::path folder)
        : m_folder(std::move(folder))
    {
    }

    [[nodiscard]] const std::filesystem::path& path() const { return m_folder; }
    [[nodiscard]] std::filesystem::path state() const { return m_folder / "state.safetensors"; }
    [[nodiscard]] std::filesystem::path model() const { return m_folder / "model.safetensors"; }

    /// WriteFailed when the folder cannot be made.
    [[nodiscard]] base::Result<void> make() const;
    [[nodiscard]] base::Result<void> writeRecipe(const base::ParameterValues& recipe) const;
    /// Appends a line of JSON; WriteFailed when the disk is full.
    [[nodiscard]] base::Result<void> log(const base::Json& line) const;
    /// ModelUnfit: the state there is none that this run can go on from.
    [[nodiscard]] base::Error unfit(std::string detail) const;

    /// The recipe of a saved state against the wanted one: ModelUnfit names the first parameter that differs, but for
    /// those of which `free` says that they may.
    [[nodiscard]] base::Result<base::ParameterValues>
    checkRecipe(const std::string& saved, const base::ParameterValues& wanted, bool (*free)(const std::string&)) const;

private:
    std::filesystem::path m_folder;
};

/// When a run ends and what it does on the way; counted in what it is trained on (boards, crops …).
struct LoopOptions {
    std::int64_t total = 1;
    std::int64_t minutes = 0; ///< 0: no limit
    std::int64_t checkpointEvery = 0; ///< 0: only at the end
    std::int64_t validateEvery = 0; ///< 0: never
    double secondsBetweenLines = 30;
    bool validateAtEnd = false; ///< once more when the whole run is done
    /// "Training, %1 boards": with the count so far.
    const char* progress = "";
};

struct LoopSteps {
    std::function<std::int64_t()> position; ///< how much is done
    std::function<base::Result<void>(const base::Job&)> step;
    std::function<base::Result<void>()> checkpoint; ///< also before each validation
    std::function<base::Result<void>(const base::Job&)> validate;
    std::function<base::Result<void>(double)> line; ///< writes a line of the log; how many a second
};

/// Steps until the end, the limit of time or a stop, and then a checkpoint. A stop is no error. Seconds that it took.
[[nodiscard]] base::Result<double> runLoop(const LoopOptions& options, const LoopSteps& steps, const base::Job& job);

} // namespace maquette::train
