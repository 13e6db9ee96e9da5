// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/families/Frame.h"
#include "edit/families/LookTools.h"
#include "edit/families/Stripes.h"
#include "imaging/Metrics.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>

namespace maquette::test {

namespace {

using Rgb = std::array<float, 3>;
/// Coverage 0 … 1 of a pixel of a picture of some size.
using Cover = std::function<float(int x, int y, int width, int height)>;

Edit overlay(Cover cover, Rgb color, float opacity)
{
    return [=](const Image& image) {
        return perPlace(image, [&](int x, int y, Rgb in) {
            const float a = opacity * cover(x, y, image.width, image.height);
            for (int c = 0; c < 3; ++c)
                in[c] = in[c] * (1 - a) + a * color[c];
            return in;
        });
    };
}

Edit chained(Edit first, Edit second)
{
    return [=](const Image& image) { return second(stored(first(image))); };
}

Image warmer(const Image& image)
{
    return perPixel(image, [](Rgb c) { return Rgb{std::pow(c[0], 0.8F), c[1], c[2] * 0.8F}; });
}

Cover frame(int left, int top, int right, int bottom, int inset = 0)
{
    return [=](int x, int y, int w, int h) {
        const bool outer = x >= inset && y >= inset && x < w - inset && y < h - inset;
        const bool inner = x >= inset + left && y >= inset + top && x < w - inset - right && y < h - inset - bottom;
        return outer && !inner ? 1.0F : 0.0F;
    };
}

float roundedFrame(int x, int y, int w, int h)
{
    const double b = 6;
    const double r = 14;
    const double dx = std::max({b + r - x - .5, x + .5 - (w - b - r), 0.0});
    const double dy = std::max({b + r - y - .5, y + .5 - (h - b - r), 0.0});
    const bool inside = x >= b && y >= b && x < w - b && y < h - b;
    return inside ? static_cast<float>(1 - std::clamp(r - std::hypot(dx, dy) + .5, 0.0, 1.0)) : 1;
}

/// 0: upright, 1: level, 2: x + y, 3: x - y
Cover stripes(int way, double period, double duty, double phase = 0)
{
    return [=](int x, int y, int, int h) {
        const double c = way == 0 ? x : (way == 1 ? y : (way == 2 ? x + y : x + h - 1 - y));
        return std::fmod(c + phase, period) < duty * period ? 1.0F : 0.0F;
    };
}

Cover grid(int period, int line)
{
    return [=](int x, int y, int, int) { return x % period < line || y % period < line ? 1.0F : 0.0F; };
}

struct Case {
    const char* name;
    edit::Family (*family)();
    Edit edit;
};

std::vector<Case> cases()
{
    const Rgb yellow{.9F, .8F, .1F};
    const Rgb blue{.1F, .2F, .7F};
    const Rgb black{0, 0, 0};
    const Rgb white{1, 1, 1};
    return {
        {"frame 7", &edit::frameFamily, overlay(frame(7, 7, 7, 7), yellow, 1)},
        {"frame 60 %", &edit::frameFamily, overlay(frame(5, 5, 5, 5), blue, .6F)},
        {"uneven frame", &edit::frameFamily, overlay(frame(4, 4, 4, 12), white, 1)},
        {"bars", &edit::frameFamily, overlay(frame(0, 9, 0, 9), black, 1)},
        {"inner line", &edit::frameFamily, overlay(frame(2, 2, 2, 2, 6), white, 1)},
        {"stripes x", &edit::stripesFamily, overlay(stripes(0, 8, .5), blue, .5F)},
        {"stripes y", &edit::stripesFamily, overlay(stripes(1, 4, .5), black, .3F)},
        {"stripes sum", &edit::stripesFamily, overlay(stripes(2, 16, .5), yellow, .6F)},
        {"stripes diff", &edit::stripesFamily, overlay(stripes(3, 12, .25, 5), white, 1)},
        {"stripes 9.7", &edit::stripesFamily, overlay(stripes(0, 9.7, .4, 2), blue, .8F)},
        {"grid 8", &edit::stripesFamily, overlay(grid(8, 1), yellow, 1)},
        {"grid 16", &edit::stripesFamily, overlay(grid(16, 2), black, .5F)},
    };
}

void run(const Image& learn, const Image& other, bool quick, double floor)
{
    for (const Case& c : cases()) {
        edit::StepPtr step;
        const double db = transferDb(c.family(), c.edit, learn, other, quick, &step);
        EXPECT_GE(db, floor) << c.name;
        std::printf("%-14s %6.2f dB  %s\n", c.name, db, step ? step->describe().english().c_str() : "-");
    }
}

} // namespace

TEST(OverlaysTest, CarryToAnotherPhotograph)
{
    const Image cat = photo("cat.jpg");
    run(cat, cropped(photo("coffee.jpg"), 20, 10, cat.width, cat.height), false, 48);
}

TEST(OverlaysTest, CarryBetweenCells)
{
    run(photo("astronaut.png", 8), cropped(photo("coffee.jpg", 6), 18, 1, 64, 64), true, 45);
}

TEST(OverlaysTest, RoundCorners)
{
    const Image cat = photo("cat.jpg");
    edit::StepPtr step;
    const double db = transferDb(edit::frameFamily(), overlay(roundedFrame, {1, 1, 1}, 1), cat, cat, false, &step);
    ASSERT_TRUE(step);
    const double scale = std::sqrt(static_cast<double>(cat.area()));
    EXPECT_NEAR(step->toJson()["radius"].get<double>() * scale, 14, 2.5);
    EXPECT_GE(db, 35);
}

TEST(OverlaysTest, PeelGivesBackWhatLiesBeneath)
{
    const Image face = photo("astronaut.png");
    for (const Case& c : cases()) {
        const Image beneath = stored(warmer(face));
        const Example example(face, stored(c.edit(beneath)));
        const edit::StepPtr step = example.best(c.family());
        ASSERT_TRUE(step) << c.name;
        Image peeled = example.after;
        std::vector<float> weights = example.weights;
        ASSERT_TRUE(step->peel(peeled, weights)) << c.name;
        double known = 0;
        for (std::size_t i = 0; i < face.area(); ++i) {
            known += weights[i];
            for (int k = 0; k < 3 && weights[i] > 0; ++k)
                ASSERT_NEAR(peeled.plane(k)[i], beneath.plane(k)[i], 0.004 + 0.012 / std::sqrt(weights[i])) << c.name;
        }
        EXPECT_GT(known, 0.2 * static_cast<double>(face.area())) << c.name;
    }
}

TEST(OverlaysTest, SeesPastAChangeOfColor)
{
    const Image face = photo("astronaut.png");
    const Image cup = cropped(photo("coffee.jpg", 1), 40, 40, 256, 256);
    for (const Case& c : cases()) {
        const Example example(face, stored(chained(&warmer, c.edit)(face)));
        const edit::StepPtr step = example.best(c.family());
        ASSERT_TRUE(step) << c.name;
        EXPECT_GE(imaging::psnr(step->apply(cup), clamped(c.edit(cup)), 60), 38) << c.name;
    }
}

TEST(OverlaysTest, CarriesToAnotherSize)
{
    const Image face = photo("astronaut.png");
    const Example example(face, stored(overlay(frame(8, 8, 8, 8), {0, 0, 0}, 1)(face)));
    const edit::StepPtr step = example.best(edit::frameFamily());
    ASSERT_TRUE(step);
    const Image large = photo("astronaut.png", 1);
    EXPECT_EQ(stored(step->apply(large)).data, stored(overlay(frame(16, 16, 16, 16), {0, 0, 0}, 1)(large)).data);
}

TEST(OverlaysTest, NoFalseAlarm)
{
    expectNoFalseAlarm(edit::frameFamily());
    expectNoFalseAlarm(edit::stripesFamily());
}

TEST(OverlaysTest, UnrelatedPicturesGiveNoOverlay)
{
    const Image face = photo("astronaut.png");
    const Image room = cropped(photo("coffee.jpg", 1), 100, 60, 256, 256);
    const Image cat = cropped(photo("cat.jpg", 1), 100, 20, 256, 256);
    for (const edit::Family& family : {edit::frameFamily(), edit::stripesFamily()}) {
        EXPECT_FALSE(Example(face, room).best(family)) << family.name;
        EXPECT_FALSE(Example(room, cat).best(family)) << family.name;
        EXPECT_FALSE(Example(cat, face).best(family)) << family.name;
    }
}

} // namespace maquette::test
