// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/families/Kernel.h"

#include "edit/families/BlurFilters.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace maquette::edit {

namespace {

constexpr std::array<const char*, 3> mixingNames{"shared", "gray", "full"};

Taps tapsOf(const double* values, int side)
{
    Taps taps;
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x)
            taps.push_back({x - side / 2, y - side / 2, static_cast<float>(values[y * side + x])});
    return taps;
}

Plane channelOf(const imaging::Image& image, int channel)
{
    Plane plane(image.width, image.height);
    std::copy(image.plane(channel), image.plane(channel) + image.area(), plane.data.begin());
    return plane;
}

Plane lumaOf(const imaging::Image& image)
{
    Plane plane(image.width, image.height);
    for (std::size_t i = 0; i < plane.data.size(); ++i)
        plane.data[i] = 0.299F * image.plane(0)[i] + 0.587F * image.plane(1)[i] + 0.114F * image.plane(2)[i];
    return plane;
}

} // namespace

KernelStep::KernelStep(Mixing mixing, int side, std::vector<double> values, std::vector<double> offset, double amount)
    : m_mixing(mixing)
    , m_side(side)
    , m_values(std::move(values))
    , m_offset(std::move(offset))
    , m_amount(amount)
{
}

base::Message KernelStep::describe() const
{
    const std::string side = base::number(m_side, 0);
    if (m_mixing == Mixing::Gray)
        return {QT_TRANSLATE_NOOP("Engine", "Relief or edges by a gray filter of %1 x %1 pixels"), {side}};
    if (m_mixing == Mixing::Full)
        return {QT_TRANSLATE_NOOP("Engine", "Filtered across colors with %1 x %1 pixels"), {side}};
    return {QT_TRANSLATE_NOOP("Engine", "Filtered with %1 x %1 pixels"), {side}};
}

base::ParameterTable KernelStep::parameters() const
{
    return {realParameter("amount", QT_TRANSLATE_NOOP("Engine", "Amount"),
                          QT_TRANSLATE_NOOP("Engine", "From the picture as it was (0) to the full effect (1)."),
                          m_amount, 0, 2, 0.05, "")};
}

StepPtr KernelStep::adjusted(const base::ParameterValues& values) const
{
    return std::make_shared<KernelStep>(m_mixing, m_side, m_values, m_offset, values.real("amount"));
}

imaging::Image KernelStep::apply(const imaging::Image& image) const
{
    imaging::Image result(image.width, image.height);
    const std::size_t count = static_cast<std::size_t>(m_side) * m_side;
    Plane gray;
    if (m_mixing == Mixing::Gray)
        gray = convolve(lumaOf(image), tapsOf(m_values.data(), m_side));
    for (int c = 0; c < 3; ++c) {
        float* out = result.plane(c);
        if (m_mixing == Mixing::Gray) {
            std::copy(gray.data.begin(), gray.data.end(), out);
        } else if (m_mixing == Mixing::Shared) {
            const Plane plane = convolve(channelOf(image, c), tapsOf(m_values.data(), m_side));
            std::copy(plane.data.begin(), plane.data.end(), out);
        } else {
            for (int from = 0; from < 3; ++from) {
                const Plane plane
                    = convolve(channelOf(image, from), tapsOf(m_values.data() + (3 * c + from) * count, m_side));
                for (std::size_t i = 0; i < plane.data.size(); ++i)
                    out[i] += plane.data[i];
            }
        }
        const auto offset = static_cast<float>(m_offset[c]);
        const auto amount = static_cast<float>(m_amount);
        const float* original = image.plane(c);
        for (std::size_t i = 0; i < image.area(); ++i)
            out[i] = original[i] + amount * (out[i] + offset - original[i]);
    }
    return result;
}

base::Json KernelStep::toJson() const
{
    return {{"kind", kind()},     {"mixing", mixingNames[static_cast<std::size_t>(m_mixing)]},
            {"side", m_side},     {"values", m_values},
            {"offset", m_offset}, {"amount", m_amount}};
}

base::Result<StepPtr> KernelStep::build(const base::Json& json)
{
    fit::Fields reader(json);
    const std::string name = reader.choice("mixing", {"shared", "gray", "full"});
    const auto found = std::find(mixingNames.begin(), mixingNames.end(), name);
    const auto mixing = static_cast<Mixing>(found - mixingNames.begin());
    const int side = reader.integer("side", 1, 15) | 1;
    const std::size_t count = static_cast<std::size_t>(side) * side * (mixing == Mixing::Full ? 9 : 1);
    std::vector<double> values = reader.reals("values", count, -1e4, 1e4);
    std::vector<double> offset = reader.reals("offset", 3, -1e4, 1e4);
    const double amount = reader.real("amount", 0, 2);
    if (!reader.ok())
        return reader.error();
    return StepPtr(std::make_shared<KernelStep>(mixing, side, std::move(values), std::move(offset), amount));
}

} // namespace maquette::edit
