// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "runlog/RunSink.h"

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace maquette::runlog {

/// The leaves of a small YAML file: names joined with "/", in the order of the file. Tags of Python objects and the
/// like are passed over, nothing is made from them. BadInput: no YAML, above 1 MiB, or more than 10,000 leaves or 32
/// levels, which aliases can reach in a few lines.
[[nodiscard]] base::Result<std::vector<std::pair<std::string, Setting>>>
readYamlFields(const std::filesystem::path& file);

} // namespace maquette::runlog
