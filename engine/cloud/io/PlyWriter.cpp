// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/io/CloudWriter.h"
#include "cloud/io/NumberType.h"

#include <cstring>

namespace maquette::cloud::io {

namespace {

/// The format has no whole numbers of 64 bits; they become doubles.
const char* plyWord(const Column& column)
{
    static constexpr const char* words[]
        = {"uchar", "char", "ushort", "short", "uint", "int", "double", "double", "float", "double"};
    return words[column.index()];
}

std::size_t plyBytes(const Column& column) { return byteSize(static_cast<NumberType>(column.index())); }

template <class T> std::uint8_t* put(std::uint8_t* at, T value)
{
    std::memcpy(at, &value, sizeof value);
    return at + sizeof value;
}

base::Result<void> writeBinary(Output& out, std::size_t length)
{
    const Cloud& cloud = out.cloud;
    const bool doubles = out.shifted();
    return writeRecords(out, length, [&](std::size_t i, std::uint8_t* at) {
        const Vec3 coordinate = cloud.coordinate(i);
        for (std::size_t axis = 0; axis < 3; ++axis)
            at = doubles ? put(at, coordinate[axis]) : put(at, cloud.positions[3 * i + axis]);
        if (out.hasColors()) {
            std::memcpy(at, out.color(i), 3);
            at += 3;
        }
        for (const auto& attribute : cloud.attributes)
            std::visit(
                [&](const auto& values) {
                    if constexpr (std::is_integral_v<std::decay_t<decltype(values[i])>> && sizeof(values[i]) == 8)
                        at = put(at, static_cast<double>(values[i]));
                    else
                        at = put(at, values[i]);
                },
                attribute.values);
    });
}

base::Result<void> writeAscii(Output& out)
{
    const Cloud& cloud = out.cloud;
    return writeLines(out, [&](std::size_t i, std::string& text) {
        for (std::size_t axis = 0; axis < 3; ++axis) {
            if (axis > 0)
                text += ' ';
            appendCoordinate(text, cloud.shift[axis], cloud.positions[3 * i + axis]);
        }
        for (std::size_t channel = 0; channel < 3 && out.hasColors(); ++channel)
            text += ' ' + std::to_string(out.color(i)[channel]);
        for (const auto& attribute : cloud.attributes) {
            text += ' ';
            appendValue(text, attribute.values, i);
        }
        text += '\n';
    });
}

} // namespace

base::Result<void> writePly(Output& out)
{
    const Cloud& cloud = out.cloud;
    std::vector<std::string> taken = {"x", "y", "z"};
    std::string head = std::string("ply\nformat ") + (out.options.ascii ? "ascii" : "binary_little_endian")
        + " 1.0\ncomment written by Maquette\n"
        + (cloud.classTable.empty() ? "" : "comment classes " + cloud.classTable + "\n") + "element vertex " + std::to_string(cloud.size()) + "\n";
    std::size_t length = 3 * (out.shifted() ? sizeof(double) : sizeof(float));
    for (const auto& axis : taken)
        head += std::string("property ") + (out.shifted() ? "double " : "float ") + axis + "\n";
    if (out.hasColors()) {
        taken.insert(taken.end(), {"red", "green", "blue"});
        head += "property uchar red\nproperty uchar green\nproperty uchar blue\n";
        length += 3;
    }
    const auto names = wordNames(cloud, taken);
    for (std::size_t k = 0; k < names.size(); ++k) {
        const Column& column = cloud.attributes[k].values;
        head += std::string("property ") + plyWord(column) + " " + names[k] + "\n";
        length += plyBytes(column);
        if (plyBytes(column) == 8 && !isFloating(static_cast<NumberType>(column.index())))
            out.notes.push_back("PLY has no whole numbers of 64 bits: " + cloud.attributes[k].name
                                + " was written as doubles.");
    }
    head += "end_header\n";
    if (auto written = out.file.write(head); !written.ok())
        return written;
    return out.options.ascii ? writeAscii(out) : writeBinary(out, length);
}

} // namespace maquette::cloud::io
