// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "train/AdamW.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

namespace maquette::train {

/// A checkpoint of a run: tensors in full precision and a few texts (step, boards, recipe).
struct TrainState {
    NamedTensors tensors;
    std::map<std::string, std::string> texts;

    /// Those tensors whose name starts with `prefix`, without it.
    [[nodiscard]] NamedTensors under(const std::string& prefix) const;
    void add(const std::string& prefix, const NamedTensors& more);
};

/// What they hold, in bytes.
[[nodiscard]] std::int64_t bytesOf(const NamedTensors& tensors);

/// Atomic: a run that is killed while saving keeps its last checkpoint.
[[nodiscard]] base::Result<void> saveState(const std::filesystem::path& file, const TrainState& state);
[[nodiscard]] base::Result<TrainState> loadState(const std::filesystem::path& file);

} // namespace maquette::train
