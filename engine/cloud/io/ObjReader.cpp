// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/io/TextTable.h"

namespace maquette::cloud::io {

namespace {

/// The vertices of a Wavefront OBJ: v x y z, v x y z w, v x y z r g b [a]. Colors of 0 … 1 or 0 … 255. Everything else
/// in the file is left out.
base::Result<Cloud> readObj(const Input& input)
{
    TextTable table;
    table.rules.prefix = "v";
    const auto rows = sampleRows(textOf(input.bytes), 0, input.bytes.size(), table.rules, 100);
    if (rows.empty())
        return holdsNoPoints(input, "no line \"v x y z\"");
    const std::size_t columns = cellsOf(rows.front(), ' ').size();
    using Kind = TextColumn::Kind;
    for (std::size_t axis = 0; axis < 3; ++axis)
        table.columns.push_back({Kind::Coordinate, axis, "", {}});
    for (std::size_t channel = 0; columns >= 6 && channel < 3; ++channel)
        table.columns.push_back({Kind::Color, channel, "", NumberType::F32});
    for (std::size_t k = table.columns.size(); k < columns && k < 7; ++k)
        table.columns.push_back({Kind::Skip, 0, "", {}});
    return cloudFromText(input, table);
}

} // namespace

const Reader& objReader()
{
    static const Reader reader{{"obj"}, nullptr, readObj};
    return reader;
}

} // namespace maquette::cloud::io
