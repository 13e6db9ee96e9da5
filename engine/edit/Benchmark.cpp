// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/Benchmark.h"

#include "base/Benchmark.h"
#include "base/Paths.h"
#include "edit/Editor.h"
#include "edit/Explanation.h"
#include "edit/Paint.h"
#include "imaging/PictureFile.h"
#include "imaging/Resize.h"

#include <algorithm>
#include <cmath>

namespace maquette::edit {

using base::Job;
using base::Json;
using base::Result;
using imaging::Image;

namespace {

/// A change of tone as a photographer makes it, for the example of the benchmark.
Image warmed(const Image& image)
{
    const float gain[3] = {1.12F, 1.0F, 0.82F};
    Image out = image;
    for (int channel = 0; channel < 3; ++channel)
        for (std::size_t i = 0; i < out.area(); ++i) {
            float& value = out.plane(channel)[i];
            value = std::clamp(std::pow(std::max(value, 0.0F), 0.85F) * gain[channel], 0.0F, 1.0F);
        }
    return out;
}

/// A line drawing: something for the network and the edge families.
Image outlined(const Image& image)
{
    Image out(image.width, image.height, 1);
    for (int y = 1; y < image.height; ++y)
        for (int x = 1; x < image.width; ++x) {
            float edge = 0;
            for (int channel = 0; channel < 3; ++channel)
                edge += std::abs(image.at(channel, x, y) - image.at(channel, x - 1, y))
                    + std::abs(image.at(channel, x, y) - image.at(channel, x, y - 1));
            for (int channel = 0; channel < 3; ++channel)
                out.at(channel, x, y) = std::clamp(1 - 2 * edge, 0.0F, 1.0F);
        }
    return out;
}

} // namespace

Result<Json> benchmarkEdit(const std::string& device, int rounds, const Job& job)
{
    const auto folder = base::resourceFolder() / "photos";
    auto first = imaging::readPicture(folder / "china.jpg");
    if (!first.ok())
        return first.error();
    auto second = imaging::readPicture(folder / "astronaut.png");
    if (!second.ok())
        return second.error();
    const Image before = imaging::resize(imaging::toImage(first.value()), 512, 512, imaging::Filter::Lanczos);
    const Image query = imaging::resize(imaging::toImage(second.value()), 512, 512, imaging::Filter::Lanczos);
    const Image tone = warmed(before);
    const Image lines = outlined(before);
    const Image large = imaging::resize(query, 6000, 4000, imaging::Filter::Bilinear);

    base::Benchmark watch(rounds, 7, job);
    Explanation explanation;
    const auto explained = [&](const Image& after) {
        auto found = explain(before, after, {}, job);
        if (!found.ok())
            return false;
        explanation = std::move(found).value();
        return true;
    };
    const PaintOptions options;
    std::shared_ptr<Painter> painter;
    base::Error failure = base::stoppedError();
    const auto load = [&] {
        auto loaded = Painter::load(defaultWeights(), device);
        if (loaded.ok())
            painter = loaded.value();
        else
            failure = loaded.error();
        return loaded.ok();
    };
    const auto paint = [&](Result<Painted> (Painter::*how)(const PaintBoard&, const PaintOptions&, const Job&)) {
        const auto painted = (painter.get()->*how)({before, lines, query, before, query, {}, {}}, options, job);
        if (!painted.ok())
            failure = painted.error();
        return painted.ok();
    };
    const bool done = watch.measure("explain line drawing, 512x512", [&] { return explained(lines); })
        && watch.measure("explain tone, 512x512", [&] { return explained(tone); })
        && watch.measure("carry tone to 512x512", [&] { return !explanation.apply(query).empty(); })
        && watch.measure("carry tone to 24 megapixels", [&] { return !explanation.apply(large).empty(); })
        && watch.measure("load the network", load)
        && watch.measure("network on the whole picture, 512x512", [&] { return paint(&Painter::global); })
        && watch.measure("network on tiles, 512x512", [&] { return paint(&Painter::tiled); });
    if (!done)
        return failure;
    return watch.report(device);
}

} // namespace maquette::edit
