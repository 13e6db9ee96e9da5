// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Job.h"
#include "edit/Board.h"
#include "edit/data/BoardGenerator.h"

#include <array>
#include <cstdint>
#include <deque>
#include <vector>

namespace maquette::edit {

/// A board as the network is trained on it: the explanation is applied to `before` and `image`.
struct TrainBoard {
    std::uint64_t index = 0; ///< in the generator's sequence
    imaging::Image before, after, image, target;
    imaging::Image rawBefore, rawImage;
    /// Two regions of the before and two of the after cell; whole cells where none is known.
    std::array<Box, 4> boxes;
};

/// Boards for training in a fixed order, explained in parallel ahead of their use. Boards that the explanation rebuilds
/// exactly are left out: the network is never asked about such ones. The sequence depends on the seed alone.
class TrainBoards {
public:
    struct Options {
        std::uint64_t seed = 1;
        double hide = 0; ///< share of boards whose explanation is withheld
        double boxDrop = 0; ///< share of boards whose boxes are whole cells
    };

    TrainBoards(const data::BoardGenerator& generator, const Options& options, std::uint64_t first);

    /// The next `count` boards. Stopped.
    [[nodiscard]] base::Result<std::vector<TrainBoard>> next(int count, const base::Job& job);
    /// Where a TrainBoards that goes on after the boards given so far starts.
    [[nodiscard]] std::uint64_t position() const;

private:
    void fill(const base::Job& job);

    const data::BoardGenerator& m_generator;
    Options m_options;
    std::uint64_t m_generated; ///< boards before this index were made
    std::deque<TrainBoard> m_ready;
};

} // namespace maquette::edit
