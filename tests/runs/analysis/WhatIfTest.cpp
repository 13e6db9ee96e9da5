// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/analysis/WhatIf.h"

#include "base/Random.h"

#include <gtest/gtest.h>

#include <cmath>

using namespace maquette;
using namespace maquette::runs;

TEST(NumberFormat, TheGoldenTableOfTheFacts)
{
    struct Row {
        double x, e4m3, e5m2;
    };
    for (const Row& row : {Row{1.0625, 1, 1},
                           {1.1875, 1.25, 1.25},
                           {0.1, 0.1015625, 0.09375},
                           {0.3952, 0.40625, 0.375},
                           {-0.3, -0.3125, -0.3125},
                           {447, 448, 448},
                           {464, 448, 448},
                           {480, 448, 512},
                           {1000, 448, 1024},
                           {61440, 448, 57344},
                           {INFINITY, 448, 57344},
                           {-INFINITY, -448, -57344},
                           {0x1p-9, 0x1p-9, 0x1p-9},
                           {0x1p-10, 0, 0x1p-10},
                           {0.0029296875, 0x1p-8, 0.0029296875},
                           {0.0048828125, 0x1p-8, 0.0048828125},
                           {0x1p-16, 0, 0x1p-16},
                           {0x1p-17, 0, 0}}) {
        EXPECT_EQ(roundedTo(NumberFormat::E4M3, row.x), row.e4m3) << row.x;
        EXPECT_EQ(roundedTo(NumberFormat::E5M2, row.x), row.e5m2) << row.x;
    }
    EXPECT_EQ(roundedTo(NumberFormat::E4M3, std::nextafter(0x1p-10, 1)), 0x1p-9);
    EXPECT_TRUE(std::isnan(roundedTo(NumberFormat::E4M3, std::nan(""))));
    EXPECT_TRUE(std::signbit(roundedTo(NumberFormat::E4M3, -0.0)));
    EXPECT_EQ(roundedTo(NumberFormat::Float16, 65519), 65504);
    EXPECT_EQ(roundedTo(NumberFormat::Float32, 0.1), static_cast<double>(0.1f));
    EXPECT_EQ(formatFromName("e5m2"), NumberFormat::E5M2);
    EXPECT_EQ(formatFromName("bf16"), NumberFormat::BFloat16);
    EXPECT_EQ(roundedTo(NumberFormat::BFloat16, 1.00390625), 1);
    EXPECT_FALSE(formatFromName("e3m4"));
}

TEST(ExponentHistogram, CountsPowersOfTwo)
{
    const std::vector<float> values = {1, 1.99f, -2, 3, 0, -0.0f, 0.5f, INFINITY, NAN};
    const ExponentHistogram histogram = exponentsOf(values);
    EXPECT_EQ(histogram.first, -1);
    EXPECT_EQ(histogram.counts, (std::vector<double>{1, 2, 2}));
    EXPECT_EQ(histogram.zeros, 2);
    EXPECT_EQ(histogram.notFinite, 2);
    EXPECT_EQ(exponentsOf(std::vector<float>{1e-45f}).first, -149);
    EXPECT_TRUE(exponentsOf(std::span<const float>()).counts.empty());
}

TEST(ExponentHistogram, ALoggedHistogramIsSpreadOverThePowersItCovers)
{
    runlog::Histogram logged;
    logged.edges = {-2, -1, 1, 2, 4};
    logged.counts = {3, 0, 5, 8};
    ExponentHistogram histogram = exponentsOf(logged);
    EXPECT_TRUE(histogram.estimated);
    EXPECT_EQ(histogram.first, 0);
    EXPECT_EQ(histogram.counts, (std::vector<double>{8, 8})); // both signs together
    logged.edges = {0, 4};
    logged.counts = {16};
    histogram = exponentsOf(logged);
    EXPECT_NEAR(histogram.counts.back(), 8, 1e-9); // half of 0 … 4 lies in 2 … 4
    EXPECT_NEAR(histogram.values() + histogram.zeros, 16, 1e-9);
    logged.edges = {-3, 1};
    histogram = exponentsOf(logged);
    EXPECT_NEAR(histogram.counts.back(), 4, 1e-9); // -3 … -2
    EXPECT_NEAR(histogram.elements(), 16, 1e-9);
}

