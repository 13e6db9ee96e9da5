// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>

#include <array>

namespace maquette::widgets {

/// The colors of the window by what they are for. Nothing else in the window names a color.
enum class Token {
    Window, ///< behind everything
    Canvas, ///< around pictures; neutral, so that colors are judged rightly
    Panel, ///< bars, inspector, cards
    Raised, ///< fields, buttons, selected rows
    Line, ///< borders, grids
    Text, ///< 4.5:1 or better on Panel
    Muted, ///< 4.5:1 or better on Panel
    Accent, ///< the one primary action, focus, sliders, selection
    OnAccent, ///< text on Accent, 4.5:1 or better
    Knob, ///< what is dragged along a slider
    Ok, ///< states, always with a word or sign
    Warn,
    Bad,
    Count
};

struct TokenEntry {
    Token token;
    const char* name; ///< as it stands in the style sheet's template
    const char* dark;
    const char* light;
};

/// The one table of colors, in the order of Token.
[[nodiscard]] const std::array<TokenEntry, static_cast<std::size_t>(Token::Count)>& tokenTable();
[[nodiscard]] QColor tokenColor(Token token, bool dark);
/// Contrast of two opaque colors, 1 … 21 (WCAG 2.1, relative luminance).
[[nodiscard]] double contrastRatio(const QColor& a, const QColor& b);

} // namespace maquette::widgets
