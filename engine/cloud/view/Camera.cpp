// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/view/Camera.h"

#include "base/Json.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <string>

namespace maquette::cloud {

using base::Error;
using base::ErrorCode;
using base::Json;
using base::Result;

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double smallestAngle = 1e-3; ///< degrees
constexpr double largestAngle = 179;
/// Room left around what is fitted.
constexpr double margin = 1.05;

Vec3 operator-(const Vec3& a, const Vec3& b) { return {a[0] - b[0], a[1] - b[1], a[2] - b[2]}; }
Vec3 operator+(const Vec3& a, const Vec3& b) { return {a[0] + b[0], a[1] + b[1], a[2] + b[2]}; }
Vec3 operator*(const Vec3& a, double factor) { return {a[0] * factor, a[1] * factor, a[2] * factor}; }
double dot(const Vec3& a, const Vec3& b) { return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]; }
Vec3 cross(const Vec3& a, const Vec3& b)
{
    return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
}
double length(const Vec3& a) { return std::hypot(a[0], a[1], a[2]); }
/// Zero stays zero.
Vec3 unit(const Vec3& a)
{
    const double size = length(a);
    return size > 0 ? a * (1 / size) : a;
}

double radians(double degrees) { return degrees * (std::numbers::pi / 180); }

/// Below this the sine of the angle between two directions says nothing about where "up" is.
constexpr double parallelSine = 1e-9;

struct Axes {
    Vec3 right, up, back;
};

/// Of a camera without a direction, or with one along its up vector, some axes all the same.
Axes axesOf(const Camera& camera)
{
    Axes axes;
    axes.back = unit(camera.position - camera.focalPoint);
    if (length(axes.back) == 0)
        axes.back = {0, 0, 1};
    Vec3 up = unit(camera.viewUp);
    if (length(cross(up, axes.back)) <= parallelSine) {
        const bool upright = std::abs(axes.back[2]) > 0.5;
        up = upright ? Vec3{0, 1, 0} : Vec3{0, 0, 1};
    }
    axes.right = unit(cross(up, axes.back));
    axes.up = cross(axes.back, axes.right);
    return axes;
}

/// Rodrigues' rotation of `vector` about the unit vector `axis`.
Vec3 rotated(const Vec3& vector, const Vec3& axis, double degrees)
{
    const double c = std::cos(radians(degrees));
    const double s = std::sin(radians(degrees));
    return vector * c + cross(axis, vector) * s + axis * (dot(axis, vector) * (1 - c));
}

struct Direction {
    std::string_view name;
    Vec3 back; ///< from the focal point to the camera
    Vec3 up;
};

constexpr std::array<Direction, 7> directions = {{{"iso", {1, -1, 1}, {0, 0, 1}},
                                                  {"top", {0, 0, 1}, {0, 1, 0}},
                                                  {"bottom", {0, 0, -1}, {0, 1, 0}},
                                                  {"front", {0, -1, 0}, {0, 0, 1}},
                                                  {"back", {0, 1, 0}, {0, 0, 1}},
                                                  {"left", {-1, 0, 0}, {0, 0, 1}},
                                                  {"right", {1, 0, 0}, {0, 0, 1}}}};

Error noCamera(std::string detail)
{
    return {ErrorCode::BadInput,
            {QT_TRANSLATE_NOOP("Engine",
                               "The text is no camera. Copy one from a view, or write position and "
                               "focal-point as three numbers each.")},
            std::move(detail)};
}

/// Null or a sentence on what is wrong; an absent key leaves the value as it is.
std::string readNumber(const Json& json, const char* key, double& value)
{
    const auto found = json.find(key);
    if (found == json.end())
        return {};
    if (!found->is_number() || !std::isfinite(found->get<double>()))
        return std::string(key) + " is no finite number";
    value = found->get<double>();
    return {};
}

std::string readVector(const Json& json, const char* key, Vec3& value, bool needed)
{
    const auto found = json.find(key);
    if (found == json.end())
        return needed ? std::string(key) + " is missing" : std::string();
    bool good = found->is_array() && found->size() == 3;
    for (std::size_t i = 0; good && i < 3; ++i) {
        good = (*found)[i].is_number() && std::isfinite((*found)[i].get<double>());
        if (good)
            value[i] = (*found)[i].get<double>();
    }
    return good ? std::string() : std::string(key) + " is not three finite numbers";
}

/// Empty, or what makes the camera useless.
std::string trouble(const Camera& camera)
{
    const Vec3 back = camera.position - camera.focalPoint;
    const double distance = length(back);
    if (!std::isfinite(distance) || distance == 0)
        return "position and focal-point are the same place";
    if (const double size = length(camera.viewUp); !std::isfinite(size) || size == 0)
        return "view-up has no length";
    if (length(cross(unit(camera.viewUp), unit(back))) <= parallelSine)
        return "view-up points along the view";
    if (camera.viewAngle < smallestAngle || camera.viewAngle > largestAngle)
        return "view-angle is not between 0.001 and 179 degrees";
    if (camera.parallelScale <= 0)
        return "parallel-scale is not above 0";
    if (camera.nearPlane < 0 || camera.farPlane < 0)
        return "near-plane or far-plane is below 0";
    if (camera.farPlane > 0 && camera.farPlane <= camera.nearPlane)
        return "far-plane is not beyond near-plane";
    return {};
}

} // namespace

