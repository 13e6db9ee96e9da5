// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/io/Lzf.h"
#include "cloud/io/RecordTable.h"
#include "cloud/io/TextTable.h"

#include <charconv>

namespace maquette::cloud::io {

namespace {

constexpr std::size_t longestHeader = std::size_t(1) << 16;
constexpr std::size_t mostFields = 1024;

/// One number of a point; a field of several is several of them.
struct PcdField {
    std::string name;
    NumberType type = NumberType::F32;
    bool padding = false;
    std::size_t number = 0; ///< of the field in the head
    std::size_t within = 0; ///< which of its numbers
    std::size_t count = 1; ///< how many numbers the field has
};

/// The Point Cloud Data format of PCL, versions 0.5 to 0.7.
class PcdFile {
public:
    explicit PcdFile(const Input& input)
        : m_input(input)
    {
    }

    base::Result<Cloud> read()
    {
        if (auto header = readHeader(); !header.ok())
            return header.error();
        if (m_points > m_input.options.maxPoints)
            return tooManyPoints(m_input, m_points);
        return m_data == "ascii" ? readAscii() : m_data == "binary" ? readBinary() : readCompressed();
    }

private:
    using Words = std::vector<std::string_view>;

    [[nodiscard]] base::Error bad(std::size_t at, const std::string& problem) const
    {
        return tensorio::damaged(m_input.name, at, problem);
    }

    base::Result<void> readHeader()
    {
        LineReader lines(textOf(m_input.bytes).substr(0, longestHeader), 0);
        std::string_view line;
        for (std::size_t at = 0; lines.next(line); at = lines.at()) {
            const Words words = cellsOf(line, ' ');
            if (words.empty() || words[0].starts_with('#'))
                continue;
            const std::string_view key = words[0];
            const Words values(words.begin() + 1, words.end());
            if (values.size() > mostFields)
                return bad(at, "more than " + std::to_string(mostFields) + " fields");
            if (key == "FIELDS" || key == "COLUMNS") {
                m_names = values;
            } else if (key == "SIZE") {
                m_sizes = values;
            } else if (key == "TYPE") {
                m_types = values;
            } else if (key == "COUNT") {
                m_counts = values;
            } else if (key == "WIDTH" || key == "HEIGHT" || key == "POINTS") {
                std::uint64_t number = 0;
                if (values.size() != 1 || !whole(values[0], number))
                    return bad(at, "a whole number behind " + std::string(key) + " expected");
                (key == "WIDTH" ? m_width : key == "HEIGHT" ? m_height : m_announced) = number;
            } else if (key == "DATA") {
                if (values.size() != 1
                    || (values[0] != "ascii" && values[0] != "binary" && values[0] != "binary_compressed"))
                    return bad(at, "DATA is neither ascii nor binary nor binary_compressed");
                m_data = values[0];
                m_start = std::min(lines.at(), m_input.bytes.size());
                return makeFields(at);
            } else if (key != "VERSION" && key != "VIEWPOINT") {
                return bad(at, "an unknown line " + tensorio::inQuotes(line));
            }
        }
        return bad(std::min(lines.at(), m_input.bytes.size()), "the head does not end with DATA");
    }

    static bool whole(std::string_view word, std::uint64_t& number)
    {
        const char* end = word.data() + word.size();
        const auto [stop, error] = std::from_chars(word.data(), end, number);
        return error == std::errc() && stop == end;
    }

    static std::optional<NumberType> typeFor(std::string_view type, std::uint64_t size)
    {
        for (const NumberType each :
             {NumberType::U8, NumberType::U16, NumberType::U32, NumberType::U64, NumberType::I8, NumberType::I16,
              NumberType::I32, NumberType::I64, NumberType::F32, NumberType::F64}) {
            const char letter = isFloating(each) ? 'F' : static_cast<int>(each) % 2 == 0 ? 'U' : 'I';
            if (type.size() == 1 && type[0] == letter && byteSize(each) == size)
                return each;
        }
        return std::nullopt;
    }

