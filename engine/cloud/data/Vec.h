// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Random.h"

#include <cmath>

namespace maquette::cloud::rooms {

/// A place or direction in meters, or a color of 0 … 1.
struct Vec {
    float x = 0;
    float y = 0;
    float z = 0;
};

inline Vec operator+(Vec a, Vec b) { return {a.x + b.x, a.y + b.y, a.z + b.z}; }
inline Vec operator-(Vec a, Vec b) { return {a.x - b.x, a.y - b.y, a.z - b.z}; }
inline Vec operator*(Vec a, float s) { return {a.x * s, a.y * s, a.z * s}; }
inline Vec operator*(Vec a, Vec b) { return {a.x * b.x, a.y * b.y, a.z * b.z}; }
inline float dot(Vec a, Vec b) { return a.x * b.x + a.y * b.y + a.z * b.z; }
inline Vec cross(Vec a, Vec b) { return {a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x}; }
inline float length(Vec a) { return std::sqrt(dot(a, a)); }
inline Vec mix(Vec a, Vec b, float t) { return a + (b - a) * t; }

inline float between(base::Random& random, float low, float high)
{
    return static_cast<float>(random.uniform(static_cast<double>(low), static_cast<double>(high)));
}
inline bool chance(base::Random& random, double probability) { return random.uniform() < probability; }

} // namespace maquette::cloud::rooms
