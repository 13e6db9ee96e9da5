// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/io/TextTable.h"

#include "cloud/io/CoordinateFrame.h"
#include "cloud/io/RecordTable.h"

#include <algorithm>
#include <atomic>
#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>

namespace maquette::cloud::io {

namespace {

using Kind = TextColumn::Kind;

/// Bytes of text that one thread reads at a time.
constexpr std::size_t chunkBytes = std::size_t(1) << 19;

struct Trouble {
    std::size_t offset = 0;
    std::string problem;
};

struct Chunk {
    std::size_t rows = 0;
    std::size_t start = 0; ///< number of its first row
    std::vector<std::pair<std::size_t, std::string_view>> counts; ///< lines with a number of rows, by row
    std::optional<Trouble> trouble;
    std::size_t dropped = 0;
    std::size_t longRows = 0; ///< with more cells than columns
    Box box;
};

/// Where the values of a column go.
struct Target {
    Kind kind = Kind::Skip;
    std::size_t index = 0;
    NumberType type = NumberType::F32;
    bool guessed = false;
    void* data = nullptr;
};

template <class T> T saturated(double value)
{
    if constexpr (std::is_floating_point_v<T>) {
        return static_cast<T>(value);
    } else {
        using Limits = std::numeric_limits<T>;
        // The limits of 64-bit types are no doubles; what rounds up to them is held below.
        if (!(value > static_cast<double>(Limits::min())))
            return value != value ? T(0) : Limits::min(); // NOLINT(misc-redundant-expression)
        return value < static_cast<double>(Limits::max()) ? static_cast<T>(value) : Limits::max();
    }
}

/// Reads a number at `at` and goes behind it. False where none stands or something sticks to it.
inline bool readNumber(const char*& at, const char* end, double& value)
{
    const char* start = at != end && *at == '+' ? at + 1 : at;
    const auto [stop, error] = std::from_chars(start, end, value);
    if (error != std::errc())
        return false;
    at = stop;
    return true;
}

class TextParser {
public:
    TextParser(const Input& input, const TextTable& table)
        : m_input(input)
        , m_table(table)
        , m_text(textOf(input.bytes))
        , m_chunks((m_text.size() - std::min(table.begin, m_text.size()) + chunkBytes - 1) / chunkBytes)
    {
    }

    base::Result<Cloud> run()
    {
        if (!forBlocks(m_input.job.part(0, 0.2), m_chunks.size(), [this](std::size_t k) { count(m_chunks[k], k); }))
            return base::stoppedError();
        if (auto counted = addUp(); !counted.ok())
            return counted.error();
        guess();
        // Each further round widens what did not fit: coordinates, colors, and whole numbers twice at most.
        constexpr int mostRounds = 6;
        for (int round = 0; round < mostRounds; ++round) {
            if (!allocate())
                return tensorio::damaged(m_input.name, m_table.begin,
                                         "rows of fewer bytes than " + std::to_string(m_table.columns.size())
                                             + " columns take");
            m_firstFailed = m_chunks.size();
            const base::Job part = round == 0 ? m_input.job.part(0.2, 0.9) : base::Job(m_input.job.stopToken(), {});
            if (!forBlocks(part, m_chunks.size(), [this](std::size_t k) { parse(m_chunks[k], k); }))
                return base::stoppedError();
            if (m_firstFailed < m_chunks.size()) {
                const Trouble& trouble = *m_chunks[m_firstFailed].trouble;
                return badRow(m_input, trouble.offset, trouble.problem);
            }
            if (fits())
                return finish();
        }
        return badRow(m_input, m_table.begin, "columns without a common type");
    }

private:
    [[nodiscard]] std::size_t chunkStart(std::size_t k) const { return m_table.begin + k * chunkBytes; }

    /// Calls body(kind, row) for the lines that start in the chunk, until it returns false.
    template <class Body> void forLines(std::size_t k, Body body) const
    {
        const std::size_t stop = std::min(m_text.size(), chunkStart(k) + chunkBytes);
        std::size_t at = chunkStart(k);
        if (k > 0) {
            // The line that starts at the border belongs to the chunk behind it. A line that spans the whole chunk has
            // no start in it.
            const void* end = std::memchr(m_text.data() + at - 1, '\n', stop - at + 1);
            if (!end)
                return;
            at = static_cast<std::size_t>(static_cast<const char*>(end) - m_text.data()) + 1;
        }
        LineReader lines(m_text, at);
        std::string_view line;
        while (lines.at() < stop && lines.next(line)) {
            const RowKind kind = rowOf(line, m_table.rules);
            if (kind != RowKind::Other && !body(kind, line))
                return;
        }
    }

