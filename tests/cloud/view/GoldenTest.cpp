// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures as they were when somebody looked at them and found them good.
#include "BoxScene.h"
#include "cloud/data/RoomGenerator.h"
#include "imaging/PictureFile.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>

namespace maquette::cloud {
namespace {

namespace fs = std::filesystem;
using imaging::Picture;
using tests::BoxScene;

/// Compares with tests/data/cloudview/NAME.png: at most 2 of 255 apart in each channel. With MAQUETTE_NEW_GOLDEN=1 in
/// the environment it writes the file instead; look at it before it is committed.
void expectGolden(const std::string& name, const Picture& got)
{
    constexpr int tolerance = 2;
    const fs::path golden = fs::path(MAQUETTE_TEST_DATA) / "cloudview" / (name + ".png");
    if (std::getenv("MAQUETTE_NEW_GOLDEN") != nullptr) {
        fs::create_directories(golden.parent_path());
        ASSERT_TRUE(imaging::writePicture(golden, got).ok());
        return;
    }
    const fs::path gotFile = fs::temp_directory_path() / ("maquette-got-" + name + ".png");
    const auto complain = [&](const std::string& what) {
        const bool written = imaging::writePicture(gotFile, got).ok();
        ADD_FAILURE() << what << "\n  expected " << golden.string() << "\n  got "
                      << (written ? "written to " + gotFile.string() : "could not be written");
    };
    const auto expected = imaging::readPicture(golden);
    if (!expected.ok())
        return complain(expected.error().english());
    if (expected.value().width != got.width || expected.value().height != got.height)
        return complain("The size differs.");
    std::size_t wrong = 0;
    int worst = 0;
    for (std::size_t i = 0; i < got.bytes.size(); ++i) {
        const int difference = std::abs(int(got.bytes[i]) - int(expected.value().bytes[i]));
        worst = std::max(worst, difference);
        wrong += difference > tolerance ? 1 : 0;
    }
    if (wrong > 0)
        complain(std::to_string(wrong) + " of " + std::to_string(got.bytes.size()) + " samples differ by more than "
                 + std::to_string(tolerance) + ", the worst by " + std::to_string(worst) + ".");
}

Picture draw(const BoxScene& scene, const ViewState& state, int width, int height, bool texts)
{
    RenderOptions options;
    options.width = width;
    options.height = height;
    options.legend = options.scaleBar = options.titles = texts;
    return renderCloud(scene.input(), state, options).value();
}

TEST(Golden, ColorsWithEyeDomeLighting)
{
    const BoxScene scene(20000);
    expectGolden("input", draw(scene, scene.view(), 240, 150, false));
}

TEST(Golden, FourPanesWithTexts)
{
    const BoxScene scene(20000);
    ViewState state = scene.view();
    state.panes = {PaneContent::fromText("height"), PaneContent::fromText("truth"), PaneContent::fromText("prediction"),
                   PaneContent::fromText("error")};
    expectGolden("panes", draw(scene, state, 640, 400, true));
}

TEST(Golden, CurtainBoxAndSelection)
{
    BoxScene scene(20000);
    ViewState state = scene.view();
    state.panes = {PaneContent::fromText("truth"), PaneContent::fromText("input")};
    state.curtain = 0.5;
    state.look.background = {250, 250, 250};
    state.camera = turned(state.camera, -30, -10);
    state.filter.box = {ClipBox::Mode::Highlight, {3, 2, 1}, {2.5, 2.5, 3}, 30};
    state.filter.hidden.set(10); // the bookcase
    scene.selected.assign(scene.truth.size(), 0);
    for (std::size_t i = 0; i < scene.truth.size(); ++i)
        scene.selected[i] = scene.truth[i] == 8 ? 1 : 0;
    expectGolden("curtain", draw(scene, state, 320, 200, true));
}

TEST(Golden, ParallelFromAbove)
{
    const BoxScene scene(20000);
    ViewState state = scene.view();
    state.camera = cameraFor(scene.set->bounds, "top", 1.6);
    state.camera.parallel = true;
    state.panes = {PaneContent::fromText("intensity")};
    expectGolden("top", draw(scene, state, 240, 150, false));
}

TEST(Golden, AGeneratedRoomWithItsClasses)
{
    RoomOptions options;
    options.seed = 1;
    options.number = 3;
    options.density = 400;
    auto room = std::make_shared<const Cloud>(generateRoom(options).value());
    const auto points = makePointSet(room).value();
    const ClassTable& table = *classTable("s3dis");
    const ClassSlots slots = makeSlots(*points, labelsOf(room->find(Role::Label)->values), {}, table);
    ViewState state;
    state.camera = cameraFor(points->bounds, "iso", 1);
    state.panes = {PaneContent::fromText("input"), PaneContent::fromText("truth")};
    state.filter.hidden.set(0); // the ceiling, to look in
    RenderOptions drawing;
    drawing.width = 640;
    drawing.height = 320;
    drawing.legend = true;
    expectGolden("room", renderCloud({points.get(), &slots, &table, {}, {}}, state, drawing).value());
}

} // namespace
} // namespace maquette::cloud
