// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/gpt/GptTrainer.h"

#include "base/Version.h"
#include "nn/Runtime.h"
#include "train/gpt/GptRun.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cstdlib>
#include <stdexcept>

namespace maquette::train::gpt {

namespace fs = std::filesystem;
using base::Error;
using base::ErrorCode;
using base::Job;
using base::Json;
using base::Result;

namespace {

/// What may differ between the sessions of one folder. Another text would be found out by its fingerprint.
bool freeOnResume(const std::string& name)
{
    static const char* const names[] = {"steps",      "minutes",     "checkpoint", "validate",  "validation-windows",
                                        "statistics", "peak-tflops", "data",       "tokenizer", "accumulate",
                                        "zero",       "reduce"};
    return std::any_of(std::begin(names), std::end(names), [&](const char* each) { return name == each; });
}

fp8::ReduceScaling reduceScaling(const std::string& name)
{
    if (name == "pre")
        return fp8::ReduceScaling::Pre;
    if (name == "post")
        return fp8::ReduceScaling::Post;
    return name == "root-n" ? fp8::ReduceScaling::RootN : fp8::ReduceScaling::Auto;
}

} // namespace

GptRun::GptRun(const fs::path& folder, base::ParameterValues recipe, const TrainLog& log,
               std::shared_ptr<distributed::ProcessGroup> group)
    : m_folder(folder)
    , m_recipe(std::move(recipe))
    , m_log(log)
    , m_group(std::move(group))
{
}

Result<void> GptRun::resume(const TrainState& state)
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
    // Earlier versions did not count them; then the run had one process.
    m_batches = m_report.steps * batchesOfStep();
    if (texts.contains("batches"))
        m_batches = std::atoll(texts.at("batches").c_str());
    if (texts.contains("lengths"))
        m_lengths = texts.at("lengths");
    if (!m_lengths.empty() && saved.value().integer("steps") != m_recipe.integer("steps"))
        m_lengths += ", " + std::to_string(m_recipe.integer("steps")) + " from " + std::to_string(m_report.steps);
    return {};
}

Result<void> GptRun::agree(Result<void> own) const
{
    at::Tensor code = at::full({1}, own.ok() ? 0 : static_cast<int>(own.error().code), at::kInt);
    m_group->allReduceMax(code);
    const int worst = code.item<int>();
    if (!own.ok() || worst == 0)
        return own;
    return Error{static_cast<ErrorCode>(worst),
                 {QT_TRANSLATE_NOOP("Engine", "Another process of the training could not go on, and says why.")},
                 {}};
}

/// The first rank chooses; the others read what it has written.
Result<std::shared_ptr<const Tokenizer>> GptRun::tokenizer(bool resumed, const Job& job)
{
    const fs::path file = m_folder.path() / "tokenizer.json";
    const auto choose = [&]() -> Result<std::shared_ptr<const Tokenizer>> {
        auto chosen = chooseTokenizer(m_recipe, m_plan.text, job);
        if (!chosen.ok() || m_group->ranks() == 1)
            return chosen; // a run that cannot begin leaves no folder
        if (auto made = m_folder.make(); !made.ok())
            return made.error();
        if (auto saved = chosen.value()->save(file); !saved.ok())
            return saved.error();
        return chosen;
    };
    auto chosen = resumed || !m_group->first() ? Result<std::shared_ptr<const Tokenizer>>(nullptr) : choose();
    if (auto agreed = agree(chosen.ok() ? Result<void>() : chosen.error()); !agreed.ok())
        return agreed.error();
    return chosen.value() ? std::move(chosen) : loadTokenizer(file);
}

Result<void> GptRun::makeStates(const std::optional<TrainState>& state)
{
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
    options.group = m_group;
    options.reduceScaling = reduceScaling(m_recipe.text("reduce"));
    options.zero = m_recipe.boolean("zero");
    options.tensorRanks = m_plan.tensorRanks;
    m_states = std::make_unique<GptStates>(options);
    m_report.parameters = m_plan.config.parameters();
    m_ledger = predictMemory(m_plan.config, m_plan.precision, m_plan.micro, options.window,
                             {.ranks = static_cast<int>(m_plan.ranks),
                              .rank = m_group->rank() / m_plan.tensorRanks,
                              .zero = options.zero,
                              .tensorRanks = m_plan.tensorRanks});
    if (m_recipe.integer("decay-steps") == 0)
        m_lengths = std::to_string(m_recipe.integer("steps")) + " from 0";
    if (state)
        if (auto taken = resume(*state); !taken.ok())
            return taken;
    if (m_states->fp8State() != nullptr)
        m_statistics = std::make_unique<fp8::Fp8Statistics>(*m_states->fp8State(), m_recipe.integer("statistics"));
    return {};
}

