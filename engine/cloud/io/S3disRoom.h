// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cloud/io/CloudFile.h"

namespace maquette::cloud::io {

/// A room of S3DIS (v1.2): a folder with Annotations/CLASS_NUMBER.txt, one file an object, rows x y z r g b. The cloud
/// has the objects in the order of their files' names, with "label" (the class in the order of the stored labels,
/// clutter for unknown ones) and "instance" (the number of the object). The whole-room file is not used, as its name
/// and rows are less reliable. Rows that break off a number by stray bytes are repaired, the others left out; notes
/// name file and line. BadInput when the folder is no room or more than one row in a hundred is beyond repair. Stopped.
[[nodiscard]] base::Result<Cloud> readS3disRoom(const std::filesystem::path& folder, const ReadOptions& options,
                                                const base::Job& job);

} // namespace maquette::cloud::io
