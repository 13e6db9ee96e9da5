// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "train/AdamW.h"
#include "train/fp8/Fp8Adam.h"
#include "train/fp8/LossScaler.h"

#include <torch/nn/module.h>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace maquette::train {

struct ModuleStatesOptions {
    /// A level of FP8-LM; without one weights, gradients and moments are float32.
    std::optional<fp8::Level> level;
    AdamWOptions adam;
    std::int64_t window = fp8::activationWindow; ///< steps that delayed scaling looks back
    bool dynamicLossScale = false; ///< false: 1, as nothing here is FP16 that could underflow
};

/// Weights, optimizer and loss scale of a network in any precision, behind one face. At a level of FP8-LM the products
/// of its nn::MatrixLayers, but for the exact ones, become FP8: their weights move from the module into an Fp8State,
/// quantized from where they stood, so that one seed means the same start in every precision. All other parameters stay
/// float32 in the module, with the moments of the level. Passes must then come one after another. Not thread-safe.
class ModuleStates {
public:
    using Decays = bool (*)(const std::string&, const at::Tensor&);

    /// `decays` says for a name whether the weight decay applies to it. At a level the network is of no use without
    /// these states, which must outlive its last pass.
    ModuleStates(std::shared_ptr<torch::nn::Module> network, const ModuleStatesOptions& options, Decays decays);

    [[nodiscard]] bool low() const { return m_fp8 != nullptr; } ///< at a level of FP8-LM
    /// Those that autograd leaves gradients of.
    [[nodiscard]] const NamedTensors& parameters() const;
    [[nodiscard]] const fp8::LossScaler& scaler() const { return m_scaler; }
    /// Null without a level.
    [[nodiscard]] fp8::Fp8State* fp8State() { return m_fp8.get(); }

    void zeroGradients();
    /// Adds the gradients of `loss`, times the loss scale.
    void backward(const at::Tensor& loss);
    /// Adds gradients that were made elsewhere, by position of parameters(); only without a level.
    void addGradients(const std::vector<at::Tensor>& gradients);

    struct Outcome {
        bool finite = true; ///< false: the step was skipped; always true without a level
        double norm = 0; ///< of the gradients before clipping
        double clip = 1; ///< what they were multiplied with
    };
    /// Clips the joint norm of the gradients to `clip` and makes one step with learning rate `rate`.
    Outcome step(double rate, double clip);

    /// Everything that a run needs to go on bit for bit: "weights.NAME", "adam.…", and at a level "fp8.…" and
    /// "scaler.…".
    [[nodiscard]] NamedTensors state() const;
    /// False where a name, type or shape does not fit, as in a state of another precision; these states are then of no
    /// use.
    [[nodiscard]] bool setState(const NamedTensors& state);
    /// All parameters and buffers by the names and shapes that they had in the module at first, float32; those that
    /// still live there are not copied.
    [[nodiscard]] NamedTensors weights() const;
    /// What the states take in memory now, gradients included.
    [[nodiscard]] fp8::StateBytes bytes() const;

private:
    NamedTensors replaceProducts(const ModuleStatesOptions& options);

    std::unique_ptr<fp8::Fp8State> m_fp8;
    std::shared_ptr<torch::nn::Module> m_network;
    std::map<std::string, std::vector<std::int64_t>> m_shapes; ///< of the weights that moved, by name
    std::unique_ptr<AdamW> m_adam;
    std::unique_ptr<fp8::Fp8Adam> m_fp8Adam;
    fp8::LossScaler m_scaler;
};

/// Copies `weights` into the parameters and buffers of `module`; false, and nothing is changed, where these are not
/// just the same names with the same shapes.
[[nodiscard]] bool fillModule(torch::nn::Module& module, const NamedTensors& weights);

} // namespace maquette::train
