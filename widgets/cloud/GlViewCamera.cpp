// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/cloud/GlViewCamera.h"

#include "widgets/cloud/GlViewVectors.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace maquette::widgets {

using cloud::Camera;
using cloud::Projection;
using cloud::Vec3;

namespace {

constexpr double steepest = 90;
/// Above this the picture's up is the heading, as z points at the viewer.
constexpr double nearlySteepest = 89.99;
constexpr double nearest = 1e-6; ///< of the diagonal
constexpr double farthest = 1e3;

Projection projectionOf(const Camera& camera, const QSizeF& pane)
{
    // The engine counts whole pixels; here they are device-independent and may be halves.
    Projection projection(camera, 1000, 1000);
    const double factor = pane.height() / 1000;
    projection.scale *= factor;
    return projection;
}

} // namespace

Camera turntable(const Camera& camera, double heading, double pitch)
{
    const double distance = camera.distance();
    if (!(distance > 0))
        return camera;
    const Vec3 back = unit(camera.position - camera.focalPoint);
    const double elevation = degrees(std::asin(std::clamp(back[2], -1.0, 1.0)));
    double azimuth = degrees(std::atan2(back[1], back[0]));
    if (std::abs(elevation) > nearlySteepest) {
        // Looking down, up in the picture points away from where the camera would come up from behind the cloud.
        const double sign = elevation > 0 ? -1 : 1;
        azimuth = degrees(std::atan2(sign * camera.viewUp[1], sign * camera.viewUp[0]));
    }
    azimuth += heading;
    const double raised = std::clamp(elevation + pitch, -steepest, steepest);
    const double a = radians(azimuth);
    const double e = radians(raised);
    Camera result = camera;
    if (std::abs(raised) > nearlySteepest) {
        const double sign = raised > 0 ? 1 : -1;
        result.position = camera.focalPoint + Vec3{0, 0, sign * distance};
        result.viewUp = {-sign * std::cos(a), -sign * std::sin(a), 0};
    } else {
        result.position
            = camera.focalPoint + Vec3{std::cos(e) * std::cos(a), std::cos(e) * std::sin(a), std::sin(e)} * distance;
        result.viewUp = {0, 0, 1};
    }
    return result;
}

Camera panned(const Camera& camera, const QPointF& by, const QSizeF& pane)
{
    const Projection projection = projectionOf(camera, pane);
    const double perPixel = 1 / projection.pixelsPerUnit(camera.distance());
    const Vec3 shift = projection.axes[0] * (-by.x() * perPixel) + projection.axes[1] * (by.y() * perPixel);
    Camera result = camera;
    result.position = camera.position + shift;
    result.focalPoint = camera.focalPoint + shift;
    return result;
}

Camera zoomedAt(const Camera& camera, double factor, const QPointF& place, const QSizeF& pane, double diagonal)
{
    const double size = camera.parallel ? camera.parallelScale : camera.distance();
    if (!(size > 0) || !(factor > 0))
        return camera;
    const double reach = diagonal > 0 ? diagonal : 1;
    const double scaled = std::clamp(size / factor, nearest * reach, farthest * reach);
    const double part = scaled / size;
    const Projection projection = projectionOf(camera, pane);
    const double perPixel = 1 / projection.pixelsPerUnit(camera.distance());
    const Vec3 anchor = camera.focalPoint + projection.axes[0] * ((place.x() - pane.width() / 2) * perPixel)
        - projection.axes[1] * ((place.y() - pane.height() / 2) * perPixel);
    Camera result = camera;
    result.focalPoint = anchor + (camera.focalPoint - anchor) * part;
    if (camera.parallel) {
        result.parallelScale = scaled;
        result.position = camera.position + (result.focalPoint - camera.focalPoint);
    } else {
        result.position = anchor + (camera.position - anchor) * part;
    }
    return result;
}

Camera withPlaneMoved(const Camera& camera, bool nearPlane, double steps, const cloud::Bounds& bounds)
{
    const Projection projection(camera, 1000, 1000);
    double nearestDepth = std::numeric_limits<double>::infinity();
    double farthestDepth = -nearestDepth;
    for (int corner = 0; corner < 8; ++corner) {
        const std::array<float, 3> place
            = {(corner & 1) != 0 ? bounds.high[0] : bounds.low[0], (corner & 2) != 0 ? bounds.high[1] : bounds.low[1],
               (corner & 4) != 0 ? bounds.high[2] : bounds.low[2]};
        const double depth = projection.place(place.data()).depth;
        nearestDepth = std::min(nearestDepth, depth);
        farthestDepth = std::max(farthestDepth, depth);
    }
    nearestDepth = std::max(0.0, nearestDepth);
    const double step = bounds.diagonal() / 100;
    const double by = steps * step;
    Camera result = camera;
    if (nearPlane) {
        const double most = (camera.farPlane > 0 ? camera.farPlane : farthestDepth) - step;
        const double to = std::min((camera.nearPlane > 0 ? camera.nearPlane : nearestDepth) + by, most);
        result.nearPlane = to > nearestDepth ? to : 0;
    } else {
        const double least = (camera.nearPlane > 0 ? camera.nearPlane : nearestDepth) + step;
        const double to = std::max((camera.farPlane > 0 ? camera.farPlane : farthestDepth) + by, least);
        result.farPlane = to < farthestDepth ? to : 0;
    }
    return result;
}

Camera centeredOn(const Camera& camera, const Vec3& point)
{
    const Projection projection(camera, 1000, 1000);
    const double depth = -dot(projection.axes[2], point - camera.position);
    Camera result = camera;
    result.focalPoint = point;
    const double distance = camera.parallel ? camera.distance() : depth;
    result.position = point + projection.axes[2] * (distance > 0 ? distance : camera.distance());
    return result;
}

SightLine sightLine(const Camera& camera, const QPointF& place, const QSizeF& pane)
{
    const Projection projection = projectionOf(camera, pane);
    const double x = (place.x() - pane.width() / 2) / projection.scale;
    const double y = -(place.y() - pane.height() / 2) / projection.scale;
    const Vec3 aside = projection.axes[0] * x + projection.axes[1] * y;
    if (camera.parallel)
        return {camera.position + aside, projection.axes[2] * -1};
    return {camera.position, unit(aside - projection.axes[2])};
}

PanePlace placeInPane(const Camera& camera, const Vec3& point, const QSizeF& pane)
{
    const Projection projection = projectionOf(camera, pane);
    const Vec3 offset = point - camera.position;
    const double depth = -dot(projection.axes[2], offset);
    const double factor = projection.pixelsPerUnit(depth);
    return {{pane.width() / 2 + dot(projection.axes[0], offset) * factor,
             pane.height() / 2 - dot(projection.axes[1], offset) * factor},
            depth};
}

} // namespace maquette::widgets
