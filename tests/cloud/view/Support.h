// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Random.h"
#include "cloud/view/PointSet.h"
#include "cloud/view/Render.h"

#include <array>
#include <memory>
#include <set>
#include <stop_token>
#include <utility>
#include <vector>

namespace maquette::tests {

/// A few points and what is needed to draw them.
struct SmallScene {
    explicit SmallScene(const std::vector<std::array<float, 3>>& places, const std::vector<cloud::Rgb>& colors = {},
                        const std::vector<std::int32_t>& truth = {}, const std::vector<std::int32_t>& prediction = {})
    {
        auto cloud = std::make_shared<cloud::Cloud>();
        for (const auto& place : places)
            cloud->positions.insert(cloud->positions.end(), place.begin(), place.end());
        for (const auto& color : colors)
            cloud->colors.insert(cloud->colors.end(), color.begin(), color.end());
        set = cloud::makePointSet(cloud).value();
        slots = cloud::makeSlots(*set, truth, prediction, table);
    }

    [[nodiscard]] cloud::RenderInput input() const { return {set.get(), &slots, &table, selected, {}}; }

    std::shared_ptr<const cloud::PointSet> set;
    cloud::ClassTable table = {"abc", "abc", {{0, "a", {255, 0, 0}}, {1, "b", {0, 255, 0}}, {7, "c", {0, 0, 255}}}};
    cloud::ClassSlots slots;
    std::vector<std::uint8_t> selected;
};

/// From above, one unit a pixel in a picture of 40 x 20: the point (x, y, z) lies in the pixel (20 + x, 10 - y),
/// rounded down. Single pixels, no lighting, black behind.
inline cloud::ViewState mapView()
{
    cloud::ViewState state;
    state.camera.position = {0, 0, 100};
    state.camera.focalPoint = {0, 0, 0};
    state.camera.viewUp = {0, 1, 0};
    state.camera.parallel = true;
    state.camera.parallelScale = 10;
    state.look.adaptive = false;
    state.look.size = 1;
    state.look.eyeDome = false;
    state.look.background = {0, 0, 0};
    return state;
}
inline cloud::RenderOptions mapOptions()
{
    cloud::RenderOptions options;
    options.width = 40;
    options.height = 20;
    return options;
}

inline cloud::Rgb pixel(const imaging::Picture& picture, int x, int y)
{
    const std::uint8_t* const bytes = picture.bytes.data() + (static_cast<std::size_t>(y) * picture.width + x) * 3;
    return {bytes[0], bytes[1], bytes[2]};
}

/// Indices in the cloud of all points that some pixel shows.
inline std::set<std::uint32_t> drawnPoints(const cloud::PixelPoints& pixels, const cloud::PointSet& points)
{
    std::set<std::uint32_t> drawn;
    for (const std::uint32_t place : pixels.place) {
        if (place != 0xFFFFFFFFU)
            drawn.insert(points.order[place]);
    }
    return drawn;
}

/// A job that asks itself to stop at its first report.
inline base::Job stoppingJob(std::stop_source& source)
{
    return {source.get_token(), [&source](const base::Progress&) { source.request_stop(); }};
}

} // namespace maquette::tests
