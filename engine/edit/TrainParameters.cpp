// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/MakeParameter.h"
#include "edit/Training.h"

namespace maquette::edit {

using base::Parameter;

base::ParameterTable trainParameters()
{
    base::ParameterTable table;
    table.push_back(base::integerParameter("boards", {QT_TRANSLATE_NOOP("Engine", "Boards")},
                                           {QT_TRANSLATE_NOOP("Engine", "Boards to train on in all.")}, 400000, 1,
                                           1e12));
    table.push_back(base::integerParameter(
        "minutes", {QT_TRANSLATE_NOOP("Engine", "Minutes")},
        {QT_TRANSLATE_NOOP("Engine", "End this run after so many minutes with a checkpoint; 0: no limit.")}, 0, 0,
        1e6));
    table.push_back(base::integerParameter(
        "checkpoint", {QT_TRANSLATE_NOOP("Engine", "Boards between checkpoints")},
        {QT_TRANSLATE_NOOP("Engine", "How often the state and the usable model are written.")}, 6000, 1, 1e9));
    table.push_back(base::integerParameter(
        "validate", {QT_TRANSLATE_NOOP("Engine", "Boards between validations")},
        {QT_TRANSLATE_NOOP("Engine", "How often the model is measured on unseen boards; 0: never.")}, 30000, 0, 1e9));
    table.push_back(base::integerParameter(
        "validation-limit", {QT_TRANSLATE_NOOP("Engine", "Validation boards")},
        {QT_TRANSLATE_NOOP("Engine", "Unseen boards of each operation in a validation.")}, 3, 1, 1000));
    table.push_back(base::integerParameter("seed", {QT_TRANSLATE_NOOP("Engine", "Seed")},
                                           {QT_TRANSLATE_NOOP("Engine", "Weights, boards and noise follow from it.")},
                                           1, 0, 2147483647));
    table.push_back(base::integerParameter("batch", {QT_TRANSLATE_NOOP("Engine", "Batch")},
                                           {QT_TRANSLATE_NOOP("Engine", "Boards in one step.")}, 24, 1, 4096));
    table.push_back(
        base::integerParameter("views", {QT_TRANSLATE_NOOP("Engine", "Orientations")},
                               {QT_TRANSLATE_NOOP("Engine",
                                                  "How often a batch holds each board, flipped and rotated. Making a "
                                                  "board costs more than training on it.")},
                               2, 1, 8));
    table.push_back({.name = "precision",
                     .type = Parameter::Type::Choice,
                     .label = {QT_TRANSLATE_NOOP("Engine", "Precision")},
                     .help = {QT_TRANSLATE_NOOP("Engine",
                                                "Of matrix products in training; at a level of FP8-LM, of their "
                                                "weights, gradients and moments, too. Colors and the loss are float32 "
                                                "always.")},
                     .defaultValue = std::string("bfloat16"),
                     .choices = {{"float32", {"float32"}},
                                 {"bfloat16", {"bfloat16"}},
                                 {"o1", {"FP8 O1"}},
                                 {"o2", {"FP8 O2"}},
                                 {"o3", {"FP8 O3"}}}});
    table.push_back(base::realParameter("rate", {QT_TRANSLATE_NOOP("Engine", "Learning rate")},
                                        {QT_TRANSLATE_NOOP("Engine", "Peak of the schedule.")}, 1.3e-3, 1e-7, 0.1));
    table.push_back(base::integerParameter("warmup", {QT_TRANSLATE_NOOP("Engine", "Warm-up boards")},
                                           {QT_TRANSLATE_NOOP("Engine", "Boards over which the rate rises.")}, 4800, 0,
                                           1e9));
    table.push_back(base::integerParameter(
        "cooldown", {QT_TRANSLATE_NOOP("Engine", "Cool-down boards")},
        {QT_TRANSLATE_NOOP("Engine", "Last boards, over which the rate falls to 2 %.")}, 100000, 0, 1e9));
    table.push_back(base::realParameter(
        "average", {QT_TRANSLATE_NOOP("Engine", "Weight average")},
        {QT_TRANSLATE_NOOP("Engine", "Decay of the moving average of the weights, which is what is shipped.")}, 0.998,
        0, 0.99999));
    table.push_back(base::realParameter(
        "zero-share", {QT_TRANSLATE_NOOP("Engine", "Share of t = 0")},
        {QT_TRANSLATE_NOOP("Engine", "Boards trained from pure noise, as the first sampling step is asked.")}, 0.7, 0,
        1));
    table.push_back(base::realParameter(
        "hide", {QT_TRANSLATE_NOOP("Engine", "Hidden explanations")},
        {QT_TRANSLATE_NOOP(
            "Engine", "Share of boards whose explanation the network does not get, so that it can work without one.")},
        0.12, 0, 1));
    table.push_back(base::realParameter(
        "prompt-drop", {QT_TRANSLATE_NOOP("Engine", "Prompt dropout")},
        {QT_TRANSLATE_NOOP("Engine", "Share of boards trained with the null prompt, for guidance.")}, 0.05, 0, 1));
    table.push_back(base::realParameter(
        "box-drop", {QT_TRANSLATE_NOOP("Engine", "Box dropout")},
        {QT_TRANSLATE_NOOP("Engine", "Share of boards whose boxes are the whole picture.")}, 0.3, 0, 1));
    table.push_back({.name = "photos",
                     .type = Parameter::Type::File,
                     .label = {QT_TRANSLATE_NOOP("Engine", "Photographs")},
                     .help = {QT_TRANSLATE_NOOP("Engine", "A folder of your own pictures as further scenes.")},
                     .defaultValue = std::string()});
    table.push_back(base::integerParameter(
        "width", {QT_TRANSLATE_NOOP("Engine", "Width")},
        {QT_TRANSLATE_NOOP("Engine", "Channels of the fine tokens, a multiple of 32.")}, 96, 32, 1024));
    table.push_back(base::integerParameter(
        "coarse-width", {QT_TRANSLATE_NOOP("Engine", "Coarse width")},
        {QT_TRANSLATE_NOOP("Engine", "Channels of the coarse tokens, a multiple of 32.")}, 160, 32, 2048));
    table.push_back(base::integerParameter(
        "prompt-width", {QT_TRANSLATE_NOOP("Engine", "Prompt width")},
        {QT_TRANSLATE_NOOP("Engine", "Channels of the prompt tokens, a multiple of 32.")}, 128, 32, 2048));
    table.push_back(base::integerParameter("middle-blocks", {QT_TRANSLATE_NOOP("Engine", "Middle blocks")},
                                           {QT_TRANSLATE_NOOP("Engine", "Blocks with cross-attention to the prompt.")},
                                           2, 1, 32));
    table.push_back(base::integerParameter("refiner", {QT_TRANSLATE_NOOP("Engine", "Refiner channels")},
                                           {QT_TRANSLATE_NOOP("Engine", "Channels of the pixel refiner.")}, 16, 4,
                                           256));
    table.push_back(
        base::booleanParameter("raw", {QT_TRANSLATE_NOOP("Engine", "Raw cells")},
                               {QT_TRANSLATE_NOOP("Engine", "Show the network the unexplained pictures too.")}, true));
    table.push_back(base::booleanParameter("box-tokens", {QT_TRANSLATE_NOOP("Engine", "Box tokens")},
                                           {QT_TRANSLATE_NOOP("Engine", "Give the prompt tokens for boxes.")}, true));
    return table;
}

} // namespace maquette::edit
