// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <string>
#include <utility>
#include <vector>

namespace maquette::train {

using NamedTensors = std::vector<std::pair<std::string, at::Tensor>>;

struct AdamWOptions {
    double beta1 = 0.9;
    double beta2 = 0.99;
    double epsilon = 1e-8;
    double decay = 0.01; ///< of matrices; vectors, positions and other embeddings are not decayed
};

/// AdamW (Loshchilov and Hutter 2019) through LibTorch's fused operator, which takes a third of the time of the
/// composed one on a processor. Not thread-safe.
class AdamW {
public:
    /// `decays` says for a name whether the weight decay applies to it.
    AdamW(NamedTensors parameters, const AdamWOptions& options, bool (*decays)(const std::string&, const at::Tensor&));

    void zeroGradients();
    /// Adds to the gradients by position; undefined ones add nothing.
    void addGradients(const std::vector<at::Tensor>& gradients);
    /// Scales all gradients so that their joint norm is at most `norm`; returns the norm before.
    double clipGradients(double norm);
    /// One step with learning rate `rate` on every parameter that has a gradient.
    void step(double rate);

    [[nodiscard]] const NamedTensors& parameters() const { return m_parameters; }
    /// Moments and step counts, for checkpoints: "first.NAME", "second.NAME", "count.NAME".
    [[nodiscard]] NamedTensors state() const;
    /// Takes over what state() gave; false (and nothing is changed) when a name or shape does not fit.
    [[nodiscard]] bool setState(const NamedTensors& state);

private:
    struct Group {
        std::vector<std::size_t> members; // into m_parameters
        double decay = 0;
    };

    NamedTensors m_parameters;
    AdamWOptions m_options;
    std::vector<Group> m_groups;
    std::vector<at::Tensor> m_first, m_second, m_counts;
};

/// Exponential moving average of parameters: what is validated and shipped.
class MovingAverage {
public:
    MovingAverage(const NamedTensors& parameters, double decay);

    /// average ← decay · average + (1 - decay) · parameters, with a smaller decay over the first steps so that the
    /// random start is forgotten.
    void update(const NamedTensors& parameters, std::int64_t step);
    [[nodiscard]] const NamedTensors& average() const { return m_average; }
    [[nodiscard]] bool setState(const NamedTensors& state);

private:
    NamedTensors m_average;
    double m_decay;
};

/// Learning rate by boards seen: linear rise, constant, and a linear fall to 2 % over the last part. The constant part
/// can be made longer in a later run without changing what came before.
struct RateSchedule {
    double peak = 1e-3;
    std::int64_t warmup = 0; ///< boards of the rise
    std::int64_t total = 1; ///< boards of the whole run
    std::int64_t cooldown = 0; ///< boards of the fall, the last ones of `total`

    [[nodiscard]] double rate(std::int64_t boards) const;
};

} // namespace maquette::train
