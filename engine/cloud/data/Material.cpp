// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/data/Material.h"

#include <algorithm>
#include <cmath>

namespace maquette::cloud::rooms {

namespace {

float hashed(int x, int y, std::uint32_t seed)
{
    std::uint32_t h = static_cast<std::uint32_t>(x) * 0x9e3779b1U ^ static_cast<std::uint32_t>(y) * 0x85ebca77U
        ^ seed * 0xc2b2ae3dU;
    h ^= h >> 15;
    h *= 0x2c1b3c6dU;
    h ^= h >> 12;
    h *= 0x297a2d39U;
    h ^= h >> 15;
    return static_cast<float>(h >> 8) * 0x1.0p-24F;
}

int cell(float value) { return static_cast<int>(std::floor(value)); }

/// Smooth noise of -1 … 1 with one value a unit square.
float noise(float x, float y, std::uint32_t seed)
{
    const int ix = cell(x);
    const int iy = cell(y);
    float fx = x - static_cast<float>(ix);
    float fy = y - static_cast<float>(iy);
    fx = fx * fx * (3 - 2 * fx);
    fy = fy * fy * (3 - 2 * fy);
    const float low = hashed(ix, iy, seed) * (1 - fx) + hashed(ix + 1, iy, seed) * fx;
    const float high = hashed(ix, iy + 1, seed) * (1 - fx) + hashed(ix + 1, iy + 1, seed) * fx;
    return 2 * (low * (1 - fy) + high * fy) - 1;
}

Vec tiles(const Material& m, float u, float v)
{
    const float x = u / m.scale;
    const float y = v / m.scale;
    const float joint = 0.012F / m.scale;
    if (x - std::floor(x) < joint || y - std::floor(y) < joint)
        return m.second;
    return m.base * (1 + m.strength * (hashed(cell(x), cell(y), m.seed) - 0.5F + 0.5F * noise(u * 9, v * 9, m.seed)));
}

Vec bricks(const Material& m, float u, float v)
{
    const float y = v / (m.scale * 0.33F);
    const float x = u / m.scale + 0.5F * static_cast<float>(cell(y) & 1);
    if (x - std::floor(x) < 0.05F || y - std::floor(y) < 0.14F)
        return m.second;
    return m.base * (1 + m.strength * (2 * hashed(cell(x), cell(y), m.seed) - 1 + noise(u * 40, v * 40, m.seed)));
}

Vec text(const Material& m, float u, float v)
{
    const float line = v / m.scale;
    const float inLine = line - std::floor(line);
    const float filled = noise(u / (m.scale * 6), std::floor(line) * 7.3F, m.seed);
    const bool ink
        = inLine > 0.35F && inLine < 0.75F && filled > 0.05F && noise(u / m.scale * 2.5F, line, m.seed) > -0.3F;
    return ink ? mix(m.base, m.second, 0.75F) : m.base * (1 + m.strength * noise(u * 2, v * 2, m.seed));
}

} // namespace

Vec colorAt(const Material& m, float u, float v)
{
    switch (m.texture) {
    case Texture::Plain:
        return m.base * (1 + m.strength * noise(u / m.scale * 0.3F, v / m.scale * 0.3F, m.seed));
    case Texture::Wood: {
        const float bend = noise(u * 1.3F, v * 5, m.seed) * 0.03F;
        const float grain = noise(u * 2, (v + bend) / 0.012F, m.seed) * 0.6F + noise(u * 9, v / 0.004F, m.seed) * 0.4F;
        return mix(m.base, m.second, 0.5F + 0.5F * grain);
    }
    case Texture::Carpet:
        return m.base * (1 + m.strength * (noise(u * 60, v * 60, m.seed) + 0.6F * noise(u * 4, v * 4, m.seed + 1)));
    case Texture::Fabric:
        return mix(m.base, m.second, 0.5F + 0.5F * noise(u * 130, v * 130, m.seed) * noise(u * 5, v * 5, m.seed + 1));
    case Texture::Tiles:
        return tiles(m, u, v);
    case Texture::Bricks:
        return bricks(m, u, v);
    case Texture::Stripes: {
        const float band = v / m.scale;
        return band - std::floor(band) < 0.5F ? m.base : m.second;
    }
    case Texture::Text:
        return text(m, u, v);
    case Texture::Picture:
        return mix(m.base, m.second, std::clamp(0.5F + 1.2F * noise(u / m.scale, v / m.scale, m.seed), 0.0F, 1.0F));
    case Texture::Sky:
        return mix(m.base, m.second, std::clamp(v / m.scale + 0.25F * noise(u * 1.5F, v * 2.5F, m.seed), 0.0F, 1.0F));
    }
    return m.base;
}

Vec fromHsv(float hue, float saturation, float value)
{
    const auto channel = [&](float offset) {
        const float k = std::fmod(offset + hue * 6, 6.0F);
        return value - value * saturation * std::clamp(std::min(k, 4 - k), 0.0F, 1.0F);
    };
    return {channel(5), channel(3), channel(1)};
}

} // namespace maquette::cloud::rooms
