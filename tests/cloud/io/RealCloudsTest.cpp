// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Clouds that other programs wrote. packaging/fetch-clouds.sh fetches them; the expected values were read from the
// files with laspy, NumPy and Python's struct, not with the readers here.
#include "cloud/io/TestClouds.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>

namespace maquette::cloud::test {

namespace fs = std::filesystem;

namespace {

fs::path realClouds()
{
    if (const char* folder = std::getenv("MAQUETTE_REAL_CLOUDS"))
        return folder;
    const char* cache = std::getenv("XDG_CACHE_HOME");
    const char* home = std::getenv("HOME");
    const fs::path base = cache && *cache ? fs::path(cache) : fs::path(home ? home : "/") / ".cache";
    return base / "maquette/clouds";
}

class RealClouds : public testing::Test {
protected:
    void SetUp() override
    {
        if (!fs::is_directory(realClouds()))
            GTEST_SKIP() << "no real clouds in " << realClouds()
                         << ": run packaging/fetch-clouds.sh, or name their folder in MAQUETTE_REAL_CLOUDS";
    }

    /// The cloud of a file; skips what a newer package no longer has.
    static Cloud open(const std::string& name)
    {
        const auto read = readCloud(realClouds() / name);
        EXPECT_TRUE(read.ok()) << (read.ok() ? "" : read.error().english());
        return read.ok() ? read.value() : Cloud{};
    }
};

struct Corners {
    Vec3 low;
    Vec3 high;
};

Corners cornersOf(const Cloud& cloud)
{
    const Bounds bounds = boundsOf(cloud);
    Corners corners;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        corners.low[axis] = cloud.shift[axis] + static_cast<double>(bounds.low[axis]);
        corners.high[axis] = cloud.shift[axis] + static_cast<double>(bounds.high[axis]);
    }
    return corners;
}

void expectCorners(const Cloud& cloud, const Vec3& low, const Vec3& high)
{
    const Corners corners = cornersOf(cloud);
    double edge = 0;
    for (std::size_t axis = 0; axis < 3; ++axis)
        edge = std::max(edge, high[axis] - low[axis]);
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const double tolerance = std::max(100.0, edge) * 0x1p-23;
        EXPECT_NEAR(corners.low[axis], low[axis], tolerance) << axis;
        EXPECT_NEAR(corners.high[axis], high[axis], tolerance) << axis;
    }
}

double sumOf(const Cloud& cloud, std::string_view name)
{
    double sum = 0;
    for (const double value : valuesOf(cloud, name))
        sum += value;
    return sum;
}

std::map<int, int> classesOf(const Cloud& cloud)
{
    std::map<int, int> counts;
    const Attribute* label = cloud.find(Role::Label);
    EXPECT_NE(label, nullptr);
    if (label)
        for (const auto value : labelsOf(label->values))
            ++counts[value];
    return counts;
}

} // namespace

TEST_F(RealClouds, AirborneScanWithLabels)
{
    const Cloud cloud = open("cgal/b9_training.ply");
    ASSERT_EQ(cloud.size(), 22300u);
    expectCorners(cloud, {596648.0625, 243620.015625, 73.50153350830078},
                  {596738.9375, 243731.984375, 97.18580627441406});
    EXPECT_EQ(cloud.shift, (Vec3{596648, 243620, 0}));
    EXPECT_EQ(classesOf(cloud), (std::map<int, int>{{-1, 19853}, {0, 1567}, {1, 314}, {2, 566}}));
    std::array<long, 3> sums = {};
    for (std::size_t i = 0; i < cloud.colors.size(); ++i)
        sums[i % 3] += cloud.colors[i];
    EXPECT_EQ(sums, (std::array<long, 3>{528245, 362130, 104698}));
    EXPECT_EQ(cloud.coordinate(0), (Vec3{596732.4375, 243629.125, 76.76165008544922F}));
}

TEST_F(RealClouds, BuildingAsTextWithSegments)
{
    const Cloud cloud = open("cgal/building.ply");
    ASSERT_EQ(cloud.size(), 100000u);
    expectCorners(cloud, {-7.46581, -32.6452, -3.15146}, {8.33086, 22.1926, 14.761});
    EXPECT_EQ(sumOf(cloud, "segment_index"), 431812);
    EXPECT_EQ(typeOf(cloud, "segment_index"), "i32");
    EXPECT_EQ(typeOf(cloud, "nx"), "f32");
}

TEST_F(RealClouds, TextsOfPointsAndNormals)
{
    const std::map<std::string, std::size_t> plain = {{"half", 325},    {"oneK", 1000},         {"points", 50},
                                                      {"radar", 20950}, {"poste_france", 9031}, {"sphere_20k", 21000}};
    for (const auto& [name, count] : plain) {
        const Cloud cloud = open("cgal/" + name + ".xyz");
        EXPECT_EQ(cloud.size(), count) << name;
        EXPECT_TRUE(cloud.attributes.empty()) << name;
        EXPECT_FALSE(cloud.hasColors()) << name;
    }
    const std::map<std::string, std::size_t> oriented = {{"before_upsample", 850},
                                                         {"fin90_with_PCA_normals", 757},
                                                         {"kitten", 5210},
                                                         {"point_set_2", 3634},
                                                         {"point_set_3", 8075},
                                                         {"sphere_1k", 1050},
                                                         {"sphere_20k_normal", 21000},
                                                         {"blobby", 3288}};
    for (const auto& [name, count] : oriented) {
        const Cloud cloud = open("cgal/" + name + ".xyz");
        EXPECT_EQ(cloud.size(), count) << name;
        EXPECT_NE(cloud.find("nz"), nullptr) << name;
        EXPECT_FALSE(cloud.hasColors()) << name;
    }
}

