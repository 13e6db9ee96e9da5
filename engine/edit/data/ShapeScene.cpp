// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/data/Noise.h"
#include "edit/data/Scene.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace maquette::edit::data {

namespace {

using base::Random;

constexpr std::uint64_t shapeStream = 0x5348415045ULL; // keeps the families of scenes of one seed apart

/// -1 … 1 from the first to the last pixel of a side.
float unit(int i, int size) { return 2.0F * static_cast<float>(i) / static_cast<float>(size - 1) - 1; }

Color randomColor(Random& random)
{
    Color color;
    for (float& c : color)
        c = static_cast<float>(random.uniform());
    return color;
}

/// How much of the second color the ground has at each pixel: a ramp, a cloud, nothing, or stripes along the ramp.
Plane groundMix(Random& random, int size)
{
    Plane mix(size, size);
    const double angle = random.uniform(0, 2 * std::numbers::pi);
    const auto cosine = static_cast<float>(std::cos(angle));
    const auto sine = static_cast<float>(std::sin(angle));
    const int kind = random.below(4);
    if (kind == 1) {
        mix = fractalNoise(random, size, 3);
        for (float& m : mix.data)
            m = std::clamp((m - 0.5F) * 1.6F + 0.5F, 0.0F, 1.0F);
    } else if (kind != 2) {
        for (int y = 0; y < size; ++y) {
            for (int x = 0; x < size; ++x) {
                const float ramp
                    = std::clamp((unit(x, size) * cosine + unit(y, size) * sine) * 0.5F + 0.5F, 0.0F, 1.0F);
                mix.row(y)[x] = kind == 0 ? ramp : std::sin(ramp * 40) > 0 ? 0.5F : 0.0F;
            }
        }
    }
    return mix;
}

/// Distance to the border in units of half a side, negative inside; exact along the axes, near enough elsewhere.
float signedDistance(int shape, float u, float v, float r)
{
    switch (shape) {
    case 0:
        return std::sqrt(u * u + v * v) - r;
    case 1:
        return std::max(std::abs(u) - r * 0.95F, std::abs(v) - r * 0.7F);
    case 2:
        return std::max(-v, 0.5F * v + 0.866F * std::abs(u)) - r * 0.6F;
    case 3:
        return std::abs(std::sqrt(u * u + v * v) - r * 0.8F) - r * 0.25F;
    case 4:
        return std::sqrt(u * u + v * v) - r * (0.75F + 0.3F * std::cos(5 * std::atan2(v, u)));
    default:
        return std::min(std::max(std::abs(u) - r, std::abs(v) - r * 0.28F),
                        std::max(std::abs(v) - r, std::abs(u) - r * 0.28F));
    }
}

struct Shape {
    int color;
    int kind;
    float x, y, radius;
    float cosine, sine;
    Color fill;
    int texture; ///< stripes, checks, ramp, plain
    float frequency;
};

Shape randomShape(Random& random, const std::array<int, 3>& colors)
{
    Shape shape{};
    shape.color = colors[random.below(3)];
    shape.kind = random.below(shapeClasses);
    shape.x = static_cast<float>(random.uniform(-0.85, 0.85));
    shape.y = static_cast<float>(random.uniform(-0.85, 0.85));
    shape.radius = static_cast<float>(random.uniform(0.16, 0.46));
    const double angle = random.uniform(0, 2 * std::numbers::pi);
    shape.cosine = static_cast<float>(std::cos(angle));
    shape.sine = static_cast<float>(std::sin(angle));
    for (int c = 0; c < 3; ++c)
        shape.fill[c]
            = std::clamp(shapePalette[shape.color][c] + static_cast<float>(0.05 * random.normal()), 0.0F, 1.0F);
    shape.texture = random.below(4);
    shape.frequency = static_cast<float>(random.uniform(6, 16));
    return shape;
}

float textureAt(const Shape& shape, float u, float v)
{
    switch (shape.texture) {
    case 0:
        return std::sin(2 * shape.frequency * u) > 0 ? 0.12F : -0.12F;
    case 1:
        return std::sin(shape.frequency * u) * std::sin(shape.frequency * v) > 0 ? 0.12F : -0.12F;
    case 2:
        return 0.4F * u;
    default:
        return 0;
    }
}

/// Paints a shape over the picture and takes what it covers from the classes beneath.
void paint(ShapeScene& scene, const Shape& shape)
{
    const int size = scene.image.width;
    const auto half = static_cast<float>(size) / 2;
    Plane& color = scene.maps.planes[shape.color];
    Plane& kind = scene.maps.planes[colorClasses + shape.kind];
    for (Plane* plane : {&color, &kind})
        if (plane->data.empty())
            *plane = Plane(size, size);
    // No kind reaches farther than 1.25 radii, and the soft border one pixel more.
    const float reach = 1.25F * shape.radius + 3 / half;
    const auto pixel = [&](float place) { return (place + 1) / 2 * static_cast<float>(size - 1); };
    const int left = std::max(0, static_cast<int>(std::floor(pixel(shape.x - reach))));
    const int right = std::min(size - 1, static_cast<int>(std::ceil(pixel(shape.x + reach))));
    const int top = std::max(0, static_cast<int>(std::floor(pixel(shape.y - reach))));
    const int bottom = std::min(size - 1, static_cast<int>(std::ceil(pixel(shape.y + reach))));
    for (int y = top; y <= bottom; ++y) {
        for (int x = left; x <= right; ++x) {
            const float dx = unit(x, size) - shape.x;
            const float dy = unit(y, size) - shape.y;
            const float u = dx * shape.cosine + dy * shape.sine;
            const float v = dy * shape.cosine - dx * shape.sine;
            const float alpha = std::clamp(0.5F - half * signedDistance(shape.kind, u, v, shape.radius), 0.0F, 1.0F);
            if (alpha <= 0)
                continue;
            const float shade = 1 + textureAt(shape, u, v);
            for (int c = 0; c < 3; ++c) {
                float& sample = scene.image.at(c, x, y);
                sample += alpha * (std::clamp(shape.fill[c] * shade, 0.0F, 1.0F) - sample);
            }
            for (Plane& plane : scene.maps.planes)
                if (!plane.data.empty())
                    plane.row(y)[x] *= 1 - alpha;
            color.row(y)[x] += alpha;
            kind.row(y)[x] += alpha;
        }
    }
}

} // namespace

