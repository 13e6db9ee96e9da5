// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/gpt/Gpt.h"
#include "train/AdamW.h"
#include "train/fp8/Fp8Adam.h"
#include "train/fp8/Fp8Statistics.h"
#include "train/fp8/Fp8Zero.h"
#include "train/fp8/GradientReducer.h"
#include "train/fp8/LossScaler.h"
#include "train/gpt/MemoryLedger.h"

#include <functional>
#include <memory>

namespace maquette::train::gpt {

struct StatesOptions {
    models::gpt::GptConfig config;
    Precision precision;
    std::uint64_t seed = 1; ///< of the weights
    double beta1 = 0.9, beta2 = 0.95, epsilon = 1e-8;
    double decay = 0.1; ///< of matrices, the embedding included
    std::int64_t window = fp8::activationWindow;
    bool dynamicLossScale = false; ///< FP8 levels; false: 1, as nothing here is FP16 that could underflow
    std::shared_ptr<distributed::ProcessGroup> group = distributed::ProcessGroup::alone();
    fp8::ReduceScaling reduceScaling = fp8::ReduceScaling::Auto; ///< of FP8 gradients between ranks
    fp8::AutoFactorOptions factor; ///< of Auto
    bool zero = false; ///< FP8 levels: each rank keeps the moments and masters of its share of the parameters
    /// FP8 levels: so many ranks, one after the other in the group, compute each layer together and get the same data;
    /// gradients are added, and states shared out, between those with the same part of the layers. Divides the group.
    int tensorRanks = 1;
};

/// Network, optimizer and loss scale of a run in any precision and on any number of ranks, behind one face. With
/// several ranks step(), state() and weights() are called on all of them. Not thread-safe.
class GptStates {
public:
    explicit GptStates(const StatesOptions& options);

    [[nodiscard]] models::gpt::Gpt& network() { return *m_network; }
    /// Null for bf16 and fp32.
    [[nodiscard]] fp8::Fp8State* fp8State() { return m_fp8.get(); }
    [[nodiscard]] const fp8::Fp8Adam& fp8Optimizer() const { return *m_fp8Adam; } ///< only with fp8State()
    [[nodiscard]] const fp8::LossScaler& scaler() const { return m_scaler; }

    void zeroGradients();
    /// Mean loss of the micro-batch in nats; adds `share` of its gradients, times the loss scale. `afterForward`, if
    /// given, is called between the two passes.
    double pass(const at::Tensor& tokens, const at::Tensor& targets, double share,
                const std::function<void()>& afterForward = {});
    struct Outcome {
        bool finite = true; ///< false: the step was skipped
        double norm = 0; ///< of the gradients before clipping
        double clip = 1; ///< what they were multiplied with
    };
    Outcome step(double rate, double clip);

    /// Loss without gradients; leaves windows and statistics as they are.
    [[nodiscard]] double evaluate(const at::Tensor& tokens, const at::Tensor& targets);

    /// Bytes that this rank sent in the last step since zeroGradients(): for gradients, for weights, and within layers.
    struct Traffic {
        std::int64_t gradients = 0, weights = 0, activations = 0;
    };
    [[nodiscard]] const Traffic& traffic() const { return m_traffic; }

    /// Everything: weights, moments, scales, windows and the loss scale; of several ranks together, on the first, and
    /// nothing elsewhere.
    [[nodiscard]] NamedTensors state() const;
    /// False, and then the run is of no use, where a name, type or shape does not fit. The number of ranks may be
    /// another than that of the state, but for tensorRanks; ranks that had no windows take the first one's.
    [[nodiscard]] bool setState(const NamedTensors& state);
    /// All weights by the names of Gpt, in float32; on the first rank.
    [[nodiscard]] NamedTensors weights() const;
    /// Fills in what the model states take now.
    void measure(MemoryLedger& ledger) const;

private:
    void reduceGradients();
    /// Without what measuring takes.
    [[nodiscard]] std::int64_t sentByGroup() const;
    /// Of all gradients, those on other ranks included.
    [[nodiscard]] double gradientNorm();
    /// What this rank alone has, by its name in the state.
    [[nodiscard]] NamedTensors ownState() const;
    /// The state of this rank's part of the layers, on the first of the ranks that have it.
    [[nodiscard]] NamedTensors partState() const;
    /// The weights of it, as this rank has them.
    [[nodiscard]] NamedTensors partWeights() const;

    Precision m_precision;
    std::shared_ptr<distributed::ProcessGroup> m_all;
    std::shared_ptr<distributed::ProcessGroup> m_group; ///< those with this rank's part of the layers
    std::shared_ptr<distributed::ProcessGroup> m_tensor; ///< those that compute each layer together
    std::unique_ptr<fp8::Fp8State> m_fp8;
    std::shared_ptr<models::gpt::Gpt> m_network;
    std::unique_ptr<AdamW> m_adam;
    std::unique_ptr<fp8::Fp8Adam> m_fp8Adam;
    std::unique_ptr<fp8::GradientReducer> m_reducer; ///< FP8 on several ranks
    std::unique_ptr<fp8::Fp8Zero> m_zero;
    fp8::LossScaler m_scaler;
    Traffic m_traffic;
    std::int64_t m_tensorMark = 0, m_groupMark = 0; ///< what was sent before this step
};

} // namespace maquette::train::gpt
