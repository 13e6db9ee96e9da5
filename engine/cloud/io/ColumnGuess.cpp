// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/io/ColumnGuess.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace maquette::cloud {

std::vector<std::string> ColumnLayout::check() const
{
    std::vector<std::string> problems;
    const auto times = [&](const char* word) { return std::count(columns.begin(), columns.end(), word); };
    for (const char* axis : {"x", "y", "z"})
        if (times(axis) != 1)
            problems.push_back(std::string("One column must be ") + axis + ".");
    const auto channels = times("r") + times("g") + times("b");
    if (channels != 0 && (times("r") != 1 || times("g") != 1 || times("b") != 1))
        problems.emplace_back("Colors need one column each of r, g and b.");
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const bool repeats = std::find(columns.begin(), columns.begin() + static_cast<std::ptrdiff_t>(i), columns[i])
            != columns.begin() + static_cast<std::ptrdiff_t>(i);
        static constexpr std::string_view single[] = {"x", "y", "z", "r", "g", "b", "skip"};
        if (columns[i].empty())
            problems.push_back("Column " + std::to_string(i + 1) + " has no name.");
        else if (repeats && std::find(std::begin(single), std::end(single), columns[i]) == std::end(single))
            problems.push_back("Two columns are called " + columns[i] + ".");
    }
    if (columns.size() > io::mostTextColumns)
        problems.push_back("At most " + std::to_string(io::mostTextColumns) + " columns are read.");
    if (std::string_view(" ,;\t").find(separator) == std::string_view::npos)
        problems.emplace_back("Columns are separated by blanks, commas, semicolons or tabs.");
    if (skipLines < 0)
        problems.emplace_back("The number of lines to skip is negative.");
    if (!(colorScale >= 0) || !std::isfinite(colorScale))
        problems.emplace_back("What colors are divided by must be positive, or 0 to be told from the largest.");
    return problems;
}

} // namespace maquette::cloud

namespace maquette::cloud::io {

namespace {

class Guesser {
public:
    explicit Guesser(const ColumnSample& sample)
        : m_sample(sample)
        , m_count(sample.stats.size())
    {
    }

    std::vector<std::string> run()
    {
        m_words = {"x", "y", "z"};
        m_words.resize(std::min<std::size_t>(3, m_count));
        while (m_words.size() < m_count) {
            const std::size_t k = m_words.size();
            if (normals(k))
                m_words.insert(m_words.end(), {"nx", "ny", "nz"});
            else if (!has("r") && colors(k))
                m_words.insert(m_words.end(), {"r", "g", "b"});
            else
                m_words.push_back(single(k));
        }
        return std::move(m_words);
    }

private:
    [[nodiscard]] bool has(const char* word) const
    {
        return std::find(m_words.begin(), m_words.end(), word) != m_words.end();
    }

    [[nodiscard]] bool colors(std::size_t k) const
    {
        if (k + 3 > m_count)
            return false;
        bool whole = true;
        double high = 0;
        double lowestHigh = std::numeric_limits<double>::infinity();
        for (std::size_t i = k; i < k + 3; ++i) {
            const ColumnStats& s = m_sample.stats[i];
            if (!s.numbers || s.gaps || s.count == 0 || s.low < 0)
                return false;
            whole = whole && s.whole;
            high = std::max(high, s.high);
            lowestHigh = std::min(lowestHigh, s.high);
        }
        return whole ? high <= 255 || (high <= 65535 && lowestHigh > 255) : high <= 1;
    }

    /// Nearly all rows have three numbers of length 1, or of length 0 where no normal is known.
    [[nodiscard]] bool normals(std::size_t k) const
    {
        if (k + 3 > m_count || has("nx"))
            return false;
        std::size_t unit = 0;
        std::size_t zero = 0;
        const std::size_t rows = m_sample.values.size() / m_count;
        for (std::size_t row = 0; row < rows; ++row) {
            const double* at = m_sample.values.data() + row * m_count + k;
            const double length = std::sqrt(at[0] * at[0] + at[1] * at[1] + at[2] * at[2]);
            unit += std::abs(length - 1) < 0.02 ? 1 : 0;
            zero += length == 0 ? 1 : 0;
        }
        // Zeros alone are normals that were never computed rather than a black cloud.
        return rows > 0 && (unit >= zero || zero == rows)
            && static_cast<double>(unit + zero) >= 0.9 * static_cast<double>(rows);
    }

