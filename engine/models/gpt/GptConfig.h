// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Json.h"
#include "base/Result.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace maquette::models::gpt {

/// The shape of a decoder-only Transformer, and the recipe that its size is trained with (FP8-LM, table 1; MS-AMP-
/// Examples: gpt3/*.sh). What the sources leave open was chosen: feed-forward width of 4 · hidden, rotary positions
/// over the whole head with base 10,000, LayerNorm before each part, GELU by its tanh form, no dropout.
struct GptConfig {
    std::int64_t layers = 4;
    std::int64_t hidden = 128;
    std::int64_t heads = 4;
    std::int64_t sequence = 128; ///< tokens that it sees at once
    std::int64_t vocabulary = 256; ///< rows of the embedding, padding included
    /// The output layer shares the embedding's weight, as Megatron-LM does by default. Untied doubles the embedding.
    bool tied = true;
    double rotaryBase = 10000;
    double rotaryFraction = 1; ///< of each head's width that is turned; the product must be even
    /// Of the normal distribution of all weights. The last product of each part of a block gets it divided by
    /// sqrt(2 · layers), so that the sum over blocks stays of one size (Megatron-LM's scaled initialization).
    double deviation = 0.02;

    /// Usage error that names the first value that does not go.
    [[nodiscard]] base::Result<void> check() const;

    [[nodiscard]] std::int64_t headWidth() const { return hidden / heads; }
    [[nodiscard]] std::int64_t feedForward() const { return 4 * hidden; }

    /// Learned numbers, embedding included: V h (twice when untied) + L (12 h² + 13 h) + 2 h.
    [[nodiscard]] std::int64_t parameters() const;
    /// Those in weights of linear layers, which become FP8: 12 L h².
    [[nodiscard]] std::int64_t linearParameters() const { return 12 * layers * hidden * hidden; }
    /// Linear layers, each with one scale a role: four a block.
    [[nodiscard]] std::int64_t linearLayers() const { return 4 * layers; }

    [[nodiscard]] base::Json toJson() const;
    /// BadInput names `source` and the key that is missing or does not go.
    [[nodiscard]] static base::Result<GptConfig> fromJson(const base::Json& json, const std::string& source);
    bool operator==(const GptConfig&) const = default;
};

struct NamedGpt {
    const char* name;
    GptConfig config;
    double rate; ///< largest learning rate
    std::int64_t batchTokens; ///< tokens of one optimizer step
};

/// "tiny" (0.8 million parameters) and "small" (5 million) for demos, "125m", "345m", "7b", "13b" and "175b". The
/// vocabulary is GPT-2's 50,257 padded to 50,304 for 125m and 345m; for the larger ones 100,352, with which the
/// formula of section 12.4 gives the TFLOPS that the paper prints. A run takes the vocabulary of its tokenizer.
[[nodiscard]] const std::vector<NamedGpt>& namedGpts();
/// Null for an unknown name.
[[nodiscard]] const NamedGpt* namedGpt(std::string_view name);

} // namespace maquette::models::gpt
