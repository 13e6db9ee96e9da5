// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/File.h"
#include "cloud/io/PlyHeader.h"
#include "cloud/io/RecordTable.h"
#include "cloud/io/TextTable.h"

#include <algorithm>
#include <array>

namespace maquette::cloud::io {

namespace {

/// The names under which colors are found, by channel.
constexpr std::array<std::array<const char*, 3>, 3> colorNames
    = {{{"red", "green", "blue"}, {"r", "g", "b"}, {"diffuse_red", "diffuse_green", "diffuse_blue"}}};

class PlyFile {
public:
    explicit PlyFile(const Input& input)
        : m_input(input)
    {
    }

    base::Result<Cloud> read()
    {
        auto header = readPlyHeader(m_input);
        if (!header.ok())
            return header.error();
        m_header = std::move(header).value();
        m_points = findPoints();
        if (m_points == m_header.elements.size())
            return holdsNoPoints(m_input, "no element of the head has x, y and z");
        for (const auto& names : colorNames) {
            const auto known = [&](const char* name) { return points().find(name) != nullptr; };
            if (m_colors.empty() && std::all_of(names.begin(), names.end(), known))
                m_colors.assign(names.begin(), names.end());
        }
        auto cloud = m_header.form == PlyHeader::Form::Ascii ? readAscii() : readBinary();
        if (cloud.ok())
            cloud.value().classTable = m_header.classTable;
        return cloud;
    }

private:
    [[nodiscard]] const PlyElement& points() const { return m_header.elements[m_points]; }

    [[nodiscard]] std::size_t findPoints() const
    {
        const auto& all = m_header.elements;
        const auto fit = [](const PlyElement& each) { return each.find("x") && each.find("y") && each.find("z"); };
        auto found = std::find_if(all.begin(), all.end(),
                                  [&](const PlyElement& each) { return each.name == "vertex" && fit(each); });
        if (found == all.end())
            found = std::find_if(all.begin(), all.end(), fit);
        return static_cast<std::size_t>(found - all.begin());
    }

    /// Axis 0 … 2, channel 3 … 5, or none of them; the first property of a name has it.
    [[nodiscard]] std::optional<std::size_t> place(const PlyProperty& property) const
    {
        if (points().find(property.name) != &property)
            return std::nullopt;
        for (std::size_t axis = 0; axis < 3; ++axis)
            if (property.name == std::string(1, "xyz"[axis]))
                return axis;
        for (std::size_t channel = 0; channel < m_colors.size(); ++channel)
            if (property.name == m_colors[channel])
                return 3 + channel;
        return std::nullopt;
    }

    base::Result<Cloud> readAscii()
    {
        TextTable table;
        LineReader lines(textOf(m_input.bytes), m_header.dataStart);
        std::string_view line;
        // One record a line; blank lines stand for nothing.
        for (std::size_t k = 0; k < m_points; ++k)
            for (std::uint64_t left = m_header.elements[k].count; left > 0;) {
                if (!lines.next(line))
                    return tensorio::damaged(m_input.name, m_input.bytes.size(),
                                             "the element " + m_header.elements[k].name + " is cut short");
                left -= trimmed(line).empty() ? 0 : 1;
                if (left % 65536 == 0 && m_input.job.stopped())
                    return base::stoppedError();
            }
        table.begin = lines.at();
        table.rows = points().count;
        for (const auto& property : points().properties) {
            TextColumn column{TextColumn::Kind::Value, 0, property.name, property.type};
            if (property.listCount) {
                column.kind = TextColumn::Kind::List;
            } else if (const auto at = place(property)) {
                column.kind = *at < 3 ? TextColumn::Kind::Coordinate : TextColumn::Kind::Color;
                column.index = *at % 3;
            }
            table.columns.push_back(std::move(column));
        }
        return cloudFromText(m_input, table);
    }

    base::Result<Cloud> readBinary()
    {
        m_at = m_header.dataStart;
        for (std::size_t k = 0; k < m_points; ++k)
            if (auto skipped = skip(m_header.elements[k]); !skipped.ok())
                return skipped.error();
        const auto bytes = tensorio::checkedMultiply(points().count, points().leastBytes());
        if (!bytes || *bytes > m_input.bytes.size() - m_at)
            return cutShort(points());
        if (points().count > m_input.options.maxPoints)
            return tooManyPoints(m_input, points().count);
        const std::uint8_t* data = m_input.bytes.data() + m_at;
        std::size_t stride = points().leastBytes();
        if (points().hasLists()) {
            if (auto packed = pack(); !packed.ok())
                return packed.error();
            // Without points there is nothing packed, and nothing is read.
            data = m_packed.empty() ? data : m_packed.data();
            stride = 0;
            for (const auto& property : points().properties)
                stride += property.listCount ? 0 : byteSize(property.type);
        }
        RecordTable table;
        table.count = points().count;
        table.colors.resize(m_colors.size());
        for (const auto& property : points().properties) {
            if (property.listCount)
                continue;
            Field field;
            field.name = property.name;
            field.type = property.type;
            field.data = data;
            field.stride = stride;
            field.swapped = m_header.form == PlyHeader::Form::BigEndian;
            data += byteSize(property.type);
            const auto at = place(property);
            if (at)
                (*at < 3 ? table.axes[*at] : table.colors[*at - 3]) = std::move(field);
            else
                table.attributes.push_back(std::move(field));
        }
        return cloudFrom(m_input, table);
    }

