// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace maquette::widgets {

/// What a clip is like, and its outline: the lowest and the highest sample of each column, all channels together, of
/// full scale −1 … 1.
struct Sound {
    double rate = 0; ///< frames a second
    int channels = 0;
    std::int64_t frames = 0;
    std::vector<float> low, high;

    [[nodiscard]] double seconds() const { return rate > 0 ? static_cast<double>(frames) / rate : 0; }
};

/// Reads a WAV file of whole numbers of 8 to 32 bits or of floats, at most `columns` columns wide. Nothing when it is
/// none, or of another coding. A file that is cut ends with its last whole frame; what its lengths promise beyond its
/// bytes is not there.
[[nodiscard]] std::optional<Sound> readWave(std::span<const std::byte> bytes, int columns);

} // namespace maquette::widgets
