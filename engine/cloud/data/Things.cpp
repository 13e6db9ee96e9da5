// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/data/Furniture.h"

#include <cmath>

namespace maquette::cloud::rooms {

namespace {

void bin(Room& room, Builder& thing)
{
    const float tall = room.in(0.28F, 0.6F);
    const int material = room.chance(0.5) ? room.style.dark : room.mixed();
    if (room.chance(0.6)) {
        thing.tube({0, 0, 0}, {0, 0, tall}, 0.11F, 0.15F, 12, material);
        thing.tube({0, 0, tall - 0.01F}, {0, 0, tall + 0.004F}, 0.135F, 0.13F, 12, room.style.dark);
    } else {
        thing.box({-0.16F, -0.12F, 0}, {0.16F, 0.12F, tall}, material);
        thing.box({-0.14F, -0.1F, tall}, {0.14F, 0.1F, tall + 0.005F}, room.style.dark);
    }
}

void boxes(Room& room, Builder& thing)
{
    float z = 0;
    float half = room.in(0.17F, 0.28F);
    for (int i = 1 + room.below(3); i > 0; --i) {
        const float tall = room.in(0.18F, 0.4F);
        const float other = half * room.in(0.7F, 1.0F);
        thing.box({-half, -other, z}, {half, other, z + tall}, room.chance(0.75) ? room.style.carton : room.mixed());
        z += tall;
        half *= room.in(0.75F, 1.0F);
    }
}

void plant(Room& room, Builder& thing)
{
    const float pot = room.in(0.22F, 0.42F);
    const float tall = room.in(0.5F, 1.2F);
    thing.tube({0, 0, 0}, {0, 0, pot}, 0.11F, 0.17F, 12, room.mixed());
    const Vec crown{0, 0, pot + tall * 0.55F};
    thing.tube({0, 0, pot}, crown, 0.015F, 0.01F, 5, room.style.carton);
    for (int i = 24 + room.below(40); i > 0; --i) {
        const float angle = room.in(0, 6.2831853F);
        const float rise = room.in(-0.25F, 0.9F);
        const float reach = room.in(0.12F, 0.32F);
        const Vec from = mix({0, 0, pot}, crown, room.in(0.2F, 1));
        const Vec way{reach * std::cos(angle), reach * std::sin(angle), rise * tall * 0.4F};
        const Vec side{-std::sin(angle) * 0.045F, std::cos(angle) * 0.045F, 0};
        // Both sides of a leaf.
        thing.triangle(from + way * 0.4F - side, from + way, from + way * 0.4F + side, room.style.leaf);
        thing.triangle(from + way * 0.4F + side, from + way, from + way * 0.4F - side, room.style.leaf);
        thing.triangle(from, from + way * 0.4F - side, from + way * 0.4F + side, room.style.leaf);
        thing.triangle(from, from + way * 0.4F + side, from + way * 0.4F - side, room.style.leaf);
    }
}

void floorLamp(Room& room, Builder& thing)
{
    const float tall = room.in(1.35F, 1.75F);
    thing.tube({0, 0, 0}, {0, 0, 0.025F}, 0.14F, 0.14F, 12, room.style.dark);
    thing.tube({0, 0, 0.02F}, {0, 0, tall - 0.2F}, 0.013F, 0.013F, 6, room.style.metal);
    thing.tube({0, 0, tall - 0.25F}, {0, 0, tall}, 0.19F, 0.13F, 14, room.style.blind);
}

void bag(Room& room, Builder& thing)
{
    const int material = room.mixed();
    thing.ellipsoid({0, 0, 0.2F}, {0.16F, 0.1F, 0.2F}, 5, material);
    thing.box({-0.1F, 0.07F, 0.05F}, {0.1F, 0.12F, 0.2F}, material);
}

void trolley(Room& room, Builder& thing)
{
    const float tall = room.in(0.5F, 0.65F);
    thing.box({-0.21F, -0.26F, 0.06F}, {0.21F, 0.25F, tall}, room.style.cabinet);
    for (int i = 0; i < 3; ++i) {
        const float z0 = 0.07F + (tall - 0.08F) * static_cast<float>(i) / 3;
        const float z1 = z0 + (tall - 0.08F) / 3 - 0.012F;
        thing.box({-0.2F, 0.25F, z0}, {0.2F, 0.265F, z1}, room.style.cabinet);
    }
    for (const float a : {-0.17F, 0.17F})
        for (const float b : {-0.2F, 0.2F})
            thing.tube({a - 0.01F, b, 0.03F}, {a + 0.01F, b, 0.03F}, 0.03F, 0.03F, 6, room.style.dark);
}

void coatStand(Room& room, Builder& thing)
{
    const float tall = room.in(1.65F, 1.9F);
    thing.tube({0, 0, 0}, {0, 0, 0.04F}, 0.2F, 0.16F, 10, room.style.dark);
    thing.tube({0, 0, 0.04F}, {0, 0, tall}, 0.02F, 0.018F, 6, room.style.dark);
    for (int i = 0; i < 4; ++i) {
        const float angle = 1.5707963F * static_cast<float>(i);
        const Vec hook{0.15F * std::cos(angle), 0.15F * std::sin(angle), tall - 0.05F};
        thing.tube({0, 0, tall - 0.12F}, hook, 0.01F, 0.01F, 5, room.style.dark);
        if (room.chance(0.4))
            thing.ellipsoid({hook.x * 0.8F, hook.y * 0.8F, tall - 0.5F}, {0.12F, 0.12F, 0.42F}, 5, room.mixed());
    }
}

void printer(Room& room, Builder& thing)
{
    const float tall = room.in(0.95F, 1.15F);
    thing.box({-0.3F, -0.32F, 0.04F}, {0.3F, 0.3F, tall * 0.62F}, room.style.white);
    for (int i = 0; i < 3; ++i) {
        const float z = 0.07F + tall * 0.18F * static_cast<float>(i);
        thing.box({-0.28F, 0.3F, z}, {0.28F, 0.32F, z + tall * 0.16F}, room.style.white);
        thing.box({-0.1F, 0.32F, z + tall * 0.1F}, {0.1F, 0.325F, z + tall * 0.13F}, room.style.dark);
    }
    thing.box({-0.3F, -0.32F, tall * 0.62F}, {-0.05F, 0.3F, tall * 0.8F}, room.style.white);
    thing.box({-0.3F, -0.32F, tall * 0.8F}, {0.3F, 0.3F, tall}, room.chance(0.5) ? room.style.white : room.style.dark);
    thing.box({0.1F, 0.3F, tall * 0.85F}, {0.28F, 0.38F, tall * 0.97F}, room.style.dark);
}

void cooler(Room& room, Builder& thing)
{
    thing.box({-0.16F, -0.16F, 0}, {0.16F, 0.16F, 0.98F}, room.style.white);
    thing.box({-0.1F, 0.16F, 0.6F}, {0.1F, 0.165F, 0.85F}, room.style.dark);
    const int water = room.mesh.add({Texture::Plain, {0.45F, 0.65F, 0.85F}, {}, 0.3F, 0.06F, 3});
    thing.tube({0, 0, 0.98F}, {0, 0, 1.05F}, 0.06F, 0.13F, 12, water);
    thing.tube({0, 0, 1.05F}, {0, 0, 1.34F}, 0.13F, 0.13F, 12, water);
}

} // namespace

float halfSize(Thing thing)
{
    switch (thing) {
    case Thing::Bin:
    case Thing::Cooler:
    case Thing::Bag:
        return 0.18F;
    case Thing::Boxes:
    case Thing::Trolley:
        return 0.29F;
    case Thing::Plant:
    case Thing::Printer:
        return 0.38F;
    case Thing::Lamp:
        return 0.2F;
    case Thing::CoatStand:
        return 0.25F;
    }
    return 0.3F;
}

void buildThing(Room& room, const Frame& frame, Thing thing)
{
    Builder builder(room.mesh, frame, Label::Clutter);
    switch (thing) {
    case Thing::Bin:
        return bin(room, builder);
    case Thing::Boxes:
        return boxes(room, builder);
    case Thing::Plant:
        return plant(room, builder);
    case Thing::Lamp:
        return floorLamp(room, builder);
    case Thing::Bag:
        return bag(room, builder);
    case Thing::Trolley:
        return trolley(room, builder);
    case Thing::CoatStand:
        return coatStand(room, builder);
    case Thing::Printer:
        return printer(room, builder);
    case Thing::Cooler:
        return cooler(room, builder);
    }
}

} // namespace maquette::cloud::rooms
