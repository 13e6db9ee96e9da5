// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/explain/Pictures.h"

#include "base/Random.h"
#include "base/Threads.h"
#include "edit/Family.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace maquette::edit::test {
namespace {

using imaging::Image;

Image noise(int width, int height, std::uint64_t seed)
{
    base::Random random(seed);
    Image image(width, height);
    for (float& value : image.data)
        value = static_cast<float>(random.uniform());
    return rounded(image);
}

Edit warmAndDark()
{
    return chain(recolor([](Color c) {
                     return Color{c[0] * 1.15, c[1], c[2] * 0.85};
                 }),
                 relight([](double x, double y) { return 1 - 0.6 * std::min(1.0, (x * x + y * y) / 2); }));
}

TEST(Explain, NothingChangedGivesNothing)
{
    const auto image = photo("china.jpg", 96, 80);
    const auto found = explain(image, image);
    ASSERT_TRUE(found.ok());
    EXPECT_TRUE(found.value().steps.empty());
    EXPECT_EQ(found.value().copyDb, 50);
    EXPECT_EQ(found.value().rebuildDb, 50);
    EXPECT_EQ(found.value().residual, 0);
    EXPECT_EQ(found.value().apply(image).data, image.data);
}

TEST(Explain, UnrelatedPicturesGiveNothing)
{
    const std::pair<const char*, const char*> pairs[]
        = {{"china.jpg", "cat.jpg"},       {"china.jpg", "coffee.jpg"},  {"dune.jpg", "mountains.jpg"},
           {"storm.jpg", "dogs.jpg"},      {"flower.jpg", "rocket.jpg"}, {"flower.jpg", "retina.jpg"},
           {"cameraman.jpg", "retina.jpg"}};
    for (const auto& [a, b] : pairs) {
        const auto found = explain(photo(a, 128, 112), photo(b, 128, 112));
        ASSERT_TRUE(found.ok());
        EXPECT_TRUE(found.value().steps.empty()) << a << " " << b << " " << kinds(found.value());
        EXPECT_EQ(found.value().rebuildDb, found.value().copyDb);
        ExplainOptions quick;
        quick.quick = true;
        const auto small = explain(photo(a, 64, 64), photo(b, 64, 64), quick);
        ASSERT_TRUE(small.ok());
        EXPECT_TRUE(small.value().steps.empty()) << a << " " << b << " " << kinds(small.value());
    }
    const auto sizes = explain(photo("china.jpg", 128, 128), photo("dune.jpg", 96, 64));
    ASSERT_TRUE(sizes.ok());
    EXPECT_TRUE(sizes.value().steps.empty()) << kinds(sizes.value());
    EXPECT_EQ(sizes.value().copyDb, 0);
}

TEST(Explain, NoiseGivesNothing)
{
    const auto two = explain(noise(64, 64, 1), noise(64, 64, 2));
    ASSERT_TRUE(two.ok());
    EXPECT_TRUE(two.value().steps.empty()) << kinds(two.value());
    const auto photograph = explain(photo("cat.jpg", 96, 96), noise(96, 96, 3));
    ASSERT_TRUE(photograph.ok());
    EXPECT_TRUE(photograph.value().steps.empty()) << kinds(photograph.value());
    // Noise laid over a photograph is no rule: adding it cannot be explained.
    Image grainy = photo("cat.jpg", 96, 96);
    base::Random random(4);
    for (float& value : grainy.data)
        value += static_cast<float>(0.05 * random.normal());
    const auto added = explain(photo("cat.jpg", 96, 96), rounded(grainy));
    ASSERT_TRUE(added.ok());
    EXPECT_TRUE(added.value().steps.empty()) << kinds(added.value());
}

TEST(Explain, ScoresAreOfTheChainFound)
{
    const auto image = photo("china.jpg", 128, 128);
    const Image after = rounded(warmAndDark()(image));
    const auto found = explain(image, after);
    ASSERT_TRUE(found.ok());
    EXPECT_EQ(kinds(found.value()), "color+position");
    EXPECT_GT(found.value().rebuildDb, found.value().copyDb + 20);
    EXPECT_LT(found.value().residual, 0.008);
    EXPECT_EQ(found.value().sentences().size(), 2U);
    for (const float value : found.value().apply(image).data) {
        ASSERT_GE(value, 0);
        ASSERT_LE(value, 1);
    }
}

TEST(Explain, JsonCarriesEveryBit)
{
    const auto image = photo("china.jpg", 96, 96);
    const auto other = photo("cat.jpg", 80, 70);
    const Edit edits[] = {
        warmAndDark(),
        [](const Image& i) { return turned(cut(i, i.width / 4, 0, i.width / 2, i.height / 2), 5); },
        recolor([](Color c) {
            return Color{0.5 * c[0] + 0.5 * c[1] * c[2], c[1] * c[1], 1 - c[2] * c[0]};
        }),
        recolor([](Color c) {
            return Color{c[0] > 0.5 ? 1 : 0.2, c[1], c[2] > 0.3 && c[0] < 0.6 ? 0.9 : 0.1};
        }),
    };
    for (const Edit& edit : edits) {
        const auto found = explain(image, rounded(edit(image)));
        ASSERT_TRUE(found.ok());
        ASSERT_FALSE(found.value().steps.empty());
        const auto text = base::dumpJson(found.value().toJson());
        const auto json = base::parseJson(text, "test");
        ASSERT_TRUE(json.ok());
        const auto read = explanationFromJson(json.value());
        ASSERT_TRUE(read.ok()) << read.error().english();
        EXPECT_EQ(read.value().apply(other).data, found.value().apply(other).data) << kinds(found.value());
        EXPECT_EQ(read.value().rebuildDb, found.value().rebuildDb);
        EXPECT_EQ(read.value().sentences(), found.value().sentences());
        for (const StepPtr& step : read.value().steps)
            for (const base::Parameter& parameter : step->parameters()) {
                const double value = std::get<double>(parameter.defaultValue);
                EXPECT_GE(value, parameter.minimum) << parameter.name;
                EXPECT_LE(value, parameter.maximum) << parameter.name;
            }
    }
}

TEST(Explain, DamagedJsonIsRefused)
{
    const char* texts[] = {
        "[]",
        R"({"steps":3})",
        R"({"steps":[3]})",
        R"({"steps":[{}]})",
        R"({"steps":[{"kind":"no such"}]})",
        R"({"steps":[{"kind":"flip"}]})",
        R"({"steps":[{"kind":"flip","operation":8}]})",
        R"({"steps":[{"kind":"flip","operation":1.5}]})",
        R"({"steps":[{"kind":"color"}]})",
        R"({"steps":[{"kind":"color","form":"gamma","values":[]}]})",
        R"({"steps":[{"kind":"color","form":"gamma","values":[1e9]}]})",
        R"({"steps":[{"kind":"color","form":"saturation","values":[1,0.5]}]})",
        R"({"steps":[{"kind":"color","form":"general","matrix":[1,2]}]})",
        R"({"steps":[{"kind":"color","form":"general","matrix":[0,1,0,0,0,0,1,0,0,0,0,1],"lattice":2,"table":[0]}]})",
        R"({"steps":[{"kind":"color","form":"general","matrix":[0,1,0,0,0,0,1,0,0,0,0,1],"lattice":100000}]})",
        R"({"steps":[{"kind":"reframe"}]})",
        R"({"steps":[{"kind":"reframe","part":[0,0,0,1],"scale":[1,1],"filter":"box","border":"wrap","wholePixels":0}]})",
        R"({"steps":[{"kind":"position","shape":"ellipse"}]})",
        R"({"steps":[{"kind":"position","shape":"surface","degree":9,"angle":0,"strength":1,"size":1,"center":[0,0]}]})",
    };
    for (const char* text : texts) {
        const auto json = base::parseJson(text, "test");
        ASSERT_TRUE(json.ok()) << text;
        const auto read = explanationFromJson(json.value());
        ASSERT_FALSE(read.ok()) << text;
        EXPECT_EQ(read.error().code, base::ErrorCode::BadInput) << text;
    }
    EXPECT_FALSE(explanationFromJson(base::Json()).ok());
}

TEST(Explain, StopsAtOnce)
{
    std::stop_source source;
    source.request_stop();
    const auto image = photo("china.jpg", 128, 128);
    const auto found = explain(image, photo("cat.jpg", 128, 128), {}, base::Job(source.get_token(), {}));
    ASSERT_FALSE(found.ok());
    EXPECT_EQ(found.error().code, base::ErrorCode::Stopped);
}

TEST(Explain, EmptyPicturesAreRefused)
{
    EXPECT_EQ(explain({}, Image(4, 4)).error().code, base::ErrorCode::Usage);
    EXPECT_EQ(explain(Image(4, 4), {}).error().code, base::ErrorCode::Usage);
}

TEST(Explain, TinyAndConstantPictures)
{
    const std::pair<int, int> sizes[] = {{1, 1}, {1, 7}, {9, 1}, {2, 2}, {3, 40}, {17, 5}};
    for (const auto& [width, height] : sizes) {
        for (const auto& [w, h] : sizes) {
            const auto found = explain(noise(width, height, 1), noise(w, h, 2));
            ASSERT_TRUE(found.ok());
            const Image result = found.value().apply(noise(width, height, 1));
            EXPECT_FALSE(result.empty());
        }
        const auto constant = explain(Image(width, height, 0.25F), Image(width, height, 0.75F));
        ASSERT_TRUE(constant.ok());
        for (const float value : constant.value().apply(Image(width, height, 0.25F)).data)
            EXPECT_TRUE(std::isfinite(value));
    }
    // A flat picture that became brighter.
    const auto flat = explain(Image(32, 32, 0.25F), Image(32, 32, 0.5F));
    ASSERT_TRUE(flat.ok());
    for (const float value : flat.value().apply(Image(8, 8, 0.25F)).data)
        EXPECT_NEAR(value, 0.5F, 0.01F);
}

TEST(Explain, TheSameOnAnyNumberOfThreads)
{
    const auto image = photo("china.jpg", 96, 96);
    const Image after = rounded(warmAndDark()(image));
    const int threads = base::threads();
    base::setThreads(1);
    const auto one = explain(image, after);
    base::setThreads(3);
    const auto three = explain(image, after);
    base::setThreads(threads);
    ASSERT_TRUE(one.ok());
    ASSERT_TRUE(three.ok());
    EXPECT_EQ(base::dumpJson(one.value().toJson()), base::dumpJson(three.value().toJson()));
}

TEST(Explain, LargePicturesAreExplainedOnSmallerCopies)
{
    const auto image = photo("china.jpg", 1400, 1100);
    const auto edit = chain([](const Image& i) { return turned(i, 2); }, recolor([](Color c) {
                                return Color{std::sqrt(c[0]), std::sqrt(c[1]), std::sqrt(c[2])};
                            }));
    const auto outcome = explainAndCarry(edit, image, photo("astronaut.png", 96, 96));
    EXPECT_EQ(kinds(outcome.explanation), "flip+color");
    EXPECT_GE(outcome.transferDb, 46) << outcome.words;
}

TEST(Explain, NeverLongerThanAsked)
{
    const auto image = photo("china.jpg", 96, 96);
    ExplainOptions options;
    options.maxSteps = 1;
    const auto found = explain(image, rounded(warmAndDark()(image)), options);
    ASSERT_TRUE(found.ok());
    EXPECT_LE(found.value().steps.size(), 1U);
}

TEST(Families, KindsAreUniqueAndUnknownOnesRefused)
{
    std::set<std::string> seen;
    for (const Family& family : families())
        for (const auto& [kind, build] : family.kinds) {
            EXPECT_TRUE(seen.insert(kind).second) << kind;
            EXPECT_NE(build, nullptr);
            // A bare kind is never enough, or it builds a step of that kind.
            const auto bare = stepFromJson({{"kind", kind}});
            if (bare.ok()) {
                EXPECT_EQ(bare.value()->kind(), kind);
            }
        }
    EXPECT_GE(seen.size(), 4U);
}

} // namespace
} // namespace maquette::edit::test
