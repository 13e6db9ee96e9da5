// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "train/distributed/ProcessGroup.h"
#include "train/fp8/Fp8State.h"
#include "train/fp8/GradientReduce.h"

namespace maquette::train::fp8 {

/// The FP8 all-reduce of a network's weight gradients between processes: what reduceGradients() computes in one, code
/// by code. The ranks agree on the smallest scale of each tensor, those with another quantize again, and one byte an
/// element travels. Facts 6.1, 6.3 and 6.4.
class GradientReducer {
public:
    /// Enters the factors of `scaling` into the metas of `state`, which must outlive this. With RootN each cast of a
    /// gradient shares its amax with the other ranks. μ starts at 1/√N, as in the proposed code.
    GradientReducer(Fp8State& state, std::shared_ptr<distributed::ProcessGroup> group, ReduceScaling scaling,
                    AutoFactorOptions factor = {});

    /// After the last backward pass of a step, on every rank. `owners`: the rank that gets the sum of each parameter,
    /// which then has no gradient elsewhere; empty: all ranks get all. A layer that ran on some ranks only counts as
    /// zero on the others (but with RootN, whose casts all ranks must come to). Where the gradient of one rank is not
    /// finite, its amax is infinite on all.
    void reduce(const std::vector<int>& owners = {});

    /// Bytes that this rank has sent to measure reductions, which a step that is not measured does without.
    [[nodiscard]] std::int64_t measuringBytes() const { return m_measuringBytes; }

    /// μ by parameter: "factor.NAME". Equal on all ranks.
    [[nodiscard]] NamedTensors state() const;
    /// Factors that are not there stay as they are.
    void setState(const NamedTensors& state);

private:
    struct Shared;
    [[nodiscard]] Shared share() const;
    void measure(ScalingParameter& parameter, bool here);

    Fp8State& m_state;
    std::shared_ptr<distributed::ProcessGroup> m_group;
    ReduceScaling m_scaling;
    std::vector<AutoFactor> m_factors; ///< by parameter, with Auto
    std::int64_t m_measuringBytes = 0;
};

/// What of several flat tensors the sum of which goes to one rank.
struct CodeSlice {
    std::size_t tensor = 0;
    std::int64_t begin = 0, end = 0;
};

/// Sums E4M3 codes over ranks in place; `slices`[r] are those that rank r sums, with the order of additions that
/// fp8RingSum() has for piece r. `spread`: all ranks get the sums; otherwise only rank r those of slices[r].
void sumCodes(distributed::ProcessGroup& group, std::vector<at::Tensor>& codes,
              const std::vector<std::vector<CodeSlice>>& slices, bool spread);

} // namespace maquette::train::fp8
