// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "train/gpt/Tokenizer.h"

#include <fstream>

namespace maquette::train::gpt {

/// Samples of one batch: row after row of `sequence` inputs, and for each the token that follows.
struct TokenBatch {
    std::int64_t rows = 0;
    std::int64_t sequence = 0;
    std::vector<std::int64_t> inputs; ///< rows · sequence
    std::vector<std::int64_t> targets; ///< the same, one token further
};

/// The tokens of a text file: the last part is held out for validation, the rest is trained on. With byte tokens the
/// file is read window by window and may be of any size; other tokenizers encode it once, at most `mostEncoded` bytes.
/// Not thread-safe.
class TextTokens {
public:
    static constexpr std::uint64_t mostEncoded = std::uint64_t(1) << 30;

    /// `heldOut`: share of the file, 0 … 0.5. BadInput when the file cannot be read, is too long to be encoded, or
    /// shorter than one window of sequence + 1 tokens on each side.
    [[nodiscard]] static base::Result<std::unique_ptr<TextTokens>> open(const std::filesystem::path& file,
                                                                        std::shared_ptr<const Tokenizer> tokenizer,
                                                                        double heldOut, std::int64_t sequence,
                                                                        const base::Job& job = {});

    [[nodiscard]] std::int64_t tokens() const { return m_trained + m_heldOut; }
    [[nodiscard]] std::int64_t trained() const { return m_trained; }
    [[nodiscard]] std::int64_t heldOut() const { return m_heldOut; }
    [[nodiscard]] std::uint64_t bytes() const { return m_bytes; }
    /// FNV-1a over all bytes, 16 hexadecimal digits: whether a resumed run has the same text.
    [[nodiscard]] const std::string& fingerprint() const { return m_fingerprint; }
    [[nodiscard]] const Tokenizer& tokenizer() const { return *m_tokenizer; }

    /// Batch number `index` of a run: windows at random places of the trained part, which follow from seed and index
    /// alone. BadInput when the file got shorter meanwhile.
    [[nodiscard]] base::Result<TokenBatch> batch(std::uint64_t seed, std::uint64_t index, std::int64_t rows);
    /// `rows` windows of the held-out part from number `first` of `count` evenly spaced ones on.
    [[nodiscard]] base::Result<TokenBatch> validation(std::int64_t first, std::int64_t rows, std::int64_t count);
    /// Windows of the held-out part that do not overlap, at least one where something is held out.
    [[nodiscard]] std::int64_t validationWindows() const;

private:
    TextTokens() = default;
    [[nodiscard]] base::Result<void> append(TokenBatch& batch, std::int64_t at);

    std::filesystem::path m_file;
    std::shared_ptr<const Tokenizer> m_tokenizer;
    std::ifstream m_stream; ///< byte tokens
    std::vector<Token> m_encoded; ///< other tokenizers
    std::uint64_t m_bytes = 0;
    std::string m_fingerprint;
    std::int64_t m_sequence = 0, m_trained = 0, m_heldOut = 0;
};

} // namespace maquette::train::gpt
