// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/Threads.h"
#include "cloud/view/FilterTest.h"
#include "cloud/view/Rasterizer.h"
#include "cloud/view/Render.h"
#include "cloud/view/Splats.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <mutex>

namespace maquette::cloud {

namespace {

/// The even-odd rule: a ray to the right crosses the outline an odd number of times. A corner belongs to the edge above
/// it only, so that a ray through it is counted once.
bool inside(std::span<const ScreenPoint> polygon, double x, double y)
{
    bool odd = false;
    for (std::size_t i = 0, before = polygon.size() - 1; i < polygon.size(); before = i++) {
        const ScreenPoint& a = polygon[before];
        const ScreenPoint& b = polygon[i];
        if ((a.y > y) != (b.y > y) && x < a.x + (b.x - a.x) * (y - a.y) / (b.y - a.y))
            odd = !odd;
    }
    return odd;
}

/// The polygon's pixels as far as they are in the pane.
PaneRect boundsOf(std::span<const ScreenPoint> polygon, int width, int height)
{
    double left = width, top = height, right = 0, bottom = 0;
    for (const ScreenPoint& each : polygon) {
        left = std::min(left, each.x);
        right = std::max(right, each.x);
        top = std::min(top, each.y);
        bottom = std::max(bottom, each.y);
    }
    const int x = static_cast<int>(std::floor(std::clamp(left, 0.0, double(width))));
    const int y = static_cast<int>(std::floor(std::clamp(top, 0.0, double(height))));
    return {x, y, static_cast<int>(std::ceil(std::clamp(right, 0.0, double(width)))) - x,
            static_cast<int>(std::ceil(std::clamp(bottom, 0.0, double(height)))) - y};
}

} // namespace

std::optional<std::uint32_t> pickPoint(const RenderInput& input, const ViewState& state, int width, int height,
                                       double x, double y, double radius)
{
    constexpr double largestRadius = 1000;
    if (!std::isfinite(x) || !std::isfinite(y) || !(radius >= 0) || width <= 0 || height <= 0)
        return std::nullopt;
    radius = std::min(radius, largestRadius);
    const double left = std::max(0.0, std::floor(x - radius));
    const double top = std::max(0.0, std::floor(y - radius));
    const double right = std::min<double>(width, std::floor(x + radius) + 1);
    const double bottom = std::min<double>(height, std::floor(y + radius) + 1);
    if (left >= right || top >= bottom)
        return std::nullopt;
    const PaneRect part = {static_cast<int>(left), static_cast<int>(top), static_cast<int>(right - left),
                           static_cast<int>(bottom - top)};
    const PixelKeys keys = rasterize(input, state, Projection(state.camera, width, height), part, 0);
    double bestDistance = radius * radius;
    std::uint64_t best = PixelKeys::none;
    for (int row = 0; row < part.height; ++row) {
        for (int column = 0; column < part.width; ++column) {
            const std::uint64_t key = keys.row(row)[column];
            if (key == PixelKeys::none)
                continue;
            // To the nearest place of the pixel, so that the pixel that holds the place has no distance.
            const double dx = x - std::clamp<double>(x, part.x + column, part.x + column + 1);
            const double dy = y - std::clamp<double>(y, part.y + row, part.y + row + 1);
            const double distance = dx * dx + dy * dy;
            if (distance < bestDistance || (distance == bestDistance && key < best)) {
                bestDistance = distance;
                best = key;
            }
        }
    }
    if (best == PixelKeys::none)
        return std::nullopt;
    return input.points->order[PixelKeys::place(best)];
}

std::vector<std::uint32_t> selectPoints(const RenderInput& input, const ViewState& state, int width, int height,
                                        std::span<const ScreenPoint> polygon, bool visibleOnly)
{
    std::vector<std::uint32_t> found;
    if (polygon.size() < 3 || width <= 0 || height <= 0)
        return found;
    const PaneRect part = boundsOf(polygon, width, height);
    if (part.width <= 0 || part.height <= 0)
        return found;
    const PointSet& points = *input.points;
    const Projection projection(state.camera, width, height);
    const FilterTest filter(points, *input.slots, state.filter, input.selected);
    PixelKeys keys;
    if (visibleOnly)
        keys = rasterize(input, state, projection, part, 0);

    constexpr double spacings = 3;
    constexpr double pixels = 3;
    const auto covered = [&](const Projection::Place& place) {
        const int column = static_cast<int>(place.x) - part.x;
        const int row = static_cast<int>(place.y) - part.y;
        const std::uint64_t key = keys.row(row)[column];
        return key != PixelKeys::none
            && PixelKeys::depth(key)
            < place.depth - spacings * points.spacing - pixels / projection.pixelsPerUnit(place.depth);
    };
    std::mutex mutex;
    base::parallelFor(static_cast<std::int64_t>(points.size()), 1 << 14, [&](std::int64_t from, std::int64_t to) {
        std::vector<std::uint32_t> some;
        std::array<std::uint8_t, blockPoints> kept;
        for (auto begin = static_cast<std::size_t>(from); begin < static_cast<std::size_t>(to); begin += blockPoints) {
            const std::size_t count = std::min<std::size_t>(blockPoints, static_cast<std::size_t>(to) - begin);
            filter.keep(begin, count, kept.data());
            for (std::size_t i = 0; i < count; ++i) {
                if (kept[i] == 0)
                    continue;
                const auto place = projection.place(points.positions.data() + 3 * (begin + i));
                const bool drawn = place.depth > 0 && place.depth >= projection.nearPlane
                    && place.depth <= projection.farPlane && place.x >= part.x && place.x < part.x + part.width
                    && place.y >= part.y && place.y < part.y + part.height;
                if (drawn && inside(polygon, place.x, place.y) && !(visibleOnly && covered(place)))
                    some.push_back(points.order[begin + i]);
            }
        }
        const std::lock_guard lock(mutex);
        found.insert(found.end(), some.begin(), some.end());
    });
    std::sort(found.begin(), found.end());
    return found;
}

} // namespace maquette::cloud
