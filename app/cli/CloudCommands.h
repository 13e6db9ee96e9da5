// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/Command.h"
#include "cloud/ClassTable.h"
#include "cloud/Confusion.h"

#include <string>

namespace maquette::app {

// The verbs of `maquette cloud`, by what they need: CloudCommand.cpp puts them together.
void addCloudFileVerbs(CLI::App& cloud, CommandContext& context); ///< info, convert, compare
void addCloudNetworkVerbs(CLI::App& cloud,
                          CommandContext& context); ///< segment, classify, parts, train, generate-rooms
void addCloudRenderVerb(CLI::App& cloud, CommandContext& context); ///< render

/// Scores as a table for people, with their protocol.
[[nodiscard]] std::string scoresTable(const cloud::Scores& scores, const cloud::ClassTable& table);

} // namespace maquette::app
