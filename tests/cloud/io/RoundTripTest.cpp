// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/io/TestClouds.h"

namespace maquette::cloud::test {

namespace {

/// Writes, reads back, and gives what came of it; notes of the writer go to `notes`.
Cloud roundTrip(const Cloud& cloud, const std::string& name, const WriteOptions& options = {},
                std::vector<std::string>* notes = nullptr)
{
    const TemporaryFolder folder;
    const auto written = writeCloud(folder / name, cloud, options);
    if (!written.ok()) {
        ADD_FAILURE() << written.error().english();
        return {};
    }
    if (notes)
        *notes = written.value();
    const auto read = readCloud(folder / name);
    if (!read.ok()) {
        ADD_FAILURE() << read.error().english();
        return {};
    }
    EXPECT_EQ(read.value().name, name);
    return read.value();
}

void expectAttributes(const Cloud& cloud, const Cloud& expected)
{
    ASSERT_EQ(cloud.attributes.size(), expected.attributes.size());
    for (std::size_t k = 0; k < cloud.attributes.size(); ++k) {
        EXPECT_EQ(cloud.attributes[k].name, expected.attributes[k].name);
        EXPECT_EQ(cloud.attributes[k].role, expected.attributes[k].role) << cloud.attributes[k].name;
        EXPECT_EQ(valuesOf(cloud, cloud.attributes[k].name), valuesOf(expected, expected.attributes[k].name));
    }
}

} // namespace

TEST(CloudRoundTrip, APlyNamesItsTableOfClasses)
{
    const TemporaryFolder folder;
    Cloud cloud;
    cloud.positions = {1, 2, 3};
    cloud.classTable = "s3dis";
    ASSERT_TRUE(writeCloud(folder / "named.ply", cloud).ok());
    EXPECT_EQ(readCloud(folder / "named.ply").value().classTable, "s3dis");
    cloud.classTable.clear();
    ASSERT_TRUE(writeCloud(folder / "plain.ply", cloud).ok());
    EXPECT_EQ(readCloud(folder / "plain.ply").value().classTable, "");
}

TEST(CloudRoundTrip, PlyKeepsAllValuesInTheirTypes)
{
    const Cloud cloud = smallCloud();
    std::vector<std::string> notes;
    const Cloud back = roundTrip(cloud, "c.ply", {}, &notes);
    EXPECT_TRUE(notes.empty());
    EXPECT_EQ(back.positions, cloud.positions);
    EXPECT_EQ(back.colors, cloud.colors);
    EXPECT_EQ(back.shift, cloud.shift);
    expectAttributes(back, cloud);
    for (const auto& attribute : cloud.attributes)
        EXPECT_EQ(typeOf(back, attribute.name), typeName(attribute.values));
}

TEST(CloudRoundTrip, PlyAsTextIsTheSame)
{
    const Cloud cloud = smallCloud();
    const Cloud back = roundTrip(cloud, "c.ply", {true, {}});
    EXPECT_EQ(back.positions, cloud.positions);
    EXPECT_EQ(back.colors, cloud.colors);
    expectAttributes(back, cloud);
    EXPECT_EQ(typeOf(back, "intensity"), "u16");
}

TEST(CloudRoundTrip, PlySaysWhatBecameOfLongWholeNumbers)
{
    Cloud cloud;
    cloud.positions = {1, 2, 3};
    cloud.attributes.push_back({"a id", std::vector<std::uint64_t>{1ull << 40}, Role::None});
    std::vector<std::string> notes;
    const Cloud back = roundTrip(cloud, "c.ply", {}, &notes);
    ASSERT_EQ(notes.size(), 1u);
    EXPECT_NE(notes[0].find("a id"), std::string::npos);
    EXPECT_EQ(valuesOf(back, "a_id"), Numbers{1099511627776.0});
}

TEST(CloudRoundTrip, FarFromTheOriginCoordinatesComeBackInPlyTextAndObj)
{
    for (const char* name : {"c.ply", "c.txt", "c.obj"})
        for (const bool ascii : {false, true}) {
            Cloud cloud;
            cloud.shift = {500000, 5400000, 0};
            cloud.positions = {0.123456F, 0.25F, 1.5F, 20.000001F, 33.3F, -2};
            const Cloud back = roundTrip(cloud, name, {ascii, {}});
            EXPECT_EQ(back.shift, cloud.shift) << name;
            EXPECT_EQ(back.positions, cloud.positions) << name;
        }
}

TEST(CloudRoundTrip, TextIsAsShortAsItCanBe)
{
    Cloud cloud;
    cloud.shift = {500000, 0, 0};
    cloud.positions = {0.123456F, 0.1F, -2, 7, 0.5F, 3};
    const TemporaryFolder folder;
    ASSERT_TRUE(writeCloud(folder / "c.txt", cloud).ok());
    EXPECT_EQ(readBytes(folder / "c.txt"), "500000.123456 0.1 -2\n500007 0.5 3\n");
    cloud.colors = {255, 0, 51, 1, 2, 3};
    cloud.attributes.push_back({"my label", std::vector<std::int8_t>{-1, 5}, Role::None});
    ASSERT_TRUE(writeCloud(folder / "c.txt", cloud).ok());
    EXPECT_EQ(readBytes(folder / "c.txt"),
              "x y z r g b my_label\n500000.123456 0.1 -2 255 0 51 -1\n500007 0.5 3 1 2 3 5\n");
    std::vector<std::string> notes = writeCloud(folder / "c.obj", cloud).value();
    EXPECT_EQ(readBytes(folder / "c.obj"),
              "v 500000.123456 0.1 -2 1.000000 0.000000 0.200000\nv 500007 0.5 3 0.003922 0.007843 0.011765\n");
    ASSERT_EQ(notes.size(), 1u);
    EXPECT_NE(notes[0].find("my label"), std::string::npos);
}

TEST(CloudRoundTrip, TextBringsAttributesBackByName)
{
    const Cloud cloud = smallCloud();
    const Cloud back = roundTrip(cloud, "c.txt");
    EXPECT_EQ(back.positions, cloud.positions);
    EXPECT_EQ(back.colors, cloud.colors);
    expectAttributes(back, cloud);
    EXPECT_EQ(typeOf(back, "label"), "i32");
    EXPECT_EQ(typeOf(back, "time"), "f64");
}

TEST(CloudRoundTrip, NpyIsARoomOfS3dis)
{
    const Cloud cloud = smallCloud();
    std::vector<std::string> notes;
    const Cloud back = roundTrip(cloud, "c.npy", {}, &notes);
    EXPECT_EQ(back.positions, cloud.positions);
    EXPECT_EQ(back.colors, cloud.colors);
    EXPECT_EQ(valuesOf(back, "label"), (Numbers{2, 0, 12}));
    EXPECT_EQ(typeOf(back, "label"), "f64");
    ASSERT_EQ(notes.size(), 1u);
    EXPECT_NE(notes[0].find("prediction, intensity"), std::string::npos);
    Cloud bare;
    bare.positions = {1, 2, 3};
    EXPECT_EQ(roundTrip(bare, "bare.npy").positions, bare.positions);
}

TEST(CloudRoundTrip, LasOfTheOldFormatsWhereTheySuffice)
{
    Cloud cloud;
    cloud.shift = {600000, 5000000, 0};
    cloud.positions = {0.5F, 0.25F, -3, 10, 20.0001F, 5};
    cloud.colors = {255, 0, 128, 9, 8, 7};
    cloud.attributes.push_back({"sem", std::vector<std::int32_t>{6, 2}, Role::Label});
    cloud.attributes.push_back({"gps_time", std::vector<double>{1.5, -7e8}, Role::None});
    const TemporaryFolder folder;
    ASSERT_TRUE(writeCloud(folder / "c.las", cloud).ok());
    const std::string bytes = readBytes(folder / "c.las");
    EXPECT_EQ(bytes.substr(24, 2), std::string("\x01\x02"));
    EXPECT_EQ(bytes[104], 3);
    EXPECT_EQ(bytes.size(), 227u + 2 * 34);
    const Cloud back = readCloud(folder / "c.las").value();
    EXPECT_EQ(back.colors, cloud.colors);
    EXPECT_EQ(valuesOf(back, "classification"), (Numbers{6, 2}));
    EXPECT_EQ(back.find("classification")->role, Role::Label);
    EXPECT_EQ(valuesOf(back, "gps_time"), (Numbers{1.5, -7e8}));
    for (std::size_t i = 0; i < 2; ++i)
        for (std::size_t axis = 0; axis < 3; ++axis)
            EXPECT_NEAR(back.coordinate(i)[axis], cloud.coordinate(i)[axis], 0.00006);
}

TEST(CloudRoundTrip, LasKeepsEverythingElseAsExtraBytes)
{
    const Cloud cloud = smallCloud();
    const Cloud back = roundTrip(cloud, "c.las");
    EXPECT_EQ(back.size(), 3u);
    EXPECT_EQ(back.colors, cloud.colors);
    EXPECT_EQ(valuesOf(back, "classification"), (Numbers{2, 0, 12}));
    EXPECT_EQ(valuesOf(back, "intensity"), (Numbers{0, 40000, 65535}));
    EXPECT_EQ(valuesOf(back, "prediction"), (Numbers{2, -1, 11}));
    EXPECT_EQ(back.find("prediction")->role, Role::Prediction);
    EXPECT_EQ(typeOf(back, "prediction"), "i32");
    EXPECT_EQ(valuesOf(back, "height"), valuesOf(cloud, "height"));
    EXPECT_EQ(valuesOf(back, "time"), valuesOf(cloud, "time"));
    // And once more: what was read is written again as it was.
    const Cloud again = roundTrip(back, "d.las");
    expectAttributes(again, back);
}

TEST(CloudRoundTrip, LasKeepsLabelsThatNoClassCanHold)
{
    Cloud cloud;
    cloud.positions = {1, 2, 3, 4, 5, 6};
    cloud.attributes.push_back({"label", std::vector<std::int32_t>{-1, 300}, Role::Label});
    const Cloud back = roundTrip(cloud, "c.las");
    ASSERT_NE(back.find(Role::Label), nullptr);
    EXPECT_EQ(back.find(Role::Label)->name, "label");
    EXPECT_EQ(valuesOf(back, "label"), (Numbers{-1, 300}));
}

TEST(CloudRoundTrip, LasTakesACoarserScaleForALargeExtent)
{
    Cloud cloud;
    cloud.positions = {0, 0, 0, 1e7F, 1, 1};
    std::vector<std::string> notes;
    const Cloud back = roundTrip(cloud, "c.las", {}, &notes);
    EXPECT_NEAR(back.coordinate(1)[0], 1e7, 0.01);
    ASSERT_EQ(notes.size(), 1u);
    EXPECT_NE(notes[0].find("x was rounded to multiples of 0.01"), std::string::npos) << notes[0];
}

TEST(CloudRoundTrip, ColorsOfClassesTakeThePlaceOfTheOwnOnes)
{
    Cloud cloud;
    cloud.positions = {1, 2, 3};
    for (const char* name : {"c.ply", "c.las", "c.npy", "c.txt", "c.obj"})
        EXPECT_EQ(roundTrip(cloud, name, {false, {10, 200, 255, 255}}).colors, (Bytes{10, 200, 255})) << name;
}

TEST(CloudRoundTrip, AnEmptyCloudIsAFileOfNoPoints)
{
    for (const char* name : {"c.ply", "c.las", "c.npy"})
        EXPECT_EQ(roundTrip({}, name).size(), 0u) << name;
}

TEST(CloudWriter, RefusesWhatItCannotWrite)
{
    const TemporaryFolder folder;
    EXPECT_EQ(writeCloud(folder / "c.xyz", smallCloud()).error().code, base::ErrorCode::Usage);
    EXPECT_EQ(writeCloud(folder / "c.ply", smallCloud(), {false, {1, 2}}).error().code, base::ErrorCode::Usage);
    EXPECT_EQ(writeCloud(folder / "no/c.ply", smallCloud()).error().code, base::ErrorCode::WriteFailed);
    std::stop_source stop;
    Cloud large;
    large.positions.resize(3 * 200000);
    write(folder / "old.ply", "old");
    const base::Job job(stop.get_token(), [&](const base::Progress&) { stop.request_stop(); });
    EXPECT_EQ(writeCloud(folder / "old.ply", large, {}, job).error().code, base::ErrorCode::Stopped);
    EXPECT_EQ(readBytes(folder / "old.ply"), "old");
}

} // namespace maquette::cloud::test
