// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/families/Selective.h"
#include "edit/families/LookTools.h"
#include "imaging/Metrics.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <numbers>

namespace maquette::test {

namespace {

using Rgb = std::array<float, 3>;

float lumaOf(const Rgb& c) { return 0.299F * c[0] + 0.587F * c[1] + 0.114F * c[2]; }

struct Chroma {
    double i, q;
};

Chroma chromaOf(const Rgb& c)
{
    return {0.596 * c[0] - 0.274 * c[1] - 0.322 * c[2], 0.211 * c[0] - 0.523 * c[1] + 0.312 * c[2]};
}

/// The color with luma `y` and a chroma, by Cramer's rule on the YIQ matrix.
Rgb fromYiq(double y, const Chroma& k)
{
    const double m[3][3] = {{0.299, 0.587, 0.114}, {0.596, -0.274, -0.322}, {0.211, -0.523, 0.312}};
    const double v[3] = {y, k.i, k.q};
    const auto det = [](const double a[3][3]) {
        return a[0][0] * (a[1][1] * a[2][2] - a[1][2] * a[2][1]) - a[0][1] * (a[1][0] * a[2][2] - a[1][2] * a[2][0])
            + a[0][2] * (a[1][0] * a[2][1] - a[1][1] * a[2][0]);
    };
    Rgb result{};
    for (int c = 0; c < 3; ++c) {
        double a[3][3];
        for (int r = 0; r < 3; ++r) {
            for (int k2 = 0; k2 < 3; ++k2)
                a[r][k2] = k2 == c ? v[r] : m[r][k2];
        }
        result[c] = static_cast<float>(det(a) / det(m));
    }
    return result;
}

double sigmoid(double x) { return 1 / (1 + std::exp(-x)); }

Rgb mixed(const Rgb& a, const Rgb& b, double w)
{
    Rgb result{};
    for (int c = 0; c < 3; ++c)
        result[c] = static_cast<float>(a[c] * (1 - w) + b[c] * w);
    return result;
}

/// Hues within a soft window about `center` turned by `turn`.
Edit hueTurned(double center, double turn)
{
    return [=](const Image& image) {
        return perPixel(image, [=](Rgb x) {
            const Chroma k = chromaOf(x);
            const double w = sigmoid((std::cos(std::atan2(k.q, k.i) - center) - 0.55) * 14)
                * std::min(1.0, std::hypot(k.i, k.q) / 0.12);
            const Chroma turned{k.i * std::cos(turn) - k.q * std::sin(turn),
                                k.i * std::sin(turn) + k.q * std::cos(turn)};
            return mixed(x, fromYiq(lumaOf(x), turned), w);
        });
    };
}

/// All gray but the hues about `center`.
Edit splashed(double center)
{
    return [=](const Image& image) {
        return perPixel(image, [=](Rgb x) {
            const Chroma k = chromaOf(x);
            const double w = sigmoid((std::cos(std::atan2(k.q, k.i) - center) - 0.3) * 12);
            const float y = lumaOf(x);
            return mixed({y, y, y}, x, w);
        });
    };
}

/// The dark (side -1) or bright (side 1) range blended with a color.
Edit rangeTinted(double level, int side, Rgb color)
{
    return [=](const Image& image) {
        return perPixel(image, [=](Rgb x) {
            const double w = sigmoid((lumaOf(x) - level) * side * 18);
            return mixed(x, {.6F * color[0] + .4F * x[0], .6F * color[1] + .4F * x[1], .6F * color[2] + .4F * x[2]}, w);
        });
    };
}

/// Colors near `from` moved by to - from, with a Gaussian membership, which is not the shape that the step has.
Edit recolored(Rgb from, Rgb to, double radius)
{
    return [=](const Image& image) {
        return perPixel(image, [=](Rgb x) {
            double distance = 0;
            for (int c = 0; c < 3; ++c)
                distance += (x[c] - from[c]) * (x[c] - from[c]);
            const double a = std::exp(-distance / (2 * radius * radius));
            for (int c = 0; c < 3; ++c)
                x[c] += static_cast<float>(a * (to[c] - from[c]));
            return x;
        });
    };
}

struct Case {
    const char* name;
    Edit edit;
    double fullDb;
    double smallDb;
};

std::vector<Case> cases()
{
    const double reds = 0.35;
    return {
        {"reds to green", hueTurned(reds, 2.2), 55, 33},
        {"blues to pink", hueTurned(-2.7, 1.6), 40, 36},
        {"oranges turned", hueTurned(0.1, -1.4), 40, 36},
        {"splash red", splashed(reds), 38, 34},
        {"splash blue", splashed(-2.8), 38, 34},
        {"dark to blue", rangeTinted(.4, -1, {.1F, .2F, .8F}), 40, 38},
        {"bright to rose", rangeTinted(.6, 1, {.9F, .5F, .6F}), 40, 38},
        {"red recolored", recolored({.8F, .25F, .12F}, {.2F, .5F, .8F}, .16), 36, 32},
    };
}

} // namespace

TEST(SelectiveTest, CarriesToAnotherPhotograph)
{
    const Image face = photo("china.jpg");
    const Image cup = photo("astronaut.png");
    for (const Case& c : cases()) {
        edit::StepPtr step;
        const double db = transferDb(edit::selectiveFamily(), c.edit, face, cup, false, &step);
        EXPECT_GE(db, c.fullDb) << c.name;
        std::printf("%-16s %6.2f dB (copy %5.2f)  %s\n", c.name, db, imaging::psnr(cup, clamped(c.edit(cup)), 60),
                    step ? step->describe().english().c_str() : "-");
    }
}

TEST(SelectiveTest, CarriesBetweenCells)
{
    const Image face = cropped(photo("china.jpg", 6), 20, 6, 64, 64);
    const Image cup = photo("astronaut.png", 8);
    for (const Case& c : cases()) {
        edit::StepPtr step;
        const double db = transferDb(edit::selectiveFamily(), c.edit, face, cup, true, &step);
        EXPECT_GE(db, c.smallDb) << c.name;
        std::printf("%-16s %6.2f dB (copy %5.2f)  %s\n", c.name, db, imaging::psnr(cup, clamped(c.edit(cup)), 60),
                    step ? step->describe().english().c_str() : "-");
    }
}

TEST(SelectiveTest, BluesTurnAndNeutralsStay)
{
    const Image china = photo("china.jpg");
    const Image mountains = photo("mountains.jpg", 4);
    const Edit edit = hueTurned(-2.7, 1.6);
    const Image truth = clamped(edit(mountains));
    edit::StepPtr step;
    const double db = transferDb(edit::selectiveFamily(), edit, china, mountains, false, &step);
    ASSERT_TRUE(step);
    std::printf("blues: copy %.2f dB, step %.2f dB\n", imaging::psnr(mountains, truth, 60), db);
    EXPECT_LT(imaging::psnr(mountains, truth, 60), 40); // there is something to change
    EXPECT_GE(db, 45);
    const Image result = step->apply(mountains);
    int neutral = 0;
    for (std::size_t i = 0; i < result.area(); ++i) {
        const Chroma k = chromaOf({mountains.plane(0)[i], mountains.plane(1)[i], mountains.plane(2)[i]});
        if (std::hypot(k.i, k.q) > 0.01)
            continue;
        ++neutral;
        for (int c = 0; c < 3; ++c)
            ASSERT_NEAR(result.plane(c)[i], mountains.plane(c)[i], 0.006);
    }
    EXPECT_GT(neutral, 100);
}

TEST(SelectiveTest, NoFalseAlarm) { expectNoFalseAlarm(edit::selectiveFamily()); }

} // namespace maquette::test
