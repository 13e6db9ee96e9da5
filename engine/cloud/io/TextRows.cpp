// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/io/TextRows.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>
#include <set>

namespace maquette::cloud::io {

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && isBlank(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && isBlank(text.back()))
        text.remove_suffix(1);
    return text;
}

std::string_view withoutByteOrderMark(std::string_view line)
{
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    return line.starts_with(mark) ? line.substr(mark.size()) : line;
}

bool LineReader::next(std::string_view& line)
{
    if (m_at >= m_text.size())
        return false;
    const char* start = m_text.data() + m_at;
    const void* end = std::memchr(start, '\n', m_text.size() - m_at);
    const std::size_t length
        = end ? static_cast<std::size_t>(static_cast<const char*>(end) - start) : m_text.size() - m_at;
    line = {start, length};
    m_at += length + (end ? 1 : 0);
    return true;
}

RowKind rowOf(std::string_view& line, const RowRules& rules)
{
    line = withoutByteOrderMark(line);
    // Blanks at the ends are no cells, but tabs may be.
    if (rules.separator == '\t') {
        if (!line.empty() && line.back() == '\r')
            line.remove_suffix(1);
        if (trimmed(line).empty())
            return RowKind::Other;
    } else {
        line = trimmed(line);
    }
    if (line.empty() || (rules.comments && (line.front() == '#' || line.starts_with("//"))))
        return RowKind::Other;
    if (!rules.prefix.empty()) {
        if (!line.starts_with(rules.prefix) || line.size() == rules.prefix.size()
            || !isBlank(line[rules.prefix.size()]))
            return RowKind::Other;
        line = trimmed(line.substr(rules.prefix.size()));
    }
    if (rules.blockCounts && std::none_of(line.begin(), line.end(), isBlank))
        return RowKind::BlockCount;
    return RowKind::Row;
}

bool nextCell(std::string_view row, std::size_t& at, char separator, std::string_view& cell)
{
    if (separator == ' ') {
        while (at < row.size() && isBlank(row[at]))
            ++at;
        if (at >= row.size())
            return false;
        const std::size_t start = at;
        while (at < row.size() && !isBlank(row[at]))
            ++at;
        cell = row.substr(start, at - start);
    } else {
        // One past the end says that the last cell was taken; a separator at the end is followed by an empty cell.
        if (at > row.size())
            return false;
        const std::size_t end = std::min(row.size(), row.find(separator, at));
        cell = trimmed(row.substr(at, end - at));
        at = end + 1;
    }
    if (cell.size() >= 2 && (cell.front() == '"' || cell.front() == '\'') && cell.front() == cell.back())
        cell = trimmed(cell.substr(1, cell.size() - 2));
    return true;
}

std::vector<std::string_view> cellsOf(std::string_view row, char separator)
{
    std::vector<std::string_view> cells;
    std::size_t at = 0;
    for (std::string_view cell; nextCell(row, at, separator, cell);)
        cells.push_back(cell);
    return cells;
}

bool parseNumber(std::string_view cell, double& value)
{
    value = std::numeric_limits<double>::quiet_NaN();
    if (cell.empty())
        return true;
    if (cell.front() == '+' && cell.size() > 1 && cell[1] != '-')
        cell.remove_prefix(1);
    const char* end = cell.data() + cell.size();
    auto [stop, error] = std::from_chars(cell.data(), end, value);
    char buffer[64];
    if (stop != end && *stop == ',' && cell.size() < sizeof buffer) {
        std::copy(cell.begin(), cell.end(), buffer);
        std::replace(buffer, buffer + cell.size(), ',', '.');
        const auto again = std::from_chars(buffer, buffer + cell.size(), value);
        if (again.ptr != buffer + cell.size())
            return false;
        stop = end;
        error = again.ec;
    }
    if (error == std::errc::result_out_of_range) {
        const bool tiny = cell.find("e-") != std::string_view::npos || cell.find("E-") != std::string_view::npos
            || cell.find("e") == cell.find("E");
        value = tiny ? 0 : std::numeric_limits<double>::infinity();
    } else if (error != std::errc()) {
        return false;
    }
    return stop == end;
}

std::vector<std::string_view> sampleRows(std::string_view text, std::size_t begin, std::size_t end,
                                         const RowRules& rules, std::size_t most)
{
    std::vector<std::string_view> rows;
    text = text.substr(0, end);
    // A quarter from the start, the rest from windows all over the text; few bytes are looked at in each, however long
    // the lines are.
    constexpr std::size_t windows = 64;
    constexpr std::size_t windowBytes = std::size_t(1) << 16;
    const auto take = [&](std::size_t from, std::size_t limit, bool wholeLine) {
        const std::size_t stop = std::min(end, from + windowBytes);
        LineReader lines(text.substr(0, stop), from);
        std::string_view line;
        if (!wholeLine && !lines.next(line))
            return;
        while (rows.size() < limit && lines.next(line)) {
            // The window may cut its last line.
            const bool cut = lines.at() >= stop && stop < end && text[stop - 1] != '\n';
            if (!cut && rowOf(line, rules) == RowKind::Row)
                rows.push_back(line);
        }
    };
    take(begin, most / 4, true);
    const std::size_t step = (end - begin) / windows;
    if (step > windowBytes / 16)
        for (std::size_t k = 1; k < windows; ++k)
            take(begin + k * step, most / 4 + k * (most - most / 4) / windows, false);
    else
        take(begin, most, true);
    return rows;
}

std::vector<ColumnStats> columnStats(const std::vector<std::string_view>& rows, char separator, std::size_t columns)
{
    constexpr std::size_t mostDistinct = 65;
    std::vector<ColumnStats> stats(columns);
    std::vector<std::set<double>> values(columns);
    for (const auto row : rows) {
        std::size_t at = 0;
        std::string_view cell;
        for (std::size_t k = 0; k < columns && nextCell(row, at, separator, cell); ++k) {
            ColumnStats& s = stats[k];
            double value = 0;
            s.numbers = parseNumber(cell, value) && s.numbers;
            if (!std::isfinite(value)) {
                s.gaps = true;
                continue;
            }
            const std::string_view mantissa = cell.substr(0, cell.find_first_of("eE"));
            s.whole = s.whole && mantissa.size() == cell.size() && cell.find_first_of(".,") == std::string_view::npos;
            int digits = 0;
            for (const char c : mantissa)
                digits += (c >= '1' && c <= '9') || (c == '0' && digits > 0) ? 1 : 0;
            s.digits = std::max(s.digits, digits);
            s.low = s.count ? std::min(s.low, value) : value;
            s.high = s.count ? std::max(s.high, value) : value;
            ++s.count;
            if (values[k].size() < mostDistinct)
                values[k].insert(value);
        }
    }
    for (std::size_t k = 0; k < columns; ++k)
        stats[k].distinct = values[k].size();
    return stats;
}

} // namespace maquette::cloud::io
