// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/io/TextTable.h"

namespace maquette::cloud::io {

namespace {

/// Leica PTS: a line with the number of points, then x y z [intensity] [r g b]; several such blocks may follow.
base::Result<Cloud> readPts(const Input& input)
{
    TextTable table;
    table.rules.blockCounts = true;
    table.rules.comments = true;
    const auto rows = sampleRows(textOf(input.bytes), 0, input.bytes.size(), table.rules, 100);
    if (rows.empty() && startsWith(input.bytes, "0"))
        table.rows = 0;
    else if (rows.empty())
        return holdsNoPoints(input, "byte 0: a number of points and rows of numbers expected");
    const std::size_t columns = rows.empty() ? 3 : cellsOf(rows.front(), ' ').size();
    if (columns != 3 && columns != 4 && columns != 6 && columns != 7)
        return badRow(input, static_cast<std::size_t>(rows.front().data() - textOf(input.bytes).data()),
                      "x y z, intensity or not, r g b or not expected; found " + std::to_string(columns) + " values");
    using Kind = TextColumn::Kind;
    for (std::size_t axis = 0; axis < 3; ++axis)
        table.columns.push_back({Kind::Coordinate, axis, "", {}});
    if (columns == 4 || columns == 7)
        table.columns.push_back({Kind::Value, 0, "intensity", {}});
    for (std::size_t channel = 0; columns >= 6 && channel < 3; ++channel)
        table.columns.push_back({Kind::Color, channel, "", {}});
    table.colorScale = 255;
    return cloudFromText(input, table);
}

} // namespace

const Reader& ptsReader()
{
    static const Reader reader{{"pts"}, nullptr, readPts};
    return reader;
}

} // namespace maquette::cloud::io