    [[nodiscard]] std::string single(std::size_t k) const
    {
        constexpr std::size_t mostClasses = 64;
        const ColumnStats& s = m_sample.stats[k];
        if (!s.numbers)
            return "skip";
        if (s.whole && !s.gaps && s.count > 0 && s.low >= -1) {
            if (!has("label") && s.high <= 255 && s.distinct <= mostClasses)
                return "label";
            if (has("label") && !has("instance"))
                return "instance";
        }
        return has("intensity") ? "column " + std::to_string(k + 1) : "intensity";
    }

    const ColumnSample& m_sample;
    const std::size_t m_count;
    std::vector<std::string> m_words;
};

std::string wordFor(std::string_view name)
{
    std::string word = lowerCase(name);
    word.erase(std::min(word.size(), word.find_first_of("([")));
    word = std::string(trimmed(word));
    static constexpr struct {
        const char* word;
        const char* names[6];
    } known[] = {
        {"x", {"x", "easting", "pos_x", "point_x", "coord_x", "xcoord"}},
        {"y", {"y", "northing", "pos_y", "point_y", "coord_y", "ycoord"}},
        {"z", {"z", "elevation", "pos_z", "point_z", "coord_z", "zcoord"}},
        {"r", {"r", "red", "color_r", "diffuse_red", "rf", "r255"}},
        {"g", {"g", "green", "color_g", "diffuse_green", "gf", "g255"}},
        {"b", {"b", "blue", "color_b", "diffuse_blue", "bf", "b255"}},
        {"nx", {"nx", "normal_x", "normalx", "n_x", "xnormal", "nxs"}},
        {"ny", {"ny", "normal_y", "normaly", "n_y", "ynormal", "nys"}},
        {"nz", {"nz", "normal_z", "normalz", "n_z", "znormal", "nzs"}},
    };
    for (const auto& entry : known)
        for (const char* other : entry.names)
            if (word == other)
                return entry.word;
    return std::string(trimmed(name));
}

/// A row has three numbers or more; heads have fewer.
bool isDataRow(std::string_view row, char separator)
{
    std::size_t at = 0;
    int numbers = 0;
    double value = 0;
    for (std::string_view cell; numbers < 3 && nextCell(row, at, separator, cell);)
        numbers += !cell.empty() && parseNumber(cell, value) ? 1 : 0;
    return numbers >= 3;
}

/// The separator that gives most rows three numbers; ' ' comes behind those that are rarely part of a number.
std::optional<char> guessSeparator(std::string_view text)
{
    for (const char separator : {';', ',', '\t', ' '}) {
        const auto rows = sampleRows(text, 0, text.size(), {separator, {}, true, false}, 400);
        std::size_t good = 0;
        bool gaps = false;
        for (const auto row : rows) {
            good += isDataRow(row, separator) ? 1 : 0;
            gaps = gaps || row.find("\t\t") != std::string_view::npos || row.ends_with('\t');
        }
        // Tabs are blanks like any other unless they keep the place of empty cells.
        if (separator == '\t' && !gaps)
            continue;
        // Of few rows the head may be a large part.
        const std::size_t heads = std::min<std::size_t>(3, rows.size() / 2);
        if (good > 0 && static_cast<double>(good) >= 0.8 * static_cast<double>(rows.size() - heads))
            return separator;
    }
    return std::nullopt;
}

ColumnSample sampleOf(const std::vector<std::string_view>& rows, char separator, std::size_t columns)
{
    ColumnSample sample;
    sample.stats = columnStats(rows, separator, columns);
    for (const auto row : rows) {
        std::size_t at = 0;
        std::string_view cell;
        for (std::size_t k = 0; k < columns; ++k) {
            double value = std::numeric_limits<double>::quiet_NaN();
            if (nextCell(row, at, separator, cell) && !parseNumber(cell, value))
                value = std::numeric_limits<double>::quiet_NaN();
            sample.values.push_back(value);
        }
    }
    return sample;
}

} // namespace

std::vector<std::string> guessColumns(const ColumnSample& sample) { return Guesser(sample).run(); }

std::optional<std::vector<std::string>> columnsFromNames(const std::vector<std::string_view>& names)
{
    std::vector<std::string> words;
    std::vector<std::string> taken;
    for (const auto name : names) {
        words.push_back(wordFor(name));
        taken.push_back(words.back() = uniqueName(words.back(), taken));
    }
    const auto has = [&](const char* word) { return std::find(words.begin(), words.end(), word) != words.end(); };
    if (!has("x") || !has("y") || !has("z"))
        return std::nullopt;
    if (!has("r") || !has("g") || !has("b"))
        for (auto& word : words)
            word = word == "r" ? "red" : word == "g" ? "green" : word == "b" ? "blue" : word;
    return words;
}

base::Result<ColumnLayout> guessTextLayout(const Input& input)
{
    const std::string_view text = textOf(input.bytes);
    const auto separator = guessSeparator(text);
    if (!separator)
        return holdsNoPoints(input, "byte 0: rows of three numbers expected");
    ColumnLayout layout;
    layout.separator = *separator;
    constexpr int mostHeads = 1000;
    LineReader lines(text, 0);
    std::size_t begin = 0;
    std::string_view head;
    std::string_view row;
    const RowRules rules{*separator, {}, true, false};
    for (;; begin = lines.at(), ++layout.skipLines) {
        std::string_view line;
        if (!lines.next(line) || layout.skipLines >= mostHeads)
            return holdsNoPoints(input, "byte " + std::to_string(begin) + ": rows of three numbers expected");
        row = line;
        if (rowOf(row, rules) == RowKind::Row && isDataRow(row, *separator))
            break;
        if (!trimmed(line).empty())
            head = trimmed(withoutByteOrderMark(line));
    }
    const std::size_t columns = cellsOf(row, *separator).size();
    if (columns > mostTextColumns)
        return tensorio::damaged(input.name, begin,
                                 std::to_string(columns) + " columns; at most " + std::to_string(mostTextColumns)
                                     + " are read");
    while (head.starts_with('#') || head.starts_with('/'))
        head.remove_prefix(1);
    const auto names = cellsOf(head, *separator);
    if (names.size() == columns)
        if (auto words = columnsFromNames(names)) {
            layout.columns = std::move(*words);
            return layout;
        }
    layout.columns = guessColumns(sampleOf(sampleRows(text, begin, text.size(), rules), *separator, columns));
    return layout;
}

base::Result<ColumnPreview> previewText(const Input& input)
{
    auto layout = guessTextLayout(input);
    if (!layout.ok())
        return layout.error();
    constexpr std::size_t mostRows = 50;
    constexpr std::size_t mostHeadBytes = 500;
    ColumnPreview preview;
    preview.guess = std::move(layout).value();
    LineReader lines(textOf(input.bytes), 0);
    std::string_view line;
    for (int i = 0; i < preview.guess.skipLines && lines.next(line); ++i)
        preview.head.emplace_back(trimmed(line).substr(0, mostHeadBytes));
    const RowRules rules{preview.guess.separator, {}, true, false};
    while (preview.rows.size() < mostRows && lines.next(line))
        if (rowOf(line, rules) == RowKind::Row) {
            auto cells = cellsOf(line.substr(0, std::size_t(1) << 16), rules.separator);
            cells.resize(std::min(cells.size(), mostTextColumns));
            preview.rows.emplace_back(cells.begin(), cells.end());
        }
    return preview;
}

base::Result<void> checkLayout(const ColumnLayout& layout)
{
    std::string all;
    for (const auto& problem : layout.check())
        all += (all.empty() ? "" : " ") + problem;
    if (all.empty())
        return {};
    return base::Error{
        base::ErrorCode::Usage, {QT_TRANSLATE_NOOP("Engine", "The columns cannot be read this way. %1"), {all}}, {}};
}

} // namespace maquette::cloud::io