    void count(Chunk& chunk, std::size_t k) const
    {
        forLines(k, [&](RowKind kind, std::string_view line) {
            if (kind == RowKind::BlockCount)
                chunk.counts.emplace_back(chunk.rows, line);
            else
                ++chunk.rows;
            return true;
        });
    }

    base::Result<void> addUp()
    {
        for (auto& chunk : m_chunks) {
            chunk.start = m_rows;
            m_rows += chunk.rows;
        }
        if (m_table.rows) {
            if (m_rows < *m_table.rows)
                return tensorio::damaged(m_input.name, m_text.size(),
                                         std::to_string(*m_table.rows) + " points are announced, "
                                             + std::to_string(m_rows) + " rows follow");
            m_rows = static_cast<std::size_t>(*m_table.rows);
        }
        if (m_rows > m_input.options.maxPoints)
            return tooManyPoints(m_input, m_rows);
        return checkBlocks();
    }

    /// The announced numbers of rows against those that follow.
    base::Result<void> checkBlocks()
    {
        std::size_t start = 0;
        std::optional<std::pair<std::size_t, std::string_view>> open;
        const auto close = [&](std::size_t row) -> base::Result<void> {
            if (!open)
                return {};
            double announced = 0;
            const auto offset = static_cast<std::size_t>(open->second.data() - m_text.data());
            if (!parseNumber(open->second, announced) || !(announced >= 0) || announced != std::floor(announced))
                return badRow(m_input, offset, "a number of points expected");
            if (announced > static_cast<double>(row - start))
                return badRow(m_input, offset,
                              std::string(open->second) + " points are announced, " + std::to_string(row - start)
                                  + " rows follow");
            if (announced < static_cast<double>(row - start))
                m_notes.push_back(std::string(open->second) + " points are announced, " + std::to_string(row - start)
                                  + " rows follow; all were read.");
            return {};
        };
        for (const auto& chunk : m_chunks)
            for (const auto& [row, text] : chunk.counts) {
                if (auto closed = close(chunk.start + row); !closed.ok())
                    return closed;
                start = chunk.start + row;
                open = {row, text};
            }
        return close(m_rows);
    }

    /// Types, the scale of colors and the size of coordinates from a sample of the rows.
    void guess()
    {
        // Behind the announced rows other things may follow.
        std::size_t end = m_text.size();
        for (std::size_t k = m_chunks.size(); m_table.rows && k-- > 1 && m_chunks[k].start + m_chunks[k].rows > m_rows;)
            end = chunkStart(k);
        const auto rows = sampleRows(m_text, m_table.begin, end, m_table.rules, std::min<std::size_t>(m_rows, 4000));
        const auto stats = columnStats(rows, m_table.rules.separator, m_table.columns.size());
        Box box;
        double largestColor = 0;
        bool wholeColors = true;
        const bool lists = std::any_of(m_table.columns.begin(), m_table.columns.end(),
                                       [](const TextColumn& column) { return column.kind == Kind::List; });
        for (std::size_t k = 0; k < m_table.columns.size(); ++k) {
            const TextColumn& column = m_table.columns[k];
            Target target{column.kind, column.index, column.type.value_or(NumberType::I32), !column.type, nullptr};
            const ColumnStats& s = stats[k];
            if (!column.type && (!s.whole || s.gaps || lists))
                target.type = s.digits > 7 ? NumberType::F64 : NumberType::F32;
            else if (!column.type && s.count && (s.low < -2147483648.0 || s.high > 2147483647.0))
                target.type = NumberType::I64;
            if (column.kind == Kind::Coordinate && s.count && !lists) {
                box.add(column.index, s.low);
                box.add(column.index, s.high);
            }
            if (column.kind == Kind::Color) {
                largestColor = std::max(largestColor, s.high);
                wholeColors = wholeColors && (column.type ? !isFloating(*column.type) : s.whole);
                m_colors = true;
            }
            m_colors = m_colors || column.kind == Kind::PackedColor;
            m_targets.push_back(target);
        }
        m_wide = chooseShift(box) != Vec3{0, 0, 0};
        m_scale = m_table.colorScale != 0 ? m_table.colorScale : colorScaleFor(largestColor, wholeColors);
    }

