// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Damaged and hostile files of every format: a sentence and the place, never a crash. The sanitizers see what the
// checks here cannot.
#include "cloud/io/TestClouds.h"

#include <cmath>
#include <limits>

namespace maquette::cloud::test {

namespace {

std::string goodBytes(const std::string& name)
{
    for (const auto& [file, bytes] : goodFiles())
        if (file == name)
            return bytes;
    ADD_FAILURE() << "no file " << name;
    return {};
}

/// `bytes` with the first `from` in it replaced.
std::string with(std::string bytes, const std::string& from, const std::string& to)
{
    const auto at = bytes.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return bytes.replace(at, from.size(), to);
}

std::string put(std::string bytes, std::size_t at, const std::string& what)
{
    return bytes.replace(at, what.size(), what);
}

/// What was read must be a cloud, what was not must say why.
void expectSound(const base::Result<Cloud>& read)
{
    if (!read.ok()) {
        ASSERT_EQ(read.error().code, base::ErrorCode::BadInput);
        ASSERT_FALSE(read.error().message.empty());
        return;
    }
    const Cloud& cloud = read.value();
    ASSERT_EQ(cloud.positions.size() % 3, 0u);
    ASSERT_TRUE(cloud.colors.empty() || cloud.colors.size() == 3 * cloud.size());
    for (const auto& attribute : cloud.attributes)
        ASSERT_EQ(sizeOf(attribute.values), cloud.size());
    for (const float value : cloud.positions)
        ASSERT_TRUE(std::isfinite(value));
}

} // namespace

TEST(CloudDamage, ACutFileNeverCrashesAndABinaryOneIsRefused)
{
    const TemporaryFolder folder;
    for (const auto& [name, bytes] : goodFiles()) {
        const auto whole = readCloud(write(folder / name, bytes));
        ASSERT_TRUE(whole.ok()) << name << ": " << whole.error().english();
        const bool lines = name == "plain.txt" || name == "head.csv" || name == "colors.obj" || name == "leica.pts"
            || name == "ascii.ply" || name == "ascii.pcd" || name == "scan.bin";
        for (std::size_t length = 0; length < bytes.size(); ++length) {
            const auto read = readCloud(write(folder / name, std::string_view(bytes).substr(0, length)));
            expectSound(read);
            ASSERT_TRUE(lines || !read.ok()) << name << " cut at " << length;
        }
    }
}

TEST(CloudDamage, AChangedByteNeverCrashes)
{
    const TemporaryFolder folder;
    for (const auto& [name, good] : goodFiles())
        for (std::size_t at = 0; at<good.size(); at += good.size()> 600 ? 3 : 1)
            for (const int mask : {0x01, 0x80, 0xFF}) {
                std::string bytes = good;
                bytes[at] = static_cast<char>(bytes[at] ^ mask);
                expectSound(readCloud(write(folder / name, bytes)));
            }
}

TEST(CloudDamage, HostileFilesAreRefusedWithTheirPlace)
{
    struct Case {
        const char* name;
        std::string bytes;
        const char* found; ///< in the error
    };
    const std::string ply = goodBytes("little.ply");
    const std::string las = goodBytes("old.las");
    const std::string pcd = goodBytes("binary.pcd");
    const std::string packed = goodBytes("packed.pcd");
    const std::string glb = goodBytes("points.glb");
    std::string manyColumns = "1";
    for (int i = 0; i < 300; ++i)
        manyColumns += " 1";
    std::string deep;
    for (int i = 0; i < 200; ++i)
        deep += "[";
    const std::vector<Case> cases = {
        {"count.ply", with(ply, "vertex 2", "vertex 18446744073709551615"), "are announced"},
        {"product.ply", with(ply, "vertex 2", "vertex 4611686018427387904"), "are announced"},
        {"large.ply", with(ply, "vertex 2", "vertex 99999999999999999999"), "number of elements"},
        {"negative.ply", with(ply, "vertex 2", "vertex -2"), "number of elements"},
        {"type.ply", with(ply, "float y", "quad y"), "unknown type"},
        {"noy.ply", with(ply, "float y", "float w"), "no points"},
        {"nothing.ply", "ply\nformat ascii 1.0\nend_header\n", "no points"},
        {"format.ply", with(ply, "binary_little_endian", "binary_middle_endian"), "byte 4"},
        {"noformat.ply", "ply\nelement vertex 0\nend_header\n", "no format"},
        {"head.ply", "ply\nformat ascii 1.0\n" + std::string(2 << 20, 'c'), "byte 21"},
        {"comments.ply", "ply\nformat ascii 1.0\ncomment " + std::string(2 << 20, 'c') + "\nend_header\n",
         "end_header"},
        {"list.ply", with(goodBytes("lists.ply"), std::string("\x02\x00\x00", 3), std::string("\xFF\x00\x00", 3)),
         "list"},
        {"short.ply",
         "ply\nformat ascii 1.0\nelement vertex 2\nproperty float x\nproperty float y\nproperty float "
         "z\nend_header\n1 2 3\n",
         "2 points are announced, 1 rows follow"},
        {"word.ply", with(goodBytes("ascii.ply"), "\n8 9", "\n8 nine"), "line 15: a number expected, found \"nine"},
        {"version.las", put(las, 25, "\x05"), "found 1.5"},
        {"format.las", put(las, 104, "\x0B"), "point format 11"},
        {"length.las", put(las, 105, raw(std::uint16_t(19))), "records of 19 bytes"},
        {"zero.las", put(las, 105, raw(std::uint16_t(0))), "records of 0 bytes"},
        {"count.las", put(las, 107, raw(std::uint32_t(0xFFFFFFFF))), "4294967295 points"},
        {"huge.las", put(goodBytes("extra.las"), 247, raw(std::uint64_t(1) << 63)), "9223372036854775808 points"},
        {"start.las", put(las, 96, raw(std::uint32_t(0xFFFFFFFF))), "points from byte 4294967295"},
        {"header.las", put(las, 94, raw(std::uint16_t(10))), "a header of 10 bytes"},
        {"scale.las", put(las, 131, raw(0.0)), "scale"},
        {"nan.las", put(las, 139, raw(std::numeric_limits<double>::quiet_NaN())), "byte 139"},
        {"count.pcd", with(pcd, "POINTS 1", "POINTS 9"), "WIDTH times HEIGHT"},
        {"overflow.pcd",
         with(with(with(pcd, "WIDTH 1", "WIDTH 4294967296"), "HEIGHT 1", "HEIGHT 4294967296"), "POINTS 1", "POINTS 0"),
         "WIDTH times HEIGHT"},
        {"many.pcd", with(with(pcd, "WIDTH 1", "WIDTH 999999999999"), "POINTS 1", "POINTS 999999999999"),
         "the limit here is"},
        {"size.pcd", with(pcd, "SIZE 4", "SIZE 3"), "a size, type or count that is none"},
        {"fields.pcd", with(pcd, "TYPE F F F F", "TYPE F F F"), "of one length"},
        {"repeat.pcd", with(pcd, "COUNT 1 1 1 1", "COUNT 1 1 1 99999999"), "count that is none"},
        {"data.pcd", with(pcd, "DATA binary", "DATA compact"), "neither ascii nor binary"},
        {"back.pcd", put(packed, packed.size() - 1, "\x7F"), "from before the start"},
        {"raw.pcd", put(packed, packed.size() - 19, raw(std::uint32_t(0xFFFFFFF0))), "unpacked bytes"},
        {"stream.pcd", put(packed, packed.size() - 23, raw(std::uint32_t(0xFFFFFFF0))), "compressed bytes"},
        {"more.pcd", put(packed, packed.size() - 2, std::string(1, char(6 << 5))), "more bytes than announced"},
        {"length.glb", put(glb, 8, raw(std::uint32_t(0xFFFFFFFF))), "announced"},
        {"json.glb", put(glb, 12, raw(std::uint32_t(0xFFFFFFFF))), "first chunk of JSON"},
        {"version.glb", put(glb, 4, raw(std::uint32_t(1))), "version 2"},
        {"count.glb", with(glb, "\"VEC3\",\"count\":2", "\"VEC3\",\"count\":9"), "an accessor"},
        {"view.glb", with(glb, "\"byteLength\":24}", "\"byteLength\":99}"), "reaches beyond"},
        {"deep.glb", glbFile(deep, ""), "deep"},
        {"cycle.glb", glbFile(R"({"scenes":[{"nodes":[0]}],"nodes":[{"children":[0]}]})", ""), "no tree"},
        {"draco.glb", glbFile(R"({"extensionsRequired":["KHR_draco_mesh_compression"]})", ""), "KHR_draco"},
        {"mesh.glb", glbFile(R"({"meshes":[{"primitives":[{"attributes":{}}]}]})", ""), "no points"},
        {"columns.txt", manyColumns + "\n" + manyColumns + "\n", "at most 256"},
        {"words.txt", "these are\nonly words\n", "rows of three numbers"},
        {"two.txt", "1 2\n3 4\n", "rows of three numbers"},
        {"short.txt", "1 2 3 4\n1 2 3 4\n1 2 3\n", "line 3: a row of 3 values where 4 are expected"},
        {"wrong.txt", "1 2 3\n1 2 3\n1 2 three\n4 5 6\n7 8 9\n1 1 1\n", "line 3: a number expected"},
        {"zeros.txt", std::string(1000, '\0'), "rows of three numbers"},
        {"nothing.obj", "f 1 2 3\n", "no line"},
        {"word.obj", "v 1 2 3\nv 1 b 3\n", "line 2: a number expected"},
        {"count.pts", "99999999999999999999\n1 2 3\n", "are announced"},
        {"part.pts", "1.5\n1 2 3\n", "a number of points"},
        {"five.pts", "1\n1 2 3 4 5\n", "found 5 values"},
        {"odd.bin", "12345", "5 bytes are left"},
        {"shape.npy", npyFile("<f4", "(9223372036854775807, 3)", "x"), ""},
        {"object.npy", npyFile("|O", "(1, 3)", "x"), ""},
        {"no.npz", zipFile({{"a.npy", npyFile("<f4", "(2,)", raw(1.F, 2.F))}}), "no array of points"},
        {"archive.npz", zipFile({{"a.txt", "x"}}), ""},
    };
    for (const auto& [name, bytes, found] : cases) {
        const base::Error error = refusal(name, bytes);
        EXPECT_EQ(error.code, base::ErrorCode::BadInput) << name;
        EXPECT_NE(error.english().find(found), std::string::npos) << name << ": " << error.english();
        EXPECT_NE(error.english().find(name), std::string::npos) << "the file is named: " << error.english();
    }
}

TEST(CloudDamage, OnePointManyEqualPointsAndFarOnes)
{
    EXPECT_EQ(readBack("a.txt", "1 2 3\n").size(), 1u);
    std::string same;
    for (int i = 0; i < 100; ++i)
        same += "1 1 1\n";
    const Cloud cloud = readBack("b.txt", same);
    EXPECT_EQ(cloud.size(), 100u);
    EXPECT_EQ(boundsOf(cloud).diagonal(), 0);
    EXPECT_EQ(readBack("c.txt", "1e300 0 0\n1e38 0 0\n-1e38 1 1\n1 2 3\n").droppedPoints, 1u);
    expectSound(readBack("d.las", put(goodBytes("old.las"), 155, raw(1e308))));
    EXPECT_EQ(readBack("e.las", put(goodBytes("old.las"), 155, raw(1e308))).droppedPoints, 2u);
}

TEST(CloudDamage, FilesOfNoPointsAreEmptyClouds)
{
    EXPECT_EQ(readBack("a.ply",
                       "ply\nformat binary_little_endian 1.0\nelement vertex 0\nproperty float x\nproperty float "
                       "y\nproperty float z\nproperty list uchar int n\nproperty int label\nend_header\n")
                  .size(),
              0u);
    EXPECT_EQ(readBack("b.ply",
                       "ply\nformat ascii 1.0\nelement vertex 0\nproperty float x\nproperty float y\nproperty "
                       "float z\nend_header\n")
                  .size(),
              0u);
    EXPECT_EQ(readBack("c.las", lasFile(2, 0, 20, "", 0)).size(), 0u);
    EXPECT_EQ(readBack("d.npy", npyFile("<f2", "(0, 7)", "")).size(), 0u);
    EXPECT_EQ(readBack("e.pts", "0\n").size(), 0u);
    EXPECT_EQ(
        readBack("f.pcd", "FIELDS x y z\nSIZE 4 4 4\nTYPE F F F\nWIDTH 0\nHEIGHT 1\nPOINTS 0\nDATA binary\n").size(),
        0u);
    EXPECT_EQ(readBack("g.glb",
                       glbFile(R"({"meshes":[{"primitives":[{"mode":0,"attributes":{"POSITION":0}}]}],"accessors":[)"
                               R"({"bufferView":0,"componentType":5126,"type":"VEC3","count":0}],"bufferViews":[)"
                               R"({"buffer":0,"byteLength":0}],"buffers":[{"byteLength":0}]})",
                               ""))
                  .size(),
              0u);
}

TEST(CloudDamage, RecordsBeforeThePointsOfALasMayBeBroken)
{
    const std::string las = goodBytes("extra.las");
    // A length that reaches into the points: what it describes is unknown, the points are not.
    const Cloud cloud = readBack("v.las", put(las, 375 + 20, raw(std::uint16_t(60000))));
    EXPECT_EQ(cloud.size(), 2u);
    EXPECT_EQ(cloud.find("wave"), nullptr);
    EXPECT_EQ(cloud.notes.size(), 2u);
    const Cloud wide = readBack("w.las", put(las, 375 + 54 + 2, "\x0A"));
    EXPECT_EQ(wide.size(), 2u);
    ASSERT_EQ(wide.notes.size(), 1u);
    EXPECT_NE(wide.notes[0].find("does not fit"), std::string::npos);
}

TEST(CloudDamage, TheSamePointsAgainAndAgainAreRefused)
{
    std::string primitives;
    for (int i = 0; i < 300; ++i)
        primitives += std::string(i ? "," : "") + R"({"mode":0,"attributes":{"POSITION":0}})";
    const auto error
        = refusal("again.glb",
                  glbFile(R"({"meshes":[{"primitives":[)" + primitives
                              + R"(]}],"accessors":[{"bufferView":0,"componentType":5126,"type":"VEC3","count":1000}],)"
                                R"("bufferViews":[{"buffer":0,"byteLength":12000}],"buffers":[{"byteLength":12000}]})",
                          std::string(12000, '\0')));
    EXPECT_NE(error.english().find("again and again"), std::string::npos);
}

} // namespace maquette::cloud::test
