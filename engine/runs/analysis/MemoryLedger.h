// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Message.h"
#include "runs/analysis/Curve.h"
#include "runs/analysis/GptShape.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace maquette::runs {

/// What memory is spent on (facts of FP8-LM, B.4).
enum class MemoryClass {
    Weights, ///< working weights
    Master,
    Gradients,
    FirstMoment,
    SecondMoment,
    Scales, ///< factors, windows, counters
    Caches, ///< FP8 copies of weights that outlive a product
    Activations,
    Communication,
    Workspace,
    Reserve ///< kept by the allocator without use, and fragments
};
inline constexpr std::size_t memoryClasses = 11;
/// "weights", "master", "gradients", "exp_avg", "exp_avg_sq", "scales", "caches", "activations", "communication",
/// "workspace", "reserve": as in memory.jsonl.
[[nodiscard]] const char* nameOf(MemoryClass memoryClass);
[[nodiscard]] std::optional<MemoryClass> memoryClassFromName(std::string_view name);

/// Bytes by class of one device; missing where a class was neither predicted nor measured.
struct Ledger {
    std::array<double, memoryClasses> bytes = [] {
        std::array<double, memoryClasses> none{};
        none.fill(missing);
        return none;
    }();

    [[nodiscard]] double& operator[](MemoryClass c) { return bytes[static_cast<std::size_t>(c)]; }
    [[nodiscard]] double operator[](MemoryClass c) const { return bytes[static_cast<std::size_t>(c)]; }
    /// Of what is known; missing when nothing is.
    [[nodiscard]] double total() const;
    /// Weights, masters, gradients and moments: what a precision level decides.
    [[nodiscard]] double states() const;
};

enum class PrecisionLevel {
    Bf16, ///< the paper's baseline, equation 7: master, gradient and both moments in FP32; no working copy: 16 bytes
    Bf16WithCopy, ///< the same with the BF16 working copy that is there as well: 18 bytes
    Fp16Amp, ///< FP32 weights, gradients and moments: 16 bytes
    TransformerEngine, ///< as FP16 AMP, and FP8 copies of weights and their transposes: 16 + 2 bytes
    O1,
    O2,
    O3
};

/// Bytes a parameter by class.
struct ParameterBytes {
    double weight = 0, master = 0, gradient = 0, first = 0, second = 0;
    double cache = 0; ///< not of the states

    [[nodiscard]] double states() const { return weight + master + gradient + first + second; }
};

struct LevelFacts {
    const char* name; ///< "bf16", "bf16+copy", "fp16-amp", "te", "o1", "o2", "o3"
    ParameterBytes linear; ///< weights of FP8 linear layers
    /// Embeddings, norms, biases. Never FP8, but at O2 and O3 their moments are FP8 and FP16 as all (trap 10); weight
    /// and gradient stay FP32, since MS-AMP updates plain tensors in FP32 only (trap 9).
    ParameterBytes plain;
    int scaledRoles = 0; ///< tensors with a scale for each linear weight
};
/// Facts 1: 16, 18, 16, 16, 11, 6 and 7 bytes a linear parameter. O3's 7 counts the FP8 working weight, which equation
/// 8 leaves out (trap 28). At O1 and O2 the FP8 weight that the forward pass keeps for the backward pass counts as a
/// cache of 1 byte (facts 4.2, step 6).
[[nodiscard]] const LevelFacts& factsOf(PrecisionLevel level);
[[nodiscard]] std::optional<PrecisionLevel> levelFromName(std::string_view name);

struct ModelSize {
    std::int64_t linear = 0; ///< parameters of FP8-eligible weights
    std::int64_t plain = 0; ///< all others
    std::int64_t linearTensors = 0;
    /// Parameters of each linear weight, for whole-tensor sharding; empty: shards are taken to be even.
    std::vector<std::int64_t> tensorSizes;
};
/// Counts of a GPT with biases and norms of two vectors, embedding shared with the output, rotary positions;
/// facts 12.1.
[[nodiscard]] ModelSize sizeOf(const GptShape& shape);

struct Sharding {
    std::int64_t ranks = 1;
    int zeroStage = 0; ///< 1: masters and moments; 2: gradients too; 3: weights too
};

/// Algorithm 1 of the paper with the code's details: tensors by falling size (equal ones as MS-AMP does, by index
/// modulo ranks), each to the rank with the least so far, the lowest of equals. Returns the owner of each tensor.
[[nodiscard]] std::vector<std::int64_t> greedyPartition(std::span<const std::int64_t> sizes, std::int64_t ranks);

/// Model states, caches and scales of each rank, predicted from the configuration alone. FP8 levels with tensorSizes
/// shard whole tensors by greedyPartition; everything else is cut evenly (rounded up).
[[nodiscard]] std::vector<Ledger> predictLedgers(const ModelSize& size, PrecisionLevel level,
                                                 const Sharding& sharding = {});

struct LedgerRow {
    MemoryClass memoryClass = MemoryClass::Weights;
    double predicted = missing;
    double measured = missing;
    double difference = missing; ///< measured - predicted
};
/// The classes that either side knows, in the order of MemoryClass.
[[nodiscard]] std::vector<LedgerRow> compareLedgers(const Ledger& predicted, const Ledger& measured);

/// Least and most over ranks, by class, and which rank's total is least and most.
struct LedgerRange {
    Ledger least, most;
    double leastTotal = missing, mostTotal = missing;
    std::size_t leastRank = 0, mostRank = 0;
};
[[nodiscard]] LedgerRange rangeOf(std::span<const Ledger> ranks);

/// A number that says what it is compared with.
struct Saving {
    std::string baseline; ///< "bf16, 16 bytes a parameter"
    std::string setting; ///< batch, sequence, recomputation: what both were run with
    double baselineBytes = 0;
    double bytes = 0;
    bool measured = false;

    [[nodiscard]] double percent() const { return 100 * (baselineBytes - bytes) / baselineBytes; }
    [[nodiscard]] base::Message message() const;
};

} // namespace maquette::runs
