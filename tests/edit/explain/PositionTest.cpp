// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/explain/Pictures.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace maquette::edit::test {
namespace {

using imaging::Image;

double bowl(double x, double y) { return 1 - 0.6 * std::min(1.0, (x * x + y * y) / 2); }

struct Case {
    const char* name;
    Edit edit;
    double floorDb;
    const char* words;
};

class Light : public testing::TestWithParam<Case> { };

TEST_P(Light, CarriesToAnotherPhotograph)
{
    const auto outcome
        = explainAndCarry(GetParam().edit, photo("china.jpg", 160, 128), photo("astronaut.png", 128, 128));
    EXPECT_EQ(kinds(outcome.explanation), "position") << outcome.words;
    EXPECT_GE(outcome.transferDb, GetParam().floorDb) << outcome.words;
    EXPECT_NE(outcome.words.find(GetParam().words), std::string::npos) << outcome.words;
}

const Case cases[] = {
    {"bowl", relight(bowl), 44, "Darker to the corners by 5"},
    {"cosine", relight([](double x, double y) { return std::pow(std::cos(0.9 * std::sqrt((x * x + y * y) / 2)), 4); }),
     44, "Darker to the corners"},
    {"smoothStep", relight([](double x, double y) {
         const double t = std::clamp((std::sqrt((x * x + y * y) / 2) - 0.4) / 0.6, 0.0, 1.0);
         return 1 - 0.7 * t * t * (3 - 2 * t);
     }),
     44, "Darker to the corners"},
    {"white", relight(bowl, 1), 40, "Lighter to the corners"},
    {"graduated", relight([](double, double y) { return 0.45 + 0.55 * std::clamp(0.5 + 0.5 * y, 0.0, 1.0); }), 44,
     "Darker to the top by 5"},
    {"offCenter", relight([](double x, double y) {
         const double t = std::clamp((std::hypot(x - 0.3, y + 0.2) - 0.4) / 1.2, 0.0, 1.0);
         return 1 - 0.6 * t * t * (3 - 2 * t);
     }),
     36, "Darker to the corners"},
};

INSTANTIATE_TEST_SUITE_P(Fields, Light, testing::ValuesIn(cases),
                         [](const auto& param) { return std::string(param.param.name); });

TEST(Position, LocalContrastIsNoLightOverThePicture)
{
    // Brighter where the surroundings are dark: follows this picture's content and must not be carried to another's.
    const Edit local = [](const Image& image) {
        const Image around = softened(image, 20);
        Image result = image;
        for (std::size_t i = 0; i < result.data.size(); ++i)
            result.data[i] = image.data[i] * (1.6F - around.data[i]);
        return result;
    };
    const auto outcome = explainAndCarry(local, photo("china.jpg", 160, 128), photo("astronaut.png", 128, 128));
    for (const StepPtr& step : outcome.explanation.steps) {
        EXPECT_NE(step->describe().english(), "Light changed over the picture") << outcome.words;
    }
}

TEST(Position, VignetteOverAColorChange)
{
    const auto warm = recolor([](Color c) { return Color{c[0] * 1.15, c[1], c[2] * 0.85}; });
    const auto outcome
        = explainAndCarry(chain(warm, relight(bowl)), photo("china.jpg", 160, 128), photo("astronaut.png", 128, 128));
    EXPECT_EQ(kinds(outcome.explanation), "color+position") << outcome.words;
    EXPECT_GE(outcome.transferDb, 40) << outcome.words;
}

TEST(Position, VignetteOverABentColorChange)
{
    const auto lift = recolor([](Color c) {
        return Color{std::pow(c[0], 0.6), std::pow(c[1], 0.6), std::pow(c[2], 0.6)};
    });
    const auto outcome
        = explainAndCarry(chain(lift, relight(bowl)), photo("china.jpg", 192, 192), photo("cat.jpg", 128, 128));
    EXPECT_EQ(kinds(outcome.explanation), "color+position") << outcome.words;
    EXPECT_GE(outcome.transferDb, 38) << outcome.words;
}

TEST(Position, SlidersAndPeeling)
{
    const auto image = photo("china.jpg", 128, 128);
    const Image after = rounded(relight(bowl)(image));
    const auto found = explain(image, after);
    ASSERT_TRUE(found.ok());
    ASSERT_EQ(kinds(found.value()), "position");
    const StepPtr step = found.value().steps[0];
    base::ParameterValues values(step->parameters());
    ASSERT_TRUE(values.set("strength", 0.0).ok());
    const Image none = step->adjusted(values)->apply(image);
    for (std::size_t i = 0; i < none.data.size(); i += 37)
        EXPECT_NEAR(none.data[i], image.data[i], 1e-5);
    ASSERT_TRUE(values.set("strength", 150.0).ok());
    EXPECT_LT(step->adjusted(values)->apply(image).at(1, 2, 2), step->apply(image).at(1, 2, 2));
    // Peeled, the picture beneath comes back; dark corners are trusted less.
    Image peeled = after;
    std::vector<float> weights(after.area(), 1.0F);
    ASSERT_TRUE(step->peel(peeled, weights));
    double error = 0;
    for (std::size_t i = 0; i < peeled.data.size(); ++i)
        error += std::pow(peeled.data[i] - image.data[i], 2);
    EXPECT_LT(error / static_cast<double>(peeled.data.size()), 1e-4);
    EXPECT_LT(weights.front(), 0.6F);
    EXPECT_GT(weights[64 * 128 + 64], 0.95F);
}

} // namespace
} // namespace maquette::edit::test
