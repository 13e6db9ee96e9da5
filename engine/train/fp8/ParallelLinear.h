// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "nn/LinearLayer.h"
#include "train/distributed/ProcessGroup.h"
#include "train/fp8/Fp8State.h"

namespace maquette::train::fp8 {

/// What of a linear layer's weight [outputs, inputs] is split over ranks, as Megatron-LM does.
enum class Split {
    Outputs, ///< "column parallel": every rank needs all of x and has its part of y
    Inputs ///< "row parallel": every rank has its part of x, and the parts of y are added
};

struct ParallelOptions {
    Split split = Split::Outputs;
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

} // namespace maquette::train::fp8
