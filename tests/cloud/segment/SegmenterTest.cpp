// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/Segmenter.h"

#include "base/File.h"
#include "base/Threads.h"
#include "cloud/TrainCrops.h"
#include "cloud/Training.h"
#include "cloud/data/RoomGenerator.h"
#include "models/pointnext/PointNext.h"
#include "support/TemporaryFolder.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include <map>
#include <thread>

using namespace maquette;
using namespace maquette::cloud;
using models::pointnext::namedConfig;

namespace {

Cloud smallRoom()
{
    RoomOptions options;
    options.seed = 5;
    options.density = 150;
    auto room = generateRoom(options);
    EXPECT_TRUE(room.ok());
    return std::move(room).value();
}

class SegmenterTest : public testing::Test {
protected:
    void SetUp() override
    {
        torch::manual_seed(1);
        models::pointnext::PointNextConfig config = *namedConfig("s3dis-s");
        const models::pointnext::PointNext network(config);
        weights = folder / "weights.safetensors";
        ASSERT_TRUE(models::pointnext::savePointNext(weights, network, {{"trained_on", "nothing"}}).ok());
    }

    base::ParameterValues parameters(const std::string& mode) const
    {
        base::ParameterValues values(segmentParameters());
        EXPECT_TRUE(values.set("weights", weights).ok());
        EXPECT_TRUE(values.set("mode", mode).ok());
        EXPECT_TRUE(values.set("grid", 0.1).ok());
        return values;
    }

    tests::TemporaryFolder folder;
    std::string weights;
    Segmenter segmenter{"cpu"};
};

} // namespace

TEST_F(SegmenterTest, TheFileSaysWhatItIs)
{
    const auto info = segmenter.inspect(parameters("test"));
    ASSERT_TRUE(info.ok()) << info.error().english();
    EXPECT_EQ(info.value().variant, "PointNeXt-S");
    EXPECT_EQ(info.value().parameters, 792237);
    EXPECT_EQ(info.value().table.id, "s3dis");
    EXPECT_EQ(info.value().trainedOn, "nothing");
    EXPECT_EQ(info.value().features.size(), 4u);
}

TEST_F(SegmenterTest, EveryModeGivesEachPointAClass)
{
    const Cloud room = smallRoom();
    for (const char* mode : {"test", "val", "nearest", "direct"}) {
        const auto result = segmenter.segment(room, parameters(mode), true, {});
        ASSERT_TRUE(result.ok()) << result.error().english();
        ASSERT_EQ(result.value().labels.size(), room.size()) << mode;
        EXPECT_EQ(result.value().logits.size(), 13 * room.size());
        EXPECT_EQ(result.value().sampled.empty(), std::string(mode) != "val");
        for (std::size_t i = 0; i < room.size(); ++i) {
            ASSERT_GE(result.value().labels[i], 0);
            ASSERT_LT(result.value().labels[i], 13);
            ASSERT_GT(result.value().confidence[i], 1.0F / 14);
        }
        EXPECT_NE(result.value().protocol.find(std::string(mode) == "val" ? "one point a voxel" : "all points"),
                  std::string::npos);
    }
}

TEST_F(SegmenterTest, ThreadsDoNotMatter)
{
    const Cloud room = smallRoom();
    std::vector<std::int32_t> labels[2];
    for (const int threads : {1, 2}) {
        base::setThreads(threads);
        const auto result = segmenter.segment(room, parameters("test"), false, {});
        ASSERT_TRUE(result.ok());
        labels[threads - 1] = result.value().labels;
    }
    base::setThreads(0);
    EXPECT_EQ(labels[0], labels[1]);
}

