// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/io/CloudWriter.h"

#include <cstdio>

namespace maquette::cloud::io {

namespace {

void appendCoordinates(const Cloud& cloud, std::size_t i, std::string& text)
{
    for (std::size_t axis = 0; axis < 3; ++axis) {
        if (axis > 0)
            text += ' ';
        appendCoordinate(text, cloud.shift[axis], cloud.positions[3 * i + axis]);
    }
}

} // namespace

base::Result<void> writeText(Output& out)
{
    // Plain rows say enough as x y z r g b; anything more needs its names.
    const Cloud& cloud = out.cloud;
    if (!cloud.attributes.empty()) {
        std::string head = "x y z";
        std::vector<std::string> taken = {"x", "y", "z"};
        if (out.hasColors()) {
            head += " r g b";
            taken.insert(taken.end(), {"r", "g", "b", "red", "green", "blue"});
        }
        for (const auto& name : wordNames(cloud, taken))
            head += " " + name;
        if (auto written = out.file.write(head + "\n"); !written.ok())
            return written;
    }
    return writeLines(out, [&](std::size_t i, std::string& text) {
        appendCoordinates(cloud, i, text);
        for (std::size_t channel = 0; channel < 3 && out.hasColors(); ++channel)
            text += ' ' + std::to_string(out.color(i)[channel]);
        for (const auto& attribute : cloud.attributes) {
            text += ' ';
            appendValue(text, attribute.values, i);
        }
        text += '\n';
    });
}

base::Result<void> writeObj(Output& out)
{
    noteLeftOut(out, nullptr);
    return writeLines(out, [&](std::size_t i, std::string& text) {
        text += "v ";
        appendCoordinates(out.cloud, i, text);
        for (std::size_t channel = 0; channel < 3 && out.hasColors(); ++channel) {
            // Six decimals of 0 … 1, as the official export has them.
            char buffer[16];
            text.append(buffer,
                        static_cast<std::size_t>(
                            std::snprintf(buffer, sizeof buffer, " %.6f", double(out.color(i)[channel]) / 255)));
        }
        text += '\n';
    });
}

} // namespace maquette::cloud::io
