// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "runlog/RunSink.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace maquette::runlog {

/// What an experiment of TensorBoard's hyper-parameter table says of itself: names for people and what to compare.
struct Experiment {
    struct Hparam {
        std::string name, displayName, description;
        enum class Type { Unset, Text, Bool, Number } type = Type::Unset;
    };
    struct Metric {
        std::string tag, displayName, description;
    };
    std::string name, description, user;
    double created = 0; ///< seconds since 1970
    std::vector<Hparam> hparams;
    std::vector<Metric> metrics;
};

/// The start of a session: its hyper-parameters in the order in which they are written.
struct Session {
    std::vector<std::pair<std::string, Setting>> hparams;
    std::string group;
    double start = 0; ///< seconds since 1970
};

/// How scalars, histograms and pictures are written: as tensors with metadata on the first value of a tag, or in fields
/// of their own without any, as writers before 2018 and PyTorch do.
enum class Generation { Tensor, Classic };

// Each function gives one serialized Event. `at.wallTime` must be a number. `first` says that the tag has no earlier
// value in the file, so that the metadata goes along. Source: as in EventDecoder.h.

[[nodiscard]] std::string encodeVersion(double wallTime, const std::string& writer);
[[nodiscard]] std::string encodeRestart(At at);
[[nodiscard]] std::string encodeScalar(const std::string& tag, At at, double value, Generation generation, bool first);

/// As a tensor, an outermost edge at the lowest or highest double is drawn in to the minimum or maximum, where that is
/// known. The classic form has no first edge and gets an empty bin before it. Usage: edges and counts do not fit.
[[nodiscard]] base::Result<std::string> encodeHistogram(const std::string& tag, At at, const Histogram& value,
                                                        Generation generation, bool first);
/// Usage: cells do not fill rows and columns.
[[nodiscard]] base::Result<std::string> encodeText(const std::string& tag, At at, const Text& value, bool first);

/// Pictures of one size. A PNG says its size itself; for other formats width and height must be given. Usage: the size
/// is missing or differs; more than one picture in the classic form, which holds one.
[[nodiscard]] base::Result<std::string> encodePictures(const std::string& tag, At at, const std::vector<Picture>& value,
                                                       Generation generation, bool first);

/// Clips as they lie in their files, WAV as TensorBoard plays it. Usage: not one clip in the classic form, which holds
/// one.
[[nodiscard]] base::Result<std::string> encodeAudio(const std::string& tag, At at, const std::vector<Audio>& value,
                                                    Generation generation, bool first);
/// Numbers become float32. Usage: lists of different lengths, or empty ones.
[[nodiscard]] base::Result<std::string> encodePrecisionRecall(const std::string& tag, At at,
                                                              const PrecisionRecall& value, bool first);
/// An event for each part, with the tags TAG_VERTEX, TAG_FACE and TAG_COLOR. Shapes are [batch, count, 3]; faces are
/// indices of vertices, colors 0 … 255. Each has its metadata, as parts may come and go. Usage: a part that contradicts
/// itself or comes twice, no vertices.
[[nodiscard]] base::Result<std::vector<std::string>> encodeMesh(const std::string& tag, At at,
                                                                const std::vector<MeshPart>& value);

[[nodiscard]] std::string encodeExperiment(At at, const Experiment& experiment);
[[nodiscard]] std::string encodeSessionStart(At at, const Session& session);
[[nodiscard]] std::string encodeSessionEnd(At at, Status status);

} // namespace maquette::runlog
