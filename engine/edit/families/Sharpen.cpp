// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/families/Sharpen.h"

#include "edit/families/BlurFilters.h"

#include <algorithm>
#include <cmath>

namespace maquette::edit {

SharpenStep::SharpenStep(double amount, double radius, double scale)
    : m_amount(amount)
    , m_radius(radius)
    , m_scale(scale)
{
}

base::Message SharpenStep::describe() const
{
    const std::string percent = base::number(std::fabs(m_amount) * 100, 0);
    const std::string radius = base::number(m_radius * m_scale, 1);
    if (m_amount < 0)
        return {QT_TRANSLATE_NOOP("Engine", "Softened by %1 %, radius %2 px"), {percent, radius}};
    return {QT_TRANSLATE_NOOP("Engine", "Sharpened by %1 %, radius %2 px"), {percent, radius}};
}

base::ParameterTable SharpenStep::parameters() const
{
    const double radius = m_radius * m_scale;
    return {realParameter("amount", QT_TRANSLATE_NOOP("Engine", "Amount"),
                          QT_TRANSLATE_NOOP("Engine", "How much of the detail is added; below 0 it is taken away."),
                          m_amount, -1, 5, 0.05, ""),
            realParameter("radius", QT_TRANSLATE_NOOP("Engine", "Radius"),
                          QT_TRANSLATE_NOOP("Engine", "Size of the detail, in pixels of the example."), radius, 0.1,
                          std::max(20.0, 2 * radius), 0.1, "px")};
}

StepPtr SharpenStep::adjusted(const base::ParameterValues& values) const
{
    return std::make_shared<SharpenStep>(values.real("amount"), values.real("radius") / m_scale, m_scale);
}

imaging::Image SharpenStep::apply(const imaging::Image& image) const
{
    imaging::Image result = blurImage(image, BlurShape::Gaussian, m_radius * lengthScale(image));
    const auto amount = static_cast<float>(m_amount);
    for (std::size_t i = 0; i < result.data.size(); ++i)
        result.data[i] = image.data[i] + amount * (image.data[i] - result.data[i]);
    return result;
}

base::Json SharpenStep::toJson() const
{
    return {{"kind", kind()}, {"amount", m_amount}, {"radius", m_radius}, {"scale", m_scale}};
}

base::Result<StepPtr> SharpenStep::build(const base::Json& json)
{
    fit::Fields reader(json);
    const double amount = reader.real("amount", -1, 100);
    const double radius = reader.real("radius", 0, 10);
    const double scale = reader.real("scale", 1, 1e6);
    if (!reader.ok())
        return reader.error();
    return StepPtr(std::make_shared<SharpenStep>(amount, radius, scale));
}

} // namespace maquette::edit
