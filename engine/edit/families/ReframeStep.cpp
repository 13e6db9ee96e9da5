// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/families/ReframeStep.h"

#include "edit/families/StepTools.h"
#include "edit/fit/Fields.h"
#include "imaging/PictureFile.h"

#include <algorithm>
#include <cmath>

namespace maquette::edit {

namespace {

using fit::Border;
using imaging::Filter;
using imaging::Image;

const std::vector<std::string> filterNames{"nearest", "box", "bilinear", "bicubic", "lanczos"};
constexpr Filter filters[] = {Filter::Nearest, Filter::Box, Filter::Bilinear, Filter::Bicubic, Filter::Lanczos};
const std::vector<std::string> borderNames{"repeat", "wrap", "fill"};

enum class Shape { Crop, Shift, Resize, Zoom };

bool near(double a, double b) { return std::abs(a - b) < 1e-6; }

Shape shapeOf(const Frame& f)
{
    const bool keepsSize = near(f.part.width() * f.scaleX, 1) && near(f.part.height() * f.scaleY, 1);
    if (near(f.part.width(), 1) && near(f.part.height(), 1))
        return near(f.part.left, 0) && near(f.part.top, 0) ? Shape::Resize : Shape::Shift;
    return keepsSize ? Shape::Zoom : Shape::Crop;
}

std::string percent(double value) { return base::number(100 * value, 1); }

class ReframeStep final : public Step {
public:
    explicit ReframeStep(const Frame& frame)
        : m_frame(frame)
        , m_shape(shapeOf(frame))
    {
    }

