// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Job.h"
#include "base/Parameter.h"
#include "base/Result.h"
#include "cloud/Cloud.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace maquette::cloud {

class SegmentModel;

/// Weights, points, how they are chosen, up axis, radius.
[[nodiscard]] base::ParameterTable classifyParameters();
/// The same with kind of object, votes, refinement and seed.
[[nodiscard]] base::ParameterTable partsParameters();

/// A class that a cloud may be, with its share of the softmax.
struct ClassGuess {
    int index = 0;
    std::string name; ///< of ScanObjectNN (15) or ModelNet40 where the number of classes says so
    double share = 0; ///< 0 … 1
};

/// The kinds of objects of ShapeNetPart in their order, and which parts each has.
struct ObjectKind {
    const char* name;
    int firstPart;
    int parts;
};
[[nodiscard]] const std::vector<ObjectKind>& objectKinds();

struct PartsResult {
    std::vector<std::int32_t> parts; ///< of each point, 0 … 49
    std::string protocol;
};

/// Classifies whole clouds and finds the parts of objects (sections 8.5 and 8.6 of the facts on PointNeXt). Keeps the
/// network it has loaded. Not thread-safe.
class ObjectModel {
public:
    explicit ObjectModel(std::string device = "auto");
    ~ObjectModel();
    ObjectModel(const ObjectModel&) = delete;
    ObjectModel& operator=(const ObjectModel&) = delete;

    /// All classes, the likeliest first. ModelUnfit when the network is none that classifies.
    [[nodiscard]] base::Result<std::vector<ClassGuess>>
    classify(const Cloud& cloud, const base::ParameterValues& parameters, const base::Job& job);
    [[nodiscard]] base::Result<PartsResult> parts(const Cloud& cloud, const base::ParameterValues& parameters,
                                                  const base::Job& job);

private:
    class Private;
    std::unique_ptr<Private> m_private;
};

/// Gives parts that the object has not, or that fewer than `least` points have, the most frequent part of their 10
/// nearest neighbors with other parts. `positions` x y z of each point.
void refineParts(std::span<const float> positions, const ObjectKind& kind, std::vector<std::int32_t>& parts,
                 int least = 10);

/// Mean over objects of the mean over their parts of intersection over union, a part in neither counting 100 %
/// (openpoints: ShapeNetPart), percent.
class PartScores {
public:
    /// Labels of one object, point by point.
    void add(std::size_t kind, std::span<const std::int32_t> truth, std::span<const std::int32_t> prediction);
    [[nodiscard]] double instanceIou() const; ///< mean over objects; 0 without any
    [[nodiscard]] double classIou() const; ///< mean over the kinds that occur of the mean over their objects

private:
    std::vector<std::vector<double>> m_byKind;
};

} // namespace maquette::cloud
