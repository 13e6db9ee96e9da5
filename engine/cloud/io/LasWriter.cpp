// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/io/CloudWriter.h"
#include "cloud/io/LasFormat.h"
#include "cloud/io/NumberType.h"

#include <array>
#include <cmath>
#include <cstring>

namespace maquette::cloud::io {

namespace {

/// The values that a record has its own places for, and the largest that fits there: in the formats 0 to 3, and in 6 to
/// 8 (0: no such place).
enum Place {
    Intensity,
    ReturnNumber,
    ReturnCount,
    ScanDirection,
    EdgeOfFlight,
    Classification,
    Synthetic,
    KeyPoint,
    Withheld,
    Overlap,
    ScannerChannel,
    AngleRank,
    Angle,
    UserData,
    PointSource,
    GpsTime,
    Infrared,
    PlaceCount
};
struct PlaceFacts {
    const char* name;
    double largestOld;
    double largestNew;
};
constexpr PlaceFacts placeFacts[PlaceCount] = {
    {"intensity", 65535, 65535},
    {"return_number", 7, 15},
    {"number_of_returns", 7, 15},
    {"scan_direction_flag", 1, 1},
    {"edge_of_flight_line", 1, 1},
    {"classification", 31, 255},
    {"synthetic", 1, 1},
    {"key_point", 1, 1},
    {"withheld", 1, 1},
    {"overlap", 0, 1},
    {"scanner_channel", 0, 3},
    {"scan_angle_rank", 127, 127},
    {"scan_angle", 0, 180},
    {"user_data", 255, 255},
    {"point_source_id", 65535, 65535},
    {"gps_time", 0, 0}, // any double
    {"nir", 0, 65535},
};

template <class T> void put(std::uint8_t* at, T value) { std::memcpy(at, &value, sizeof value); }

class LasWriter {
public:
    explicit LasWriter(Output& out)
        : m_out(out)
        , m_cloud(out.cloud)
    {
    }

    base::Result<void> run()
    {
        assignPlaces();
        chooseFormat();
        chooseScale();
        if (auto written = m_out.file.write(header()); !written.ok())
            return written;
        if (auto written = m_out.file.write(extraDescriptions()); !written.ok())
            return written;
        return writeRecords(m_out, m_recordLength, [this](std::size_t i, std::uint8_t* at) { fill(i, at); });
    }

private:
    /// The largest size of the values, or infinity where one is no whole number or negative without need.
    [[nodiscard]] double largestOf(Place place, const Column& column) const
    {
        double largest = 0;
        const bool angle = place == AngleRank || place == Angle;
        for (std::size_t i = 0; i < m_cloud.size(); ++i) {
            const double value = valueAt(column, i);
            if (!std::isfinite(value) || (value < 0 && !angle) || (value != std::floor(value) && place != Angle))
                return std::numeric_limits<double>::infinity();
            largest = std::max(largest, std::abs(value));
        }
        return largest;
    }

    void assignPlaces()
    {
        const Attribute* label = classOf(m_cloud);
        for (const auto& attribute : m_cloud.attributes) {
            int place = 0;
            while (place < PlaceCount && attribute.name != placeFacts[place].name)
                ++place;
            if (&attribute == label)
                place = Classification;
            else if (place == Classification && label)
                place = PlaceCount;
            else if (place == PlaceCount && attribute.role == Role::Intensity)
                place = Intensity;
            const bool free = place < PlaceCount && !m_places[static_cast<std::size_t>(place)];
            const double largest
                = !free || place == GpsTime ? 0 : largestOf(static_cast<Place>(place), attribute.values);
            if (!free || largest > placeFacts[place].largestNew) {
                m_extra.push_back(&attribute);
                continue;
            }
            m_places[static_cast<std::size_t>(place)] = &attribute.values;
            m_new = m_new || largest > placeFacts[place].largestOld;
        }
    }

    void chooseFormat()
    {
        constexpr std::size_t longestRecord = 65535;
        constexpr std::size_t mostExtra = 65535 / las::extraBytes;
        const bool gps = m_places[GpsTime] != nullptr;
        const bool infrared = m_places[Infrared] != nullptr;
        m_new = m_new || infrared || !m_extra.empty() || m_cloud.size() > 0xFFFFFFFFu;
        if (m_new)
            m_format = infrared ? 8 : m_out.hasColors() ? 7 : 6;
        else
            m_format = (m_out.hasColors() ? 2 : 0) + (gps ? 1 : 0);
        m_recordLength = las::recordBytes[m_format];
        std::vector<const Attribute*> fitting;
        for (const Attribute* extra : m_extra) {
            const std::size_t bytes = byteSize(static_cast<NumberType>(extra->values.index()));
            if (fitting.size() == mostExtra || m_recordLength + bytes > longestRecord) {
                m_out.notes.push_back("The format has no room for: " + extra->name + ".");
                continue;
            }
            if (extra->name.size() > las::extraNameBytes)
                m_out.notes.push_back("The name " + extra->name + " was cut to 32 bytes.");
            fitting.push_back(extra);
            m_recordLength += bytes;
        }
        m_extra = fitting;
    }