TEST(ExponentHistogram, HistogramsThatMakeNoSenseLoseNothingElse)
{
    runlog::Histogram logged;
    logged.edges = {-1.7976931348623157e308, 0, 0, 1, 1.7976931348623157e308, 3, std::nan(""), 5};
    logged.counts = {1, 2, 3, 4, 5, 6, -7};
    logged.minimum = -4;
    logged.maximum = 8;
    const ExponentHistogram histogram = exponentsOf(logged);
    EXPECT_NEAR(histogram.elements(), 10, 1e-9);
    logged.edges.clear();
    EXPECT_EQ(exponentsOf(logged).elements(), 0);
    logged.edges = {0, 1};
    logged.minimum = 100; // contradicts
    logged.maximum = 1;
    logged.counts = {1};
    EXPECT_NEAR(exponentsOf(logged).elements(), 1, 1e-9);
    logged.edges = {-1.7e308, 1.7e308};
    logged.minimum = logged.maximum = std::nan("");
    EXPECT_NEAR(exponentsOf(logged).elements(), 1, 1e-9);
}

TEST(ExponentHistogram, TheRepresentableWindowAndItsShares)
{
    ExponentHistogram histogram;
    histogram.first = -12; // one value in each power of two from 2^-12 to 2^10
    histogram.counts.assign(23, 1);
    histogram.zeros = 2;
    RepresentableWindow window = representableWindow(histogram, NumberFormat::E4M3, 1);
    EXPECT_EQ(window.smallest, -9);
    EXPECT_EQ(window.normal, -6);
    EXPECT_NEAR(window.largest, std::log2(448), 1e-12);
    EXPECT_NEAR(window.underflow.percent, 8, 1e-9); // 2^-12 and 2^-11: below half the smallest
    EXPECT_NEAR(window.underflow.least, 8, 1e-9);
    EXPECT_NEAR(window.underflow.most, 8, 1e-9);
    EXPECT_NEAR(window.overflow.least, 8, 1e-9); // 2^9, 2^10 for sure
    EXPECT_NEAR(window.overflow.most, 12, 1e-9); // and perhaps of 2^8
    EXPECT_NEAR(window.overflow.percent, 4 * (2 + 9 - std::log2(448)), 1e-9);
    EXPECT_NEAR(window.subnormal.percent, 16, 1e-9);
    window = representableWindow(histogram, NumberFormat::E5M2, 0.25);
    EXPECT_EQ(window.smallest, -14);
    EXPECT_EQ(window.underflow.percent, 0);
    EXPECT_EQ(window.overflow.percent, 0);
    EXPECT_EQ(representableWindow({}, NumberFormat::E4M3, 1).underflow.percent, 0);
}

