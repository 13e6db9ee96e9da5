// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/cloud/CloudDocument.h"

namespace maquette::widgets {

class StateStore;

/// The views that were kept for the open cloud in earlier sessions, known by its file and its name, so that two rooms
/// that were made have their own. Cameras stand in coordinates of the file; a line that cannot be read is left out.
[[nodiscard]] std::vector<CameraBookmark> rememberedViews(const StateStore& state, const CloudDocument& document);
/// Keeps those of the document; of the hundred clouds that were last given views.
void rememberViews(StateStore& state, const CloudDocument& document);

} // namespace maquette::widgets
