// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/data/Style.h"

#include <array>

namespace maquette::cloud::rooms {

namespace {

class Palette {
public:
    Palette(Mesh& mesh, base::Random& random)
        : m_mesh(mesh)
        , m_random(random)
    {
    }

    float in(float low, float high) { return between(m_random, low, high); }
    bool chance(double probability) { return rooms::chance(m_random, probability); }
    int below(int count) { return m_random.below(count); }

    /// Grey with a faint tint.
    Vec gray(float low, float high)
    {
        const float value = in(low, high);
        return {value * in(0.96F, 1.0F), value * in(0.96F, 1.0F), value * in(0.94F, 1.0F)};
    }
    Vec cream(float low, float high) { return hsv(0.08F, 0.15F, 0.04F, 0.25F, low, high); }
    Vec strong() { return hsv(0, 1, 0.35F, 0.85F, 0.3F, 0.85F); }
    Vec woodTone() { return hsv(0.055F, 0.11F, 0.3F, 0.65F, 0.25F, 0.85F); }

    /// Drawn in this order; arguments of a call would be drawn in the order that the compiler likes.
    Vec hsv(float hueLow, float hueHigh, float saturationLow, float saturationHigh, float valueLow, float valueHigh)
    {
        const float hue = in(hueLow, hueHigh);
        const float saturation = in(saturationLow, saturationHigh);
        return fromHsv(hue, saturation, in(valueLow, valueHigh));
    }

    int add(Material material)
    {
        material.seed = static_cast<std::uint32_t>(m_random.bits());
        return m_mesh.add(material);
    }
    int plain(Vec base, float strength = 0.04F) { return add({Texture::Plain, base, base, in(0.2F, 0.8F), strength}); }
    int wood()
    {
        const Vec base = woodTone();
        return add({Texture::Wood, base, base * in(0.7F, 0.92F), 1, 0});
    }
    int fabric(Vec base) { return add({Texture::Fabric, base, base * in(0.6F, 0.9F), 1, 0}); }

