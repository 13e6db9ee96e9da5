// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runlog/RunSink.h"
#include "runlog/TensorProto.h"

#include <protozero/data_view.hpp>

#include <optional>
#include <string>
#include <vector>

namespace maquette::runlog {

// The kinds of values of TensorBoard's summaries. Each function fills its last argument from a message or a decoded
// tensor; those that give a text return what is wrong, empty when nothing is. A message that contradicts its own
// lengths throws protozero::exception. Source: tensorflow/tensorboard: tensorboard/compat/proto/summary.proto and
// tensorboard/plugins/*/metadata.py.

/// Image {height 1, width 2, colorspace 3, encoded 4}.
void decodePicture(protozero::data_view message, Picture& picture);

/// Audio {sample_rate 1, channels 2, frames 3, encoded 4, content_type 5}.
void decodeAudio(protozero::data_view message, Audio& clip);

/// HistogramProto: the first bin begins at the lowest double.
[[nodiscard]] std::string decodeHistogram(protozero::data_view message, Histogram& histogram);

/// MeshPluginData {content_type 3, json_config 5}; the rest is as it was when a field is missing.
void decodeMeshMetadata(protozero::data_view message, MeshPart::Kind& kind, std::string& config);

/// The number of a rank-0 float tensor in its shortest form, as nearly all scalars are written; nothing for every
/// other tensor, which decodeTensor() reads.
[[nodiscard]] std::optional<double> decodeScalarTensor(protozero::data_view message);

/// Text [2 + n]: width, height, and n encoded pictures.
[[nodiscard]] std::string picturesOf(const TensorValue& value, std::vector<Picture>& pictures);

/// Numbers [k, 3]: left, right, count. Bins may leave gaps, which become bins without counts.
[[nodiscard]] std::string histogramOf(const TensorValue& value, Histogram& histogram);

/// Text of rank 0, 1 (a column) or 2.
[[nodiscard]] std::string textOf(const TensorValue& value, Text& text);

/// Text [k, 2]: encoded clip and label; or [k] without labels.
[[nodiscard]] std::string audioOf(const TensorValue& value, std::vector<Audio>& clips);

/// Numbers [6, thresholds]: true positives, false positives, true negatives, false negatives, precision, recall.
[[nodiscard]] std::string precisionRecallOf(const TensorValue& value, PrecisionRecall& curve);

/// Numbers of any shape; `part.kind` and `part.config` stay.
[[nodiscard]] std::string meshPartOf(const TensorValue& value, MeshPart& part);

} // namespace maquette::runlog
