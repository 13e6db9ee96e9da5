// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/io/LasFormat.h"
#include "cloud/io/RecordTable.h"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace maquette::cloud::io {

namespace {

class LasFile {
public:
    explicit LasFile(const Input& input)
        : m_input(input)
        , m_bytes(input.bytes)
    {
    }

    base::Result<Cloud> read()
    {
        if (auto header = readHeader(); !header.ok())
            return header.error();
        if (auto records = readRecords(); !records.ok())
            return records.error();
        RecordTable table;
        table.count = m_count;
        for (std::size_t axis = 0; axis < 3; ++axis) {
            Field& field = table.axes[axis] = fieldAt(4 * axis, NumberType::I32, "");
            field.scale = number<double>(las::scaleAt + 8 * axis);
            field.offset = number<double>(las::offsetAt + 8 * axis);
            if (!std::isfinite(field.scale) || field.scale == 0 || !std::isfinite(field.offset))
                return tensorio::damaged(m_input.name, las::scaleAt + 8 * axis,
                                         "scale and offset of an axis that are no finite numbers, or a scale of 0");
        }
        if (const std::size_t at = las::colorAt[m_format])
            for (std::size_t channel = 0; channel < 3; ++channel)
                table.colors.push_back(fieldAt(at + 2 * channel, NumberType::U16, ""));
        m_fields = &table.attributes;
        addFields();
        addExtraFields();
        auto cloud = cloudFrom(m_input, table);
        if (cloud.ok()) {
            cloud.value().notes = std::move(m_notes);
            preferExtraLabels(cloud.value());
        }
        return cloud;
    }

private:
    /// Labels that no class of the format can hold, as -1, stand among the extra bytes; the classes are 0 then.
    static void preferExtraLabels(Cloud& cloud)
    {
        Attribute* classes = nullptr;
        Attribute* labels = nullptr;
        for (auto& attribute : cloud.attributes) {
            if (attribute.role == Role::Label)
                classes = &attribute;
            else if (!labels && roleFromName(attribute.name) == Role::Label)
                labels = &attribute;
        }
        const auto* values = classes ? std::get_if<std::vector<std::uint8_t>>(&classes->values) : nullptr;
        if (!labels || !values || std::any_of(values->begin(), values->end(), [](auto value) { return value != 0; }))
            return;
        classes->role = Role::None;
        labels->role = Role::Label;
    }

    template <class T> [[nodiscard]] T number(std::size_t at) const
    {
        return loadNumber<T>(m_bytes.data() + at, false);
    }

    base::Result<void> readHeader()
    {
        if (m_bytes.size() < las::headerBytes12)
            return tensorio::damaged(m_input.name, m_bytes.size(), "the file ends within the header");
        const int major = m_bytes[las::versionAt];
        const int minor = m_bytes[las::versionAt + 1];
        if (major != 1 || minor > 4)
            return tensorio::damaged(m_input.name, las::versionAt,
                                     "LAS 1.0 to 1.4 expected, found " + std::to_string(major) + "."
                                         + std::to_string(minor));
        m_headerSize = number<std::uint16_t>(las::headerSizeAt);
        m_start = number<std::uint32_t>(las::dataStartAt);
        const std::size_t least = minor < 4 ? las::headerBytes12 : las::headerBytes14;
        if (m_headerSize < least || m_start < m_headerSize || m_start > m_bytes.size())
            return tensorio::damaged(m_input.name, las::headerSizeAt,
                                     "a header of " + std::to_string(m_headerSize) + " bytes and points from byte "
                                         + std::to_string(m_start) + " on");
        const std::uint8_t format = m_bytes[las::formatAt];
        if (format & 0xC0)
            return compressed();
        if (format >= las::recordBytes.size())
            return tensorio::damaged(m_input.name, las::formatAt, "the point format " + std::to_string(format));
        m_format = format;
        m_recordLength = number<std::uint16_t>(las::recordLengthAt);
        if (m_recordLength < las::recordBytes[m_format])
            return tensorio::damaged(m_input.name, las::recordLengthAt,
                                     "records of " + std::to_string(m_recordLength) + " bytes, the format has "
                                         + std::to_string(las::recordBytes[m_format]));
        m_count = number<std::uint32_t>(las::legacyCountAt);
        if (minor == 4 && number<std::uint64_t>(las::countAt) != 0)
            m_count = number<std::uint64_t>(las::countAt);
        const auto bytes = tensorio::checkedMultiply(m_count, m_recordLength);
        if (!bytes || *bytes > m_bytes.size() - m_start)
            return tensorio::damaged(m_input.name, m_bytes.size(),
                                     std::to_string(m_count) + " points of " + std::to_string(m_recordLength)
                                         + " bytes are announced, but the file ends before");
        return {};
    }

