// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cloud/io/NumberType.h"
#include "cloud/io/Reader.h"
#include "cloud/io/TextRows.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace maquette::cloud::io {

/// What a column of a text goes to.
struct TextColumn {
    enum class Kind {
        Coordinate, ///< of axis `index`
        Color, ///< of channel `index`
        PackedColor, ///< 0x00RRGGBB as a whole number, or its bits as a float
        Value, ///< an attribute
        Skip,
        List, ///< a number of cells and then so many, all left out
    };
    Kind kind = Kind::Skip;
    std::size_t index = 0;
    std::string name;
    /// The type that the file declares; otherwise it is told from what stands there: i32, i64, f32 or f64.
    std::optional<NumberType> type;
};

/// Rows of numbers in a text.
struct TextTable {
    RowRules rules;
    std::vector<TextColumn> columns; ///< further cells of a row are left out
    double colorScale = 0; ///< as in ColumnLayout
    std::size_t begin = 0; ///< where the first row starts
    std::optional<std::uint64_t> rows; ///< declared; what follows is left out
};

inline constexpr std::size_t mostTextColumns = 256;

/// Reads the rows on all threads straight into the arrays of the cloud; when a value does not fit what the sample of
/// rows suggested, the text is read again. A row that lacks cells or holds something else than numbers is BadInput with
/// its line and byte offset; rows whose coordinates are not finite are dropped. Stopped.
[[nodiscard]] base::Result<Cloud> cloudFromText(const Input& input, const TextTable& table);

/// BadInput for a text: names line and byte offset.
[[nodiscard]] base::Error badRow(const Input& input, std::size_t offset, const std::string& problem);

} // namespace maquette::cloud::io
