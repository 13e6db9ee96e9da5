// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/analysis/AlarmSettings.h"

#include "support/RunFiles.h"
#include "support/TemporaryFolder.h"

#include <gtest/gtest.h>

#include <cmath>

using namespace maquette;
using namespace maquette::runs;

namespace {

base::Json json(const char* text) { return base::parseJson(text, "test").value(); }

} // namespace

TEST(AlarmSettings, DefaultsMakeRulesThatCanBeUsed)
{
    const AlarmSettings settings;
    EXPECT_EQ(settings.of(AlarmName::Overflow).limit, 0.001);
    for (const auto& rules : {settings.scalarRules(), settings.fp8Rules()})
        for (const AlarmRule& rule : rules)
            EXPECT_TRUE(rule.check().ok()) << nameOf(rule.kind);
    EXPECT_EQ(settings.scalarRules().size(), 4u);
    EXPECT_EQ(settings.fp8Rules().size(), 7u);
}

TEST(AlarmSettings, WhatIsOffMakesNoRuleAndLimitsGoToTheirPlaces)
{
    AlarmSettings settings;
    settings.set(AlarmName::NotFinite, {false, 0});
    settings.set(AlarmName::Silent, {true, 5});
    settings.set(AlarmName::StaleScale, {true, 10.4});
    settings.set(AlarmName::ScaleJump, {true, 2});
    settings.set(AlarmName::Headroom, {true, -1.5});
    const auto scalars = settings.scalarRules();
    ASSERT_EQ(scalars.size(), 3u);
    EXPECT_EQ(scalars[0].seconds, 5);
    const auto fp8 = settings.fp8Rules();
    ASSERT_EQ(fp8.size(), 6u);
    EXPECT_EQ(fp8[2].threshold, -1.5);
    EXPECT_EQ(fp8[3].steps, 10);
    EXPECT_EQ(fp8[5].binades, 2);
}

TEST(AlarmSettings, JsonComesBackAndIsHeldInItsRanges)
{
    AlarmSettings settings;
    settings.set(AlarmName::Underflow, {false, 12.5});
    settings.set(AlarmName::NotFinite, {false, 0});
    AlarmSettings back;
    ASSERT_TRUE(back.read(settings.toJson(), "test").ok());
    EXPECT_EQ(back, settings);
    EXPECT_NE(back, AlarmSettings());
    ASSERT_TRUE(
        back.read(json(R"({"overflow":{"limit":1e300},"scaleJump":{"limit":-3},"staleScale":{"limit":0}})"), "test")
            .ok());
    EXPECT_EQ(back.of(AlarmName::Overflow).limit, 100);
    EXPECT_EQ(back.of(AlarmName::ScaleJump).limit, 0.5);
    EXPECT_EQ(back.of(AlarmName::StaleScale).limit, 1);
    EXPECT_FALSE(back.of(AlarmName::Underflow).on) << "what is not named stays";
    settings.set(AlarmName::Silent, {true, std::nan("")});
    EXPECT_EQ(settings.of(AlarmName::Silent).limit, 600);
}

TEST(AlarmSettings, WhatCannotBeUsedIsNamedAndSetsNothing)
{
    const tests::TemporaryFolder folder;
    for (const auto& [text, key] : {std::pair(R"({"overflow":{"on":false},"overflows":{}})", "overflows"),
                                    {"[]", "{ }"},
                                    {R"({"silent":{"limit":"600"}})", "silent.limit"},
                                    {R"({"silent":{"limit":null}})", "silent.limit"},
                                    {R"({"silent":3})", "silent"},
                                    {R"({"notFinite":{"limit":3}})", "notFinite.limit"},
                                    {R"({"silent":{"off":true}})", "silent.off"}}) {
        AlarmSettings settings;
        tests::writeText(folder / "alarms.json", text);
        const auto read = settings.readFrom(folder / "alarms.json");
        ASSERT_FALSE(read.ok()) << text;
        EXPECT_EQ(read.error().code, base::ErrorCode::BadInput);
        EXPECT_NE(read.error().english().find(key), std::string::npos) << read.error().english();
        EXPECT_EQ(settings, AlarmSettings());
    }
    AlarmSettings settings;
    tests::writeText(folder / "alarms.json", "{");
    EXPECT_FALSE(settings.readFrom(folder / "alarms.json").ok());
    EXPECT_FALSE(settings.readFrom(folder / "none.json").ok());
}
