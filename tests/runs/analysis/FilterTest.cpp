// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/analysis/Filter.h"

#include "runs/analysis/Words.h"

#include "base/Random.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

using namespace maquette;
using namespace maquette::runs;

namespace {

/// A run as the table sees it.
struct Row {
    std::map<std::string, runlog::Setting> plain;
    std::map<std::string, std::array<double, 5>> metrics; ///< first, last, minimum, maximum, mean

    runlog::Setting operator()(const FilterField& field) const
    {
        if (field.kind == FilterField::Kind::Plain)
            if (const auto found = plain.find(field.name); found != plain.end())
                return found->second;
        const auto metric = metrics.find(field.name);
        if (metric == metrics.end())
            return {};
        const bool last = field.kind == FilterField::Kind::Plain;
        return metric->second[last ? 1 : static_cast<std::size_t>(field.kind) - 1];
    }
};

const Row gpt = {{{"status", std::string("finished")},
                  {"name", std::string("gpt-tiny-12")},
                  {"lr", 0.0003},
                  {"batch", std::string("64")},
                  {"fp8", true},
                  {"duration", 7300.0},
                  {"notes", std::string("said \"yes\" \\ no")},
                  {"date", std::string("2026-01-31")},
                  {"diverged", std::nan("")}},
                 {{"eval/loss", {9, 2.25, 2, 9, 3}}}};

bool matches(const std::string& text, const Row& row = gpt)
{
    const FilterParse parsed = parseFilter(text);
    EXPECT_TRUE(parsed.filter) << text << ": " << parsed.trouble.english() << " at " << parsed.position;
    return parsed.filter && parsed.filter->matches(row);
}

struct Wrong {
    std::size_t position;
    std::size_t length;
};

void expectWrong(const std::string& text, std::size_t position, std::size_t length, const std::string& part)
{
    const FilterParse parsed = parseFilter(text);
    EXPECT_FALSE(parsed.filter) << text;
    EXPECT_EQ(parsed.position, position) << text;
    EXPECT_EQ(parsed.length, length) << text;
    EXPECT_NE(parsed.trouble.english().find(part), std::string::npos) << text << ": " << parsed.trouble.english();
    EXPECT_EQ(parsed.error().detail, "column " + std::to_string(position + 1));
}

} // namespace

TEST(Filter, ComparesSettingsAndMetrics)
{
    EXPECT_TRUE(matches("status = finished and lr < 0.001 or name ~ \"bert\""));
    EXPECT_FALSE(matches("status = running and lr < 0.001 or name ~ \"bert\""));
    EXPECT_TRUE(matches("status = running and lr < 0.001 or name ~ \"gpt\""));
    EXPECT_TRUE(matches("STATUS = Finished", Row{{{"STATUS", std::string("finished")}}, {}}));
    EXPECT_TRUE(matches("eval/loss = 2.25"));
    EXPECT_TRUE(matches("min(eval/loss) <= 2 && max(eval/loss) >= 9 && first(eval/loss) == 9"));
    EXPECT_TRUE(matches("mean(eval/loss) > 2.9 and last(eval/loss) < 2.5"));
    EXPECT_FALSE(matches("eval/loss != 2.25"));
    EXPECT_TRUE(matches("lr = 3e-4 and lr >= 0.0003 and lr <= .0003 and lr > -1"));
    EXPECT_TRUE(matches("duration > 2h and duration < 122min and duration = 7300s"));
    EXPECT_TRUE(matches("date = 2026-01-31 and date < 2026-02-01"));
}

TEST(Filter, PrecedenceAndParentheses)
{
    const Row row{{{"a", true}, {"b", false}, {"c", false}}, {}};
    EXPECT_TRUE(matches("a or b and c", row));
    EXPECT_FALSE(matches("(a or b) and c", row));
    EXPECT_TRUE(matches("not b and a", row));
    EXPECT_FALSE(matches("not (b or a)", row));
    EXPECT_TRUE(matches("!b && (!c || c) and not not a", row));
    EXPECT_TRUE(matches(""));
    EXPECT_TRUE(matches(" \t\n"));
    EXPECT_TRUE(parseFilter("").filter->empty());
}

