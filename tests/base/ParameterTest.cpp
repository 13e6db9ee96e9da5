// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/Parameter.h"

#include <gtest/gtest.h>

using namespace maquette::base;

namespace {
ParameterTable table()
{
    ParameterTable all;
    all.push_back({.name = "steps",
                   .type = Parameter::Type::Integer,
                   .defaultValue = std::int64_t(1),
                   .minimum = 1,
                   .maximum = 8});
    all.push_back({.name = "guidance", .type = Parameter::Type::Real, .defaultValue = 1.0, .minimum = 0, .maximum = 3});
    all.push_back({.name = "boxes", .type = Parameter::Type::Boolean, .defaultValue = true});
    all.push_back({.name = "mode",
                   .type = Parameter::Type::Choice,
                   .defaultValue = std::string("auto"),
                   .choices = {{"auto", {}}, {"tiled", {}}}});
    return all;
}
} // namespace

TEST(Parameters, StartWithTheirDefaultsAndKeepTheOrder)
{
    const ParameterValues values(table());
    EXPECT_EQ(dumpJson(values.toJson()), R"({"steps":1,"guidance":1.0,"boxes":true,"mode":"auto"})");
}

TEST(Parameters, TextsAreReadWhollyOrRefused)
{
    ParameterValues values(table());
    EXPECT_TRUE(values.setFromText("steps", "8").ok());
    EXPECT_TRUE(values.setFromText("guidance", "2.5").ok());
    EXPECT_TRUE(values.setFromText("boxes", "off").ok());
    EXPECT_EQ(values.integer("steps"), 8);
    EXPECT_EQ(values.real("guidance"), 2.5);
    EXPECT_FALSE(values.boolean("boxes"));
    for (const auto& [name, text] : std::vector<std::pair<std::string, std::string>>{{"steps", "9"},
                                                                                     {"steps", "2x"},
                                                                                     {"steps", ""},
                                                                                     {"guidance", "nan"},
                                                                                     {"guidance", "1,5"},
                                                                                     {"boxes", "maybe"},
                                                                                     {"mode", "x"},
                                                                                     {"other", "1"}}) {
        const auto result = values.setFromText(name, text);
        ASSERT_FALSE(result.ok()) << name << "=" << text;
        EXPECT_EQ(result.error().code, ErrorCode::Usage);
    }
    EXPECT_EQ(values.integer("steps"), 8);
    EXPECT_EQ(values.setFromText("mode", "x").error().message.english(), "mode is \"x\"; it is one of: auto, tiled.");
}

TEST(Parameters, JsonIsTakenWholeOrNotAtAll)
{
    ParameterValues values(table());
    EXPECT_TRUE(values.fromJson(Json{{"steps", 2}, {"guidance", 2}}).ok());
    EXPECT_EQ(values.real("guidance"), 2.0);
    EXPECT_FALSE(values.fromJson(Json{{"steps", 4}, {"mode", "x"}}).ok());
    EXPECT_EQ(values.integer("steps"), 2);
    EXPECT_FALSE(values.fromJson(Json{{"steps", 2.5}}).ok());
    EXPECT_FALSE(values.fromJson(Json::array()).ok());
}
