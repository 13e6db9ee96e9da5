// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Drawing order, pictures and picking of a made-up room, as JSON. Usage: bench_cloudview POINTS THREADS REPEATS
#include "../cloud/view/BoxScene.h"
#include "Stopwatch.h"

#include <cstdlib>

using namespace maquette;
using namespace maquette::cloud;

int main(int argc, char** argv)
{
    if (argc != 4) {
        std::fprintf(stderr, "usage: bench_cloudview POINTS THREADS REPEATS\n");
        return 2;
    }
    const auto points = static_cast<std::size_t>(std::atoll(argv[1]));
    base::setThreads(std::atoi(argv[2]));
    const int repeats = std::atoi(argv[3]);
    const tests::BoxScene scene(points);
    bench::Stopwatch watch;
    watch.measure("drawing order", std::min(repeats, 3), [&] { return makePointSet(scene.set->cloud).ok(); });

    ViewState state = scene.view();
    const RenderOptions options;
    const auto draw = [&](const std::string& name) {
        watch.measure(name, repeats, [&] { return renderCloud(scene.input(), state, options).ok(); });
    };
    draw("colors, 1600 x 1000");
    state.panes = {PaneContent::fromText("truth")};
    draw("truth, 1600 x 1000");
    state.look.eyeDome = false;
    draw("truth without eye-dome lighting");
    state.look.adaptive = false;
    state.look.size = 1;
    draw("truth in single pixels");
    state.look = {};
    state.filter.box = {ClipBox::Mode::Inside, {3, 2, 1}, {3, 3, 3}, 30};
    draw("truth in a box");
    state.filter.box = {};
    state.panes
        = {{}, PaneContent::fromText("truth"), PaneContent::fromText("prediction"), PaneContent::fromText("error")};
    draw("four panes");
    state.panes = {{}};
    state.camera = turned(state.camera, 20, 0);
    for (int i = 0; i < 3; ++i)
        state.camera.position[i] += 0.7 * (state.camera.focalPoint[i] - state.camera.position[i]);
    draw("colors from close by");
    state.camera = scene.view().camera;
    watch.measure("pick", repeats, [&] { return pickPoint(scene.input(), state, 1600, 1000, 800, 500).has_value(); });
    watch.print();
    return watch.ok() ? 0 : 1;
}
