// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/MakeParameter.h"
#include "cloud/Training.h"

namespace maquette::cloud {

namespace {

void addData(base::ParameterTable& table)
{
    table.push_back(base::fileParameter(
        "data", {QT_TRANSLATE_NOOP("Engine", "Rooms")},
        {QT_TRANSLATE_NOOP("Engine", "A folder of labeled rooms, such as S3DIS; empty: rooms are generated.")}));
    table.push_back(base::integerParameter(
        "test-area", {QT_TRANSLATE_NOOP("Engine", "Test area")},
        {QT_TRANSLATE_NOOP("Engine", "Rooms of this area are left out of the training and validated on.")}, 5, 1, 99));
    table.push_back(base::realParameter(
        "density", {QT_TRANSLATE_NOOP("Engine", "Density of generated rooms")},
        {QT_TRANSLATE_NOOP("Engine", "Points a square meter before what is hidden is taken away.")}, 1400, 100, 20000));
    table.push_back(base::realParameter("grid", {QT_TRANSLATE_NOOP("Engine", "Voxel")},
                                        {QT_TRANSLATE_NOOP("Engine", "Edge of a voxel; one point of each is kept.")},
                                        0.04, 0.005, 1, "m"));
    table.push_back(base::integerParameter("crop", {QT_TRANSLATE_NOOP("Engine", "Points of a crop")},
                                           {QT_TRANSLATE_NOOP("Engine", "The points nearest to a random one.")}, 24000,
                                           512, 200000));
    table.push_back(base::integerParameter(
        "reuse", {QT_TRANSLATE_NOOP("Engine", "Crops of a room")},
        {QT_TRANSLATE_NOOP("Engine", "Steps in a row that take a crop from the same rooms.")}, 4, 1, 1000));
    table.push_back(base::integerParameter("validation-rooms", {QT_TRANSLATE_NOOP("Engine", "Validation rooms")},
                                           {QT_TRANSLATE_NOOP("Engine", "Unseen rooms of a validation, whole.")}, 12, 1,
                                           1000));
}

void addRecipe(base::ParameterTable& table)
{
    table.push_back(base::choiceParameter(
        "variant", {QT_TRANSLATE_NOOP("Engine", "Variant")},
        {QT_TRANSLATE_NOOP("Engine", "Size of the network, as the official configurations for S3DIS name it.")}, "s",
        {{"s", {"PointNeXt-S"}}, {"b", {"PointNeXt-B"}}, {"l", {"PointNeXt-L"}}, {"xl", {"PointNeXt-XL"}}}));
    table.push_back(base::choiceParameter(
        "precision", {QT_TRANSLATE_NOOP("Engine", "Precision")},
        {QT_TRANSLATE_NOOP("Engine",
                           "Of products, weights, gradients and moments: full, or a level of FP8-LM. Files hold "
                           "float32 weights always.")},
        "fp32", {{"fp32", {"FP32"}}, {"o1", {"FP8 O1"}}, {"o2", {"FP8 O2"}}, {"o3", {"FP8 O3"}}}));
    table.push_back(base::integerParameter("seed", {QT_TRANSLATE_NOOP("Engine", "Seed")},
                                           {QT_TRANSLATE_NOOP("Engine", "Weights, rooms and crops follow from it.")}, 1,
                                           0, 2147483647));
    table.push_back(base::integerParameter("batch", {QT_TRANSLATE_NOOP("Engine", "Batch")},
                                           {QT_TRANSLATE_NOOP("Engine", "Crops in one step.")}, 8, 2, 256));
    table.push_back(base::realParameter("rate", {QT_TRANSLATE_NOOP("Engine", "Learning rate")},
                                        {QT_TRANSLATE_NOOP("Engine", "At the start; it falls along a cosine.")}, 0.01,
                                        1e-7, 1));
    table.push_back(base::realParameter("least-rate", {QT_TRANSLATE_NOOP("Engine", "Least rate")},
                                        {QT_TRANSLATE_NOOP("Engine", "At the end of the cosine.")}, 1e-5, 0, 1));
    table.push_back(base::realParameter("decay", {QT_TRANSLATE_NOOP("Engine", "Weight decay")},
                                        {QT_TRANSLATE_NOOP("Engine", "Of matrices; biases and norms have none.")}, 1e-4,
                                        0, 1));
    table.push_back(base::realParameter("smoothing", {QT_TRANSLATE_NOOP("Engine", "Label smoothing")},
                                        {QT_TRANSLATE_NOOP("Engine", "Share of a label that goes to all classes.")},
                                        0.2, 0, 0.9));
    table.push_back(base::realParameter(
        "balance", {QT_TRANSLATE_NOOP("Engine", "Balance of classes")},
        {QT_TRANSLATE_NOOP("Engine",
                           "A class counts by its frequency to the power of minus this; 0: all points alike, as in the "
                           "official recipe.")},
        0, 0, 1));
    table.push_back(base::realParameter("clip", {QT_TRANSLATE_NOOP("Engine", "Gradient norm")},
                                        {QT_TRANSLATE_NOOP("Engine", "Longer gradients are cut to it.")}, 10, 0.01,
                                        1e6));
    table.push_back(base::booleanParameter("rotate", {QT_TRANSLATE_NOOP("Engine", "Rotation")},
                                           {QT_TRANSLATE_NOOP("Engine",
                                                              "Turn crops about the vertical; the official "
                                                              "recipe does so for B, L and XL.")},
                                           false));
    table.push_back(base::realParameter("mirror", {QT_TRANSLATE_NOOP("Engine", "Mirroring")},
                                        {QT_TRANSLATE_NOOP("Engine", "Probability of mirroring along x, and along y.")},
                                        0, 0, 1));
    table.push_back(base::realParameter("contrast", {QT_TRANSLATE_NOOP("Engine", "Automatic contrast")},
                                        {QT_TRANSLATE_NOOP("Engine", "Probability of spreading the colors of a crop.")},
                                        0.2, 0, 1));
    table.push_back(base::realParameter("color-drop", {QT_TRANSLATE_NOOP("Engine", "Dropped colors")},
                                        {QT_TRANSLATE_NOOP("Engine", "Probability of a crop without colors.")}, 0.2, 0,
                                        1));
    table.push_back(base::realParameter("scale", {QT_TRANSLATE_NOOP("Engine", "Scaling")},
                                        {QT_TRANSLATE_NOOP("Engine", "Each axis is scaled by up to this.")}, 0.1, 0,
                                        0.9));
    table.push_back(base::realParameter("jitter", {QT_TRANSLATE_NOOP("Engine", "Jitter")},
                                        {QT_TRANSLATE_NOOP("Engine", "Deviation of a point from its place.")}, 0.005, 0,
                                        1, "m"));
}

} // namespace

base::ParameterTable trainParameters()
{
    base::ParameterTable table;
    table.push_back(base::integerParameter("crops", {QT_TRANSLATE_NOOP("Engine", "Crops")},
                                           {QT_TRANSLATE_NOOP("Engine", "Crops to train on in all.")}, 20000, 1, 1e12));
    table.push_back(base::integerParameter(
        "minutes", {QT_TRANSLATE_NOOP("Engine", "Minutes")},
        {QT_TRANSLATE_NOOP("Engine", "End this run after so many minutes with a checkpoint; 0: no limit.")}, 0, 0,
        1e6));
    table.push_back(base::integerParameter(
        "checkpoint", {QT_TRANSLATE_NOOP("Engine", "Crops between checkpoints")},
        {QT_TRANSLATE_NOOP("Engine", "How often the state and the usable model are written.")}, 800, 1, 1e9));
    table.push_back(base::integerParameter(
        "validate", {QT_TRANSLATE_NOOP("Engine", "Crops between validations")},
        {QT_TRANSLATE_NOOP("Engine", "How often the model is measured on unseen rooms; 0: never.")}, 4000, 0, 1e9));
    addData(table);
    addRecipe(table);
    return table;
}

base::ParameterTable generateParameters()
{
    base::ParameterTable table;
    table.push_back(base::integerParameter("rooms", {QT_TRANSLATE_NOOP("Engine", "Rooms")},
                                           {QT_TRANSLATE_NOOP("Engine", "How many to make.")}, 1, 1, 1e6));
    table.push_back(base::integerParameter(
        "seed", {QT_TRANSLATE_NOOP("Engine", "Seed")},
        {QT_TRANSLATE_NOOP("Engine", "With the number of a room decides all of it.")}, 1, 0, 2147483647));
    table.push_back(base::integerParameter("first", {QT_TRANSLATE_NOOP("Engine", "First number")},
                                           {QT_TRANSLATE_NOOP("Engine", "The number of the first room.")}, 0, 0, 1e12));
    table.push_back(
        base::realParameter("density", {QT_TRANSLATE_NOOP("Engine", "Density")},
                            {QT_TRANSLATE_NOOP("Engine", "Points a square meter before what is hidden is taken away.")},
                            2500, 100, 100000));
    table.push_back(base::realParameter("noise", {QT_TRANSLATE_NOOP("Engine", "Noise")},
                                        {QT_TRANSLATE_NOOP("Engine", "Deviation of the scanner's error.")}, 0.003, 0, 1,
                                        "m"));
    table.push_back(base::booleanParameter("colors", {QT_TRANSLATE_NOOP("Engine", "Colors")},
                                           {QT_TRANSLATE_NOOP("Engine", "Give the points colors.")}, true));
    table.push_back(base::choiceParameter("format", {QT_TRANSLATE_NOOP("Engine", "Format")},
                                          {QT_TRANSLATE_NOOP("Engine", "Of the files.")}, "ply",
                                          {{"ply", {"ply"}}, {"npy", {"npy"}}, {"las", {"las"}}, {"txt", {"txt"}}}));
    return table;
}

} // namespace maquette::cloud
