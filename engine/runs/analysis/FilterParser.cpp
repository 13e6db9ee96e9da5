// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/analysis/Filter.h"
#include "runs/analysis/FilterLexer.h"
#include "runs/analysis/FilterTerm.h"
#include "runs/analysis/Words.h"

#include <cmath>

namespace maquette::runs {

namespace {

constexpr std::size_t longestText = 4096;
constexpr std::size_t longestExpression = 256;
constexpr std::size_t mostTerms = 1024;
constexpr std::size_t mostValues = 64;
constexpr int deepest = 64;

/// Whether numbers in braces make an expression so large that matching it takes long, or it looks ahead, which may take
/// a power of the text's length.
bool takesTooLong(std::string_view expression)
{
    for (std::size_t at = expression.find("(?"); at != std::string_view::npos; at = expression.find("(?", at + 1))
        if (at + 2 < expression.size() && expression[at + 2] != ':')
            return true;
    double product = 1;
    for (std::size_t i = 0; i < expression.size(); ++i) {
        if (expression[i] != '{')
            continue;
        double largest = 1;
        double number = 0;
        for (++i; i < expression.size() && expression[i] != '}'; ++i) {
            number = expression[i] >= '0' && expression[i] <= '9' ? number * 10 + (expression[i] - '0') : 0;
            largest = std::max(largest, number);
        }
        product *= largest;
    }
    return product > 50;
}

} // namespace

/// By recursive descent: condition = all {or all}, all = one {and one}, one = not one | ( condition ) | comparison.
class FilterParser {
public:
    explicit FilterParser(std::string_view text)
        : m_text(text)
        , m_lexer(text)
    {
        next();
    }

    FilterParse parse()
    {
        FilterParse out;
        if (m_text.size() > longestText) {
            out.trouble
                = {QT_TRANSLATE_NOOP("Engine", "A filter has at most %1 characters."), {std::to_string(longestText)}};
            out.position = longestText;
            return out;
        }
        if (m_token.kind == FilterToken::Kind::End) {
            out.filter = Filter();
            return out;
        }
        condition();
        if (!m_failed && m_token.kind != FilterToken::Kind::End)
            fail({QT_TRANSLATE_NOOP("Engine", "Expected \"and\", \"or\" or the end."), {}});
        if (m_failed) {
            out.trouble = m_trouble;
            out.position = m_position;
            out.length = m_length;
            return out;
        }
        Filter filter;
        filter.m_terms = std::make_shared<const std::vector<Filter::Term>>(std::move(m_terms));
        out.filter = std::move(filter);
        return out;
    }

private:
    void fail(base::Message message)
    {
        if (m_failed)
            return;
        m_failed = true;
        // A token that could not be read knows better what is wrong.
        m_trouble = m_token.kind == FilterToken::Kind::Wrong ? m_token.trouble : std::move(message);
        m_position = m_token.begin;
        m_length = m_token.end - m_token.begin;
    }

    void next() { m_token = m_lexer.next(); }

    [[nodiscard]] bool isSign(std::string_view sign) const
    {
        return m_token.kind == FilterToken::Kind::Sign && m_token.text == sign;
    }
    [[nodiscard]] bool isWord(std::string_view word) const
    {
        return m_token.kind == FilterToken::Kind::Word && lowered(m_token.text) == word;
    }

    std::size_t add(Filter::Term term)
    {
        if (m_terms.size() >= mostTerms)
            fail({QT_TRANSLATE_NOOP("Engine", "This filter has too many comparisons."), {}});
        else
            m_terms.push_back(std::move(term));
        return m_terms.size() - 1;
    }

    std::size_t joined(Filter::Term::Kind kind, std::size_t left, std::size_t right)
    {
        Filter::Term term;
        term.kind = kind;
        term.left = left;
        term.right = right;
        return add(std::move(term));
    }

    std::size_t condition()
    {
        std::size_t left = all();
        while (!m_failed && (isWord("or") || isSign("||"))) {
            next();
            left = joined(Filter::Term::Kind::Or, left, all());
        }
        return left;
    }

    std::size_t all()
    {
        std::size_t left = one();
        while (!m_failed && (isWord("and") || isSign("&&"))) {
            next();
            left = joined(Filter::Term::Kind::And, left, one());
        }
        return left;
    }

    std::size_t one()
    {
        if (m_depth >= deepest) {
            fail({QT_TRANSLATE_NOOP("Engine", "This filter is nested too deeply."), {}});
            return 0;
        }
        ++m_depth;
        std::size_t result = 0;
        if (isWord("not") || isSign("!")) {
            next();
            result = one();
            if (!m_failed)
                result = joined(Filter::Term::Kind::Not, result, result);
        } else if (isSign("(")) {
            next();
            result = condition();
            close();
        } else {
            result = comparison();
        }
        --m_depth;
        return result;
    }

    void close()
    {
        if (!isSign(")"))
            fail({QT_TRANSLATE_NOOP("Engine", "A \")\" is missing here."), {}});
        else
            next();
    }

    bool readField(FilterField& field)
    {
        if (m_token.kind != FilterToken::Kind::Word && m_token.kind != FilterToken::Kind::Name) {
            fail({QT_TRANSLATE_NOOP("Engine", "Expected the name of a column, a setting or a metric."), {}});
            return false;
        }
        field.name = m_token.text;
        next();
        return true;
    }

    std::size_t comparison();
    void readComparison(Filter::Term& term);
    void readValue(Filter::Term& term);
    void readExpression(Filter::Term& term);

