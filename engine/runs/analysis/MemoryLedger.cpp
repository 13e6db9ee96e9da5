// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/analysis/MemoryLedger.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

namespace maquette::runs {

namespace {

constexpr std::array classNames = {"weights", "master",      "gradients",     "exp_avg",   "exp_avg_sq", "scales",
                                   "caches",  "activations", "communication", "workspace", "reserve"};
static_assert(classNames.size() == memoryClasses);

double share(std::int64_t parameters, const Sharding& sharding, bool sharded)
{
    const std::int64_t ranks = sharded ? sharding.ranks : 1;
    return static_cast<double>(parameters / ranks + (parameters % ranks != 0));
}

} // namespace

const char* nameOf(MemoryClass memoryClass) { return classNames[static_cast<std::size_t>(memoryClass)]; }

std::optional<MemoryClass> memoryClassFromName(std::string_view name)
{
    for (std::size_t i = 0; i < classNames.size(); ++i)
        if (name == classNames[i])
            return static_cast<MemoryClass>(i);
    return std::nullopt;
}

double Ledger::total() const
{
    double sum = missing;
    for (const double value : bytes)
        if (std::isfinite(value))
            sum = std::isnan(sum) ? value : sum + value;
    return sum;
}

double Ledger::states() const
{
    Ledger part;
    for (const MemoryClass c : {MemoryClass::Weights, MemoryClass::Master, MemoryClass::Gradients,
                                MemoryClass::FirstMoment, MemoryClass::SecondMoment})
        part[c] = (*this)[c];
    return part.total();
}

const LevelFacts& factsOf(PrecisionLevel level)
{
    static const LevelFacts facts[] = {
        {"bf16", {0, 4, 4, 4, 4, 0}, {0, 4, 4, 4, 4, 0}, 0},
        {"bf16+copy", {2, 4, 4, 4, 4, 0}, {2, 4, 4, 4, 4, 0}, 0},
        {"fp16-amp", {4, 0, 4, 4, 4, 0}, {4, 0, 4, 4, 4, 0}, 0},
        {"te", {4, 0, 4, 4, 4, 2}, {4, 0, 4, 4, 4, 0}, 0},
        {"o1", {2, 0, 1, 4, 4, 1}, {4, 0, 4, 4, 4, 0}, 2},
        {"o2", {2, 0, 1, 1, 2, 1}, {4, 0, 4, 1, 2, 0}, 4},
        {"o3", {1, 2, 1, 1, 2, 0}, {4, 0, 4, 1, 2, 0}, 5},
    };
    return facts[static_cast<std::size_t>(level)];
}

std::optional<PrecisionLevel> levelFromName(std::string_view name)
{
    for (int i = 0; i <= static_cast<int>(PrecisionLevel::O3); ++i)
        if (name == factsOf(static_cast<PrecisionLevel>(i)).name)
            return static_cast<PrecisionLevel>(i);
    return std::nullopt;
}

ModelSize sizeOf(const GptShape& shape)
{
    const std::int64_t h = shape.hidden;
    const std::int64_t f = shape.feedForwardWidth();
    ModelSize size;
    for (std::int64_t layer = 0; layer < shape.layers; ++layer)
        for (const std::int64_t weight : {3 * h * h, h * h, f * h, h * f}) {
            size.tensorSizes.push_back(weight);
            size.linear += weight;
        }
    size.linearTensors = 4 * shape.layers;
    const std::int64_t biases = 3 * h + h + f + h;
    const std::int64_t norms = 4 * h;
    size.plain = shape.vocabulary * h + shape.layers * (biases + norms) + 2 * h;
    return size;
}

std::vector<std::int64_t> greedyPartition(std::span<const std::int64_t> sizes, std::int64_t ranks)
{
    assert(ranks >= 1);
    std::vector<std::size_t> order(sizes.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        if (sizes[a] != sizes[b])
            return sizes[a] > sizes[b];
        return a % static_cast<std::size_t>(ranks) < b % static_cast<std::size_t>(ranks);
    });
    std::vector<std::int64_t> used(static_cast<std::size_t>(ranks));
    std::vector<std::int64_t> owners(sizes.size());
    for (const std::size_t i : order) {
        const auto least = std::min_element(used.begin(), used.end());
        owners[i] = least - used.begin();
        *least += sizes[i];
    }
    return owners;
}

