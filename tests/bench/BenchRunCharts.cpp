// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Charts of many runs, as JSON: what a chart waits for away from the interface, and a frame of a pan on it. Needs no
// display (QT_QPA_PLATFORM=offscreen). Usage: bench_runcharts RUNS POINTS THREADS REPEATS
#include <QApplication>

#include "Stopwatch.h"
#include "runs/SeriesBuilder.h"
#include "widgets/common/Theme.h"
#include "widgets/runs/CurvePainting.h"
#include "widgets/runs/PlotView.h"

#include <cmath>
#include <cstdlib>

using namespace maquette;
using namespace maquette::widgets;

namespace {

constexpr int width = 900, height = 500; // of the plot, pixels

/// A falling loss with noise; `run` makes it differ.
ShownRun makeRun(int run, int points)
{
    runs::SeriesBuilder builder;
    unsigned noise = 977u * static_cast<unsigned>(run) + 1;
    for (int step = 0; step < points; ++step) {
        noise = noise * 1664525u + 1013904223u;
        builder.append(step, 1.7e9 + 1.3 * step,
                       std::exp(-3.0 * step / points) * (1 + 0.001 * run) + 0.1 * (noise >> 8) / 16777216.0);
    }
    auto scalars = std::make_shared<runs::ScalarData>();
    scalars->live = builder.freeze();
    auto tag = std::make_shared<runs::Tag>();
    tag->name = "loss";
    tag->scalars = std::move(scalars);
    auto made = std::make_shared<runs::Run>();
    made->id = made->name = "run-" + std::to_string(run);
    made->settings = {{"lr", 0.001 * (run % 7)}};
    made->tags = {tag};
    return {made, QString::number(run), seriesColor(run, true), Qt::SolidLine, false};
}

} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    if (argc != 5) {
        std::fprintf(stderr, "usage: bench_runcharts RUNS POINTS THREADS REPEATS\n");
        return 2;
    }
    base::setThreads(std::atoi(argv[3]));
    const int points = std::atoi(argv[2]), repeats = std::atoi(argv[4]);
    ChartRequest request{"loss", {}, {}, {}, width};
    for (int run = 0; run < std::atoi(argv[1]); ++run)
        request.runs.push_back(makeRun(run, points));
    Theme theme;
    theme.apply(QStringLiteral("dark"), 100);
    bench::Stopwatch watch;
    std::shared_ptr<const ChartDrawing> drawing;
    QImage image;
    PlotPlace place;
    const auto draw = [&] {
        auto built = buildChart(request, {});
        if (!built.ok())
            return false;
        drawing = std::make_shared<const ChartDrawing>(std::move(built).value());
        place = placeOf(*drawing, request.options, request.x, {}, QSizeF(width, height));
        image = curvesImage(*drawing, place, 1, {});
        return !image.isNull();
    };
    request.x = Range{0.4 * points, 0.5 * points};
    watch.measure("a tenth of the points", repeats, draw);
    request.options.smoothing = runs::Smoothing::TensorBoard;
    request.x.reset();
    watch.measure("smoothed", repeats, draw);
    request.options.group = {GroupChoice::By::Setting, "lr", GroupChoice::Center::Mean, GroupChoice::Band::Extremes};
    watch.measure("smoothed and grouped", repeats, draw);
    request.options = {};
    watch.measure("all points", repeats, draw);

    PlotView view;
    view.resize(width, height);
    view.show();
    view.setDrawing(drawing, request.options, image, place);
    int frame = 0;
    watch.measure("a frame of a pan", 20 * repeats, [&] {
        const double from = points * (0.2 + 0.001 * (++frame % 500));
        view.zoomTo(Range{from, from + 0.2 * points}, {});
        return !view.grab().isNull();
    });
    watch.print();
    return watch.ok() ? 0 : 1;
}