    /// Whole numbers of 32 bits, as fine as 0.0001 where the extent allows it.
    void chooseScale()
    {
        constexpr double largest = 2147483646;
        const Bounds bounds = boundsOf(m_cloud);
        for (std::size_t axis = 0; axis < 3; ++axis) {
            const double low = m_cloud.shift[axis] + static_cast<double>(bounds.low[axis]);
            const double high = m_cloud.shift[axis] + static_cast<double>(bounds.high[axis]);
            m_offset[axis] = std::floor(low);
            int exponent = -4;
            while ((high - m_offset[axis]) / std::pow(10.0, exponent) > largest)
                ++exponent;
            m_scale[axis] = std::pow(10.0, exponent);
            if (exponent > -4)
                m_out.notes.push_back(std::string(1, "xyz"[axis]) + " was rounded to multiples of "
                                      + base::number(m_scale[axis], 3) + ", as the format's numbers reach no further.");
            m_high[axis] = m_offset[axis] + m_scale[axis] * raw(axis, bounds.high[axis]);
            m_low[axis] = m_offset[axis] + m_scale[axis] * raw(axis, bounds.low[axis]);
        }
    }

    [[nodiscard]] std::int32_t raw(std::size_t axis, float position) const
    {
        const double from = m_cloud.shift[axis] + static_cast<double>(position) - m_offset[axis];
        return static_cast<std::int32_t>(std::llround(from / m_scale[axis]));
    }

    [[nodiscard]] std::string header() const
    {
        std::array<std::uint64_t, 15> returns = {};
        for (std::size_t i = 0; i < m_cloud.size(); ++i) {
            const double number = m_places[ReturnNumber] ? valueAt(*m_places[ReturnNumber], i) : 1;
            if (number >= 1 && number <= 15)
                ++returns[static_cast<std::size_t>(number) - 1];
        }
        const std::size_t size = m_new ? las::headerBytes14 : las::headerBytes12;
        const std::size_t described = m_extra.empty() ? 0 : las::vlrHeaderBytes + las::extraBytes * m_extra.size();
        std::string bytes(size, '\0');
        auto* at = reinterpret_cast<std::uint8_t*>(bytes.data());
        std::memcpy(at, "LASF", 4);
        put(at + las::encodingAt, std::uint16_t(m_new ? 0x10 : 0)); // formats 6 and up ask for the bit of WKT
        at[las::versionAt] = 1;
        at[las::versionAt + 1] = m_new ? 4 : 2;
        std::memcpy(at + las::systemAt, "OTHER", 5);
        std::memcpy(at + las::softwareAt, "Maquette", 8);
        put(at + las::headerSizeAt, static_cast<std::uint16_t>(size));
        put(at + las::dataStartAt, static_cast<std::uint32_t>(size + described));
        put(at + las::recordCountAt, std::uint32_t(m_extra.empty() ? 0 : 1));
        at[las::formatAt] = static_cast<std::uint8_t>(m_format);
        put(at + las::recordLengthAt, static_cast<std::uint16_t>(m_recordLength));
        if (m_new) {
            put(at + las::countAt, std::uint64_t(m_cloud.size()));
            for (std::size_t k = 0; k < returns.size(); ++k)
                put(at + las::returnsAt + 8 * k, returns[k]);
        } else {
            put(at + las::legacyCountAt, static_cast<std::uint32_t>(m_cloud.size()));
            for (std::size_t k = 0; k < 5; ++k)
                put(at + las::legacyReturnsAt + 4 * k, static_cast<std::uint32_t>(returns[k]));
        }
        for (std::size_t axis = 0; axis < 3; ++axis) {
            put(at + las::scaleAt + 8 * axis, m_scale[axis]);
            put(at + las::offsetAt + 8 * axis, m_offset[axis]);
            put(at + las::boundsAt + 16 * axis, m_high[axis]);
            put(at + las::boundsAt + 16 * axis + 8, m_low[axis]);
        }
        return bytes;
    }