    [[nodiscard]] std::string kind() const override { return "reframe"; }
    [[nodiscard]] base::Message describe() const override;
    [[nodiscard]] base::ParameterTable parameters() const override;
    [[nodiscard]] StepPtr adjusted(const base::ParameterValues& values) const override;
    [[nodiscard]] Image apply(const Image& image) const override;
    [[nodiscard]] base::Json toJson() const override;
    [[nodiscard]] bool moves() const override { return true; }

private:
    Frame m_frame;
    Shape m_shape;
};

base::Message ReframeStep::describe() const
{
    const Frame& f = m_frame;
    switch (m_shape) {
    case Shape::Shift:
        if (f.border == Border::Wrap)
            return {
                QT_TRANSLATE_NOOP("Engine", "Shifted by %1 % of the width and %2 % of the height, around the edges"),
                {percent(-f.part.left), percent(-f.part.top)}};
        return {QT_TRANSLATE_NOOP("Engine", "Shifted by %1 % of the width and %2 % of the height"),
                {percent(-f.part.left), percent(-f.part.top)}};
    case Shape::Resize:
        return {QT_TRANSLATE_NOOP("Engine", "Resized to %1 % of the width and %2 % of the height"),
                {percent(f.scaleX), percent(f.scaleY)}};
    case Shape::Zoom:
        if (f.part.width() < 1)
            return {QT_TRANSLATE_NOOP("Engine", "Zoomed in %1 times"), {base::number(1 / f.part.width(), 2)}};
        return {QT_TRANSLATE_NOOP("Engine", "Zoomed out to %1 %"), {percent(1 / f.part.width())}};
    case Shape::Crop:
        break;
    }
    if (near(f.scaleX, 1) && near(f.scaleY, 1))
        return {QT_TRANSLATE_NOOP("Engine", "Cropped to %1 % of the width and %2 % of the height"),
                {percent(f.part.width()), percent(f.part.height())}};
    return {QT_TRANSLATE_NOOP("Engine", "Cropped to %1 % of the width and %2 % of the height, then scaled to %3 %"),
            {percent(f.part.width()), percent(f.part.height()), percent(f.scaleX)}};
}

base::ParameterTable ReframeStep::parameters() const
{
    const Frame& f = m_frame;
    const char* place = QT_TRANSLATE_NOOP("Engine", "In percent of the size of the picture.");
    switch (m_shape) {
    case Shape::Shift:
        return {percentParameter("right", QT_TRANSLATE_NOOP("Engine", "To the right"), place, -f.part.left, -100, 100),
                percentParameter("down", QT_TRANSLATE_NOOP("Engine", "Down"), place, -f.part.top, -100, 100)};
    case Shape::Resize:
        return {percentParameter("width", QT_TRANSLATE_NOOP("Engine", "Width"), place, f.scaleX, 1, 400),
                percentParameter("height", QT_TRANSLATE_NOOP("Engine", "Height"), place, f.scaleY, 1, 400)};
    case Shape::Zoom:
        return {percentParameter("zoom", QT_TRANSLATE_NOOP("Engine", "Zoom"),
                                 QT_TRANSLATE_NOOP("Engine", "100 % keeps the size of things."), 1 / f.part.width(), 10,
                                 1000)};
    case Shape::Crop:
        break;
    }
    return {percentParameter("left", QT_TRANSLATE_NOOP("Engine", "Left edge"), place, f.part.left, 0, 99),
            percentParameter("top", QT_TRANSLATE_NOOP("Engine", "Top edge"), place, f.part.top, 0, 99),
            percentParameter("right", QT_TRANSLATE_NOOP("Engine", "Right edge"), place, f.part.right, 1, 100),
            percentParameter("bottom", QT_TRANSLATE_NOOP("Engine", "Bottom edge"), place, f.part.bottom, 1, 100)};
}

StepPtr ReframeStep::adjusted(const base::ParameterValues& values) const
{
    Frame f = m_frame;
    const bool same = std::all_of(values.table().begin(), values.table().end(),
                                  [&](const base::Parameter& p) { return values.value(p.name) == p.defaultValue; });
    if (same)
        return makeReframe(f); // percent and back is not exact
    switch (m_shape) {
    case Shape::Shift:
        f.part.left = -values.real("right") / 100;
        f.part.top = -values.real("down") / 100;
        f.part.right = f.part.left + 1;
        f.part.bottom = f.part.top + 1;
        break;
    case Shape::Resize:
        f.scaleX = values.real("width") / 100;
        f.scaleY = values.real("height") / 100;
        f.wholePixels = false;
        break;
    case Shape::Zoom: {
        // The point that stays where it is: left + u (right - left) = u.
        const double width = 100 / values.real("zoom");
        const double height = width * f.part.height() / f.part.width();
        const double u = near(f.part.width(), 1) ? 0.5 : f.part.left / (1 - f.part.width());
        const double v = near(f.part.height(), 1) ? 0.5 : f.part.top / (1 - f.part.height());
        f.part = {u * (1 - width), v * (1 - height), u * (1 - width) + width, v * (1 - height) + height};
        f.scaleX = 1 / width;
        f.scaleY = 1 / height;
        break;
    }
    case Shape::Crop:
        f.part.left = values.real("left") / 100;
        f.part.top = values.real("top") / 100;
        f.part.right = std::max(values.real("right") / 100, f.part.left + 0.001);
        f.part.bottom = std::max(values.real("bottom") / 100, f.part.top + 0.001);
        break;
    }
    return makeReframe(f);
}

Image ReframeStep::apply(const Image& image) const
{
    const Frame& f = m_frame;
    fit::Rectangle part{f.part.left * image.width, f.part.top * image.height, f.part.right * image.width,
                        f.part.bottom * image.height};
    // A stored step may ask for more than the memory holds: no side above 1 << 15 pixels, and no more of them in all
    // than are read from a file.
    constexpr double longestSide = 32768;
    const double mostPixels = static_cast<double>(imaging::ReadLimits{}.maxPixels);
    const double wide = std::clamp(part.width() * f.scaleX, 1.0, longestSide);
    const double high = std::clamp(part.height() * f.scaleY, 1.0, longestSide);
    const double shrink = std::min(1.0, std::sqrt(mostPixels / (wide * high)));
    const int width = std::max(1, static_cast<int>(std::round(wide * shrink)));
    const int height = std::max(1, static_cast<int>(std::round(high * shrink)));
    if (f.wholePixels) {
        part.left = std::round(part.left);
        part.top = std::round(part.top);
        part.right = part.left + width;
        part.bottom = part.top + height;
        return fit::resampled(image, part, width, height, Filter::Nearest, f.border, f.fill);
    }
    return fit::resampled(image, part, width, height, f.filter, f.border, f.fill);
}

base::Json ReframeStep::toJson() const
{
    const Frame& f = m_frame;
    base::Json json = {
        {"kind", "reframe"},
        {"part", {f.part.left, f.part.top, f.part.right, f.part.bottom}},
        {"scale", {f.scaleX, f.scaleY}},
        {"filter",
         filterNames[static_cast<std::size_t>(std::find(std::begin(filters), std::end(filters), f.filter) - filters)]},
        {"border", borderNames[static_cast<std::size_t>(f.border)]},
        {"wholePixels", f.wholePixels ? 1 : 0}};
    if (f.border == Border::Fill)
        json["fill"] = {f.fill[0], f.fill[1], f.fill[2]};
    return json;
}

} // namespace

StepPtr makeReframe(const Frame& frame) { return std::make_shared<ReframeStep>(frame); }

base::Result<StepPtr> reframeFromJson(const base::Json& json)
{
    fit::Fields fields(json);
    Frame frame;
    const auto part = fields.reals("part", 4, -20, 20);
    const auto scale = fields.reals("scale", 2, 0.001, 100);
    frame.part = {part[0], part[1], part[2], part[3]};
    frame.scaleX = scale[0];
    frame.scaleY = scale[1];
    frame.filter = filters[fields.place("filter", filterNames)];
    frame.border = static_cast<Border>(fields.place("border", borderNames));
    frame.wholePixels = fields.integer("wholePixels", 0, 1) == 1;
    if (frame.border == Border::Fill) {
        const auto fill = fields.reals("fill", 3, 3, -1, 2);
        std::copy(fill.begin(), fill.end(), frame.fill.begin());
    }
    if (!(frame.part.width() > 1e-5) || !(frame.part.height() > 1e-5))
        fields.refuse("part");
    if (const auto fine = fields.check(); !fine.ok())
        return fine.error();
    return makeReframe(frame);
}

} // namespace maquette::edit
