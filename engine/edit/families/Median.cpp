// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/families/Median.h"

#include "base/Threads.h"
#include "edit/families/FilterFamilies.h"
#include "edit/families/FilterTools.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace maquette::edit {

namespace {

Plane medianPlane(const Plane& plane, int side)
{
    Plane result(plane.width, plane.height);
    const cv::Mat from(plane.height, plane.width, CV_32F, const_cast<float*>(plane.data.data()));
    cv::Mat to(plane.height, plane.width, CV_32F, result.data.data());
    cv::medianBlur(from, to, side);
    return result;
}

/// -1 at black, 1 at white, 0 between.
std::int8_t extreme(float value, float margin) { return value <= margin ? -1 : (value >= 1 - margin ? 1 : 0); }

/// Weighted mean of the good pixels around (x, y), from the smallest window that holds enough of them.
bool fillFrom(const float* plane, const std::int8_t* marks, int width, int height, int x, int y, float& value)
{
    for (int reach = 1; reach <= 4; ++reach) {
        float sum = 0;
        float total = 0;
        int good = 0;
        for (int j = std::max(0, y - reach); j <= std::min(height - 1, y + reach); ++j)
            for (int i = std::max(0, x - reach); i <= std::min(width - 1, x + reach); ++i) {
                const std::size_t at = static_cast<std::size_t>(j) * width + i;
                if (marks[at])
                    continue;
                const auto distance = static_cast<float>((i - x) * (i - x) + (j - y) * (j - y));
                const float weight = 1 / (distance * distance);
                sum += weight * plane[at];
                total += weight;
                ++good;
            }
        if (good >= 3) {
            value = sum / total;
            return true;
        }
    }
    return false;
}

/// Neighbors with the same mark; an area of black or white is part of the picture.
int likeNeighbors(const std::int8_t* marks, int width, int height, int x, int y)
{
    const std::int8_t mark = marks[static_cast<std::size_t>(y) * width + x];
    int count = 0;
    for (int j = std::max(0, y - 1); j <= std::min(height - 1, y + 1); ++j)
        for (int i = std::max(0, x - 1); i <= std::min(width - 1, x + 1); ++i)
            count += marks[static_cast<std::size_t>(j) * width + i] == mark;
    return count - 1;
}

double cropError(const View& view, int side)
{
    double sum = 0;
    double total = 0;
    for (const Crop& crop : view.crops)
        for (std::size_t c = 0; c < crop.source.size(); ++c) {
            const Plane filtered = side > 1 ? medianPlane(crop.source[c], side) : crop.source[c];
            for (int y = 0; y < crop.height; ++y)
                for (int x = 0; x < crop.width; ++x) {
                    const double weight = crop.weight[c].row(y)[x];
                    const double error = filtered.row(y + crop.margin)[x + crop.margin] - crop.target[c].row(y)[x];
                    sum += weight * error * error;
                    total += weight;
                }
        }
    return total > 0 ? sum / total : 0;
}

/// How many of the changed pixels were black or white before, in all channels at once or in any.
struct Speckles {
    double changed = 0;
    double together = 0;
    double single = 0;
    double seen = 0;
};

Speckles countSpeckles(const FitContext& context)
{
    Speckles speckles;
    const std::size_t area = context.source.area();
    const std::size_t stride = std::max<std::size_t>(1, area / 8192) | 1;
    for (std::size_t i = 0; i < area; i += stride) {
        if (!context.fitMask[i] || context.weights[i] < 0.5F)
            continue;
        ++speckles.seen;
        bool changed = false;
        bool anyExtreme = false;
        int sum = 0;
        for (int c = 0; c < 3; ++c) {
            const float value = context.source.data[c * area + i];
            const std::int8_t mark = extreme(value, 0.02F);
            sum += mark;
            const bool differs = std::fabs(value - context.target.data[c * area + i]) > 0.08F;
            changed = changed || differs;
            anyExtreme = anyExtreme || (differs && mark != 0);
        }
        speckles.changed += changed;
        speckles.together += changed && std::abs(sum) == 3;
        speckles.single += changed && anyExtreme;
    }
    return speckles;
}

void proposeMedian(const FitContext& context, std::vector<Proposal>& proposals)
{
    if (std::min(context.source.width, context.source.height) < 8)
        return;
    const BaseErrors errors = baseErrors(context, 1 << 11);
    if (errors.affine < 1e-5)
        return;
    const Speckles speckles = countSpeckles(context);
    if (speckles.changed > 0.002 * speckles.seen && speckles.changed < 0.6 * speckles.seen) {
        if (speckles.together > 0.7 * speckles.changed)
            proposals.push_back({std::make_shared<DespeckleStep>(true, 0.02, 0.06), 0.6});
        else if (speckles.single > 0.7 * speckles.changed)
            proposals.push_back({std::make_shared<DespeckleStep>(false, 0.02, 0.06), 0.6});
    }
    ViewOptions options;
    options.luma = false;
    options.side = 48;
    options.wholeSide = 64;
    options.margin = 2;
    const View view = makeView(context, options);
    const double copy = cropError(view, 1);
    const double three = cropError(view, 3);
    const double five = cropError(view, 5);
    const double best = std::min(three, five);
    if (best < 0.75 * copy && best < errors.affine)
        proposals.push_back({std::make_shared<MedianStep>(three <= five ? 3 : 5), 0.5});
}

} // namespace

MedianStep::MedianStep(int side)
    : m_side(side)
{
}