TEST(Filter, TypesThatDiffer)
{
    EXPECT_TRUE(matches("batch > 9")); // text that is a number
    EXPECT_TRUE(matches("batch = 64.0 and batch in (32, 64)"));
    EXPECT_TRUE(matches("fp8 = true and fp8 and fp8 = 1 and fp8 != false"));
    EXPECT_FALSE(matches("name > 5")); // a word has no place among numbers
    EXPECT_FALSE(matches("name <= 5"));
    EXPECT_TRUE(matches("name != 5"));
    EXPECT_TRUE(matches("name < gpt-tiny-100")); // numbers in texts by value
    EXPECT_TRUE(matches("name = GPT-tiny-12 and name in (a, 'b', \"gpt-tiny-12\")"));
    EXPECT_TRUE(matches("diverged = nan and not diverged > 0 and not diverged <= 0 and diverged != 1"));
    EXPECT_TRUE(matches("notes = \"said \\\"yes\\\" \\\\ no\""));
    EXPECT_TRUE(matches("`eval/loss` < 3 and `name` = 'gpt-tiny-12'"));
}

TEST(Filter, WhatARunHasNotIsEqualToNothing)
{
    EXPECT_FALSE(matches("warmup = 0"));
    EXPECT_FALSE(matches("warmup < 5"));
    EXPECT_FALSE(matches("warmup"));
    EXPECT_FALSE(matches("warmup ~ \".*\""));
    EXPECT_TRUE(matches("warmup != 0 and warmup !~ x and not exists(warmup) and exists(eval/loss)"));
}

TEST(Filter, RegularExpressions)
{
    EXPECT_TRUE(matches("name ~ \"^gpt-.*-[0-9]+$\""));
    EXPECT_TRUE(matches("name ~ 'TINY-\\d\\d'"));
    EXPECT_TRUE(matches("name ~ 'large|tiny' and name ~ '\\btiny\\b' and name !~ '^tiny|^large' and name ~ '^gpt|x'"));
    EXPECT_TRUE(matches("name !~ \"^tiny\" and batch ~ 4$ and name ~ 'g.t-(?:tiny|large)' and name ~ g.t"));
    // Patterns that take a backtracking matcher exponential time.
    const Row row{{{"a", std::string(5000, 'a') + "!"}}, {}};
    EXPECT_FALSE(matches("a ~ \"^(a+)+$\"", row));
    EXPECT_FALSE(matches("a ~ \"a+b+c\"", row)); // from any of its places
    EXPECT_FALSE(matches("a ~ \"^(a|aa)+$\"", row));
    EXPECT_FALSE(matches("a ~ \"^((a*)*)*b\"", row));
}

TEST(Filter, ErrorsSayWhere)
{
    expectWrong("lr <", 4, 0, "Expected a value");
    expectWrong("lr < and", 5, 3, "Expected a value");
    expectWrong("< 5", 0, 1, "Expected the name");
    expectWrong("lr 5", 3, 1, "Expected \"and\"");
    expectWrong("(lr < 5", 7, 0, "\")\"");
    expectWrong("lr < 5)", 6, 1, "the end");
    expectWrong("name ~ \"[\"", 7, 3, "regular expression");
    expectWrong("name ~ \"t)(i\"", 7, 6, "regular expression");
    expectWrong("name ~ \"x", 7, 2, "not closed");
    expectWrong("median(loss) < 5", 6, 1, "median");
    expectWrong("a in b", 5, 1, "list");
    expectWrong("a in (b", 7, 0, "\")\"");
    expectWrong("a ; b", 2, 1, "means nothing");
    expectWrong("a and", 5, 0, "Expected the name");
    expectWrong("or a", 0, 2, "Expected the name");
    expectWrong("name ~ \"(a)\\\\1\"", 7, 8, "regular expression");
    expectWrong("name ~ \"a(?=b)\"", 7, 8, "looks ahead");
    expectWrong("name ~ \"(a{50}){50}\"", 7, 13, "repeats too much");
}

