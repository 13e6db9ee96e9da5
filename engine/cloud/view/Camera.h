// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "cloud/Cloud.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace maquette::cloud {

/// A camera as VTK describes one, in the cloud's own frame (shift not added). A plain value.
struct Camera {
    Vec3 position = {0, 0, 1};
    Vec3 focalPoint = {0, 0, 0};
    Vec3 viewUp = {0, 1, 0};
    double viewAngle = 40; ///< degrees from the lower to the upper edge; perspective only
    bool parallel = false;
    double parallelScale = 1; ///< half the height of the picture in units of the cloud; parallel only
    /// Distances from the camera before and behind which nothing is drawn; 0: none, so everything is.
    double nearPlane = 0;
    double farPlane = 0;

    bool operator==(const Camera&) const = default;
    [[nodiscard]] double distance() const;
};

/// Looks at the whole of `bounds`, with a margin of a twentieth: from `direction` ("iso", "top", "bottom", "front",
/// "back", "left", "right"; any other word is "iso") with z upwards (y where the view is along z), in a picture of this
/// width : height. The front is where y is least, the left where x is. A single point is seen from one unit away.
[[nodiscard]] Camera cameraFor(const Bounds& bounds, std::string_view direction, double aspect);

/// One line of JSON that people can keep as a bookmark: {"position":[…],"focal-point":[…],"view-up":[…], …}, with the
/// shift added when one is given, so that the bookmark fits other clouds of the same place.
[[nodiscard]] std::string cameraToText(const Camera& camera, const Vec3& shift = {0, 0, 0});
/// position and focal-point are needed, the rest has its defaults; keys that are unknown are passed over. BadInput says
/// what is wrong: no such JSON, numbers that are not finite or out of range, a camera without a direction.
[[nodiscard]] base::Result<Camera> cameraFromText(std::string_view text, const Vec3& shift = {0, 0, 0});

/// Turned about the focal point: `azimuth` (to the right, about the up vector) and then `elevation` (upwards) in
/// degrees, as vtkCamera does; the up vector stays as it is.
[[nodiscard]] Camera turned(const Camera& camera, double azimuth, double elevation);

/// Where a point comes to lie in a picture of `width` x `height` pixels, y downwards.
struct Projection {
    Projection(const Camera& camera, int width, int height);

    struct Place {
        double x = 0;
        double y = 0;
        double depth = 0; ///< distance from the plane of the camera, in units of the cloud; behind it below zero
    };
    /// Points are drawn where depth is above zero and from nearPlane to farPlane, in the pixel (floor(x), floor(y)).
    [[nodiscard]] Place place(const float* point) const;
    /// Pixels that one unit of the cloud takes at this depth.
    [[nodiscard]] double pixelsPerUnit(double depth) const;

    int width, height;
    // Rows of the view: right, up and backwards, and the position in them.
    std::array<std::array<double, 3>, 3> axes;
    Vec3 origin;
    double scale; ///< pixels per unit at depth 1 (perspective), or per unit (parallel)
    bool parallel;
    double nearPlane, farPlane; ///< infinite where none is set
};

} // namespace maquette::cloud
