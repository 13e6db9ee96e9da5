// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Clips, curves and meshes, as TensorBoard's plugins audio, pr_curves and mesh read them.
#include "runlog/EventEncoder.h"
#include "runlog/EventParts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

namespace maquette::runlog {

namespace {

using protozero::pbf_writer;

std::string_view viewOf(const std::vector<std::byte>& bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

bool isWav(const Audio& clip) { return viewOf(clip.encoded).starts_with("RIFF"); }

/// The number of so many bytes, the lowest first, 0 behind the end.
std::int64_t numberAt(std::string_view bytes, std::size_t at, std::size_t size)
{
    std::int64_t value = 0;
    for (std::size_t i = 0; i < size && at + size <= bytes.size(); ++i)
        value |= static_cast<std::int64_t>(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
    return value;
}

/// Summary.Audio. Rate, channels and length stand in the usual head of a WAV file (44 bytes: RIFF, "fmt " of 16 bytes,
/// "data"); what has another head goes without.
void addClassicClip(pbf_writer& value, const Audio& clip)
{
    const std::string_view bytes = viewOf(clip.encoded);
    pbf_writer audio(value, 6);
    if (isWav(clip) && bytes.size() >= 44 && bytes.substr(12, 4) == "fmt " && bytes.substr(36, 4) == "data") {
        audio.add_float(1, static_cast<float>(numberAt(bytes, 24, 4)));
        audio.add_int64(2, numberAt(bytes, 22, 2));
        audio.add_int64(3, numberAt(bytes, 40, 4) / std::max<std::int64_t>(1, numberAt(bytes, 32, 2)));
    }
    audio.add_bytes(4, bytes.data(), bytes.size());
    if (isWav(clip))
        audio.add_string(5, "audio/wav");
}

template <class T>
void addNumbers(pbf_writer& value, TensorType type, std::span<const std::int64_t> shape, const std::vector<T>& numbers)
{
    pbf_writer tensor(value, 8);
    addTensorHead(tensor, type, shape);
    if (!numbers.empty())
        tensor.add_bytes(4, reinterpret_cast<const char*>(numbers.data()), numbers.size() * sizeof(T));
}

/// As TensorBoard counts them.
int contentOf(MeshPart::Kind kind) { return static_cast<int>(kind) + 1; }

const char* suffixOf(MeshPart::Kind kind)
{
    return kind == MeshPart::Kind::Vertices ? "_VERTEX" : kind == MeshPart::Kind::Faces ? "_FACE" : "_COLOR";
}

/// [batch, N, 3] with as many numbers.
bool fits(const MeshPart& part)
{
    if (part.shape.size() != 3 || part.shape[0] < 1 || part.shape[1] < 0 || part.shape[2] != 3
        || part.shape[0] > INT32_MAX || part.shape[1] > INT32_MAX)
        return false;
    const auto rows = static_cast<double>(part.shape[0]) * static_cast<double>(part.shape[1]);
    return 3 * rows == static_cast<double>(part.values.size());
}

bool isWhole(const MeshPart& part, float largest)
{
    return std::all_of(part.values.begin(), part.values.end(),
                       [largest](float value) { return value >= 0 && value <= largest && value == std::floor(value); });
}

void addPart(pbf_writer& value, const MeshPart& part)
{
    if (part.kind == MeshPart::Kind::Faces)
        addNumbers(value, TensorType::Int32, part.shape,
                   std::vector<std::int32_t>(part.values.begin(), part.values.end()));
    else if (part.kind == MeshPart::Kind::Colors)
        addNumbers(value, TensorType::UInt8, part.shape,
                   std::vector<std::uint8_t>(part.values.begin(), part.values.end()));
    else
        addNumbers(value, TensorType::Float, part.shape, part.values);
}

} // namespace

base::Result<std::string> encodeAudio(const std::string& tag, At at, const std::vector<Audio>& clips,
                                      Generation generation, bool first)
{
    if (generation == Generation::Classic) {
        if (clips.size() != 1)
            return misfit(QT_TRANSLATE_NOOP("Engine", "The classic form holds one clip; %1 has another number."), tag,
                          std::to_string(clips.size()) + " clips");
        return summary(tag, at, [&](pbf_writer& value) { addClassicClip(value, clips[0]); });
    }
    const bool labelled
        = std::any_of(clips.begin(), clips.end(), [](const Audio& clip) { return !clip.label.empty(); });
    return summary(tag, at, [&](pbf_writer& value) {
        std::vector<std::string_view> strings;
        for (const Audio& clip : clips) {
            strings.push_back(viewOf(clip.encoded));
            if (labelled)
                strings.emplace_back(clip.label);
        }
        std::vector<std::int64_t> shape = {static_cast<std::int64_t>(clips.size())};
        if (labelled)
            shape.push_back(2);
        addStrings(value, shape, strings);
        if (!first)
            return;
        std::string content;
        constexpr int wav = 11;
        if (!clips.empty() && std::all_of(clips.begin(), clips.end(), isWav))
            pbf_writer(content).add_enum(2, wav);
        // Without a class TensorBoard takes this for its older form and passes over the labels.
        addMetadata(value, "audio", labelled ? DataClass::None : DataClass::Blobs, content);
    });
}

base::Result<std::string> encodePrecisionRecall(const std::string& tag, At at, const PrecisionRecall& curve, bool first)
{
    const std::array rows = {&curve.truePositives,  &curve.falsePositives, &curve.trueNegatives,
                             &curve.falseNegatives, &curve.precision,      &curve.recall};
    const std::size_t thresholds = curve.truePositives.size();
    if (thresholds == 0 || thresholds > INT32_MAX
        || std::any_of(rows.begin(), rows.end(), [&](const auto* row) { return row->size() != thresholds; }))
        return misfit(
            QT_TRANSLATE_NOOP("Engine", "The curve %1 needs six lists of one length, and at least a threshold."), tag,
            std::to_string(thresholds) + " thresholds");
    return summary(tag, at, [&](pbf_writer& value) {
        std::vector<float> numbers;
        for (const auto* row : rows)
            numbers.insert(numbers.end(), row->begin(), row->end());
        addNumbers(value, TensorType::Float, std::array{std::int64_t(6), static_cast<std::int64_t>(thresholds)},
                   numbers);
        if (!first)
            return;
        std::string content;
        pbf_writer(content).add_uint32(2, static_cast<std::uint32_t>(thresholds));
        addMetadata(value, "pr_curves", DataClass::Tensor, content);
    });
}

base::Result<std::vector<std::string>> encodeMesh(const std::string& tag, At at, const std::vector<MeshPart>& parts)
{
    constexpr float exact = 1 << 24; // whole numbers beyond it are not all float32
    std::uint32_t components = 0;
    for (const MeshPart& part : parts) {
        const std::uint32_t bit = 1U << contentOf(part.kind);
        const bool whole
            = part.kind == MeshPart::Kind::Vertices || isWhole(part, part.kind == MeshPart::Kind::Colors ? 255 : exact);
        if (!fits(part) || !whole || (components & bit) != 0)
            return misfit(
                QT_TRANSLATE_NOOP("Engine",
                                  "A part of the mesh %1 does not fit: numbers by [batch, count, 3], faces as "
                                  "whole numbers, colors 0 to 255, each part once."),
                tag, suffixOf(part.kind));
        components |= bit;
    }
    if ((components & (1U << contentOf(MeshPart::Kind::Vertices))) == 0)
        return misfit(QT_TRANSLATE_NOOP("Engine", "The mesh %1 has no vertices."), tag, {});
    std::vector<std::string> events;
    for (const MeshPart& part : parts)
        events.push_back(summary(tag + suffixOf(part.kind), at, [&](pbf_writer& value) {
            addPart(value, part);
            std::string content;
            pbf_writer writer(content);
            writer.add_string(2, tag);
            writer.add_enum(3, contentOf(part.kind));
            if (!part.config.empty())
                writer.add_string(5, part.config);
            const std::array<std::int32_t, 3> shape
                = {static_cast<std::int32_t>(part.shape[0]), static_cast<std::int32_t>(part.shape[1]), 3};
            writer.add_packed_int32(6, shape.begin(), shape.end());
            writer.add_uint32(7, components);
            addMetadata(value, "mesh", DataClass::Tensor, content);
        }));
    return events;
}

} // namespace maquette::runlog
