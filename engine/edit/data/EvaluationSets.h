// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Job.h"
#include "base/Result.h"
#include "edit/data/BoardGenerator.h"

#include <memory>
#include <string>
#include <vector>

namespace maquette::edit::data {

/// A fixed list of boards, made when asked for: `perOperation` boards of each operation, one operation after another.
/// Thread-safe.
class EvaluationSet {
public:
    EvaluationSet(std::string name, std::shared_ptr<const BoardGenerator> generator, std::vector<int> operations,
                  int perOperation, std::uint64_t seed);

    [[nodiscard]] const std::string& name() const { return m_name; }
    [[nodiscard]] int count() const { return static_cast<int>(m_operations.size()) * m_perOperation; }
    [[nodiscard]] const std::vector<int>& operations() const { return m_operations; }
    [[nodiscard]] BoardSample board(int index) const;
    /// Number of a board of another group of operations, whose pair serves as the wrong example for board `index`; the
    /// same number every time. -1 when the set has one group only.
    [[nodiscard]] int wrongExampleFor(int index) const;

private:
    std::string m_name;
    std::shared_ptr<const BoardGenerator> m_generator;
    std::vector<int> m_operations;
    int m_perOperation;
    std::uint64_t m_seed;
};

struct EvaluationSetOptions {
    int boards = 12; ///< of each operation, 1 or more
    std::uint64_t seed = 99; ///< of the parameters and scenes; scenes never meet those of a training seed
    int cell = 64;
};

/// The three sets of the compact recipe (section 5): "scenes" (unseen scenes, all of its operations), "held-out" (the
/// 24 operations that have ranges kept for evaluation, with those) and "photographs" (crops of the two test pictures,
/// the operations that need no maps). BadInput when the shipped photographs are missing, Stopped.
[[nodiscard]] base::Result<std::vector<EvaluationSet>> evaluationSets(const EvaluationSetOptions& options = {},
                                                                      const base::Job& job = {});

} // namespace maquette::edit::data
