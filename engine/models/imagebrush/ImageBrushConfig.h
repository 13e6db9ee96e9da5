// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"

#include <cstdint>
#include <map>
#include <string>

namespace maquette::models::imagebrush {

/// The sizes of a compact ImageBrush network. The defaults are those of the variant IBC-mini-64.
struct ImageBrushConfig {
    std::string variant = "IBC-mini-64";
    int cell = 64; ///< pixels along a side of a cell of the board; a multiple of 64
    int patch = 8; ///< pixels along a side of a token
    int width = 96; ///< of the tokens at the fine level; a multiple of 32, as are the next three
    int coarseWidth = 160; ///< of the tokens after the 2x2 merge
    int visualWidth = 96; ///< of the encoder of the three clean cells
    int promptWidth = 128; ///< of the prompt tokens
    int conditionWidth = 192; ///< of the vector of time and instruction
    int promptLayers = 3;
    int middleBlocks = 2;
    int downBlocks = 2;
    int upBlocks = 2;
    int refinerChannels = 16;
    bool boxes = false; ///< the prompt has tokens for regions of the example
    bool raw = false; ///< the cells before the exact explanation was applied are further inputs

    /// Tokens along a side of a cell: fine, and after the merge.
    [[nodiscard]] int tokens() const { return cell / patch; }
    [[nodiscard]] int coarseTokens() const { return cell / patch / 2; }
    /// Pictures that the network mixes: candidates of the prior, filters, and the raw picture if it is given.
    [[nodiscard]] int bankSize() const { return raw ? 15 : 14; }
    /// Prompt tokens: class, three cells, fit, and four boxes if there are any.
    [[nodiscard]] int promptTokens() const { return 2 + 3 * coarseTokens() * coarseTokens() + (boxes ? 4 : 0); }
    /// Elements in all tensors of the network, without building it.
    [[nodiscard]] std::int64_t elementCount() const;

    /// Usage error that names the first size out of range: every size has an upper bound, so that a hostile file
    /// cannot ask for much memory.
    [[nodiscard]] base::Result<void> check() const;

    /// From the metadata of a file of weights; sizes that are absent have the values above. ModelUnfit when the file
    /// names no variant of this network or a size cannot be read or is out of range.
    [[nodiscard]] static base::Result<ImageBrushConfig> fromMetadata(const std::map<std::string, std::string>& metadata,
                                                                     const std::string& file);
    [[nodiscard]] std::map<std::string, std::string> toMetadata() const;

    bool operator==(const ImageBrushConfig&) const = default;
};

} // namespace maquette::models::imagebrush
