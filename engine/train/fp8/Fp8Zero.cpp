// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/fp8/Fp8Zero.h"

#include "train/fp8/GreedyPartition.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

namespace maquette::train::fp8 {

namespace {

void assign(std::vector<int>& owners, const Partition& partition, std::size_t offset)
{
    for (std::size_t rank = 0; rank < partition.tensors.size(); ++rank)
        for (const std::size_t tensor : partition.tensors[rank])
            owners[offset + tensor] = static_cast<int>(rank);
}

/// The bytes of a contiguous tensor, which they share.
at::Tensor bytesOf(const at::Tensor& tensor) { return tensor.detach().flatten().view(at::kByte); }

} // namespace

Fp8Zero::Fp8Zero(Fp8Adam& adam, std::shared_ptr<distributed::ProcessGroup> group)
    : m_adam(adam)
    , m_group(std::move(group))
{
    std::vector<std::int64_t> fp8Sizes, plainSizes;
    for (const auto& parameter : m_adam.fp8().parameters())
        fp8Sizes.push_back(parameter->weight.value.numel());
    for (const auto& [name, tensor] : m_adam.parameters())
        plainSizes.push_back(tensor.numel());
    m_owners.resize(fp8Sizes.size() + plainSizes.size());
    const Partition fp8Part = greedyPartition(fp8Sizes, m_group->ranks());
    assign(m_owners, fp8Part, 0);
    assign(m_owners, greedyPartition(plainSizes, m_group->ranks(), fp8Part.usage), fp8Sizes.size());
    m_fp8Owners.assign(m_owners.begin(), m_owners.begin() + static_cast<std::ptrdiff_t>(fp8Sizes.size()));
    std::vector<bool> owned;
    for (const int owner : m_owners)
        owned.push_back(owner == m_group->rank());
    m_adam.keepOnly(owned);
}

/// What of a parameter travels; the tensors are the parameter's own.
std::vector<at::Tensor> Fp8Zero::parts(std::size_t index) const
{
    const auto& scaled = m_adam.fp8().parameters();
    if (index >= scaled.size())
        return {bytesOf(m_adam.parameters()[index - scaled.size()].second)};
    const ScalingTensor& weight = scaled[index]->weight;
    // The stored amax is what a later cast to FP8 takes its scale from.
    return {bytesOf(weight.value), bytesOf(weight.meta->scale), bytesOf(weight.meta->scaleInverse),
            bytesOf(weight.meta->amax)};
}

void Fp8Zero::spreadWeights()
{
    const c10::NoGradGuard guard;
    std::vector<at::Tensor> own = {at::empty({0}, at::kByte)};
    for (std::size_t i = 0; i < m_owners.size(); ++i)
        if (m_owners[i] == m_group->rank())
            for (const at::Tensor& part : parts(i))
                own.push_back(part);
    const auto all = m_group->allGatherBytes(at::cat(own));
    std::vector<std::int64_t> used(all.size());
    for (std::size_t i = 0; i < m_owners.size(); ++i) {
        if (m_owners[i] == m_group->rank())
            continue;
        const auto owner = static_cast<std::size_t>(m_owners[i]);
        for (const at::Tensor& part : parts(i)) {
            part.copy_(all[owner].slice(0, used[owner], used[owner] + part.numel()));
            used[owner] += part.numel();
        }
    }
}

} // namespace maquette::train::fp8
