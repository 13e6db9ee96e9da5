// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace maquette::runs {

/// The numbers of a decoder-only Transformer from which memory and operations follow (facts of FP8-LM, 12.1).
struct GptShape {
    std::int64_t layers = 12;
    std::int64_t hidden = 768;
    std::int64_t heads = 12;
    std::int64_t feedForward = 0; ///< 0: 4 x hidden
    std::int64_t vocabulary = 50304; ///< padded
    std::int64_t sequence = 2048;

    [[nodiscard]] std::int64_t feedForwardWidth() const { return feedForward > 0 ? feedForward : 4 * hidden; }
};

} // namespace maquette::runs
