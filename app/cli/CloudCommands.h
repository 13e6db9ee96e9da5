// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "cli/Command.h"
#include "cloud/ClassTable.h"
#include "cloud/Confusion.h"

#include <filesystem>
#include <string>

namespace maquette::app {

// The verbs of `maquette cloud`, by what they need: CloudCommand.cpp puts them together.
void addCloudFileVerbs(CLI::App& cloud, CommandContext& context); ///< info, convert, compare
void addCloudNetworkVerbs(CLI::App& cloud,
                          CommandContext& context); ///< segment, classify, parts, train, generate-rooms
void addCloudRenderVerb(CLI::App& cloud, CommandContext& context); ///< render

/// Whether a cloud can be written there, found out before the work that it is for: Usage when no format has the
/// ending, WriteFailed when the folder is not there.
[[nodiscard]] base::Result<void> checkCloudOutput(const std::filesystem::path& file);

inline constexpr const char* classesHelp
    = "Table of classes: s3dis, scannet, shapenetpart, las, or a JSON file; default: told from the file";

/// Scores as a table for people, with their protocol.
[[nodiscard]] std::string scoresTable(const cloud::Scores& scores, const cloud::ClassTable& table);

} // namespace maquette::app
