// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/data/DepthCube.h"

#include <gtest/gtest.h>

#include <numbers>

using namespace maquette::cloud::rooms;

namespace {

double areaOf(const Mesh& mesh)
{
    double sum = 0;
    for (const Patch& patch : mesh.patches)
        sum += static_cast<double>(patch.area());
    return sum;
}

/// All patches of a closed body are seen from outside, so their volume below the patches is positive and known.
double volumeOf(const Mesh& mesh)
{
    double sum = 0;
    for (const Patch& patch : mesh.patches)
        sum += static_cast<double>(dot(patch.origin, patch.normal())) / (patch.triangle ? 6 : 3);
    return sum;
}

Mesh wallAndBox()
{
    Mesh mesh;
    Builder wall(mesh, Frame(), Label::Wall);
    wall.quad({5, 3, -3}, {0, -6, 0}, {0, 0, 6}, 0); // at x = 5, seen from the origin; patch 0
    Builder box(mesh, Frame(), Label::Table);
    box.box({2, -0.5F, -0.5F}, {3, 0.5F, 0.5F}, 0); // patches 1 … 6
    return mesh;
}

void drawAll(DepthCube& cube, const Mesh& mesh)
{
    for (int face = 0; face < 6; ++face)
        cube.draw(mesh, face);
}

} // namespace

TEST(Surface, BoxesAreClosedAndLookOutwards)
{
    Mesh mesh;
    Builder(mesh, Frame({4, 5, 6}, 0.7F), Label::Table).box({-1, -2, -3}, {1, 2, 3}, 0);
    EXPECT_EQ(mesh.patches.size(), 6u);
    EXPECT_NEAR(areaOf(mesh), 2 * (2 * 4 + 4 * 6 + 6 * 2), 1e-3);
    EXPECT_NEAR(volumeOf(mesh), 48, 1e-3);
}

TEST(Surface, TubesAndEllipsoidsComeNearTheirVolumes)
{
    const double pi = std::numbers::pi;
    Mesh tube;
    Builder(tube, Frame({1, 0, 2}, 1.0F), Label::Column).tube({0, 0, 0}, {0, 3, 0}, 0.5F, 0.5F, 64, 0);
    EXPECT_NEAR(volumeOf(tube), pi * 0.25 * 3, 0.01);
    EXPECT_NEAR(areaOf(tube), 2 * pi * 0.25 + pi * 3, 0.02);
    Mesh cone;
    Builder(cone, Frame(), Label::Clutter).tube({0, 0, 1}, {0, 0, 2}, 1, 0, 64, 0);
    EXPECT_NEAR(volumeOf(cone), pi / 3, 0.01);
    Mesh ball;
    Builder(ball, Frame({3, 3, 3}, 0.3F), Label::Clutter).ellipsoid({0, 0, 0}, {1, 2, 0.5F}, 24, 0);
    EXPECT_NEAR(volumeOf(ball), 4 * pi / 3, 0.05);
}

TEST(Surface, EveryBuilderIsAnInstance)
{
    const Mesh mesh = wallAndBox();
    EXPECT_EQ(mesh.patches[0].instance, 1);
    EXPECT_EQ(mesh.patches[1].instance, 2);
    EXPECT_EQ(mesh.patches[6].instance, 2);
    EXPECT_EQ(mesh.patches[6].label, Label::Table);
}

TEST(DepthCube, WhatIsBehindIsNotSeen)
{
    const Mesh mesh = wallAndBox();
    DepthCube cube({0, 0, 0}, 200);
    drawAll(cube, mesh);
    // The shadow of the box on the wall reaches 5 / 2 times its half edge.
    EXPECT_FALSE(cube.sees({5, 0, 0}, 0));
    EXPECT_FALSE(cube.sees({5, 1.2F, -1.2F}, 0));
    EXPECT_TRUE(cube.sees({5, 1.3F, 0}, 0));
    EXPECT_TRUE(cube.sees({5, 0, -1.3F}, 0));
    EXPECT_TRUE(cube.sees({2, 0.3F, -0.2F}, 2)); // the box's near face
    EXPECT_FALSE(cube.sees({3, 0.3F, -0.2F}, 5)); // its far face
    EXPECT_TRUE(cube.sees({-1, 0, 0}, 0)); // nothing was drawn on that side
}

TEST(DepthCube, PatchesThatLookAwayHideNothing)
{
    Mesh mesh;
    Builder wall(mesh, Frame(), Label::Wall);
    wall.quad({5, 3, -3}, {0, -6, 0}, {0, 0, 6}, 0);
    wall.quad({2, -1, -1}, {0, 2, 0}, {0, 0, 2}, 0); // looks towards x
    DepthCube cube({0, 0, 0}, 200);
    drawAll(cube, mesh);
    EXPECT_TRUE(cube.sees({5, 0, 0}, 0));
}

TEST(DepthCube, PatchesThatGoAroundTheEyeAreClipped)
{
    // A floor that reaches far beyond all faces of the cube, and behind the eye.
    Mesh mesh;
    Builder floor(mesh, Frame(), Label::Floor);
    floor.quad({-50, -50, -1}, {100, 0, 0}, {0, 100, 0}, 0);
    DepthCube cube({0, 0, 0}, 128);
    drawAll(cube, mesh);
    for (const Vec place : {Vec{0.2F, 0.1F, 0}, Vec{3, 0, 0}, Vec{-4, 2, 0}, Vec{0, -6, 0}}) {
        EXPECT_TRUE(cube.sees({place.x, place.y, -1}, 0));
        EXPECT_FALSE(cube.sees({place.x * 1.6F, place.y * 1.6F, -1.6F}, 7)) << place.x;
    }
}