    /// `at` is the place of the line DATA.
    base::Result<void> makeFields(std::size_t at)
    {
        const std::size_t count = m_names.size();
        if (count == 0 || m_sizes.size() != count || m_types.size() != count
            || (!m_counts.empty() && m_counts.size() != count))
            return bad(at, "FIELDS, SIZE, TYPE and COUNT of one length expected");
        for (std::size_t k = 0; k < count; ++k) {
            std::uint64_t size = 0;
            std::uint64_t values = 1;
            const bool numbers = whole(m_sizes[k], size) && (m_counts.empty() || whole(m_counts[k], values));
            const auto type = typeFor(m_types[k], size);
            if (!numbers || !type || values > std::uint64_t(1) << 20)
                return bad(at,
                           "the field " + tensorio::inQuotes(m_names[k]) + " has a size, type or count that is none");
            const bool padding = m_names[k] == "_";
            if (!padding && m_fields.size() + values > mostFields)
                return bad(at, "more than " + std::to_string(mostFields) + " numbers a point");
            if (padding) {
                m_fields.push_back({"_", *type, true, k, 0, static_cast<std::size_t>(values)});
                continue;
            }
            for (std::size_t i = 0; i < values; ++i)
                m_fields.push_back(
                    {values == 1 ? std::string(m_names[k]) : std::string(m_names[k]) + "_" + std::to_string(i), *type,
                     false, k, i, static_cast<std::size_t>(values)});
        }
        for (const char* axis : {"x", "y", "z"})
            if (!find(axis))
                return holdsNoPoints(m_input, "byte " + std::to_string(at) + ": no field " + axis);
        // Files of versions before 0.7 may lack POINTS.
        const auto product = tensorio::checkedMultiply(m_width.value_or(0), m_height.value_or(1));
        if (!product || (m_announced && m_width && *product != *m_announced))
            return bad(at, "WIDTH times HEIGHT is not POINTS");
        m_points = m_announced.value_or(*product);
        return {};
    }

    [[nodiscard]] const PcdField* find(std::string_view name) const
    {
        for (const auto& field : m_fields)
            if (!field.padding && field.name == name)
                return &field;
        return nullptr;
    }

    /// The field that packs red, green and blue into 32 bits.
    [[nodiscard]] const PcdField* packed() const
    {
        for (const char* name : {"rgb", "rgba"})
            if (const PcdField* field = find(name); field && byteSize(field->type) == 4)
                return field;
        return nullptr;
    }

    [[nodiscard]] std::size_t recordBytes() const
    {
        std::size_t bytes = 0;
        for (const auto& field : m_fields)
            bytes += byteSize(field.type) * (field.padding ? field.count : 1);
        return bytes;
    }

    base::Result<Cloud> readAscii()
    {
        TextTable table;
        table.rules.comments = true;
        table.begin = m_start;
        table.rows = m_points;
        for (const auto& field : m_fields) {
            TextColumn column{TextColumn::Kind::Value, 0, field.name, field.type};
            const auto axis = std::string_view("xyz").find(field.name);
            if (field.padding)
                column.kind = TextColumn::Kind::Skip;
            else if (field.name.size() == 1 && axis != std::string_view::npos && find(field.name) == &field)
                column = {TextColumn::Kind::Coordinate, axis, field.name, field.type};
            else if (&field == packed())
                column.kind = TextColumn::Kind::PackedColor;
            for (std::size_t i = 0; i < (field.padding ? field.count : 1) && table.columns.size() <= mostTextColumns;
                 ++i)
                table.columns.push_back(column);
        }
        return cloudFromText(m_input, table);
    }

    base::Result<Cloud> readBinary()
    {
        const std::size_t length = recordBytes();
        const auto bytes = tensorio::checkedMultiply(m_points, length);
        if (!bytes || *bytes > m_input.bytes.size() - m_start)
            return bad(m_input.bytes.size(),
                       std::to_string(m_points) + " points of " + std::to_string(length)
                           + " bytes are announced, but the file ends before");
        RecordTable table;
        const std::uint8_t* at = m_input.bytes.data() + m_start;
        for (const auto& field : m_fields) {
            add(table, field, at, length);
            at += byteSize(field.type) * (field.padding ? field.count : 1);
        }
        return assemble(table);
    }

