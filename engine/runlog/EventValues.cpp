// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runlog/EventValues.h"

#include <protozero/pbf_reader.hpp>

#include <array>
#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>
#include <string_view>

namespace maquette::runlog {

namespace {

using protozero::data_view;
using protozero::pbf_reader;
using protozero::pbf_wire_type;

constexpr std::uint32_t field(std::uint32_t tag, pbf_wire_type type) { return protozero::tag_and_type(tag, type); }
constexpr auto varint = pbf_wire_type::varint;
constexpr auto bytes = pbf_wire_type::length_delimited;
constexpr auto fixed64 = pbf_wire_type::fixed64;

std::vector<std::byte> copyOf(std::string_view text)
{
    const auto* first = reinterpret_cast<const std::byte*>(text.data());
    return {first, first + text.size()};
}

std::vector<std::byte> copyOf(data_view view) { return copyOf(std::string_view(view.data(), view.size())); }

template <class Range> void append(std::vector<double>& to, const Range& range)
{
    for (auto at = range.begin(); at != range.end(); ++at)
        to.push_back(*at);
}

bool isCount(double value) { return std::isfinite(value) && value >= 0; }

/// Whether the text is a whole number, 0 … 2^31.
bool sideOf(std::string_view text, std::int64_t& side)
{
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), side);
    return error == std::errc() && end == text.data() + text.size() && side >= 0
        && side <= std::numeric_limits<std::int32_t>::max();
}

} // namespace

void decodePicture(data_view message, Picture& picture)
{
    for (pbf_reader reader(message); reader.next();) {
        switch (reader.tag_and_type()) {
        case field(1, varint):
            picture.height = reader.get_int32();
            break;
        case field(2, varint):
            picture.width = reader.get_int32();
            break;
        case field(4, bytes):
            picture.encoded = copyOf(reader.get_view());
            break;
        default:
            reader.skip();
        }
    }
    picture.width = std::max<std::int64_t>(picture.width, 0);
    picture.height = std::max<std::int64_t>(picture.height, 0);
}

void decodeAudio(data_view message, Audio& clip)
{
    for (pbf_reader reader(message); reader.next();) {
        if (reader.tag_and_type() == field(4, bytes))
            clip.encoded = copyOf(reader.get_view());
        else
            reader.skip();
    }
}

std::string decodeHistogram(data_view message, Histogram& histogram)
{
    std::vector<double> limits;
    // A message leaves zeros away.
    histogram.minimum = histogram.maximum = histogram.sum = histogram.sumOfSquares = 0;
    for (pbf_reader reader(message); reader.next();) {
        switch (reader.tag_and_type()) {
        case field(1, fixed64):
            histogram.minimum = reader.get_double();
            break;
        case field(2, fixed64):
            histogram.maximum = reader.get_double();
            break;
        case field(4, fixed64):
            histogram.sum = reader.get_double();
            break;
        case field(5, fixed64):
            histogram.sumOfSquares = reader.get_double();
            break;
        case field(6, bytes):
            append(limits, reader.get_packed_double());
            break;
        case field(6, fixed64):
            limits.push_back(reader.get_double());
            break;
        case field(7, bytes):
            append(histogram.counts, reader.get_packed_double());
            break;
        case field(7, fixed64):
            histogram.counts.push_back(reader.get_double());
            break;
        default:
            reader.skip();
        }
    }
    if (limits.size() != histogram.counts.size())
        return std::to_string(limits.size()) + " limits for " + std::to_string(histogram.counts.size()) + " bins";
    histogram.edges.reserve(limits.size() + 1);
    histogram.edges.push_back(std::numeric_limits<double>::lowest());
    for (std::size_t i = 0; i < limits.size(); ++i) {
        if (!(limits[i] >= histogram.edges.back())) // NaN too
            return "limits of bins that do not rise";
        if (!isCount(histogram.counts[i]))
            return "a count below zero or without end";
        histogram.edges.push_back(limits[i]);
    }
    return {};
}

void decodeMeshMetadata(data_view message, MeshPart::Kind& kind, std::string& config)
{
    for (pbf_reader reader(message); reader.next();) {
        switch (reader.tag_and_type()) {
        case field(3, varint): {
            const int type = reader.get_enum();
            kind = type == 2 ? MeshPart::Kind::Faces : type == 3 ? MeshPart::Kind::Colors : MeshPart::Kind::Vertices;
            break;
        }
        case field(5, bytes):
            config = reader.get_string();
            break;
        default:
            reader.skip();
        }
    }
}

