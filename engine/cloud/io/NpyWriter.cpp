// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/io/CloudWriter.h"

#include <cstring>

namespace maquette::cloud::io {

/// float64 [n, 3], [n, 6] with colors of 0 … 255, or [n, 7] with the class behind them: the rooms of S3DIS.
base::Result<void> writeNpyCloud(Output& out)
{
    const Cloud& cloud = out.cloud;
    const Attribute* label = classOf(cloud);
    const std::size_t columns = label ? 7 : out.hasColors() ? 6 : 3;
    noteLeftOut(out, label);
    if (label && !out.hasColors())
        out.notes.emplace_back("The array has columns for colors; as the cloud has none, they are 0.");
    std::string header = "{'descr': '<f8', 'fortran_order': False, 'shape': (" + std::to_string(cloud.size()) + ", "
        + std::to_string(columns) + "), }";
    // NumPy pads so that the numbers start at a multiple of 64.
    header.append((64 - (10 + header.size() + 1) % 64) % 64, ' ');
    header += '\n';
    std::string head = "\x93NUMPY";
    head += {'\x01', '\x00', static_cast<char>(header.size() & 0xFF), static_cast<char>(header.size() >> 8)};
    if (auto written = out.file.write(head + header); !written.ok())
        return written;
    return writeRecords(out, 8 * columns, [&](std::size_t i, std::uint8_t* at) {
        double row[7] = {};
        const Vec3 coordinate = cloud.coordinate(i);
        std::copy(coordinate.begin(), coordinate.end(), row);
        for (std::size_t channel = 0; channel < 3 && out.hasColors(); ++channel)
            row[3 + channel] = out.color(i)[channel];
        if (label)
            row[6] = valueAt(label->values, i);
        std::memcpy(at, row, 8 * columns);
    });
}

} // namespace maquette::cloud::io