    /// False where the arrays would outgrow four times the text.
    bool allocate()
    {
        m_cloud = {};
        m_wideCoordinates = {};
        const auto bytesPerRow = [this] {
            std::size_t bytes = (m_wide ? 36 : 12) + (m_colors ? 3 : 0);
            for (const auto& target : m_targets)
                bytes += target.kind == Kind::Value ? byteSize(target.type) : 0;
            return bytes;
        };
        const double limit = 4.0 * static_cast<double>(m_text.size()) + 65536;
        const auto tooLarge = [&] { return static_cast<double>(bytesPerRow()) * static_cast<double>(m_rows) > limit; };
        if (tooLarge())
            for (auto& target : m_targets)
                if (target.guessed && byteSize(target.type) == 8)
                    target.type = NumberType::F32;
        if (tooLarge())
            return false;
        (m_wide ? m_wideCoordinates.resize(3 * m_rows) : m_cloud.positions.resize(3 * m_rows));
        if (m_colors)
            m_cloud.colors.resize(3 * m_rows);
        std::vector<std::string> names;
        m_cloud.attributes.reserve(m_targets.size());
        for (std::size_t k = 0; k < m_targets.size(); ++k) {
            Target& target = m_targets[k];
            if (target.kind != Kind::Value)
                continue;
            names.push_back(uniqueName(m_table.columns[k].name, names));
            m_cloud.attributes.push_back({names.back(), makeColumn(target.type, m_rows), Role::None});
            target.data
                = std::visit([](auto& values) -> void* { return values.data(); }, m_cloud.attributes.back().values);
        }
        m_misfits = std::vector<std::atomic<bool>>(m_targets.size());
        m_largestColor = 0;
        return true;
    }

    void parse(Chunk& chunk, std::size_t k)
    {
        if (k > m_firstFailed.load(std::memory_order_relaxed))
            return;
        chunk.dropped = 0;
        chunk.longRows = 0;
        chunk.box = {};
        chunk.trouble.reset();
        std::size_t row = chunk.start;
        double largestColor = 0;
        forLines(k, [&](RowKind kind, std::string_view line) {
            if (kind == RowKind::BlockCount)
                return true;
            if (row >= m_rows)
                return false;
            return parseRow(line, row++, chunk, largestColor);
        });
        double before = m_largestColor.load(std::memory_order_relaxed);
        while (largestColor > before && !m_largestColor.compare_exchange_weak(before, largestColor)) { }
        if (chunk.trouble) {
            std::size_t first = m_firstFailed.load();
            while (k < first && !m_firstFailed.compare_exchange_weak(first, k)) { }
        }
    }

    bool fail(Chunk& chunk, const char* at, std::string problem) const
    {
        chunk.trouble = Trouble{static_cast<std::size_t>(at - m_text.data()), std::move(problem)};
        return false;
    }

