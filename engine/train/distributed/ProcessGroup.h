// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "train/AdamW.h"
#include "train/distributed/Torchrun.h"

#include <chrono>
#include <memory>

namespace maquette::train::distributed {

/// Processes that compute one training together, over Gloo. Every rank of a group calls the same functions in the same
/// order with tensors of the same shape and type, contiguous and on the CPU; a group of one rank returns at once.
/// Sums are taken in the order of ranks, so that they do not depend on how the data travels. When a rank is gone or
/// does not answer, they throw std::runtime_error. Not thread-safe.
class ProcessGroup {
public:
    /// Meets the other ranks at the master's address, or through the launcher's file. Device error when they do not
    /// come within `patience`. Nobody is asked who he is: an address that others than the ranks can reach needs a
    /// network that can be trusted.
    [[nodiscard]] static base::Result<std::shared_ptr<ProcessGroup>>
    join(const Torchrun& place, std::chrono::milliseconds patience = std::chrono::minutes(10));
    /// This process alone.
    [[nodiscard]] static std::shared_ptr<ProcessGroup> alone();
    ~ProcessGroup();
    ProcessGroup(const ProcessGroup&) = delete;
    ProcessGroup& operator=(const ProcessGroup&) = delete;

    [[nodiscard]] int rank() const { return m_rank; }
    [[nodiscard]] int ranks() const { return m_ranks; }
    [[nodiscard]] bool first() const { return m_rank == 0; }

    /// The group within this one that this rank belongs to; `parts` are the ranks of each, every rank in just one, and
    /// the same on all ranks.
    [[nodiscard]] std::shared_ptr<ProcessGroup> part(const std::vector<std::vector<int>>& parts);

    /// Element by element over ranks, in place. NaN counts as infinite.
    void allReduceMax(at::Tensor& values);
    /// Of floating point numbers; added in float32 (float64 in itself) and rounded once.
    void allReduceSum(at::Tensor& values);
    /// The sum's rows of this rank: [ranks · n, …] → [n, …], the type kept.
    [[nodiscard]] at::Tensor reduceScatter(const at::Tensor& values);
    /// [n, …] → [ranks · n, …], by rank.
    [[nodiscard]] at::Tensor allGather(const at::Tensor& values);
    /// One-dimensional bytes of different lengths, by rank.
    [[nodiscard]] std::vector<at::Tensor> allGatherBytes(const at::Tensor& bytes);
    /// Sends `pieces`[r] (one-dimensional bytes) to rank r; what came, by rank. Lengths may differ; `lengths`[r] is
    /// what rank r sends here.
    [[nodiscard]] std::vector<at::Tensor> allToAll(const std::vector<at::Tensor>& pieces,
                                                   const std::vector<std::int64_t>& lengths);
    /// Rank 0's text, on all ranks.
    [[nodiscard]] std::string broadcast(const std::string& text);
    /// True on all ranks when it is on one.
    [[nodiscard]] bool any(bool flag);
    /// All ranks have come here.
    void barrier() { (void)any(false); }

    /// What each rank has, on rank 0; elsewhere empty. Tensors may differ in everything.
    [[nodiscard]] std::vector<NamedTensors> gather(const NamedTensors& own);
    [[nodiscard]] std::vector<std::string> gather(const std::string& own);

    /// Bytes that this rank has sent to others so far, not counting the protocol.
    [[nodiscard]] std::int64_t bytesSent() const { return m_sent; }

private:
    struct Links;
    ProcessGroup();

    std::unique_ptr<Links> m_links; ///< null for one rank
    int m_rank = 0;
    int m_ranks = 1;
    int m_parts = 0; ///< that were made of this group
    std::int64_t m_sent = 0;
};

} // namespace maquette::train::distributed
