// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "imaging/Image.h"

#include <filesystem>
#include <string>
#include <vector>

namespace maquette::edit::data {

/// A picture file that scenes are cut from.
struct Photograph {
    std::filesystem::path file;
    double weight = 1; ///< how often it is drawn, relative to the others
    bool test = false; ///< kept for evaluation, never trained on
};

/// The photographs shipped with the program, from photos/photos.json of the resource folder, in its order. BadInput
/// when the list is missing or damaged.
[[nodiscard]] base::Result<std::vector<Photograph>> shippedPhotographs();

/// All pictures in a folder and the folders below it, ordered by path; files whose head is no picture, or with a side
/// under `smallest` pixels, are left out. BadInput when the folder cannot be read or holds no picture at all.
[[nodiscard]] base::Result<std::vector<Photograph>> photographsIn(const std::filesystem::path& folder,
                                                                  int smallest = 64);

/// Reads a picture and shrinks it so that its longer side is at most `longest` pixels.
[[nodiscard]] base::Result<imaging::Image> readPhotograph(const std::filesystem::path& file, int longest = 1024);

} // namespace maquette::edit::data
