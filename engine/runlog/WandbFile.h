// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runlog/RunFile.h"

namespace maquette::runlog {

/// Reads the `.wandb` file of an offline run of Weights & Biases as it grows: a log of LevelDB's form in blocks of
/// 32 KiB, whose checksums are plain CRC-32. A damaged place costs what is left of its block; where no later block is
/// there yet, it is tried again at each look. Source: wandb/wandb: sdk/internal/datastore.py.
[[nodiscard]] std::unique_ptr<RunFile> openWandbFile(const std::filesystem::path& path);

} // namespace maquette::runlog
