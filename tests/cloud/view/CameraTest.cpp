// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/view/Camera.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace maquette::cloud {
namespace {

constexpr std::array<const char*, 7> directions = {"iso", "top", "bottom", "front", "back", "left", "right"};

TEST(Camera, SeesAllCornersFromEveryDirection)
{
    const Bounds bounds = {{-3, 10, -0.5F}, {5, 12, 2.5F}};
    for (const char* const direction : directions) {
        for (const double aspect : {0.4, 1.0, 2.5}) {
            for (const bool parallel : {false, true}) {
                Camera camera = cameraFor(bounds, direction, aspect);
                camera.parallel = parallel;
                const int height = 400;
                const int width = static_cast<int>(height * aspect);
                const Projection projection(camera, width, height);
                double least = 1e9;
                for (int corner = 0; corner < 8; ++corner) {
                    const std::array<float, 3> point = {(corner & 1) != 0 ? bounds.high[0] : bounds.low[0],
                                                        (corner & 2) != 0 ? bounds.high[1] : bounds.low[1],
                                                        (corner & 4) != 0 ? bounds.high[2] : bounds.low[2]};
                    const auto place = projection.place(point.data());
                    EXPECT_GT(place.depth, 0) << direction;
                    EXPECT_GE(place.x, 0) << direction << " " << aspect;
                    EXPECT_LE(place.x, width) << direction << " " << aspect;
                    EXPECT_GE(place.y, 0) << direction << " " << aspect;
                    EXPECT_LE(place.y, height) << direction << " " << aspect;
                    least = std::min({least, place.x, width - place.x, place.y, height - place.y});
                }
                // It fits closely, too: some corner is near an edge.
                EXPECT_LT(least, 0.1 * std::min(width, height)) << direction << " " << aspect << " " << parallel;
            }
        }
    }
}

TEST(Camera, LooksFromWhereItsDirectionSays)
{
    const Bounds bounds = {{0, 0, 0}, {2, 4, 6}};
    EXPECT_GT(cameraFor(bounds, "top", 1).position[2], 6);
    EXPECT_LT(cameraFor(bounds, "bottom", 1).position[2], 0);
    EXPECT_LT(cameraFor(bounds, "front", 1).position[1], 0);
    EXPECT_GT(cameraFor(bounds, "back", 1).position[1], 4);
    EXPECT_LT(cameraFor(bounds, "left", 1).position[0], 0);
    EXPECT_GT(cameraFor(bounds, "right", 1).position[0], 2);
    EXPECT_EQ(cameraFor(bounds, "nonsense", 1), cameraFor(bounds, "iso", 1));
    EXPECT_EQ(cameraFor(bounds, "front", 1).focalPoint, (Vec3{1, 2, 3}));
    EXPECT_EQ(cameraFor(bounds, "front", 1).viewUp, (Vec3{0, 0, 1}));
}

TEST(Camera, FitsASinglePointAndAnythingOdd)
{
    for (const float place : {0.0F, 5.0F, 3e6F}) {
        const Bounds bounds = {{place, place, place}, {place, place, place}};
        for (const double aspect : {1.0, 0.0, -1.0, std::numeric_limits<double>::quiet_NaN()}) {
            const Camera camera = cameraFor(bounds, "iso", aspect);
            const Projection projection(camera, 100, 80);
            const std::array<float, 3> point = {place, place, place};
            const auto seen = projection.place(point.data());
            EXPECT_NEAR(seen.x, 50, 1e-3);
            EXPECT_NEAR(seen.y, 40, 1e-3);
            EXPECT_GT(seen.depth, 0);
            EXPECT_GT(camera.parallelScale, 0);
        }
    }
}

TEST(Camera, ProjectsAsAWorkedExampleInPerspective)
{
    // From (0, -10, 0) along +y, 90 degrees high: at distance 10 half the picture's height is 10 units.
    Camera camera;
    camera.position = {0, -10, 0};
    camera.focalPoint = {0, 0, 0};
    camera.viewUp = {0, 0, 1};
    camera.viewAngle = 90;
    const Projection projection(camera, 400, 200);
    const std::array<float, 3> middle = {0, 0, 0};
    EXPECT_NEAR(projection.place(middle.data()).x, 200, 1e-9);
    EXPECT_NEAR(projection.place(middle.data()).y, 100, 1e-9);
    EXPECT_NEAR(projection.place(middle.data()).depth, 10, 1e-12);
    // Right is +x, up is +z; ten pixels a unit at this distance.
    const std::array<float, 3> point = {3, 0, 4};
    EXPECT_NEAR(projection.place(point.data()).x, 230, 1e-9);
    EXPECT_NEAR(projection.place(point.data()).y, 60, 1e-9);
    EXPECT_NEAR(projection.pixelsPerUnit(10), 10, 1e-9);
    const std::array<float, 3> farther = {3, 10, 4};
    EXPECT_NEAR(projection.place(farther.data()).x, 215, 1e-9);
    EXPECT_NEAR(projection.place(farther.data()).y, 80, 1e-9);
    const std::array<float, 3> behind = {0, -11, 0};
    EXPECT_LT(projection.place(behind.data()).depth, 0);
}

TEST(Camera, ProjectsAsAWorkedExampleInParallel)
{
    Camera camera;
    camera.position = {0, 0, 10};
    camera.viewUp = {0, 1, 0};
    camera.parallel = true;
    camera.parallelScale = 5;
    const Projection projection(camera, 400, 200);
    const std::array<float, 3> point = {1, 2, -30};
    EXPECT_NEAR(projection.place(point.data()).x, 220, 1e-9);
    EXPECT_NEAR(projection.place(point.data()).y, 60, 1e-9);
    EXPECT_NEAR(projection.place(point.data()).depth, 40, 1e-9);
    EXPECT_NEAR(projection.pixelsPerUnit(1), 20, 1e-9);
}

TEST(Camera, HasAxesEvenWithoutADirection)
{
    Camera camera;
    camera.position = camera.focalPoint = {1, 1, 1};
    camera.viewUp = {0, 0, 1};
    for (int turn = 0; turn < 2; ++turn) {
        const Projection projection(camera, 10, 10);
        for (const auto& axis : projection.axes)
            EXPECT_NEAR(std::hypot(axis[0], axis[1], axis[2]), 1, 1e-12);
        camera.position = {1, 1, 5}; // along its up vector
    }
}

TEST(Camera, PlanesAreInfiniteUnlessSet)
{
    Camera camera;
    EXPECT_EQ(Projection(camera, 10, 10).nearPlane, -std::numeric_limits<double>::infinity());
    EXPECT_EQ(Projection(camera, 10, 10).farPlane, std::numeric_limits<double>::infinity());
    camera.nearPlane = 2;
    camera.farPlane = 3;
    EXPECT_EQ(Projection(camera, 10, 10).nearPlane, 2);
    EXPECT_EQ(Projection(camera, 10, 10).farPlane, 3);
}

TEST(Camera, TurnsAsVtkDoes)
{
    Camera camera;
    camera.position = {0, -10, 0};
    camera.viewUp = {0, 0, 1};
    // To the right of the viewer, who looks along +y: towards +x.
    const Camera right = turned(camera, 90, 0);
    EXPECT_NEAR(right.position[0], 10, 1e-9);
    EXPECT_NEAR(right.position[1], 0, 1e-9);
    const Camera risen = turned(camera, 0, 30);
    EXPECT_NEAR(risen.position[1], -10 * std::cos(std::acos(-1) / 6), 1e-9);
    EXPECT_NEAR(risen.position[2], 5, 1e-9);
    EXPECT_EQ(risen.viewUp, camera.viewUp);
    const Camera around = turned(camera, 360, 0);
    for (int i = 0; i < 3; ++i)
        EXPECT_NEAR(around.position[i], camera.position[i], 1e-9);
}

TEST(CameraText, RoundTripKeepsEveryNumber)
{
    Camera camera;
    camera.position = {1.1, -2.000000001, 1e-7};
    camera.focalPoint = {0.1, 1.0 / 3, 7};
    camera.viewUp = {0.1, 0, 1};
    camera.viewAngle = 33.3;
    camera.parallel = true;
    camera.parallelScale = 2.5;
    camera.nearPlane = 0.25;
    camera.farPlane = 99;
    const std::string text = cameraToText(camera);
    EXPECT_EQ(text.find('\n'), std::string::npos);
    const auto read = cameraFromText(text);
    ASSERT_TRUE(read.ok()) << read.error().english();
    EXPECT_EQ(read.value(), camera);
}

TEST(CameraText, HoldsCoordinatesOfTheFile)
{
    Camera camera;
    camera.position = {1, 2, 3};
    camera.focalPoint = {1, 2, 0};
    camera.viewUp = {0, 1, 0};
    const std::string text = cameraToText(camera, {500000, 5000000, 100});
    EXPECT_NE(text.find("\"position\":[500001.0,5000002.0,103.0]"), std::string::npos) << text;
    // Another cloud of the same place has another shift.
    const auto read = cameraFromText(text, {499990, 5000000, 0});
    ASSERT_TRUE(read.ok()) << read.error().english();
    EXPECT_EQ(read.value().position, (Vec3{11, 2, 103}));
    EXPECT_EQ(read.value().focalPoint, (Vec3{11, 2, 100}));
}

TEST(CameraText, NeedsOnlyWhereItIsAndWhereItLooks)
{
    const auto read = cameraFromText(R"({"position":[0,-5,0],"focal-point":[0,0,0],"view-up":[0,0,1],"color":"red"})");
    ASSERT_TRUE(read.ok()) << read.error().english();
    EXPECT_EQ(read.value().viewAngle, Camera().viewAngle);
    EXPECT_FALSE(read.value().parallel);
}

TEST(CameraText, DamageIsRefusedWithAReason)
{
    const std::string good = R"("position":[0,-5,0],"focal-point":[0,0,0],"view-up":[0,0,1])";
    const std::array<std::pair<std::string, const char*>, 17> damaged = {{
        {"", ""},
        {"hello", ""},
        {"[1,2,3]", "no JSON object"},
        {"{\"position\":[0,0,0]", ""},
        {R"({"focal-point":[0,0,0]})", "position is missing"},
        {R"({"position":[0,-5,0]})", "focal-point is missing"},
        {R"({"position":[0,-5],"focal-point":[0,0,0]})", "position is not three"},
        {R"({"position":[0,"a",0],"focal-point":[0,0,0]})", "position is not three"},
        {R"({"position":[0,1e999,0],"focal-point":[0,0,0]})", ""},
        {R"({"position":[1,2,3],"focal-point":[1,2,3]})", "same place"},
        {R"({"position":[0,0,5],"focal-point":[0,0,0],"view-up":[0,0,1]})", "along the view"},
        {R"({"position":[0,-5,0],"focal-point":[0,0,0],"view-up":[0,0,0]})", "no length"},
        {"{" + good + R"(,"view-angle":0})", "view-angle"},
        {"{" + good + R"(,"view-angle":"wide"})", "view-angle"},
        {"{" + good + R"(,"parallel":1})", "parallel"},
        {"{" + good + R"(,"parallel-scale":-1})", "parallel-scale"},
        {"{" + good + R"(,"near-plane":5,"far-plane":4})", "far-plane"},
    }};
    ASSERT_TRUE(cameraFromText("{" + good + "}").ok());
    for (const auto& [text, reason] : damaged) {
        const auto read = cameraFromText(text);
        ASSERT_FALSE(read.ok()) << text;
        EXPECT_EQ(read.error().code, base::ErrorCode::BadInput) << text;
        EXPECT_NE(read.error().english().find(reason), std::string::npos) << read.error().english();
    }
}

} // namespace
} // namespace maquette::cloud
