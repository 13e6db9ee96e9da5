// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Json.h"
#include "base/Result.h"
#include "cloud/ClassTable.h"

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace maquette::cloud {

/// How often a class was taken for another one: cell(truth, prediction) in points. Points whose truth or prediction is
/// outside 0 … classes-1 are counted as ignored and are in no cell (openpoints: utils/metrics.py, ignore_index).
class Confusion {
public:
    explicit Confusion(int classes = 0);

    [[nodiscard]] int classes() const { return m_classes; }
    [[nodiscard]] std::int64_t cell(int truth, int prediction) const;
    void add(int truth, int prediction, std::int64_t points = 1);
    /// Labels point by point; both of one length. `keep` empty: all; otherwise as long as the labels, nonzero: counted.
    void add(std::span<const std::int32_t> truth, std::span<const std::int32_t> prediction,
             std::span<const std::uint8_t> keep = {});
    /// Cell by cell: how the six areas of S3DIS are joined before anything is computed. Same number of classes.
    void add(const Confusion& other);

    [[nodiscard]] std::int64_t points() const; ///< in cells
    [[nodiscard]] std::int64_t ignored() const { return m_ignored; }

    bool operator==(const Confusion&) const = default;

private:
    int m_classes;
    std::int64_t m_ignored = 0;
    std::vector<std::int64_t> m_cells;
};

/// What the official code does with a class that occurs neither in truth nor in prediction.
enum class AbsentClass {
    Counts100, ///< validation and test: (0 + 1e-10) / (0 + 1e-10), a hundred percent in the mean
    LeftOut, ///< the mean is over the classes that occur
};

struct ClassScore {
    double iou = 0; ///< percent
    double accuracy = 0; ///< percent
    std::int64_t truth = 0; ///< points with this class in the truth
    std::int64_t prediction = 0;
    bool present = false; ///< in truth or prediction
};

/// Percent, by section 9 of the facts on PointNeXt (openpoints: utils/metrics.py, get_mious).
struct Scores {
    double overallAccuracy = 0;
    double meanIou = 0;
    double meanAccuracy = 0;
    std::vector<ClassScore> classes;
    std::string protocol; ///< which points were counted: "all points of the file", "one point a voxel of 4 cm" …
    AbsentClass absent = AbsentClass::Counts100;

    [[nodiscard]] base::Json toJson(const ClassTable& table) const;
};

[[nodiscard]] Scores scoresOf(const Confusion& confusion, std::string protocol,
                              AbsentClass absent = AbsentClass::Counts100);

} // namespace maquette::cloud
