// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/Version.h"
#include "nn/Precision.h"
#include "train/gpt/Fp8Lines.h"
#include "train/gpt/GptRun.h"

#include <torch/torch.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

namespace maquette::train::gpt {

using base::Error;
using base::ErrorCode;
using base::Job;
using base::Json;
using base::Result;

namespace {

constexpr std::int64_t stepsBetweenLedgers = 100;

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

} // namespace

double GptRun::meanLoss() const
{
    return m_losses.empty()
        ? 0
        : std::accumulate(m_losses.begin(), m_losses.end(), 0.0) / static_cast<double>(m_losses.size());
}

double GptRun::seconds() const { return secondsSince(m_start); }

double GptRun::sumOverRanks(double value) const
{
    if (m_group->ranks() == 1)
        return value;
    at::Tensor sum = at::full({1}, value, at::kFloat);
    m_group->allReduceSum(sum);
    return sum.item<double>();
}

bool GptRun::ending(const Job& job)
{
    if (m_group->ranks() == 1)
        return job.stopped(); // the loop looks at the clock
    const double limit = 60.0 * static_cast<double>(m_recipe.integer("minutes"));
    return m_group->any(job.stopped() || (limit > 0 && seconds() >= limit));
}

Result<double> GptRun::passes(const Job& job, const MemoryWatch* watch, std::int64_t& kept)
{
    const std::int64_t ranks = m_plan.ranks;
    const std::int64_t place = m_group->rank() / m_plan.tensorRanks; // among those that share the batch
    const std::int64_t count = batchesOfStep() / ranks;
    double loss = 0;
    for (std::int64_t pass = 0; pass < count; ++pass) {
        if (ending(job))
            return base::stoppedError(); // the step has changed nothing that a checkpoint holds
        // The micro-batches of a run are numbered through over steps, passes and ranks.
        const auto batch = m_text->batch(static_cast<std::uint64_t>(m_recipe.integer("seed")),
                                         static_cast<std::uint64_t>(m_batches + pass * ranks + place), m_plan.micro);
        if (!batch.ok())
            return batch.error();
        const auto forward = [&] { kept = watch != nullptr && pass == 0 ? watch->current() : kept; };
        loss
            += m_states->pass(tensorOf(batch.value().inputs, batch.value()),
                              tensorOf(batch.value().targets, batch.value()), 1.0 / static_cast<double>(count), forward)
            / static_cast<double>(count);
    }
    return sumOverRanks(loss) / static_cast<double>(m_group->ranks());
}

Result<void> GptRun::step(const Job& job)
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
    const auto loss = passes(job, watch ? &*watch : nullptr, kept);
    if (!loss.ok())
        return loss.error();
    if (!std::isfinite(loss.value()))
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
    m_batches += batchesOfStep();
    m_report.tokens += tokensOfStep();
    m_report.skipped = m_states->scaler().skipped();
    m_losses.push_back(loss.value());
    if (m_losses.size() > 50)
        m_losses.pop_front();
    const double seconds = secondsSince(start);
    m_last = {number,
              m_report.tokens,
              loss.value(),
              rate,
              outcome.norm,
              outcome.clip,
              !outcome.finite,
              static_cast<double>(tokensOfStep()) / seconds,
              stepFlops(m_plan.config, m_plan.batch) / seconds / 1e12,
              m_plan.peak.tflops};
    if (watch)
        if (auto written = noteMemory(*watch, kept); !written.ok())
            return written;
    return note(statistics);
}

Result<void> GptRun::noteMemory(const MemoryWatch& watch, std::int64_t kept)
{
    MemoryLedger ledger = m_ledger;
    m_states->measure(ledger);
    const std::int64_t caches = ledger.row("caches").predicted.value_or(0);
    ledger.row("activations").measured = kept - caches;
    if (m_group->ranks() == 1)
        ledger.row("communication").measured = 0; // otherwise it is part of the workspace
    ledger.row("workspace").measured = std::max<std::int64_t>(0, watch.peak() - kept);
    if (const auto total = ledger.totalMeasured())
        ledger.peakMeasured = *total - *ledger.row("gradients").measured + watch.peak();
    const auto lines = m_group->gather(
        base::dumpJson(RunJournal::memoryLine(m_last.step, m_group->rank(), m_plan.config, ledger)) + "\n");
    return m_journal ? m_journal->memory(m_last.step, lines, ledger) : Result<void>{};
}

