// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/runs/RunsData.h"
#include "widgets/runs/RunsPanel.h"

#include <cstdint>
#include <vector>

class QComboBox;

namespace maquette::widgets {

/// All steps at which some shown run has a value of this tag and kind, rising, each once.
[[nodiscard]] std::vector<std::int64_t> stepsOf(const std::vector<ShownRun>& shown, const std::string& tag,
                                                runs::Kind kind);
/// Names of tags of this kind, naturally sorted.
[[nodiscard]] QStringList tagsOf(const std::vector<ShownRun>& shown, runs::Kind kind);
/// Puts `entries` in and keeps what was chosen.
void keepChoice(QComboBox* box, const QStringList& entries);

} // namespace maquette::widgets