TEST(WhatIf, TheEstimateComesNearToRealCasts)
{
    // Values of a smooth distribution, cast one by one, against what their histogram alone tells.
    base::Random random(5);
    std::vector<float> values(200'000);
    for (float& value : values)
        value = static_cast<float>(std::exp(random.uniform(-9, 1)) * (random.uniform() < 0.5 ? -1 : 1));
    for (const NumberFormat format : {NumberFormat::E4M3, NumberFormat::E5M2})
        for (const double scale : {0.25, 1.0, 100.0, 1000.0}) {
            double lost = 0, over = 0, errors = 0, squares = 0;
            for (const float value : values) {
                const double x = value, code = roundedTo(format, x * scale), error = code / scale - x;
                lost += code == 0;
                over += std::abs(x) * scale > factsOf(format).largest;
                errors += error * error;
                squares += x * x;
            }
            const auto count = static_cast<double>(values.size());
            const CastLoss loss = estimatedLoss(exponentsOf(values), format, scale, std::exp(1));
            EXPECT_NEAR(loss.underflow, 100 * lost / count, 0.3) << scale;
            EXPECT_NEAR(loss.overflow, 100 * over / count, 0.3) << scale;
            EXPECT_NEAR(loss.mse / (errors / count), 1, 0.03) << scale;
            EXPECT_NEAR(loss.snr, 10 * std::log10(squares / errors), 0.2) << scale;
        }
}

TEST(WhatIf, ReferenceLevelsWithoutUnderflow)
{
    // Log-uniform over a power of two: mean x^2 is 1.5 / ln 2 and the error that of rounding, step^2 / 12. (The
    // facts' 31.5 and 25.6 dB are of the mean relative error, which weighs small values more: 0.7 dB less.)
    ExponentHistogram histogram;
    histogram.first = 0;
    histogram.counts = {1000};
    const auto level = [](double step) { return 10 * std::log10(1.5 / std::log(2.0) / (step * step / 12)); };
    EXPECT_NEAR(level(0.125), 32.2, 0.05);
    EXPECT_NEAR(estimatedLoss(histogram, NumberFormat::E4M3, 1).snr, level(0.125), 0.1);
    EXPECT_NEAR(estimatedLoss(histogram, NumberFormat::E5M2, 1).snr, level(0.25), 0.1);
    EXPECT_EQ(estimatedLoss(histogram, NumberFormat::E4M3, 1).underflow, 0);
    EXPECT_TRUE(std::isnan(estimatedLoss({}, NumberFormat::E4M3, 1).mse));
}

TEST(WhatIf, MeasuredRecipesStandBesideEstimates)
{
    Fp8Table table;
    const std::size_t layer = table.layer("l");
    const auto add
        = [&](const StatisticKey& key, double value) { table.add(layer, TensorKind::Weight, 0, key, 10, value); };
    add(Statistic::Underflow, 0.5);
    add({Statistic::Mse, QuantRecipe::Mxfp8}, 1e-5);
    add(Statistic::Scale, 1);
    add(Statistic::Amax, 1.5);
    table.addHistogram(layer, TensorKind::Weight, 0, 10, {-8, {1, 2, 4, 8, 16, 8, 4, 2, 1}});
    const auto rows = whatIf(table, layer, TensorKind::Weight, 0, 99);
    const auto row = [&](const std::string& name) {
        for (const WhatIfRow& one : rows)
            if (one.recipe == name)
                return one;
        ADD_FAILURE() << name;
        return WhatIfRow{};
    };
    EXPECT_EQ(rows.front().recipe, "in use");
    EXPECT_EQ(rows.front().loss.underflow, 0.5);
    EXPECT_FALSE(row("mxfp8").estimated);
    EXPECT_EQ(row("mxfp8").loss.mse, 1e-5);
    EXPECT_TRUE(std::isnan(row("fp8_block_scaling").loss.mse)); // cannot be estimated, and says so
    EXPECT_FALSE(row("fp8_block_scaling").note.empty());
    EXPECT_TRUE(row("e4m3, exact scale").estimated);
    EXPECT_EQ(row("e4m3, exact scale").note.english(), "Estimated from the exponent histogram of step 10.");
    EXPECT_EQ(row("e4m3, power of two").loss.overflow, 0);
    EXPECT_GT(row("e5m2, exact scale").loss.mse, row("e4m3, exact scale").loss.mse);
    EXPECT_GT(row("scale in use").loss.mse, row("e4m3, exact scale").loss.mse); // much of it is subnormal at scale 1
    for (const WhatIfRow& one : whatIf(table, layer, TensorKind::Weight, 0, 5)) // nothing logged yet
        EXPECT_FALSE(one.estimated);
}
