// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <protozero/data_view.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace maquette::runlog {

/// TensorFlow's numbering of element types (tensorflow/core/framework/types.proto).
enum class TensorType {
    Float = 1,
    Double = 2,
    Int32 = 3,
    UInt8 = 4,
    Int16 = 5,
    Int8 = 6,
    String = 7,
    Int64 = 9,
    Bool = 10,
    BFloat16 = 14,
    UInt16 = 17,
    Half = 19,
    UInt32 = 22,
    UInt64 = 23,
    Float8E5M2 = 24,
    Float8E4M3FN = 25,
    Float8E4M3FNUZ = 26,
    Float8E4M3B11FNUZ = 27,
    Float8E5M2FNUZ = 28,
    Int4 = 29,
    UInt4 = 30,
    Float4E2M1FN = 33
};

/// A tensor of an event, decoded. Strings point into the record.
struct TensorValue {
    bool isText = false;
    std::vector<std::int64_t> shape;
    std::vector<double> numbers; ///< row by row, when not isText
    std::vector<std::string_view> strings; ///< row by row, when isText
};

/// Decodes a serialized TensorProto into `value`, or returns what is wrong with it (empty: nothing). Values that are
/// left away at the end are as the last one, and none at all are zeros, up to 65,536 elements: a longer tensor must be
/// written out. Half and bfloat16 numbers written as float32 bit patterns, as PyTorch does, are noticed by their range.
/// Throws protozero::exception for a message that contradicts its own lengths.
[[nodiscard]] std::string decodeTensor(protozero::data_view message, TensorValue& value);

/// A number of few bits: 1 sign, `exponentBits`, `mantissaBits`. The highest exponent holds infinity and NaN as in
/// IEEE 754 (`Ieee`), one NaN pattern per sign (`Fn`), none (`Finite`), or the pattern of −0 is NaN (`Fnuz`).
enum class Special { Ieee, Fn, Finite, Fnuz };
[[nodiscard]] double smallFloat(std::uint32_t bits, int exponentBits, int mantissaBits, int bias, Special special);

} // namespace maquette::runlog
