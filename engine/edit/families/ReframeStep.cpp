// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/families/ReframeStep.h"

#include "edit/fit/Fields.h"

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

base::Parameter slider(const char* name, const char* label, const char* help, double value, double low, double high)
{
    base::Parameter parameter;
    parameter.name = name;
    parameter.label = {label};
    parameter.help = {help};
    parameter.defaultValue = value;
    parameter.minimum = std::min(low, value);
    parameter.maximum = std::max(high, value);
    parameter.step = 0.1;
    parameter.unit = "%";
    return parameter;
}

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
        return {slider("right", QT_TRANSLATE_NOOP("Engine", "To the right"), place, -100 * f.part.left, -100, 100),
                slider("down", QT_TRANSLATE_NOOP("Engine", "Down"), place, -100 * f.part.top, -100, 100)};
    case Shape::Resize:
        return {slider("width", QT_TRANSLATE_NOOP("Engine", "Width"), place, 100 * f.scaleX, 1, 400),
                slider("height", QT_TRANSLATE_NOOP("Engine", "Height"), place, 100 * f.scaleY, 1, 400)};
    case Shape::Zoom:
        return {slider("zoom", QT_TRANSLATE_NOOP("Engine", "Zoom"),
                       QT_TRANSLATE_NOOP("Engine", "100 % keeps the size of things."), 100 / f.part.width(), 10, 1000)};
    case Shape::Crop:
        break;
    }
    return {slider("left", QT_TRANSLATE_NOOP("Engine", "Left edge"), place, 100 * f.part.left, 0, 99),
            slider("top", QT_TRANSLATE_NOOP("Engine", "Top edge"), place, 100 * f.part.top, 0, 99),
            slider("right", QT_TRANSLATE_NOOP("Engine", "Right edge"), place, 100 * f.part.right, 1, 100),
            slider("bottom", QT_TRANSLATE_NOOP("Engine", "Bottom edge"), place, 100 * f.part.bottom, 1, 100)};
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
    // Bounds the size of the result; 1 << 15 pixels a side are far above any picture that fits the memory.
    const auto side = [](double value) { return static_cast<int>(std::clamp(std::round(value), 1.0, 32768.0)); };
    const int width = side(part.width() * f.scaleX);
    const int height = side(part.height() * f.scaleY);
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
    (void)fields.reals("part", 4, 4, -20, 20);
    (void)fields.reals("scale", 2, 2, 0.001, 100);
    const auto filter = fields.choice("filter", filterNames);
    const auto border = fields.choice("border", borderNames);
    frame.wholePixels = fields.integer("wholePixels", 0, 1) == 1;
    frame.filter = filters[std::find(filterNames.begin(), filterNames.end(), filter) - filterNames.begin()];
    frame.border = static_cast<Border>(std::find(borderNames.begin(), borderNames.end(), border) - borderNames.begin());
    if (frame.border == Border::Fill) {
        const auto fill = fields.reals("fill", 3, 3, -1, 2);
        std::copy(fill.begin(), fill.end(), frame.fill.begin());
    }
    if (fields.check().ok()) {
        const auto& part = json["part"];
        frame.part = {part[0].get<double>(), part[1].get<double>(), part[2].get<double>(), part[3].get<double>()};
        frame.scaleX = json["scale"][0].get<double>();
        frame.scaleY = json["scale"][1].get<double>();
        if (!(frame.part.width() > 1e-5) || !(frame.part.height() > 1e-5))
            fields.refuse("part");
    }
    if (const auto fine = fields.check(); !fine.ok())
        return fine.error();
    return makeReframe(frame);
}

} // namespace maquette::edit
