// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/ClassTable.h"

#include "support/TemporaryFolder.h"

#include <gtest/gtest.h>

#include <fstream>
#include <set>

using namespace maquette;
using namespace maquette::cloud;

TEST(ClassTable, NamesFollowTheStoredLabelsOfS3dis)
{
    const ClassTable* table = classTable("s3dis");
    ASSERT_TRUE(table);
    ASSERT_EQ(table->entries.size(), 13u);
    EXPECT_EQ(table->find(7)->name, "table");
    EXPECT_EQ(table->find(8)->name, "chair");
    EXPECT_EQ(table->find(8)->color, (Rgb{255, 0, 0}));
    EXPECT_EQ(table->find(9)->name, "sofa");
    EXPECT_EQ(table->find(10)->name, "bookcase");
    EXPECT_EQ(table->find(13), nullptr);
    EXPECT_EQ(table->slot(-1), otherSlot);
}

TEST(ClassTable, TheOtherTablesHaveTheirNumberOfClasses)
{
    EXPECT_EQ(classTable("scannet")->entries.size(), 20u);
    EXPECT_EQ(classTable("shapenetpart")->entries.size(), 50u);
    EXPECT_EQ(classTable("shapenetpart")->find(12)->name, "chair 1");
    EXPECT_EQ(classTable("las")->find(6)->name, "building");
    EXPECT_EQ(classTable("nonsense"), nullptr);
}

TEST(ClassTable, IsKeptInAFile)
{
    const tests::TemporaryFolder folder;
    ClassTable table = *classTable("s3dis");
    ASSERT_TRUE(writeClassTable(folder / "classes.json", table).ok());
    const auto read = readClassTable(folder / "classes.json");
    ASSERT_TRUE(read.ok()) << read.error().english();
    EXPECT_EQ(read.value().entries, table.entries);
    EXPECT_EQ(read.value().name, "S3DIS");
    EXPECT_EQ(read.value().id, "classes.json");
}

TEST(ClassTable, GapsAndOrderOfIdsDoNotMatter)
{
    const auto json
        = base::parseJson(R"({"classes":[{"id":40,"name":"b","color":"#0a0B0c"},{"id":3,"name":"a"}]})", "t");
    const auto table = classTableFromJson(json.value(), "t");
    ASSERT_TRUE(table.ok());
    EXPECT_EQ(table.value().slot(3), 0);
    EXPECT_EQ(table.value().slot(40), 1);
    EXPECT_EQ(table.value().slot(4), otherSlot);
    EXPECT_EQ(table.value().entries[1].color, (Rgb{10, 11, 12}));
}

TEST(ClassTable, DamagedTablesAreRefusedWithTheReason)
{
    const std::pair<const char*, const char*> damaged[] = {
        {"[]", "list \"classes\""},
        {R"({"classes":[]})", "no classes"},
        {R"({"classes":[{"id":1,"name":"a"},{"id":1,"name":"b"}]})", "twice"},
        {R"({"classes":[{"id":-1,"name":"a"}]})", "below 0"},
        {R"({"classes":[{"id":99999999999,"name":"a"}]})", "above"},
        {R"({"classes":[{"id":1.5,"name":"a"}]})", "whole number"},
        {R"({"classes":[{"id":1}]})", "text \"name\""},
        {R"({"classes":[{"id":1,"name":"a","color":"red"}]})", "#rrggbb"},
        {R"({"classes":[{"id":1,"name":"a","color":"#12345g"}]})", "#rrggbb"},
        {R"({"classes":["a"]})", "whole number"},
    };
    for (const auto& [text, reason] : damaged) {
        const auto table = classTableFromJson(base::parseJson(text, "t").value(), "t");
        ASSERT_FALSE(table.ok()) << text;
        EXPECT_NE(table.error().english().find(reason), std::string::npos) << table.error().english();
    }
    EXPECT_FALSE(readClassTable("/nonexistent/classes.json").ok());
}

TEST(ClassTable, ColorsComeFromTheIdAndNotFromTheRank)
{
    const std::vector<std::int32_t> all = {0, 1, 2, 30, 5};
    const std::vector<std::int32_t> some = {5, 30, -1};
    const ClassTable whole = tableForLabels(all);
    const ClassTable part = tableForLabels(some);
    EXPECT_EQ(part.entries.size(), 2u);
    EXPECT_EQ(part.find(30)->color, whole.find(30)->color);
    std::set<Rgb> colors;
    std::vector<std::int32_t> many(255);
    for (std::int32_t i = 0; i < 255; ++i)
        many[static_cast<std::size_t>(i)] = i;
    for (const auto& entry : tableForLabels(many).entries)
        colors.insert(entry.color);
    EXPECT_GT(colors.size(), 250u);
}

TEST(ClassTable, AKnownTableIsTakenWhenItNamesAllLabels)
{
    EXPECT_EQ(guessTable(std::vector<std::int32_t>{0, 12, -1}, "s3dis").id, "s3dis");
    EXPECT_EQ(guessTable(std::vector<std::int32_t>{0, 13}, "s3dis").id, "labels");
    EXPECT_EQ(guessTable(std::vector<std::int32_t>{2, 6}, "las").find(6)->name, "building");
    EXPECT_EQ(guessTable(std::vector<std::int32_t>{2, 6}, "").id, "labels");
}
