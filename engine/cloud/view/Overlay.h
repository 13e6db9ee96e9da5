// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cloud/view/Panes.h"

#include <string>

namespace maquette::cloud {

/// A length of 1, 2 or 5 times a power of ten.
struct ScaleBar {
    double length = 0; ///< units of the cloud; 0: there is no bar
    double pixels = 0;
    std::string text;
};
/// The longest round bar that takes at most `most` pixels at the depth of the camera's focal point.
[[nodiscard]] ScaleBar scaleBar(const Camera& camera, const PaneRect& pane, double most, const std::string& unit);

/// Titles, legends and scale bars over a picture that is drawn.
void drawOverlays(imaging::Picture& picture, const RenderInput& input, const ViewState& state,
                  const RenderOptions& options, const Panes& panes);

} // namespace maquette::cloud
