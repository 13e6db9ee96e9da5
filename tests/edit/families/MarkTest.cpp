// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/families/Mark.h"
#include "edit/families/LookTools.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace maquette::test {

namespace {

/// A logo of two colors, or a half transparent badge of one, near the lower right corner.
Edit marked(bool opaque)
{
    return [=](const Image& image) {
        return perPlace(image, [&](int x, int y, std::array<float, 3> in) {
            const int u = x - (image.width - 40);
            const int v = y - (image.height - 24);
            if (u < 0 || v < 0 || u >= 30 || v >= 16 || (u - 15) * (u - 15) + 3 * (v - 8) * (v - 8) > 220)
                return in;
            const std::array<float, 3> ink
                = opaque && (u / 4) % 2 ? std::array<float, 3>{.9F, .1F, .1F} : std::array<float, 3>{1, 1, .2F};
            for (int c = 0; c < 3; ++c)
                in[c] = opaque ? ink[c] : 0.5F * in[c] + 0.5F * ink[c];
            return in;
        });
    };
}

} // namespace

TEST(MarkTest, CarriesToAnotherPhotograph)
{
    const Image face = photo("astronaut.png");
    const Image cup = cropped(photo("coffee.jpg", 1), 40, 40, 256, 256);
    for (bool opaque : {true, false}) {
        const double db = transferDb(edit::markFamily(), marked(opaque), face, cup);
        std::printf("mark %d %.2f dB\n", opaque, db);
        EXPECT_GE(db, 38);
    }
}

TEST(MarkTest, ALineWithSoftEdgesAcrossThePictureIsAWatermark)
{
    const Edit crossed = [](const Image& image) {
        return perPlace(image, [](int x, int y, std::array<float, 3> in) {
            const float distance = std::abs(0.35F * static_cast<float>(x - 30) - static_cast<float>(y - 90));
            const float alpha = x < 30 || x > 220 ? 0 : 0.5F * std::clamp(4 - distance, 0.0F, 1.0F);
            for (float& value : in)
                value += alpha * (1 - value);
            return in;
        });
    };
    const Image face = photo("astronaut.png");
    const Image cup = cropped(photo("coffee.jpg", 1), 40, 40, 256, 256);
    EXPECT_GE(transferDb(edit::markFamily(), crossed, face, cup), 42);
}

TEST(MarkTest, PeelGivesBackWhatLiesBeneath)
{
    const Image face = photo("astronaut.png");
    const Example example(face, stored(marked(false)(face)));
    const edit::StepPtr step = example.best(edit::markFamily());
    ASSERT_TRUE(step);
    Image peeled = example.after;
    std::vector<float> weights = example.weights;
    ASSERT_TRUE(step->peel(peeled, weights));
    int covered = 0;
    for (std::size_t i = 0; i < face.area(); ++i) {
        covered += weights[i] < 1;
        for (int c = 0; c < 3 && weights[i] < 1; ++c)
            ASSERT_NEAR(peeled.plane(c)[i], face.plane(c)[i], 0.03);
    }
    EXPECT_GT(covered, 150);
}

TEST(MarkTest, NoFalseAlarm) { expectNoFalseAlarm(edit::markFamily()); }

} // namespace maquette::test