Result<void> GptRun::openJournal(bool resumed)
{
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

/// What must be the same on all ranks before they add gradients.
Result<void> GptRun::checkSameness() const
{
    base::ParameterValues recipe = m_recipe;
    for (const char* own : {"data", "tokenizer"}) // where they lie may differ
        (void)recipe.setFromText(own, "");
    const std::string mine = std::string(base::version) + "\n" + std::to_string(m_report.steps) + "\n"
        + m_text->fingerprint() + "\n" + base::dumpJson(recipe.toJson());
    if (m_group->broadcast(mine) == mine)
        return {};
    return Error{
        ErrorCode::BadInput,
        {QT_TRANSLATE_NOOP("Engine",
                           "This process of the training has another version, recipe, text or state in %1 than "
                           "the first one."),
         {m_folder.path().string()}},
        {}};
}

Result<void> GptRun::begin(const Job& job)
{
    auto plan = planRun(m_recipe, m_group->ranks());
    if (!plan.ok())
        return plan.error();
    m_plan = std::move(plan).value();
    std::error_code error;
    const bool resumed = fs::exists(m_folder.state(), error);
    std::optional<TrainState> state;
    const auto load = [&]() -> Result<void> {
        if (!resumed)
            return {};
        auto loaded = loadState(m_folder.state());
        if (!loaded.ok())
            return loaded.error();
        state = std::move(loaded).value();
        return {};
    };
    if (auto loaded = agree(load()); !loaded.ok())
        return loaded;
    if (m_group->any(resumed) != resumed)
        return agree(
            Error{ErrorCode::BadInput,
                  {QT_TRANSLATE_NOOP("Engine", "This process of the training sees no state in %1, as others do."),
                   {m_folder.path().string()}},
                  {}});
    if (auto seen = agree({}); !seen.ok())
        return seen;
    auto chosen = tokenizer(resumed, job);
    const auto open = [&]() -> Result<void> {
        if (!chosen.ok())
            return chosen.error();
        m_plan.setVocabulary(chosen.value()->vocabulary());
        auto text
            = TextTokens::open(m_plan.text, chosen.value(), m_recipe.real("held-out"), m_plan.config.sequence, job);
        if (!text.ok())
            return text.error();
        m_text = std::move(text).value();
        return {};
    };
    if (auto opened = agree(open()); !opened.ok())
        return opened;
    if (auto made = agree(makeStates(state)); !made.ok())
        return made;
    if (auto same = agree(checkSameness()); !same.ok())
        return same;
    return agree(m_group->first() ? openJournal(resumed) : Result<void>{});
}

Result<TrainReport> GptRun::operator()(const Job& job)
{
    if (auto begun = begin(job); !begun.ok())
        return begun.error();
    LoopOptions options;
    options.total = m_recipe.integer("steps");
    // Several ranks look at the clock together; see ending().
    options.minutes = m_group->ranks() > 1 ? 0 : m_recipe.integer("minutes");
    options.checkpointEvery = m_recipe.integer("checkpoint");
    options.validateEvery = m_recipe.integer("validate");
    options.secondsBetweenLines = 5;
    options.validateAtEnd = m_recipe.integer("validate") > 0 && options.total % m_recipe.integer("validate") != 0;
    options.progress = QT_TRANSLATE_NOOP("Engine", "Training, %1 steps");
    LoopSteps steps;
    steps.position = [this] { return m_report.steps; };
    steps.step = [this, &job](const Job&) { return step(job); };
    steps.checkpoint = [this] { return checkpoint(); };
    steps.validate = [this, &job](const Job&) { return validate(job); };
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
    // A rank must not leave the others by itself; ending() looks at the job.
    const Job patient({}, [&](const base::Progress& progress) { job.report(progress.fraction, progress.step); });
    const auto loop = [&] {
        try {
            return runLoop(options, steps, m_group->ranks() > 1 ? patient : job);
        } catch (...) {
            if (m_journal)
                (void)m_journal->end(runlog::Status::Failed);
            throw;
        }
    };
    const auto seconds = loop();
    const bool done = m_report.steps >= options.total;
    const auto status = !seconds.ok() ? runlog::Status::Failed
        : done                        ? runlog::Status::Finished
                                      : runlog::Status::Unknown;
    const auto ended = m_journal ? m_journal->end(status) : Result<void>{};
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

Json TrainReport::toJson() const
{
    return {
        {"steps", steps},         {"tokens", tokens}, {"skipped", skipped},       {"parameters", parameters},
        {"seconds", seconds},     {"loss", loss},     {"validation", validation}, {"tokensPerSecond", tokensPerSecond},
        {"model", model.string()}};
}

Result<TrainReport> train(const fs::path& folder, const base::ParameterValues& recipe, const TrainLog& log,
                          const Job& job, std::shared_ptr<distributed::ProcessGroup> group)
{
    const bool several = group->ranks() > 1;
    try {
        return GptRun(folder, recipe, log, std::move(group))(job);
    } catch (const c10::Error& error) {
        return Error{
            ErrorCode::Device,
            {QT_TRANSLATE_NOOP("Engine", "The training failed. The last checkpoint in %1 is kept."), {folder.string()}},
            error.what_without_backtrace()};
    } catch (const std::runtime_error& error) {
        if (!several)
            throw;
        return Error{ErrorCode::Device,
                     {QT_TRANSLATE_NOOP("Engine",
                                        "A process of the training is gone or does not answer. The last checkpoint in "
                                        "%1 is kept."),
                      {folder.string()}},
                     error.what()};
    }
}

} // namespace maquette::train::gpt
