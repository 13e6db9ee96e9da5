// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cloud/io/NumberType.h"
#include "cloud/io/Reader.h"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace maquette::cloud::io {

/// One number of each record: record i has it at data + i * stride. The reader has checked that all lie in the file.
struct Field {
    std::string name;
    NumberType type = NumberType::F32;
    const std::uint8_t* data = nullptr;
    std::size_t stride = 0;
    bool swapped = false; ///< big-endian
    std::uint8_t firstBit = 0; ///< of U8: the value is (byte >> firstBit) & mask
    std::uint8_t mask = 0xFF;
    bool scaled = false; ///< the attribute is value * scale + offset, as a float
    double scale = 1;
    double offset = 0;
    bool leftOutWhenZero = false; ///< no attribute where all values are 0
};

/// Records of one length, or columns, as the binary formats store points.
struct RecordTable {
    std::uint64_t count = 0;
    std::array<Field, 3> axes; ///< scale and offset hold, whether scaled or not
    std::vector<Field> colors; ///< red, green, blue; or empty
    /// What a color is divided by to lie within 0 … 1; 0: told from the largest value.
    double colorScale = 0;
    std::vector<Field> attributes;
    /// Rows of an affine map that the coordinates go through.
    std::optional<std::array<double, 12>> transform;
};

/// The records as a cloud: converted by all threads straight into its arrays. Points whose coordinates are not finite
/// are left out with all their values. Names are made unique; of several labels the first has the role. Stopped.
[[nodiscard]] base::Result<Cloud> cloudFrom(const Input& input, const RecordTable& table);

/// Gives each attribute the role that its name suggests; of labels and of predictions the first.
void assignRoles(Cloud& cloud);

/// What the largest value of whole or broken numbers says of their range: 1, 255 or 65535.
[[nodiscard]] double colorScaleFor(double largest, bool whole);

/// 0 … 1 times 255, rounded and held within the range; 0 for what is no number.
[[nodiscard]] inline std::uint8_t colorByte(double unit)
{
    const double value = unit * 255 + 0.5;
    return value >= 255 ? 255 : value >= 0 ? static_cast<std::uint8_t>(value) : 0;
}

} // namespace maquette::cloud::io