    [[nodiscard]] base::Error cutShort(const PlyElement& element) const
    {
        return tensorio::damaged(m_input.name, m_input.bytes.size(),
                                 std::to_string(element.count) + " records of " + element.name + " are announced (byte "
                                     + std::to_string(element.line) + "), but the file ends before");
    }

    base::Result<void> skip(const PlyElement& element)
    {
        const auto bytes = tensorio::checkedMultiply(element.count, element.leastBytes());
        if (!bytes || *bytes > m_input.bytes.size() - m_at)
            return cutShort(element);
        if (!element.hasLists()) {
            m_at += *bytes;
            return {};
        }
        return walk(element, [](const PlyProperty&, const std::uint8_t*) {});
    }

    /// Copies the records without their lists, so that they have one length.
    base::Result<void> pack()
    {
        std::size_t width = 0;
        for (const auto& property : points().properties)
            width += property.listCount ? 0 : byteSize(property.type);
        m_packed.reserve(width * points().count);
        return walk(points(), [this](const PlyProperty& property, const std::uint8_t* at) {
            m_packed.insert(m_packed.end(), at, at + byteSize(property.type));
        });
    }

    /// Goes through records with lists and calls body(property, address) for what is no list.
    template <class Body> base::Result<void> walk(const PlyElement& element, Body body)
    {
        const bool swapped = m_header.form == PlyHeader::Form::BigEndian;
        for (std::uint64_t i = 0; i < element.count; ++i) {
            if (i % 65536 == 0 && m_input.job.stopped())
                return base::stoppedError();
            for (const auto& property : element.properties) {
                const std::size_t left = m_input.bytes.size() - m_at;
                const std::size_t head = byteSize(property.listCount.value_or(property.type));
                if (left < head)
                    return cutShort(element);
                const std::uint8_t* at = m_input.bytes.data() + m_at;
                if (property.listCount) {
                    const double length = withType(*property.listCount, [&](auto zero) {
                        return static_cast<double>(loadNumber<decltype(zero)>(at, swapped));
                    });
                    const double list = length * static_cast<double>(byteSize(property.type));
                    if (!(length >= 0) || list > static_cast<double>(left - head))
                        return tensorio::damaged(m_input.name, m_at, "a list whose length does not fit the file");
                    m_at += head + static_cast<std::size_t>(list);
                    continue;
                }
                body(property, at);
                m_at += head;
            }
        }
        return {};
    }

    const Input& m_input;
    PlyHeader m_header;
    std::size_t m_points = 0; ///< the element that holds them
    std::vector<std::string> m_colors;
    std::size_t m_at = 0;
    std::vector<std::uint8_t> m_packed;
};

/// ScanNet keeps the labels of NAME.ply in NAME.labels.ply, point by point.
void addScanNetLabels(const Input& input, Cloud& cloud)
{
    if (input.path.empty() || cloud.find(Role::Label))
        return;
    std::filesystem::path beside = input.path;
    beside.replace_extension(".labels.ply");
    std::error_code error;
    if (!std::filesystem::is_regular_file(beside, error))
        return;
    const std::string name = beside.filename().string();
    auto file = base::MappedFile::open(beside);
    if (!file.ok()) {
        cloud.notes.push_back("The labels of " + name + " were left out: " + file.error().english());
        return;
    }
    const Input labels{file.value()->bytes(), beside.string(), beside,
                       file.value(),          input.options,   {input.job.stopToken(), {}}};
    auto read = PlyFile(labels).read();
    const Attribute* found = read.ok() ? read.value().find(Role::Label) : nullptr;
    if (!read.ok())
        cloud.notes.push_back("The labels of " + name + " were left out: " + read.error().english());
    else if (!found || read.value().size() != cloud.size() || read.value().droppedPoints != cloud.droppedPoints)
        cloud.notes.push_back(name + " has " + (found ? std::to_string(read.value().size()) : "no") + " labels for "
                              + std::to_string(cloud.size()) + " points and was left out.");
    else if (!cloud.find(found->name))
        cloud.set(*found);
}

base::Result<Cloud> readPly(const Input& input)
{
    auto cloud = PlyFile(input).read();
    if (cloud.ok())
        addScanNetLabels(input, cloud.value());
    if (input.job.stopped())
        return base::stoppedError();
    return cloud;
}

bool isPly(Bytes bytes) { return startsWith(bytes, "ply\n") || startsWith(bytes, "ply\r"); }

} // namespace

const Reader& plyReader()
{
    static const Reader reader{{"ply"}, isPly, readPly};
    return reader;
}

} // namespace maquette::cloud::io