    bool parseRow(std::string_view line, std::size_t row, Chunk& chunk, double& largestColor)
    {
        const char separator = m_table.rules.separator;
        const char* at = line.data();
        const char* const end = line.data() + line.size();
        Vec3 coordinate = {0, 0, 0};
        std::size_t cells = 0;
        bool more = true; // another cell follows
        for (std::size_t k = 0; k < m_targets.size(); ++k) {
            const Target& target = m_targets[k];
            if (!skipToCell(at, end, separator, more)) {
                // Rows may be short of what nobody wants.
                if (target.kind == Kind::Skip)
                    continue;
                return fail(chunk, line.data(),
                            "a row of " + std::to_string(cells) + " values where " + std::to_string(m_targets.size())
                                + " are expected: " + tensorio::inQuotes(line));
            }
            ++cells;
            const char* const cell = at;
            double value = 0;
            if (target.kind == Kind::Skip) {
                std::string_view ignored;
                takeCell(at, end, separator, more, ignored);
                continue;
            }
            if (!readCell(at, end, separator, more, value))
                return fail(chunk, cell,
                            "a number expected, found " + tensorio::inQuotes({cell, std::size_t(end - cell)}));
            switch (target.kind) {
            case Kind::Coordinate:
                coordinate[target.index] = value;
                break;
            case Kind::Color:
                largestColor = value > largestColor && value <= largestCoordinate ? value : largestColor;
                m_cloud.colors[3 * row + target.index] = colorByte(value / m_scale);
                break;
            case Kind::PackedColor:
                storePacked(value, target, row);
                break;
            case Kind::Value:
                storeValue(value, k, row, cell, end);
                break;
            case Kind::List: {
                if (!(value >= 0 && value <= static_cast<double>(end - cell)))
                    return fail(chunk, cell, "a list of a length that is none");
                std::string_view ignored;
                for (auto left = static_cast<std::size_t>(value); left > 0; --left)
                    if (!skipToCell(at, end, separator, more) || !takeCell(at, end, separator, more, ignored))
                        return fail(chunk, cell, "a list that its row cuts short");
                break;
            }
            case Kind::Skip:
                break;
            }
        }
        chunk.longRows += skipToCell(at, end, separator, more) ? 1 : 0;
        storeCoordinate(coordinate, row, chunk);
        return true;
    }

    static bool skipToCell(const char*& at, const char* end, char separator, bool more)
    {
        while (at != end && isBlank(*at) && *at != separator)
            ++at;
        if (separator != ' ')
            return more;
        while (at != end && isBlank(*at))
            ++at;
        return at != end;
    }

    /// The cell at `at` as text.
    static bool takeCell(const char*& at, const char* end, char separator, bool& more, std::string_view& cell)
    {
        std::size_t place = 0;
        const std::string_view row(at, static_cast<std::size_t>(end - at));
        if (!nextCell(row, place, separator, cell))
            return false;
        more = place <= row.size();
        at += std::min(place, row.size());
        return true;
    }

    static bool readCell(const char*& at, const char* end, char separator, bool& more, double& value)
    {
        const char* const start = at;
        if (readNumber(at, end, value)) {
            while (at != end && isBlank(*at) && separator != ' ' && *at != separator)
                ++at;
            if (at == end || (separator == ' ' && isBlank(*at))) {
                more = at != end;
                return true;
            }
            if (*at == separator) {
                ++at;
                return true;
            }
        }
        at = start;
        std::string_view cell;
        return takeCell(at, end, separator, more, cell) && parseNumber(cell, value);
    }

    void storeCoordinate(const Vec3& at, std::size_t row, Chunk& chunk)
    {
        const bool good = usable(at[0], at[1], at[2]);
        chunk.dropped += good ? 0 : 1;
        for (std::size_t axis = 0; axis < 3; ++axis) {
            if (good)
                chunk.box.add(axis, at[axis]);
            const double value = good ? at[axis] : std::numeric_limits<double>::quiet_NaN();
            if (m_wide)
                m_wideCoordinates[3 * row + axis] = value;
            else
                m_cloud.positions[3 * row + axis] = static_cast<float>(value);
        }
    }

    void storePacked(double value, const Target& target, std::size_t row)
    {
        const std::uint32_t bits = isFloating(target.type) ? std::bit_cast<std::uint32_t>(static_cast<float>(value))
                                                           : saturated<std::uint32_t>(value);
        for (std::size_t channel = 0; channel < 3; ++channel)
            m_cloud.colors[3 * row + channel] = static_cast<std::uint8_t>(bits >> (8 * (2 - channel)));
    }

    void storeValue(double value, std::size_t column, std::size_t row, const char* cell, const char* end)
    {
        const Target& target = m_targets[column];
        withType(target.type, [&](auto zero) {
            using T = decltype(zero);
            T stored = saturated<T>(value);
            if constexpr (std::is_integral_v<T>) {
                // Beyond 2^53 the double is no longer the number.
                if constexpr (sizeof(T) == 8) {
                    T exact = 0;
                    if (std::from_chars(cell, end, exact).ec == std::errc() && static_cast<double>(exact) == value)
                        stored = exact;
                }
                if (target.guessed && static_cast<double>(stored) != value)
                    m_misfits[column].store(true, std::memory_order_relaxed);
            }
            static_cast<T*>(target.data)[row] = stored;
        });
    }

