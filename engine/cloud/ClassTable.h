// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Json.h"
#include "base/Result.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace maquette::cloud {

using Rgb = std::array<std::uint8_t, 3>;

struct ClassEntry {
    std::int32_t id = 0; ///< the value of the label, 0 or more
    std::string name;
    Rgb color = {128, 128, 128};

    bool operator==(const ClassEntry&) const = default;
};

/// Names and colors by class id: what a class looks like never depends on which classes a cloud holds.
struct ClassTable {
    std::string id; ///< "s3dis", "scannet", "shapenetpart", "las", or the name of a file
    std::string name; ///< for people
    std::vector<ClassEntry> entries; ///< ids ascending and unique, at most 255

    /// Null for an id that the table does not name.
    [[nodiscard]] const ClassEntry* find(std::int32_t classId) const;
    /// Place in `entries`, or 255 for ids that the table does not name: what views index their palettes with.
    [[nodiscard]] std::uint8_t slot(std::int32_t classId) const;
    [[nodiscard]] base::Json toJson() const;

    bool operator==(const ClassTable&) const = default;
};

/// Points whose class the table does not name are drawn and counted in this place, named "other".
inline constexpr std::uint8_t otherSlot = 255;
inline constexpr Rgb otherColor = {96, 96, 96};

/// The tables that come with the program: S3DIS (13 classes in the order of the stored labels), ScanNet (20),
/// ShapeNetPart (50 parts), LAS (the classes of the ASPRS, 0 to 18).
[[nodiscard]] const std::vector<ClassTable>& classTables();
/// Null for an unknown id.
[[nodiscard]] const ClassTable* classTable(std::string_view id);

/// {"name": …, "classes": [{"id": 0, "name": "ceiling", "color": "#00ff00"}, …]}. BadInput names the file and what is
/// wrong with it: no such keys, ids that repeat or are negative, more than 255 classes, a color that is none.
[[nodiscard]] base::Result<ClassTable> readClassTable(const std::filesystem::path& file);
[[nodiscard]] base::Result<ClassTable> classTableFromJson(const base::Json& json, const std::string& source);
[[nodiscard]] base::Result<void> writeClassTable(const std::filesystem::path& file, const ClassTable& table);

/// A table for labels that no known table fits: each id that occurs, named "class N", with colors of the palette of
/// Okabe and Ito first and then of evenly spread hues, by id.
[[nodiscard]] ClassTable tableForLabels(std::span<const std::int32_t> labels);

/// The known table with the id `hint` ("s3dis", "las" …) when it names all labels (those below 0 aside), otherwise
/// tableForLabels().
[[nodiscard]] ClassTable guessTable(std::span<const std::int32_t> labels, std::string_view hint);

} // namespace maquette::cloud
