// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/Editor.h"

namespace maquette::edit {

using base::Message;
using base::Parameter;

base::ParameterTable editParameters()
{
    using Type = Parameter::Type;
    using Level = Parameter::Level;
    base::ParameterTable table;
    table.push_back({.name = "method",
                     .type = Type::Choice,
                     .label = {QT_TRANSLATE_NOOP("Engine", "Method")},
                     .help = {QT_TRANSLATE_NOOP("Engine",
                                                "What carries the change: an exact explanation of the example, "
                                                "the ImageBrush network on top of it, or whichever fits.")},
                     .defaultValue = std::string("auto"),
                     .choices = {{"auto", {QT_TRANSLATE_NOOP("Engine", "Automatic")}},
                                 {"explain", {QT_TRANSLATE_NOOP("Engine", "Explanation alone")}},
                                 {"imagebrush", {QT_TRANSLATE_NOOP("Engine", "ImageBrush")}}},
                     .level = Level::Basic});
    table.push_back({.name = "seed",
                     .type = Type::Integer,
                     .label = {QT_TRANSLATE_NOOP("Engine", "Seed")},
                     .help = {QT_TRANSLATE_NOOP("Engine",
                                                "Start of the random numbers of the network. The same seed "
                                                "gives the same picture.")},
                     .defaultValue = std::int64_t(0),
                     .minimum = 0,
                     .maximum = 2147483647,
                     .step = 1,
                     .level = Level::Basic});
    table.push_back(
        {.name = "steps",
         .type = Type::Choice,
         .label = {QT_TRANSLATE_NOOP("Engine", "Steps")},
         .help = {QT_TRANSLATE_NOOP("Engine", "Sampling steps of the network. One is fastest and nearly always best.")},
         .defaultValue = std::string("1"),
         .choices = {{"1", {"1"}}, {"2", {"2"}}, {"4", {"4"}}, {"8", {"8"}}},
         .level = Level::Advanced});
    table.push_back({.name = "guidance",
                     .type = Type::Real,
                     .label = {QT_TRANSLATE_NOOP("Engine", "Guidance")},
                     .help = {QT_TRANSLATE_NOOP("Engine",
                                                "How strongly the network follows the example's instruction; "
                                                "1 leaves it as it was trained.")},
                     .defaultValue = 1.0,
                     .minimum = 0,
                     .maximum = 3,
                     .step = 0.1,
                     .level = Level::Advanced});
    table.push_back({.name = "application",
                     .type = Type::Choice,
                     .label = {QT_TRANSLATE_NOOP("Engine", "Application")},
                     .help = {QT_TRANSLATE_NOOP("Engine",
                                                "How the network is applied: to the whole picture at once (keeps "
                                                "what depends on place), or to native tiles (keeps detail).")},
                     .defaultValue = std::string("auto"),
                     .choices = {{"auto", {QT_TRANSLATE_NOOP("Engine", "By self score")}},
                                 {"global", {QT_TRANSLATE_NOOP("Engine", "Whole picture")}},
                                 {"tiled", {QT_TRANSLATE_NOOP("Engine", "Native tiles")}}},
                     .level = Level::Advanced});
    const auto ablation = [&](const char* name, Message label, Message help) {
        table.push_back({.name = name,
                         .type = Type::Boolean,
                         .label = std::move(label),
                         .help = std::move(help),
                         .defaultValue = true,
                         .level = Level::All});
    };
    ablation("explanation", {QT_TRANSLATE_NOOP("Engine", "Explain first")},
             {QT_TRANSLATE_NOOP("Engine", "Search for an exact explanation before the network is asked.")});
    ablation("prompt", {QT_TRANSLATE_NOOP("Engine", "Visual prompt")},
             {QT_TRANSLATE_NOOP("Engine", "Give the network the encoded example in its middle blocks.")});
    ablation("boxes", {QT_TRANSLATE_NOOP("Engine", "Boxes")},
             {QT_TRANSLATE_NOOP("Engine", "Give the network the boxes drawn on the example.")});
    table.push_back(
        {.name = "weights",
         .type = Type::File,
         .label = {QT_TRANSLATE_NOOP("Engine", "Weights")},
         .help = {QT_TRANSLATE_NOOP("Engine", "File of network weights; empty: the model shipped with the program.")},
         .defaultValue = std::string(),
         .level = Level::All});
    return table;
}

} // namespace maquette::edit
