// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/gpt/RunPlan.h"

#include "base/Device.h"
#include "base/Paths.h"
#include "base/Threads.h"
#include "base/Version.h"
#include "train/gpt/BpeTokenizer.h"

#include <algorithm>
#include <fstream>

namespace maquette::train::gpt {

namespace fs = std::filesystem;
using base::Error;
using base::ErrorCode;
using base::Job;
using base::Json;
using base::Result;

namespace {

/// Text that byte pairs are learned from, at most.
constexpr std::int64_t mostLearnedFrom = std::int64_t(1) << 26;
/// Rows of the embedding are a multiple of it, as in Megatron-LM.
constexpr std::int64_t vocabularyStep = 128;

} // namespace

void RunPlan::setVocabulary(std::int64_t tokens)
{
    config.vocabulary = (tokens + vocabularyStep - 1) / vocabularyStep * vocabularyStep;
}

Result<RunPlan> planRun(const base::ParameterValues& recipe, int ranks)
{
    RunPlan plan;
    plan.tensorRanks = static_cast<int>(recipe.integer("tensor-ranks"));
    plan.ranks = ranks / plan.tensorRanks;
    plan.precision = precisionOf(recipe.text("precision"));
    const std::string& text = recipe.text("data");
    plan.text = text.empty() ? base::resourceFolder() / "texts" / "opticks.txt" : fs::path(text);
    if (recipe.real("peak-tflops") > 0)
        plan.peak = {recipe.real("peak-tflops"), "as given"};

    const models::gpt::NamedGpt& named = *models::gpt::namedGpt(recipe.text("size"));
    plan.config = named.config;
    const std::pair<const char*, std::int64_t*> own[] = {{"layers", &plan.config.layers},
                                                         {"hidden", &plan.config.hidden},
                                                         {"heads", &plan.config.heads},
                                                         {"sequence", &plan.config.sequence}};
    for (const auto& [name, value] : own)
        if (recipe.integer(name) > 0)
            *value = recipe.integer(name);
    plan.config.tied = recipe.boolean("tied");
    if (auto checked = plan.config.check(); !checked.ok())
        return checked.error();
    plan.batch = recipe.integer("batch") > 0 ? recipe.integer("batch")
                                             : std::max<std::int64_t>(1, named.batchTokens / plan.config.sequence);
    const std::int64_t passes = recipe.integer("accumulate");
    if (plan.batch % passes != 0)
        return Error{ErrorCode::Usage,
                     {QT_TRANSLATE_NOOP("Engine", "A batch of %1 sequences cannot be shared by %2 micro-batches."),
                      {std::to_string(plan.batch), std::to_string(passes)}},
                     {}};
    if (ranks % plan.tensorRanks != 0)
        return Error{ErrorCode::Usage,
                     {QT_TRANSLATE_NOOP("Engine", "%1 processes cannot be grouped by %2 that compute each layer."),
                      {std::to_string(ranks), std::to_string(plan.tensorRanks)}},
                     {}};
    if (plan.batch % (passes * plan.ranks) != 0)
        return Error{ErrorCode::Usage,
                     {QT_TRANSLATE_NOOP("Engine",
                                        "A batch of %1 sequences cannot be shared by %2 processes with %3 "
                                        "micro-batches each."),
                      {std::to_string(plan.batch), std::to_string(plan.ranks), std::to_string(passes)}},
                     {}};
    if (recipe.boolean("zero") && !plan.precision.level)
        return Error{ErrorCode::Usage,
                     {QT_TRANSLATE_NOOP("Engine", "States are shared out at the FP8 levels only, not in %1."),
                      {plan.precision.name}},
                     {}};
    plan.micro = plan.batch / passes / plan.ranks;
    if (plan.tensorRanks > 1 && !plan.precision.level)
        return Error{
            ErrorCode::Usage,
            {QT_TRANSLATE_NOOP("Engine", "Layers are split at the FP8 levels only, not in %1."), {plan.precision.name}},
            {}};
    if (plan.config.heads % plan.tensorRanks != 0 || plan.config.sequence % plan.tensorRanks != 0)
        return Error{
            ErrorCode::Usage,
            {QT_TRANSLATE_NOOP("Engine", "%1 heads, and %2 tokens of a sequence, cannot be shared by %3 processes."),
             {std::to_string(plan.config.heads), std::to_string(plan.config.sequence),
              std::to_string(plan.tensorRanks)}},
            {}};
    plan.schedule.peak = recipe.real("rate") > 0 ? recipe.real("rate") : named.rate;
    plan.schedule.least = plan.schedule.peak * recipe.real("least-rate");
    plan.schedule.warmup = recipe.integer("warmup");
    plan.schedule.total = recipe.integer("decay-steps") > 0 ? recipe.integer("decay-steps") : recipe.integer("steps");
    return plan;
}

Result<std::shared_ptr<const Tokenizer>> chooseTokenizer(const base::ParameterValues& recipe, const fs::path& text,
                                                         const Job& job)
{
    if (!recipe.text("tokenizer").empty())
        return loadTokenizer(recipe.text("tokenizer"));
    const auto vocabulary = static_cast<Token>(recipe.integer("vocabulary"));
    if (vocabulary == 0)
        return byteTokenizer();
    // The held-out part stays unseen here as well.
    auto bytes = TextTokens::open(text, byteTokenizer(), recipe.real("held-out"), 1, job);
    if (!bytes.ok())
        return bytes.error();
    const std::int64_t length = std::min(bytes.value()->trained(), mostLearnedFrom);
    std::ifstream stream(text, std::ios::binary);
    std::string learned(static_cast<std::size_t>(length), '\0');
    stream.read(learned.data(), length);
    if (stream.gcount() != length)
        return Error{
            ErrorCode::BadInput, {QT_TRANSLATE_NOOP("Engine", "The text %1 cannot be read."), {text.string()}}, {}};
    auto trained = trainBpe(learned, vocabulary, job);
    if (!trained.ok())
        return trained.error();
    return std::shared_ptr<const Tokenizer>(std::move(trained).value());
}

Json manifestOf(const fs::path& folder, const base::ParameterValues& recipe, const RunPlan& plan,
                const TextTokens& text)
{
    const std::string name = fs::absolute(folder).lexically_normal().filename().string();
    return {{"format", "maquette-run"},
            {"version", 1},
            {"name", name.empty() ? folder.string() : name},
            {"kind", "gpt"},
            {"precision", plan.precision.name},
            {"seed", recipe.integer("seed")},
            {"parameters", plan.config.parameters()},
            {"model", plan.config.toJson()},
            {"recipe", recipe.toJson()},
            {"ranks", plan.ranks * plan.tensorRanks},
            {"tensorRanks", plan.tensorRanks},
            {"data",
             {{"file", plan.text.string()},
              {"bytes", text.bytes()},
              {"fingerprint", text.fingerprint()},
              {"tokenizer", text.tokenizer().kind()},
              {"vocabulary", text.tokenizer().vocabulary()},
              {"tokens", text.tokens()},
              {"heldOut", text.heldOut()}}},
            {"device",
             {{"kind", "cpu"},
              {"name", base::cpuFeatures().model},
              {"threads", base::threads()},
              {"peakTflops", plan.peak.tflops > 0 ? Json(plan.peak.tflops) : Json()},
              {"peakOf", plan.peak.of}}},
            {"versions", {{"maquette", base::version}, {"libtorch", base::libtorchVersion}}}};
}

} // namespace maquette::train::gpt
