// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/families/OverlayStep.h"

namespace maquette::edit::look {

imaging::Image OverlayStep::apply(const imaging::Image& image) const
{
    imaging::Image result(image.width, image.height);
    if (image.empty())
        return result;
    const std::unique_ptr<Shape> shape = shapeFor(image.width, image.height);
    const auto opacity = static_cast<float>(m_opacity);
    forRows(image, [&](int begin, int end) {
        std::vector<float> cover(image.width);
        for (int y = begin; y < end; ++y) {
            shape->row(y, cover.data());
            for (int c = 0; c < 3; ++c) {
                const auto color = static_cast<float>(m_color[c]);
                const float* in = image.row(c, y);
                float* out = result.row(c, y);
                for (int x = 0; x < image.width; ++x)
                    out[x] = in[x] + opacity * cover[x] * (color - in[x]);
            }
        }
    });
    return result;
}

bool OverlayStep::peel(imaging::Image& target, std::vector<float>& weights) const
{
    if (target.empty())
        return true;
    const std::unique_ptr<Shape> shape = shapeFor(target.width, target.height);
    const auto opacity = static_cast<float>(m_opacity);
    forRows(target, [&](int begin, int end) {
        std::vector<float> cover(target.width);
        for (int y = begin; y < end; ++y) {
            shape->row(y, cover.data());
            float* weight = weights.data() + static_cast<std::size_t>(y) * target.width;
            for (int x = 0; x < target.width; ++x) {
                const float covered = opacity * cover[x];
                if (covered <= 0)
                    continue;
                const float known = knownBeneath(covered);
                weight[x] *= known;
                if (known <= 0)
                    continue;
                for (int c = 0; c < 3; ++c) {
                    float& value = target.at(c, x, y);
                    value = uncovered(value, static_cast<float>(m_color[c]), covered);
                }
            }
        }
    });
    return true;
}

base::ParameterTable OverlayStep::colorParameters() const
{
    const base::Message help{QT_TRANSLATE_NOOP("Engine", "A channel of the color that is laid over.")};
    return {slider("opacity", {QT_TRANSLATE_NOOP("Engine", "Opacity")},
                   {QT_TRANSLATE_NOOP("Engine", "How much of the picture is covered.")}, m_opacity * 100, 0, 100, 1,
                   "%"),
            slider("red", {QT_TRANSLATE_NOOP("Engine", "Red")}, help, m_color[0], 0, 1, 0.01),
            slider("green", {QT_TRANSLATE_NOOP("Engine", "Green")}, help, m_color[1], 0, 1, 0.01),
            slider("blue", {QT_TRANSLATE_NOOP("Engine", "Blue")}, help, m_color[2], 0, 1, 0.01)};
}

void OverlayStep::readColor(const base::ParameterValues& values, Color& color, double& opacity) const
{
    opacity = values.real("opacity") / 100;
    color = {values.real("red"), values.real("green"), values.real("blue")};
}

} // namespace maquette::edit::look
