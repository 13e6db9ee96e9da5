// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runlog/RunFile.h"

#include <filesystem>
#include <memory>

namespace maquette::runlog {

/// The folder of one run in MLflow's file store (mlflow/mlflow: mlflow/store/tracking/file_store.py): metrics/NAME with
/// lines "milliseconds value step", params/NAME and tags/NAME with one value each, meta.yaml. Names may contain "/".
/// A metric that was logged without steps (two columns, or step 0 each time) counts its lines; columns beyond the third
/// are passed over.
[[nodiscard]] std::unique_ptr<RunFile> openMlflowRun(const std::filesystem::path& folder);

} // namespace maquette::runlog