TEST_F(RealClouds, LasOfAllVersions)
{
    for (const char* name : {"simple.las", "simple1_1.las", "extrabytes.las"}) {
        const Cloud cloud = open(std::string("laspy/") + name);
        ASSERT_EQ(cloud.size(), 1065u) << name;
        expectCorners(cloud, {635619.85, 848899.70, 406.59}, {638982.55, 853535.43, 586.38});
        EXPECT_EQ(classesOf(cloud), (std::map<int, int>{{1, 789}, {2, 276}})) << name;
        EXPECT_EQ(sumOf(cloud, "intensity"), 81361) << name;
        EXPECT_EQ(sumOf(cloud, "return_number"), 1236) << name;
        EXPECT_EQ(sumOf(cloud, "number_of_returns"), 1432) << name;
        EXPECT_NEAR(sumOf(cloud, "gps_time"), 263704809.3907848, 1e-4) << name;
    }
    const Cloud colored = open("laspy/simple.las");
    std::array<long, 3> sums = {};
    for (std::size_t i = 0; i < colored.colors.size(); ++i)
        sums[i % 3] += colored.colors[i];
    EXPECT_EQ(sums, (std::array<long, 3>{129567, 118582, 134764}));
    const Cloud old = open("laspy/autzen.las");
    EXPECT_EQ(old.size(), 106u);
    EXPECT_EQ(classesOf(old), (std::map<int, int>{{1, 82}, {2, 24}}));
    const Cloud waves = open("laspy/simple1_3.las");
    EXPECT_EQ(waves.size(), 999u);
    expectCorners(waves, {-235434.519, 5800843.145, 265.094}, {-234935.841, 5800946.249, 273.811});
    EXPECT_EQ(sumOf(waves, "intensity"), 102386);
    EXPECT_EQ(waves.notes.size(), 1u);
    const Cloud plants = open("laspy/vegetation_1_3.las");
    EXPECT_EQ(plants.size(), 10683u);
    EXPECT_EQ(classesOf(plants), (std::map<int, int>{{11, 10683}}));
    EXPECT_EQ(sumOf(plants, "intensity"), 87645995);
    const Cloud town = open("laspy/file_with_both_wkt_and_geotiff_vlrs.las");
    EXPECT_EQ(town.size(), 25408u);
    EXPECT_EQ(classesOf(town), (std::map<int, int>{{2, 9808}, {3, 158}, {4, 724}, {5, 10956}, {6, 3737}, {7, 25}}));
    expectCorners(town, {2445180, 604300, 1352.7}, {2445239.99, 604339.98, 1403.96});
    const Cloud late = open("laspy/1_4_w_evlr.las");
    EXPECT_EQ(late.size(), 1000u);
    expectCorners(late, {1694038.4456374517, 1816492.7062700584, 5592.7499174683535},
                  {1694539.677014474, 1816497.9762624602, 5599.069686751426});
    EXPECT_EQ(classesOf(late), (std::map<int, int>{{2, 1000}}));
    const Cloud picture = open("laspy/simple1_4.las");
    EXPECT_EQ(picture.size(), 22600u);
    EXPECT_TRUE(picture.hasColors());
    const Cloud bare = open("laspy/unregistered_extra_bytes.las");
    EXPECT_EQ(bare.size(), 4u);
    EXPECT_EQ(bare.notes.size(), 1u);
}

TEST_F(RealClouds, ExtraBytesOfOtherWriters)
{
    const Cloud cloud = open("laspy/extrabytes.las");
    EXPECT_EQ(sumOf(cloud, "Colors_0") + sumOf(cloud, "Colors_1") + sumOf(cloud, "Colors_2"), 382913);
    EXPECT_EQ(typeOf(cloud, "Colors_0"), "u16");
    EXPECT_EQ(sumOf(cloud, "Flags_0") + sumOf(cloud, "Flags_1"), 2668);
    EXPECT_EQ(sumOf(cloud, "Intensity"), 81361);
    EXPECT_EQ(typeOf(cloud, "Intensity"), "u32");
    EXPECT_EQ(sumOf(cloud, "Time"), 263704278);
    EXPECT_EQ(typeOf(cloud, "Time"), "u64");
}

TEST_F(RealClouds, LazIsRefused)
{
    for (const char* name : {"plane.laz", "simple.laz", "simple.copc.laz", "autzen_trim.laz"}) {
        const auto read = readCloud(realClouds() / "laspy" / name);
        ASSERT_FALSE(read.ok()) << name;
        EXPECT_NE(read.error().english().find("LAZ"), std::string::npos) << read.error().english();
    }
}

} // namespace maquette::cloud::test
