// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "nn/LinearLayer.h"
#include "train/distributed/ProcessGroup.h"
#include "train/fp8/Fp8State.h"

namespace maquette::train::fp8 {

struct ParallelOptions {
    nn::Split split = nn::Split::Outputs; ///< not None
    /// Between a layer split by inputs and one split by outputs the tokens are shared out, one after the other in equal
    /// parts; false: all ranks have all of them.
    bool sequence = true;
};

/// An Fp8Linear that several ranks compute together. Over x [T, inputs] and y [T, outputs], with t = T / ranks:
///   Outputs: x [t, inputs] → y [T, outputs / ranks]; without `sequence` x [T, inputs]
///   Inputs: x [T, inputs / ranks] → y [t, outputs]; without `sequence` y [T, outputs]
/// What is gathered travels as FP8 codes of one scale: x in both passes, and the output gradient of a layer split by
/// inputs; what is added travels in the type of the results. While scales are measured at the cast, its amax is shared
/// at once; with delayed scaling the windows are, once a step, so that history is not lost as in MS-AMP (trap 15).
/// Every rank draws the whole weight and keeps its part, so that one seed means the same layer on any number of ranks;
/// its part has a scale of its own. Facts 9.2.
class ParallelLinear : public nn::LinearLayer {
public:
    /// Asserts that the split dimension can be divided by the number of ranks. `state` must outlive the layer.
    ParallelLinear(const std::string& name, const nn::LinearShape& shape, Fp8State& state,
                   std::shared_ptr<distributed::ProcessGroup> group, const ParallelOptions& options);

    [[nodiscard]] at::Tensor forward(const at::Tensor& x) override;
    [[nodiscard]] const std::shared_ptr<ScalingParameter>& weight() const { return m_weight; }

    at::Tensor bias; ///< Outputs: this rank's part; Inputs: all of it, with equal gradients on all ranks. Or undefined

private:
    Fp8State& m_state;
    std::shared_ptr<distributed::ProcessGroup> m_group;
    ParallelOptions m_options;
    std::shared_ptr<ScalingParameter> m_weight;
    at::Tensor m_anchor;
};

/// The layers of a network split over a group, with the tokens shared out between them.
class TensorParallel : public nn::LayerRanks {
public:
    explicit TensorParallel(std::shared_ptr<distributed::ProcessGroup> group)
        : m_group(std::move(group))
    {
    }
    [[nodiscard]] std::int64_t count() const override { return m_group->ranks(); }
    /// Its gradient is gathered: all ranks get that of all rows.
    [[nodiscard]] at::Tensor share(const at::Tensor& x) const override;
    /// Its gradient is cut: what follows is computed by every rank alike.
    [[nodiscard]] at::Tensor join(const at::Tensor& x) const override;
    /// ParallelLinear where the shape says how to split, Fp8Linear elsewhere. `state` must outlive the layers.
    [[nodiscard]] nn::LinearMaker linear(Fp8State& state) const;

private:
    std::shared_ptr<distributed::ProcessGroup> m_group;
};

} // namespace maquette::train::fp8
