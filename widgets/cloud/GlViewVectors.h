// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cloud/Cloud.h"

#include <cmath>
#include <numbers>

/// Arithmetic with three coordinates, for the view's own files.
namespace maquette::widgets {

inline cloud::Vec3 operator+(const cloud::Vec3& a, const cloud::Vec3& b)
{
    return {a[0] + b[0], a[1] + b[1], a[2] + b[2]};
}
inline cloud::Vec3 operator-(const cloud::Vec3& a, const cloud::Vec3& b)
{
    return {a[0] - b[0], a[1] - b[1], a[2] - b[2]};
}
inline cloud::Vec3 operator*(const cloud::Vec3& a, double factor)
{
    return {a[0] * factor, a[1] * factor, a[2] * factor};
}
inline double dot(const cloud::Vec3& a, const cloud::Vec3& b) { return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]; }
inline double length(const cloud::Vec3& a) { return std::hypot(a[0], a[1], a[2]); }
/// Zero stays zero.
inline cloud::Vec3 unit(const cloud::Vec3& a)
{
    const double size = length(a);
    return size > 0 ? a * (1 / size) : a;
}
inline double radians(double degrees) { return degrees * (std::numbers::pi / 180); }
inline double degrees(double radians) { return radians * (180 / std::numbers::pi); }

} // namespace maquette::widgets
