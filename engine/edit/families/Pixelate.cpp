// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/families/Pixelate.h"

#include "base/Threads.h"
#include "edit/families/FilterFamilies.h"
#include "edit/families/FilterTools.h"

#include <algorithm>
#include <cmath>

namespace maquette::edit {

namespace {

/// Mean difference between neighbors across each border between columns (or rows) of the target.
std::vector<double> borderProfile(const imaging::Image& image, bool columns)
{
    const int length = columns ? image.width : image.height;
    const int across = columns ? image.height : image.width;
    std::vector<double> profile(std::max(1, length), 0.0);
    const int step = std::max(1, across / 96);
    for (int c = 0; c < 3; ++c)
        for (int k = 0; k < across; k += step)
            for (int i = 1; i < length; ++i)
                profile[i] += columns ? std::fabs(image.at(c, i, k) - image.at(c, i - 1, k))
                                      : std::fabs(image.at(c, k, i) - image.at(c, k, i - 1));
    return profile;
}

/// Share of the differences that lies within blocks of a side, and not on their borders.
double insideShare(const std::vector<double>& profile, int block)
{
    double inside = 0;
    double all = 1e-12;
    for (std::size_t i = 1; i < profile.size(); ++i) {
        all += profile[i];
        if (i % static_cast<std::size_t>(block) != 0)
            inside += profile[i];
    }
    return inside / all;
}

/// Largest block whose inside is flat in both directions; 0 when there is none.
int findBlock(const imaging::Image& target)
{
    const auto columns = borderProfile(target, true);
    const auto rows = borderProfile(target, false);
    double total = 0;
    for (const double value : columns)
        total += value;
    if (total < 1e-3)
        return 0;
    const int largest = std::min(target.width, target.height) / 2;
    for (int block = largest; block >= 2; --block)
        if (insideShare(columns, block) < 0.03 && insideShare(rows, block) < 0.03)
            return block;
    return 0;
}

void proposePixelate(const FitContext& context, std::vector<Proposal>& proposals)
{
    if (std::min(context.source.width, context.source.height) < 4)
        return;
    const BaseErrors errors = baseErrors(context, 1 << 11);
    if (errors.copy < 1e-5)
        return;
    const int block = findBlock(context.target);
    if (block < 2)
        return;
    const double relative = block / context.scale;
    const PixelateStep mean(true, relative, context.scale);
    const PixelateStep corner(false, relative, context.scale);
    const double meanError = fitError(context, mean.apply(context.source), 1 << 14);
    const double cornerError = fitError(context, corner.apply(context.source), 1 << 14);
    proposals.push_back({std::make_shared<PixelateStep>(meanError <= cornerError, relative, context.scale), 0.5});
}

} // namespace

PixelateStep::PixelateStep(bool mean, double block, double scale)
    : m_mean(mean)
    , m_block(block)
    , m_scale(scale)
{
}

base::Message PixelateStep::describe() const
{
    return {QT_TRANSLATE_NOOP("Engine", "Pixelated, blocks of %1 px"), {base::number(m_block * m_scale, 0)}};
}

base::ParameterTable PixelateStep::parameters() const
{
    const double block = m_block * m_scale;
    return {realParameter("block", QT_TRANSLATE_NOOP("Engine", "Block"),
                          QT_TRANSLATE_NOOP("Engine", "Side of a block, in pixels of the example."), block, 1,
                          std::max(64.0, 2 * block), 1, "px")};
}

StepPtr PixelateStep::adjusted(const base::ParameterValues& values) const
{
    return std::make_shared<PixelateStep>(m_mean, values.real("block") / m_scale, m_scale);
}

imaging::Image PixelateStep::apply(const imaging::Image& image) const
{
    const double exact = m_block * lengthScale(image);
    // Of a picture as large as the example the block is whole again but for rounding.
    const double block = std::fabs(exact - std::round(exact)) < 1e-6 ? std::round(exact) : exact;
    if (block <= 1)
        return image;
    imaging::Image result(image.width, image.height);
    const auto edge = [&](int index, int limit) {
        return std::min(limit, static_cast<int>(std::lround(std::min<double>(limit, index * block))));
    };
    const int rows = static_cast<int>(std::ceil(image.height / block));
    base::parallelFor(rows, 1, [&](std::int64_t begin, std::int64_t end) {
        for (auto j = static_cast<int>(begin); j < end; ++j) {
            const int top = edge(j, image.height);
            const int bottom = edge(j + 1, image.height);
            for (int i = 0, left = 0; left < image.width; ++i) {
                const int right = edge(i + 1, image.width);
                for (int c = 0; c < 3 && top < bottom; ++c) {
                    double sum = 0;
                    for (int y = top; m_mean && y < bottom; ++y)
                        for (int x = left; x < right; ++x)
                            sum += image.at(c, x, y);
                    const float value = m_mean
                        ? static_cast<float>(sum / (static_cast<double>(bottom - top) * (right - left)))
                        : image.at(c, left, top);
                    for (int y = top; y < bottom; ++y)
                        std::fill(result.row(c, y) + left, result.row(c, y) + right, value);
                }
                left = right;
            }
        }
    });
    return result;
}

base::Json PixelateStep::toJson() const
{
    return {{"kind", kind()}, {"sample", m_mean ? "mean" : "corner"}, {"block", m_block}, {"scale", m_scale}};
}

base::Result<StepPtr> PixelateStep::build(const base::Json& json)
{
    fit::Fields reader(json);
    const std::string sample = reader.choice("sample", {"mean", "corner"});
    const double block = reader.real("block", 0, 2);
    const double scale = reader.real("scale", 1, 1e6);
    if (!reader.ok())
        return reader.error();
    return StepPtr(std::make_shared<PixelateStep>(sample == "mean", block, scale));
}

Family pixelateFamily() { return {"pixelate", proposePixelate, {{"pixelate", PixelateStep::build}}}; }

} // namespace maquette::edit