base::Message MedianStep::describe() const
{
    return {QT_TRANSLATE_NOOP("Engine", "Median of %1 x %1 pixels"), {base::number(m_side, 0)}};
}

base::ParameterTable MedianStep::parameters() const
{
    base::Parameter parameter;
    parameter.name = "side";
    parameter.type = base::Parameter::Type::Choice;
    parameter.label = QT_TRANSLATE_NOOP("Engine", "Window");
    parameter.help = QT_TRANSLATE_NOOP("Engine", "Side of the window whose middle value is taken.");
    parameter.defaultValue = std::to_string(m_side);
    parameter.choices
        = {{"3", QT_TRANSLATE_NOOP("Engine", "3 pixels")}, {"5", QT_TRANSLATE_NOOP("Engine", "5 pixels")}};
    return {parameter};
}

StepPtr MedianStep::adjusted(const base::ParameterValues& values) const
{
    return std::make_shared<MedianStep>(values.text("side") == "5" ? 5 : 3);
}

imaging::Image MedianStep::apply(const imaging::Image& image) const
{
    imaging::Image result(image.width, image.height);
    base::parallelFor(3, 1, [&](std::int64_t begin, std::int64_t end) {
        for (auto c = static_cast<int>(begin); c < end; ++c) {
            const cv::Mat from(image.height, image.width, CV_32F, const_cast<float*>(image.plane(c)));
            cv::Mat to(image.height, image.width, CV_32F, result.plane(c));
            cv::medianBlur(from, to, m_side);
        }
    });
    return result;
}

base::Json MedianStep::toJson() const { return {{"kind", kind()}, {"side", m_side}}; }

base::Result<StepPtr> MedianStep::build(const base::Json& json)
{
    fit::Fields reader(json);
    const int side = reader.integer("side", 3, 5);
    if (!reader.ok())
        return reader.error();
    return StepPtr(std::make_shared<MedianStep>(side | 1));
}

DespeckleStep::DespeckleStep(bool together, double margin, double contrast)
    : m_together(together)
    , m_margin(margin)
    , m_contrast(contrast)
{
}

base::Message DespeckleStep::describe() const
{
    return QT_TRANSLATE_NOOP("Engine", "Scattered black and white pixels removed");
}

base::ParameterTable DespeckleStep::parameters() const
{
    return {realParameter("contrast", QT_TRANSLATE_NOOP("Engine", "Contrast"),
                          QT_TRANSLATE_NOOP("Engine", "How far a pixel must stand out from its neighbors."), m_contrast,
                          0, 0.5, 0.01, ""),
            realParameter("margin", QT_TRANSLATE_NOOP("Engine", "Margin"),
                          QT_TRANSLATE_NOOP("Engine", "What still counts as black or white."), m_margin, 0, 0.2, 0.005,
                          "")};
}

StepPtr DespeckleStep::adjusted(const base::ParameterValues& values) const
{
    return std::make_shared<DespeckleStep>(m_together, values.real("margin"), values.real("contrast"));
}

imaging::Image DespeckleStep::apply(const imaging::Image& image) const
{
    const auto margin = static_cast<float>(m_margin);
    const auto contrast = static_cast<float>(m_contrast);
    const std::size_t area = image.area();
    std::vector<std::int8_t> marks(3 * area);
    for (std::size_t i = 0; i < 3 * area; ++i)
        marks[i] = extreme(image.data[i], margin);
    if (m_together)
        for (std::size_t i = 0; i < area; ++i) {
            const bool same = marks[i] != 0 && marks[i] == marks[area + i] && marks[i] == marks[2 * area + i];
            for (int c = 0; c < 3 && !same; ++c)
                marks[c * area + i] = 0;
        }
    imaging::Image result = image;
    base::parallelFor(image.height, 16, [&](std::int64_t begin, std::int64_t end) {
        for (auto y = static_cast<int>(begin); y < end; ++y)
            for (int x = 0; x < image.width; ++x) {
                const std::size_t at = static_cast<std::size_t>(y) * image.width + x;
                std::array<float, 3> fill{};
                std::array<bool, 3> filled{};
                bool differs = false;
                for (int c = 0; c < 3; ++c) {
                    const std::int8_t* plane = marks.data() + c * area;
                    if (!plane[at] || likeNeighbors(plane, image.width, image.height, x, y) >= 5)
                        continue;
                    filled[c] = fillFrom(image.plane(c), plane, image.width, image.height, x, y, fill[c]);
                    const bool far = filled[c] && std::fabs(fill[c] - image.plane(c)[at]) > contrast;
                    if (!m_together)
                        filled[c] = far;
                    differs = differs || far;
                }
                for (int c = 0; c < 3; ++c)
                    if (filled[c] && differs)
                        result.plane(c)[at] = fill[c];
            }
    });
    return result;
}

base::Json DespeckleStep::toJson() const
{
    return {{"kind", kind()}, {"together", m_together ? 1 : 0}, {"margin", m_margin}, {"contrast", m_contrast}};
}

base::Result<StepPtr> DespeckleStep::build(const base::Json& json)
{
    fit::Fields reader(json);
    const int together = reader.integer("together", 0, 1);
    const double margin = reader.real("margin", 0, 0.5);
    const double contrast = reader.real("contrast", 0, 1);
    if (!reader.ok())
        return reader.error();
    return StepPtr(std::make_shared<DespeckleStep>(together == 1, margin, contrast));
}

Family medianFamily()
{
    return {"median", proposeMedian, {{"median", MedianStep::build}, {"despeckle", DespeckleStep::build}}};
}

} // namespace maquette::edit
