// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/analysis/Smoothing.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

using namespace maquette::runs;

namespace {

std::vector<double> numbers(std::size_t count)
{
    std::vector<double> x(count);
    std::iota(x.begin(), x.end(), 0.0);
    return x;
}

std::vector<double> smooth(const std::vector<double>& y, const SmoothOptions& options,
                           const std::vector<std::size_t>& starts = {})
{
    EXPECT_TRUE(options.check().ok());
    return smoothed({numbers(y.size()), y}, options, starts);
}

void expectNear(const std::vector<double>& got, const std::vector<double>& expected, double tolerance = 1e-6)
{
    ASSERT_EQ(got.size(), expected.size());
    for (std::size_t i = 0; i < got.size(); ++i) {
        if (std::isnan(expected[i])) {
            EXPECT_TRUE(std::isnan(got[i])) << i;
        } else if (std::isinf(expected[i])) {
            EXPECT_EQ(got[i], expected[i]) << i;
        } else {
            EXPECT_NEAR(got[i], expected[i], tolerance) << i;
        }
    }
}

} // namespace

TEST(Smoothing, TensorBoardsAndAimsVectors)
{
    expectNear(smooth({1, 2, 4, 8}, {Smoothing::TensorBoard, 0.6}), {1, 1.625, 2.836735, 5.209559});
    expectNear(smooth({1, 2, 4, 8}, {Smoothing::Aim, 0.6}), {1, 1.4, 2.44, 4.664});
}

TEST(Smoothing, ValuesThatAreNotFinitePassThroughAndDoNotEnter)
{
    const double infinity = INFINITY;
    const std::vector<double> y = {1, missing, 2, infinity, 4, -infinity, 8};
    expectNear(smooth(y, {Smoothing::TensorBoard, 0.6}), {1, missing, 1.625, infinity, 2.836735, -infinity, 5.209559});
    expectNear(smooth(y, {Smoothing::Aim, 0.6}), {1, missing, 1.4, infinity, 2.44, -infinity, 4.664});
    SmoothOptions average{Smoothing::MovingAverage};
    average.window = 3;
    expectNear(smooth({missing, 2, 4, missing, 8}, average), {missing, 3, 3, missing, 8});
    expectNear(smooth({missing, missing}, {Smoothing::Gaussian}), {missing, missing});
}

TEST(Smoothing, AConstantSeriesAndTheEndsOfTheWeight)
{
    const std::vector<double> constant(5, 0.1);
    for (const Smoothing kind : {Smoothing::TensorBoard, Smoothing::Aim, Smoothing::MovingAverage,
                                 Smoothing::TimeWeighted, Smoothing::Gaussian, Smoothing::None})
        EXPECT_EQ(smooth(constant, {kind, 0.9}), constant);
    EXPECT_EQ(smooth({3, 1, 2}, {Smoothing::TensorBoard, 0}), (std::vector<double>{3, 1, 2}));
    EXPECT_EQ(smooth({3, 1, 2}, {Smoothing::TensorBoard, 1}), (std::vector<double>{0, 0, 0}));
    EXPECT_EQ(smooth({3, 1, 2}, {Smoothing::Aim, 1}), (std::vector<double>{3, 3, 3}));
    EXPECT_TRUE(smooth({}, {}).empty());
}

TEST(Smoothing, AMovingAverageTakesWhatIsThereAtTheEnds)
{
    SmoothOptions options{Smoothing::MovingAverage};
    options.window = 3;
    expectNear(smooth({1, 2, 3, 7, 5}, options), {1.5, 2, 4, 5, 6});
    options.window = 4; // counts as 5
    expectNear(smooth({1, 2, 3, 7, 5}, options), {2, 3.25, 3.6, 4.25, 5});
    options.window = 1'000'000;
    expectNear(smooth({1, 2, 3}, options), {2, 2, 2});
    // A value that drowns the others spoils only the windows that hold it.
    options.window = 3;
    const auto after = smooth({1e300, 1, 2, 3, 4, 5}, options);
    expectNear({after.begin() + 2, after.end()}, {2, 3, 4, 4.5}, 1e-12);
}

TEST(Smoothing, AMovingAverageEqualsItsDefinitionForAnyWindow)
{
    std::vector<double> y;
    for (int i = 0; i < 40; ++i)
        y.push_back(i % 7 == 3 ? missing : std::sin(i * 1.7) * i);
    for (int window = 1; window < 90; ++window) {
        SmoothOptions options{Smoothing::MovingAverage};
        options.window = window;
        const auto got = smooth(y, options);
        for (int i = 0; i < 40; ++i) {
            double sum = 0, count = 0;
            for (int k = std::max(0, i - window / 2); k <= std::min(39, i + window / 2); ++k)
                if (std::isfinite(y[static_cast<std::size_t>(k)])) {
                    sum += y[static_cast<std::size_t>(k)];
                    ++count;
                }
            if (i % 7 == 3)
                continue;
            ASSERT_NEAR(got[static_cast<std::size_t>(i)], sum / count, 1e-10) << window << ' ' << i;
        }
    }
}

