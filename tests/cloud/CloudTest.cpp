// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/Cloud.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

using namespace maquette::cloud;

namespace {

Cloud twoPoints()
{
    Cloud cloud;
    cloud.shift = {500000, 5400000, 0};
    cloud.positions = {0.25F, 0.5F, 1, 10, 20, 30};
    return cloud;
}

} // namespace

TEST(Cloud, CoordinatesAreThoseOfTheFile)
{
    const Cloud cloud = twoPoints();
    EXPECT_EQ(cloud.size(), 2u);
    EXPECT_EQ(cloud.coordinate(0), (Vec3{500000.25, 5400000.5, 1}));
    const Bounds bounds = boundsOf(cloud);
    EXPECT_EQ(bounds.low, (std::array<float, 3>{0.25F, 0.5F, 1}));
    EXPECT_EQ(bounds.high, (std::array<float, 3>{10, 20, 30}));
    EXPECT_EQ(boundsOf(Cloud()).diagonal(), 0);
}

TEST(Cloud, RolesFollowTheNames)
{
    EXPECT_EQ(roleFromName("Classification"), Role::Label);
    EXPECT_EQ(roleFromName("scalar_label"), Role::Label);
    EXPECT_EQ(roleFromName("PREDS"), Role::Prediction);
    EXPECT_EQ(roleFromName("ins"), Role::Instance);
    EXPECT_EQ(roleFromName("Reflectance"), Role::Intensity);
    EXPECT_EQ(roleFromName("labeled"), Role::None);
    EXPECT_EQ(roleFromName(""), Role::None);
}

TEST(Cloud, OneAttributeHoldsARole)
{
    Cloud cloud = twoPoints();
    cloud.set({"label", std::vector<std::uint8_t>{1, 2}, Role::Label});
    cloud.set({"corrected", std::vector<std::int32_t>{3, 4}, Role::Label});
    ASSERT_TRUE(cloud.find(Role::Label));
    EXPECT_EQ(cloud.find(Role::Label)->name, "corrected");
    EXPECT_EQ(cloud.find("label")->role, Role::None);
    cloud.set({"corrected", std::vector<std::int32_t>{5, 6}, Role::Label});
    EXPECT_EQ(cloud.attributes.size(), 2u);
    EXPECT_EQ(valueAt(cloud.find("corrected")->values, 1), 6);
    EXPECT_EQ(cloud.find("none"), nullptr);
    EXPECT_STREQ(typeName(cloud.find("label")->values), "u8");
}

TEST(Cloud, LabelsOfAnyType)
{
    const float nan = std::numeric_limits<float>::quiet_NaN();
    EXPECT_EQ(labelsOf(std::vector<float>{0, 12, 3.7F, nan, 1e20F, -2}),
              (std::vector<std::int32_t>{0, 12, 3, -1, -1, -2}));
    EXPECT_EQ(labelsOf(std::vector<std::uint64_t>{7, std::uint64_t(1) << 40}), (std::vector<std::int32_t>{7, -1}));
    EXPECT_EQ(labelsOf(std::vector<std::int8_t>{-100}), (std::vector<std::int32_t>{-100}));
}
