// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/ObjectModel.h"

#include "base/Random.h"
#include "models/pointnext/PointNext.h"
#include "support/TemporaryFolder.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include <numeric>

using namespace maquette;
using namespace maquette::cloud;
using models::pointnext::namedConfig;

namespace {

Cloud ball(std::size_t points)
{
    base::Random random(1);
    Cloud cloud;
    cloud.name = "ball";
    for (std::size_t i = 0; i < points; ++i) {
        const double x = random.normal();
        const double y = random.normal();
        const double z = random.normal();
        const double length = std::sqrt(x * x + y * y + z * z);
        cloud.positions.insert(
            cloud.positions.end(),
            {static_cast<float>(x / length), static_cast<float>(y / length), static_cast<float>(z / length)});
    }
    return cloud;
}

/// Weights as drawn at the start: answers mean nothing, but must come out the same way each time.
std::string writeWeights(const tests::TemporaryFolder& folder, const char* name)
{
    torch::manual_seed(1);
    const models::pointnext::PointNext network(*namedConfig(name));
    const std::string file = folder / (std::string(name) + ".safetensors");
    EXPECT_TRUE(models::pointnext::savePointNext(file, network).ok());
    return file;
}

} // namespace

TEST(ObjectModel, ClassesAreNamedAndTheirSharesSumToOne)
{
    const tests::TemporaryFolder folder;
    base::ParameterValues parameters(classifyParameters());
    ASSERT_TRUE(parameters.set("weights", writeWeights(folder, "scanobjectnn-s")).ok());
    ObjectModel model("cpu");
    const auto guesses = model.classify(ball(3000), parameters, {});
    ASSERT_TRUE(guesses.ok()) << guesses.error().english();
    ASSERT_EQ(guesses.value().size(), 15u);
    double sum = 0;
    std::set<std::string> names;
    for (const auto& guess : guesses.value()) {
        sum += guess.share;
        names.insert(guess.name);
    }
    EXPECT_NEAR(sum, 1, 1e-6);
    EXPECT_TRUE(names.count("toilet"));
    EXPECT_GE(guesses.value()[0].share, guesses.value()[14].share);
    EXPECT_TRUE(model.classify(ball(20), parameters, {}).ok()) << "fewer points than stages need are repeated";
    EXPECT_FALSE(model.classify(Cloud(), parameters, {}).ok());
}

TEST(ObjectModel, PartsBelongToTheObjectAfterRefinement)
{
    const tests::TemporaryFolder folder;
    base::ParameterValues parameters(partsParameters());
    ASSERT_TRUE(parameters.set("weights", writeWeights(folder, "shapenetpart-s")).ok());
    ASSERT_TRUE(parameters.set("votes", std::int64_t(2)).ok());
    ASSERT_TRUE(parameters.set("points", std::int64_t(512)).ok());
    ObjectModel model("cpu");
    const auto all = model.parts(ball(512), parameters, {});
    ASSERT_TRUE(all.ok()) << all.error().english();
    EXPECT_EQ(all.value().parts.size(), 512u);
    EXPECT_NE(all.value().protocol.find("3 passes averaged, refined"), std::string::npos);
    const auto more = model.parts(ball(900), parameters, {});
    ASSERT_TRUE(more.ok());
    EXPECT_EQ(more.value().parts.size(), 900u);
}

TEST(ObjectModel, AnotherTaskIsRefused)
{
    const tests::TemporaryFolder folder;
    base::ParameterValues parameters(classifyParameters());
    ObjectModel model("cpu");
    EXPECT_EQ(model.classify(ball(100), parameters, {}).error().code, base::ErrorCode::ModelUnfit);
    ASSERT_TRUE(parameters.set("weights", writeWeights(folder, "s3dis-s")).ok());
    const auto wrong = model.classify(ball(100), parameters, {});
    ASSERT_FALSE(wrong.ok());
    EXPECT_NE(wrong.error().english().find("segmentation"), std::string::npos);
}

TEST(RefineParts, StrayAndImpossiblePartsFollowTheirNeighbors)
{
    // A line of points: part 12 on the left, 13 on the right, one 0 (of an airplane) and two 14 among them.
    std::vector<float> positions;
    std::vector<std::int32_t> parts;
    for (int i = 0; i < 40; ++i) {
        positions.insert(positions.end(), {static_cast<float>(i), 0, 0});
        parts.push_back(i < 20 ? 12 : 13);
    }
    parts[5] = 0;
    parts[30] = parts[31] = 14;
    refineParts(positions, objectKinds()[4], parts);
    for (int i = 0; i < 40; ++i)
        EXPECT_EQ(parts[static_cast<std::size_t>(i)], i < 20 ? 12 : 13) << i;
    std::vector<std::int32_t> alone(40, 0);
    refineParts(positions, objectKinds()[4], alone);
    EXPECT_EQ(alone, std::vector<std::int32_t>(40, 0)) << "nothing around to take over";
}

TEST(PartScores, AveragesByObjectAndByKind)
{
    PartScores scores;
    const std::vector<std::int32_t> bagTruth = {4, 4, 5, 5};
    scores.add(1, bagTruth, bagTruth); // 100
    scores.add(1, bagTruth, std::vector<std::int32_t>{4, 4, 4, 5}); // 2/3 and 1/2
    const std::vector<std::int32_t> capTruth = {6, 6};
    scores.add(2, capTruth, capTruth); // part 7 in neither counts 100
    EXPECT_NEAR(scores.instanceIou(), (100 + 100 * (2.0 / 3 + 0.5) / 2 + 100) / 3, 1e-9);
    EXPECT_NEAR(scores.classIou(), ((100 + 100 * (2.0 / 3 + 0.5) / 2) / 2 + 100) / 2, 1e-9);
}
