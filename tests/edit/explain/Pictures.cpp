// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/explain/Pictures.h"

#include "base/Paths.h"
#include "imaging/Metrics.h"
#include "imaging/PictureFile.h"
#include "imaging/Resize.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace maquette::edit::test {

using imaging::Image;

Image rounded(Image image)
{
    for (float& value : image.data)
        value = std::round(std::clamp(value, 0.0F, 1.0F) * 255) / 255;
    return image;
}

Image photo(const std::string& name, int width, int height)
{
    const auto picture = imaging::readPicture(base::resourceFolder() / "photos" / name);
    if (!picture.ok()) {
        ADD_FAILURE() << picture.error().english();
        return Image(width, height);
    }
    const Image all = imaging::toImage(picture.value());
    const double scale = std::min(static_cast<double>(all.width) / width, static_cast<double>(all.height) / height);
    const int w = static_cast<int>(width * scale);
    const int h = static_cast<int>(height * scale);
    return rounded(imaging::resize(cut(all, (all.width - w) / 2, (all.height - h) / 2, w, h), width, height,
                                   imaging::Filter::Lanczos));
}

Edit recolor(std::function<Color(Color)> change)
{
    return [change = std::move(change)](const Image& image) {
        Image result = image;
        const std::size_t n = image.area();
        for (std::size_t i = 0; i < n; ++i) {
            const Color color = change({image.data[i], image.data[n + i], image.data[2 * n + i]});
            for (std::size_t c = 0; c < 3; ++c)
                result.data[c * n + i] = static_cast<float>(color[c]);
        }
        return result;
    };
}

Edit relight(std::function<double(double, double)> gain, double ground)
{
    return [gain = std::move(gain), ground](const Image& image) {
        Image result = image;
        for (int y = 0; y < image.height; ++y)
            for (int x = 0; x < image.width; ++x) {
                const double g = gain((x + 0.5) / image.width * 2 - 1, (y + 0.5) / image.height * 2 - 1);
                for (int c = 0; c < 3; ++c)
                    result.at(c, x, y) = static_cast<float>(image.at(c, x, y) * g + ground * (1 - g));
            }
        return result;
    };
}

Edit chain(Edit first, Edit second)
{
    return [first = std::move(first), second = std::move(second)](const Image& image) {
        return second(rounded(first(image)));
    };
}

Image cut(const Image& image, int left, int top, int width, int height, bool around)
{
    const auto place
        = [around](int i, int size) { return around ? ((i % size) + size) % size : std::clamp(i, 0, size - 1); };
    Image result(width, height);
    for (int c = 0; c < 3; ++c)
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x)
                result.at(c, x, y) = image.at(c, place(x + left, image.width), place(y + top, image.height));
    return result;
}

Image turned(const Image& image, int operation)
{
    const bool swap = operation & 4;
    Image result(swap ? image.height : image.width, swap ? image.width : image.height);
    for (int c = 0; c < 3; ++c)
        for (int y = 0; y < result.height; ++y)
            for (int x = 0; x < result.width; ++x) {
                const int tx = operation & 1 ? result.width - 1 - x : x;
                const int ty = operation & 2 ? result.height - 1 - y : y;
                result.at(c, x, y) = swap ? image.at(c, ty, tx) : image.at(c, tx, ty);
            }
    return result;
}

Image softened(const Image& image, double sigma)
{
    const int reach = static_cast<int>(std::ceil(4 * sigma));
    std::vector<double> kernel;
    double total = 0;
    for (int k = -reach; k <= reach; ++k)
        total += kernel.emplace_back(std::exp(-0.5 * k * k / (sigma * sigma)));
    Image across = image;
    Image result = image;
    for (int pass = 0; pass < 2; ++pass)
        for (int c = 0; c < 3; ++c)
            for (int y = 0; y < image.height; ++y)
                for (int x = 0; x < image.width; ++x) {
                    double sum = 0;
                    for (int k = -reach; k <= reach; ++k) {
                        const int sx = std::clamp(x + (pass == 0 ? k : 0), 0, image.width - 1);
                        const int sy = std::clamp(y + (pass == 1 ? k : 0), 0, image.height - 1);
                        sum += kernel[k + reach] * (pass == 0 ? image : across).at(c, sx, sy);
                    }
                    (pass == 0 ? across : result).at(c, x, y) = static_cast<float>(sum / total);
                }
    return result;
}

Outcome explainAndCarry(const Edit& edit, const Image& example, const Image& other, const ExplainOptions& options)
{
    Outcome outcome;
    auto found = explain(example, rounded(edit(example)), options);
    EXPECT_TRUE(found.ok());
    if (!found.ok())
        return outcome;
    outcome.explanation = std::move(found).value();
    const Image expected = rounded(edit(other));
    const Image got = rounded(outcome.explanation.apply(other));
    if (got.sameSize(expected))
        outcome.transferDb = imaging::psnr(got, expected);
    for (const auto& sentence : outcome.explanation.sentences())
        outcome.words += sentence.english() + ". ";
    return outcome;
}

std::string kinds(const Explanation& explanation)
{
    std::string list;
    for (const StepPtr& step : explanation.steps)
        list += (list.empty() ? "" : "+") + step->kind();
    return list;
}

} // namespace maquette::edit::test
