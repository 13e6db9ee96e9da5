// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Rooms of S3DIS with their known defects, and lists of rooms.
#include "cloud/io/TestClouds.h"

namespace maquette::cloud::test {

namespace fs = std::filesystem;

TEST(S3disRoom, ObjectsBecomeLabelsAndInstances)
{
    const TemporaryFolder folder;
    const fs::path room = folder / "Area_5/office_1";
    write(room / "Annotations/chair_1.txt", "1 2 3 10 20 30\n4 5 6 40 50 60\n");
    write(room / "Annotations/ceiling_1.txt", "7 8 9 1 2 3\r\n");
    write(room / "Annotations/chair_2.txt", "0.5 0.25 0.125 255 0 1\n");
    write(room / "Annotations/.DS_Store", "junk");
    write(room / "Annotations/._chair_1.txt", "junk");
    write(room / "office_1.txt", "not used");
    for (const fs::path& path : {room, room / ""}) {
        const auto read = readCloud(path);
        ASSERT_TRUE(read.ok()) << read.error().english();
        const Cloud& cloud = read.value();
        EXPECT_EQ(cloud.name, "office_1");
        EXPECT_EQ(cloud.positions, (Floats{7, 8, 9, 1, 2, 3, 4, 5, 6, 0.5F, 0.25F, 0.125F}));
        EXPECT_EQ(cloud.colors, (Bytes{1, 2, 3, 10, 20, 30, 40, 50, 60, 255, 0, 1}));
        EXPECT_EQ(valuesOf(cloud, "label"), (Numbers{0, 8, 8, 8})) << "chair is 8 in the order of the stored labels";
        EXPECT_EQ(valuesOf(cloud, "instance"), (Numbers{0, 1, 1, 2}));
        EXPECT_EQ(cloud.find(Role::Label)->name, "label");
        EXPECT_EQ(cloud.find(Role::Instance)->name, "instance");
        EXPECT_TRUE(cloud.notes.empty());
    }
}

TEST(S3disRoom, KnownDefectsAreRepairedAndReported)
{
    const TemporaryFolder folder;
    const fs::path room = folder / "hallway_6";
    // A control byte between two numbers, one within a number, and a letter stuck to a number.
    write(room / "Annotations/ceiling_1.txt",
          "1 2 3 185 187 3\n1 2 3 185\x10"
          "187 3\n1.5 2 3 103.0\x10"
          "0000 7 8\n1 2 3 1 2 3x\n\n");
    write(room / "Annotations/stairs_1.txt", "4 5 6 1 2 3\n");
    const auto read = readCloud(room);
    ASSERT_TRUE(read.ok()) << read.error().english();
    const Cloud& cloud = read.value();
    EXPECT_EQ(cloud.colors, (Bytes{185, 187, 3, 185, 187, 3, 103, 7, 8, 1, 2, 3, 1, 2, 3}));
    EXPECT_EQ(valuesOf(cloud, "label"), (Numbers{0, 0, 0, 0, 12})) << "an unknown class is clutter";
    ASSERT_EQ(cloud.notes.size(), 4u);
    EXPECT_NE(cloud.notes[0].find("stairs"), std::string::npos) << cloud.notes[0];
    EXPECT_EQ(cloud.notes[1], "Annotations/ceiling_1.txt, line 2: repaired \"1 2 3 185\\x10187 3\"");
    EXPECT_NE(cloud.notes[2].find("ceiling_1.txt, line 3"), std::string::npos) << cloud.notes[2];
    EXPECT_NE(cloud.notes[3].find("ceiling_1.txt, line 4"), std::string::npos) << cloud.notes[3];
}

TEST(S3disRoom, ARowBeyondRepairIsLeftOutAndManyAreRefused)
{
    const TemporaryFolder folder;
    const fs::path room = folder / "room";
    write(room / "Annotations/wall_1.txt", "1 2 3 4 5 6\n1 2 3\nnan 2 3 4 5 6\n");
    const auto read = readCloud(room);
    ASSERT_TRUE(read.ok()) << read.error().english();
    EXPECT_EQ(read.value().size(), 1u);
    EXPECT_EQ(read.value().droppedPoints, 1u);
    ASSERT_EQ(read.value().notes.size(), 1u);
    EXPECT_EQ(read.value().notes[0], "Annotations/wall_1.txt, line 2: left out \"1 2 3\"");
    write(room / "Annotations/wall_1.txt", "1 2 3 4 5 6\n1 2 3\n1\n5 6\n");
    EXPECT_NE(readCloud(room).error().english().find("3 of 4 rows"), std::string::npos);
    write(room / "Annotations/wall_1.txt", "");
    EXPECT_EQ(readCloud(room).error().code, base::ErrorCode::BadInput);
    EXPECT_NE(readCloud(folder.path()).error().english().find("no folder Annotations"), std::string::npos);
    ReadOptions options;
    options.maxPoints = 1;
    write(room / "Annotations/wall_1.txt", "1 2 3 4 5 6\n1 2 3 4 5 6\n");
    EXPECT_NE(readCloud(room, options).error().english().find("the limit here is 1"), std::string::npos);
    std::stop_source stop;
    stop.request_stop();
    EXPECT_EQ(readCloud(room, {}, {stop.get_token(), {}}).error().code, base::ErrorCode::Stopped);
}

TEST(RoomList, AreasOfRooms)
{
    const TemporaryFolder folder;
    for (const char* room : {"Area_2/office_1", "Area_1/office_2", "Area_1/hallway_1"})
        write(folder / "Stanford3dDataset_v1.2" / room / "Annotations/wall_1.txt", "1 2 3 4 5 6\n");
    write(folder / "Stanford3dDataset_v1.2/Area_1/Area_1_alignmentAngle.txt", "hallway_1 90\n");
    for (const fs::path& path : {folder.path(), folder / "Stanford3dDataset_v1.2"}) {
        const auto rooms = listRooms(path);
        ASSERT_TRUE(rooms.ok()) << rooms.error().english();
        ASSERT_EQ(rooms.value().size(), 3u);
        EXPECT_EQ(rooms.value()[0].area, "Area_1");
        EXPECT_EQ(rooms.value()[0].name, "hallway_1");
        EXPECT_EQ(rooms.value()[1].name, "office_2");
        EXPECT_EQ(rooms.value()[2].area, "Area_2");
        EXPECT_TRUE(readCloud(rooms.value()[2].path).ok());
    }
    EXPECT_EQ(listRooms(folder / "Stanford3dDataset_v1.2/Area_1").value().size(), 2u);
    const auto one = listRooms(folder / "Stanford3dDataset_v1.2/Area_1/office_2/");
    ASSERT_TRUE(one.ok());
    EXPECT_EQ(one.value()[0].name, "office_2");
    EXPECT_EQ(one.value()[0].area, "Area_1");
}

TEST(RoomList, ArraysAndOtherClouds)
{
    const TemporaryFolder folder;
    write(folder / "Area_5_office_10.npy", npyFile("<f4", "(1, 3)", raw(1.F, 2.F, 3.F)));
    write(folder / "Area_12_hall_1.npy", npyFile("<f4", "(1, 3)", raw(1.F, 2.F, 3.F)));
    write(folder / "scene.ply", "x");
    write(folder / "scene.labels.ply", "x");
    write(folder / "notes.doc", "x");
    write(folder / ".hidden.txt", "1 2 3");
    fs::create_directory_symlink(".", folder / "back");
    const auto rooms = listRooms(folder.path());
    ASSERT_TRUE(rooms.ok());
    ASSERT_EQ(rooms.value().size(), 3u);
    EXPECT_EQ(rooms.value()[0].area, "");
    EXPECT_EQ(rooms.value()[0].name, "scene");
    EXPECT_EQ(rooms.value()[1].area, "Area_12");
    EXPECT_EQ(rooms.value()[1].name, "hall_1");
    EXPECT_EQ(rooms.value()[2].name, "office_10");
    EXPECT_EQ(listRooms(folder / "scene.ply").error().code, base::ErrorCode::BadInput);
    fs::create_directory(folder / "empty");
    EXPECT_NE(listRooms(folder / "empty").error().english().find("no point clouds"), std::string::npos);
    std::stop_source stop;
    stop.request_stop();
    EXPECT_EQ(listRooms(folder.path(), {stop.get_token(), {}}).error().code, base::ErrorCode::Stopped);
}

} // namespace maquette::cloud::test