TEST(Filter, InputWithoutMeasureIsRefused)
{
    EXPECT_FALSE(parseFilter(std::string(5000, ' ')).filter);
    EXPECT_FALSE(parseFilter(std::string(2000, '(')).filter);
    EXPECT_TRUE(parseFilter(std::string(60, '(') + "a" + std::string(60, ')')).filter);
    std::string nots;
    for (int i = 0; i < 500; ++i)
        nots += "not ";
    EXPECT_FALSE(parseFilter(nots + "a").filter);
    std::string many = "a";
    for (int i = 0; i < 600; ++i)
        many += " or a";
    EXPECT_FALSE(parseFilter(many).filter);
    EXPECT_FALSE(parseFilter("a ~ \"" + std::string(300, 'a') + "\"").filter);
}

TEST(Filter, TellsItsFields)
{
    const auto fields = parseFilter("a < 1 and min(b) > 2 or a = 3 and exists(c)").filter->fields();
    ASSERT_EQ(fields.size(), 3u);
    EXPECT_EQ(fields[1].name, "b");
    EXPECT_EQ(fields[1].kind, FilterField::Kind::Minimum);
}

TEST(Filter, AnythingTypedIsReadOrRefused)
{
    const std::vector<std::string> parts
        = {"a",  "and",   "or", "not", "(",  ")",    "=", "<=",   "~", "\"x\"", "'",        "`b`",
           "3h", "1e999", "in", ",",   "\\", "min(", "{", "\xff", "!", "-",     "\"(a{9}\""};
    base::Random random(1);
    for (int round = 0; round < 20'000; ++round) {
        std::string text;
        for (int i = 0; i < 8; ++i)
            text += parts[static_cast<std::size_t>(random.uniform() * static_cast<double>(parts.size()))] + " ";
        const FilterParse parsed = parseFilter(text);
        if (parsed.filter)
            (void)parsed.filter->matches(gpt);
        else
            ASSERT_LE(parsed.position + parsed.length, text.size()) << text;
        ASSERT_EQ(parsed.trouble.empty(), parsed.filter.has_value());
    }
}

TEST(Words, NaturalOrderAndNumbers)
{
    EXPECT_LT(compareNaturally("layer.2.w", "layer.10.w"), 0);
    EXPECT_GT(compareNaturally("b", "A"), 0);
    EXPECT_NE(compareNaturally("a", "A"), 0);
    EXPECT_NE(compareNaturally("a01", "a1"), 0);
    EXPECT_EQ(compareNaturally("x9", "x9"), 0);
    EXPECT_LT(compareNaturally("99999999999999999999998", "99999999999999999999999"), 0);
    EXPECT_EQ(parseNumber("1e999"), INFINITY);
    EXPECT_EQ(parseNumber("-1e-999"), 0.0);
    EXPECT_EQ(parseNumber("+5"), 5.0);
    EXPECT_EQ(parseNumber("0." + std::string(400, '0') + "1"), 0.0);
    EXPECT_EQ(parseNumber("-" + std::string(400, '9')), -INFINITY);
    EXPECT_EQ(parseNumber("1e+999"), INFINITY);
    EXPECT_FALSE(parseNumber("5 "));
    EXPECT_FALSE(parseNumber(""));
    EXPECT_FALSE(parseNumber("+-5"));
    EXPECT_EQ(exactNumber(0.1), "0.1");
    EXPECT_EQ(exactNumber(0.1 + 0.2), "0.30000000000000004");
    EXPECT_EQ(shortNumber(0.1 + 0.2), "0.3");
    EXPECT_EQ(shortNumber(-1.0 / 3e7), "-3.33333e-08");
    EXPECT_EQ(shortNumber(-INFINITY), "-inf");
    EXPECT_TRUE(matchesPattern("*loss", "eval/loss"));
    EXPECT_TRUE(matchesPattern("*_?nput_*", "a_input_max"));
    EXPECT_FALSE(matchesPattern("loss", "eval/loss"));
    EXPECT_TRUE(matchesPattern("", ""));
    EXPECT_FALSE(matchesPattern("a*a*a*a*a*a*a*a*b", std::string(10'000, 'a')));
}
