// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "train/AdamW.h"
#include "train/fp8/Fp8Recipe.h"

#include <memory>
#include <string>
#include <vector>

namespace maquette::train::fp8 {

class Fp8Statistics;

/// The weight of one FP8 linear layer with what belongs to it. The layer and the optimizer share it.
struct ScalingParameter {
    std::string name; ///< "blocks.0.attention.query_key_value.weight"
    ScalingTensor weight; ///< [outputs, inputs]; FP16, at O3 E4M3
    ScalingTensor master; ///< O3: FP16
    ScalingTensor gradient; ///< E4M3, undefined before the first backward pass
    MetaPointer input, outputGradient, weightGradient;
    at::Tensor exact; ///< the gradient before its cast, while Fp8State::keepsExact()
    bool ran = false; ///< a forward pass since the last update of scales
    bool decayed = true;

    /// What the optimizer changes: the master where there is one.
    [[nodiscard]] ScalingTensor& kept() { return master.defined() ? master : weight; }
    [[nodiscard]] const ScalingTensor& kept() const { return master.defined() ? master : weight; }
};

/// All FP8 linear layers of a network, in the order in which they were made. Outlives the network and its optimizer;
/// not thread-safe.
class Fp8State {
public:
    explicit Fp8State(Recipe recipe = {});
    Fp8State(const Fp8State&) = delete;
    Fp8State& operator=(const Fp8State&) = delete;

    [[nodiscard]] const Recipe& recipe() const { return m_recipe; }
    /// Takes a drawn weight [outputs, inputs] (float32) in; FP8-eligible, facts 4.1. Name clashes get "_2", "_3" ….
    std::shared_ptr<ScalingParameter> add(const std::string& name, const at::Tensor& weight);
    [[nodiscard]] const std::vector<std::shared_ptr<ScalingParameter>>& parameters() const { return m_parameters; }

    /// Moves weights and scales to a device, beside torch::nn::Module::to() of the network; before the optimizer is
    /// made and the first pass.
    void to(const at::Device& device);

    /// Delayed scaling of inputs and output gradients after an optimizer step that was not skipped; optimizers call it
    /// at the end of step(). Does nothing where no layer ran since the last call. Facts 3.3.
    void updateScales();
    /// Layers that went back to current scaling in the last update.
    [[nodiscard]] std::int64_t restarted() const { return m_restarted; }
    /// Layers that still measure every cast.
    [[nodiscard]] std::int64_t warmingUp() const;

    /// Shares the scales of weight gradients between ranks at each cast; see Recipe::reduce.
    void shareGradientScales(ReduceMax reduce) { m_recipe.reduce = std::move(reduce); }
    /// Makes the amax of this step that of all ranks before delayed scaling looks at it.
    void shareWindows(ReduceMax reduce) { m_shareWindows = std::move(reduce); }
    /// Layers keep what they cast to a weight gradient, on the steps that are measured.
    void keepExact(bool keep) { m_keepExact = keep; }
    [[nodiscard]] bool keepsExact() const;

    /// Who is shown each cast; null for nobody. It must outlive its use.
    void observe(Fp8Statistics* statistics) { m_statistics = statistics; }
    [[nodiscard]] Fp8Statistics* statistics() const { return m_statistics; }

    /// Everything a run needs to go on bit for bit, windows included (the official checkpoints lack those): payloads,
    /// masters, scales and windows by name.
    [[nodiscard]] NamedTensors state() const;
    /// Two parts of it: what each rank of several has for itself, and what the owner of a tensor keeps.
    [[nodiscard]] NamedTensors windows() const;
    [[nodiscard]] NamedTensors masters() const;
    /// False, and nothing is changed, where a name, type or shape does not fit.
    [[nodiscard]] bool setState(const NamedTensors& state);
    /// The weights in float32, decoded; of the master where there is one.
    [[nodiscard]] NamedTensors decodedWeights() const;
    /// Quantizes these in place of the weights; false, and nothing is changed, where one is missing or does not fit.
    [[nodiscard]] bool setWeights(const NamedTensors& weights);

private:
    void flatten();

    Recipe m_recipe;
    std::vector<std::shared_ptr<ScalingParameter>> m_parameters;
    FlatMetas m_inputs, m_outputGradients;
    std::int64_t m_restarted = 0;
    bool m_keepExact = false;
    ReduceMax m_shareWindows;
    Fp8Statistics* m_statistics = nullptr;
};

} // namespace maquette::train::fp8
