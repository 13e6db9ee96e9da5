// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/fp8/StateBytes.h"

namespace maquette::train::fp8 {

StateBytes::Classes predictedBytes(Level level, std::int64_t elements, std::int64_t tensors)
{
    const bool low = level != Level::O1;
    StateBytes::Classes bytes;
    bytes.elements = elements;
    bytes.weights = elements * (level == Level::O3 ? 1 : 2);
    bytes.master = level == Level::O3 ? elements * 2 : 0;
    bytes.gradients = elements;
    bytes.first = elements * (low ? 1 : 4);
    bytes.second = elements * (low ? 2 : 4);
    // A meta has a scale, its inverse, a window and a counter of four bytes each.
    constexpr std::int64_t single = 4 * 4;
    constexpr std::int64_t windowed = 4 * (3 + activationWindow);
    const std::int64_t singles = 2 + (level == Level::O3 ? 1 : 0) + (low ? 2 : 0);
    bytes.metas = tensors * (singles * single + 2 * windowed);
    return bytes;
}

StateBytes::Classes baselineBytes(std::int64_t elements, bool withWorkingCopy)
{
    StateBytes::Classes bytes;
    bytes.elements = elements;
    bytes.weights = withWorkingCopy ? elements * 2 : 0;
    bytes.master = bytes.gradients = bytes.first = bytes.second = elements * 4;
    return bytes;
}

} // namespace maquette::train::fp8