TEST(Smoothing, TimeWeightedFadesByDistanceNotByCount)
{
    // By hand: range 4, K 4, so a step of 1 fades by w = sqrt(0.25) = 0.5.
    SmoothOptions options{Smoothing::TimeWeighted, 0.25};
    options.viewSteps = 4;
    const std::vector<double> x = {0, 1, 2, 4}, y = {1, 2, 4, 8};
    // (1), (0.5 + 2) / 1.5, (1.25 + 4) / 1.75, (5.25/4 + 8) / (1.75/4 + 1)
    expectNear(smoothed({x, y}, options), {1, 2.5 / 1.5, 5.25 / 1.75, 9.3125 / 1.4375});
    // The same at a scale of x a thousand times as large, and with the view's range given.
    const std::vector<double> far = {0, 1000, 2000, 4000};
    expectNear(smoothed({far, y}, options), {1, 2.5 / 1.5, 5.25 / 1.75, 9.3125 / 1.4375});
    options.rangeOfX = 4e12;
    expectNear(smoothed({far, y}, options), {1, 1.5, 7.0 / 3, 3.75}, 1e-5);
    // All points at one x: their mean so far.
    options.rangeOfX = 0;
    const std::vector<double> still = {5, 5, 5};
    expectNear(smoothed({still, std::vector<double>{1, 2, 6}}, options), {1, 1.5, 3});
    EXPECT_EQ(SmoothOptions().viewSteps, 1000);
}

TEST(Smoothing, AGaussianIsSymmetricAndKeepsALine)
{
    SmoothOptions options{Smoothing::Gaussian};
    options.sigma = 1;
    const double a = std::exp(-0.5), b = std::exp(-2.0), c = std::exp(-4.5);
    const std::vector<double> impulse = {0, 0, 0, 0, 1, 0, 0, 0, 0};
    const auto got = smooth(impulse, options);
    const double all = 1 + 2 * (a + b + c);
    EXPECT_NEAR(got[4], 1 / all, 1e-12);
    EXPECT_NEAR(got[3], a / all, 1e-12);
    EXPECT_NEAR(got[2], b / (all - c), 1e-12); // one neighbor less at the left
    EXPECT_NEAR(got[1], c / (all - c - b), 1e-12);
    EXPECT_EQ(got[0], 0);
    for (std::size_t i = 0; i < 4; ++i)
        EXPECT_NEAR(got[i], got[8 - i], 1e-15);
    const auto line = smooth(numbers(30), options);
    for (std::size_t i = 5; i < 25; ++i)
        EXPECT_NEAR(line[i], static_cast<double>(i), 1e-9);
}

TEST(Smoothing, NothingIsSmoothedAcrossARestart)
{
    for (const Smoothing kind : {Smoothing::TensorBoard, Smoothing::Aim, Smoothing::MovingAverage,
                                 Smoothing::TimeWeighted, Smoothing::Gaussian}) {
        SmoothOptions options{kind};
        options.rangeOfX = 5;
        const std::vector<double> first = {1, 2, 4}, second = {100, 300, 200};
        auto expected = smooth(first, options);
        const auto tail = smooth(second, options);
        expected.insert(expected.end(), tail.begin(), tail.end());
        expectNear(smooth({1, 2, 4, 100, 300, 200}, options, {3}), expected, 1e-12);
        expectNear(smooth({1, 2, 4, 100, 300, 200}, options, {0, 3, 3, 6, 99}), expected, 1e-12);
    }
}

TEST(Smoothing, InLogSpaceTheMeanIsGeometric)
{
    SmoothOptions options{Smoothing::MovingAverage};
    options.window = 3;
    options.logarithmic = true;
    expectNear(smooth({1, 100, 1, 0, -3, 1e-8}, options), {10, std::cbrt(100), 10, 0, -3, 1e-8}, 1e-9);
}

TEST(Smoothing, OptionsOutOfRangeAreRefused)
{
    EXPECT_FALSE((SmoothOptions{Smoothing::TensorBoard, 1.01}).check().ok());
    EXPECT_FALSE((SmoothOptions{Smoothing::TensorBoard, missing}).check().ok());
    EXPECT_FALSE((SmoothOptions{Smoothing::MovingAverage, 0.6, 0}).check().ok());
    EXPECT_FALSE((SmoothOptions{Smoothing::Gaussian, 0.6, 9, 0}).check().ok());
    EXPECT_FALSE((SmoothOptions{Smoothing::TimeWeighted, 0.6, 9, 2, -1}).check().ok());
}