TEST_F(SegmenterTest, ALimitOfMemoryIsKeptByTiles)
{
    RoomOptions options;
    options.density = 800;
    const auto room = generateRoom(options);
    auto values = parameters("direct");
    ASSERT_TRUE(values.set("memory", std::int64_t(8)).ok());
    const auto plan = segmenter.plan(room.value(), values);
    ASSERT_TRUE(plan.ok()) << plan.error().english();
    EXPECT_GT(plan.value().tiles, 1);
    EXPECT_LE(plan.value().bytes, std::int64_t(8) << 20);
    EXPECT_FALSE(plan.value().warnings.empty());
    const auto tiled = segmenter.segment(room.value(), values, false, {});
    ASSERT_TRUE(tiled.ok()) << tiled.error().english();
    EXPECT_EQ(tiled.value().labels.size(), room.value().size());
    EXPECT_NE(tiled.value().protocol.find("tiles"), std::string::npos);
}

TEST_F(SegmenterTest, TheUnitIsAskedForWhereBallsAreEmptyOrFull)
{
    Cloud room = smallRoom();
    for (float& value : room.positions)
        value *= 1000; // millimeters
    auto values = parameters("nearest");
    const auto wrong = segmenter.plan(room, values);
    ASSERT_TRUE(wrong.ok());
    ASSERT_FALSE(wrong.value().warnings.empty());
    EXPECT_NE(wrong.value().warnings[0].find("meters"), std::string::npos);
    ASSERT_TRUE(values.set("unit", 0.001).ok());
    const auto right = segmenter.plan(room, values);
    EXPECT_LT(right.value().voxels, wrong.value().voxels);
}

TEST_F(SegmenterTest, OddCloudsAreSegmentedOrRefused)
{
    Cloud one;
    one.positions = {1, 2, 3};
    EXPECT_TRUE(segmenter.segment(one, parameters("test"), false, {}).ok());
    Cloud same;
    same.positions.assign(3 * 500, 4.0F);
    EXPECT_TRUE(segmenter.segment(same, parameters("test"), false, {}).ok());
    const auto none = segmenter.segment(Cloud(), parameters("test"), false, {});
    ASSERT_FALSE(none.ok());
    EXPECT_EQ(none.error().code, base::ErrorCode::BadInput);
}

TEST_F(SegmenterTest, AnInputThatDoesNotFitIsRefused)
{
    auto values = parameters("test");
    ASSERT_TRUE(values.set("features", std::string("red, green")).ok());
    const auto result = segmenter.plan(smallRoom(), values);
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().code, base::ErrorCode::ModelUnfit);
    EXPECT_NE(result.error().english().find("4 channels"), std::string::npos);
    ASSERT_TRUE(values.set("weights", std::string("/nonexistent.pth")).ok());
    EXPECT_EQ(segmenter.inspect(values).error().code, base::ErrorCode::ModelUnfit);
}

TEST_F(SegmenterTest, StopsWhenAsked)
{
    std::stop_source source;
    source.request_stop();
    const auto result = segmenter.segment(smallRoom(), parameters("test"), false, base::Job(source.get_token(), {}));
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().code, base::ErrorCode::Stopped);
}

TEST(TrainCrops, ABatchDependsOnItsNumberAlone)
{
    RoomSource source;
    source.seed = 3;
    source.density = 100;
    CropOptions options;
    options.points = 600;
    const InputContract contract = contractFor(*namedConfig("s3dis-s"));
    std::vector<Crop> third;
    {
        CropBatches batches(source, options, contract, 2, 2, 0);
        for (int i = 0; i < 3; ++i) {
            auto batch = batches.next({});
            ASSERT_TRUE(batch.ok());
            third = std::move(batch).value();
        }
    }
    CropBatches batches(source, options, contract, 2, 2, 2);
    const auto again = batches.next({});
    ASSERT_TRUE(again.ok());
    ASSERT_EQ(third.size(), 2u);
    EXPECT_EQ(third[1].input.positions, again.value()[1].input.positions);
    EXPECT_EQ(third[1].input.features, again.value()[1].input.features);
    EXPECT_EQ(third[1].labels, again.value()[1].labels);
    EXPECT_EQ(third[0].labels.size(), 600u);
}

