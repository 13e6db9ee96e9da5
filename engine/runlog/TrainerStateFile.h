// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runlog/RunFile.h"

#include <filesystem>
#include <memory>

namespace maquette::runlog {

/// trainer_state.json of Hugging Face's Trainer: the rows of "log_history", with tags as its own TensorBoard callback
/// makes them (eval_loss becomes eval/loss, test_loss test/loss, others stand below train/). The file is written anew
/// with each checkpoint; when the rows that were given are still its first, only the new ones are given. A run whose
/// global_step reached max_steps is finished.
[[nodiscard]] std::unique_ptr<RunFile> openTrainerState(const std::filesystem::path& path);

} // namespace maquette::runlog
