// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Message.h"

#include <string>
#include <string_view>

namespace maquette::runs {

/// A word, sign, number or quotation of a filter's text.
struct FilterToken {
    enum class Kind { End, Word, Name, Text, Number, Sign, Wrong } kind = Kind::End;
    std::string text; ///< of a word, name, text or sign
    double number = 0;
    std::size_t begin = 0;
    std::size_t end = 0;
    base::Message trouble;
};

/// Takes a filter's text apart; `text` must outlive it.
class FilterLexer {
public:
    explicit FilterLexer(std::string_view text)
        : m_text(text)
    {
    }

    [[nodiscard]] FilterToken next();
    /// The text of a token as it was typed.
    [[nodiscard]] std::string_view typed(const FilterToken& token) const
    {
        return m_text.substr(token.begin, token.end - token.begin);
    }

private:
    void readQuoted(char quote, FilterToken::Kind kind, FilterToken& token);
    bool readNumber(FilterToken& token);

    std::string_view m_text;
    std::size_t m_at = 0;
};

} // namespace maquette::runs
