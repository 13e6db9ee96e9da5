// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/families/LookTools.h"

#include "base/Paths.h"
#include "base/Threads.h"
#include "imaging/Metrics.h"
#include "imaging/PictureFile.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>

namespace maquette::test {

Image photo(const std::string& name, int factor)
{
    const auto picture = imaging::readPicture(base::resourceFolder() / "photos" / name);
    EXPECT_TRUE(picture.ok()) << (picture.ok() ? "" : picture.error().english());
    return picture.ok() ? stored(reduced(imaging::toImage(picture.value()), factor)) : Image(64, 64, 0.5F);
}

Image cropped(const Image& image, int x, int y, int width, int height)
{
    Image result(width, height);
    for (int c = 0; c < 3; ++c) {
        for (int row = 0; row < height; ++row)
            std::copy_n(image.row(c, y + row) + x, width, result.row(c, row));
    }
    return result;
}

Image reduced(const Image& image, int factor)
{
    Image result(image.width / factor, image.height / factor);
    for (int c = 0; c < 3; ++c) {
        for (int y = 0; y < result.height * factor; ++y) {
            for (int x = 0; x < result.width * factor; ++x)
                result.at(c, x / factor, y / factor) += image.at(c, x, y) / static_cast<float>(factor * factor);
        }
    }
    return result;
}

Image clamped(Image image)
{
    for (float& v : image.data)
        v = std::clamp(v, 0.0F, 1.0F);
    return image;
}

Image stored(const Image& image)
{
    Image result = clamped(image);
    for (float& v : result.data)
        v = std::round(v * 255) / 255;
    return result;
}

Image perPlace(const Image& image, const std::function<std::array<float, 3>(int, int, std::array<float, 3>)>& pixel)
{
    Image result(image.width, image.height);
    for (int y = 0; y < image.height; ++y) {
        for (int x = 0; x < image.width; ++x) {
            const auto color = pixel(x, y, {image.at(0, x, y), image.at(1, x, y), image.at(2, x, y)});
            for (int c = 0; c < 3; ++c)
                result.at(c, x, y) = color[c];
        }
    }
    return result;
}

Image perPixel(const Image& image, const std::function<std::array<float, 3>(std::array<float, 3>)>& pixel)
{
    return perPlace(image, [&](int, int, std::array<float, 3> color) { return pixel(color); });
}

Example::Example(Image newBefore, Image newAfter, bool quick)
    : before(std::move(newBefore))
    , after(std::move(newAfter))
    , weights(before.area(), 1)
    , m_mask(before.area())
    , m_quick(quick)
{
    const int block = std::max(2, std::min(before.width, before.height) / 16);
    for (int y = 0; y < before.height; ++y) {
        for (int x = 0; x < before.width; ++x)
            m_mask[static_cast<std::size_t>(y) * before.width + x] = (x / block + y / block) % 2 == 0;
    }
}

edit::FitContext Example::context() const
{
    return {before, after, m_mask, weights, std::sqrt(static_cast<double>(before.area())), m_quick, true};
}

std::vector<edit::Proposal> Example::proposals(const edit::Family& family) const
{
    std::vector<edit::Proposal> result;
    family.propose(context(), result);
    return result;
}

double Example::score(const Image& result) const
{
    double sum = 0;
    double count = 0;
    for (std::size_t i = 0; i < before.area(); ++i) {
        if (m_mask[i])
            continue;
        for (int c = 0; c < 3; ++c) {
            const double d = std::clamp(result.plane(c)[i], 0.0F, 1.0F) - after.plane(c)[i];
            sum += weights[i] * d * d;
            count += weights[i];
        }
    }
    return std::min(60.0, -10 * std::log10(sum / std::max(1.0, count) + 1e-12));
}

double Example::score(const edit::Step& step) const { return score(step.apply(before)); }

double Example::copyScore() const { return score(before); }

edit::StepPtr Example::best(const edit::Family& family) const
{
    edit::StepPtr found;
    double most = copyScore();
    for (const edit::Proposal& proposal : proposals(family)) {
        const double value = score(*proposal.step) - proposal.price;
        if (value > most) {
            most = value;
            found = proposal.step;
        }
    }
    return found;
}

namespace {

void expectSoundStep(const edit::Family& family, const edit::Step& step, const Image& image)
{
    const base::Json json = step.toJson();
    const auto kind
        = std::find_if(family.kinds.begin(), family.kinds.end(), [&](const auto& k) { return step.kind() == k.first; });
    ASSERT_NE(kind, family.kinds.end());
    const auto parsed = base::parseJson(base::dumpJson(json), "step");
    ASSERT_TRUE(parsed.ok());
    const auto again = kind->second(parsed.value());
    ASSERT_TRUE(again.ok()) << again.error().english();
    EXPECT_EQ(base::dumpJson(again.value()->toJson()), base::dumpJson(json));
    const Image result = step.apply(image);
    EXPECT_EQ(again.value()->apply(image).data, result.data);
    const int threads = base::threads();
    base::setThreads(threads == 1 ? 2 : 1);
    EXPECT_EQ(step.apply(image).data, result.data);
    base::setThreads(threads);
    EXPECT_FALSE(step.describe().empty());
    const auto rested = step.adjusted(base::ParameterValues(step.parameters()));
    EXPECT_GT(imaging::psnr(rested->apply(image), result, 60), 55) << step.describe().english();
    // Every member is needed: without it the builder says so instead of guessing.
    for (const auto& item : json.items()) {
        if (item.key() == "kind")
            continue;
        base::Json damaged = json;
        damaged.erase(item.key());
        EXPECT_FALSE(kind->second(damaged).ok()) << item.key();
        damaged[item.key()] = nullptr;
        EXPECT_FALSE(kind->second(damaged).ok()) << item.key();
    }
}

} // namespace

double transferDb(const edit::Family& family, const Edit& edit, const Image& learn, const Image& other, bool quick,
                  edit::StepPtr* found)
{
    const Example example(learn, stored(edit(learn)), quick);
    const edit::StepPtr step = example.best(family);
    if (found)
        *found = step;
    if (!step)
        return -1;
    expectSoundStep(family, *step, other);
    return imaging::psnr(clamped(step->apply(other)), clamped(edit(other)), 60);
}

void expectNoFalseAlarm(const edit::Family& family)
{
    const Image cat = photo("cat.jpg");
    const Image face = cropped(photo("astronaut.png"), 0, 0, 192, 150);
    const Image cup = cropped(photo("coffee.jpg"), 0, 0, 192, 150);
    const Image sized = cropped(cat, 0, 0, 192, 150);
    const auto expectQuiet = [&](const Image& before, const Image& after, const char* what) {
        for (bool quick : {false, true}) {
            const Example example(before, stored(after), quick);
            for (const edit::Proposal& proposal : example.proposals(family)) {
                EXPECT_LT(example.score(*proposal.step), example.copyScore() + proposal.price + 1)
                    << family.name << " on " << what << ": " << proposal.step->describe().english();
            }
        }
    };
    for (const Image* image : {&face, &cup, &sized}) {
        expectQuiet(*image, *image, "identity");
        expectQuiet(*image,
                    perPixel(*image,
                             [](auto c) {
                                 return std::array<float, 3>{c[0] * 1.5F, c[1] * 1.5F, c[2] * 1.5F};
                             }),
                    "exposure");
        expectQuiet(*image,
                    perPixel(*image,
                             [](auto c) {
                                 return std::array<float, 3>{std::sqrt(c[0]), std::sqrt(c[1]), std::sqrt(c[2])};
                             }),
                    "gamma");
        expectQuiet(*image,
                    perPixel(*image,
                             [](auto c) {
                                 return std::array<float, 3>{c[0] * 1.2F, c[1], c[2] * 0.8F};
                             }),
                    "warmth");
    }
    for (int side : {1, 2, 3, 5, 9, 17}) {
        for (float value : {0.0F, 0.5F, 1.0F}) {
            const Example example(Image(side, side, 0.4F), Image(side, side, value), side % 2 == 0);
            for (const edit::Proposal& proposal : example.proposals(family))
                EXPECT_EQ(proposal.step->apply(example.before).width, side);
        }
        const Example tiny(cropped(face, 60, 60, side, side), cropped(cup, 60, 60, side, side));
        for (const edit::Proposal& proposal : tiny.proposals(family)) {
            for (float v : proposal.step->apply(tiny.before).data)
                EXPECT_TRUE(std::isfinite(v));
        }
    }
    EXPECT_TRUE(Example(Image(200, 40, 0.3F), Image(200, 40, 0.3F)).proposals(family).empty());
}

} // namespace maquette::test
