// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "train/fp8/Fp8State.h"
#include "train/fp8/StateBytes.h"

namespace maquette::train::fp8 {

struct AdamOptions {
    double beta1 = 0.9;
    double beta2 = 0.999;
    double epsilon = 1e-8;
    double decay = 0.01; ///< of those parameters that `decays` names
    bool decoupled = true; ///< AdamW; false: Adam, whose decay is part of the gradient
    bool biasCorrection = true;
    bool tensorScale = true; ///< false: moments are stored with scale 1
    /// By LibTorch's operators also on the processor, decoding and quantizing whole tensors: what the one-pass version
    /// is compared with.
    bool composed = false;
};

/// Adam with the states of a level (facts 7): at O1 float32 moments; at O2 and O3 the first moment E4M3 and the second
/// FP16, each with a scale, of every parameter. The update itself uses the moments of this step before they are
/// rounded. Weights of FP8 layers come from the Fp8State; `plain` are the other parameters (embeddings, norms, biases),
/// float32, whose gradients autograd leaves. On the processor each stage is one pass over memory.
class Fp8Adam {
public:
    Fp8Adam(NamedTensors plain, Fp8State& state, const AdamOptions& options,
            bool (*decays)(const std::string&, const at::Tensor&));

    void zeroGradients();
    /// Divides all gradients by the loss scale, FP8 ones through scaleInverse. False when one is not finite: then skip
    /// the step, which also leaves the amax windows as they are.
    [[nodiscard]] bool unscale(double lossScale);
    /// Scales all gradients so that their joint norm is at most `norm` (FP8 ones through scaleInverse); the norm
    /// before.
    double clipGradients(double norm);
    /// The two halves of it, for gradients that lie on several ranks: squared norms, and the scaling when the joint
    /// norm is `total`.
    struct Squares {
        double fp8 = 0, plain = 0;
    };
    [[nodiscard]] Squares squares() const;
    void clipGradients(double norm, double total);
    /// One step with learning rate `rate` on every parameter that has a gradient, then Fp8State::updateScales().
    void step(double rate);

    [[nodiscard]] const NamedTensors& parameters() const { return m_plain; }
    [[nodiscard]] Fp8State& fp8() const { return m_state; }
    /// Moments, their scales and step counts: "first.NAME", "first_scale.NAME", …; not the weights, which
    /// Fp8State::state() has.
    [[nodiscard]] NamedTensors state() const;
    /// False, and nothing is changed, where a name, type or shape does not fit.
    [[nodiscard]] bool setState(const NamedTensors& state);

    /// Frees moments and masters of the parameters that are not `owned` (by their place in moments()): from now on
    /// step() leaves those to others.
    void keepOnly(const std::vector<bool>& owned);

    /// What the states hold in memory now, measured from the tensors' storage.
    [[nodiscard]] StateBytes bytes() const;

    /// One parameter's moments, for panels; at O1 plain tensors, else scaled ones.
    struct Moments {
        std::string name;
        at::Tensor first32, second32; ///< O1
        ScalingTensor first, second; ///< O2, O3
        std::int64_t count = 0; ///< steps
        bool owned = true;
        bool decayed = true;
    };
    [[nodiscard]] const std::vector<Moments>& moments() const { return m_moments; } ///< FP8 weights first, then plain

private:
    void stepParameter(std::size_t index, double rate);

    NamedTensors m_plain;
    Fp8State& m_state;
    AdamOptions m_options;
    std::vector<Moments> m_moments;
};

} // namespace maquette::train::fp8
