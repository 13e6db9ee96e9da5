// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/data/Operation.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <set>
#include <string>

namespace maquette::edit::data {

namespace {

using imaging::Image;

/// A picture whose pixels differ, all within 0.1 … 0.9.
Image sample(int width = 20, int height = 16)
{
    Image image(width, height);
    base::Random random(3);
    for (float& x : image.data)
        x = static_cast<float>(random.uniform(0.1, 0.9));
    return image;
}

Values values(std::initializer_list<double> numbers, int classIndex = 0)
{
    Values v;
    std::copy(numbers.begin(), numbers.end(), v.number.begin());
    v.classIndex = classIndex;
    return v;
}

Image run(const std::string& name, const Image& image, const Values& v, const SceneMaps* maps = nullptr,
          std::uint64_t grainSeed = 9)
{
    base::Random grain(grainSeed);
    return operations()[operationIndex(name)].run({image, maps, grain}, v);
}

TEST(Operation, EveryOneKeepsAnyPictureWholeAndIsFinite)
{
    for (const auto& [width, height] : {std::pair(20, 16), std::pair(1, 1), std::pair(37, 3)}) {
        Image image(width, height, 0.5F);
        image.data[0] = 0;
        image.data[image.area()] = 1;
        SceneMaps maps;
        for (Plane& plane : maps.planes)
            plane = Plane(width, height, 0.5F);
        for (const Operation& operation : operations()) {
            base::Random random(1);
            Draw draw(random, false);
            Values v;
            operation.draw(draw, v);
            v.classIndex = operation.classes == ClassUse::ShapeClass ? colorClasses : 0;
            const Image changed = operation.run({image, &maps, random}, v);
            EXPECT_EQ(changed.area(), image.area()) << operation.name;
            EXPECT_TRUE(std::all_of(changed.data.begin(), changed.data.end(), [](float x) { return std::isfinite(x); }))
                << operation.name;
        }
    }
}

TEST(Operation, EveryOneButIdentityChangesAPicture)
{
    const Image image = sample();
    SceneMaps maps;
    for (Plane& plane : maps.planes)
        plane = Plane(image.width, image.height, 0.5F);
    for (const Operation& operation : operations()) {
        base::Random random(2);
        Draw draw(random, false);
        Values v;
        operation.draw(draw, v);
        v.classIndex = operation.classes == ClassUse::ShapeClass ? colorClasses : 0;
        const Image changed = operation.run({image, &maps, random}, v);
        EXPECT_EQ(changed.data == image.data, std::string(operation.name) == "identity") << operation.name;
    }
}

TEST(Operation, ToneByHand)
{
    Image pixel(1, 1);
    pixel.data = {0.2F, 0.4F, 0.6F};
    const float luma = 0.299F * 0.2F + 0.587F * 0.4F + 0.114F * 0.6F;
    const auto expect = [&](const char* name, const Values& v, float r, float g, float b) {
        const Image out = run(name, pixel, v);
        EXPECT_NEAR(out.data[0], r, 1e-5) << name;
        EXPECT_NEAR(out.data[1], g, 1e-5) << name;
        EXPECT_NEAR(out.data[2], b, 1e-5) << name;
    };
    expect("exposure", values({2}), 0.4F, 0.8F, 1.2F);
    expect("contrast", values({2}), -0.1F, 0.3F, 0.7F);
    expect("gamma", values({2}), 0.04F, 0.16F, 0.36F);
    expect("saturation", values({0}), luma, luma, luma);
    expect("saturation", values({2}), 0.4F - luma, 0.8F - luma, 1.2F - luma);
    expect("temperature", values({1.5, 1, 0.5}), 0.3F, 0.4F, 0.3F);
    expect("curves", values({1, 2, 1, 0.1, 0, 0, 0.9, 1, 1}), 0.26F, 0.16F, 0.6F);
    expect("invert", values({}), 0.8F, 0.6F, 0.4F);
    expect("duotone", values({1, 0, 0, 0, 0, 1}), 1 - luma, 0, luma);
    expect("sepia", values({1}), 1.12F * luma, 0.95F * luma, 0.72F * luma);
    expect("grayscale", values({}), luma, luma, luma);
    expect("color-matrix", values({1, 0, 0, 0.5, 0.5, 0, 0, 0, 2}), 0.2F, 0.3F, 1.2F);
    expect("permute-channels", values({1, 2, 0}), 0.4F, 0.6F, 0.2F);
    expect("tint", values({1, 0, 0, 0.25}), 0.4F, 0.3F, 0.45F);
}

TEST(Operation, PosterizeGivesTheNumberOfLevels)
{
    for (int levels = 2; levels <= 7; ++levels) {
        const Image out = run("posterize", sample(64, 64), values({static_cast<double>(levels)}));
        const std::set<float> found(out.data.begin(), out.data.end());
        EXPECT_EQ(found.size(), static_cast<std::size_t>(levels));
        EXPECT_EQ(*found.begin(), 0);
        EXPECT_EQ(*found.rbegin(), 1);
    }
    EXPECT_EQ(run("posterize", Image(1, 1, 1), values({4})).data[0], 1); // white stays white
}

TEST(Operation, ThresholdAndDither)
{
    EXPECT_NEAR(run("threshold", Image(1, 1, 0.5F), values({0.5})).data[0], 0.5, 1e-5);
    EXPECT_LT(run("threshold", Image(1, 1, 0.3F), values({0.5})).data[0], 0.001);
    EXPECT_GT(run("threshold", Image(1, 1, 0.7F), values({0.5})).data[0], 0.999);
    // Of the sixteen limits (k / 16 + 0.03) eight lie under 0.5: half of a middle gray is white.
    const Image half = run("dither", Image(8, 8, 0.5F), values({1, 1}));
    EXPECT_EQ(std::count(half.data.begin(), half.data.end(), 1.0F), 3 * 32);
    const Image black = run("dither", Image(4, 4, 0), values({0, 1}));
    EXPECT_EQ(std::count(black.data.begin(), black.data.end(), 0.0F), 48);
    const Image coarse = run("dither", Image(8, 8, 0.5F), values({1, 2}));
    EXPECT_EQ(coarse.at(0, 0, 0), coarse.at(0, 1, 1)); // cells of two pixels
}

TEST(Operation, SelectionsLeaveTheRestAlone)
{
    Image two(2, 1); // a red and a blue pixel
    two.data = {0.9F, 0.1F, 0.1F, 0.1F, 0.1F, 0.9F};
    const Chroma red = chroma(0.9F, 0.1F, 0.1F);
    const double hue = std::atan2(red.q, red.i);
    const Image turnedRed = run("hue-range", two, values({hue, 2}));
    const Image splash = run("color-splash", two, values({hue}));
    for (int c = 0; c < 3; ++c) {
        EXPECT_NEAR(turnedRed.at(c, 1, 0), two.at(c, 1, 0), 0.01);
        EXPECT_NEAR(splash.at(c, 0, 0), two.at(c, 0, 0), 0.01);
        EXPECT_NEAR(splash.at(c, 1, 0), lumaPlane(two).data[1], 0.01);
    }
    EXPECT_LT(turnedRed.at(0, 0, 0), 0.7F);
    const Image gray = run("hue-range", Image(1, 1, 0.5F), values({hue, 2}));
    EXPECT_NEAR(gray.data[0], 0.5, 0.01);

    Image tones(2, 1);
    for (int c = 0; c < 3; ++c) {
        tones.at(c, 0, 0) = 0.05F;
        tones.at(c, 1, 0) = 0.95F;
    }
    const Image bright = run("luma-range", tones, values({1, 0, 0, 0.5, 1}));
    EXPECT_NEAR(bright.at(0, 0, 0), 0.05, 0.01);
    EXPECT_NEAR(bright.at(1, 1, 0), 0.4 * 0.95, 0.01);
    EXPECT_NEAR(run("luma-range", tones, values({1, 0, 0, 0.5, -1})).at(1, 1, 0), 0.95, 0.01);
}

TEST(Operation, ObjectsFollowTheirMaps)
{
    Image image(2, 1, 0.5F);
    SceneMaps maps;
    maps.planes[0] = Plane(2, 1);
    maps.planes[0].data = {1, 0};
    maps.planes[colorClasses] = maps.planes[0];
    maps.planes[groundClass] = Plane(2, 1);
    maps.planes[groundClass].data = {0, 1};

    const Image recolored = run("recolor-class", image, values({0.95, 0.15, 0.05}, 0), &maps);
    EXPECT_NEAR(recolored.at(0, 0, 0), 0.5 + 0.95 - 0.85, 1e-6);
    EXPECT_NEAR(recolored.at(2, 0, 0), 0.5 + 0.05 - 0.15, 1e-6);
    EXPECT_EQ(recolored.at(0, 1, 0), 0.5F);

    const Image shaded = run("reshade-shape", image, values({1, 0, 0}, colorClasses), &maps);
    EXPECT_NEAR(shaded.at(0, 0, 0), 0.9, 1e-6);
    EXPECT_NEAR(shaded.at(1, 0, 0), 0.1, 1e-6);
    EXPECT_EQ(shaded.at(1, 1, 0), 0.5F);

    const Image replaced = run("replace-ground", image, values({0.1, 0.2, 0.3}), &maps);
    EXPECT_EQ(replaced.at(0, 0, 0), 0.5F);
    EXPECT_NEAR(replaced.at(2, 1, 0), 0.3, 1e-6);

    const Image mask = run("class-mask", image, values({}, colorClasses), &maps);
    EXPECT_EQ(mask.data, (std::vector<float>{1, 0, 1, 0, 1, 0}));
    const Image absent = run("class-mask", image, values({}, 3), &maps);
    EXPECT_EQ(absent.data, std::vector<float>(6, 0));

    const Image dimmed = run("dim-ground", image, values({0.4}), &maps);
    EXPECT_EQ(dimmed.at(0, 0, 0), 0.5F);
    EXPECT_NEAR(dimmed.at(1, 1, 0), 0.2, 1e-6);
}

TEST(Operation, Filters)
{
    const Image image = sample();
    const Image blurred = run("blur", image, values({1}));
    const Image sharp = run("sharpen", image, values({1.5, 1}));
    for (std::size_t i = 0; i < image.data.size(); ++i)
        EXPECT_NEAR(sharp.data[i], image.data[i] + 1.5F * (image.data[i] - blurred.data[i]), 1e-5);
    const Image blocks = run("pixelate", image, values({4}));
    EXPECT_EQ(blocks.at(1, 0, 0), blocks.at(1, 3, 3));
    EXPECT_NE(blocks.at(1, 3, 3), blocks.at(1, 4, 3));
    EXPECT_NEAR(run("emboss", Image(5, 5, 0.3F), values({1})).at(0, 2, 2), 0.5, 1e-6);

    const Image dark = run("vignette", Image(5, 3, 0.8F), values({0.5}));
    EXPECT_NEAR(dark.at(0, 2, 1), 0.8, 1e-6);
    EXPECT_NEAR(dark.at(0, 0, 0), 0.4, 1e-6);
    EXPECT_NEAR(dark.at(0, 4, 1), 0.8 * 0.75, 1e-6);

    EXPECT_NEAR(run("bloom", Image(9, 9, 0.5F), values({2, 1})).at(0, 4, 4), 0.5, 1e-6); // nothing bright
    EXPECT_NEAR(run("bloom", Image(9, 9, 0.75F), values({2, 0.5})).at(0, 4, 4), 0.75 + 0.5 * 2.2 * 0.2, 1e-5);
}

TEST(Operation, DamageHasItsMeasure)
{
    const Image gray(100, 100, 0.5F);
    const Image noisy = run("denoise", gray, values({0.1}));
    double square = 0;
    for (const float x : noisy.data)
        square += (x - 0.5) * (x - 0.5);
    EXPECT_NEAR(std::sqrt(square / static_cast<double>(noisy.data.size())), 0.1, 0.002);

    const Image speckled = run("despeckle", gray, values({0.08}));
    const auto black = std::count(speckled.plane(0), speckled.plane(0) + 10000, 0.0F);
    const auto white = std::count(speckled.plane(0), speckled.plane(0) + 10000, 1.0F);
    EXPECT_NEAR(static_cast<double>(black), 400, 70);
    EXPECT_NEAR(static_cast<double>(white), 400, 70);
    EXPECT_TRUE(std::equal(speckled.plane(0), speckled.plane(1), speckled.plane(2))); // whole pixels

    const Image waves = run("destripe", gray, values({4, 1}));
    const auto [low, high] = std::minmax_element(waves.data.begin(), waves.data.end());
    EXPECT_NEAR(*low, 0.32, 0.002);
    EXPECT_NEAR(*high, 0.68, 0.002);
    EXPECT_EQ(waves.at(0, 30, 0), waves.at(0, 30, 99));
    EXPECT_NE(run("destripe", gray, values({4, 1}), nullptr, 10).data, waves.data); // another phase

    double mean = 0;
    for (const float x : run("brighten-dark", gray, values({0.3})).data)
        mean += x / 30000.0;
    EXPECT_NEAR(mean, 0.15, 0.001);
    EXPECT_EQ(run("deblur", sample(), values({1})).data, run("blur", sample(), values({1})).data);
    EXPECT_NEAR(run("dehaze", gray, values({0.9, 0.8, 1, 0.5})).data[0], 0.7, 1e-6);
}

TEST(Operation, TurnTwiceComesBack)
{
    const Image image = sample();
    for (const int turn : {1, 2, 3, 4, 7}) {
        const Values v = values({static_cast<double>(turn)});
        EXPECT_NE(run("turn", image, v).data, image.data);
        EXPECT_EQ(run("turn", run("turn", image, v), v).data, image.data);
    }
}

TEST(Operation, EdgesAndSketchAreOpposite)
{
    const Image image = sample();
    const Image edges = run("edges", image, values({2}));
    const Image sketch = run("sketch", image, values({2}));
    for (std::size_t i = 0; i < edges.data.size(); ++i)
        EXPECT_NEAR(edges.data[i] + sketch.data[i], 1, 1e-6);
    Image step(6, 3, 0.2F);
    for (int c = 0; c < 3; ++c)
        for (int y = 0; y < 3; ++y)
            for (int x = 3; x < 6; ++x)
                step.at(c, x, y) = 0.6F;
    EXPECT_NEAR(run("edges", step, values({2})).at(0, 3, 1), 0.8, 1e-4); // the step of 0.4 times the gain
    const Image inked = run("ink-outline", step, values({0.1, 0, 0, 4}));
    EXPECT_NEAR(inked.at(0, 3, 1), 0.1, 1e-5);
    EXPECT_NEAR(inked.at(0, 0, 1), 0.2, 1e-3);
    EXPECT_NEAR(run("pencil", Image(9, 9, 0.5F), values({1})).at(0, 4, 4), 0.5 / 0.55, 1e-5);
}

TEST(Operation, FrameStripesAndGrid)
{
    const Image image = sample(20, 16);
    const Image framed = run("frame", image, values({1, 0, 0, 3}));
    for (int y = 0; y < 16; ++y) {
        for (int x = 0; x < 20; ++x) {
            const bool inside = x >= 3 && y >= 3 && x < 17 && y < 13;
            EXPECT_EQ(framed.at(0, x, y), inside ? image.at(0, x, y) : 1);
            EXPECT_EQ(framed.at(1, x, y), inside ? image.at(1, x, y) : 0);
        }
    }
    const Image striped = run("stripes", image, values({0, 1, 0, 4, 0, 0.5}));
    EXPECT_NEAR(striped.at(1, 1, 5), image.at(1, 1, 5) * 0.5F + 0.5F, 1e-6);
    EXPECT_EQ(striped.at(1, 2, 5), image.at(1, 2, 5));
    EXPECT_NEAR(striped.at(1, 4, 5), image.at(1, 4, 5) * 0.5F + 0.5F, 1e-6);
    EXPECT_EQ(run("stripes", image, values({0, 1, 0, 4, 2, 0.5})).at(1, 1, 1), image.at(1, 1, 1));
    const Image lined = run("grid", image, values({0, 0, 1, 8, 1}));
    EXPECT_EQ(lined.at(2, 8, 5), 1);
    EXPECT_EQ(lined.at(2, 5, 8), 1);
    EXPECT_EQ(lined.at(2, 9, 9), image.at(2, 9, 9));
}

TEST(Operation, CartoonHasLevelsAndDarkLines)
{
    const Image flat = run("cartoon", Image(9, 9, 0.55F), values({4, 1}));
    EXPECT_NEAR(flat.at(0, 4, 4), 2.0 / 3, 1e-3);
    Image step(12, 3, 0.1F);
    for (int c = 0; c < 3; ++c)
        for (int y = 0; y < 3; ++y)
            std::fill(step.row(c, y) + 6, step.row(c, y) + 12, 0.9F);
    EXPECT_NEAR(run("cartoon", step, values({4, 1})).at(0, 6, 1), 0, 1e-6);
}

TEST(Operation, ExtrasByHand)
{
    const Image image = sample(20, 16);
    const Image shifted = run("shift", image, values({0.25, 0.5}));
    EXPECT_EQ(shifted.at(0, 5, 8), image.at(0, 0, 0));
    EXPECT_EQ(shifted.at(0, 0, 0), image.at(0, 15, 8));

    const Image zoomed = run("zoom", image, values({2, 0, 0}));
    EXPECT_NEAR(zoomed.at(0, 1, 1),
                0.75F * 0.75F * image.at(0, 0, 0) + 0.1875F * (image.at(0, 1, 0) + image.at(0, 0, 1))
                    + 0.0625F * image.at(0, 1, 1),
                1e-5);

    const Image framed = run("wide-frame", image, values({1, 0, 0, 0.25, 0}));
    EXPECT_NEAR(framed.at(0, 3, 8), 1, 1e-6);
    EXPECT_EQ(framed.at(0, 4, 8), image.at(0, 4, 8));
    const Image rounded = run("rounded-frame", image, values({1, 0, 0, 0.125, 0.25}));
    EXPECT_GT(rounded.at(0, 2, 2), 0.9); // the corner inside the straight border is rounded off
    EXPECT_EQ(rounded.at(0, 9, 2), image.at(0, 9, 2));

    const Image barred = run("bars", image, values({0, 0, 0, 0.25, 0}));
    EXPECT_EQ(barred.at(0, 9, 3), 0);
    EXPECT_EQ(barred.at(0, 9, 12), 0);
    EXPECT_EQ(barred.at(0, 9, 4), image.at(0, 9, 4));

    const Image boxed = run("box", image, values({0, 1, 0, 0.25, 0.25, 0.75, 0.75, 0, 4, 1}));
    EXPECT_EQ(boxed.at(1, 5, 4), 1);
    EXPECT_EQ(boxed.at(1, 14, 11), 1);
    EXPECT_EQ(boxed.at(1, 4, 4), image.at(1, 4, 4));
    EXPECT_EQ(boxed.at(1, 15, 11), image.at(1, 15, 11));

    const Values marking = values({1, 1, 1, 1, 0.1, 0.25, 0.5, 3, 77});
    const Image marked = run("mark", Image(60, 40), marking);
    double covered = 0;
    for (int y = 0; y < 40; ++y)
        for (int x = 0; x < 60; ++x)
            covered += marked.at(0, x, y);
    // Three letters of 15 cells of 4x4 pixels, about 60 % of them set, all between the top and the bottom line.
    EXPECT_GT(covered, 0.3 * 3 * 15 * 16);
    EXPECT_LT(covered, 0.9 * 3 * 15 * 16);
    EXPECT_EQ(std::count(marked.row(0, 9), marked.row(0, 9) + 60, 0.0F), 60);
    EXPECT_EQ(std::count(marked.row(0, 30), marked.row(0, 30) + 60, 0.0F), 60);

    const Image filtered = run("graduated-filter", Image(100, 3, 0.5F), values({0, 0, 0, 0, 1}));
    EXPECT_NEAR(filtered.at(0, 0, 1), 0.5 * 0.995, 1e-4);
    EXPECT_NEAR(filtered.at(0, 99, 1), 0.5 * 0.005, 1e-4);
}

} // namespace

} // namespace maquette::edit::data
