// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/analysis/Words.h"

#include <charconv>
#include <cmath>

namespace maquette::runs {

namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// The run of digits at the front, without leading zeros.
std::string_view digitsOf(std::string_view text, std::size_t at, std::size_t& end)
{
    end = at;
    while (end < text.size() && digit(text[end]))
        ++end;
    while (at + 1 < end && text[at] == '0')
        ++at;
    return text.substr(at, end - at);
}

} // namespace

int compareNaturally(std::string_view a, std::string_view b)
{
    std::size_t i = 0;
    std::size_t k = 0;
    while (i < a.size() && k < b.size()) {
        if (digit(a[i]) && digit(b[k])) {
            std::size_t endA = 0;
            std::size_t endB = 0;
            const std::string_view left = digitsOf(a, i, endA);
            const std::string_view right = digitsOf(b, k, endB);
            if (left.size() != right.size())
                return left.size() < right.size() ? -1 : 1;
            if (const int order = left.compare(right))
                return order;
            i = endA;
            k = endB;
        } else {
            const auto left = static_cast<unsigned char>(lower(a[i++]));
            const auto right = static_cast<unsigned char>(lower(b[k++]));
            if (left != right)
                return left < right ? -1 : 1;
        }
    }
    if (i < a.size() || k < b.size())
        return i < a.size() ? 1 : -1;
    return a.compare(b);
}

bool matchesPattern(std::string_view pattern, std::string_view text)
{
    std::size_t p = 0;
    std::size_t star = std::string_view::npos;
    std::size_t resume = 0;
    for (std::size_t t = 0; t < text.size();) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            resume = t;
        } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == text[t])) {
            ++p;
            ++t;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            t = ++resume;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == '*')
        ++p;
    return p == pattern.size();
}

std::optional<double> parseNumber(std::string_view text)
{
    if (text.size() > 1 && text.front() == '+' && text[1] != '-')
        text.remove_prefix(1);
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error == std::errc::result_out_of_range && end == text.data() + text.size()) {
        // Beyond the range of a double: what it rounds to.
        const bool negative = text.front() == '-';
        if (negative)
            text.remove_prefix(1);
        const std::size_t exponent = text.find_first_of("eE");
        const bool small = exponent == std::string_view::npos ? text.front() == '0' || text.front() == '.'
                                                              : text[exponent + 1] == '-';
        return small ? 0.0 : negative ? -INFINITY : INFINITY;
    }
    if (error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

std::string exactNumber(double value)
{
    if (std::isnan(value))
        return "nan";
    char buffer[32];
    const auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, value);
    return error == std::errc() ? std::string(buffer, end) : std::string();
}

std::string shortNumber(double value)
{
    if (std::isnan(value))
        return "nan";
    char buffer[32];
    const auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::general, 6);
    return error == std::errc() ? std::string(buffer, end) : std::string();
}

std::string lowered(std::string_view text)
{
    std::string out(text);
    for (char& c : out)
        c = lower(c);
    return out;
}

std::optional<double> numberOf(const runlog::Setting& setting)
{
    if (const auto* value = std::get_if<double>(&setting))
        return *value;
    if (const auto* value = std::get_if<bool>(&setting))
        return *value ? 1 : 0;
    if (const auto* value = std::get_if<std::string>(&setting))
        return parseNumber(*value);
    return std::nullopt;
}

std::string textOf(const runlog::Setting& setting)
{
    if (const auto* value = std::get_if<double>(&setting))
        return exactNumber(*value);
    if (const auto* value = std::get_if<bool>(&setting))
        return *value ? "true" : "false";
    if (const auto* value = std::get_if<std::string>(&setting))
        return *value;
    return {};
}

} // namespace maquette::runs