    base::Result<Cloud> readCompressed()
    {
        if (m_input.bytes.size() - m_start < 8)
            return bad(m_input.bytes.size(), "the sizes before the compressed points are cut short");
        const auto packedBytes = loadNumber<std::uint32_t>(m_input.bytes.data() + m_start, false);
        const auto rawBytes = loadNumber<std::uint32_t>(m_input.bytes.data() + m_start + 4, false);
        const auto expected = tensorio::checkedMultiply(m_points, recordBytes());
        if (packedBytes > m_input.bytes.size() - m_start - 8)
            return bad(m_start,
                       std::to_string(packedBytes) + " compressed bytes are announced, the file has "
                           + std::to_string(m_input.bytes.size() - m_start - 8));
        // Three bytes of a stream unpack to at most 264.
        if (!expected || rawBytes != *expected || rawBytes / 88 > packedBytes)
            return bad(m_start + 4,
                       std::to_string(rawBytes) + " unpacked bytes are announced, the points need "
                           + (expected ? std::to_string(*expected) : "more than there can be"));
        std::vector<std::uint8_t> raw(rawBytes);
        std::size_t place = 0;
        const std::string problem = unpackLzf(m_input.bytes.subspan(m_start + 8, packedBytes), raw, place);
        if (!problem.empty())
            return bad(m_start + 8 + place, "the compressed points have " + problem);
        RecordTable table;
        std::size_t at = 0;
        for (const auto& field : m_fields) {
            const std::size_t size = byteSize(field.type);
            if (field.padding)
                at += size * field.count * m_points;
            else
                add(table, field, raw.data() + at + field.within * size, size * field.count);
            // The numbers of one field stand together, point by point.
            if (!field.padding && field.within + 1 == field.count)
                at += size * field.count * m_points;
        }
        return assemble(table);
    }

    void add(RecordTable& table, const PcdField& source, const std::uint8_t* data, std::size_t stride) const
    {
        if (source.padding)
            return;
        Field field;
        field.name = source.name;
        field.type = source.type;
        field.data = data;
        field.stride = stride;
        const auto axis = std::string_view("xyz").find(source.name);
        if (source.name.size() == 1 && axis != std::string_view::npos && find(source.name) == &source) {
            table.axes[axis] = std::move(field);
        } else if (&source == packed()) {
            field.type = NumberType::U8;
            for (std::size_t channel = 0; channel < 3; ++channel) {
                field.data = data + 2 - channel; // 0x00RRGGBB, lowest byte first
                table.colors.push_back(field);
            }
        } else {
            table.attributes.push_back(std::move(field));
        }
    }

    base::Result<Cloud> assemble(RecordTable& table) const
    {
        table.count = m_points;
        return cloudFrom(m_input, table);
    }

    const Input& m_input;
    Words m_names;
    Words m_sizes;
    Words m_types;
    Words m_counts;
    std::optional<std::uint64_t> m_width;
    std::optional<std::uint64_t> m_height;
    std::optional<std::uint64_t> m_announced;
    std::uint64_t m_points = 0;
    std::string_view m_data;
    std::size_t m_start = 0;
    std::vector<PcdField> m_fields;
};

base::Result<Cloud> readPcd(const Input& input) { return PcdFile(input).read(); }

bool isPcd(Bytes bytes)
{
    return startsWith(bytes, "# .PCD") || startsWith(bytes, "VERSION .7") || startsWith(bytes, "VERSION 0.7")
        || startsWith(bytes, "VERSION .6") || startsWith(bytes, "VERSION .5");
}

} // namespace

const Reader& pcdReader()
{
    static const Reader reader{{"pcd"}, isPcd, readPcd};
    return reader;
}

} // namespace maquette::cloud::io
