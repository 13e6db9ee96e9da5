// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/gpt/MemoryLedger.h"

#include "train/fp8/GreedyPartition.h"
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

/// What a rank keeps the moments of.
struct Held {
    std::int64_t linear = 0, plain = 0; ///< elements
    std::int64_t linearTensors = 0, plainTensors = 0;

    void add(const std::vector<std::int64_t>& sizes, const fp8::Partition& partition, int rank, bool isLinear)
    {
        for (const std::size_t tensor : partition.tensors[static_cast<std::size_t>(rank)]) {
            (isLinear ? linear : plain) += sizes[tensor];
            ++(isLinear ? linearTensors : plainTensors);
        }
    }
};

/// As Fp8Zero shares them out.
Held heldBy(const models::gpt::GptConfig& config, const MemoryShare& share)
{
    const std::int64_t h = config.hidden;
    std::vector<std::int64_t> linear, plain = {config.vocabulary * h};
    for (std::int64_t layer = 0; layer < config.layers; ++layer) {
        for (const std::int64_t size : {3, 1, 4, 4})
            linear.push_back(size * h * h / share.tensorRanks);
        plain.insert(plain.end(), {h, h, h, h, 3 * h / share.tensorRanks, h, 4 * h / share.tensorRanks, h});
    }
    plain.insert(plain.end(), {h, h});
    if (!config.tied)
        plain.push_back(config.vocabulary * h);
    const int ranks = share.zero ? share.ranks : 1;
    const int rank = share.zero ? share.rank : 0;
    Held held;
    const fp8::Partition first = fp8::greedyPartition(linear, ranks);
    held.add(linear, first, rank, true);
    held.add(plain, fp8::greedyPartition(plain, ranks, first.usage), rank, false);
    return held;
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
                           std::int64_t window, const MemoryShare& share)
{
    MemoryLedger ledger;
    for (const char* name : states)
        ledger.rows.push_back({name, 0, {}});
    for (const char* name : ofSteps)
        ledger.rows.push_back({name, 0, {}});
    const auto set = [&](const char* name, std::int64_t bytes) { ledger.row(name).predicted = bytes; };

    const std::int64_t all = config.parameters();
    const std::int64_t linear = config.linearParameters() / share.tensorRanks;
    // Two biases of each block are split with their layers.
    const std::int64_t biases = 7 * config.hidden * config.layers;
    const std::int64_t plain = all - config.linearParameters() - biases + biases / share.tensorRanks;
    const std::int64_t head = config.vocabulary * config.hidden;
    if (precision.level) {
        const auto fp8 = fp8::predictedBytes(*precision.level, linear, config.linearLayers());
        const bool low = *precision.level != fp8::Level::O1;
        const Held held = heldBy(config, share);
        const auto ours = fp8::predictedBytes(*precision.level, held.linear, 1);
        set("weights", fp8.weights + 4 * plain);
        set("master", ours.master);
        set("gradients", ours.gradients + 4 * plain);
        set("exp_avg", ours.first + (low ? 1 : 4) * held.plain);
        set("exp_avg_sq", ours.second + (low ? 2 : 4) * held.plain);
        // The low moments of each of the other parameters have their two scales as well.
        const std::int64_t others = held.plainTensors;
        const auto scales
            = fp8::predictedBytes(*precision.level, 0, 1).metas - fp8::predictedBytes(fp8::Level::O1, 0, 1).metas;
        const std::int64_t pair = *precision.level == fp8::Level::O3 ? scales * 2 / 3 : scales;
        const std::int64_t longer = 2 * 4 * (window - fp8::activationWindow) * config.linearLayers();
        // Without the moments and masters that others have.
        const std::int64_t away = (config.linearLayers() - held.linearTensors) * scales;
        set("scales", fp8.metas + longer + others * pair - away);
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
    if (share.tensorRanks == 1)
        set("activations", static_cast<std::int64_t>(kept));
    else
        ledger.row("activations").predicted.reset();
    // At the start of the backward pass: the gradients of log-probabilities and of logits, both float32.
    set("workspace", 2 * 4 * tokens * config.vocabulary);
    // What collectives take at the peak is not predicted.
    if (share.ranks > 1 || share.tensorRanks > 1) {
        ledger.row("communication").predicted.reset();
        ledger.row("workspace").predicted.reset();
    } else
        ledger.peakPredicted = *ledger.totalPredicted() - *ledger.row("gradients").predicted
            + *ledger.row("caches").predicted + *ledger.row("activations").predicted
            + *ledger.row("workspace").predicted;
    ledger.baselinePredicted = fp8::baselineBytes(all).total();
    return ledger;
}

} // namespace maquette::train::gpt