double Camera::distance() const { return length(position - focalPoint); }

Camera cameraFor(const Bounds& bounds, std::string_view direction, double aspect)
{
    const auto* const found = std::find_if(directions.begin(), directions.end(),
                                           [&](const Direction& each) { return each.name == direction; });
    const Direction& chosen = found == directions.end() ? directions.front() : *found;
    if (!(aspect > 0) || !std::isfinite(aspect))
        aspect = 1;

    Camera camera;
    camera.focalPoint = bounds.center();
    camera.position = camera.focalPoint + chosen.back;
    camera.viewUp = chosen.up;
    const Axes axes = axesOf(camera);
    const double tangent = std::tan(radians(camera.viewAngle) / 2);
    double distance = 0;
    double half = 0;
    for (int corner = 0; corner < 8; ++corner) {
        const Vec3 place
            = {(corner & 1) != 0 ? bounds.high[0] : bounds.low[0], (corner & 2) != 0 ? bounds.high[1] : bounds.low[1],
               (corner & 4) != 0 ? bounds.high[2] : bounds.low[2]};
        const Vec3 offset = place - camera.focalPoint;
        const double across = std::max(std::abs(dot(offset, axes.right)) / aspect, std::abs(dot(offset, axes.up)));
        // The corner is inside the pyramid of the view when across <= tangent * (distance - its own part of it).
        distance = std::max(distance, dot(offset, axes.back) + across / tangent);
        half = std::max(half, across);
    }
    // A single point has no size to fit; far from the origin the distance must still count in double precision.
    const double least = std::max(1e-9, 1e-6 * length(camera.focalPoint));
    if (distance <= least)
        distance = std::max(1.0, least);
    if (half <= 0)
        half = distance * tangent;
    camera.position = camera.focalPoint + unit(chosen.back) * (distance * margin);
    camera.parallelScale = half * margin;
    return camera;
}

std::string cameraToText(const Camera& camera, const Vec3& shift)
{
    Json json;
    json["position"] = camera.position + shift;
    json["focal-point"] = camera.focalPoint + shift;
    json["view-up"] = camera.viewUp;
    json["view-angle"] = camera.viewAngle;
    json["parallel"] = camera.parallel;
    json["parallel-scale"] = camera.parallelScale;
    json["near-plane"] = camera.nearPlane;
    json["far-plane"] = camera.farPlane;
    return base::dumpJson(json);
}

Result<Camera> cameraFromText(std::string_view text, const Vec3& shift)
{
    const auto parsed = base::parseJson(text, "camera");
    if (!parsed.ok())
        return noCamera(parsed.error().english());
    const Json& json = parsed.value();
    if (!json.is_object())
        return noCamera("no JSON object");
    Camera camera;
    std::string problem = readVector(json, "position", camera.position, true);
    const auto then = [&](std::string next) {
        if (problem.empty())
            problem = std::move(next);
    };
    then(readVector(json, "focal-point", camera.focalPoint, true));
    then(readVector(json, "view-up", camera.viewUp, false));
    then(readNumber(json, "view-angle", camera.viewAngle));
    then(readNumber(json, "parallel-scale", camera.parallelScale));
    then(readNumber(json, "near-plane", camera.nearPlane));
    then(readNumber(json, "far-plane", camera.farPlane));
    if (const auto parallel = json.find("parallel"); parallel != json.end()) {
        if (parallel->is_boolean())
            camera.parallel = parallel->get<bool>();
        else
            then("parallel is neither true nor false");
    }
    then(trouble(camera));
    if (!problem.empty())
        return noCamera(problem);
    camera.position = camera.position - shift;
    camera.focalPoint = camera.focalPoint - shift;
    return camera;
}

Camera turned(const Camera& camera, double azimuth, double elevation)
{
    Camera result = camera;
    const Vec3 back = rotated(camera.position - camera.focalPoint, unit(camera.viewUp), azimuth);
    result.position = camera.focalPoint + back;
    // The camera rises as it turns about the vector that points to its left.
    result.position = camera.focalPoint + rotated(back, axesOf(result).right * -1, elevation);
    return result;
}

Projection::Projection(const Camera& camera, int newWidth, int newHeight)
    : width(newWidth)
    , height(newHeight)
    , origin(camera.position)
    , parallel(camera.parallel)
    , nearPlane(camera.nearPlane > 0 ? camera.nearPlane : -infinite)
    , farPlane(camera.farPlane > 0 ? camera.farPlane : infinite)
{
    const Axes view = axesOf(camera);
    axes = {view.right, view.up, view.back};
    const double angle = std::clamp(camera.viewAngle, smallestAngle, largestAngle);
    scale = parallel ? height / 2.0 / camera.parallelScale : height / 2.0 / std::tan(radians(angle) / 2);
}

Projection::Place Projection::place(const float* point) const
{
    const Vec3 offset = Vec3{point[0], point[1], point[2]} - origin;
    Place place;
    place.depth = -dot(axes[2], offset);
    const double factor = pixelsPerUnit(place.depth);
    place.x = width / 2.0 + dot(axes[0], offset) * factor;
    place.y = height / 2.0 - dot(axes[1], offset) * factor;
    return place;
}

double Projection::pixelsPerUnit(double depth) const { return parallel ? scale : scale / depth; }

} // namespace maquette::cloud