std::optional<double> decodeScalarTensor(data_view message)
{
    // dtype 1 = float; tensor_shape of no axes, or none; float_val of one packed number.
    const std::string_view text(message.data(), message.size());
    constexpr std::string_view type("\x08\x01", 2);
    constexpr std::string_view shape("\x12\x00", 2);
    constexpr std::string_view value("\x2A\x04", 2);
    if (!text.starts_with(type))
        return std::nullopt;
    std::size_t at = type.size();
    if (text.substr(at).starts_with(shape))
        at += shape.size();
    if (!text.substr(at).starts_with(value) || text.size() != at + value.size() + sizeof(float))
        return std::nullopt;
    float number = 0;
    std::memcpy(&number, text.data() + at + value.size(), sizeof number);
    return number;
}

std::string picturesOf(const TensorValue& value, std::vector<Picture>& pictures)
{
    std::int64_t width = 0, height = 0;
    if (!value.isText || value.shape.size() != 1 || value.strings.size() < 2 || !sideOf(value.strings[0], width)
        || !sideOf(value.strings[1], height))
        return "pictures without width and height";
    for (std::size_t i = 2; i < value.strings.size(); ++i)
        pictures.push_back({width, height, copyOf(value.strings[i])});
    return {};
}

std::string histogramOf(const TensorValue& value, Histogram& histogram)
{
    if (value.isText || value.shape.size() != 2 || value.shape[1] != 3)
        return "a histogram that is no table of left, right and count";
    histogram.edges.reserve(value.numbers.size() / 3 + 1);
    for (std::size_t at = 0; at < value.numbers.size(); at += 3) {
        const double left = value.numbers[at], right = value.numbers[at + 1], count = value.numbers[at + 2];
        if (!isCount(count))
            return "a count below zero or without end";
        if (histogram.edges.empty())
            histogram.edges.push_back(left);
        if (left > histogram.edges.back()) {
            histogram.edges.push_back(left);
            histogram.counts.push_back(0);
        }
        // Where bins overlap by rounding, the one before keeps what they share.
        if (!(right >= histogram.edges.back()) || !(left <= right))
            return "edges of bins that do not rise";
        histogram.edges.push_back(right);
        histogram.counts.push_back(count);
    }
    if (histogram.edges.empty())
        histogram.edges.push_back(0);
    return {};
}

std::string textOf(const TensorValue& value, Text& text)
{
    if (!value.isText || value.shape.size() > 2)
        return "text that is no table";
    // Without cells the other side may be of any size, and nobody should walk along it.
    text.rows = value.strings.empty() ? 0 : value.shape.empty() ? 1 : value.shape[0];
    text.columns = value.strings.empty() ? 0 : value.shape.size() == 2 ? value.shape[1] : 1;
    text.cells.assign(value.strings.begin(), value.strings.end());
    return {};
}

std::string audioOf(const TensorValue& value, std::vector<Audio>& clips)
{
    const bool labelled = value.shape.size() == 2 && value.shape[1] == 2;
    if (!value.isText || !(labelled || value.shape.size() == 1))
        return "audio that is no list of clips";
    const std::size_t stride = labelled ? 2 : 1;
    for (std::size_t at = 0; at < value.strings.size(); at += stride)
        clips.push_back({copyOf(value.strings[at]), labelled ? std::string(value.strings[at + 1]) : std::string()});
    return {};
}

std::string precisionRecallOf(const TensorValue& value, PrecisionRecall& curve)
{
    if (value.isText || value.shape.size() != 2 || value.shape[0] != 6)
        return "a curve that is no table of six rows";
    const std::array<std::vector<double>*, 6> rows
        = {&curve.truePositives,  &curve.falsePositives, &curve.trueNegatives,
           &curve.falseNegatives, &curve.precision,      &curve.recall};
    const auto columns = static_cast<std::ptrdiff_t>(value.numbers.size() / rows.size());
    auto from = value.numbers.begin();
    for (auto* row : rows) {
        row->assign(from, from + columns);
        from += columns;
    }
    return {};
}

std::string meshPartOf(const TensorValue& value, MeshPart& part)
{
    if (value.isText)
        return "a mesh of text";
    part.shape = value.shape;
    part.values.reserve(value.numbers.size());
    for (const double number : value.numbers)
        part.values.push_back(static_cast<float>(number)); // points and colors are float32, numbers of faces below 2^24
    return {};
}

} // namespace maquette::runlog