std::vector<Ledger> predictLedgers(const ModelSize& size, PrecisionLevel level, const Sharding& sharding)
{
    assert(sharding.ranks >= 1);
    const LevelFacts& facts = factsOf(level);
    std::vector<double> owned(static_cast<std::size_t>(sharding.ranks), share(size.linear, sharding, true));
    if (facts.scaledRoles > 0 && !size.tensorSizes.empty()) {
        std::fill(owned.begin(), owned.end(), 0);
        const auto owners = greedyPartition(size.tensorSizes, sharding.ranks);
        for (std::size_t i = 0; i < owners.size(); ++i)
            owned[static_cast<std::size_t>(owners[i])] += static_cast<double>(size.tensorSizes[i]);
    }
    std::vector<Ledger> out;
    for (const double own : owned) {
        Ledger ledger;
        const auto put = [&](MemoryClass c, double linear, double plain, bool sharded) {
            ledger[c] = linear * (sharded ? own : static_cast<double>(size.linear))
                + plain * share(size.plain, sharding, sharded);
        };
        put(MemoryClass::Weights, facts.linear.weight, facts.plain.weight, sharding.zeroStage >= 3);
        put(MemoryClass::Master, facts.linear.master, facts.plain.master, sharding.zeroStage >= 1);
        put(MemoryClass::Gradients, facts.linear.gradient, facts.plain.gradient, sharding.zeroStage >= 2);
        put(MemoryClass::FirstMoment, facts.linear.first, facts.plain.first, sharding.zeroStage >= 1);
        put(MemoryClass::SecondMoment, facts.linear.second, facts.plain.second, sharding.zeroStage >= 1);
        put(MemoryClass::Caches, facts.linear.cache, 0, false);
        // One FP32 scale a tensor and role, and two windows of 16 amax for each linear layer.
        ledger[MemoryClass::Scales] = facts.scaledRoles > 0
            ? static_cast<double>(size.linearTensors) * (4.0 * facts.scaledRoles + 2 * 16 * 4)
            : 0;
        out.push_back(ledger);
    }
    return out;
}

std::vector<LedgerRow> compareLedgers(const Ledger& predicted, const Ledger& measured)
{
    std::vector<LedgerRow> rows;
    for (std::size_t i = 0; i < memoryClasses; ++i) {
        const double left = predicted.bytes[i];
        const double right = measured.bytes[i];
        if (!std::isnan(left) || !std::isnan(right))
            rows.push_back({static_cast<MemoryClass>(i), left, right, right - left});
    }
    return rows;
}

LedgerRange rangeOf(std::span<const Ledger> ranks)
{
    LedgerRange range;
    for (std::size_t rank = 0; rank < ranks.size(); ++rank) {
        for (std::size_t i = 0; i < memoryClasses; ++i) {
            const double value = ranks[rank].bytes[i];
            range.least.bytes[i] = std::fmin(range.least.bytes[i], value);
            range.most.bytes[i] = std::fmax(range.most.bytes[i], value);
        }
        const double total = ranks[rank].total();
        if (total < range.leastTotal || std::isnan(range.leastTotal)) {
            range.leastTotal = total;
            range.leastRank = rank;
        }
        if (total > range.mostTotal || std::isnan(range.mostTotal)) {
            range.mostTotal = total;
            range.mostRank = rank;
        }
    }
    return range;
}

base::Message Saving::message() const
{
    const std::vector<std::string> arguments = {base::number(std::abs(percent()), 1), baseline, setting,
                                                base::number(bytes / 1e9, 2), base::number(baselineBytes / 1e9, 2)};
    if (percent() < 0)
        return measured
            ? base::Message{QT_TRANSLATE_NOOP("Engine", "%1 % more than %2: %4 against %5 GB, measured; %3"), arguments}
            : base::Message{QT_TRANSLATE_NOOP("Engine", "%1 % more than %2: %4 against %5 GB, computed; %3"),
                            arguments};
    return measured
        ? base::Message{QT_TRANSLATE_NOOP("Engine", "%1 % less than %2: %4 against %5 GB, measured; %3"), arguments}
        : base::Message{QT_TRANSLATE_NOOP("Engine", "%1 % less than %2: %4 against %5 GB, computed; %3"), arguments};
}

} // namespace maquette::runs