Result<void> GptRun::note(const std::optional<fp8::StepStatistics>& statistics)
{
    // What the others have seen of a measured step comes to the first one's file.
    std::vector<std::string> others;
    if (m_group->ranks() > 1 && m_statistics && m_statistics->measuring())
        others = m_group->gather(
            m_group->first() ? std::string()
                             : rankLines(*statistics, m_group->rank(), m_plan.tensorRanks, m_recipe.boolean("zero")));
    if (!m_journal)
        return {};
    if (auto written = m_journal->step(m_last); !written.ok())
        return written;
    if (m_group->ranks() > 1)
        if (auto written = m_journal->traffic(m_last.step, m_states->traffic()); !written.ok())
            return written;
    if (statistics)
        if (auto written = m_journal->statistics(*statistics, m_last.skipped, others); !written.ok())
            return written;
    if (secondsSince(m_flushed) < 0.5)
        return {};
    m_flushed = std::chrono::steady_clock::now();
    return m_journal->flush();
}

Result<void> GptRun::checkpoint()
{
    TrainState state;
    TrainState model;
    state.tensors = m_states->state();
    model.tensors = m_states->weights();
    m_report.model = m_folder.model();
    if (!m_journal)
        return {};
    state.texts = {{"format", "maquette-gpt-training"},
                   {"steps", std::to_string(m_report.steps)},
                   {"tokens", std::to_string(m_report.tokens)},
                   {"batches", std::to_string(m_batches)},
                   {"text", m_text->fingerprint()},
                   {"model", base::dumpJson(m_plan.config.toJson())},
                   {"windows", "the amax windows of delayed scaling are part of this state"},
                   {"recipe", base::dumpJson(m_recipe.toJson())}};
    if (!m_lengths.empty())
        state.texts["lengths"] = m_lengths;
    if (auto saved = saveState(m_folder.state(), state); !saved.ok())
        return saved;
    model.texts = {{"trained_by", std::string("maquette runs train gpt ") + base::version},
                   {"trained_on", m_plan.text.filename().string()},
                   {"gpt", base::dumpJson(m_plan.config.toJson())},
                   {"recipe", base::dumpJson(m_recipe.toJson())},
                   {"steps", std::to_string(m_report.steps)},
                   {"schedule", m_lengths}};
    if (!m_validation.is_null())
        model.texts["validation"] = base::dumpJson(m_validation);
    if (auto saved = saveState(m_folder.model(), model); !saved.ok())
        return saved;
    return m_journal->flush();
}

Result<void> GptRun::validate(const Job& job)
{
    const std::int64_t windows = std::min(m_recipe.integer("validation-windows"), m_text->validationWindows());
    if (windows == 0)
        return {};
    const nn::FlushDenormals flush;
    double sum = 0;
    // All ranks come to each round, though the last may have no window left for some.
    for (std::int64_t round = 0; round < windows; round += m_plan.micro * m_plan.ranks) {
        if (ending(job))
            return base::stoppedError();
        const std::int64_t first = round + m_plan.micro * (m_group->rank() / m_plan.tensorRanks);
        if (first >= windows)
            continue;
        const auto batch = m_text->validation(first, m_plan.micro, windows);
        if (!batch.ok())
            return batch.error();
        sum += static_cast<double>(batch.value().rows)
            * m_states->evaluate(tensorOf(batch.value().inputs, batch.value()),
                                 tensorOf(batch.value().targets, batch.value()));
    }
    m_report.validation = sumOverRanks(sum) / static_cast<double>(m_plan.tensorRanks * windows);
    const double bytesPerToken
        = static_cast<double>(m_text->bytes()) / static_cast<double>(std::max<std::int64_t>(1, m_text->tokens()));
    m_validation = {{"loss", m_report.validation},
                    {"perplexity", std::exp(m_report.validation)},
                    {"bitsPerByte", m_report.validation / std::numbers::ln2 / bytesPerToken}};
    if (!m_journal)
        return {};
    if (auto written = m_journal->validation(m_report.steps, m_report.validation, bytesPerToken); !written.ok())
        return written;
    return log({{"step", m_report.steps}, {"tokens", m_report.tokens}, {"validation", m_validation}});
}

Result<void> GptRun::log(const Json& line)
{
    if (!m_group->first())
        return {};
    m_log(line);
    return m_folder.log(line);
}

} // namespace maquette::train::gpt
