// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/Message.h"

#include <charconv>
#include <cmath>
#include <cstring>

namespace maquette::base {

Message::Message(const char* newText, std::vector<std::string> newArguments)
    : text(newText)
    , arguments(std::move(newArguments))
{
}

std::string Message::english() const { return fill(text, arguments); }

std::string Message::fill(const std::string& pattern, const std::vector<std::string>& arguments)
{
    std::string out;
    out.reserve(pattern.size() + 16 * arguments.size());
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i] == '%' && i + 1 < pattern.size() && pattern[i + 1] >= '1' && pattern[i + 1] <= '9') {
            const std::size_t place = static_cast<std::size_t>(pattern[i + 1] - '1');
            if (place < arguments.size()) {
                out += arguments[place];
                ++i;
                continue;
            }
        }
        out += pattern[i];
    }
    return out;
}

bool Message::operator==(const Message& other) const
{
    return std::strcmp(text, other.text) == 0 && arguments == other.arguments;
}

std::string number(double value, int decimals)
{
    if (std::isnan(value))
        return "nan";
    if (std::isinf(value))
        return value > 0 ? "inf" : "-inf";
    // to_chars ignores the process locale, so a comma never enters a message.
    char buffer[400];
    const bool readable = std::fabs(value) < 1e15; // beyond, further digits say nothing
    const auto [end, error] = readable
        ? std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed, decimals)
        : std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::scientific, 3);
    return error == std::errc() ? std::string(buffer, end) : std::to_string(value);
}

} // namespace maquette::base
