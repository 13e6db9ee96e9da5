// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/gpt/GptTrainer.h"

#include "base/Version.h"
#include "nn/Precision.h"
#include "nn/Runtime.h"
#include "train/TrainLoop.h"
#include "train/TrainState.h"
#include "train/gpt/GptStates.h"
#include "train/gpt/MemoryWatch.h"
#include "train/gpt/RunJournal.h"
#include "train/gpt/RunPlan.h"

#include <torch/torch.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <deque>
#include <exception>
#include <numbers>
#include <numeric>

namespace maquette::train::gpt {

namespace fs = std::filesystem;
using base::Error;
using base::ErrorCode;
using base::Job;
using base::Json;
using base::Result;

namespace {

constexpr std::int64_t stepsBetweenLedgers = 100;

/// What may differ between the sessions of one folder. Another text would be found out by its fingerprint.
bool freeOnResume(const std::string& name)
{
    static const char* const names[] = {"steps",      "minutes",     "checkpoint", "validate", "validation-windows",
                                        "statistics", "peak-tflops", "data",       "tokenizer"};
    return std::any_of(std::begin(names), std::end(names), [&](const char* each) { return name == each; });
}

at::Tensor tensorOf(const std::vector<std::int64_t>& values, const TokenBatch& batch)
{
    at::Tensor tensor = at::empty({batch.rows, batch.sequence}, at::kLong);
    std::copy(values.begin(), values.end(), tensor.data_ptr<std::int64_t>());
    return tensor;
}

double secondsSince(std::chrono::steady_clock::time_point start)
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

class Run {
public:
    Run(const fs::path& folder, base::ParameterValues recipe, const TrainLog& log)
        : m_folder(folder)
        , m_recipe(std::move(recipe))
        , m_log(log)
    {
    }

    Result<TrainReport> operator()(const Job& job);

private:
    Result<void> begin(const Job& job);
    Result<void> resume(const TrainState& state);
    Result<void> step(const Job& job);
    Result<void> note(const StepFacts& facts, const std::optional<fp8::StepStatistics>& statistics);
    Result<void> checkpoint();
    Result<void> validate(const Job& job);
    Result<void> log(const Json& line);
    [[nodiscard]] std::int64_t tokensOfStep() const { return m_plan.batch * m_plan.config.sequence; }
    [[nodiscard]] double meanLoss() const;

