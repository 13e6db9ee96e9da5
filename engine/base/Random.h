// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace maquette::base {

/// A small, fast generator with the same sequence on every machine (xoshiro256++ seeded by splitmix64; Blackman and
/// Vigna 2019). `stream` makes independent sequences from one seed, so that item i of a parallel loop draws the same
/// numbers whatever the thread count.
class Random {
public:
    explicit Random(std::uint64_t seed, std::uint64_t stream = 0);

    [[nodiscard]] std::uint64_t bits();
    /// Uniform in [0, 1), 53 bits.
    [[nodiscard]] double uniform();
    [[nodiscard]] double uniform(double low, double high) { return low + (high - low) * uniform(); }
    /// Uniform in 0 … count-1; count > 0.
    [[nodiscard]] int below(int count);
    /// Normal with mean 0 and deviation 1 (Box and Muller, both values used).
    [[nodiscard]] double normal();

    /// The whole state, for checkpoints.
    struct State {
        std::uint64_t words[4] = {};
        double spare = 0;
        bool hasSpare = false;
    };
    [[nodiscard]] State state() const { return m_state; }
    void setState(const State& state) { m_state = state; }

private:
    State m_state;
};

} // namespace maquette::base