    /// Widens what the values did not fit; true when there is nothing to widen.
    bool fits()
    {
        bool good = true;
        for (std::size_t k = 0; k < m_targets.size(); ++k)
            if (m_misfits[k]) {
                m_targets[k].type = NumberType::F64;
                good = false;
            }
        Box box;
        for (const auto& chunk : m_chunks)
            box.add(chunk.box);
        m_shift = chooseShift(box);
        if (m_shift != Vec3{0, 0, 0} && !m_wide) {
            m_wide = true;
            good = false;
        }
        if (m_table.colorScale == 0 && m_largestColor > m_scale * 1.000001 && m_scale < 65535) {
            m_scale = colorScaleFor(m_largestColor, false);
            good = false;
        }
        return good;
    }

    base::Result<Cloud> finish()
    {
        m_cloud.name = m_input.path.filename().string();
        m_cloud.notes = std::move(m_notes);
        if (m_wide) {
            m_cloud.shift = m_shift;
            m_cloud.positions.resize(3 * m_rows);
            const bool whole = forBlocks({m_input.job.stopToken(), {}}, (m_rows + 65535) / 65536, [&](std::size_t k) {
                for (std::size_t i = 3 * 65536 * k; i < std::min(3 * m_rows, 3 * 65536 * (k + 1)); ++i)
                    m_cloud.positions[i] = static_cast<float>(m_wideCoordinates[i] - m_shift[i % 3]);
            });
            if (!whole)
                return base::stoppedError();
            m_wideCoordinates = {};
        }
        std::size_t longRows = 0;
        for (const auto& chunk : m_chunks) {
            m_cloud.droppedPoints += chunk.dropped;
            longRows += chunk.longRows;
        }
        if (longRows)
            m_cloud.notes.push_back(std::to_string(longRows) + " of " + std::to_string(m_rows)
                                    + " rows have more values than columns are known; the rest was left out.");
        if (m_cloud.droppedPoints)
            compact();
        assignRoles(m_cloud);
        return std::move(m_cloud);
    }

    void compact()
    {
        const auto pack = [this](auto& values, std::size_t width) {
            std::size_t to = 0;
            for (std::size_t i = 0; i < m_keep.size(); ++i, to += width)
                for (std::size_t k = 0; k < width; ++k)
                    values[to + k] = values[m_keep[i] * width + k];
            values.resize(to);
        };
        for (std::size_t i = 0; i < m_rows; ++i)
            if (usable(static_cast<double>(m_cloud.positions[3 * i]), static_cast<double>(m_cloud.positions[3 * i + 1]),
                       static_cast<double>(m_cloud.positions[3 * i + 2])))
                m_keep.push_back(i);
        pack(m_cloud.positions, 3);
        if (m_colors)
            pack(m_cloud.colors, 3);
        for (auto& attribute : m_cloud.attributes)
            std::visit([&](auto& values) { pack(values, 1); }, attribute.values);
    }

    const Input& m_input;
    const TextTable& m_table;
    const std::string_view m_text;
    std::vector<Chunk> m_chunks;
    std::size_t m_rows = 0;
    std::vector<std::string> m_notes;
    std::vector<Target> m_targets;
    bool m_wide = false; ///< coordinates are read as doubles first
    bool m_colors = false;
    double m_scale = 255;
    Vec3 m_shift = {0, 0, 0};
    Cloud m_cloud;
    std::vector<double> m_wideCoordinates;
    std::vector<std::size_t> m_keep;
    std::vector<std::atomic<bool>> m_misfits;
    std::atomic<double> m_largestColor{0};
    std::atomic<std::size_t> m_firstFailed{0};
};

} // namespace

base::Error badRow(const Input& input, std::size_t offset, const std::string& problem)
{
    const std::string_view before = textOf(input.bytes).substr(0, offset);
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    return tensorio::damaged(input.name, offset, "line " + std::to_string(line) + ": " + problem);
}

base::Result<Cloud> cloudFromText(const Input& input, const TextTable& table)
{
    if (table.columns.size() > mostTextColumns)
        return tensorio::damaged(input.name, table.begin,
                                 std::to_string(table.columns.size()) + " columns; at most "
                                     + std::to_string(mostTextColumns) + " are read");
    return TextParser(input, table).run();
}

} // namespace maquette::cloud::io
