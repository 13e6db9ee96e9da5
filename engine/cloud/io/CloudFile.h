// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Job.h"
#include "base/Result.h"
#include "cloud/Cloud.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace maquette::cloud {

/// What the columns of a text or of an array mean.
struct ColumnLayout {
    /// One word a column: "x", "y", "z", "r", "g", "b", "nx", "ny", "nz", "intensity", "label", "prediction",
    /// "instance", "skip", or any other name, which becomes an attribute. x, y and z occur once each.
    std::vector<std::string> columns;
    char separator = ' '; ///< ' ' (blanks and tabs), ',', ';' or '\t'
    int skipLines = 0; ///< heads before the first row
    /// What colors are divided by to come out within 0 … 1: 255, 1 or 65535; 0: told from the largest value.
    double colorScale = 0;

    /// Every problem at once; empty when the layout can be used.
    [[nodiscard]] std::vector<std::string> check() const;
    bool operator==(const ColumnLayout&) const = default;
};

/// The first rows of a text or an array as they stand, and what the columns seem to mean.
struct ColumnPreview {
    ColumnLayout guess;
    std::vector<std::string> head; ///< the lines that are skipped
    std::vector<std::vector<std::string>> rows; ///< at most 50, one text a column
};

/// Files whose columns must be guessed: txt, xyz, csv, asc and npy. BadInput for others.
[[nodiscard]] base::Result<ColumnPreview> previewColumns(const std::filesystem::path& file);
[[nodiscard]] bool hasGuessedColumns(const std::filesystem::path& file);

struct ReadOptions {
    std::optional<ColumnLayout> columns; ///< otherwise the guess
    /// Bounds of what is read: points beyond it are an error, not a crash.
    std::uint64_t maxPoints = std::uint64_t(1) << 31;
};

/// Reads a point cloud of any known format, told by content where the format has a mark and by the name's ending
/// otherwise: txt, xyz, csv, asc, pts, npy, npz, ply, pcd, las, obj, glb, bin (KITTI, with its .label beside), a
/// ScanNet ply (with its .labels.ply beside), and a room folder of S3DIS (with Annotations/). BadInput names the file,
/// the byte offset of the trouble and what was expected. Stopped when the job is. Memory stays within four times the
/// file. `shift` is zero for clouds near their origin, otherwise whole numbers near the lower corner.
[[nodiscard]] base::Result<Cloud> readCloud(const std::filesystem::path& file, const ReadOptions& options = {},
                                            const base::Job& job = {});

/// The ending of `file` without its point, in lower case, when a cloud of that name can be read or written.
[[nodiscard]] const std::vector<std::string>& readableEndings();
[[nodiscard]] const std::vector<std::string>& writableEndings(); ///< ply, las, npy, txt, obj

struct WriteOptions {
    /// ply and las: one file of bytes; text is for people.
    bool ascii = false;
    /// obj and txt have room for one color: the cloud's own, or that of its classes as the official code exports them.
    std::vector<std::uint8_t> colors; ///< r g b a point in place of the cloud's, or empty
};

/// Writes the coordinates of the file it came from (shift added in double), colors, and every attribute that the format
/// has room for; notes say what it has not. Usage error for an unknown ending; WriteFailed as AtomicFile says.
[[nodiscard]] base::Result<std::vector<std::string>> writeCloud(const std::filesystem::path& file, const Cloud& cloud,
                                                                const WriteOptions& options = {},
                                                                const base::Job& job = {});

/// A room of S3DIS as it lies in a folder or in a per-room array.
struct RoomEntry {
    std::string area; ///< "Area_5", or empty
    std::string name; ///< "office_1"
    std::filesystem::path path; ///< the folder, or the file
};

/// The rooms below a folder: areas with room folders, one area, per-room arrays, or any folder of clouds. Sorted by
/// area and name. BadInput when it is no folder or holds nothing that can be read.
[[nodiscard]] base::Result<std::vector<RoomEntry>> listRooms(const std::filesystem::path& folder,
                                                             const base::Job& job = {});

} // namespace maquette::cloud
