// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Job.h"
#include "edit/Board.h"
#include "edit/data/BoardGenerator.h"

#include <array>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace maquette::edit {

/// A board as the network is trained on it: the explanation is applied to `before` and `image`.
struct TrainBoard {
    std::uint64_t index = 0; ///< in the generator's sequence
    imaging::Image before, after, image, target;
    imaging::Image rawBefore, rawImage;
    /// Two regions of the before and two of the after cell; whole cells where none is known.
    std::array<Box, 4> boxes;
    double residual = 0; ///< what the explanation is expected to leave on `image`; 0 where it is withheld
};

/// Boards for training in a fixed order, made and explained ahead of their use by threads of their own. Boards that the
/// explanation carries exactly are left out: the network is never asked about such ones. The sequence depends on the
/// seed alone, not on the number of threads.
class TrainBoards {
public:
    struct Options {
        std::uint64_t seed = 1;
        double hide = 0; ///< share of boards whose explanation is withheld
        double boxDrop = 0; ///< share of boards whose boxes are whole cells
        int threads = 1;
    };

    /// Starts making the boards from index `first` on. The generator must outlive this object.
    TrainBoards(const data::BoardGenerator& generator, const Options& options, std::uint64_t first);
    ~TrainBoards();

    /// The next `count` boards; waits for them. Stopped.
    [[nodiscard]] base::Result<std::vector<TrainBoard>> next(int count, const base::Job& job);
    /// Where a TrainBoards that goes on after the boards given so far starts.
    [[nodiscard]] std::uint64_t position() const { return m_position; }

private:
    void work(const std::stop_token& stop);

    const data::BoardGenerator& m_generator;
    Options m_options;
    std::uint64_t m_position; ///< boards before this index were given or left out
    std::uint64_t m_taken; ///< boards before this index are made or being made
    std::map<std::uint64_t, std::optional<TrainBoard>> m_made; ///< by index, waiting for their turn
    std::mutex m_mutex;
    std::condition_variable_any m_room;
    std::condition_variable_any m_ready;
    std::vector<std::jthread> m_workers; // last: they end before what they use
};

} // namespace maquette::edit