    std::string_view m_text;
    FilterLexer m_lexer;
    FilterToken m_token;
    std::vector<Filter::Term> m_terms;
    int m_depth = 0;
    bool m_failed = false;
    base::Message m_trouble;
    std::size_t m_position = 0;
    std::size_t m_length = 0;
};

std::size_t FilterParser::comparison()
{
    Filter::Term term;
    const bool word = m_token.kind == FilterToken::Kind::Word;
    const std::string name = word ? lowered(m_token.text) : std::string();
    if (word && (name == "and" || name == "or" || name == "in"))
        fail({QT_TRANSLATE_NOOP("Engine", "Expected the name of a column, a setting or a metric."), {}});
    if (!readField(term.field))
        return 0;
    bool exists = false;
    if (word && isSign("(")) {
        using Kind = FilterField::Kind;
        bool known = false;
        for (const auto& [call, kind] : {std::pair<std::string_view, Kind>{"first", Kind::First},
                                         {"last", Kind::Last},
                                         {"min", Kind::Minimum},
                                         {"max", Kind::Maximum},
                                         {"mean", Kind::Mean},
                                         {"exists", Kind::Plain}})
            if (name == call) {
                known = true;
                term.field.kind = kind;
            }
        if (!known) {
            fail(
                {QT_TRANSLATE_NOOP("Engine", "\"%1\" cannot be asked for; first, last, min, max, mean and exists can."),
                 {term.field.name}});
            return 0;
        }
        exists = name == "exists";
        next();
        if (!readField(term.field))
            return 0;
        close();
    }
    if (exists)
        term.comparison = Comparison::Exists;
    else if (!m_failed)
        readComparison(term);
    return m_failed ? 0 : add(std::move(term));
}

void FilterParser::readComparison(Filter::Term& term)
{
    for (const auto& [sign, comparison] : {std::pair<std::string_view, Comparison>{"=", Comparison::Equal},
                                           {"==", Comparison::Equal},
                                           {"!=", Comparison::NotEqual},
                                           {"<", Comparison::Less},
                                           {"<=", Comparison::LessEqual},
                                           {">", Comparison::Greater},
                                           {">=", Comparison::GreaterEqual},
                                           {"~", Comparison::Matches},
                                           {"!~", Comparison::NotMatches}})
        if (isSign(sign)) {
            term.comparison = comparison;
            next();
            const bool expression = comparison == Comparison::Matches || comparison == Comparison::NotMatches;
            return expression ? readExpression(term) : readValue(term);
        }
    if (!isWord("in"))
        return; // the field alone
    term.comparison = Comparison::In;
    next();
    if (!isSign("("))
        return fail({QT_TRANSLATE_NOOP("Engine", "Expected a list in parentheses, as (a, b)."), {}});
    do {
        next();
        if (term.values.size() >= mostValues)
            return fail({QT_TRANSLATE_NOOP("Engine", "This list is too long."), {}});
        readValue(term);
    } while (!m_failed && isSign(","));
    if (!m_failed)
        close();
}

void FilterParser::readValue(Filter::Term& term)
{
    switch (m_token.kind) {
    case FilterToken::Kind::Number:
        term.values.emplace_back(m_token.number);
        break;
    case FilterToken::Kind::Text:
        term.values.emplace_back(m_token.text);
        break;
    case FilterToken::Kind::Word:
        if (isWord("and") || isWord("or")) // rather a value that was forgotten than one
            return fail({QT_TRANSLATE_NOOP("Engine", "Expected a value: a number, a word or a text in quotes."), {}});
        if (isWord("true") || isWord("false"))
            term.values.emplace_back(isWord("true"));
        else if (const auto number = parseNumber(lowered(m_token.text)))
            term.values.emplace_back(*number); // nan, inf
        else
            term.values.emplace_back(m_token.text);
        break;
    default:
        return fail({QT_TRANSLATE_NOOP("Engine", "Expected a value: a number, a word or a text in quotes."), {}});
    }
    next();
}

void FilterParser::readExpression(Filter::Term& term)
{
    if (m_token.kind == FilterToken::Kind::Number)
        m_token.text = std::string(m_lexer.typed(m_token));
    else if (m_token.kind != FilterToken::Kind::Text && m_token.kind != FilterToken::Kind::Word)
        return fail({QT_TRANSLATE_NOOP("Engine", "Expected a regular expression in quotes."), {}});
    if (m_token.text.size() > longestExpression || takesTooLong(m_token.text))
        return fail(
            {QT_TRANSLATE_NOOP("Engine", "This regular expression is too long, repeats too much or looks ahead."), {}});
    try {
        auto flags = std::regex::ECMAScript | std::regex::icase | std::regex::nosubs;
#ifdef __GLIBCXX__
        // Without back-references, and in return never in exponential time or deep recursion over the text.
        flags |= std::regex_constants::__polynomial;
#endif
        // First alone: what is wrong in it must not become right between parentheses.
        static_cast<void>(std::regex(m_token.text, flags));
        // Where it is found is a part of the expression, as trying each place anew takes quadratic time.
        term.expression = std::make_shared<const std::regex>("[\\s\\S]*?(?:" + m_token.text + ")", flags);
    } catch (const std::regex_error&) {
        return fail({QT_TRANSLATE_NOOP("Engine", "This is not a regular expression."), {}});
    }
    next();
}

FilterParse parseFilter(std::string_view text) { return FilterParser(text.substr(0, longestText + 1)).parse(); }

} // namespace maquette::runs
