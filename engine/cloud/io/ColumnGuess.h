// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cloud/io/Reader.h"
#include "cloud/io/TextTable.h"

#include <optional>
#include <string>
#include <vector>

namespace maquette::cloud::io {

/// Some rows of a text or an array as numbers.
struct ColumnSample {
    std::vector<ColumnStats> stats; ///< of each column
    std::vector<double> values; ///< row by row, NaN for gaps
};

/// One word a column as in ColumnLayout: x y z first, then what ranges suggest: colors of 0 … 255, 0 … 1 or 0 … 65535,
/// normals of length 1, small whole numbers as labels, then instances; the first other number is an intensity. The
/// orders of S3DIS (x y z r g b label), of ShapeNetPart (x y z nx ny nz label) and of scanners (x y z intensity r g b)
/// come out of it.
[[nodiscard]] std::vector<std::string> guessColumns(const ColumnSample& sample);

/// The words for the names of a head; nothing where x, y and z are not among them.
[[nodiscard]] std::optional<std::vector<std::string>> columnsFromNames(const std::vector<std::string_view>& names);

/// Layout and head of a text of rows. BadInput where no row has three numbers.
[[nodiscard]] base::Result<ColumnLayout> guessTextLayout(const Input& input);
[[nodiscard]] base::Result<ColumnPreview> previewText(const Input& input);
[[nodiscard]] base::Result<ColumnPreview> previewNpy(const Input& input);

/// Usage error with every problem of the layout, or success.
[[nodiscard]] base::Result<void> checkLayout(const ColumnLayout& layout);

} // namespace maquette::cloud::io
