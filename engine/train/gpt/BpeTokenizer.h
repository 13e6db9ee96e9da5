// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "train/gpt/Tokenizer.h"

#include <array>
#include <functional>
#include <mutex>
#include <unordered_map>
#include <utility>

namespace maquette::train::gpt {

/// Byte pair encoding as GPT-2 has it: text is cut into words, each word starts as its bytes, and the pair that was
/// learned first is joined until none is left. A tokenizer of our own numbers bytes 0 … 255 and then the merges in
/// their order; one of GPT-2 has the numbers of its vocab.json.
class BpeTokenizer : public Tokenizer {
public:
    using Merge = std::pair<Token, Token>;

    /// Bounds against files that would fill the memory.
    static constexpr std::size_t mostTokens = std::size_t(1) << 21;
    static constexpr std::size_t longestToken = std::size_t(1) << 12;
    static constexpr std::size_t mostBytes = std::size_t(1) << 27; ///< of all tokens together

    /// Merge i makes token 256 + i of two earlier ones. BadInput names `source` and the merge that does not.
    [[nodiscard]] static base::Result<std::shared_ptr<const BpeTokenizer>> make(const std::vector<Merge>& merges,
                                                                                const std::string& source);
    /// From the texts of GPT-2's files: {"token": number …} and lines "left right", both in its alphabet for bytes.
    [[nodiscard]] static base::Result<std::shared_ptr<const BpeTokenizer>>
    fromGpt2(std::string_view vocabulary, std::string_view merges, const std::string& source);

    [[nodiscard]] std::string kind() const override { return "bpe"; }
    [[nodiscard]] Token vocabulary() const override { return static_cast<Token>(m_tokens.size()); }
    [[nodiscard]] std::vector<Token> encode(std::string_view text) const override;
    [[nodiscard]] std::string decode(std::span<const Token> tokens) const override;
    /// {"format":"maquette-bpe","version":1,"merges":[[a,b]…]}; one of GPT-2 instead
    /// {…,"vocab":{"token":number…},"merges":["left right"…]} in GPT-2's alphabet.
    [[nodiscard]] base::Result<void> save(const std::filesystem::path& file) const override;
    [[nodiscard]] static base::Result<std::shared_ptr<const BpeTokenizer>> fromJson(std::string_view text,
                                                                                    const std::string& source);

    [[nodiscard]] const std::string& bytesOf(Token token) const { return m_tokens[static_cast<std::size_t>(token)]; }

private:
    struct Rule {
        std::int32_t rank = 0;
        Token result = 0;
    };

    void addRule(const Merge& merge, Token result);
    void encodeWord(std::string_view word, std::vector<Token>& tokens) const;

    std::vector<std::string> m_tokens; ///< the bytes of each
    std::array<Token, 256> m_bytes{};
    std::vector<Merge> m_merges; ///< in their order
    std::vector<Token> m_results; ///< of each
    bool m_own = true; ///< numbered by us
    std::unordered_map<std::uint64_t, Rule> m_rules; ///< by left << 32 | right

    mutable std::mutex m_mutex;
    mutable std::unordered_map<std::string, std::vector<Token>> m_cache;
};

/// Cuts text as GPT-2's pattern does (openai/gpt-2: src/encoder.py): contractions, and runs of letters, of numbers and
/// of other marks, each with a space before it; the rest of white space by itself. All pieces together are the text.
void forEachWord(std::string_view text, const std::function<void(std::string_view)>& word);

/// Learns merges from a text until the vocabulary has `vocabulary` tokens or no pair occurs twice: the most frequent
/// pair first, of equal ones that of the smaller numbers, so that a text always gives the same merges. Usage error
/// below 257 tokens.
[[nodiscard]] base::Result<std::shared_ptr<const BpeTokenizer>> trainBpe(std::string_view text, Token vocabulary,
                                                                         const base::Job& job = {});

} // namespace maquette::train::gpt
