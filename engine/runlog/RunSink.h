// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Message.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <variant>
#include <vector>

namespace maquette::runlog {

/// A number that a file does not give.
inline constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

/// Where a value stands in its run.
struct At {
    std::int64_t step = 0;
    double wallTime = unknown; ///< seconds since 1970
};

/// Counts over bins side by side.
struct Histogram {
    std::vector<double> edges; ///< one more than counts, rising; the first may be the lowest double
    std::vector<double> counts;
    double minimum = unknown, maximum = unknown, sum = unknown, sumOfSquares = unknown;
};

/// A picture as it lies in the file: PNG, JPEG or GIF.
struct Picture {
    std::int64_t width = 0, height = 0; ///< as the file says, 0 when it does not
    std::vector<std::byte> encoded;
};

/// Cells of text, row by row; one cell is plain text. Markdown where the writer meant it so.
struct Text {
    std::int64_t rows = 1, columns = 1;
    std::vector<std::string> cells;
};

struct Audio {
    std::vector<std::byte> encoded;
    std::string label;
};

/// By threshold, evenly spaced over 0 … 1.
struct PrecisionRecall {
    std::vector<double> truePositives, falsePositives, trueNegatives, falseNegatives, precision, recall;
};

/// One of the three tensors of a mesh: [points, 3], [faces, 3] or [points, 3].
struct MeshPart {
    enum class Kind { Vertices, Faces, Colors } kind = Kind::Vertices;
    std::vector<std::int64_t> shape;
    std::vector<float> values;
    std::string config; ///< JSON for the view
};

/// Numbers that have no kind of their own.
struct Tensor {
    std::vector<std::int64_t> shape;
    std::vector<double> values;
};

/// Of a run's configuration.
using Setting = std::variant<std::monostate, double, bool, std::string>;

enum class Status { Unknown, Running, Finished, Failed };

/// Takes what the readers of run files find, in the order of the file. Calls come from the thread that reads.
class RunSink {
public:
    virtual ~RunSink() = default;

    virtual void scalar(const std::string& tag, At at, double value) = 0;
    virtual void histogram(const std::string& tag, At at, Histogram value) = 0;
    virtual void pictures(const std::string& tag, At at, std::vector<Picture> value) = 0;
    virtual void text(const std::string& tag, At at, Text value) = 0;
    virtual void audio(const std::string& tag, At at, std::vector<Audio> value) = 0;
    virtual void precisionRecall(const std::string& tag, At at, PrecisionRecall value) = 0;
    virtual void mesh(const std::string& tag, At at, MeshPart value) = 0;
    virtual void tensor(const std::string& tag, At at, Tensor value) = 0;

    /// A hyper-parameter or an entry of the configuration; nested keys are joined with "/".
    virtual void setting(const std::string& name, const Setting& value) = 0;
    /// What describes the run: "name", "group", "notes", "host", "user", "tag", "writer" and such.
    virtual void about(const std::string& key, const std::string& value) = 0;
    /// What a tag means: a name for people and a description in Markdown; both may be empty.
    virtual void describe(const std::string& tag, const std::string& name, const std::string& description) = 0;
    /// The process started again at this step: what is stored from it on is a branch that was left.
    virtual void restart(std::int64_t step) = 0;
    virtual void status(Status status, double wallTime) = 0;
};

} // namespace maquette::runlog
