// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/analysis/Fp8Scaling.h"

#include <gtest/gtest.h>

#include <cmath>

using namespace maquette::runs;

TEST(Fp8Scaling, TheTableOfMsAmpsFormula)
{
    for (const auto& [amax, scale] : {std::pair<float, float>{10.0f, 32.0f},
                                      {448.0f, 1.0f},
                                      {448.5f, 0.5f},
                                      {447.99f, 1.0f},
                                      {1.0f, 256.0f},
                                      {10000.0f, 1.0f / 32},
                                      {1e-3f, 262144.0f},
                                      {0.0f, 8.0f}})
        EXPECT_EQ(msAmpScale(amax, 8, 448), scale) << amax;
    EXPECT_EQ(msAmpScale(1, 8, 57344), 32768);
    EXPECT_EQ(msAmpScale(1, 8, 65504), 32768);
    EXPECT_EQ(msAmpScale(std::nanf(""), 8, 448), 8);
    EXPECT_EQ(msAmpScale(INFINITY, 8, 448), 0.125f); // trap 3
    EXPECT_TRUE(std::isinf(msAmpScale(1e-37f, 8, 448))); // trap 4
    EXPECT_EQ(msAmpScale(10, 8, 448, 2), 8);
}

TEST(Fp8Scaling, TransformerEnginesAndTorchaosFormulas)
{
    EXPECT_EQ(transformerEngineScale(2, 8, 448), 224);
    EXPECT_EQ(transformerEngineScale(2, 8, 448, 1), 112);
    for (const float amax : {0.0f, -1.0f, INFINITY, std::nanf("")})
        EXPECT_EQ(transformerEngineScale(amax, 8, 448), 8);
    EXPECT_EQ(transformerEngineScale(1e-40f, 8, 448), std::numeric_limits<float>::max());
    EXPECT_EQ(torchaoScale(3, 448), static_cast<float>(448.0 / 3));
    EXPECT_EQ(torchaoScale(3, 448, true), 128);
    EXPECT_EQ(torchaoScale(0, 448), static_cast<float>(448 / 1e-12));
}

TEST(Fp8Scaling, ADelayedScaleComesFromTheWindowBeforeTheStep)
{
    ScalingRule rule;
    rule.window = 2;
    const std::vector<double> amax = {4, 1, 1, 7, 0, 0, 0};
    const auto steps = replayScaling(amax, rule);
    EXPECT_EQ(steps[0].scale, 1); // nothing known
    EXPECT_EQ(steps[0].source, noSource);
    EXPECT_EQ(steps[1].scale, 112);
    EXPECT_EQ(steps[1].source, 0u);
    EXPECT_EQ(steps[2].scale, 112);
    EXPECT_EQ(steps[3].scale, 448);
    EXPECT_LT(steps[3].headroom, 0); // 7 * 448 clips
    EXPECT_NEAR(steps[3].headroom, -std::log2(7), 1e-6);
    EXPECT_EQ(steps[4].scale, 64);
    EXPECT_EQ(steps[5].source, 3u);
    EXPECT_EQ(steps[6].scale, 64); // the window is all zero: kept
    EXPECT_EQ(steps[6].source, 3u);
    EXPECT_TRUE(std::isinf(steps[6].headroom));
    const AmaxWindow window = windowOf(steps, 5, rule);
    EXPECT_EQ(window.begin, 3u);
    EXPECT_EQ(window.end, 5u);
    EXPECT_EQ(window.source, 3u);
    rule.mostRecent = true;
    EXPECT_EQ(replayScaling(amax, rule)[2].scale, 448);
    EXPECT_EQ(windowOf(replayScaling(amax, rule), 2, rule).begin, 1u);
}

TEST(Fp8Scaling, AnInfiniteAmaxKeepsTransformerEnginesScaleForAWindow)
{
    ScalingRule rule;
    rule.window = 2;
    const auto steps = replayScaling(std::vector<double>{2, INFINITY, 4, 4, 4}, rule);
    EXPECT_EQ(steps[2].scale, 224);
    EXPECT_EQ(steps[3].scale, 224);
    EXPECT_EQ(steps[4].scale, 112);
}

TEST(Fp8Scaling, MsAmpMeasuresFirstAndThenDelays)
{
    ScalingRule rule;
    rule.kind = ScalingRule::Kind::MsAmp;
    rule.window = 3;
    const auto steps = replayScaling(std::vector<double>{10, 1, 100, 1, 1, 1, missing, 3, 1, 1, 7}, rule);
    for (const std::size_t i : {0u, 1u, 2u})
        EXPECT_TRUE(steps[i].current) << i;
    EXPECT_EQ(steps[1].scale, 256);
    EXPECT_EQ(steps[2].scale, 4);
    EXPECT_FALSE(steps[3].current);
    EXPECT_EQ(steps[3].scale, 4); // of 100, the largest of three
    EXPECT_EQ(steps[3].source, 2u);
    EXPECT_EQ(steps[5].scale, 4);
    EXPECT_EQ(steps[6].scale, 256); // 100 has left the window
    EXPECT_FALSE(steps[6].current);
    // After the step that was not finite, three steps measure again.
    for (const std::size_t i : {7u, 8u, 9u})
        EXPECT_TRUE(steps[i].current) << i;
    EXPECT_EQ(steps[7].scale, 128);
    EXPECT_FALSE(steps[10].current);
    EXPECT_EQ(steps[10].scale, 128); // the largest of 3, 1, 1
    EXPECT_EQ(windowOf(steps, 7, rule).begin, 7u);
    rule.window = 1;
    for (const auto& step : replayScaling(std::vector<double>{10, 1, 100}, rule))
        EXPECT_TRUE(step.current);
}

TEST(Fp8Scaling, CurrentScalingNeverClips)
{
    ScalingRule rule;
    rule.kind = ScalingRule::Kind::Current;
    rule.powerOfTwo = true;
    for (const auto& step : replayScaling(std::vector<double>{10, 1e-5, 100, 447}, rule)) {
        EXPECT_GE(step.headroom, 0);
        EXPECT_LT(step.headroom, 1);
    }
}

TEST(Fp8Scaling, TheWindowsMaximumIsThatOfAPlainSearch)
{
    std::vector<double> amax;
    for (int i = 0; i < 300; ++i)
        amax.push_back(1 + std::fmod(i * 7.31, 5) * std::fmod(i * 1.7, 3));
    for (const int window : {1, 2, 16, 1024}) {
        ScalingRule rule;
        rule.window = window;
        const auto steps = replayScaling(amax, rule);
        for (int i = 1; i < 300; ++i) {
            double largest = 0;
            for (int k = std::max(0, i - window); k < i; ++k)
                largest = std::max(largest, amax[static_cast<std::size_t>(k)]);
            ASSERT_EQ(steps[static_cast<std::size_t>(i)].scale, 448 / static_cast<float>(largest))
                << window << ' ' << i;
        }
    }
}

TEST(Fp8Scaling, ChangesStaysAndJumps)
{
    const std::vector<std::int64_t> steps = {0, 10, 20, 30, 40, 100};
    const ScaleChanges changes = scaleChanges(steps, std::vector<double>{4, 4, missing, 4, 64, 64});
    EXPECT_EQ(changes.changes, 1);
    EXPECT_EQ(changes.longestStay, 60);
    EXPECT_EQ(changes.currentStay, 60);
    EXPECT_EQ(changes.largestJump, 4);
    EXPECT_EQ(changes.jumpStep, 40);
    EXPECT_EQ(scaleChanges({}, {}).changes, 0);
    EXPECT_TRUE(std::isnan(scaleChanges({}, {}).deviation));
}
