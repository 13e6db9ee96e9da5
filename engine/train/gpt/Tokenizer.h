// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Job.h"
#include "base/Result.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace maquette::train::gpt {

using Token = std::int32_t;

/// Text to numbers and back. decode(encode(text)) equals text for any bytes, valid UTF-8 or not. Thread-safe.
class Tokenizer {
public:
    virtual ~Tokenizer() = default;

    [[nodiscard]] virtual std::string kind() const = 0; ///< "bytes", "bpe"
    /// Numbers are 0 … vocabulary() - 1.
    [[nodiscard]] virtual Token vocabulary() const = 0;
    [[nodiscard]] virtual std::vector<Token> encode(std::string_view text) const = 0;
    /// Numbers outside of the vocabulary (rows that pad an embedding) decode to nothing.
    [[nodiscard]] virtual std::string decode(std::span<const Token> tokens) const = 0;
    /// Writes the file that loadTokenizer() reads.
    [[nodiscard]] virtual base::Result<void> save(const std::filesystem::path& file) const = 0;
};

/// Each byte is its own token; vocabulary 256.
[[nodiscard]] std::shared_ptr<const Tokenizer> byteTokenizer();

/// Reads a tokenizer: a JSON file of ours, or GPT-2's `vocab.json` with `merges.txt` beside it (also when `file` is the
/// folder of both). BadInput names the file and what is wrong with it.
[[nodiscard]] base::Result<std::shared_ptr<const Tokenizer>> loadTokenizer(const std::filesystem::path& file);

} // namespace maquette::train::gpt
