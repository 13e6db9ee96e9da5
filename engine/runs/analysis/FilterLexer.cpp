// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/analysis/FilterLexer.h"

#include "runs/analysis/Words.h"

#include <cmath>
#include <utility>

namespace maquette::runs {

namespace {

bool wordCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
        || std::string_view("_./:%@#$[]-+*?").find(c) != std::string_view::npos
        || static_cast<unsigned char>(c) >= 0x80;
}

} // namespace

void FilterLexer::readQuoted(char quote, FilterToken::Kind kind, FilterToken& token)
{
    token.kind = kind;
    for (++m_at; m_at < m_text.size(); ++m_at) {
        char c = m_text[m_at];
        if (c == quote) {
            token.end = ++m_at;
            return;
        }
        // Nothing else is an escape: expressions keep their \d.
        if (c == '\\' && m_at + 1 < m_text.size() && (m_text[m_at + 1] == quote || m_text[m_at + 1] == '\\'))
            c = m_text[++m_at];
        token.text += c;
    }
    token.kind = FilterToken::Kind::Wrong;
    token.end = m_text.size();
    token.trouble = {QT_TRANSLATE_NOOP("Engine", "This quotation is not closed."), {}};
}

bool FilterLexer::readNumber(FilterToken& token)
{
    std::size_t end = m_at;
    while (end < m_text.size() && wordCharacter(m_text[end]))
        ++end;
    std::string_view word = m_text.substr(m_at, end - m_at);
    double unit = 1;
    for (const auto& [suffix, seconds] :
         {std::pair<std::string_view, double>{"min", 60}, {"h", 3600}, {"s", 1}, {"d", 86400}})
        if (word.size() > suffix.size() && word.substr(word.size() - suffix.size()) == suffix) {
            word.remove_suffix(suffix.size());
            unit = seconds;
            break;
        }
    const auto value = parseNumber(word);
    if (!value || !std::isfinite(*value)) // nan and inf are words
        return false;
    token.kind = FilterToken::Kind::Number;
    token.number = *value * unit;
    m_at = token.end = end;
    return true;
}

FilterToken FilterLexer::next()
{
    while (m_at < m_text.size()
           && (m_text[m_at] == ' ' || m_text[m_at] == '\t' || m_text[m_at] == '\n' || m_text[m_at] == '\r'))
        ++m_at;
    FilterToken token;
    token.begin = token.end = m_at;
    if (m_at >= m_text.size())
        return token;
    const char c = m_text[m_at];
    if (c == '"' || c == '\'') {
        readQuoted(c, FilterToken::Kind::Text, token);
        return token;
    }
    if (c == '`') {
        readQuoted(c, FilterToken::Kind::Name, token);
        return token;
    }
    for (const std::string_view sign :
         {"==", "!=", "<=", ">=", "!~", "&&", "||", "=", "<", ">", "~", "!", "(", ")", ","})
        if (m_text.substr(m_at, sign.size()) == sign) {
            token.kind = FilterToken::Kind::Sign;
            token.text = sign;
            m_at = token.end = m_at + sign.size();
            return token;
        }
    if (wordCharacter(c)) {
        if (readNumber(token))
            return token;
        token.kind = FilterToken::Kind::Word;
        while (m_at < m_text.size() && wordCharacter(m_text[m_at]))
            token.text += m_text[m_at++];
        token.end = m_at;
        return token;
    }
    token.kind = FilterToken::Kind::Wrong;
    token.end = m_at + 1;
    token.trouble = {QT_TRANSLATE_NOOP("Engine", "\"%1\" means nothing in a filter."), {std::string(1, c)}};
    return token;
}

} // namespace maquette::runs