namespace {

base::ParameterValues smallRecipe(const std::string& precision)
{
    base::ParameterValues values(trainParameters());
    for (const auto& [name, value] : {std::pair<const char*, std::int64_t>{"crops", 8},
                                      {"batch", 2},
                                      {"crop", 600},
                                      {"validate", 0},
                                      {"validation-rooms", 1}})
        EXPECT_TRUE(values.set(name, value).ok());
    EXPECT_TRUE(values.set("density", 100.0).ok());
    EXPECT_TRUE(values.set("precision", precision).ok());
    return values;
}

class EachPrecision : public testing::TestWithParam<const char*> { };

} // namespace

TEST_P(EachPrecision, AResumedRunEqualsOneThatWasNeverStopped)
{
    const auto recipe = smallRecipe(GetParam());
    const tests::TemporaryFolder folder;
    const auto whole = train(folder / "whole", recipe, [](const base::Json&) {}, {});
    ASSERT_TRUE(whole.ok()) << whole.error().english();
    EXPECT_EQ(whole.value().steps, 4);
    EXPECT_EQ(whole.value().skipped, 0);
    EXPECT_GT(whole.value().validationIou, 0);
    // Stopped after the second step, by whoever follows its progress.
    std::stop_source source;
    const base::Job job(source.get_token(), [&](const base::Progress& progress) {
        if (progress.fraction >= 0.5)
            source.request_stop();
    });
    const auto half = train(
        folder / "parts", recipe, [](const base::Json&) {}, job);
    ASSERT_TRUE(half.ok());
    EXPECT_EQ(half.value().steps, 2);
    const auto rest = train(folder / "parts", recipe, [](const base::Json&) {}, {});
    ASSERT_TRUE(rest.ok()) << rest.error().english();
    EXPECT_EQ(rest.value().steps, 4);
    for (const char* file : {"model.safetensors", "state.safetensors"})
        EXPECT_EQ(base::readFile(folder / "whole" / file).value(), base::readFile(folder / "parts" / file).value())
            << file;
    const auto model = models::pointnext::loadPointNext(folder / "whole/model.safetensors");
    ASSERT_TRUE(model.ok()) << model.error().english();
    EXPECT_EQ(model.value()->parameterCount(), whole.value().parameters);
    for (const auto& [name, tensor] : nn::stateOf(*model.value()))
        EXPECT_TRUE(tensor.scalar_type() == at::kFloat || name.ends_with("num_batches_tracked")) << name;
    // Scales and counters aside: 16 bytes a parameter, or 11, 6 and 7 of the weights that are FP8.
    const double perParameter
        = static_cast<double>(whole.value().stateBytes) / static_cast<double>(whole.value().parameters);
    const std::map<std::string, double> most = {{"fp32", 16.1}, {"o1", 11.8}, {"o2", 6.9}, {"o3", 7.8}};
    EXPECT_LT(perParameter, most.at(GetParam()));
    EXPECT_GT(perParameter, most.at(GetParam()) - 0.9);

    auto other = recipe;
    ASSERT_TRUE(other.set("rate", 0.5).ok());
    const auto refused = train(folder / "parts", other, [](const base::Json&) {}, {});
    ASSERT_FALSE(refused.ok());
    EXPECT_NE(refused.error().english().find("rate"), std::string::npos);
    const auto unlike = train(folder / "parts", smallRecipe(GetParam() == std::string("o2") ? "o1" : "o2"),
                              [](const base::Json&) {}, {});
    ASSERT_FALSE(unlike.ok());
    EXPECT_EQ(unlike.error().code, base::ErrorCode::ModelUnfit);
    EXPECT_NE(unlike.error().detail.find("precision"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(CloudTraining, EachPrecision, testing::Values("fp32", "o1", "o2", "o3"),
                         [](const auto& info) { return std::string(info.param); });
