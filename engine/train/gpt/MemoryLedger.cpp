// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/gpt/MemoryLedger.h"

#include "train/fp8/StateBytes.h"

#include <algorithm>
#include <cassert>

namespace maquette::train::gpt {

using base::Json;

namespace {

constexpr const char* states[] = {"weights", "master", "gradients", "exp_avg", "exp_avg_sq", "scales"};
constexpr const char* ofSteps[] = {"caches", "activations", "communication", "workspace"};

std::optional<std::int64_t> sum(const MemoryLedger& ledger, std::optional<std::int64_t> MemoryLedger::Row::*column)
{
    std::int64_t all = 0;
    for (const char* name : states) {
        const auto& value = ledger.row(name).*column;
        if (!value)
            return {};
        all += *value;
    }
    return all;
}

Json json(const std::optional<std::int64_t>& value) { return value ? Json(*value) : Json(); }

/// Bytes a token that one block keeps, in multiples of the hidden width: inputs of both norms (float32), of the four
/// products, of attention (query, key, value with the products' output it is a view of, and its result) and of GELU.
double keptInBlock(const Precision& precision)
{
    const double norms = 2 * 4;
    if (!precision.mixed)
        return norms + 4 * (1 + 3 + 2 + 1 + 1 + 4 + 4);
    const double product = precision.level ? 1 : 2; // an input of a product
    return norms + product * (1 + 1 + 1 + 4) + 2 * (3 + 2 + 1 + 4) - (precision.level ? 0 : 2);
}

} // namespace

MemoryLedger::Row& MemoryLedger::row(const std::string& name)
{
    const auto found = std::find_if(rows.begin(), rows.end(), [&](const Row& each) { return each.name == name; });
    assert(found != rows.end());
    return *found;
}

const MemoryLedger::Row& MemoryLedger::row(const std::string& name) const
{
    return const_cast<MemoryLedger*>(this)->row(name);
}

std::optional<std::int64_t> MemoryLedger::totalPredicted() const { return sum(*this, &Row::predicted); }

std::optional<std::int64_t> MemoryLedger::totalMeasured() const { return sum(*this, &Row::measured); }

Json MemoryLedger::toJson() const
{
    Json classes = Json::array();
    for (const Row& each : rows)
        classes.push_back(
            {{"class", each.name}, {"predicted", json(each.predicted)}, {"measured", json(each.measured)}});
    return {{"classes", std::move(classes)},
            {"total", {{"predicted", json(totalPredicted())}, {"measured", json(totalMeasured())}}},
            {"peak", {{"predicted", json(peakPredicted)}, {"measured", json(peakMeasured)}}},
            {"baseline", {{"name", baseline}, {"predicted", baselinePredicted}}}};
}

MemoryLedger predictMemory(const models::gpt::GptConfig& config, const Precision& precision, std::int64_t rows,
                           std::int64_t window)
{
    MemoryLedger ledger;
    for (const char* name : states)
        ledger.rows.push_back({name, 0, {}});
    for (const char* name : ofSteps)
        ledger.rows.push_back({name, 0, {}});
    const auto set = [&](const char* name, std::int64_t bytes) { ledger.row(name).predicted = bytes; };

    const std::int64_t all = config.parameters();
    const std::int64_t linear = config.linearParameters();
    const std::int64_t plain = all - linear;
    const std::int64_t head = config.vocabulary * config.hidden;
    if (precision.level) {
        const auto fp8 = fp8::predictedBytes(*precision.level, linear, config.linearLayers());
        const bool low = *precision.level != fp8::Level::O1;
        set("weights", fp8.weights + 4 * plain);
        set("master", fp8.master);
        set("gradients", fp8.gradients + 4 * plain);
        set("exp_avg", fp8.first + (low ? 1 : 4) * plain);
        set("exp_avg_sq", fp8.second + (low ? 2 : 4) * plain);
        // The low moments of each of the other parameters have their two scales as well.
        const std::int64_t others = (config.tied ? 1 : 2) + 8 * config.layers + 2;
        const auto scales
            = fp8::predictedBytes(*precision.level, 0, 1).metas - fp8::predictedBytes(fp8::Level::O1, 0, 1).metas;
        const std::int64_t pair = *precision.level == fp8::Level::O3 ? scales * 2 / 3 : scales;
        const std::int64_t longer = 2 * 4 * (window - fp8::activationWindow) * config.linearLayers();
        set("scales", fp8.metas + longer + others * pair);
        set("caches", (*precision.level == fp8::Level::O3 ? 0 : linear) + 2 * head);
    } else {
        set(precision.mixed ? "master" : "weights", 4 * all);
        for (const char* name : {"gradients", "exp_avg", "exp_avg_sq"})
            set(name, 4 * all);
        set("caches", precision.mixed ? 2 * (linear + head) : 0);
    }

    const std::int64_t tokens = rows * config.sequence;
    const auto hidden = static_cast<double>(config.hidden);
    const double narrow = precision.mixed ? 2 : 4;
    const double block = keptInBlock(precision) * hidden + 4 * static_cast<double>(config.heads) + 2 * 2 * 4;
    const double last = (4 + narrow) * hidden + 8; // input of the last norm and of the output layer
    const double loss = 4 * static_cast<double>(config.vocabulary) + 2 * 8; // log-probabilities, tokens and targets
    const double kept = static_cast<double>(tokens) * (static_cast<double>(config.layers) * block + last + loss);
    set("activations", static_cast<std::int64_t>(kept));
    // At the start of the backward pass: the gradients of log-probabilities and of logits, both float32.
    set("workspace", 2 * 4 * tokens * config.vocabulary);
    ledger.peakPredicted = *ledger.totalPredicted() - *ledger.row("gradients").predicted
        + *ledger.row("caches").predicted + *ledger.row("activations").predicted + *ledger.row("workspace").predicted;
    ledger.baselinePredicted = fp8::baselineBytes(all).total();
    return ledger;
}

} // namespace maquette::train::gpt
