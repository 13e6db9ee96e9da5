// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/analysis/ExportText.h"

#include "runs/analysis/Words.h"

#include <charconv>
#include <cmath>

namespace maquette::runs {

std::string csvField(std::string_view text)
{
    if (text.find_first_of(",\"\r\n") == std::string_view::npos && !text.empty() && text.front() != ' '
        && text.back() != ' ')
        return std::string(text);
    std::string quoted = "\"";
    for (const char c : text) {
        quoted += c;
        if (c == '"')
            quoted += '"';
    }
    return quoted + '"';
}

std::string timeText(double seconds)
{
    if (std::isnan(seconds))
        return {};
    if (!(std::abs(seconds) < 1e15))
        return exactNumber(seconds);
    char text[400]; // the smallest double has more than 300 places
    const auto end = std::to_chars(text, text + sizeof text, seconds, std::chars_format::fixed).ptr;
    return {text, end};
}

} // namespace maquette::runs
