// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/MakeParameter.h"
#include "cloud/Segmenter.h"

namespace maquette::cloud {

base::ParameterTable segmentParameters()
{
    using Level = base::Parameter::Level;
    base::ParameterTable table;
    table.push_back(base::fileParameter(
        "weights", {QT_TRANSLATE_NOOP("Engine", "Weights")},
        {QT_TRANSLATE_NOOP("Engine",
                           "PointNeXt weights (.pth or .safetensors); empty: the model that comes with the program, "
                           "which was trained on generated rooms.")}));
    table.push_back(base::choiceParameter(
        "mode", {QT_TRANSLATE_NOOP("Engine", "Procedure")},
        {QT_TRANSLATE_NOOP("Engine",
                           "How points are given to the network: test takes every point in many passes (the published "
                           "procedure), nearest one point a voxel, val the same and is measured on those points only, "
                           "direct the points as they stand in the file.")},
        "nearest",
        {{"test", {QT_TRANSLATE_NOOP("Engine", "Test: all points, averaged")}},
         {"val", {QT_TRANSLATE_NOOP("Engine", "Validation: one point a voxel")}},
         {"nearest", {QT_TRANSLATE_NOOP("Engine", "Nearest: one pass, copied to all")}},
         {"direct", {QT_TRANSLATE_NOOP("Engine", "Direct: points as they stand")}}}));
    table.push_back(base::realParameter(
        "grid", {QT_TRANSLATE_NOOP("Engine", "Voxel")},
        {QT_TRANSLATE_NOOP("Engine", "Edge of a voxel in meters; 0: as the network was trained.")}, 0, 0, 100, "m"));
    table.push_back(base::realParameter(
        "unit", {QT_TRANSLATE_NOOP("Engine", "Meters a unit")},
        {QT_TRANSLATE_NOOP("Engine",
                           "What one unit of the file is in meters: 0.001 for millimeters, 0.3048 for feet.")},
        1, 1e-6, 1e6));
    auto up = base::choiceParameter(
        "up", {QT_TRANSLATE_NOOP("Engine", "Up")},
        {QT_TRANSLATE_NOOP("Engine", "The axis against gravity; auto: that of the network.")}, "auto",
        {{"auto", {QT_TRANSLATE_NOOP("Engine", "Automatic")}}, {"z", {"z"}}, {"y", {"y"}}});
    up.level = Level::Advanced;
    table.push_back(std::move(up));
    auto radius = base::realParameter(
        "radius", {QT_TRANSLATE_NOOP("Engine", "Radius")},
        {QT_TRANSLATE_NOOP("Engine", "First ball of the network in meters; 0: as it was trained.")}, 0, 0, 100, "m");
    radius.level = Level::Advanced;
    table.push_back(std::move(radius));
    auto features = base::textParameter(
        "features", {QT_TRANSLATE_NOOP("Engine", "Channels")},
        {QT_TRANSLATE_NOOP(
            "Engine",
            "What each channel of the network gets, separated by commas: red, green, blue, height, x, y, "
            "z, nx, ny, nz or zero; empty: as it was trained.")},
        "");
    features.level = Level::Advanced;
    table.push_back(std::move(features));
    auto memory = base::integerParameter(
        "memory", {QT_TRANSLATE_NOOP("Engine", "Memory limit")},
        {QT_TRANSLATE_NOOP("Engine",
                           "Megabytes that the network may hold; larger clouds are cut into tiles. 0: half of what is "
                           "free.")},
        0, 0, 1 << 20);
    memory.unit = "MB";
    memory.level = Level::Advanced;
    table.push_back(std::move(memory));
    auto seed
        = base::integerParameter("seed", {QT_TRANSLATE_NOOP("Engine", "Seed")},
                                 {QT_TRANSLATE_NOOP("Engine", "Of random points and shuffles.")}, 0, 0, 2147483647);
    seed.level = Level::Advanced;
    table.push_back(std::move(seed));
    return table;
}

} // namespace maquette::cloud