    int wall()
    {
        const int kind = below(10);
        if (kind == 0)
            return add({Texture::Bricks, hsv(0, 0.08F, 0.1F, 0.6F, 0.5F, 0.85F), gray(0.6F, 0.85F), in(0.2F, 0.4F),
                        in(0.05F, 0.12F)});
        if (kind == 1)
            return plain(gray(0.45F, 0.65F), 0.09F); // bare concrete
        if (kind <= 3)
            return plain(hsv(0, 1, 0.08F, 0.3F, 0.65F, 0.9F));
        return plain(kind <= 6 ? cream(0.75F, 0.95F) : gray(0.75F, 0.95F));
    }
    int floor()
    {
        const int kind = below(10);
        if (kind <= 4)
            return add({Texture::Carpet,
                        chance(0.5) ? gray(0.2F, 0.55F) : hsv(0, 1, 0.1F, 0.5F, 0.2F, 0.6F),
                        {},
                        1,
                        in(0.08F, 0.2F)});
        if (kind <= 6)
            return add({Texture::Tiles, gray(0.4F, 0.85F), gray(0.3F, 0.6F), in(0.25F, 0.65F), in(0.04F, 0.15F)});
        if (kind <= 8)
            return wood();
        return plain(gray(0.35F, 0.65F), 0.12F);
    }
    int ceiling()
    {
        const int kind = below(10);
        if (kind <= 4)
            return add({Texture::Tiles, gray(0.75F, 0.95F), gray(0.55F, 0.8F), 0.6F, in(0.02F, 0.08F)});
        if (kind <= 7)
            return plain(gray(0.8F, 0.95F));
        return plain(gray(0.3F, 0.7F), 0.1F);
    }
    int whiteboard()
    {
        if (chance(0.2)) {
            const Vec slate = chance(0.5) ? Vec{0.1F, 0.22F, 0.16F} : Vec{0.12F, 0.12F, 0.13F};
            return add({Texture::Text, slate, {0.75F, 0.75F, 0.72F}, in(0.06F, 0.12F), 0.15F});
        }
        return add(
            {Texture::Text, gray(0.85F, 0.98F), chance(0.5) ? strong() : gray(0.1F, 0.3F), in(0.06F, 0.16F), 0.03F});
    }

private:
    Mesh& m_mesh;
    base::Random& m_random;
};

} // namespace

Style makeStyle(Mesh& mesh, base::Random& random)
{
    Palette p(mesh, random);
    Style s;
    s.wall = p.wall();
    s.accent = p.chance(0.35) ? p.wall() : s.wall;
    s.dado = p.wall();
    s.dadoHeight = p.chance(0.15) ? p.in(0.8F, 1.4F) : 0.0F;
    s.ceiling = p.ceiling();
    s.floor = p.floor();
    s.baseboard = p.plain(p.chance(0.5) ? p.gray(0.1F, 0.4F) : p.gray(0.6F, 0.9F));
    s.beam = p.chance(0.4) ? s.wall : p.chance(0.3) ? p.wood() : p.plain(p.gray(0.4F, 0.9F), 0.08F);
    s.column = p.chance(0.5) ? s.wall : p.plain(p.chance(0.2) ? p.strong() : p.gray(0.4F, 0.9F), 0.07F);
    s.frame = p.chance(0.2) ? p.wood() : p.plain(p.chance(0.5) ? p.gray(0.15F, 0.5F) : p.gray(0.65F, 0.92F));
    s.door = p.chance(0.08) ? s.wall
        : p.chance(0.55)    ? p.wood()
                            : p.plain(p.chance(0.4) ? p.strong() : p.gray(0.4F, 0.92F));
    if (p.chance(0.7))
        s.glass = p.add({Texture::Sky, p.hsv(0.2F, 0.45F, 0.1F, 0.5F, 0.25F, 0.7F),
                         p.hsv(0.52F, 0.62F, 0.02F, 0.35F, 0.75F, 1), p.in(0.8F, 1.8F), 0});
    else
        s.glass = p.add({Texture::Sky, p.gray(0.08F, 0.3F), p.gray(0.05F, 0.35F), 1, 0});
    s.blind = p.plain(p.chance(0.7) ? p.gray(0.7F, 0.95F) : p.cream(0.5F, 0.9F));
    s.table = p.chance(0.65) ? p.wood() : p.plain(p.chance(0.7) ? p.gray(0.65F, 0.95F) : p.gray(0.12F, 0.4F));
    s.shelf = p.chance(0.6) ? p.wood() : p.plain(p.chance(0.6) ? p.gray(0.6F, 0.95F) : p.gray(0.15F, 0.45F));
    s.cabinet = p.chance(0.4) ? s.shelf : p.plain(p.gray(0.35F, 0.9F));
    s.metal = p.plain(p.gray(0.45F, 0.75F), 0.1F);
    s.dark = p.plain(p.gray(0.06F, 0.2F), 0.1F);
    s.white = p.plain(p.gray(0.8F, 0.96F));
    s.seat = p.fabric(p.chance(0.4) ? p.gray(0.08F, 0.4F) : p.strong());
    s.seatSecond = p.chance(0.4) ? p.wood() : p.fabric(p.chance(0.5) ? p.gray(0.1F, 0.85F) : p.strong());
    s.sofa = p.fabric(p.chance(0.35) ? p.gray(0.1F, 0.7F) : p.chance(0.3) ? p.woodTone() : p.strong());
    s.whiteboard = p.whiteboard();
    s.noticeboard = p.add(
        {Texture::Carpet, p.chance(0.6) ? p.hsv(0.09F, 0.09F, 0.3F, 0.6F, 0.5F, 0.75F) : p.strong(), {}, 1, 0.12F});
    s.screen = p.chance(0.6) ? p.plain(p.gray(0.03F, 0.12F), 0.3F)
                             : p.add({Texture::Picture, p.strong(), p.gray(0.2F, 0.9F), 0.25F, 0});
    s.paper = p.add({Texture::Text, p.gray(0.85F, 0.97F), p.gray(0.1F, 0.4F), 0.012F, 0.02F});
    s.carton = p.plain(p.hsv(0.07F, 0.1F, 0.3F, 0.55F, 0.45F, 0.75F), 0.08F);
    s.leaf = p.add({Texture::Carpet, p.hsv(0.22F, 0.38F, 0.4F, 0.8F, 0.2F, 0.55F), {}, 1, 0.35F});
    s.lamp = p.plain(p.cream(0.93F, 1), 0.01F);
    for (int i = 0; i < 14; ++i)
        s.mixed.push_back(i % 4 == 3 ? p.add({Texture::Picture, p.strong(), p.gray(0.1F, 0.95F), p.in(0.05F, 0.3F), 0})
                                     : p.plain(p.chance(0.35) ? p.gray(0.08F, 0.95F) : p.strong(), 0.08F));
    return s;
}

} // namespace maquette::cloud::rooms
