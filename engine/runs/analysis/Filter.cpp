// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/analysis/Filter.h"

#include "runs/analysis/FilterTerm.h"
#include "runs/analysis/Words.h"

#include <algorithm>
#include <cmath>

namespace maquette::runs {

namespace {

/// More of a text is not searched: the time of a match is bounded by it.
constexpr std::size_t longestSubject = 1024;

bool truth(const runlog::Setting& value)
{
    if (const auto* text = std::get_if<std::string>(&value)) {
        const std::string small = lowered(*text);
        if (const auto number = parseNumber(small))
            return *number != 0;
        return !small.empty() && small != "false" && small != "no" && small != "none";
    }
    const auto number = numberOf(value);
    return number && *number != 0;
}

std::optional<bool> boolOf(const runlog::Setting& value)
{
    if (const auto* known = std::get_if<bool>(&value))
        return *known;
    if (const auto* text = std::get_if<std::string>(&value)) {
        const std::string small = lowered(*text);
        if (small == "true" || small == "false")
            return small == "true";
    }
    if (const auto number = numberOf(value))
        if (*number == 0 || *number == 1)
            return *number == 1;
    return std::nullopt;
}

bool ordered(Comparison comparison, int order)
{
    switch (comparison) {
    case Comparison::Equal:
        return order == 0;
    case Comparison::NotEqual:
        return order != 0;
    case Comparison::Less:
        return order < 0;
    case Comparison::LessEqual:
        return order <= 0;
    case Comparison::Greater:
        return order > 0;
    case Comparison::GreaterEqual:
        return order >= 0;
    default:
        return false;
    }
}

bool compared(const runlog::Setting& value, Comparison comparison, const runlog::Setting& literal)
{
    if (std::holds_alternative<bool>(literal)) {
        const auto known = boolOf(value);
        if (!known)
            return comparison == Comparison::NotEqual;
        return ordered(comparison, static_cast<int>(*known) - static_cast<int>(std::get<bool>(literal)));
    }
    const auto left = numberOf(value);
    const auto right = numberOf(literal);
    if (left && right) {
        if (std::isnan(*left) || std::isnan(*right)) {
            const bool equal = std::isnan(*left) && std::isnan(*right);
            return comparison == Comparison::NotEqual                                 ? !equal
                : comparison == Comparison::Less || comparison == Comparison::Greater ? false
                                                                                      : equal;
        }
        return ordered(comparison, *left < *right ? -1 : *left > *right ? 1 : 0);
    }
    // A number has no order among words.
    const bool words = std::holds_alternative<std::string>(value) && std::holds_alternative<std::string>(literal);
    const std::string a = lowered(textOf(value));
    const std::string b = lowered(textOf(literal));
    if (comparison == Comparison::Equal || comparison == Comparison::NotEqual)
        return (a == b) == (comparison == Comparison::Equal);
    return words && ordered(comparison, compareNaturally(a, b));
}

} // namespace

bool holds(const Filter::Term& term, const runlog::Setting& value)
{
    const bool there = !isMissing(value);
    switch (term.comparison) {
    case Comparison::Exists:
        return there;
    case Comparison::True:
        return there && truth(value);
    case Comparison::NotEqual:
        return !there || compared(value, Comparison::NotEqual, term.values.front());
    case Comparison::In:
        return there && std::any_of(term.values.begin(), term.values.end(), [&](const runlog::Setting& literal) {
                   return compared(value, Comparison::Equal, literal);
               });
    case Comparison::Matches:
    case Comparison::NotMatches: {
        std::string text = textOf(value);
        // What is cut off is not an end that $ may match.
        auto flags = std::regex_constants::match_continuous;
        if (text.size() > longestSubject)
            flags |= std::regex_constants::match_not_eol;
        text.resize(std::min(text.size(), longestSubject));
        bool found = false;
        try {
            found = there && std::regex_search(text, *term.expression, flags);
        } catch (const std::regex_error&) {
            found = false; // out of memory in the library's matcher
        }
        return found == (term.comparison == Comparison::Matches);
    }
    default:
        return there && compared(value, term.comparison, term.values.front());
    }
}

bool Filter::matches(const FilterLookup& lookup) const
{
    if (!m_terms)
        return true;
    // Children stand before parents, so one pass without recursion is enough; a run has few fields.
    std::vector<char> results(m_terms->size());
    for (std::size_t i = 0; i < m_terms->size(); ++i) {
        const Term& term = (*m_terms)[i];
        switch (term.kind) {
        case Term::Kind::And:
            results[i] = results[term.left] && results[term.right];
            break;
        case Term::Kind::Or:
            results[i] = results[term.left] || results[term.right];
            break;
        case Term::Kind::Not:
            results[i] = !results[term.left];
            break;
        case Term::Kind::Compare:
            results[i] = holds(term, lookup(term.field));
            break;
        }
    }
    return results.back() != 0;
}

std::vector<FilterField> Filter::fields() const
{
    std::vector<FilterField> out;
    if (m_terms)
        for (const Term& term : *m_terms)
            if (term.kind == Term::Kind::Compare && std::find(out.begin(), out.end(), term.field) == out.end())
                out.push_back(term.field);
    return out;
}

base::Error FilterParse::error() const
{
    return {base::ErrorCode::Usage, trouble, "column " + std::to_string(position + 1)};
}

} // namespace maquette::runs
