// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/gpt/RunJournal.h"

#include "base/File.h"
#include "train/gpt/Fp8Lines.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace maquette::train::gpt {

namespace fs = std::filesystem;
using base::Json;
using base::Result;

namespace {

using Type = runlog::Experiment::Hparam::Type;

runlog::Setting settingOf(const base::ParameterValue& value)
{
    if (const auto* flag = std::get_if<bool>(&value))
        return *flag;
    if (const auto* integer = std::get_if<std::int64_t>(&value))
        return static_cast<double>(*integer);
    if (const auto* real = std::get_if<double>(&value))
        return *real;
    return std::get<std::string>(value);
}

Result<void> writeHparams(runlog::EventWriter& events, const std::string& name, const base::ParameterValues& recipe)
{
    runlog::Experiment experiment;
    runlog::Session session;
    experiment.name = "maquette gpt";
    experiment.description = "GPT training by Maquette";
    experiment.created = session.start = wallTime();
    experiment.metrics
        = {{"train/loss", "Training loss", "nats a token"}, {"validation/loss", "Validation loss", "nats a token"}};
    session.group = name;
    for (const auto& parameter : recipe.table()) {
        const runlog::Setting value = settingOf(recipe.value(parameter.name));
        const Type type = std::holds_alternative<bool>(value) ? Type::Bool
            : std::holds_alternative<double>(value)           ? Type::Number
                                                              : Type::Text;
        experiment.hparams.push_back({parameter.name, parameter.label.english(), parameter.help.english(), type});
        session.hparams.emplace_back(parameter.name, value);
    }
    if (auto written = events.experiment(experiment); !written.ok())
        return written;
    return events.sessionStart(session);
}

/// Cells of a table: name and value of every parameter.
runlog::Text recipeText(const base::ParameterValues& recipe)
{
    runlog::Text text;
    text.columns = 2;
    text.cells = {"parameter", "value"};
    const Json values = recipe.toJson();
    for (const auto& [name, value] : values.items()) {
        text.cells.push_back(name);
        text.cells.push_back(value.is_string() ? value.get<std::string>() : base::dumpJson(value));
    }
    text.rows = static_cast<std::int64_t>(text.cells.size()) / 2;
    return text;
}

/// The manifest with this session behind those of the file that is there.
Result<void> writeManifest(const fs::path& file, Json manifest, std::int64_t step)
{
    Json sessions = Json::array();
    std::error_code error;
    if (step > 0 && fs::exists(file, error)) {
        const auto bytes = base::readFile(file, std::uint64_t(1) << 24);
        if (bytes.ok()) {
            const auto before = base::parseJson(
                {reinterpret_cast<const char*>(bytes.value().data()), bytes.value().size()}, file.string());
            if (before.ok() && before.value().is_object() && before.value().contains("sessions")
                && before.value()["sessions"].is_array())
                sessions = before.value()["sessions"];
        }
    }
    sessions.push_back({{"step", step}, {"wallTime", wallTime()}});
    manifest["sessions"] = std::move(sessions);
    const std::string text = base::dumpJson(manifest, 2) + "\n";
    return base::writeFileAtomically(file, {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

} // namespace

RunJournal::RunJournal(const fs::path& folder)
    : m_fp8(folder / fp8File)
    , m_memory(folder / memoryFile)
{
}

Result<std::unique_ptr<RunJournal>> RunJournal::open(const fs::path& folder, const base::ParameterValues& recipe,
                                                     const std::string& precision, std::int64_t step, Json manifest)
{
    std::unique_ptr<RunJournal> journal(new RunJournal(folder));
    const std::string name = manifest.value("name", std::string());
    const auto ranks = manifest.value("ranks", std::int64_t(1));
    if (auto written = writeManifest(folder / manifestFile, std::move(manifest), step); !written.ok())
        return written.error();
    auto events = runlog::EventWriter::create(folder);
    if (!events.ok())
        return events.error();
    journal->m_events = std::move(events).value();
    if (step > 0)
        if (auto written = journal->m_events->restart(step + 1); !written.ok())
            return written.error();
    if (auto written = writeHparams(*journal->m_events, name, recipe); !written.ok())
        return written.error();
    if (auto written = journal->m_events->text("recipe", {step, wallTime()}, recipeText(recipe)); !written.ok())
        return written.error();
    if (auto written = journal->m_events->flush(); !written.ok())
        return written.error();
    if (precision != "bf16" && precision != "fp32")
        if (auto written = journal->m_fp8.append(recordHeader("maquette-fp8", name, precision, step, ranks));
            !written.ok())
            return written.error();
    if (auto written = journal->m_memory.append(recordHeader("maquette-memory", name, precision, step, ranks));
        !written.ok())
        return written.error();
    return journal;
}

Result<void> RunJournal::scalars(std::int64_t step, const std::vector<std::pair<const char*, double>>& values)
{
    const double now = wallTime();
    for (const auto& [tag, value] : values)
        if (auto written = m_events->scalar(tag, {step, now}, value); !written.ok())
            return written;
    return {};
}

Result<void> RunJournal::step(const StepFacts& facts)
{
    std::vector<std::pair<const char*, double>> values = {{"train/loss", facts.loss},
                                                          {"train/rate", facts.rate},
                                                          {"train/tokens", static_cast<double>(facts.tokens)},
                                                          {"train/tokens_per_second", facts.tokensPerSecond},
                                                          {"train/tflops", facts.tflops},
                                                          {"train/skipped", facts.skipped ? 1.0 : 0.0}};
    if (!facts.skipped) {
        values.emplace_back("train/gradient_norm", facts.norm);
        values.emplace_back("train/clip", facts.clip);
    }
    if (facts.peakTflops > 0)
        values.emplace_back("train/mfu", facts.tflops / facts.peakTflops);
    return scalars(facts.step, values);
}

Result<void> RunJournal::validation(std::int64_t step, double loss, double bytesPerToken)
{
    return scalars(step,
                   {{"validation/loss", loss},
                    {"validation/perplexity", std::exp(loss)},
                    {"validation/bits_per_byte", loss / std::numbers::ln2 / bytesPerToken}});
}

Result<void> RunJournal::statistics(const fp8::StepStatistics& numbers, bool skipped,
                                    const std::vector<std::string>& others)
{
    std::vector<std::pair<const char*, double>> values
        = {{"fp8/loss_scale", numbers.lossScale},
           {"fp8/warming_up", static_cast<double>(numbers.warmingUp)},
           {"fp8/restarted_layers", static_cast<double>(numbers.restarted)}};
    double least = std::numeric_limits<double>::infinity();
    double lost = 0, over = 0;
    bool looked = false;
    for (const auto& tensor : numbers.tensors)
        if (tensor.measured) {
            looked = true;
            if (std::isfinite(tensor.measured->snr))
                least = std::min(least, tensor.measured->snr);
            lost = std::max(lost, tensor.measured->underflow / 100);
            over = std::max(over, tensor.measured->overflow / 100);
        }
    if (looked) {
        values.emplace_back("fp8/snr_least", least);
        values.emplace_back("fp8/underflow_most", lost);
        values.emplace_back("fp8/overflow_most", over);
    }
    for (const Json& line : fp8Lines(numbers, skipped))
        if (auto written = m_fp8.append(line); !written.ok())
            return written;
    for (const std::string& lines : others)
        if (auto written = m_fp8.append(lines); !written.ok())
            return written;
    return scalars(numbers.step, values);
}

Result<void> RunJournal::traffic(std::int64_t step, const GptStates::Traffic& traffic)
{
    return scalars(step,
                   {{"communication/gradients", static_cast<double>(traffic.gradients)},
                    {"communication/weights", static_cast<double>(traffic.weights)},
                    {"communication/activations", static_cast<double>(traffic.activations)}});
}

Json RunJournal::memoryLine(std::int64_t step, std::int64_t rank, const models::gpt::GptConfig& config,
                            const MemoryLedger& ledger)
{
    Json line = {{"record", "memory"},
                 {"step", step},
                 {"rank", rank},
                 {"device", "cpu"},
                 {"parameters", config.parameters()},
                 {"linearParameters", config.linearParameters()}};
    line.update(ledger.toJson());
    return line;
}

Result<void> RunJournal::memory(std::int64_t step, const std::vector<std::string>& lines, const MemoryLedger& ledger)
{
    for (const std::string& line : lines)
        if (auto written = m_memory.append(line); !written.ok())
            return written;
    std::vector<std::pair<const char*, double>> values;
    if (const auto total = ledger.totalMeasured())
        values.emplace_back("memory/total", static_cast<double>(*total));
    if (ledger.peakMeasured)
        values.emplace_back("memory/peak", static_cast<double>(*ledger.peakMeasured));
    return scalars(step, values);
}

Result<void> RunJournal::end(runlog::Status status)
{
    if (auto written = m_events->sessionEnd(status); !written.ok())
        return written;
    return m_events->sync();
}

} // namespace maquette::train::gpt
