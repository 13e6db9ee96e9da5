// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QSizeF>

#include "cloud/view/Camera.h"

#include <array>

/// What a mouse does to a camera. Places and sizes are pixels of one pane, y downwards.
namespace maquette::widgets {

/// Turned about the focal point like a thing on a turntable: `heading` degrees about z, `pitch` degrees upwards, and z
/// stays up in the picture. The pitch ends straight above and below.
[[nodiscard]] cloud::Camera turntable(const cloud::Camera& camera, double heading, double pitch);

/// What lies at the depth of the focal point follows the mouse.
[[nodiscard]] cloud::Camera panned(const cloud::Camera& camera, const QPointF& by, const QSizeF& pane);

/// Nearer by a factor above 1; what lies at `place` at the depth of the focal point stays there. The distance stays
/// between a millionth of the cloud's diagonal and a thousand times it.
[[nodiscard]] cloud::Camera zoomedAt(const cloud::Camera& camera, double factor, const QPointF& place,
                                     const QSizeF& pane, double diagonal);

/// With its near plane (or its far one) moved by `steps` hundredths of the cloud's diagonal, away from the camera above
/// zero. A plane that cuts nothing off any more is none.
[[nodiscard]] cloud::Camera withPlaneMoved(const cloud::Camera& camera, bool nearPlane, double steps,
                                           const cloud::Bounds& bounds);

/// Looks straight at a point, in the same direction and with the same size of things at the depth of the point.
[[nodiscard]] cloud::Camera centeredOn(const cloud::Camera& camera, const cloud::Vec3& point);

/// The line of sight through a place: a point of it, and its direction (length 1).
struct SightLine {
    cloud::Vec3 from = {};
    cloud::Vec3 along = {};
};
[[nodiscard]] SightLine sightLine(const cloud::Camera& camera, const QPointF& place, const QSizeF& pane);

/// Where a point lies in a pane; `depth` at most zero behind the camera.
struct PanePlace {
    QPointF place;
    double depth = 0;
};
[[nodiscard]] PanePlace placeInPane(const cloud::Camera& camera, const cloud::Vec3& point, const QSizeF& pane);

} // namespace maquette::widgets
