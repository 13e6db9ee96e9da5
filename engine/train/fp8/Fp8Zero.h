// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "train/distributed/ProcessGroup.h"
#include "train/fp8/Fp8Adam.h"

namespace maquette::train::fp8 {

/// ZeRO for scaled tensors: each rank keeps the moments and the master of some whole tensors, updates those, and sends
/// the weights with their scales to the others. FP8 weights are given out by greedyPartition(), and the other
/// parameters after them by the same rule, since a moment with one scale cannot be split either. Facts 9.1.
class Fp8Zero {
public:
    /// Frees what belongs to other ranks; `adam` and its Fp8State must outlive this.
    Fp8Zero(Fp8Adam& adam, std::shared_ptr<distributed::ProcessGroup> group);

    /// The rank of each FP8 weight, for GradientReducer::reduce().
    [[nodiscard]] const std::vector<int>& gradientOwners() const { return m_fp8Owners; }
    /// The rank of each parameter by its place in Fp8Adam::moments().
    [[nodiscard]] const std::vector<int>& owners() const { return m_owners; }

    /// After Fp8Adam::step(): all ranks get the weights that the others have updated, as payload bytes with three
    /// float32 a scaled tensor.
    void spreadWeights();

private:
    [[nodiscard]] std::vector<at::Tensor> parts(std::size_t index) const;

    Fp8Adam& m_adam;
    std::shared_ptr<distributed::ProcessGroup> m_group;
    std::vector<int> m_owners, m_fp8Owners;
};

} // namespace maquette::train::fp8
