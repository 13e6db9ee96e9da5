// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/data/Noise.h"
#include "edit/data/Scene.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace maquette::edit::data {

namespace {

constexpr std::uint64_t plasmaStream = 0x504c41534d41ULL;
constexpr std::uint64_t voronoiStream = 0x564f524f4e4fULL;

Color randomColor(base::Random& random)
{
    Color color;
    for (float& c : color)
        c = static_cast<float>(random.uniform());
    return color;
}

} // namespace

imaging::Image plasmaScene(int size, std::uint64_t seed, std::uint64_t index)
{
    base::Random random(seed ^ plasmaStream, index);
    imaging::Image image(size, size);
    const auto spread = [](float n) { return (n - 0.5F) * 2.2F + 0.5F; };
    const int kind = random.below(3);
    const Color a = randomColor(random);
    const Color b = randomColor(random);
    const Color c = randomColor(random);
    Plane noise = fractalNoise(random, size, 2);
    for (int channel = 0; channel < 3; ++channel) {
        if (kind == 0 && channel > 0)
            noise = fractalNoise(random, size, 2);
        float* out = image.plane(channel);
        for (std::size_t i = 0; i < image.area(); ++i) {
            const float n = spread(noise.data[i]);
            if (kind == 0) {
                out[i] = n;
            } else if (kind == 1) {
                const float t = 2 * std::clamp(n, 0.0F, 1.0F);
                out[i] = t < 1 ? a[channel] + (b[channel] - a[channel]) * t
                               : b[channel] + (c[channel] - b[channel]) * (t - 1);
            } else {
                out[i] = a[channel] + (b[channel] - a[channel]) * (0.5F * std::sin(25 * n) + 0.5F);
            }
        }
    }
    clampImage(image);
    return image;
}

imaging::Image voronoiScene(int size, std::uint64_t seed, std::uint64_t index)
{
    base::Random random(seed ^ voronoiStream, index);
    std::array<Color, 4> leading;
    for (Color& color : leading)
        color = randomColor(random);
    struct Site {
        float x, y;
        Color color;
    };
    std::array<Site, 24> sites;
    for (Site& site : sites) {
        site.x = static_cast<float>(random.uniform(-1, 1));
        site.y = static_cast<float>(random.uniform(-1, 1));
        const Color& lead = leading[random.below(4)];
        const Color own = randomColor(random);
        for (int c = 0; c < 3; ++c)
            site.color[c] = 0.7F * lead[c] + 0.3F * own[c];
    }
    imaging::Image image(size, size);
    for (int y = 0; y < size; ++y) {
        const float v = 2.0F * static_cast<float>(y) / static_cast<float>(size - 1) - 1;
        for (int x = 0; x < size; ++x) {
            const float u = 2.0F * static_cast<float>(x) / static_cast<float>(size - 1) - 1;
            const Site* nearest = sites.data();
            float best = 100;
            for (const Site& site : sites) {
                const float distance = (u - site.x) * (u - site.x) + (v - site.y) * (v - site.y);
                if (distance < best) {
                    best = distance;
                    nearest = &site;
                }
            }
            for (int c = 0; c < 3; ++c)
                image.at(c, x, y) = nearest->color[c];
        }
    }
    return image;
}

} // namespace maquette::edit::data
