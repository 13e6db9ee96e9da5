// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/families/Edges.h"
#include "edit/families/Cartoon.h"
#include "edit/families/Dodge.h"
#include "edit/families/LookTools.h"
#include "edit/families/Outline.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>

namespace maquette::test {

namespace {

float luma(const Image& image, int x, int y)
{
    return 0.299F * image.at(0, x, y) + 0.587F * image.at(1, x, y) + 0.114F * image.at(2, x, y);
}

/// Sobel magnitude over 4 with repeated borders, written plainly.
float sobel(const Image& image, int x, int y)
{
    const auto at = [&](int dx, int dy) {
        return luma(image, std::clamp(x + dx, 0, image.width - 1), std::clamp(y + dy, 0, image.height - 1));
    };
    float gx = 0;
    float gy = 0;
    for (int k = -1; k <= 1; ++k) {
        const float weight = k == 0 ? 2 : 1;
        gx += weight * (at(1, k) - at(-1, k)) / 4;
        gy += weight * (at(k, 1) - at(k, -1)) / 4;
    }
    return std::sqrt(gx * gx + gy * gy);
}

int reflected(int i, int n) { return i < 0 ? -i : (i >= n ? 2 * n - 2 - i : i); }

/// Gaussian cut at 3 sigma, mirrored borders, as a plain double loop over one channel at a time.
Image blurred(const Image& image, double sigma)
{
    const int radius = static_cast<int>(std::ceil(3 * sigma));
    std::vector<double> kernel;
    double total = 0;
    for (int i = -radius; i <= radius; ++i) {
        kernel.push_back(std::exp(-i * i / (2 * sigma * sigma)));
        total += kernel.back();
    }
    Image across(image.width, image.height);
    Image result(image.width, image.height);
    for (int pass = 0; pass < 2; ++pass) {
        const Image& from = pass == 0 ? image : across;
        Image& to = pass == 0 ? across : result;
        for (int c = 0; c < 3; ++c) {
            for (int y = 0; y < image.height; ++y) {
                for (int x = 0; x < image.width; ++x) {
                    double sum = 0;
                    for (int i = -radius; i <= radius; ++i) {
                        sum += kernel[i + radius] / total
                            * (pass == 0 ? from.at(c, reflected(x + i, image.width), y)
                                         : from.at(c, x, reflected(y + i, image.height)));
                    }
                    to.at(c, x, y) = static_cast<float>(sum);
                }
            }
        }
    }
    return result;
}

Image drawing(const Image& image, std::array<float, 3> ground, std::array<float, 3> strength)
{
    return perPlace(image, [&](int x, int y, auto) {
        const float s = sobel(image, x, y);
        return std::array<float, 3>{ground[0] + strength[0] * s, ground[1] + strength[1] * s,
                                    ground[2] + strength[2] * s};
    });
}

Image inked(const Image& image, const Image& seen, float k, std::array<float, 3> ink)
{
    return perPlace(image, [&](int x, int y, auto color) {
        const float w = std::clamp(k * sobel(seen, x, y), 0.0F, 1.0F);
        for (int c = 0; c < 3; ++c)
            color[c] = color[c] * (1 - w) + w * ink[c];
        return color;
    });
}

Image dodged(const Image& image, double sigma, float floor)
{
    const Image soft = blurred(image, sigma);
    return perPlace(image, [&](int x, int y, auto) {
        const float v = std::clamp(luma(image, x, y) / (luma(soft, x, y) + floor), 0.0F, 1.0F);
        return std::array<float, 3>{v, v, v};
    });
}

Image cartoon(const Image& image, int levels)
{
    const Image soft = blurred(image, 1);
    return perPlace(soft, [&](int x, int y, auto color) {
        const float w = std::clamp(3 * sobel(soft, x, y), 0.0F, 1.0F);
        for (float& v : color)
            v = std::min(1.0F, std::floor(v * levels) / (levels - 1)) * (1 - w);
        return color;
    });
}

struct Case {
    const char* name;
    edit::Family (*family)();
    Edit edit;
    double fullDb; ///< floor at the photographs' own size
    double smallDb; ///< floor on 64-pixel cells, quick
};

std::vector<Case> cases()
{
    return {
        {"sobel 2", &edit::edgesFamily,
         [](const Image& i) {
             return drawing(i, {0, 0, 0}, {2, 2, 2});
         },
         45, 45},
        {"sketch 3", &edit::edgesFamily,
         [](const Image& i) {
             return drawing(i, {1, 1, 1}, {-3, -3, -3});
         },
         45, 45},
        {"neon", &edit::edgesFamily,
         [](const Image& i) {
             return drawing(i, {.1F, 0, .3F}, {3, 1, 2});
         },
         45, 45},
        {"soft sketch", &edit::edgesFamily,
         [](const Image& i) {
             return drawing(blurred(i, 1.5), {1, 1, 1}, {-4, -4, -4});
         },
         40, 38},
        {"ink 3", &edit::outlineFamily,
         [](const Image& i) {
             return inked(i, i, 3, {.1F, .05F, .3F});
         },
         45, 45},
        {"soft ink", &edit::outlineFamily,
         [](const Image& i) {
             return inked(i, blurred(i, 1), 4, {0, 0, 0});
         },
         38, 36},
        {"dodge 1.5", &edit::dodgeFamily, [](const Image& i) { return dodged(i, 1.5, .05F); }, 40, 38},
        {"dodge 4", &edit::dodgeFamily, [](const Image& i) { return dodged(i, 4, 0.004F); }, 38, 36},
        {"cartoon 4", &edit::cartoonFamily, [](const Image& i) { return cartoon(i, 4); }, 30, 28},
        {"cartoon 6", &edit::cartoonFamily, [](const Image& i) { return cartoon(i, 6); }, 30, 28},
    };
}

} // namespace

TEST(EdgesTest, CarriesToAnotherPhotograph)
{
    const Image cat = photo("cat.jpg");
    const Image cup = photo("coffee.jpg");
    for (const Case& c : cases()) {
        edit::StepPtr step;
        const double db
            = transferDb(c.family(), c.edit, cat, cropped(cup, 20, 10, cat.width, cat.height), false, &step);
        EXPECT_GE(db, c.fullDb) << c.name;
        RecordProperty(c.name, std::to_string(db));
        std::printf("%-14s %6.2f dB  %s\n", c.name, db, step ? step->describe().english().c_str() : "-");
    }
}

TEST(EdgesTest, CarriesBetweenCells)
{
    const Image face = photo("astronaut.png", 8);
    const Image cup = cropped(photo("coffee.jpg", 6), 18, 1, 64, 64);
    for (const Case& c : cases()) {
        edit::StepPtr step;
        const double db = transferDb(c.family(), c.edit, face, cup, true, &step);
        EXPECT_GE(db, c.smallDb) << c.name;
        std::printf("%-14s %6.2f dB  %s\n", c.name, db, step ? step->describe().english().c_str() : "-");
    }
}

TEST(EdgesTest, FindsTheParameters)
{
    const Image cat = photo("cat.jpg");
    edit::StepPtr step;
    (void)transferDb(
        edit::outlineFamily(),
        [](const Image& i) {
            return inked(i, i, 3, {.1F, .05F, .3F});
        },
        cat, cat, false, &step);
    ASSERT_TRUE(step);
    const base::Json ink = step->toJson();
    EXPECT_NEAR(ink["strength"].get<double>(), 3, 0.03);
    EXPECT_NEAR(ink["color"][2].get<double>(), 0.3, 0.01);
    (void)transferDb(
        edit::dodgeFamily(), [](const Image& i) { return dodged(i, 1.5, .05F); }, cat, cat, false, &step);
    ASSERT_TRUE(step);
    const double scale = std::sqrt(static_cast<double>(cat.area()));
    EXPECT_NEAR(step->toJson()["sigma"].get<double>() * scale, 1.5, 0.05);
    EXPECT_NEAR(step->toJson()["floor"].get<double>(), 0.05, 0.005);
    (void)transferDb(
        edit::cartoonFamily(), [](const Image& i) { return cartoon(i, 5); }, cat, cat, false, &step);
    ASSERT_TRUE(step);
    EXPECT_EQ(step->toJson()["levels"].get<int>(), 5);
    EXPECT_NEAR(step->toJson()["strength"].get<double>(), 3, 0.2);
}

TEST(EdgesTest, SlidersChangeTheDrawing)
{
    const Image cat = photo("cat.jpg");
    edit::StepPtr step;
    (void)transferDb(
        edit::edgesFamily(),
        [](const Image& i) {
            return drawing(i, {1, 1, 1}, {-2, -2, -2});
        },
        cat, cat, false, &step);
    ASSERT_TRUE(step);
    base::ParameterValues values(step->parameters());
    ASSERT_TRUE(values.set("strength", 200.0).ok());
    const Image stronger = step->adjusted(values)->apply(cat);
    const Image expected = clamped(drawing(cat, {1, 1, 1}, {-4, -4, -4}));
    for (std::size_t i = 0; i < expected.data.size(); ++i)
        ASSERT_NEAR(stronger.data[i], expected.data[i], 0.02);
}

TEST(EdgesTest, NoFalseAlarm)
{
    expectNoFalseAlarm(edit::edgesFamily());
    expectNoFalseAlarm(edit::outlineFamily());
    expectNoFalseAlarm(edit::dodgeFamily());
    expectNoFalseAlarm(edit::cartoonFamily());
}

} // namespace maquette::test
