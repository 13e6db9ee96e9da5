// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/data/RoomGenerator.h"

#include "base/Threads.h"
#include "cloud/data/Room.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <limits>
#include <map>

using namespace maquette;
using namespace maquette::cloud;

namespace {

RoomOptions sparse(std::uint64_t seed, std::uint64_t number, double density = 250)
{
    RoomOptions options;
    options.seed = seed;
    options.number = number;
    options.density = density;
    return options;
}

Cloud made(const RoomOptions& options)
{
    auto result = generateRoom(options);
    EXPECT_TRUE(result.ok());
    return std::move(result).value();
}

const std::vector<std::uint8_t>& labels(const Cloud& cloud)
{
    return std::get<std::vector<std::uint8_t>>(cloud.find(Role::Label)->values);
}

const std::vector<std::uint16_t>& instances(const Cloud& cloud)
{
    return std::get<std::vector<std::uint16_t>>(cloud.find(Role::Instance)->values);
}

bool same(const Cloud& a, const Cloud& b)
{
    return a.positions == b.positions && a.colors == b.colors && labels(a) == labels(b) && instances(a) == instances(b);
}

} // namespace

TEST(RoomGenerator, TheSameRoomWithAnyNumberOfThreads)
{
    const int before = base::threads();
    base::setThreads(1);
    const Cloud one = made(sparse(1, 7));
    base::setThreads(4);
    const Cloud four = made(sparse(1, 7));
    base::setThreads(before);
    EXPECT_GT(one.size(), 1000u);
    EXPECT_TRUE(same(one, four));
}

TEST(RoomGenerator, ColorsDoNotMoveThePoints)
{
    RoomOptions options = sparse(1, 7);
    const Cloud colored = made(options);
    options.colors = false;
    const Cloud plain = made(options);
    EXPECT_TRUE(plain.colors.empty());
    EXPECT_EQ(plain.positions, colored.positions);
    EXPECT_EQ(labels(plain), labels(colored));
}

TEST(RoomGenerator, SeedAndNumberChooseTheRoom)
{
    const Cloud room = made(sparse(1, 2, 50));
    EXPECT_TRUE(same(room, made(sparse(1, 2, 50))));
    EXPECT_FALSE(same(room, made(sparse(1, 3, 50))));
    EXPECT_FALSE(same(room, made(sparse(2, 2, 50))));
}

TEST(RoomGenerator, EachClassComesInManyRooms)
{
    constexpr int rooms = 60;
    std::array<int, 13> having{};
    for (int number = 0; number < rooms; ++number) {
        std::array<int, 13> count{};
        const Cloud cloud = made(sparse(11, number));
        for (const std::uint8_t label : labels(cloud)) {
            ASSERT_LT(label, 13);
            ++count[label];
        }
        for (int label = 0; label < 13; ++label)
            having[label] += count[label] >= 20 ? 1 : 0; // 200 points at the density of S3DIS
    }
    for (int label = 0; label < 13; ++label)
        EXPECT_GE(having[label], rooms * 4 / 10) << "class " << label;
    for (const int everywhere : {0, 1, 2, 6, 12})
        EXPECT_GE(having[everywhere], rooms * 9 / 10) << "class " << everywhere;
}

TEST(RoomGenerator, FloorsLieBelowAndCeilingsAbove)
{
    for (int number = 0; number < 8; ++number) {
        const Cloud cloud = made(sparse(2, number));
        const Bounds bounds = boundsOf(cloud);
        const double height = rooms::makeRoom(2, number).plan.height;
        EXPECT_EQ(bounds.low, (std::array<float, 3>{0, 0, 0}));
        EXPECT_NEAR(bounds.high[2], height, 0.05);
        for (std::size_t i = 0; i < cloud.size(); ++i) {
            const float z = cloud.positions[3 * i + 2];
            if (labels(cloud)[i] == 1) {
                EXPECT_LT(z, 0.05F);
            }
            if (labels(cloud)[i] == 0) {
                EXPECT_GT(z, height - 0.05);
            }
        }
    }
}

TEST(RoomGenerator, InstancesBelongToOneClass)
{
    for (int number = 0; number < 5; ++number) {
        const Cloud cloud = made(sparse(3, number));
        ASSERT_EQ(labels(cloud).size(), cloud.size());
        ASSERT_EQ(instances(cloud).size(), cloud.size());
        ASSERT_EQ(cloud.colors.size(), 3 * cloud.size());
        std::map<int, int> classes;
        for (std::size_t i = 0; i < cloud.size(); ++i) {
            EXPECT_GT(instances(cloud)[i], 0);
            const auto [at, added] = classes.emplace(instances(cloud)[i], labels(cloud)[i]);
            EXPECT_EQ(at->second, labels(cloud)[i]);
        }
        EXPECT_GT(classes.size(), 8u);
    }
}

TEST(RoomGenerator, DensityScalesThePoints)
{
    const auto thin = static_cast<double>(made(sparse(4, 1, 200)).size());
    const auto dense = static_cast<double>(made(sparse(4, 1, 800)).size());
    EXPECT_NEAR(dense / thin, 4, 0.1);
}

TEST(RoomGenerator, NoiseMovesPointsAlongTheirRaysOnly)
{
    RoomOptions options = sparse(4, 2);
    options.noise = 0;
    const Cloud exact = made(options);
    float lowest = 1;
    float highest = 0;
    for (std::size_t i = 0; i < exact.size(); ++i)
        if (labels(exact)[i] == 1) {
            lowest = std::min(lowest, exact.positions[3 * i + 2]);
            highest = std::max(highest, exact.positions[3 * i + 2]);
        }
    EXPECT_LT(highest - lowest, 1e-5F);
    options.noise = 0.01;
    const Cloud noisy = made(options);
    EXPECT_EQ(noisy.size(), exact.size());
    EXPECT_NE(noisy.positions, exact.positions);
}

TEST(RoomGenerator, ColorsCanBeLeftOut)
{
    RoomOptions options = sparse(4, 3);
    options.colors = false;
    const Cloud cloud = made(options);
    EXPECT_FALSE(cloud.hasColors());
    EXPECT_GT(cloud.size(), 1000u);
}

TEST(RoomGenerator, AllProblemsOfTheOptionsAreNamed)
{
    EXPECT_TRUE(RoomOptions().check().empty());
    RoomOptions options;
    options.density = 0;
    options.noise = std::numeric_limits<double>::quiet_NaN();
    EXPECT_EQ(options.check().size(), 2u);
    const auto result = generateRoom(options);
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().code, base::ErrorCode::Usage);
    EXPECT_NE(result.error().english().find("density"), std::string::npos);
    EXPECT_NE(result.error().english().find("noise"), std::string::npos);
}

TEST(RoomGenerator, StopsWhenAsked)
{
    std::stop_source before;
    before.request_stop();
    const auto none = generateRoom(sparse(1, 1), base::Job(before.get_token(), {}));
    ASSERT_FALSE(none.ok());
    EXPECT_EQ(none.error().code, base::ErrorCode::Stopped);

    // In the middle: when the plan is ready and sampling begins.
    std::stop_source during;
    const auto half = generateRoom(sparse(1, 1), base::Job(during.get_token(), [&](const base::Progress& progress) {
                                       if (progress.fraction > 0)
                                           during.request_stop();
                                   }));
    ASSERT_FALSE(half.ok());
    EXPECT_EQ(half.error().code, base::ErrorCode::Stopped);
}