    [[nodiscard]] std::string extraDescriptions() const
    {
        if (m_extra.empty())
            return {};
        std::string bytes(las::vlrHeaderBytes + las::extraBytes * m_extra.size(), '\0');
        auto* at = reinterpret_cast<std::uint8_t*>(bytes.data());
        std::memcpy(at + las::vlrUserAt, "LASF_Spec", 9);
        put(at + las::vlrIdAt, las::extraBytesId);
        put(at + las::vlrLengthAt, static_cast<std::uint16_t>(las::extraBytes * m_extra.size()));
        std::memcpy(at + las::vlrTextAt, "Extra bytes", 11);
        at += las::vlrHeaderBytes;
        for (const Attribute* extra : m_extra) {
            // The types of the format stand in the order of Column.
            at[las::extraTypeAt] = static_cast<std::uint8_t>(extra->values.index() + 1);
            std::memcpy(at + las::extraNameAt, extra->name.data(), std::min(extra->name.size(), las::extraNameBytes));
            at += las::extraBytes;
        }
        return bytes;
    }

    [[nodiscard]] std::uint32_t value(Place place, std::size_t i, std::uint32_t missing = 0) const
    {
        const Column* column = m_places[place];
        return column ? static_cast<std::uint32_t>(valueAt(*column, i)) : missing;
    }

    void fill(std::size_t i, std::uint8_t* at) const
    {
        std::memset(at, 0, las::recordBytes[m_format]);
        for (std::size_t axis = 0; axis < 3; ++axis)
            put(at + 4 * axis, raw(axis, m_cloud.positions[3 * i + axis]));
        put(at + 12, static_cast<std::uint16_t>(value(Intensity, i)));
        const std::uint32_t number = value(ReturnNumber, i, 1);
        const std::uint32_t count = value(ReturnCount, i, 1);
        const std::uint32_t direction = value(ScanDirection, i);
        const std::uint32_t edge = value(EdgeOfFlight, i);
        const std::uint32_t flags = value(Synthetic, i) | value(KeyPoint, i) << 1 | value(Withheld, i) << 2;
        double angle = m_places[Angle] ? valueAt(*m_places[Angle], i)
            : m_places[AngleRank]      ? valueAt(*m_places[AngleRank], i)
                                       : 0;
        if (m_new) {
            at[14] = static_cast<std::uint8_t>(number | count << 4);
            at[15] = static_cast<std::uint8_t>(flags | value(Overlap, i) << 3 | value(ScannerChannel, i) << 4
                                               | direction << 6 | edge << 7);
            at[16] = static_cast<std::uint8_t>(value(Classification, i));
            at[17] = static_cast<std::uint8_t>(value(UserData, i));
            put(at + 18, static_cast<std::int16_t>(std::lround(angle / las::angleStep)));
            put(at + 20, static_cast<std::uint16_t>(value(PointSource, i)));
        } else {
            at[14] = static_cast<std::uint8_t>(number | count << 3 | direction << 6 | edge << 7);
            at[15] = static_cast<std::uint8_t>(value(Classification, i) | flags << 5);
            at[16] = static_cast<std::uint8_t>(static_cast<std::int8_t>(angle));
            at[17] = static_cast<std::uint8_t>(value(UserData, i));
            put(at + 18, static_cast<std::uint16_t>(value(PointSource, i)));
        }
        if (const std::size_t place = las::gpsTimeAt[m_format]; place && m_places[GpsTime])
            put(at + place, valueAt(*m_places[GpsTime], i));
        if (const std::size_t place = las::colorAt[m_format]; place && m_out.hasColors())
            for (std::size_t channel = 0; channel < 3; ++channel)
                put(at + place + 2 * channel, static_cast<std::uint16_t>(m_out.color(i)[channel] * 257));
        if (const std::size_t place = las::infraredAt[m_format])
            put(at + place, static_cast<std::uint16_t>(value(Infrared, i)));
        at += las::recordBytes[m_format];
        for (const Attribute* extra : m_extra)
            std::visit(
                [&](const auto& values) {
                    put(at, values[i]);
                    at += sizeof values[i];
                },
                extra->values);
    }

    Output& m_out;
    const Cloud& m_cloud;
    std::array<const Column*, PlaceCount> m_places = {};
    std::vector<const Attribute*> m_extra;
    bool m_new = false; ///< LAS 1.4 with the formats 6 to 8
    std::size_t m_format = 0;
    std::size_t m_recordLength = 0;
    Vec3 m_scale = {0, 0, 0};
    Vec3 m_offset = {0, 0, 0};
    Vec3 m_low = {0, 0, 0};
    Vec3 m_high = {0, 0, 0};
};

} // namespace

base::Result<void> writeLas(Output& out) { return LasWriter(out).run(); }

} // namespace maquette::cloud::io
