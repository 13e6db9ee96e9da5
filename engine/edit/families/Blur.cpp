// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/families/Blur.h"

#include "edit/families/BlurFit.h"
#include "edit/families/FilterFamilies.h"
#include "edit/families/Sharpen.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace maquette::edit {

namespace {

constexpr std::array<const char*, 3> shapeNames{"gaussian", "box", "disc"};

/// Share of the affine error that a filter has to take away before it is worth a try.
constexpr double worthwhile = 0.75;

void proposeBlur(const FitContext& context, std::vector<Proposal>& proposals)
{
    const BaseErrors errors = baseErrors(context, context.quick ? 1 << 11 : 1 << 13);
    if (errors.affine < 1e-5)
        return;
    const BlurFit fit = fitBlur(context);
    if (fit.radius <= 0)
        return;
    const double scale = context.scale;
    if (fit.error < worthwhile * fit.affineError) {
        if (fit.blurError < std::max(1.6 * fit.error, 0.1 * fit.affineError)) {
            proposals.push_back({std::make_shared<BlurStep>(BlurShape::Gaussian, fit.blurRadius / scale, scale), 0.5});
            if (fit.shape != BlurShape::Gaussian)
                proposals.push_back({std::make_shared<BlurStep>(fit.shape, fit.shapeRadius / scale, scale), 0.6});
        }
        // Far from a plain blur only: close to one the radius and the amount cannot be told apart.
        if (fit.amount > -0.97 && fit.error < 0.9 * fit.blurError)
            proposals.push_back({std::make_shared<SharpenStep>(fit.amount, fit.radius / scale, scale), 0.7});
    }
}

} // namespace

BlurStep::BlurStep(BlurShape shape, double radius, double scale)
    : m_shape(shape)
    , m_radius(radius)
    , m_scale(scale)
{
}

base::Message BlurStep::describe() const
{
    const std::string radius = base::number(m_radius * m_scale, 1);
    switch (m_shape) {
    case BlurShape::Box:
        return {QT_TRANSLATE_NOOP("Engine", "Blurred with a square, radius %1 px"), {radius}};
    case BlurShape::Disc:
        return {QT_TRANSLATE_NOOP("Engine", "Blurred as by a lens, radius %1 px"), {radius}};
    case BlurShape::Gaussian:
        break;
    }
    return {QT_TRANSLATE_NOOP("Engine", "Blurred, radius %1 px"), {radius}};
}

base::ParameterTable BlurStep::parameters() const
{
    const double radius = m_radius * m_scale;
    return {realParameter("radius", QT_TRANSLATE_NOOP("Engine", "Radius"),
                          QT_TRANSLATE_NOOP("Engine", "How far colors run, in pixels of the example."), radius, 0,
                          std::max(20.0, 3 * radius), 0.1, "px")};
}

StepPtr BlurStep::adjusted(const base::ParameterValues& values) const
{
    return std::make_shared<BlurStep>(m_shape, values.real("radius") / m_scale, m_scale);
}

imaging::Image BlurStep::apply(const imaging::Image& image) const
{
    return blurImage(image, m_shape, m_radius * lengthScale(image));
}

base::Json BlurStep::toJson() const
{
    return {{"kind", kind()},
            {"shape", shapeNames[static_cast<std::size_t>(m_shape)]},
            {"radius", m_radius},
            {"scale", m_scale}};
}

base::Result<StepPtr> BlurStep::build(const base::Json& json)
{
    fit::Fields reader(json);
    const auto shape = static_cast<BlurShape>(reader.place("shape", shapeNames));
    const double radius = reader.real("radius", 0, 10);
    const double scale = reader.real("scale", 1, 1e6);
    if (!reader.ok())
        return reader.error();
    return StepPtr(std::make_shared<BlurStep>(shape, radius, scale));
}

Family blurFamily() { return {"blur", proposeBlur, {{"blur", BlurStep::build}, {"sharpen", SharpenStep::build}}}; }

} // namespace maquette::edit
