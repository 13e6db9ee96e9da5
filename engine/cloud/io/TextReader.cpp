// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/io/ColumnGuess.h"

namespace maquette::cloud::io {

namespace {

TextColumn columnFor(const std::string& word)
{
    static constexpr std::string_view axes = "xyz";
    static constexpr std::string_view channels = "rgb";
    TextColumn column;
    column.name = word;
    column.kind = word == "skip" ? TextColumn::Kind::Skip : TextColumn::Kind::Value;
    if (word.size() != 1)
        return column;
    if (const auto axis = axes.find(word); axis != std::string_view::npos) {
        column.kind = TextColumn::Kind::Coordinate;
        column.index = axis;
    } else if (const auto channel = channels.find(word); channel != std::string_view::npos) {
        column.kind = TextColumn::Kind::Color;
        column.index = channel;
    }
    return column;
}

base::Result<Cloud> readText(const Input& input)
{
    ColumnLayout layout;
    if (input.options.columns) {
        layout = *input.options.columns;
        if (auto checked = checkLayout(layout); !checked.ok())
            return checked.error();
    } else {
        auto guess = guessTextLayout(input);
        if (!guess.ok())
            return guess.error();
        layout = std::move(guess).value();
    }
    TextTable table;
    table.rules = {layout.separator, {}, true, false};
    table.colorScale = layout.colorScale;
    for (const auto& word : layout.columns)
        table.columns.push_back(columnFor(word));
    LineReader lines(textOf(input.bytes), 0);
    std::string_view line;
    for (int i = 0; i < layout.skipLines && lines.next(line); ++i) { }
    table.begin = lines.at();
    auto cloud = cloudFromText(input, table);
    if (cloud.ok() && cloud.value().size() == 0 && cloud.value().droppedPoints == 0)
        return holdsNoPoints(input, "byte " + std::to_string(table.begin) + ": rows of numbers expected");
    return cloud;
}

} // namespace

const Reader& textReader()
{
    static const Reader reader{{"txt", "xyz", "csv", "asc"}, nullptr, readText};
    return reader;
}

} // namespace maquette::cloud::io
