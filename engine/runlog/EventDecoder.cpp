// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runlog/EventDecoder.h"

#include "runlog/EventValues.h"
#include "runlog/HparamsDecoder.h"

namespace maquette::runlog {

namespace {

using protozero::data_view;
using protozero::pbf_reader;
using protozero::pbf_wire_type;

constexpr std::uint32_t field(std::uint32_t tag, pbf_wire_type type) { return protozero::tag_and_type(tag, type); }
constexpr auto varint = pbf_wire_type::varint;
constexpr auto bytes = pbf_wire_type::length_delimited;
constexpr auto fixed32 = pbf_wire_type::fixed32;
constexpr auto fixed64 = pbf_wire_type::fixed64;

std::string_view viewOf(data_view view) { return {view.data(), view.size()}; }

} // namespace

struct EventDecoder::Call {
    RunSink& sink;
    Troubles& troubles;
    std::int64_t offset;
    At at;
};

void EventDecoder::decode(std::string_view event, std::int64_t offset, RunSink& sink, Troubles& troubles)
{
    try {
        Call call{sink, troubles, offset, {0, 0}};
        const pbf_reader whole(event.data(), event.size());
        // What the event carries may stand before its time and step.
        bool more = false;
        for (pbf_reader message(whole); message.next();) {
            switch (message.tag_and_type()) {
            case field(1, fixed64):
                call.at.wallTime = message.get_double();
                break;
            case field(2, varint):
                call.at.step = message.get_int64();
                break;
            default:
                message.skip();
                more = true;
            }
        }
        for (pbf_reader message(whole); more && message.next();) {
            switch (message.tag_and_type()) {
            case field(3, bytes):
                sink.about("file version", message.get_string());
                break;
            case field(4, bytes):
                message.skip();
                eventWithoutPlace("a graph", call);
                break;
            case field(5, bytes):
                summary(message.get_message(), call);
                break;
            case field(6, bytes):
                message.skip();
                eventWithoutPlace("a log message", call);
                break;
            case field(7, bytes):
                sessionLog(message.get_message(), call);
                break;
            case field(8, bytes):
                message.skip();
                eventWithoutPlace("metadata of a step", call);
                break;
            case field(9, bytes):
                message.skip();
                eventWithoutPlace("a graph with metadata", call);
                break;
            case field(10, bytes):
                for (auto source = message.get_message(); source.next();) {
                    if (source.tag_and_type() == field(1, bytes))
                        sink.about("writer", source.get_string());
                    else
                        source.skip();
                }
                break;
            default:
                message.skip();
            }
        }
    } catch (const protozero::exception& problem) {
        troubles.leftOut(offset, problem.what());
    }
}

void EventDecoder::eventWithoutPlace(const char* kind, Call& call)
{
    if (m_reportedEvents.insert(kind).second)
        call.troubles.notShown(call.offset, "the run", kind);
}

void EventDecoder::missing(const std::string& name, Tag& tag, const std::string& kind, Call& call)
{
    if (!tag.reported)
        call.troubles.notShown(call.offset, name, kind);
    tag.reported = true;
}

void EventDecoder::sessionLog(pbf_reader message, Call& call)
{
    int status = 0;
    while (message.next()) {
        switch (message.tag_and_type()) {
        case field(1, varint):
            status = message.get_enum();
            break;
        case field(2, bytes):
            call.sink.about("checkpoint", message.get_string());
            break;
        case field(3, bytes):
            call.sink.about("message", message.get_string());
            break;
        default:
            message.skip();
        }
    }
    if (status == 1) {
        call.sink.restart(call.at.step);
        if (m_ended)
            call.sink.status(Status::Running, call.at.wallTime);
        m_ended = false;
    } else if (status == 2) {
        call.sink.status(Status::Finished, call.at.wallTime);
        m_ended = true;
    }
}

void EventDecoder::summary(pbf_reader message, Call& call)
{
    while (message.next()) {
        if (message.tag_and_type() == field(1, bytes))
            value(message.get_message(), call);
        else
            message.skip();
    }
}

void EventDecoder::value(pbf_reader message, Call& call)
{
    enum class Kind { None, Number, OldBytes, Picture, Histogram, Audio, Tensor };
    Kind kind = Kind::None;
    std::string_view name;
    data_view metadata, content;
    float simple = 0;
    while (message.next()) {
        switch (message.tag_and_type()) {
        case field(1, bytes):
            name = viewOf(message.get_view());
            break;
        case field(2, fixed32):
            kind = Kind::Number;
            simple = message.get_float();
            break;
        case field(3, bytes):
            kind = Kind::OldBytes;
            message.skip();
            break;
        case field(4, bytes):
            kind = Kind::Picture;
            content = message.get_view();
            break;
        case field(5, bytes):
            kind = Kind::Histogram;
            content = message.get_view();
            break;
        case field(6, bytes):
            kind = Kind::Audio;
            content = message.get_view();
            break;
        case field(8, bytes):
            kind = Kind::Tensor;
            content = message.get_view();
            break;
        case field(9, bytes):
            metadata = message.get_view();
            break;
        default:
            message.skip();
        }
    }

    auto entry = m_tags.find(name);
    if (entry == m_tags.end())
        entry = m_tags.emplace(std::string(name), Tag{}).first;
    const std::string& tagName = entry->first;
    Tag& tag = entry->second;
    if (metadata.data())
        learn(tag, tagName, pbf_reader(metadata), call);
    // Hyper-parameters stand in the metadata, with a tensor without elements or none at all.
    if (tag.plugin == "hparams")
        return;

    std::string problem;
    switch (kind) {
    case Kind::Number:
        call.sink.scalar(tagName, call.at, static_cast<double>(simple));
        break;
    case Kind::Picture: {
        Picture picture;
        decodePicture(content, picture);
        std::vector<Picture> pictures;
        pictures.push_back(std::move(picture));
        call.sink.pictures(tagName, call.at, std::move(pictures));
        break;
    }
    case Kind::Histogram: {
        Histogram histogram;
        problem = decodeHistogram(content, histogram);
        if (problem.empty())
            call.sink.histogram(tagName, call.at, std::move(histogram));
        break;
    }
    case Kind::Audio: {
        std::vector<Audio> clips(1);
        decodeAudio(content, clips.front());
        call.sink.audio(tagName, call.at, std::move(clips));
        break;
    }
    case Kind::Tensor:
        tensor(content, tagName, tag, call);
        break;
    case Kind::OldBytes:
        missing(tagName, tag, "a histogram of the first kind", call);
        break;
    case Kind::None:
        missing(tagName, tag, "no value", call);
        break;
    }
    if (!problem.empty())
        call.troubles.leftOut(call.offset, problem);
}

void EventDecoder::learn(Tag& tag, const std::string& name, pbf_reader metadata, Call& call)
{
    std::string_view plugin;
    data_view content;
    std::string displayName, description;
    int dataClass = 0;
    while (metadata.next()) {
        switch (metadata.tag_and_type()) {
        case field(1, bytes):
            for (auto data = metadata.get_message(); data.next();) {
                switch (data.tag_and_type()) {
                case field(1, bytes):
                    plugin = viewOf(data.get_view());
                    break;
                case field(2, bytes):
                    content = data.get_view();
                    break;
                default:
                    data.skip();
                }
            }
            break;
        case field(2, bytes):
            displayName = metadata.get_string();
            break;
        case field(3, bytes):
            description = metadata.get_string();
            break;
        case field(4, varint):
            dataClass = metadata.get_enum();
            break;
        default:
            metadata.skip();
        }
    }
    if (!tag.known) {
        tag.known = true;
        tag.plugin = plugin;
        tag.dataClass = dataClass;
        if (plugin == "mesh")
            decodeMeshMetadata(content, tag.meshKind, tag.meshConfig);
        if (!displayName.empty() || !description.empty())
            call.sink.describe(name, displayName, description);
    }
    if (plugin == "hparams" && content.data())
        decodeHparams(content, call.at.wallTime, call.sink);
}

void EventDecoder::tensor(data_view message, const std::string& name, Tag& tag, Call& call)
{
    if (const auto number = decodeScalarTensor(message); number && tag.plugin == "scalars") {
        call.sink.scalar(name, call.at, *number);
        return;
    }
    TensorValue value;
    std::string problem = decodeTensor(message, value);
    if (!problem.empty()) {
        call.troubles.leftOut(call.offset, problem);
        return;
    }
    if (tag.plugin == "images") {
        std::vector<Picture> pictures;
        problem = picturesOf(value, pictures);
        if (problem.empty())
            call.sink.pictures(name, call.at, std::move(pictures));
    } else if (tag.plugin == "histograms") {
        Histogram histogram;
        problem = histogramOf(value, histogram);
        if (problem.empty())
            call.sink.histogram(name, call.at, std::move(histogram));
    } else if (tag.plugin == "text") {
        Text text;
        problem = textOf(value, text);
        if (problem.empty())
            call.sink.text(name, call.at, std::move(text));
    } else if (tag.plugin == "audio") {
        std::vector<Audio> clips;
        problem = audioOf(value, clips);
        if (problem.empty())
            call.sink.audio(name, call.at, std::move(clips));
    } else if (tag.plugin == "pr_curves") {
        PrecisionRecall curve;
        problem = precisionRecallOf(value, curve);
        if (problem.empty())
            call.sink.precisionRecall(name, call.at, std::move(curve));
    } else if (tag.plugin == "mesh") {
        MeshPart part;
        part.kind = tag.meshKind;
        part.config = tag.meshConfig;
        problem = meshPartOf(value, part);
        if (problem.empty())
            call.sink.mesh(name, call.at, std::move(part));
    } else {
        byShape(value, name, tag, call);
    }
    if (!problem.empty())
        call.troubles.leftOut(call.offset, problem);
}

void EventDecoder::byShape(TensorValue& value, const std::string& name, Tag& tag, Call& call)
{
    if (!value.isText) {
        if (value.numbers.size() == 1 && (value.shape.empty() || tag.dataClass == 1 || tag.plugin == "scalars"))
            call.sink.scalar(name, call.at, value.numbers.front());
        else
            call.sink.tensor(name, call.at, {std::move(value.shape), std::move(value.numbers)});
        return;
    }
    Text text;
    const bool plain = tag.plugin.empty() && tag.dataClass != 3;
    if (plain && textOf(value, text).empty())
        call.sink.text(name, call.at, std::move(text));
    else
        missing(name, tag, tag.plugin.empty() ? "bytes" : "a value of " + tag.plugin.substr(0, 100), call);
}

} // namespace maquette::runlog
