// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/Tokens.h"

#include <algorithm>
#include <cmath>

namespace maquette::widgets {

const std::array<TokenEntry, static_cast<std::size_t>(Token::Count)>& tokenTable()
{
    static const std::array<TokenEntry, static_cast<std::size_t>(Token::Count)> table = {{
        {Token::Window, "window", "#1b1b1d", "#eeeef0"},
        {Token::Canvas, "canvas", "#141416", "#dcdce0"},
        {Token::Panel, "panel", "#232326", "#fafafb"},
        {Token::Raised, "raised", "#2d2d31", "#e6e6e9"},
        {Token::Line, "line", "#3a3a40", "#d2d2d8"},
        {Token::Text, "text", "#e8e8ea", "#1c1c1f"},
        {Token::Muted, "muted", "#a2a2aa", "#5b5b63"},
        {Token::Accent, "accent", "#5b9bff", "#2563eb"},
        {Token::OnAccent, "onaccent", "#0c1424", "#ffffff"},
        {Token::Knob, "knob", "#e8e8ea", "#ffffff"},
        {Token::Ok, "ok", "#3fb27f", "#17734c"},
        {Token::Warn, "warn", "#e0a03c", "#8a5800"},
        {Token::Bad, "bad", "#e5635b", "#b3261e"},
    }};
    return table;
}

QColor tokenColor(Token token, bool dark)
{
    const TokenEntry& entry = tokenTable()[static_cast<std::size_t>(token)];
    return QColor(QLatin1String(dark ? entry.dark : entry.light));
}

namespace {

double luminance(const QColor& color)
{
    const auto linear = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

} // namespace

double contrastRatio(const QColor& a, const QColor& b)
{
    const auto [darker, lighter] = std::minmax({luminance(a), luminance(b)});
    return (lighter + 0.05) / (darker + 0.05);
}

} // namespace maquette::widgets
