// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace maquette::cloud {

using Vec3 = std::array<double, 3>;

/// The values of one attribute, in the type of the file.
using Column
    = std::variant<std::vector<std::uint8_t>, std::vector<std::int8_t>, std::vector<std::uint16_t>,
                   std::vector<std::int16_t>, std::vector<std::uint32_t>, std::vector<std::int32_t>,
                   std::vector<std::uint64_t>, std::vector<std::int64_t>, std::vector<float>, std::vector<double>>;

/// What an attribute stands for, so that views and metrics find it whatever its name is.
enum class Role {
    None,
    Label, ///< the class of a point as it was annotated
    Prediction, ///< the class that a model gave
    Instance, ///< the number of the object that a point belongs to
    Intensity ///< of the scanner's echo
};

/// One named value for each point.
struct Attribute {
    std::string name; ///< as in the file; unique in its cloud
    Column values;
    Role role = Role::None;
};

/// "u8", "i8", "u16", "i16", "u32", "i32", "u64", "i64", "f32", "f64".
[[nodiscard]] const char* typeName(const Column& column);
[[nodiscard]] std::size_t sizeOf(const Column& column);
/// The value at an index as a double (64-bit integers beyond 2^53 are rounded).
[[nodiscard]] double valueAt(const Column& column, std::size_t index);

/// The role that a name suggests, without regard to case: label, class, classification, cls, gt, truth, sem, semantic,
/// scalar_label …; pred, preds, prediction …; instance, ins, object, segment; intensity, reflectance, remission.
/// The prefix "scalar_" of CloudCompare is ignored.
[[nodiscard]] Role roleFromName(std::string_view name);

/// A point cloud in memory. Positions are float32 relative to `shift`, so that clouds far from their origin keep their
/// precision: the coordinate of the file is shift + position, rounded to 2^-24 of the extent at worst. Non-finite
/// positions are dropped by readers and counted.
struct Cloud {
    std::string name; ///< for people: the file's name without its folder
    Vec3 shift = {0, 0, 0};
    std::vector<float> positions; ///< x y z of each point, in the file's unit (meters in all sets named here)
    std::vector<std::uint8_t> colors; ///< r g b of each point, or empty
    std::vector<Attribute> attributes; ///< all as long as the cloud
    std::string classTable = {}; ///< id of the known table that the labels are of, where the file says so
    std::uint64_t droppedPoints = 0; ///< left out when read, as a coordinate was not finite
    std::vector<std::string> notes; ///< what the reader repaired or left out, in English sentences

    [[nodiscard]] std::size_t size() const { return positions.size() / 3; }
    [[nodiscard]] bool hasColors() const { return !colors.empty(); }
    /// The coordinate of the file.
    [[nodiscard]] Vec3 coordinate(std::size_t index) const;
    /// Null without one.
    [[nodiscard]] const Attribute* find(std::string_view name) const;
    [[nodiscard]] const Attribute* find(Role role) const;
    /// Adds the attribute or takes the place of the one with its name, and of the one with its role (Label and
    /// Prediction stand for one attribute each; what had the role before keeps its values and loses the role).
    void set(Attribute attribute);
};

/// Lower and upper corner relative to the shift; both zero for an empty cloud.
struct Bounds {
    std::array<float, 3> low = {0, 0, 0};
    std::array<float, 3> high = {0, 0, 0};

    [[nodiscard]] Vec3 center() const;
    [[nodiscard]] double diagonal() const;
};
[[nodiscard]] Bounds boundsOf(const Cloud& cloud);

/// Labels as the metrics and views use them: whole numbers, -1 where a floating value is not finite or a number does
/// not fit into 32 bits. Floating values are rounded towards zero.
[[nodiscard]] std::vector<std::int32_t> labelsOf(const Column& column);

} // namespace maquette::cloud
