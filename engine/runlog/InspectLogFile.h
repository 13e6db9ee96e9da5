// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runlog/RunFile.h"

#include <filesystem>
#include <memory>

namespace maquette::runlog {

/// Statistics of Transformer Engine's debug features as nvidia-dlfw-inspect writes them: lines of
/// `<layer>_<tensor>_<statistic>`, four tabs, `iteration=` and digits, four tabs, `value=` and a number
/// (NVIDIA/TransformerEngine: transformer_engine/debug/features). The tag is the name as it stands; of the file of
/// rank N > 0 (nvdlfw_inspect_globalrank-N.log) it is "rank_N/" and the name. Other lines are passed over.
[[nodiscard]] std::unique_ptr<RunFile> openInspectLog(const std::filesystem::path& path);

} // namespace maquette::runlog
