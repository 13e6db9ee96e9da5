// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/Random.h"
#include "edit/families/FilterFamilies.h"
#include "edit/families/LookTools.h"
#include "imaging/Metrics.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <gtest/gtest.h>
#include <numbers>

// Each edit is written here once more in the plainest way, so that a fault of the filters shows.
namespace maquette::test {

namespace {

int mirrored(int i, int n)
{
    while (i < 0 || i >= n)
        i = i < 0 ? -i : 2 * (n - 1) - i;
    return i;
}

/// Correlation with weights on (2 reachX + 1) x (2 reachY + 1) places.
Image filtered(const Image& image, int reachX, int reachY, const std::function<double(int, int)>& weight)
{
    double total = 0;
    for (int j = -reachY; j <= reachY; ++j)
        for (int i = -reachX; i <= reachX; ++i)
            total += weight(i, j);
    Image result(image.width, image.height);
    for (int c = 0; c < 3; ++c)
        for (int y = 0; y < image.height; ++y)
            for (int x = 0; x < image.width; ++x) {
                double sum = 0;
                for (int j = -reachY; j <= reachY; ++j)
                    for (int i = -reachX; i <= reachX; ++i)
                        sum += weight(i, j) * image.at(c, mirrored(x + i, image.width), mirrored(y + j, image.height));
                result.at(c, x, y) = static_cast<float>(sum / total);
            }
    return result;
}

Image gaussian(const Image& image, double sigma)
{
    const int reach = static_cast<int>(std::ceil(4 * sigma));
    const auto weight = [&](int i, int) { return std::exp(-0.5 * i * i / (sigma * sigma)); };
    return filtered(filtered(image, reach, 0, weight), 0, reach, [&](int, int j) { return weight(j, 0); });
}

Image sharpened(const Image& image, double amount, double sigma)
{
    Image result = gaussian(image, sigma);
    for (std::size_t i = 0; i < result.data.size(); ++i)
        result.data[i] = static_cast<float>(image.data[i] + amount * (image.data[i] - result.data[i]));
    return result;
}

/// Relief: gray level and a Sobel derivative along a direction.
Image embossed(const Image& image)
{
    const Image x = filtered(image, 1, 1, [](int i, int j) { return (j == 0 ? 2.0 : 1.0) * (i + 1); });
    const Image left = filtered(image, 1, 1, [](int i, int j) { return (j == 0 ? 2.0 : 1.0) * (1 - i); });
    Image result(image.width, image.height);
    for (std::size_t i = 0; i < image.area(); ++i) {
        const auto gray = [&](const Image& from) {
            return 0.299F * from.plane(0)[i] + 0.587F * from.plane(1)[i] + 0.114F * from.plane(2)[i];
        };
        for (int c = 0; c < 3; ++c)
            result.plane(c)[i] = 0.5F + 2 * (gray(x) - gray(left));
    }
    return result;
}

Image blocks(const Image& image, int side)
{
    Image result(image.width, image.height);
    for (int c = 0; c < 3; ++c)
        for (int y = 0; y < image.height; ++y)
            for (int x = 0; x < image.width; ++x) {
                double sum = 0;
                int count = 0;
                for (int j = y / side * side; j < std::min(image.height, (y / side + 1) * side); ++j)
                    for (int i = x / side * side; i < std::min(image.width, (x / side + 1) * side); ++i, ++count)
                        sum += image.at(c, i, j);
                result.at(c, x, y) = static_cast<float>(sum / count);
            }
    return result;
}

Image glowing(const Image& image)
{
    Image light = image;
    for (float& value : light.data)
        value = std::max(0.0F, value - 0.55F);
    light = gaussian(light, 4);
    for (std::size_t i = 0; i < light.data.size(); ++i)
        light.data[i] = image.data[i] + 1.5F * light.data[i];
    return light;
}

Image noisy(const Image& image, double sigma, std::uint64_t seed)
{
    base::Random random(seed);
    Image result = image;
    for (float& value : result.data)
        value += static_cast<float>(sigma * random.normal());
    return stored(result);
}

Image speckled(const Image& image, double share, std::uint64_t seed)
{
    base::Random random(seed);
    return perPixel(image, [&](std::array<float, 3> color) {
        const double draw = random.uniform();
        const float end = draw < share / 2 ? 0.0F : 1.0F;
        return draw < share ? std::array<float, 3>{end, end, end} : color;
    });
}

Image waved(const Image& image, double cycles, double phase, bool alongX)
{
    return stored(perPlace(image, [&](int x, int y, std::array<float, 3> color) {
        const double at = alongX ? x / double(image.width) : y / double(image.height);
        const auto wave = static_cast<float>(0.18 * std::sin(2 * std::numbers::pi * cycles * at + phase));
        return std::array<float, 3>{color[0] + wave, color[1] + wave, color[2] + wave};
    }));
}

const Image& learn()
{
    static const Image image = cropped(photo("astronaut.png", 1), 100, 0, 256, 192);
    return image;
}

const Image& other()
{
    static const Image image = cropped(photo("cat.jpg", 1), 100, 40, 256, 192);
    return image;
}

double slider(const edit::StepPtr& step, const char* name)
{
    return step ? base::ParameterValues(step->parameters()).real(name) : -1;
}

/// Learns a repair from (damaged, whole) and measures it on another damaged picture with other grain.
double repairDb(const edit::Family& family, const std::function<Image(const Image&, std::uint64_t)>& damage,
                const Image& wholeOne, const Image& wholeTwo)
{
    const Example example(damage(wholeOne, 1), wholeOne);
    const edit::StepPtr step = example.best(family);
    return step ? imaging::psnr(clamped(step->apply(damage(wholeTwo, 2))), wholeTwo, 60) : -1;
}

TEST(Filters, GaussianBlurIsFoundAtAnyRadius)
{
    for (const double sigma : {0.7, 2.0, 5.0, 15.0, 40.0}) {
        edit::StepPtr step;
        const double db = transferDb(
            edit::blurFamily(), [&](const Image& image) { return gaussian(image, sigma); }, learn(), other(), false,
            &step);
        EXPECT_GT(db, 45) << sigma;
        EXPECT_NEAR(slider(step, "radius"), sigma, 0.04 * sigma + 0.02);
    }
}

TEST(Filters, BoxAndDiscAreToldFromAGaussian)
{
    const auto box = [](const Image& image) { return filtered(image, 4, 4, [](int, int) { return 1.0; }); };
    const auto disc = [](const Image& image) {
        return filtered(image, 6, 6, [](int i, int j) { return i * i + j * j <= 36 ? 1.0 : 0.0; });
    };
    edit::StepPtr step;
    EXPECT_GT(transferDb(edit::blurFamily(), box, learn(), other(), false, &step), 45);
    EXPECT_EQ(step->toJson()["shape"], "box");
    EXPECT_NEAR(slider(step, "radius"), 4, 0.05);
    EXPECT_GT(transferDb(edit::blurFamily(), disc, learn(), other(), false, &step), 40);
    EXPECT_EQ(step->toJson()["shape"], "disc");
    EXPECT_NEAR(slider(step, "radius"), 6, 0.3);
}

TEST(Filters, BlurScalesWithThePicture)
{
    const Image small = reduced(other(), 2);
    const Example example(learn(), stored(gaussian(learn(), 6)));
    const edit::StepPtr step = example.best(edit::blurFamily());
    ASSERT_TRUE(step);
    EXPECT_GT(imaging::psnr(step->apply(small), gaussian(small, 3), 60), 42);
}

TEST(Filters, SharpeningAndSofteningAreFound)
{
    for (const auto& [amount, sigma] : {std::pair(1.2, 1.0), std::pair(0.8, 6.0), std::pair(-0.6, 2.0)}) {
        edit::StepPtr step;
        const double db = transferDb(
            edit::blurFamily(), [&](const Image& image) { return sharpened(image, amount, sigma); }, learn(), other(),
            false, &step);
        EXPECT_GT(db, 38) << amount;
        ASSERT_TRUE(step);
        EXPECT_EQ(step->kind(), "sharpen");
        EXPECT_NEAR(slider(step, "amount"), amount, 0.12);
    }
}

TEST(Filters, MotionBlurIsFoundAlongAxesAndAslant)
{
    edit::StepPtr step;
    const auto level = [](const Image& image) { return filtered(image, 5, 0, [](int, int) { return 1.0; }); };
    EXPECT_GT(transferDb(edit::motionFamily(), level, learn(), other(), false, &step), 45);
    EXPECT_NEAR(slider(step, "length"), 11, 0.1);
    const auto upright = [](const Image& image) { return filtered(image, 0, 3, [](int, int) { return 1.0; }); };
    EXPECT_GT(transferDb(edit::motionFamily(), upright, learn(), other(), false, &step), 45);
    EXPECT_NEAR(slider(step, "angle"), 90, 0.1);
    const auto aslant
        = [](const Image& image) { return filtered(image, 4, 4, [](int i, int j) { return i == j ? 1.0 : 0.0; }); };
    EXPECT_GT(transferDb(edit::motionFamily(), aslant, learn(), other(), false, &step), 33);
    EXPECT_NEAR(slider(step, "angle"), 45, 3);
}

TEST(Filters, KernelsAreSolvedFor)
{
    EXPECT_GT(transferDb(edit::kernelFamily(), embossed, learn(), other()), 38);
    const auto odd = [](const Image& image) {
        return filtered(image, 1, 1, [](int i, int j) { return 1.0 + 0.8 * i + 0.5 * j + (i == 0 && j == 0 ? 4 : 0); });
    };
    EXPECT_GT(transferDb(edit::kernelFamily(), odd, learn(), other()), 45);
}

TEST(Filters, ABlurIsUndone)
{
    const Image blurred = stored(gaussian(other(), 1.1));
    const Example example(stored(gaussian(learn(), 1.1)), learn());
    const edit::StepPtr step = example.best(edit::kernelFamily());
    ASSERT_TRUE(step);
    EXPECT_GT(imaging::psnr(clamped(step->apply(blurred)), other(), 60), imaging::psnr(blurred, other(), 60) + 2);
}

TEST(Filters, BlocksAreExactAtTheSameSize)
{
    for (const int side : {2, 7, 16}) {
        edit::StepPtr step;
        const double db = transferDb(
            edit::pixelateFamily(), [&](const Image& image) { return blocks(image, side); }, learn(), other(), false,
            &step);
        EXPECT_GT(db, 50) << side;
        EXPECT_NEAR(slider(step, "block"), side, 1e-6);
    }
}

TEST(Filters, GlowIsFound)
{
    edit::StepPtr step;
    EXPECT_GT(transferDb(edit::bloomFamily(), glowing, learn(), other(), false, &step), 38);
    EXPECT_NEAR(slider(step, "threshold"), 0.55, 0.06);
}

TEST(Filters, GlowThatIsScreenedOnIsToldFromGlowThatIsAdded)
{
    const auto screened = [](const Image& image) {
        Image light = image;
        for (float& value : light.data)
            value = std::max(0.F, value - 0.5F);
        light = gaussian(light, 6);
        for (std::size_t i = 0; i < light.data.size(); ++i)
            light.data[i] = 1 - (1 - image.data[i]) * (1 - 1.4F * light.data[i]);
        return light;
    };
    edit::StepPtr step;
    EXPECT_GT(transferDb(edit::bloomFamily(), screened, learn(), other(), false, &step), 36);
    EXPECT_TRUE(step->toJson()["screened"].get<bool>());
}

TEST(Filters, NoiseIsReduced)
{
    const auto damage = [](const Image& image, std::uint64_t seed) { return noisy(image, 0.1, seed); };
    const double before = imaging::psnr(damage(other(), 2), other(), 60);
    EXPECT_GT(repairDb(edit::denoiseFamily(), damage, learn(), other()), before + 6);
}

TEST(Filters, SpecklesAreFilled)
{
    const auto damage = [](const Image& image, std::uint64_t seed) { return speckled(image, 0.08, seed); };
    EXPECT_GT(repairDb(edit::medianFamily(), damage, learn(), other()), 28);
    const auto median = [](const Image& image) {
        Image result(image.width, image.height);
        for (int c = 0; c < 3; ++c)
            for (int y = 0; y < image.height; ++y)
                for (int x = 0; x < image.width; ++x) {
                    std::array<float, 9> window{};
                    for (int k = 0; k < 9; ++k)
                        window[k] = image.at(c, std::clamp(x + k % 3 - 1, 0, image.width - 1),
                                             std::clamp(y + k / 3 - 1, 0, image.height - 1));
                    std::sort(window.begin(), window.end());
                    result.at(c, x, y) = window[4];
                }
        return result;
    };
    edit::StepPtr step;
    EXPECT_GT(transferDb(edit::medianFamily(), median, learn(), other(), false, &step), 50);
    ASSERT_TRUE(step);
    EXPECT_EQ(step->kind(), "median");
}

TEST(Filters, StripesOfAnotherPhaseAreTakenAway)
{
    for (const bool alongX : {true, false}) {
        const auto damage
            = [&](const Image& image, std::uint64_t seed) { return waved(image, 5.3, 0.9 * double(seed), alongX); };
        EXPECT_GT(repairDb(edit::destripeFamily(), damage, learn(), other()), 32) << alongX;
    }
}

TEST(Filters, SmallCellsOfTrainingWork)
{
    const Image one = reduced(cropped(photo("astronaut.png", 1), 100, 0, 256, 256), 4);
    const Image two = reduced(cropped(photo("cat.jpg", 1), 100, 20, 256, 256), 4);
    const auto quick
        = [&](const edit::Family& family, const Edit& edit) { return transferDb(family, edit, one, two, true); };
    EXPECT_GT(quick(edit::blurFamily(), [](const Image& image) { return gaussian(image, 1.7); }), 45);
    EXPECT_GT(quick(edit::blurFamily(), [](const Image& image) { return sharpened(image, 1.2, 1); }), 38);
    EXPECT_GT(quick(edit::pixelateFamily(), [](const Image& image) { return blocks(image, 4); }), 50);
    EXPECT_GT(quick(edit::motionFamily(),
                    [](const Image& image) { return filtered(image, 3, 0, [](int, int) { return 1.0; }); }),
              40);
    EXPECT_GT(quick(edit::kernelFamily(), embossed), 30);
}

TEST(Filters, NothingIsSeenInChangesOfTone)
{
    for (const edit::Family& family :
         {edit::blurFamily(), edit::motionFamily(), edit::kernelFamily(), edit::medianFamily(), edit::denoiseFamily(),
          edit::destripeFamily(), edit::pixelateFamily(), edit::bloomFamily()})
        expectNoFalseAlarm(family);
}

TEST(Filters, ThinPicturesAreFiltered)
{
    // A step learned on a photograph meets pictures of one pixel, one row and one column.
    const Example example(learn(), stored(gaussian(learn(), 15)));
    const edit::StepPtr step = example.best(edit::blurFamily());
    ASSERT_TRUE(step);
    for (const auto& [width, height] : {std::pair(1, 1), std::pair(200, 1), std::pair(3, 200), std::pair(1, 50)}) {
        const Image result = step->apply(Image(width, height, 0.25F));
        ASSERT_EQ(result.width, width);
        for (const float value : result.data)
            EXPECT_NEAR(value, 0.25F, 1e-5);
    }
}

} // namespace

} // namespace maquette::test
