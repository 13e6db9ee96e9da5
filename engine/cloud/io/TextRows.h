// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace maquette::cloud::io {

/// Which lines of a text are rows of numbers, and how their cells stand apart.
struct RowRules {
    char separator = ' '; ///< ' ' stands for any number of blanks and tabs
    std::string_view prefix; ///< a row starts with this word ("v" of obj) and the rest of the lines is left out
    bool comments = false; ///< lines that start with # or // are left out
    bool blockCounts = false; ///< a line of a single cell tells how many rows follow, and is none itself
};

[[nodiscard]] inline bool isBlank(char c) { return c == ' ' || c == '\t' || c == '\r'; }
[[nodiscard]] std::string_view trimmed(std::string_view text);
/// Spreadsheets put the mark of UTF-8 before the first line.
[[nodiscard]] std::string_view withoutByteOrderMark(std::string_view line);

/// The lines of a text one by one, without their line ends; empty ones too.
class LineReader {
public:
    LineReader(std::string_view text, std::size_t at)
        : m_text(text)
        , m_at(at)
    {
    }
    /// False at the end. A last line without a line end counts; an empty one does not.
    bool next(std::string_view& line);
    /// Where the next line starts.
    [[nodiscard]] std::size_t at() const { return m_at; }

private:
    std::string_view m_text;
    std::size_t m_at;
};

enum class RowKind { Row, BlockCount, Other };
/// Strips `line` down to the cells of its row.
[[nodiscard]] RowKind rowOf(std::string_view& line, const RowRules& rules);

/// The first cell from `at` on, trimmed and without quotes; `at` goes behind it and its separator. False where no
/// cell is left.
[[nodiscard]] bool nextCell(std::string_view row, std::size_t& at, char separator, std::string_view& cell);
[[nodiscard]] std::vector<std::string_view> cellsOf(std::string_view row, char separator);

/// A number as people write it: a plus sign and, unless commas separate cells, a decimal comma are understood. Too
/// large is infinite; an empty cell is NaN. False for anything else.
[[nodiscard]] bool parseNumber(std::string_view cell, double& value);

/// Rows from the start and from places all over text[begin, end), at most `most`.
[[nodiscard]] std::vector<std::string_view> sampleRows(std::string_view text, std::size_t begin, std::size_t end,
                                                       const RowRules& rules, std::size_t most = 4000);

/// What the cells of a column look like in some rows.
struct ColumnStats {
    std::size_t count = 0; ///< cells that are finite numbers
    bool numbers = true; ///< each cell is a number or empty
    bool gaps = false; ///< a cell is empty or no finite number
    bool whole = true; ///< each number is written without point and exponent
    double low = 0;
    double high = 0;
    int digits = 0; ///< the most significant digits of a number
    std::size_t distinct = 0; ///< values, counted up to 65
};
/// Of the first `columns` columns; further cells are left out.
[[nodiscard]] std::vector<ColumnStats> columnStats(const std::vector<std::string_view>& rows, char separator,
                                                   std::size_t columns);

} // namespace maquette::cloud::io
