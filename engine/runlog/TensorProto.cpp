// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runlog/TensorProto.h"

#include <protozero/pbf_reader.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <optional>

namespace maquette::runlog {

static_assert(std::endian::native == std::endian::little, "tensor_content is taken as it stands");

namespace {

using protozero::pbf_wire_type;

/// Numbers that one repeated field of bytes holds may be left away up to this count.
constexpr std::int64_t mostImplied = 65'536;
constexpr std::size_t mostAxes = 32;

constexpr std::uint32_t field(std::uint32_t tag, pbf_wire_type type) { return protozero::tag_and_type(tag, type); }
constexpr auto varint = pbf_wire_type::varint;
constexpr auto bytes = pbf_wire_type::length_delimited;
constexpr auto fixed32 = pbf_wire_type::fixed32;
constexpr auto fixed64 = pbf_wire_type::fixed64;

struct Parts {
    int type = 0;
    std::vector<std::int64_t> shape;
    bool unknownRank = false;
    std::string_view content;
    std::string_view float8;
    /// Of the repeated field of each type; a sound message has only one of them.
    std::vector<double> floats, doubles, ints, longs, bools, unsignedInts, unsignedLongs;
    std::vector<std::int64_t> halves;
    std::vector<std::string_view> strings;
};

std::string_view viewOf(protozero::data_view view) { return {view.data(), view.size()}; }

std::string readShape(protozero::pbf_reader message, Parts& parts)
{
    while (message.next()) {
        switch (message.tag_and_type()) {
        case field(2, bytes): {
            auto axis = message.get_message();
            std::int64_t size = 0;
            while (axis.next()) {
                if (axis.tag_and_type() == field(1, varint))
                    size = axis.get_int64();
                else
                    axis.skip();
            }
            if (parts.shape.size() == mostAxes)
                return "a tensor of more than 32 axes";
            parts.shape.push_back(size);
            break;
        }
        case field(3, varint):
            parts.unknownRank = message.get_bool();
            break;
        default:
            message.skip();
        }
    }
    return {};
}

template <class Range, class T> void append(std::vector<T>& to, const Range& range)
{
    for (auto at = range.begin(); at != range.end(); ++at)
        to.push_back(static_cast<T>(*at));
}

std::string readParts(protozero::pbf_reader message, Parts& parts)
{
    while (message.next()) {
        switch (message.tag_and_type()) {
        case field(1, varint):
            parts.type = message.get_int32();
            break;
        case field(2, bytes):
            if (auto problem = readShape(message.get_message(), parts); !problem.empty())
                return problem;
            break;
        case field(4, bytes):
            parts.content = viewOf(message.get_view());
            break;
        case field(5, bytes):
            append(parts.floats, message.get_packed_float());
            break;
        case field(5, fixed32):
            parts.floats.push_back(message.get_float());
            break;
        case field(6, bytes):
            append(parts.doubles, message.get_packed_double());
            break;
        case field(6, fixed64):
            parts.doubles.push_back(message.get_double());
            break;
        case field(7, bytes):
            append(parts.ints, message.get_packed_int32());
            break;
        case field(7, varint):
            parts.ints.push_back(message.get_int32());
            break;
        case field(8, bytes):
            parts.strings.push_back(viewOf(message.get_view()));
            break;
        case field(10, bytes):
            append(parts.longs, message.get_packed_int64());
            break;
        case field(10, varint):
            parts.longs.push_back(static_cast<double>(message.get_int64()));
            break;
        case field(11, bytes):
            append(parts.bools, message.get_packed_bool());
            break;
        case field(11, varint):
            parts.bools.push_back(message.get_bool() ? 1 : 0);
            break;
        case field(13, bytes):
            append(parts.halves, message.get_packed_int32());
            break;
        case field(13, varint):
            parts.halves.push_back(message.get_int32());
            break;
        case field(16, bytes):
            append(parts.unsignedInts, message.get_packed_uint32());
            break;
        case field(16, varint):
            parts.unsignedInts.push_back(message.get_uint32());
            break;
        case field(17, bytes):
            append(parts.unsignedLongs, message.get_packed_uint64());
            break;
        case field(17, varint):
            parts.unsignedLongs.push_back(static_cast<double>(message.get_uint64()));
            break;
        case field(18, bytes):
            parts.float8 = viewOf(message.get_view());
            break;
        default:
            message.skip();
        }
    }
    return {};
}

double halfOf(std::uint32_t bits) { return smallFloat(bits, 5, 10, 15, Special::Ieee); }
double bfloat16Of(std::uint32_t bits) { return std::bit_cast<float>(bits << 16); }

double byteOf(TensorType type, std::uint32_t bits)
{
    switch (type) {
    case TensorType::Float8E5M2:
        return smallFloat(bits, 5, 2, 15, Special::Ieee);
    case TensorType::Float8E4M3FN:
        return smallFloat(bits, 4, 3, 7, Special::Fn);
    case TensorType::Float8E4M3FNUZ:
        return smallFloat(bits, 4, 3, 8, Special::Fnuz);
    case TensorType::Float8E4M3B11FNUZ:
        return smallFloat(bits, 4, 3, 11, Special::Fnuz);
    case TensorType::Float8E5M2FNUZ:
        return smallFloat(bits, 5, 2, 16, Special::Fnuz);
    case TensorType::Float4E2M1FN:
        return smallFloat(bits & 15, 2, 1, 1, Special::Finite);
    case TensorType::Int4: // one element a byte; the sign is the fourth bit
        return static_cast<double>(static_cast<std::int32_t>(bits & 15) - ((bits & 8) ? 16 : 0));
    case TensorType::UInt4:
        return bits & 15;
    case TensorType::Int8:
        return static_cast<std::int8_t>(bits);
    default: // uint8 and bool
        return bits;
    }
}

/// Bytes of an element in tensor_content; 0 for types that are no numbers here.
std::size_t widthOf(TensorType type)
{
    switch (type) {
    case TensorType::Double:
    case TensorType::Int64:
    case TensorType::UInt64:
        return 8;
    case TensorType::Float:
    case TensorType::Int32:
    case TensorType::UInt32:
        return 4;
    case TensorType::Int16:
    case TensorType::UInt16:
    case TensorType::Half:
    case TensorType::BFloat16:
        return 2;
    case TensorType::UInt8:
    case TensorType::Int8:
    case TensorType::Bool:
    case TensorType::Float8E5M2:
    case TensorType::Float8E4M3FN:
    case TensorType::Float8E4M3FNUZ:
    case TensorType::Float8E4M3B11FNUZ:
    case TensorType::Float8E5M2FNUZ:
    case TensorType::Int4:
    case TensorType::UInt4:
    case TensorType::Float4E2M1FN:
        return 1;
    case TensorType::String:
        break;
    }
    return 0;
}

template <class T, class Convert> void unpack(std::string_view from, std::vector<double>& to, Convert convert)
{
    to.reserve(from.size() / sizeof(T));
    for (std::size_t at = 0; at < from.size(); at += sizeof(T)) {
        T element;
        std::memcpy(&element, from.data() + at, sizeof(T));
        to.push_back(static_cast<double>(convert(element)));
    }
}

/// Of a whole number of elements.
std::vector<double> numbersOf(TensorType type, std::string_view content)
{
    std::vector<double> numbers;
    const auto same = [](auto element) { return element; };
    switch (type) {
    case TensorType::Float:
        unpack<float>(content, numbers, same);
        break;
    case TensorType::Double:
        unpack<double>(content, numbers, same);
        break;
    case TensorType::Int32:
        unpack<std::int32_t>(content, numbers, same);
        break;
    case TensorType::UInt32:
        unpack<std::uint32_t>(content, numbers, same);
        break;
    case TensorType::Int64:
        unpack<std::int64_t>(content, numbers, same);
        break;
    case TensorType::UInt64:
        unpack<std::uint64_t>(content, numbers, same);
        break;
    case TensorType::Int16:
        unpack<std::int16_t>(content, numbers, same);
        break;
    case TensorType::UInt16:
        unpack<std::uint16_t>(content, numbers, same);
        break;
    case TensorType::Half:
        unpack<std::uint16_t>(content, numbers, halfOf);
        break;
    case TensorType::BFloat16:
        unpack<std::uint16_t>(content, numbers, bfloat16Of);
        break;
    default:
        unpack<std::uint8_t>(content, numbers, [type](std::uint8_t bits) { return byteOf(type, bits); });
    }
    return numbers;
}

/// Sixteen bits each, or, where a value needs more, bit patterns of float32 (pytorch/pytorch:
/// torch/utils/tensorboard/summary.py).
std::vector<double> halvesOf(TensorType type, const std::vector<std::int64_t>& patterns)
{
    const bool wide
        = std::any_of(patterns.begin(), patterns.end(), [](std::int64_t bits) { return bits < 0 || bits > 0xFFFF; });
    std::vector<double> numbers;
    numbers.reserve(patterns.size());
    for (const std::int64_t pattern : patterns) {
        const auto bits = static_cast<std::uint32_t>(pattern);
        numbers.push_back(wide                           ? std::bit_cast<float>(bits)
                              : type == TensorType::Half ? halfOf(bits)
                                                         : bfloat16Of(bits));
    }
    return numbers;
}

/// The numbers of the repeated field that belongs to the type.
std::vector<double> repeatedOf(TensorType type, Parts& parts)
{
    switch (type) {
    case TensorType::Float:
        return std::move(parts.floats);
    case TensorType::Double:
        return std::move(parts.doubles);
    case TensorType::Int64:
        return std::move(parts.longs);
    case TensorType::Bool:
        return std::move(parts.bools);
    case TensorType::UInt32:
        return std::move(parts.unsignedInts);
    case TensorType::UInt64:
        return std::move(parts.unsignedLongs);
    case TensorType::Half:
    case TensorType::BFloat16:
        return halvesOf(type, parts.halves);
    case TensorType::Float8E5M2:
    case TensorType::Float8E4M3FN:
    case TensorType::Float8E4M3FNUZ:
    case TensorType::Float8E4M3B11FNUZ:
    case TensorType::Float8E5M2FNUZ:
    case TensorType::Float4E2M1FN:
        return numbersOf(type, parts.float8);
    default: // the whole numbers of up to 32 bits; PyTorch puts uint8 among those without sign
        return std::move(parts.ints.empty() ? parts.unsignedInts : parts.ints);
    }
}

std::optional<std::int64_t> elementsOf(const std::vector<std::int64_t>& shape)
{
    std::int64_t count = 1;
    for (const std::int64_t axis : shape)
        if (axis < 0 || __builtin_mul_overflow(count, axis, &count))
            return std::nullopt;
    return count;
}

/// Makes `values` as long as the shape says; what is left away is as the last value.
template <class T> std::string complete(std::vector<T>& values, std::int64_t count)
{
    const auto given = static_cast<std::int64_t>(values.size());
    if (given == count)
        return {};
    if (given > count)
        return std::to_string(given) + " values in a tensor of " + std::to_string(count);
    if (count > mostImplied)
        return std::to_string(given) + " values stand for " + std::to_string(count);
    values.resize(static_cast<std::size_t>(count), values.empty() ? T{} : T(values.back()));
    return {};
}

} // namespace

double smallFloat(std::uint32_t bits, int exponentBits, int mantissaBits, int bias, Special special)
{
    const std::uint32_t mantissaMask = (1u << mantissaBits) - 1;
    const std::uint32_t exponentMask = (1u << exponentBits) - 1;
    const std::uint32_t mantissa = bits & mantissaMask;
    const std::uint32_t exponent = (bits >> mantissaBits) & exponentMask;
    const bool negative = (bits >> (mantissaBits + exponentBits)) & 1;
    const double sign = negative ? -1.0 : 1.0;
    if (special == Special::Fnuz && negative && exponent == 0 && mantissa == 0)
        return std::numeric_limits<double>::quiet_NaN();
    if (special == Special::Ieee && exponent == exponentMask)
        return mantissa == 0 ? sign * std::numeric_limits<double>::infinity()
                             : std::numeric_limits<double>::quiet_NaN();
    if (special == Special::Fn && exponent == exponentMask && mantissa == mantissaMask)
        return std::numeric_limits<double>::quiet_NaN();
    if (exponent == 0)
        return sign * std::ldexp(mantissa, 1 - bias - mantissaBits);
    return sign * std::ldexp(mantissaMask + 1 + mantissa, static_cast<int>(exponent) - bias - mantissaBits);
}

std::string decodeTensor(protozero::data_view message, TensorValue& value)
{
    Parts parts;
    if (auto problem = readParts(protozero::pbf_reader(message), parts); !problem.empty())
        return problem;
    const auto type = static_cast<TensorType>(parts.type);
    const std::size_t width = widthOf(type);
    value.isText = type == TensorType::String;
    if (!value.isText && width == 0)
        return "a tensor of element type " + std::to_string(parts.type);
    const auto count = elementsOf(parts.shape);
    if (!count || parts.unknownRank)
        return "a tensor without a sound shape";
    value.shape = std::move(parts.shape);
    if (value.isText) {
        value.strings = std::move(parts.strings);
        return complete(value.strings, *count);
    }
    if (parts.content.empty()) {
        value.numbers = repeatedOf(type, parts);
        return complete(value.numbers, *count);
    }
    if (parts.content.size() % width != 0 || static_cast<std::int64_t>(parts.content.size() / width) != *count)
        return std::to_string(parts.content.size()) + " bytes in a tensor of " + std::to_string(*count)
            + " elements of " + std::to_string(width);
    value.numbers = numbersOf(type, parts.content);
    return {};
}

} // namespace maquette::runlog