    [[nodiscard]] base::Error compressed() const
    {
        return {base::ErrorCode::BadInput,
                {QT_TRANSLATE_NOOP("Engine",
                                   "%1 is compressed (LAZ), which is not read here. Unpack it to LAS first, for "
                                   "example with laszip or las2las."),
                 {m_input.name}},
                "byte " + std::to_string(las::formatAt)};
    }

    /// The variable length records; of them only the extra bytes count.
    base::Result<void> readRecords()
    {
        const std::uint32_t count = number<std::uint32_t>(las::recordCountAt);
        std::size_t at = m_headerSize;
        for (std::uint32_t i = 0; i < count; ++i) {
            const std::size_t left = m_start - at;
            const std::size_t length = left < las::vlrHeaderBytes
                ? left
                : number<std::uint16_t>(at + las::vlrLengthAt) + las::vlrHeaderBytes;
            if (left < las::vlrHeaderBytes || left < length) {
                m_notes.push_back("The record " + std::to_string(i + 1) + " of " + std::to_string(count)
                                  + " before the points does not fit there (byte " + std::to_string(at)
                                  + "); what it describes was left out.");
                return {};
            }
            const std::string_view user = textOf(m_bytes.subspan(at + las::vlrUserAt, las::vlrUserBytes));
            const auto id = number<std::uint16_t>(at + las::vlrIdAt);
            if (user.starts_with("laszip encoded") && id == las::lazId)
                return compressed();
            if (user.starts_with("LASF_Spec") && id == las::extraBytesId)
                m_extra = m_bytes.subspan(at + las::vlrHeaderBytes, length - las::vlrHeaderBytes);
            at += length;
        }
        return {};
    }

    [[nodiscard]] Field fieldAt(std::size_t at, NumberType type, std::string name) const
    {
        Field field;
        field.name = std::move(name);
        field.type = type;
        field.data = m_bytes.data() + m_start + at;
        field.stride = m_recordLength;
        return field;
    }

    Field& add(std::size_t at, NumberType type, std::string name)
    {
        m_fields->push_back(fieldAt(at, type, std::move(name)));
        return m_fields->back();
    }

    void addBits(std::size_t at, std::uint8_t first, std::uint8_t mask, std::string name, bool always = false)
    {
        Field& field = add(at, NumberType::U8, std::move(name));
        field.firstBit = first;
        field.mask = mask;
        field.leftOutWhenZero = !always;
    }

