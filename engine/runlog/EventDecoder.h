// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runlog/RunSink.h"
#include "runlog/TensorProto.h"
#include "runlog/Troubles.h"

#include <protozero/pbf_reader.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>

namespace maquette::runlog {

/// Turns the events of one TensorBoard file into calls of a sink: both generations of scalars, histograms, pictures,
/// audio and text, PR curves, meshes, hyper-parameters, the session log. Remembers per tag what its first value said of
/// it, since later values leave it away; so one decoder lives as long as its file.
/// Source: tensorflow/tensorboard: tensorboard/compat/proto, tensorboard/plugins; field numbers as there.
class EventDecoder {
public:
    /// Decodes one serialized Event that stands at `offset` of its file. What cannot be used goes to `troubles`: a
    /// message that contradicts itself each time, a kind without a place in RunSink once per tag.
    void decode(std::string_view event, std::int64_t offset, RunSink& sink, Troubles& troubles);

private:
    struct Tag {
        std::string plugin;
        int dataClass = 0; ///< 1 scalar, 2 tensor, 3 blobs
        MeshPart::Kind meshKind = MeshPart::Kind::Vertices;
        std::string meshConfig;
        bool known = false; ///< its metadata has been seen
        bool reported = false;
    };
    struct Call;

    void summary(protozero::pbf_reader message, Call& call);
    void value(protozero::pbf_reader message, Call& call);
    void learn(Tag& tag, const std::string& name, protozero::pbf_reader metadata, Call& call);
    void tensor(protozero::data_view message, const std::string& name, Tag& tag, Call& call);
    void byShape(TensorValue& value, const std::string& name, Tag& tag, Call& call);
    void sessionLog(protozero::pbf_reader message, Call& call);
    void missing(const std::string& name, Tag& tag, const std::string& kind, Call& call);
    void eventWithoutPlace(const char* kind, Call& call);

    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };
    std::unordered_map<std::string, Tag, Hash, std::equal_to<>> m_tags;
    std::set<std::string> m_reportedEvents;
    bool m_ended = false; ///< the session log said STOP
};

} // namespace maquette::runlog
