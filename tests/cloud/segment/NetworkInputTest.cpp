// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/NetworkInput.h"

#include <gtest/gtest.h>

using namespace maquette;
using namespace maquette::cloud;
using models::pointnext::namedConfig;

namespace {

SubCloud threePoints() { return {{1, 2, 3, 3, 2, 5, 5, 5, 4}, {0.5136457F, 0, 1, 1, 1, 1, 0, 0, 0}, {}}; }

} // namespace

TEST(NetworkInput, ContractsAreThoseOfTheOfficialConfigurations)
{
    using Names = std::vector<std::string>;
    EXPECT_EQ(contractFor(*namedConfig("s3dis-xl")).features, (Names{"red", "green", "blue", "height"}));
    const auto scannet = contractFor(*namedConfig("scannet-b"));
    EXPECT_EQ(scannet.features, (Names{"x", "y", "z", "red", "green", "blue", "height"}));
    EXPECT_EQ(scannet.grid, 0.02);
    EXPECT_EQ(contractFor(*namedConfig("scanobjectnn-s")).features, (Names{"x", "y", "z", "height"}));
    EXPECT_EQ(contractFor(*namedConfig("modelnet40-s-c64")).features, (Names{"x", "y", "z"}));
    const auto parts = contractFor(*namedConfig("shapenetpart-s"));
    EXPECT_EQ(parts.features, (Names{"x", "y", "z", "nx", "ny", "nz", "height"}));
    EXPECT_EQ(parts.up, 1);
    for (const auto& named : models::pointnext::namedConfigs())
        EXPECT_TRUE(contractFor(named.config).check(named.config.inChannels).empty()) << named.name;
}

TEST(NetworkInput, RoomsStandOnTheFloorAroundTheirMean)
{
    const auto contract = contractFor(*namedConfig("s3dis-s"));
    const NetworkInput input = makeInput(threePoints(), contract);
    // Least coordinates to zero: (0,0,0) (2,0,2) (4,3,1); their mean is (2,1,1); then the lowest z to zero.
    const std::vector<float> expected = {-2, -1, 0, 0, -1, 2, 2, 2, 1};
    ASSERT_EQ(input.positions.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i)
        EXPECT_NEAR(input.positions[i], expected[i], 1e-6) << i;
    ASSERT_EQ(input.features.size(), 12u);
    EXPECT_NEAR(input.features[0], 0, 1e-6) << "the mean of red";
    EXPECT_NEAR(input.features[1], -0.49523646 / 0.18415008, 1e-5);
    EXPECT_NEAR(input.features[3], 0, 1e-6) << "height above the lowest point, in meters";
    EXPECT_NEAR(input.features[7], 2, 1e-6);
    EXPECT_NEAR(input.features[11], 1, 1e-6);
}

TEST(NetworkInput, ObjectsFillTheUnitSphereAndKeepTheirHeight)
{
    const auto contract = contractFor(*namedConfig("scanobjectnn-s"));
    const NetworkInput input = makeInput(threePoints(), contract);
    float furthest = 0;
    for (std::size_t i = 0; i < 3; ++i) {
        float squared = 0;
        for (std::size_t axis = 0; axis < 3; ++axis)
            squared += input.positions[3 * i + axis] * input.positions[3 * i + axis];
        furthest = std::max(furthest, squared);
    }
    EXPECT_NEAR(furthest, 1, 1e-6);
    EXPECT_NEAR(input.features[11], 3, 1e-6) << "height along y, neither centered nor scaled";
    EXPECT_EQ(input.features[0], input.positions[0]);
}

TEST(NetworkInput, ACloudWithoutColorsIsBlackAndWhatElseItHasNotIsZero)
{
    auto contract = contractFor(*namedConfig("s3dis-s"));
    SubCloud gray = threePoints();
    gray.colors.clear();
    const NetworkInput input = makeInput(gray, contract);
    EXPECT_NEAR(input.features[0], -0.5136457 / 0.18308958, 1e-5) << "as where training drops colors";
    contract.features = {"zero", "nx", "height", "z"};
    EXPECT_TRUE(contract.check(4).empty());
    EXPECT_EQ(makeInput(threePoints(), contract).features[1], 0);
}

TEST(NetworkInput, AContractThatDoesNotFitSaysSo)
{
    InputContract contract = contractFor(*namedConfig("s3dis-s"));
    contract.features = {"red", "purple"};
    contract.grid = -1;
    const auto problems = contract.check(4);
    EXPECT_EQ(problems.size(), 3u);
}
