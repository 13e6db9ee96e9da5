// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/MakeParameter.h"
#include "models/gpt/GptConfig.h"
#include "train/gpt/GptTrainer.h"

namespace maquette::train::gpt {

namespace {

void addNetwork(base::ParameterTable& table)
{
    table.push_back(base::choiceParameter(
        "size", {QT_TRANSLATE_NOOP("Engine", "Size")},
        {QT_TRANSLATE_NOOP("Engine", "Of the network; it also gives rate and batch where these are 0.")}, "tiny",
        {{"tiny", {"tiny"}},
         {"small", {"small"}},
         {"125m", {"125M"}},
         {"345m", {"345M"}},
         {"7b", {"7B"}},
         {"13b", {"13B"}},
         {"175b", {"175B"}}}));
    table.push_back(base::choiceParameter(
        "precision", {QT_TRANSLATE_NOOP("Engine", "Precision")},
        {QT_TRANSLATE_NOOP("Engine",
                           "Of products, weights, gradients and moments: full, usual mixed precision, or a level of "
                           "FP8-LM.")},
        "bf16", {{"fp32", {"FP32"}}, {"bf16", {"BF16"}}, {"o1", {"FP8 O1"}}, {"o2", {"FP8 O2"}}, {"o3", {"FP8 O3"}}}));
    const auto shape = [&](const char* name, base::Message label, double most) {
        table.push_back(base::integerParameter(
            name, std::move(label),
            {QT_TRANSLATE_NOOP("Engine", "In place of that of the size; 0: as the size has it.")}, 0, 0, most));
        table.back().level = base::Parameter::Level::All;
    };
    shape("layers", {QT_TRANSLATE_NOOP("Engine", "Layers")}, 4096);
    shape("hidden", {QT_TRANSLATE_NOOP("Engine", "Hidden width")}, 131072);
    shape("heads", {QT_TRANSLATE_NOOP("Engine", "Heads")}, 4096);
    shape("sequence", {QT_TRANSLATE_NOOP("Engine", "Sequence length")}, 1048576);
    table.push_back(
        base::booleanParameter("tied", {QT_TRANSLATE_NOOP("Engine", "Tied embedding")},
                               {QT_TRANSLATE_NOOP("Engine", "The output layer shares the embedding's weight.")}, true));
    table.back().level = base::Parameter::Level::Advanced;
}

void addData(base::ParameterTable& table)
{
    table.push_back(
        base::fileParameter("data", {QT_TRANSLATE_NOOP("Engine", "Text")},
                            {QT_TRANSLATE_NOOP("Engine", "A text file to train on; empty: Newton's Opticks.")}));
    table.push_back(base::fileParameter(
        "tokenizer", {QT_TRANSLATE_NOOP("Engine", "Tokenizer")},
        {QT_TRANSLATE_NOOP("Engine",
                           "A tokenizer.json of an earlier run, or GPT-2's vocab.json with merges.txt beside it; "
                           "empty: bytes, or pairs learned from the text.")}));
    table.push_back(base::integerParameter(
        "vocabulary", {QT_TRANSLATE_NOOP("Engine", "Vocabulary")},
        {QT_TRANSLATE_NOOP("Engine", "Tokens of byte pairs to learn from the text; 0: each byte is a token.")}, 0, 0,
        1048576));
    table.push_back(base::realParameter(
        "held-out", {QT_TRANSLATE_NOOP("Engine", "Held out")},
        {QT_TRANSLATE_NOOP("Engine", "Share at the end of the text that is validated on.")}, 0.05, 0, 0.5));
    table.push_back(base::integerParameter("validation-windows", {QT_TRANSLATE_NOOP("Engine", "Validation windows")},
                                           {QT_TRANSLATE_NOOP("Engine", "Sequences of a validation, at most.")}, 64, 1,
                                           1e6));
}

void addOptimizer(base::ParameterTable& table)
{
    table.push_back(base::integerParameter("seed", {QT_TRANSLATE_NOOP("Engine", "Seed")},
                                           {QT_TRANSLATE_NOOP("Engine", "Weights and batches follow from it.")}, 1, 0,
                                           2147483647));
    table.push_back(base::integerParameter(
        "batch", {QT_TRANSLATE_NOOP("Engine", "Batch")},
        {QT_TRANSLATE_NOOP("Engine", "Sequences of an optimizer step; 0: as the size has it.")}, 0, 0, 1e6));
    table.push_back(base::integerParameter(
        "accumulate", {QT_TRANSLATE_NOOP("Engine", "Micro-batches")},
        {QT_TRANSLATE_NOOP("Engine", "Passes whose gradients are added to one step; they share the batch.")}, 1, 1,
        1e6));
    table.push_back(base::realParameter("rate", {QT_TRANSLATE_NOOP("Engine", "Learning rate")},
                                        {QT_TRANSLATE_NOOP("Engine", "The largest; 0: as the size has it.")}, 0, 0, 1));
    table.push_back(base::realParameter("least-rate", {QT_TRANSLATE_NOOP("Engine", "Least rate")},
                                        {QT_TRANSLATE_NOOP("Engine", "At the end of the cosine, as a share of it.")},
                                        0.1, 0, 1));
    table.push_back(base::integerParameter("warmup", {QT_TRANSLATE_NOOP("Engine", "Warm-up")},
                                           {QT_TRANSLATE_NOOP("Engine", "Steps over which the rate rises.")}, 50, 0,
                                           1e9));
    table.push_back(base::integerParameter(
        "decay-steps", {QT_TRANSLATE_NOOP("Engine", "Steps of the cosine")},
        {QT_TRANSLATE_NOOP("Engine", "Until the rate is at its least; 0: all steps of the run.")}, 0, 0, 1e12));
    table.push_back(base::realParameter("beta1", {QT_TRANSLATE_NOOP("Engine", "Beta 1")},
                                        {QT_TRANSLATE_NOOP("Engine", "Of the first moment.")}, 0.9, 0, 0.9999));
    table.push_back(base::realParameter("beta2", {QT_TRANSLATE_NOOP("Engine", "Beta 2")},
                                        {QT_TRANSLATE_NOOP("Engine", "Of the second moment.")}, 0.95, 0, 0.99999));
    table.push_back(base::realParameter(
        "decay", {QT_TRANSLATE_NOOP("Engine", "Weight decay")},
        {QT_TRANSLATE_NOOP("Engine", "Of matrices and embeddings; biases and norms have none.")}, 0.1, 0, 1));
    table.push_back(base::realParameter("clip", {QT_TRANSLATE_NOOP("Engine", "Gradient norm")},
                                        {QT_TRANSLATE_NOOP("Engine", "Longer gradients are cut to it.")}, 1, 0.001,
                                        1e6));
}

void addFp8(base::ParameterTable& table)
{
    table.push_back(base::choiceParameter(
        "loss-scale", {QT_TRANSLATE_NOOP("Engine", "Loss scale")},
        {QT_TRANSLATE_NOOP("Engine",
                           "FP8 levels only. None is needed where operations between products are bfloat16.")},
        "none",
        {{"none", {QT_TRANSLATE_NOOP("Engine", "None")}}, {"dynamic", {QT_TRANSLATE_NOOP("Engine", "Dynamic")}}}));
    table.push_back(base::integerParameter(
        "window", {QT_TRANSLATE_NOOP("Engine", "Window of amax")},
        {QT_TRANSLATE_NOOP(
            "Engine", "Steps that delayed scaling of inputs and output gradients looks back; 1: current scaling.")},
        16, 1, 1024));
    table.push_back(base::integerParameter(
        "tensor-ranks", {QT_TRANSLATE_NOOP("Engine", "Processes of a layer")},
        {QT_TRANSLATE_NOOP("Engine",
                           "FP8 levels on several processes only: so many compute each layer together, and the others "
                           "share the batch.")},
        1, 1, 1024));
    table.back().level = base::Parameter::Level::Advanced;
    table.push_back(base::choiceParameter(
        "reduce", {QT_TRANSLATE_NOOP("Engine", "Sum over processes")},
        {QT_TRANSLATE_NOOP("Engine",
                           "FP8 levels on several processes only: how weight gradients are scaled before they are "
                           "added in FP8.")},
        "auto",
        {{"auto", {QT_TRANSLATE_NOOP("Engine", "By a factor that follows the saturation")}},
         {"pre", {QT_TRANSLATE_NOOP("Engine", "Divided before")}},
         {"post", {QT_TRANSLATE_NOOP("Engine", "Divided after")}},
         {"root-n", {QT_TRANSLATE_NOOP("Engine", "Divided by the root before")}}}));
    table.back().level = base::Parameter::Level::Advanced;
    table.push_back(base::booleanParameter(
        "zero", {QT_TRANSLATE_NOOP("Engine", "Share the states out")},
        {QT_TRANSLATE_NOOP("Engine",
                           "FP8 levels on several processes only: each keeps the moments and masters of its share of "
                           "the parameters (ZeRO).")},
        false));
    table.back().level = base::Parameter::Level::Advanced;
    table.push_back(base::integerParameter(
        "statistics", {QT_TRANSLATE_NOOP("Engine", "Steps between statistics")},
        {QT_TRANSLATE_NOOP("Engine", "How often every FP8 tensor is looked at; 0: never.")}, 10, 0, 1e9));
    table.push_back(base::realParameter(
        "peak-tflops", {QT_TRANSLATE_NOOP("Engine", "Peak of the device")},
        {QT_TRANSLATE_NOOP("Engine", "What MFU is a share of; 0: not known, and then there is no MFU.")}, 0, 0, 1e6,
        "TFLOPS"));
}

} // namespace

base::ParameterTable trainParameters()
{
    base::ParameterTable table;
    table.push_back(base::integerParameter("steps", {QT_TRANSLATE_NOOP("Engine", "Steps")},
                                           {QT_TRANSLATE_NOOP("Engine", "Optimizer steps in all.")}, 500, 1, 1e12));
    table.push_back(base::integerParameter(
        "minutes", {QT_TRANSLATE_NOOP("Engine", "Minutes")},
        {QT_TRANSLATE_NOOP("Engine", "End this run after so many minutes with a checkpoint; 0: no limit.")}, 0, 0,
        1e6));
    table.push_back(base::integerParameter(
        "checkpoint", {QT_TRANSLATE_NOOP("Engine", "Steps between checkpoints")},
        {QT_TRANSLATE_NOOP("Engine", "How often the state and the usable model are written; 0: at the end.")}, 250, 0,
        1e9));
    table.push_back(base::integerParameter(
        "validate", {QT_TRANSLATE_NOOP("Engine", "Steps between validations")},
        {QT_TRANSLATE_NOOP("Engine", "How often the held-out text is measured; 0: never.")}, 100, 0, 1e9));
    addNetwork(table);
    addData(table);
    addOptimizer(table);
    addFp8(table);
    return table;
}

} // namespace maquette::train::gpt