ShapeScene shapeScene(int size, std::uint64_t seed, std::uint64_t index)
{
    assert(size >= 16);
    Random random(seed ^ shapeStream, index);
    ShapeScene scene;
    scene.image = imaging::Image(size, size);
    const Color first = randomColor(random);
    const Color second = randomColor(random);
    const auto brightness = static_cast<float>(random.uniform(0.75, 1));
    const Plane mix = groundMix(random, size);
    for (int c = 0; c < 3; ++c)
        for (std::size_t i = 0; i < scene.image.area(); ++i)
            scene.image.plane(c)[i] = brightness * (first[c] + (second[c] - first[c]) * mix.data[i]);
    scene.maps.planes[groundClass] = Plane(size, size, 1);

    std::array<int, colorClasses> order{};
    for (int i = 0; i < colorClasses; ++i)
        order[i] = i;
    for (int i = 0; i < 3; ++i)
        std::swap(order[i], order[i + random.below(colorClasses - i)]);
    const int count = 2 + random.below(5);
    for (int i = 0; i < count; ++i)
        paint(scene, randomShape(random, {order[0], order[1], order[2]}));

    for (int k = 0; k < groundClass; ++k) {
        const Plane& plane = scene.maps.planes[k];
        double sum = 0;
        for (const float value : plane.data)
            sum += value;
        if (sum > 0.02 * static_cast<double>(scene.image.area()))
            scene.classes |= 1U << k;
    }
    return scene;
}

} // namespace maquette::edit::data
