// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Job.h"
#include "base/Parameter.h"
#include "base/Result.h"
#include "cloud/Cloud.h"

#include <cstdint>

namespace maquette::cloud {

struct RoomOptions {
    std::uint64_t seed = 0; ///< with `number` decides everything
    std::uint64_t number = 0;
    double density = 2500; ///< points per square meter of surface, before occlusion; S3DIS has some thousands
    double noise = 0.003; ///< standard deviation of the scanner's error in meters
    bool colors = true;

    /// All that is wrong with the options, in sentences: a density outside 1 … 100000, noise outside 0 … 0.1.
    [[nodiscard]] std::vector<std::string> check() const;
};

/// A furnished room with the thirteen classes of S3DIS as labels (attribute "label") and the number of each object
/// (attribute "instance"): walls, floor and ceiling with beams, columns, windows, doors and boards; tables, chairs,
/// sofas, bookcases with books, and clutter, placed so that they make sense. Gravity is along z, the walls along x and
/// y, the lower corner at the origin, meters. The points look like those of a scanner: seen from a few places in the
/// room, thinner with distance, missing where something is in the way, with noise and uneven light.
/// Points come object by object and surface by surface, not shuffled; each object is one instance of one class, from 1
/// on. Beams, columns, sofas and boards are in more rooms than in real buildings (each class in 40 of 100 at least), so
/// that they can be learned. Usage when check() finds something.
/// The same options give the same bytes, whatever the number of threads. Stopped when the job is.
[[nodiscard]] base::Result<Cloud> generateRoom(const RoomOptions& options, const base::Job& job = {});

} // namespace maquette::cloud
