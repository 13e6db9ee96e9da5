// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Each format read with its values, from files written here byte by byte.
#include "cloud/io/LabelArray.h"
#include "cloud/io/TestClouds.h"

#include <cmath>
#include <cstdio>
#include <limits>

namespace maquette::cloud::test {

namespace {

std::string good(const std::string& name)
{
    for (const auto& [file, bytes] : goodFiles())
        if (file == name)
            return bytes;
    ADD_FAILURE() << "no file " << name;
    return {};
}

Cloud readGood(const std::string& name) { return readBack(name, good(name)); }

std::string bigEndian(std::string bytes) { return {bytes.rbegin(), bytes.rend()}; }

} // namespace

TEST(CloudPly, AsciiWithFacesBehind)
{
    const Cloud cloud = readGood("ascii.ply");
    EXPECT_EQ(cloud.positions, (Floats{1, 2, 3, 8, 9, 10}));
    EXPECT_EQ(cloud.colors, (Bytes{4, 5, 6, 11, 12, 13}));
    EXPECT_EQ(valuesOf(cloud, "label"), (Numbers{7, 14}));
    EXPECT_EQ(typeOf(cloud, "label"), "i32");
    EXPECT_EQ(cloud.find(Role::Label), cloud.find("label"));
    EXPECT_EQ(cloud.name, "ascii.ply");
    EXPECT_TRUE(cloud.notes.empty());
}

TEST(CloudPly, BinaryOfBothByteOrders)
{
    const Cloud cloud = readGood("little.ply");
    EXPECT_EQ(cloud.positions, (Floats{1, 2, 3, 5, 6, 7}));
    EXPECT_EQ(valuesOf(cloud, "label"), (Numbers{4, 8}));
    const Cloud big = readBack(
        "big.ply",
        "ply\r\nformat binary_big_endian 1.0\r\ncomment x\r\nelement vertex 1\r\nproperty double x\r\nproperty int16 "
        "y\r\nproperty float32 z\r\nproperty uint32 scalar_class\r\nproperty int64 id\r\nend_header\r\n"
            + bigEndian(raw(-1.5)) + bigEndian(raw(std::int16_t(-300))) + bigEndian(raw(2.5F))
            + bigEndian(raw(std::uint32_t(70000))) + bigEndian(raw(std::int64_t(-5))));
    EXPECT_EQ(big.coordinate(0), (Vec3{-1.5, -300, 2.5}));
    EXPECT_EQ(typeOf(big, "scalar_class"), "u32");
    EXPECT_EQ(valuesOf(big, "scalar_class"), Numbers{70000});
    EXPECT_EQ(big.find(Role::Label), big.find("scalar_class"));
    EXPECT_EQ(valuesOf(big, "id"), Numbers{-5});
}

TEST(CloudPly, ListsOfVerticesAndElementsBeforeThemAreSkipped)
{
    EXPECT_EQ(readGood("lists.ply").positions, (Floats{1, 2, 3, 5, 6, 7}));
    const Cloud text = readBack("t.ply",
                                "ply\nformat ascii 1.0\nelement camera 2\nproperty list int float m\nelement vertex "
                                "1\nproperty float x\nproperty list uchar int n\nproperty float y\nproperty float "
                                "z\nproperty float q\nend_header\n0\n2 5 5\n\n1 3 9 9 9 2 3 4\n");
    EXPECT_EQ(text.positions, (Floats{1, 2, 3}));
    EXPECT_EQ(valuesOf(text, "q"), Numbers{4});
}

TEST(CloudPly, ColorsOfOtherTypesAndNames)
{
    const std::string head = "ply\nformat binary_little_endian 1.0\nelement vertex 2\nproperty float x\nproperty float "
                             "y\nproperty float z\n";
    const Cloud unit = readBack(
        "f.ply",
        head + "property float r\nproperty float g\nproperty float b\nend_header\n"
            + raw(0.F, 0.F, 0.F, 0.F, 0.5F, 1.F, 1.F, 1.F, 1.F, 0.25F, 0.F, std::numeric_limits<float>::quiet_NaN()));
    EXPECT_EQ(unit.colors, (Bytes{0, 128, 255, 64, 0, 0}));
    const Cloud wide = readBack("w.ply",
                                head
                                    + "property ushort diffuse_red\nproperty ushort diffuse_green\nproperty ushort "
                                      "diffuse_blue\nend_header\n"
                                    + raw(0.F, 0.F, 0.F, std::uint16_t(65535), std::uint16_t(257), std::uint16_t(0),
                                          1.F, 1.F, 1.F, std::uint16_t(0), std::uint16_t(0), std::uint16_t(0)));
    EXPECT_EQ(wide.colors, (Bytes{255, 1, 0, 0, 0, 0}));
    // Of an incomplete triple nothing is lost.
    const Cloud half = readBack("h.ply",
                                head + "property uchar red\nend_header\n"
                                    + raw(0.F, 0.F, 0.F, std::uint8_t(9), 1.F, 1.F, 1.F, std::uint8_t(8)));
    EXPECT_FALSE(half.hasColors());
    EXPECT_EQ(valuesOf(half, "red"), (Numbers{9, 8}));
}

TEST(CloudPly, NamesThatRepeatAndRolesThatCompete)
{
    const Cloud cloud
        = readBack("n.ply",
                   "ply\nformat ascii 1.0\nelement vertex 1\nproperty float x\nproperty float y\nproperty "
                   "float z\nproperty int class\nproperty int class\nproperty int label\nproperty int "
                   "preds\nproperty int ins\nproperty float x\nend_header\n1 2 3 4 5 6 7 8 9\n");
    EXPECT_EQ(cloud.positions, (Floats{1, 2, 3}));
    EXPECT_EQ(valuesOf(cloud, "class #2"), Numbers{5});
    EXPECT_EQ(cloud.find(Role::Label)->name, "class");
    EXPECT_EQ(cloud.find("label")->role, Role::None);
    EXPECT_EQ(cloud.find(Role::Prediction)->name, "preds");
    EXPECT_EQ(cloud.find(Role::Instance)->name, "ins");
    EXPECT_EQ(valuesOf(cloud, "x"), Numbers{9});
}

TEST(CloudPly, ScanNetKeepsLabelsBeside)
{
    const TemporaryFolder folder;
    const std::string head
        = "ply\nformat ascii 1.0\nelement vertex 2\nproperty float x\nproperty float y\nproperty float z\n";
    const auto file = write(folder / "scene0000_00.ply", head + "end_header\n1 2 3\n4 5 6\n");
    write(folder / "scene0000_00.labels.ply", head + "property ushort label\nend_header\n1 2 3 7\n4 5 6 39\n");
    const Cloud cloud = readCloud(file).value();
    EXPECT_EQ(valuesOf(cloud, "label"), (Numbers{7, 39}));
    EXPECT_EQ(cloud.find(Role::Label)->name, "label");
    write(folder / "scene0000_00.labels.ply",
          "ply\nformat ascii 1.0\nelement vertex 1\nproperty float x\nproperty float y\nproperty float z\nproperty "
          "ushort "
          "label\nend_header\n1 2 3 7\n");
    const Cloud other = readCloud(file).value();
    EXPECT_EQ(other.find("label"), nullptr);
    ASSERT_EQ(other.notes.size(), 1u);
    EXPECT_NE(other.notes[0].find("1 labels for 2 points"), std::string::npos) << other.notes[0];
}

TEST(CloudLas, OldRecordsWithTheirBits)
{
    const Cloud cloud = readGood("old.las");
    ASSERT_EQ(cloud.size(), 2u);
    EXPECT_NEAR(cloud.coordinate(0)[0], 100.01, 1e-5);
    EXPECT_NEAR(cloud.coordinate(0)[1], 0.02, 1e-5);
    EXPECT_NEAR(cloud.coordinate(0)[2], -4.97, 1e-5);
    EXPECT_EQ(valuesOf(cloud, "intensity"), (Numbers{4, 4}));
    EXPECT_EQ(valuesOf(cloud, "return_number"), (Numbers{1, 1}));
    EXPECT_EQ(valuesOf(cloud, "number_of_returns"), (Numbers{2, 2}));
    EXPECT_EQ(valuesOf(cloud, "classification"), (Numbers{2, 2}));
    EXPECT_EQ(valuesOf(cloud, "scan_angle_rank"), (Numbers{-5, -5}));
    EXPECT_EQ(valuesOf(cloud, "user_data"), (Numbers{6, 6}));
    EXPECT_EQ(valuesOf(cloud, "point_source_id"), (Numbers{7, 7}));
    EXPECT_EQ(cloud.find("synthetic"), nullptr) << "flags that are 0 everywhere are left out";
    EXPECT_EQ(cloud.find(Role::Label)->name, "classification");
}

TEST(CloudLas, EachFormatHasItsTimeColorAndInfrared)
{
    constexpr std::size_t lengths[] = {20, 28, 26, 34, 57, 63, 30, 36, 38, 59, 67};
    constexpr std::size_t times[] = {0, 20, 0, 20, 20, 20, 22, 22, 22, 22, 22};
    constexpr std::size_t colors[] = {0, 0, 20, 28, 0, 28, 0, 30, 30, 0, 30};
    for (int format = 0; format <= 10; ++format) {
        const auto k = static_cast<std::size_t>(format);
        std::string record(lengths[k], '\0');
        record.replace(format < 6 ? 15 : 16, 1, raw(std::uint8_t(format < 6 ? 0x80 | 9 : 200)));
        if (times[k])
            record.replace(times[k], 8, raw(12345.5));
        if (colors[k])
            record.replace(colors[k], 6, raw(std::uint16_t(65535), std::uint16_t(0), std::uint16_t(32768)));
        if (format == 8 || format == 10)
            record.replace(36, 2, raw(std::uint16_t(77)));
        const Cloud cloud = readBack("f.las", lasFile(format < 6 ? format % 4 : 4, format, lengths[k], record, 1));
        ASSERT_EQ(cloud.size(), 1u) << format;
        EXPECT_EQ(valuesOf(cloud, "classification"), Numbers{format < 6 ? 9.0 : 200.0}) << format;
        EXPECT_EQ(cloud.find("withheld") != nullptr, format < 6) << format;
        EXPECT_EQ(cloud.find("gps_time") != nullptr, times[k] != 0) << format;
        if (times[k]) {
            EXPECT_EQ(valuesOf(cloud, "gps_time"), Numbers{12345.5}) << format;
        }
        EXPECT_EQ(cloud.colors, colors[k] ? (Bytes{255, 0, 128}) : Bytes{}) << format;
        EXPECT_EQ(cloud.find("nir") != nullptr, format == 8 || format == 10) << format;
        EXPECT_EQ(cloud.notes.size(), format == 4 || format == 5 || format > 8 ? 1u : 0u) << format;
    }
}

TEST(CloudLas, ColorsOfEightBitsStayAsTheyAre)
{
    std::string record(26, '\0');
    record.replace(20, 6, raw(std::uint16_t(255), std::uint16_t(0), std::uint16_t(128)));
    EXPECT_EQ(readBack("c.las", lasFile(2, 2, 26, record, 1)).colors, (Bytes{255, 0, 128}));
}

TEST(CloudLas, ExtraBytesAreNamedAndScaled)
{
    const Cloud cloud = readGood("extra.las");
    EXPECT_EQ(valuesOf(cloud, "wave"), (Numbers{-2, -2}));
    EXPECT_EQ(typeOf(cloud, "wave"), "i16");
    EXPECT_EQ(valuesOf(cloud, "classification"), (Numbers{40, 40}));
    EXPECT_NEAR(valuesOf(cloud, "scan_angle")[0], 0.6, 1e-6);
    EXPECT_EQ(valuesOf(cloud, "gps_time"), (Numbers{1.5, 1.5}));
    // A pair of bytes, two bytes of no meaning, a scaled number, and one byte that nobody describes.
    const std::string record = std::string(20, '\0')
        + raw(std::uint8_t(3), std::uint8_t(4), std::uint16_t(0), std::int32_t(-200), std::uint8_t(9));
    const std::string described
        = extraBytes(11, "pair") + extraBytes(0, "void", 2) + extraBytes(6, "deep", 24, 0.5, 10);
    const Cloud more = readBack("e.las", lasFile(2, 0, 29, record, 1, extraRecord(described), 1));
    EXPECT_EQ(valuesOf(more, "pair_0"), Numbers{3});
    EXPECT_EQ(valuesOf(more, "pair_1"), Numbers{4});
    EXPECT_EQ(valuesOf(more, "deep"), Numbers{-90});
    EXPECT_EQ(typeOf(more, "deep"), "f64");
    ASSERT_EQ(more.notes.size(), 1u);
    EXPECT_NE(more.notes[0].find("1 bytes"), std::string::npos) << more.notes[0];
}

TEST(CloudLas, LazIsRefusedWithAdvice)
{
    for (const char* name : {"c.laz", "c.las"}) {
        const auto error = refusal(name, lasFile(2, 0x80, 20, std::string(20, '\0'), 1));
        EXPECT_NE(error.english().find("LAZ"), std::string::npos);
        EXPECT_NE(error.english().find("las2las"), std::string::npos);
    }
}

TEST(CloudNpy, TheRoomsOfS3dis)
{
    const Cloud cloud = readGood("room.npy");
    EXPECT_EQ(cloud.positions, (Floats{1, 2, 3, 4, 5, 6}));
    EXPECT_EQ(cloud.colors, (Bytes{10, 20, 30, 40, 50, 60}));
    EXPECT_EQ(valuesOf(cloud, "label"), (Numbers{1, 2}));
    EXPECT_EQ(cloud.find(Role::Label)->name, "label");
    EXPECT_TRUE(hasGuessedColumns(TemporaryFolder().path()) == false);
}

TEST(CloudNpy, OtherTypesOrdersAndShapes)
{
    EXPECT_EQ(
        readBack("b.npy", npyFile(">f8", "(1, 3)", bigEndian(raw(1.0)) + bigEndian(raw(2.0)) + bigEndian(raw(3.0))))
            .positions,
        (Floats{1, 2, 3}));
    EXPECT_EQ(readBack("f.npy", npyFile("<f4", "(2, 3)", raw(1.F, 4.F, 2.F, 5.F, 3.F, 6.F), true)).positions,
              (Floats{1, 2, 3, 4, 5, 6}));
    EXPECT_EQ(readBack("i.npy", npyFile("<i2", "(1, 1, 3)", raw(std::int16_t(-1), std::int16_t(2), std::int16_t(3))))
                  .positions,
              (Floats{-1, 2, 3}));
    EXPECT_EQ(
        readBack("h.npy",
                 npyFile("<f2", "(1, 3)", raw(std::uint16_t(0x3C00), std::uint16_t(0xC000), std::uint16_t(0x0001))))
            .positions,
        (Floats{1, -2, 0x1p-24F}));
    EXPECT_EQ(readBack("z.npy", npyFile("<f4", "(0, 3)", "")).size(), 0u);
    EXPECT_NE(refusal("l.npy", npyFile("<f4", "(3,)", raw(1.F, 2.F, 3.F))).english().find("one row a point"),
              std::string::npos);
    EXPECT_EQ(refusal("s.npy", npyFile("<U4", "(1, 3)", std::string(48, 'a'))).code, base::ErrorCode::BadInput);
}

TEST(CloudNpy, ABareListIsLabels)
{
    const TemporaryFolder folder;
    const auto labels = [&](const char* name, const std::string& bytes) {
        write(folder / name, bytes);
        return readLabelArray(folder / name);
    };
    using Labels = std::vector<std::int32_t>;
    EXPECT_EQ(
        *labels("a.npy", npyFile("<i8", "(3,)", raw(std::int64_t(2), std::int64_t(-1), std::int64_t(1) << 40))).value(),
        (Labels{2, -1, -1}));
    EXPECT_EQ(*labels("b.npy", npyFile("|u1", "(2, 1)", "\x05\x07")).value(), (Labels{5, 7}));
    EXPECT_EQ(*labels("c.npy", npyFile("|u1", "(0,)", "")).value(), Labels());
    EXPECT_FALSE(labels("d.npy", npyFile("<f4", "(2, 3)", std::string(24, '\0'))).value().has_value());
    EXPECT_FALSE(labels("e.npy", npyFile("<f4", "(3,)", std::string(12, '\0'))).value().has_value());
    EXPECT_FALSE(labels("f.xyz", "0 0 0").value().has_value());
    EXPECT_EQ(labels("g.npy", npyFile("<i8", "(3,)", "short")).error().code, base::ErrorCode::BadInput);
}

TEST(CloudNpy, ArraysOfAnArchiveGoByTheirNames)
{
    const Cloud cloud = readBack("a.npz",
                                 zipFile({{"junk.npy", npyFile("<f4", "(2,)", raw(1.F, 2.F))},
                                          {"label.npy", npyFile("|u1", "(1, 1)", raw(std::uint8_t(9)))},
                                          {"rgb.npy", npyFile("<f4", "(1, 3)", raw(0.5F, 1.F, 0.F))},
                                          {"normals.npy", npyFile("<f4", "(1, 3)", raw(0.F, 0.F, 1.F))},
                                          {"feat.npy", npyFile("<f8", "(1, 4)", raw(1.0, 2.0, 3.0, 4.0))},
                                          {"coord.npy", npyFile("<f8", "(1, 3)", raw(7.0, 8.0, 9.0))}}));
    EXPECT_EQ(cloud.positions, (Floats{7, 8, 9}));
    EXPECT_EQ(cloud.colors, (Bytes{128, 255, 0}));
    EXPECT_EQ(valuesOf(cloud, "label"), Numbers{9});
    EXPECT_EQ(typeOf(cloud, "label"), "u8");
    EXPECT_EQ(valuesOf(cloud, "nz"), Numbers{1});
    EXPECT_EQ(valuesOf(cloud, "feat_3"), Numbers{4});
    ASSERT_EQ(cloud.notes.size(), 1u);
    EXPECT_NE(cloud.notes[0].find("junk"), std::string::npos);
    const Cloud axes = readBack("x.npz",
                                zipFile({{"x.npy", npyFile("<f4", "(2,)", raw(1.F, 2.F))},
                                         {"y.npy", npyFile("<f4", "(2,)", raw(3.F, 4.F))},
                                         {"Z.npy", npyFile("<i4", "(2,)", raw(5, 6))}}));
    EXPECT_EQ(axes.positions, (Floats{1, 3, 5, 2, 4, 6}));
}

TEST(CloudPts, BlocksIntensitiesAndColors)
{
    const Cloud cloud = readGood("leica.pts");
    EXPECT_EQ(cloud.positions, (Floats{1, 2, 3, 4, 5, 6, 7, 8, 9}));
    EXPECT_EQ(cloud.colors, (Bytes{10, 20, 30, 40, 50, 60, 1, 2, 3}));
    EXPECT_EQ(valuesOf(cloud, "intensity"), (Numbers{-5, 7, 1}));
    EXPECT_EQ(cloud.find(Role::Intensity)->name, "intensity");
    EXPECT_TRUE(cloud.notes.empty());
    EXPECT_EQ(readBack("a.pts", "1\n1 2 3\n").positions, (Floats{1, 2, 3}));
    EXPECT_EQ(readBack("b.pts", "1\n1 2 3 9 8 7\n").colors, (Bytes{9, 8, 7}));
    const Cloud more = readBack("c.pts", "1\n1 2 3\n4 5 6\n");
    EXPECT_EQ(more.size(), 2u);
    EXPECT_EQ(more.notes.size(), 1u);
    EXPECT_NE(refusal("d.pts", "3\n1 2 3\n4 5 6\n").english().find("3 points are announced, 2 rows follow"),
              std::string::npos);
}

TEST(CloudPcd, AllThreeForms)
{
    const Cloud text = readGood("ascii.pcd");
    EXPECT_EQ(text.positions, (Floats{1, 2, 3, 5, 6, 7}));
    EXPECT_EQ(typeOf(text, "label"), "u32");
    EXPECT_EQ(valuesOf(text, "label"), (Numbers{4, 8}));
    const Cloud binary = readGood("binary.pcd");
    EXPECT_EQ(binary.positions, (Floats{1, 2, 3}));
    EXPECT_EQ(binary.colors, (Bytes{1, 2, 3}));
    const Cloud packed = readGood("packed.pcd");
    EXPECT_EQ(packed.positions, (Floats{1, 2, 3}));
    EXPECT_EQ(valuesOf(packed, "i_0"), Numbers{0x40}) << "3.0F ends in 40 40";
    EXPECT_EQ(valuesOf(packed, "i_1"), Numbers{0x40});
    EXPECT_EQ(packed.find("_"), nullptr);
}

TEST(CloudPcd, ColorsPackedIntoTextOfFloats)
{
    const std::string head = "VERSION 0.7\nFIELDS x y z rgb\nSIZE 4 4 4 4\nTYPE F F F ";
    const std::string rest = "\nCOUNT 1 1 1 1\nWIDTH 1\nHEIGHT 1\nPOINTS 1\nDATA ascii\n";
    // 4.2108e+06 is what PCL writes for 0x004A8080 and the like; the bits of the float are the color.
    float value = 0;
    const std::uint32_t bits = 0x00C08040;
    std::memcpy(&value, &bits, 4);
    char number[32];
    std::snprintf(number, sizeof number, "%.9g", static_cast<double>(value));
    EXPECT_EQ(readBack("f.pcd", head + "F" + rest + "nan nan nan 1\n").droppedPoints, 1u);
    EXPECT_EQ(readBack("f.pcd", head + "F" + rest + "1 2 3 " + number + "\n").colors, (Bytes{0xC0, 0x80, 0x40}));
    EXPECT_EQ(readBack("u.pcd", head + "U" + rest + "1 2 3 66051\n").colors, (Bytes{1, 2, 3}));
}

TEST(CloudObj, ColorsOfBothScalesAndOtherLines)
{
    const Cloud cloud = readGood("colors.obj");
    EXPECT_EQ(cloud.positions, (Floats{1, 2, 3, 4, 5, 6}));
    EXPECT_EQ(cloud.colors, (Bytes{128, 0, 255, 255, 255, 255}));
    EXPECT_EQ(readBack("b.obj", "v 1 2 3 255 128 0\n v\t4 5 6 0 0 9 \n").colors, (Bytes{255, 128, 0, 0, 0, 9}));
    EXPECT_FALSE(readBack("w.obj", "v 1 2 3 1.0\nv 4 5 6\n").hasColors());
}

TEST(CloudGlb, PointsThroughTheTransformsOfTheirNodes)
{
    const Cloud cloud = readGood("points.glb");
    EXPECT_EQ(cloud.positions, (Floats{2, 2, 3, 5, 5, 6}));
    EXPECT_EQ(valuesOf(cloud, "label"), (Numbers{7, 8}));
    EXPECT_EQ(cloud.find(Role::Label)->name, "label");
    // A quarter turn about z below a scale of 2; colors of 8 bits in four channels, and normals.
    const Cloud turned = readBack(
        "t.glb",
        glbFile(R"({"scene":0,"scenes":[{"nodes":[1]}],"nodes":[{"mesh":0,"rotation":[0,0,0.70710678118654752,)"
                R"(0.70710678118654752]},{"children":[0],"matrix":[2,0,0,0,0,2,0,0,0,0,2,0,10,20,30,1]}],"meshes":[)"
                R"({"primitives":[{"mode":0,"attributes":{"POSITION":0,"NORMAL":0,"COLOR_0":1}},{"attributes":{}}]}],)"
                R"("accessors":[{"bufferView":0,"componentType":5126,"type":"VEC3","count":1},{"bufferView":1,)"
                R"("componentType":5121,"normalized":true,"type":"VEC4","count":1}],"bufferViews":[{"buffer":0,)"
                R"("byteLength":12},{"buffer":0,"byteOffset":12,"byteLength":4}],"buffers":[{"byteLength":16}]})",
                raw(1.F, 0.F, 0.F, std::uint8_t(1), std::uint8_t(2), std::uint8_t(3), std::uint8_t(4))));
    ASSERT_EQ(turned.size(), 1u);
    EXPECT_NEAR(turned.positions[0], 10, 1e-6);
    EXPECT_NEAR(turned.positions[1], 22, 1e-6);
    EXPECT_NEAR(turned.positions[2], 30, 1e-6);
    EXPECT_EQ(turned.colors, (Bytes{1, 2, 3}));
    EXPECT_NEAR(valuesOf(turned, "ny")[0], 1, 1e-6);
    EXPECT_EQ(turned.notes.size(), 1u);
}

TEST(CloudGlb, SeveralPrimitivesBecomeOneCloud)
{
    const Cloud cloud = readBack(
        "s.glb",
        glbFile(
            R"({"meshes":[{"primitives":[{"mode":0,"attributes":{"POSITION":0,"_A":2}},{"mode":0,"attributes":)"
            R"({"POSITION":1,"_B":2}}]}],"accessors":[{"bufferView":0,"componentType":5126,"type":"VEC3","count":1},)"
            R"({"bufferView":0,"byteOffset":12,"componentType":5126,"type":"VEC3","count":1},)"
            R"({"bufferView":1,"componentType":5126,"type":"SCALAR","count":1}],"bufferViews":[{"buffer":0,)"
            R"("byteLength":24},{"buffer":0,"byteOffset":24,"byteLength":4}],"buffers":[{"byteLength":28}]})",
            raw(1.F, 2.F, 3.F, 4.F, 5.F, 6.F, 0.5F)));
    EXPECT_EQ(cloud.positions, (Floats{1, 2, 3, 4, 5, 6}));
    EXPECT_EQ(valuesOf(cloud, "a")[0], 0.5);
    EXPECT_TRUE(std::isnan(valuesOf(cloud, "a")[1]));
    EXPECT_EQ(valuesOf(cloud, "b")[1], 0.5);
}

TEST(CloudKitti, LabelsBesideOrInTheFolderOfLabels)
{
    const TemporaryFolder folder;
    const std::string scan = good("scan.bin");
    const auto beside = write(folder / "a.bin", scan);
    write(folder / "a.label", raw(std::uint32_t(10 | 3u << 16), std::uint32_t(252)));
    const Cloud cloud = readCloud(beside).value();
    EXPECT_EQ(cloud.positions, (Floats{1, 2, 3, 4, 5, 6}));
    EXPECT_EQ(valuesOf(cloud, "remission"), (Numbers{0.5, 0.25}));
    EXPECT_EQ(cloud.find(Role::Intensity)->name, "remission");
    EXPECT_EQ(valuesOf(cloud, "label"), (Numbers{10, 252}));
    EXPECT_EQ(valuesOf(cloud, "instance"), (Numbers{3, 0}));
    const auto kitti = write(folder / "velodyne/000000.bin", scan);
    write(folder / "labels/000000.label", raw(std::uint32_t(1), std::uint32_t(2)));
    EXPECT_EQ(valuesOf(readCloud(kitti).value(), "label"), (Numbers{1, 2}));
    write(folder / "labels/000000.label", raw(std::uint32_t(1)));
    const Cloud without = readCloud(kitti).value();
    EXPECT_EQ(without.find("label"), nullptr);
    EXPECT_EQ(without.notes.size(), 1u);
    EXPECT_NE(refusal("s.bin", scan + "xyz").english().find("3 bytes are left"), std::string::npos);
}

TEST(CloudFile, TheContentDecidesBeforeTheName)
{
    EXPECT_EQ(readBack("cloud.txt", good("little.ply")).size(), 2u);
    EXPECT_EQ(readBack("cloud", good("old.las")).size(), 2u);
    EXPECT_EQ(readBack("cloud.ply", good("room.npy")).size(), 2u);
    EXPECT_EQ(readBack("CLOUD.XYZ", "1 2 3\n").size(), 1u);
    const auto error = refusal("cloud.what", "1 2 3\n");
    EXPECT_NE(error.english().find("ply, las, pcd"), std::string::npos) << error.english();
    EXPECT_NE(refusal("empty.ply", "").english().find("is empty"), std::string::npos);
    EXPECT_EQ(readCloud("/nowhere/c.ply").error().code, base::ErrorCode::BadInput);
}

TEST(CloudFile, FarCoordinatesKeepTheirDigits)
{
    const std::string row = "500000.123456 5400000.25 12.5\n";
    for (const auto& [name, bytes] : std::vector<std::pair<std::string, std::string>>{
             {"a.txt", row + row},
             {"a.obj", "v " + row},
             {"a.pts", "1\n" + row},
             {"a.ply",
              "ply\nformat binary_little_endian 1.0\nelement vertex 1\nproperty double x\nproperty double y\nproperty "
              "double z\nend_header\n"
                  + raw(500000.123456, 5400000.25, 12.5)},
             {"b.ply",
              "ply\nformat ascii 1.0\nelement vertex 1\nproperty double x\nproperty double y\nproperty double "
              "z\nend_header\n"
                  + row},
             {"a.npy", npyFile("<f8", "(1, 3)", raw(500000.123456, 5400000.25, 12.5))}}) {
        const Cloud cloud = readBack(name, bytes);
        ASSERT_GE(cloud.size(), 1u) << name;
        EXPECT_EQ(cloud.shift, (Vec3{500000, 5400000, 0})) << name;
        EXPECT_NEAR(cloud.coordinate(0)[0], 500000.123456, 1e-8) << name;
        EXPECT_EQ(cloud.coordinate(0)[2], 12.5) << name;
    }
    EXPECT_EQ(readBack("n.txt", "1.5 -9999 3\n2 3 4\n").shift, (Vec3{0, 0, 0}));
    // Small next to its place: float32 would leave three digits of the object.
    EXPECT_EQ(readBack("m.txt", "250 0 0\n-50.5 1 0\n").shift, (Vec3{0, 0, 0}));
    EXPECT_EQ(readBack("s.txt", "1000.001 0 0\n1000.002 0.001 0\n").shift, (Vec3{1000, 0, 0}));
}

TEST(CloudFile, PointsThatAreNoneAreDroppedWithTheirValues)
{
    constexpr float nan = std::numeric_limits<float>::quiet_NaN();
    constexpr float inf = std::numeric_limits<float>::infinity();
    const std::string head = "ply\nformat binary_little_endian 1.0\nelement vertex 4\nproperty float x\nproperty float "
                             "y\nproperty float z\nproperty uchar red\nproperty uchar green\nproperty uchar "
                             "blue\nproperty int label\nend_header\n";
    std::string rows;
    const auto add = [&](float x, float y, std::uint8_t k) { rows += raw(x, y, 0.F, k, k, k, std::int32_t(k)); };
    add(nan, 1, 1);
    add(1, 2, 2);
    add(1, -inf, 3);
    add(4, 5, 4);
    for (const Cloud& cloud :
         {readBack("a.ply", head + rows),
          readBack("a.txt", "nan 1 0 1 1 1 1\n1 2 0 2 2 2 2\n1 -inf 0 3 3 3 3\n4 5 0 4 4 4 4\n"),
          readBack("b.csv", "x,y,z,r,g,b,label\n,1,0,1,1,1,1\n1,2,0,2,2,2,2\n1,1e999,0,3,3,3,3\n4,5,0,4,4,4,4\n")}) {
        EXPECT_EQ(cloud.droppedPoints, 2u);
        EXPECT_EQ(cloud.positions, (Floats{1, 2, 0, 4, 5, 0}));
        EXPECT_EQ(cloud.colors, (Bytes{2, 2, 2, 4, 4, 4}));
        EXPECT_EQ(valuesOf(cloud, "label"), (Numbers{2, 4}));
    }
    EXPECT_EQ(readBack("none.bin", raw(nan, 0.F, 0.F, 0.F)).size(), 0u);
}

TEST(CloudFile, LargeFilesComeTogetherFromAllTheirParts)
{
    constexpr std::uint32_t count = 300000;
    std::string bytes = "ply\nformat binary_little_endian 1.0\nelement vertex " + std::to_string(count)
        + "\nproperty float x\nproperty float y\nproperty float z\nproperty uint id\nend_header\n";
    std::string text;
    for (std::uint32_t i = 0; i < count; ++i) {
        const auto f = static_cast<float>(i % 5000);
        // Every thousandth is dropped.
        const float z = i % 1000 == 0 ? std::numeric_limits<float>::infinity() : 2.F;
        bytes += raw(f, -f, z, i);
        text += std::to_string(i % 5000) + " -" + std::to_string(i % 5000) + (i % 1000 == 0 ? " inf " : " 2 ")
            + std::to_string(i) + "\n";
    }
    ReadOptions named;
    named.columns = ColumnLayout{{"x", "y", "z", "id"}, ' ', 0, 0};
    for (const Cloud& cloud : {readBack("l.ply", bytes), readBack("l.txt", text, named)}) {
        ASSERT_EQ(cloud.size(), count - count / 1000);
        EXPECT_EQ(cloud.droppedPoints, count / 1000);
        const auto ids = valuesOf(cloud, "id");
        std::size_t at = 0;
        for (std::uint32_t i = 0; i < count; ++i) {
            if (i % 1000 == 0)
                continue;
            ASSERT_EQ(ids[at], i);
            ASSERT_EQ(cloud.positions[3 * at], static_cast<float>(i % 5000));
            ++at;
        }
    }
}

TEST(CloudFile, StopsAndKeepsToTheLimit)
{
    std::string text;
    for (int i = 0; i < 200000; ++i)
        text += "1.5 2.5 3.5\n";
    const TemporaryFolder folder;
    const auto file = write(folder / "a.txt", text);
    std::stop_source stop;
    const base::Job job(stop.get_token(), [&](const base::Progress&) { stop.request_stop(); });
    EXPECT_EQ(readCloud(file, {}, job).error().code, base::ErrorCode::Stopped);
    for (const auto& [name, bytes] : goodFiles()) {
        EXPECT_EQ(readCloud(write(folder / name, bytes), {}, job).error().code, base::ErrorCode::Stopped) << name;
        ReadOptions options;
        options.maxPoints = 0;
        const auto limited = readCloud(folder / name, options);
        ASSERT_FALSE(limited.ok()) << name;
        EXPECT_NE(limited.error().english().find("the limit here is 0"), std::string::npos)
            << limited.error().english();
    }
}

} // namespace maquette::cloud::test