    RunFolder m_folder;
    base::ParameterValues m_recipe;
    const TrainLog& m_log;
    TrainReport m_report;
    RunPlan m_plan;
    std::string m_lengths; ///< of the schedule, where it follows the steps: "500 from 0, 1000 from 400"
    std::unique_ptr<TextTokens> m_text;
    std::unique_ptr<GptStates> m_states;
    std::unique_ptr<fp8::Fp8Statistics> m_statistics;
    std::unique_ptr<RunJournal> m_journal;
    MemoryLedger m_ledger; ///< the prediction
    std::deque<double> m_losses; ///< of the last 50 steps
    StepFacts m_last;
    std::int64_t m_sessionSteps = 0;
    std::chrono::steady_clock::time_point m_flushed = std::chrono::steady_clock::now();
    Json m_validation;
};

double Run::meanLoss() const
{
    return m_losses.empty()
        ? 0
        : std::accumulate(m_losses.begin(), m_losses.end(), 0.0) / static_cast<double>(m_losses.size());
}

Result<void> Run::resume(const TrainState& state)
{
    const auto& texts = state.texts;
    for (const char* key : {"recipe", "steps", "tokens", "text"})
        if (!texts.contains(key))
            return m_folder.unfit(std::string("the state lacks ") + key);
    const auto saved = m_folder.checkRecipe(texts.at("recipe"), m_recipe, freeOnResume);
    if (!saved.ok())
        return saved.error();
    if (texts.at("text") != m_text->fingerprint())
        return m_folder.unfit("it was trained on another text");
    if (!m_states->setState(state.tensors))
        return m_folder.unfit("names, types or shapes of its tensors differ");
    try {
        m_report.steps = std::stoll(texts.at("steps"));
        m_report.tokens = std::stoll(texts.at("tokens"));
    } catch (const std::exception&) {
        return m_folder.unfit("the state's counters are no numbers");
    }
    if (texts.contains("lengths"))
        m_lengths = texts.at("lengths");
    if (!m_lengths.empty() && saved.value().integer("steps") != m_recipe.integer("steps"))
        m_lengths += ", " + std::to_string(m_recipe.integer("steps")) + " from " + std::to_string(m_report.steps);
    return {};
}

Result<void> Run::begin(const Job& job)
{
    auto plan = planRun(m_recipe);
    if (!plan.ok())
        return plan.error();
    m_plan = std::move(plan).value();
    std::error_code error;
    const bool resumed = fs::exists(m_folder.state(), error);
    std::optional<TrainState> state;
    if (resumed) {
        auto loaded = loadState(m_folder.state());
        if (!loaded.ok())
            return loaded.error();
        state = std::move(loaded).value();
    }
    auto tokenizer
        = resumed ? loadTokenizer(m_folder.path() / "tokenizer.json") : chooseTokenizer(m_recipe, m_plan.text, job);
    if (!tokenizer.ok())
        return tokenizer.error();
    m_plan.setVocabulary(tokenizer.value()->vocabulary());
    auto text
        = TextTokens::open(m_plan.text, tokenizer.value(), m_recipe.real("held-out"), m_plan.config.sequence, job);
    if (!text.ok())
        return text.error();
    m_text = std::move(text).value();

    nn::startRuntime();
    StatesOptions options;
    options.config = m_plan.config;
    options.precision = m_plan.precision;
    options.seed = static_cast<std::uint64_t>(m_recipe.integer("seed"));
    options.beta1 = m_recipe.real("beta1");
    options.beta2 = m_recipe.real("beta2");
    options.decay = m_recipe.real("decay");
    options.window = m_recipe.integer("window");
    options.dynamicLossScale = m_recipe.text("loss-scale") == "dynamic";
    m_states = std::make_unique<GptStates>(options);
    m_report.parameters = m_plan.config.parameters();
    m_ledger = predictMemory(m_plan.config, m_plan.precision, m_plan.micro, options.window);
    if (m_recipe.integer("decay-steps") == 0)
        m_lengths = std::to_string(m_recipe.integer("steps")) + " from 0";
    if (state)
        if (auto taken = resume(*state); !taken.ok())
            return taken;
    if (m_states->fp8State() != nullptr)
        m_statistics = std::make_unique<fp8::Fp8Statistics>(*m_states->fp8State(), m_recipe.integer("statistics"));

    if (auto made = m_folder.make(); !made.ok())
        return made;
    if (!resumed)
        if (auto saved = m_text->tokenizer().save(m_folder.path() / "tokenizer.json"); !saved.ok())
            return saved;
    if (auto written = m_folder.writeRecipe(m_recipe); !written.ok())
        return written;
    auto journal = RunJournal::open(m_folder.path(), m_recipe, m_plan.precision.name, m_report.steps,
                                    manifestOf(m_folder.path(), m_recipe, m_plan, *m_text));
    if (!journal.ok())
        return journal.error();
    m_journal = std::move(journal).value();
    return {};
}

Result<void> Run::step(const Job& job)
{
    const nn::FlushDenormals flush;
    const auto start = std::chrono::steady_clock::now();
    const std::int64_t number = m_report.steps + 1;
    m_states->zeroGradients();
    if (m_statistics)
        m_statistics->begin(number);
    std::optional<MemoryWatch> watch;
    std::int64_t kept = 0;
    ++m_sessionSteps;
    if (m_sessionSteps == 2 || (m_sessionSteps > 2 && number % stepsBetweenLedgers == 0))
        watch.emplace();
    const std::int64_t passes = m_plan.batch / m_plan.micro;
    double loss = 0;
    for (std::int64_t pass = 0; pass < passes; ++pass) {
        if (job.stopped())
            return base::stoppedError(); // the step has changed nothing that a checkpoint holds
        const auto batch = m_text->batch(static_cast<std::uint64_t>(m_recipe.integer("seed")),
                                         static_cast<std::uint64_t>(m_report.steps * passes + pass), m_plan.micro);
        if (!batch.ok())
            return batch.error();
        const auto forward = [&] { kept = watch && pass == 0 ? watch->current() : kept; };
        loss += m_states->pass(tensorOf(batch.value().inputs, batch.value()),
                               tensorOf(batch.value().targets, batch.value()), 1.0 / static_cast<double>(passes),
                               forward)
            / static_cast<double>(passes);
    }
    if (!std::isfinite(loss))
        return Error{ErrorCode::ModelUnfit,
                     {QT_TRANSLATE_NOOP("Engine",
                                        "The training diverged after %1 steps. The last checkpoint is kept; go on from "
                                        "it with a lower rate in another folder."),
                      {std::to_string(m_report.steps)}},
                     {}};
    const double rate = m_plan.schedule.rate(m_report.steps);
    const GptStates::Outcome outcome = m_states->step(rate, m_recipe.real("clip"));
    std::optional<fp8::StepStatistics> statistics;
    if (m_statistics)
        statistics = m_statistics->end(m_states->fp8Optimizer(), &m_states->scaler(), outcome.norm, outcome.clip);
    ++m_report.steps;
    m_report.tokens += tokensOfStep();
    m_report.skipped = m_states->scaler().skipped();
    m_losses.push_back(loss);
    if (m_losses.size() > 50)
        m_losses.pop_front();
    const double seconds = secondsSince(start);
    m_last = {number,
              m_report.tokens,
              loss,
              rate,
              outcome.norm,
              outcome.clip,
              !outcome.finite,
              static_cast<double>(tokensOfStep()) / seconds,
              stepFlops(m_plan.config, m_plan.batch) / seconds / 1e12,
              m_plan.peak.tflops};
    if (watch) {
        MemoryLedger ledger = m_ledger;
        m_states->measure(ledger);
        const std::int64_t caches = ledger.row("caches").predicted.value_or(0);
        ledger.row("activations").measured = kept - caches;
        ledger.row("communication").measured = 0;
        ledger.row("workspace").measured = std::max<std::int64_t>(0, watch->peak() - kept);
        if (const auto total = ledger.totalMeasured())
            ledger.peakMeasured = *total - *ledger.row("gradients").measured + watch->peak();
        watch.reset();
        if (auto written = m_journal->memory(number, m_plan.config, ledger); !written.ok())
            return written;
    }
    return note(m_last, statistics);
}

Result<void> Run::note(const StepFacts& facts, const std::optional<fp8::StepStatistics>& statistics)
{
    if (auto written = m_journal->step(facts); !written.ok())
        return written;
    if (statistics)
        if (auto written = m_journal->statistics(*statistics, facts.skipped); !written.ok())
            return written;
    if (secondsSince(m_flushed) < 0.5)
        return {};
    m_flushed = std::chrono::steady_clock::now();
    return m_journal->flush();
}

Result<void> Run::checkpoint()
{
    TrainState state;
    state.tensors = m_states->state();
    state.texts = {{"format", "maquette-gpt-training"},
                   {"steps", std::to_string(m_report.steps)},
                   {"tokens", std::to_string(m_report.tokens)},
                   {"text", m_text->fingerprint()},
                   {"model", base::dumpJson(m_plan.config.toJson())},
                   {"windows", "the amax windows of delayed scaling are part of this state"},
                   {"recipe", base::dumpJson(m_recipe.toJson())}};
    if (!m_lengths.empty())
        state.texts["lengths"] = m_lengths;
    if (auto saved = saveState(m_folder.state(), state); !saved.ok())
        return saved;
    TrainState model;
    model.tensors = m_states->weights();
    model.texts = {{"trained_by", std::string("maquette runs train gpt ") + base::version},
                   {"trained_on", m_plan.text.filename().string()},
                   {"gpt", base::dumpJson(m_plan.config.toJson())},
                   {"recipe", base::dumpJson(m_recipe.toJson())},
                   {"steps", std::to_string(m_report.steps)},
                   {"schedule", m_lengths}};
    if (!m_validation.is_null())
        model.texts["validation"] = base::dumpJson(m_validation);
    m_report.model = m_folder.model();
    if (auto saved = saveState(m_folder.model(), model); !saved.ok())
        return saved;
    return m_journal->flush();
}

Result<void> Run::validate(const Job& job)
{
    const std::int64_t windows = std::min(m_recipe.integer("validation-windows"), m_text->validationWindows());
    if (windows == 0)
        return {};
    const nn::FlushDenormals flush;
    double sum = 0;
    for (std::int64_t first = 0; first < windows; first += m_plan.micro) {
        if (job.stopped())
            return base::stoppedError();
        const auto batch = m_text->validation(first, m_plan.micro, windows);
        if (!batch.ok())
            return batch.error();
        sum += static_cast<double>(batch.value().rows)
            * m_states->evaluate(tensorOf(batch.value().inputs, batch.value()),
                                 tensorOf(batch.value().targets, batch.value()));
    }
    m_report.validation = sum / static_cast<double>(windows);
    const double bytesPerToken
        = static_cast<double>(m_text->bytes()) / static_cast<double>(std::max<std::int64_t>(1, m_text->tokens()));
    m_validation = {{"loss", m_report.validation},
                    {"perplexity", std::exp(m_report.validation)},
                    {"bitsPerByte", m_report.validation / std::numbers::ln2 / bytesPerToken}};
    if (auto written = m_journal->validation(m_report.steps, m_report.validation, bytesPerToken); !written.ok())
        return written;
    return log({{"step", m_report.steps}, {"tokens", m_report.tokens}, {"validation", m_validation}});
}

Result<void> Run::log(const Json& line)
{
    m_log(line);
    return m_folder.log(line);
}

Result<TrainReport> Run::operator()(const Job& job)
{
    if (auto begun = begin(job); !begun.ok())
        return begun.error();
    LoopOptions options;
    options.total = m_recipe.integer("steps");
    options.minutes = m_recipe.integer("minutes");
    options.checkpointEvery = m_recipe.integer("checkpoint");
    options.validateEvery = m_recipe.integer("validate");
    options.secondsBetweenLines = 5;
    options.validateAtEnd = m_recipe.integer("validate") > 0 && options.total % m_recipe.integer("validate") != 0;
    options.progress = QT_TRANSLATE_NOOP("Engine", "Training, %1 steps");
    LoopSteps steps;
    steps.position = [this] { return m_report.steps; };
    steps.step = [this](const Job& work) { return step(work); };
    steps.checkpoint = [this] { return checkpoint(); };
    steps.validate = [this](const Job& work) { return validate(work); };
    steps.line = [this](double pace) {
        Json line = {{"step", m_last.step},
                     {"tokens", m_last.tokens},
                     {"loss", meanLoss()},
                     {"rate", m_last.rate},
                     {"gradientNorm", m_last.norm},
                     {"tokensPerSecond", pace * static_cast<double>(tokensOfStep())},
                     {"tflops", pace * stepFlops(m_plan.config, m_plan.batch) / 1e12}};
        if (m_plan.peak.tflops > 0)
            line["mfu"] = pace * stepFlops(m_plan.config, m_plan.batch) / 1e12 / m_plan.peak.tflops;
        return log(line);
    };
    const auto seconds = runLoop(options, steps, job);
    const bool done = m_report.steps >= options.total;
    const auto ended = m_journal->end(!seconds.ok() ? runlog::Status::Failed
                                          : done    ? runlog::Status::Finished
                                                    : runlog::Status::Unknown);
    if (!seconds.ok())
        return seconds.error();
    if (!ended.ok())
        return ended.error();
    m_report.seconds = seconds.value();
    m_report.loss = meanLoss();
    m_report.tokensPerSecond
        = m_report.seconds > 0 ? static_cast<double>(m_sessionSteps * tokensOfStep()) / m_report.seconds : 0;
    return m_report;
}

} // namespace

Json TrainReport::toJson() const
{
    return {
        {"steps", steps},         {"tokens", tokens}, {"skipped", skipped},       {"parameters", parameters},
        {"seconds", seconds},     {"loss", loss},     {"validation", validation}, {"tokensPerSecond", tokensPerSecond},
        {"model", model.string()}};
}

Result<TrainReport> train(const fs::path& folder, const base::ParameterValues& recipe, const TrainLog& log,
                          const Job& job)
{
    try {
        return Run(folder, recipe, log)(job);
    } catch (const c10::Error& error) {
        return Error{
            ErrorCode::Device,
            {QT_TRANSLATE_NOOP("Engine", "The training failed. The last checkpoint in %1 is kept."), {folder.string()}},
            error.what_without_backtrace()};
    }
}

} // namespace maquette::train::gpt
