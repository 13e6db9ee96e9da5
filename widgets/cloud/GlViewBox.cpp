// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/cloud/GlViewBox.h"

#include "widgets/cloud/GlViewCamera.h"
#include "widgets/cloud/GlViewVectors.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace maquette::widgets {

using cloud::Camera;
using cloud::ClipBox;
using cloud::Vec3;

namespace {

constexpr double smallestEdge = 1e-4; ///< of the edge that is dragged
constexpr double turnReach = 1.35; ///< how far outside of the box its turning handle lies, in halves of an edge
constexpr double degreesPerPixel = 0.5; ///< when the plane of turning is seen from its edge

std::array<Vec3, 3> axesOf(const ClipBox& box)
{
    const double cosine = std::cos(radians(box.yaw));
    const double sine = std::sin(radians(box.yaw));
    return {Vec3{cosine, sine, 0}, Vec3{-sine, cosine, 0}, Vec3{0, 0, 1}};
}

/// Along an axis through a point: how far the place on it lies that is nearest to a line of sight. Nothing when the
/// axis points at the viewer.
std::optional<double> alongAxis(const Vec3& through, const Vec3& axis, const SightLine& line)
{
    const double parallel = dot(axis, line.along);
    const double apart = 1 - parallel * parallel;
    if (apart < 1e-4)
        return std::nullopt;
    const Vec3 offset = line.from - through;
    return (dot(axis, offset) - parallel * dot(line.along, offset)) / apart;
}

std::optional<Vec3> onPlane(const Vec3& through, const Vec3& normal, const SightLine& line)
{
    const double slope = dot(normal, line.along);
    if (std::abs(slope) < 0.05)
        return std::nullopt;
    const double distance = dot(normal, through - line.from) / slope;
    return line.from + line.along * distance;
}

ClipBox turnedBox(const ClipBox& start, const Camera& camera, const QSizeF& pane, const QPointF& from,
                  const QPointF& to)
{
    ClipBox box = start;
    const Vec3 up = {0, 0, 1};
    const auto first = onPlane(start.center, up, sightLine(camera, from, pane));
    const auto second = onPlane(start.center, up, sightLine(camera, to, pane));
    double by = (to.x() - from.x()) * degreesPerPixel;
    if (first && second) {
        const Vec3 a = *first - start.center;
        const Vec3 b = *second - start.center;
        by = degrees(std::atan2(b[1], b[0]) - std::atan2(a[1], a[0]));
    }
    box.yaw = std::remainder(start.yaw + by, 360.0);
    return box;
}

} // namespace

const std::vector<BoxHandle>& boxHandles()
{
    using Kind = BoxHandle::Kind;
    static const std::vector<BoxHandle> handles
        = {{Kind::Center, 0, 1}, {Kind::Turn, 0, 1}, {Kind::Face, 0, -1}, {Kind::Face, 0, 1},
           {Kind::Face, 1, -1},  {Kind::Face, 1, 1}, {Kind::Face, 2, -1}, {Kind::Face, 2, 1}};
    return handles;
}

Vec3 handlePlace(const ClipBox& box, const BoxHandle& handle)
{
    if (handle.kind == BoxHandle::Kind::Center)
        return box.center;
    const auto axes = axesOf(box);
    if (handle.kind == BoxHandle::Kind::Turn)
        return box.center + axes[0] * (box.size[0] / 2 * turnReach);
    const auto axis = static_cast<std::size_t>(handle.axis);
    return box.center + axes[axis] * (handle.side * box.size[axis] / 2);
}

std::array<Vec3, 8> boxCorners(const ClipBox& box)
{
    const auto axes = axesOf(box);
    std::array<Vec3, 8> corners;
    for (std::size_t i = 0; i < corners.size(); ++i) {
        corners[i] = box.center;
        for (std::size_t axis = 0; axis < 3; ++axis)
            corners[i] = corners[i] + axes[axis] * (((i >> axis & 1U) != 0 ? 0.5 : -0.5) * box.size[axis]);
    }
    return corners;
}

const std::array<std::pair<int, int>, 12>& boxEdges()
{
    static constexpr std::array<std::pair<int, int>, 12> edges
        = {{{0, 1}, {2, 3}, {4, 5}, {6, 7}, {0, 2}, {1, 3}, {4, 6}, {5, 7}, {0, 4}, {1, 5}, {2, 6}, {3, 7}}};
    return edges;
}

ClipBox draggedBox(const ClipBox& start, const BoxHandle& handle, const Camera& camera, const QSizeF& pane,
                   const QPointF& from, const QPointF& to)
{
    if (handle.kind == BoxHandle::Kind::Turn)
        return turnedBox(start, camera, pane, from, to);
    ClipBox box = start;
    if (handle.kind == BoxHandle::Kind::Center) {
        const Vec3 toViewer = unit(camera.position - camera.focalPoint);
        const auto first = onPlane(start.center, toViewer, sightLine(camera, from, pane));
        const auto second = onPlane(start.center, toViewer, sightLine(camera, to, pane));
        if (first && second)
            box.center = start.center + (*second - *first);
        return box;
    }
    const auto axis = static_cast<std::size_t>(handle.axis);
    const Vec3 outwards = axesOf(start)[axis] * handle.side;
    const Vec3 place = handlePlace(start, handle);
    const auto first = alongAxis(place, outwards, sightLine(camera, from, pane));
    const auto second = alongAxis(place, outwards, sightLine(camera, to, pane));
    if (!first || !second)
        return box;
    const double size = std::max(start.size[axis] + (*second - *first), smallestEdge * start.size[axis]);
    box.size[axis] = size;
    box.center = start.center + outwards * ((size - start.size[axis]) / 2);
    return box;
}

} // namespace maquette::widgets
