// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What columns of texts and arrays seem to mean, and how a wrong guess is corrected.
#include "cloud/io/TestClouds.h"

namespace maquette::cloud::test {

namespace {

struct Guess {
    const char* text;
    std::vector<std::string> columns;
    char separator = ' ';
    int skipLines = 0;
};

ColumnPreview preview(const std::string& name, std::string_view text)
{
    const TemporaryFolder folder;
    const auto guessed = previewColumns(write(folder / name, text));
    if (!guessed.ok()) {
        ADD_FAILURE() << text << ": " << guessed.error().english();
        return {};
    }
    return guessed.value();
}

} // namespace

TEST(TextGuess, Table)
{
    const std::vector<Guess> table = {
        {"1 2 3\n4 5 6\n", {"x", "y", "z"}},
        {"1.5 2 3 10 20 30\n4 5 6 255 0 7\n", {"x", "y", "z", "r", "g", "b"}},
        {"1 2 3 0.5 0.25 0.1\n4 5 6 1.0 0.0 0.9\n", {"x", "y", "z", "r", "g", "b"}},
        {"1 2 3 10 20 30 5\n4 5 6 255 0 7 12\n", {"x", "y", "z", "r", "g", "b", "label"}},
        {"1 2 3 10 20 30 5 1000\n4 5 6 255 0 7 12 3\n", {"x", "y", "z", "r", "g", "b", "label", "instance"}},
        {"1 2 3 0.6 0.8 0.0 17\n4 5 6 0 0 -1 3\n", {"x", "y", "z", "nx", "ny", "nz", "label"}},
        {"1 2 3 0.7\n4 5 6 0.1\n", {"x", "y", "z", "intensity"}},
        {"1 2 3 7\n4 5 6 8\n", {"x", "y", "z", "label"}},
        {"1 2 3 -1500 10 20 30\n4 5 6 2000 255 0 7\n", {"x", "y", "z", "intensity", "r", "g", "b"}},
        {"1 2 3 300 500 9000\n4 5 6 65535 256 12\n", {"x", "y", "z", "r", "g", "b"}},
        {"1 2 3 10 20 30 0 0 1\n4 5 6 255 0 7 1 0 0\n", {"x", "y", "z", "r", "g", "b", "nx", "ny", "nz"}},
        {"1,2,3\n4,5,6\n", {"x", "y", "z"}, ','},
        {"1, 2, 3\n4, 5, 6\n", {"x", "y", "z"}, ','},
        {"1;2;3\n4;5;6\n", {"x", "y", "z"}, ';'},
        {"1,5;2,5;3,5\n4,5;5;6\n", {"x", "y", "z"}, ';'},
        {"1\t2\t3\n4\t5\t6\n", {"x", "y", "z"}},
        {"x\ty\tz\ta\n1\t2\t3\t\n4\t5\t6\t7\n", {"x", "y", "z", "a"}, '\t', 1},
        {"2\n1 2 3\n4 5 6\n", {"x", "y", "z"}, ' ', 1},
        {"# made by hand\n// x y z\n1 2 3\n4 5 6\n", {"x", "y", "z"}, ' ', 2},
        {"//X Y Z R G B Scalar_field Nx Ny Nz\n1 2 3 4 5 6 7 0 0 1\n",
         {"x", "y", "z", "r", "g", "b", "Scalar_field", "nx", "ny", "nz"},
         ' ',
         1},
        {"label,z,y,x\n1,2,3,4\n", {"label", "z", "y", "x"}, ',', 1},
        {"X (m),Y (m),Z (m),Classification\n1,2,3,4\n", {"x", "y", "z", "Classification"}, ',', 1},
        {"\"x\",\"y\",\"z\",\"red\"\n1,2,3,4\n", {"x", "y", "z", "red"}, ',', 1},
        {"a,b,c,d\n1,2,3,0.5\n4,5,6,0.25\n", {"x", "y", "z", "intensity"}, ',', 1},
        {"1 2 3 chair\n4 5 6 table\n", {"x", "y", "z", "skip"}},
        {"  1   2\t3  \r\n\r\n  4 5 6\r\n", {"x", "y", "z"}},
        {"1 2 3", {"x", "y", "z"}},
        {"\xEF\xBB\xBFx;y;z\n1;2;3\n", {"x", "y", "z"}, ';', 1},
    };
    for (const auto& [text, columns, separator, skipLines] : table) {
        const ColumnLayout guess = preview("guess.txt", text).guess;
        EXPECT_EQ(guess.columns, columns) << text;
        EXPECT_EQ(guess.separator, separator) << text;
        EXPECT_EQ(guess.skipLines, skipLines) << text;
        EXPECT_TRUE(guess.check().empty()) << text;
    }
}

TEST(TextGuess, EachTableRowIsReadAsGuessed)
{
    for (const char* text : {"1,5;2,5;3,5\n4;5;6\n", "3\n\n1.5 2.5 3.5\n4 5 6\n1 1 1\n", "x y z\n1.5 2.5 3.5\n4 5 6\n",
                             "\"1.5\",\"2.5\",+3.5\n4,5,6\n",
                             "\xEF\xBB\xBF"
                             "1.5,2.5,3.5\n4,5,6\n",
                             "1.5 2.5 3.5 # no comment\n4 5 6 x y z\n"}) {
        const Cloud cloud = readBack("g.txt", text);
        ASSERT_GE(cloud.size(), 2u) << text;
        EXPECT_EQ(Floats(cloud.positions.begin(), cloud.positions.begin() + 6), (Floats{1.5F, 2.5F, 3.5F, 4, 5, 6}))
            << text;
    }
}

TEST(TextGuess, ColorsOfWholeNumbersUpToOneAreDark)
{
    EXPECT_EQ(readBack("d.txt", "1 2 3 1 0 1\n4 5 6 0 1 0\n").colors, (Bytes{1, 0, 1, 0, 1, 0}));
    EXPECT_EQ(readBack("b.txt", "1 2 3 1.0 0.0 1.0\n4 5 6 0.0 0.5 0.0\n").colors, (Bytes{255, 0, 255, 0, 128, 0}));
}

TEST(TextGuess, TypesFollowTheValuesBeyondTheSample)
{
    std::string text = "x y z p q s\n";
    for (int i = 0; i < 30000; ++i)
        text += "1.25 2 3 7 9 " + std::to_string(i) + "\n";
    text += "1.25 2 3 0.5 9000000000 1\n1.25 2 50000 1 1 1\n";
    const Cloud cloud = readBack("t.txt", text);
    ASSERT_EQ(cloud.size(), 30002u);
    EXPECT_EQ(typeOf(cloud, "p"), "f64");
    EXPECT_EQ(valuesOf(cloud, "p")[30000], 0.5);
    EXPECT_EQ(typeOf(cloud, "q"), "f64");
    EXPECT_EQ(valuesOf(cloud, "q")[30000], 9e9);
    EXPECT_EQ(typeOf(cloud, "s"), "i32");
    EXPECT_EQ(valuesOf(cloud, "s")[29999], 29999);
    EXPECT_EQ(cloud.shift, (Vec3{0, 0, 3}));
    EXPECT_EQ(cloud.coordinate(30001)[2], 50000);
}

TEST(TextGuess, LongWholeNumbersAndDigitsAreKept)
{
    const Cloud cloud = readBack("l.csv", "x,y,z,id,time\n1,2,3,9007199254740993,1234567.125\n1,2,3,-1,0.5\n");
    EXPECT_EQ(typeOf(cloud, "id"), "i64");
    EXPECT_EQ(std::get<std::vector<std::int64_t>>(cloud.find("id")->values)[0], 9007199254740993);
    EXPECT_EQ(valuesOf(cloud, "time"), (Numbers{1234567.125, 0.5}));
}

TEST(TextGuess, AGivenLayoutIsFollowed)
{
    ReadOptions options;
    options.columns = ColumnLayout{{"skip", "z", "y", "x", "prediction", "skip"}, ',', 1, 0};
    const Cloud cloud = readBack("l.csv", "whatever\nname,1,2,3,4,5\nname,6,7,8,9\n", options);
    EXPECT_EQ(cloud.positions, (Floats{3, 2, 1, 8, 7, 6}));
    EXPECT_EQ(valuesOf(cloud, "prediction"), (Numbers{4, 9}));
    EXPECT_EQ(cloud.find(Role::Prediction)->name, "prediction");
    EXPECT_TRUE(cloud.notes.empty());
    options.columns = ColumnLayout{{"x", "y", "z", "r", "g", "b"}, ' ', 0, 65535};
    EXPECT_EQ(readBack("c.txt", "1 2 3 255 65535 0\n", options).colors, (Bytes{1, 255, 0}));
    options.columns = ColumnLayout{{"z", "y", "x"}, ' ', 0, 0};
    EXPECT_EQ(readBack("c.npy", npyFile("<f4", "(1, 4)", raw(1.F, 2.F, 3.F, 4.F)), options).positions,
              (Floats{3, 2, 1}));
}

TEST(TextGuess, ALayoutThatContradictsItselfIsRefused)
{
    const auto problems = [](ColumnLayout layout) { return layout.check().size(); };
    EXPECT_EQ(problems({{"x", "y", "z"}, ' ', 0, 0}), 0u);
    EXPECT_EQ(problems({{"x", "y"}, ' ', 0, 0}), 1u);
    EXPECT_EQ(problems({{"x", "x", "y", "z"}, ' ', 0, 0}), 1u);
    EXPECT_EQ(problems({{"x", "y", "z", "r"}, ' ', 0, 0}), 1u);
    EXPECT_EQ(problems({{"x", "y", "z", "a", "a", ""}, 'q', -1, -3}), 5u);
    ReadOptions options;
    options.columns = ColumnLayout{{"x", "y"}, ' ', 0, 0};
    EXPECT_EQ(refusal("c.txt", "1 2 3\n", options).code, base::ErrorCode::Usage);
    options.columns = ColumnLayout{{"x", "y", "z", "a"}, ' ', 0, 0};
    EXPECT_EQ(refusal("c.npy", npyFile("<f4", "(1, 3)", raw(1.F, 2.F, 3.F)), options).code, base::ErrorCode::BadInput);
}

TEST(TextPreview, ShowsHeadAndRowsAsTheyStand)
{
    std::string text = "# first\nx,y,z\n";
    for (int i = 0; i < 100; ++i)
        text += "1.50,7, \"3\" \n2,3,4\n";
    const ColumnPreview shown = preview("p.csv", text);
    EXPECT_EQ(shown.head, (std::vector<std::string>{"# first", "x,y,z"}));
    ASSERT_EQ(shown.rows.size(), 50u);
    EXPECT_EQ(shown.rows[1], (std::vector<std::string>{"2", "3", "4"}));
    EXPECT_EQ(shown.rows[0], (std::vector<std::string>{"1.50", "7", "3"}));
    const ColumnPreview array = preview("p.npy", npyFile("<f4", "(1, 3)", raw(1.F, 2.5F, -3.F)));
    EXPECT_EQ(array.rows[0], (std::vector<std::string>{"1", "2.5", "-3"}));
    EXPECT_EQ(array.guess.columns, (std::vector<std::string>{"x", "y", "z"}));
    const TemporaryFolder folder;
    EXPECT_FALSE(previewColumns(write(folder / "p.ply", goodFiles()[0].second)).ok());
    EXPECT_FALSE(hasGuessedColumns(folder / "p.ply"));
    EXPECT_TRUE(hasGuessedColumns(write(folder / "p.xyz", "1 2 3\n")));
    EXPECT_FALSE(hasGuessedColumns(folder / "none.xyz"));
}

} // namespace maquette::cloud::test