    /// Flags and numbers that scanners often leave 0 become attributes only where they are not.
    void addFields()
    {
        add(12, NumberType::U16, "intensity");
        if (m_format < 6) {
            addBits(14, 0, 7, "return_number", true);
            addBits(14, 3, 7, "number_of_returns", true);
            addBits(14, 6, 1, "scan_direction_flag");
            addBits(14, 7, 1, "edge_of_flight_line");
            addBits(15, 0, 31, "classification", true);
            addBits(15, 5, 1, "synthetic");
            addBits(15, 6, 1, "key_point");
            addBits(15, 7, 1, "withheld");
            add(16, NumberType::I8, "scan_angle_rank").leftOutWhenZero = true;
            add(17, NumberType::U8, "user_data").leftOutWhenZero = true;
            add(18, NumberType::U16, "point_source_id").leftOutWhenZero = true;
        } else {
            addBits(14, 0, 15, "return_number", true);
            addBits(14, 4, 15, "number_of_returns", true);
            addBits(15, 0, 1, "synthetic");
            addBits(15, 1, 1, "key_point");
            addBits(15, 2, 1, "withheld");
            addBits(15, 3, 1, "overlap");
            addBits(15, 4, 3, "scanner_channel");
            addBits(15, 6, 1, "scan_direction_flag");
            addBits(15, 7, 1, "edge_of_flight_line");
            add(16, NumberType::U8, "classification");
            add(17, NumberType::U8, "user_data").leftOutWhenZero = true;
            Field& angle = add(18, NumberType::I16, "scan_angle");
            angle.scaled = true;
            angle.scale = las::angleStep;
            angle.leftOutWhenZero = true;
            add(20, NumberType::U16, "point_source_id").leftOutWhenZero = true;
        }
        if (const std::size_t at = las::gpsTimeAt[m_format])
            add(at, NumberType::F64, "gps_time");
        if (const std::size_t at = las::infraredAt[m_format])
            add(at, NumberType::U16, "nir");
        if (m_format == 4 || m_format == 5 || m_format > 8)
            m_notes.emplace_back("The waveforms of the file were left out.");
    }

    void addExtraFields()
    {
        constexpr std::size_t mostExtra = 1024;
        std::size_t at = las::recordBytes[m_format];
        for (std::size_t k = 0; k + las::extraBytes <= m_extra.size() && k / las::extraBytes < mostExtra;
             k += las::extraBytes) {
            const std::uint8_t* entry = m_extra.data() + k;
            const std::uint8_t type = entry[las::extraTypeAt];
            const std::uint8_t options = entry[las::extraOptionsAt];
            std::string name(textOf(m_extra.subspan(k + las::extraNameAt, las::extraNameBytes)));
            name.erase(std::min(name.size(), name.find('\0')));
            if (type == 0) { // bytes of no known meaning
                at += options;
                continue;
            }
            if (type > 30)
                break;
            const NumberType number = static_cast<NumberType>((type - 1) % 10);
            const std::size_t values = 1 + std::size_t(type - 1) / 10;
            for (std::size_t i = 0; i < values; ++i, at += byteSize(number)) {
                if (at + byteSize(number) > m_recordLength) {
                    m_notes.push_back("The extra value " + name + " does not fit the records and was left out.");
                    return;
                }
                Field& field = add(at, number, values == 1 ? name : name + "_" + std::to_string(i));
                if (options & las::extraHasScale)
                    field.scale = loadNumber<double>(entry + las::extraScaleAt + 8 * i, false);
                if (options & las::extraHasOffset)
                    field.offset = loadNumber<double>(entry + las::extraOffsetAt + 8 * i, false);
                field.scaled = field.scale != 1 || field.offset != 0;
            }
        }
        if (at < m_recordLength)
            m_notes.push_back(std::to_string(m_recordLength - at)
                              + " bytes of each point are described nowhere and were left out.");
    }

    const Input& m_input;
    const Bytes m_bytes;
    std::size_t m_headerSize = 0;
    std::size_t m_start = 0; ///< of the points
    std::size_t m_format = 0;
    std::size_t m_recordLength = 0;
    std::uint64_t m_count = 0;
    Bytes m_extra;
    std::vector<Field>* m_fields = nullptr;
    std::vector<std::string> m_notes;
};

base::Result<Cloud> readLas(const Input& input)
{
    if (!startsWith(input.bytes, "LASF"))
        return tensorio::damaged(input.name, 0, "a LAS starts with the letters LASF");
    return LasFile(input).read();
}

} // namespace

const Reader& lasReader()
{
    static const Reader reader{{"las"}, [](Bytes bytes) { return startsWith(bytes, "LASF"); }, readLas};
    return reader;
}

} // namespace maquette::cloud::io
