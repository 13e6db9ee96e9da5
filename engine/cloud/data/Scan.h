// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Job.h"
#include "base/Result.h"
#include "cloud/Cloud.h"
#include "cloud/data/RoomGenerator.h"
#include "cloud/data/Surface.h"

#include <vector>

namespace maquette::cloud::rooms {

/// Where the room was scanned from and how it is lit.
struct Setting {
    std::vector<Vec> eyes; ///< 1 to 4 places of the scanner
    std::vector<Vec> tints; ///< brightness and white balance of each scan, about 1
    std::vector<Vec> lamps; ///< the first two cast shadows
    Vec lampTint = {1, 1, 1};
    float exposure = 0.9F; ///< of a white place in light of the room's mean
    float ambient = 0.55F; ///< share of the light that comes from everywhere
    float daylight = 0; ///< added near windows
    std::vector<Vec> windows; ///< their centers
    int quarterTurns = 0; ///< of the whole room, so that no side is special
    Vec low; ///< corners of the room, for the darkness of its edges
    Vec high;
};

/// The points that the scanner gets back from the patches, patch by patch, with colors and the attributes "label" and
/// "instance". Stopped when the job is.
[[nodiscard]] base::Result<Cloud> scan(const Mesh& mesh, const Setting& setting, const RoomOptions& options,
                                       const base::Job& job);

} // namespace maquette::cloud::rooms
