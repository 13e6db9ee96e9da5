// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Random.h"
#include "cloud/view/PointSet.h"
#include "cloud/view/Render.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <utility>
#include <vector>

namespace maquette::tests {

/// The corner of a made-up room: floor, two walls, a table, two chairs, a bookcase and a box; points drawn evenly on
/// the faces. Attributes "label", "prediction" (each tenth point of the furniture wrong, and a piece of the wall) and
/// "intensity" (with a NaN in each thousandth point). z is up, 6 x 5 x 2.6 units.
class BoxScene {
public:
    explicit BoxScene(std::size_t points, cloud::Vec3 shift = {0, 0, 0})
    {
        auto cloud = std::make_shared<cloud::Cloud>();
        cloud->name = "boxes";
        cloud->shift = shift;
        cloud->positions.reserve(3 * points);
        cloud->colors.reserve(3 * points);
        std::vector<std::int32_t> prediction;
        std::vector<float> intensity;
        base::Random random(5);
        double area = 0;
        for (const Face& face : faces())
            area += face.area();
        double begin = 0;
        for (const Face& face : faces()) {
            const double end = begin + face.area() / area;
            const auto from = static_cast<std::size_t>(std::llround(begin * static_cast<double>(points)));
            const auto to = static_cast<std::size_t>(std::llround(end * static_cast<double>(points)));
            for (std::size_t i = from; i < to; ++i) {
                std::array<double, 3> place = {};
                for (int axis = 0; axis < 3; ++axis)
                    place[axis] = random.uniform(face.low[axis], face.high[axis]);
                // A texture of stripes, so that the picture of the colors shows something.
                const double stripe = std::fmod(10 + place[0] + place[1] + 2 * place[2], 0.5) < 0.25 ? 1 : 0.8;
                for (int axis = 0; axis < 3; ++axis) {
                    cloud->positions.push_back(static_cast<float>(place[axis]));
                    cloud->colors.push_back(static_cast<std::uint8_t>(face.color[axis] * stripe));
                }
                truth.push_back(face.label);
                const bool furniture = face.label > 2;
                const bool wrong = (furniture && i % 10 == 0) || (face.label == 2 && place[0] < 1 && place[2] > 1.5);
                prediction.push_back(wrong ? 12 : face.label);
                intensity.push_back(i % 1000 == 0 ? std::nanf("") : static_cast<float>(place[0]));
            }
            begin = end;
        }
        cloud->set({"label", truth, cloud::Role::Label});
        cloud->set({"prediction", prediction, cloud::Role::Prediction});
        cloud->set({"intensity", intensity, cloud::Role::Intensity});
        set = cloud::makePointSet(cloud).value();
        slots = cloud::makeSlots(*set, truth, prediction, table);
    }

    [[nodiscard]] cloud::RenderInput input() const { return {set.get(), &slots, &table, selected, {}}; }
    [[nodiscard]] cloud::ViewState view(double aspect = 1.6) const
    {
        cloud::ViewState state;
        state.camera = cloud::cameraFor(set->bounds, "iso", aspect);
        return state;
    }

    std::shared_ptr<const cloud::PointSet> set;
    std::vector<std::int32_t> truth;
    cloud::ClassTable table = *cloud::classTable("s3dis");
    cloud::ClassSlots slots;
    std::vector<std::uint8_t> selected;

private:
    struct Face {
        std::array<double, 3> low, high;
        std::int32_t label;
        std::array<double, 3> color;

        [[nodiscard]] double area() const
        {
            const double x = high[0] - low[0];
            const double y = high[1] - low[1];
            const double z = high[2] - low[2];
            return x * y + y * z + z * x; // one of the edges is zero
        }
    };

    static const std::vector<Face>& faces()
    {
        static const auto all = [] {
            std::vector<Face> result;
            result.push_back({{0, 0, 0}, {6, 5, 0}, 1, {150, 120, 90}});
            result.push_back({{0, 5, 0}, {6, 5, 2.6}, 2, {225, 220, 205}});
            result.push_back({{0, 0, 0}, {0, 5, 2.6}, 2, {215, 225, 225}});
            const auto box = [&](std::array<double, 3> low, std::array<double, 3> high, std::int32_t label,
                                 std::array<double, 3> color) {
                for (int axis = 0; axis < 3; ++axis) {
                    Face face = {low, high, label, color};
                    face.high[axis] = low[axis];
                    result.push_back(face);
                    face.high[axis] = face.low[axis] = high[axis];
                    result.push_back(face);
                }
            };
            box({2, 2, 0.7}, {4, 3, 0.75}, 7, {160, 90, 50}); // table with its legs
            for (const double x : {2.0, 3.94}) {
                for (const double y : {2.0, 2.94})
                    box({x, y, 0}, {x + 0.06, y + 0.06, 0.7}, 7, {160, 90, 50});
            }
            for (const double x : {2.3, 3.2}) { // chairs
                box({x, 1.3, 0}, {x + 0.5, 1.8, 0.45}, 8, {70, 100, 180});
                box({x, 1.3, 0.45}, {x + 0.5, 1.36, 0.95}, 8, {70, 100, 180});
            }
            box({0, 3.5, 0}, {0.4, 4.8, 2}, 10, {190, 170, 60}); // bookcase
            box({4.8, 3.8, 0}, {5.5, 4.5, 0.6}, 12, {180, 60, 60});
            return result;
        }();
        return all;
    }
};

} // namespace maquette::tests
