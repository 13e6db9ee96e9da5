// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/families/StripesStep.h"

#include <algorithm>

namespace maquette::edit::look {

namespace {

const std::vector<const char*>& acrossNames()
{
    static const std::vector<const char*> names{"x", "y", "sum", "difference"};
    return names;
}

} // namespace

base::Message StripesStep::describe() const
{
    const std::string name = colorName(color()).english();
    const std::string period = base::number(m_combs[0].period * 100, 1);
    if (m_combs.size() > 1)
        return {QT_TRANSLATE_NOOP("Engine", "Grid in %1, every %2 % of the size"), {name, period}};
    switch (m_combs[0].across) {
    case Across::X:
        return {QT_TRANSLATE_NOOP("Engine", "Upright stripes in %1, every %2 % of the size"), {name, period}};
    case Across::Y:
        return {QT_TRANSLATE_NOOP("Engine", "Level stripes in %1, every %2 % of the size"), {name, period}};
    default:
        return {QT_TRANSLATE_NOOP("Engine", "Slanted stripes in %1, every %2 % of the size"), {name, period}};
    }
}

base::ParameterTable StripesStep::parameters() const
{
    base::ParameterTable table{
        slider("period", {QT_TRANSLATE_NOOP("Engine", "Period")},
               {QT_TRANSLATE_NOOP("Engine", "From one stripe to the next in percent of the picture's size.")},
               m_combs[0].period * 100, 0.05, 100, 0.01, "%"),
        slider("share", {QT_TRANSLATE_NOOP("Engine", "Stripe")},
               {QT_TRANSLATE_NOOP("Engine", "Width of a stripe in percent of the period.")},
               m_combs[0].width / m_combs[0].period * 100, 0, 100, 0.1, "%")};
    for (base::Parameter& parameter : colorParameters())
        table.push_back(std::move(parameter));
    return table;
}

StepPtr StripesStep::adjusted(const base::ParameterValues& values) const
{
    Color color;
    double opacity = 0;
    readColor(values, color, opacity);
    std::vector<Comb> combs = m_combs;
    const double factor = values.real("period") / 100 / m_combs[0].period;
    const double widen = values.real("share") / 100 * m_combs[0].period / std::max(1e-12, m_combs[0].width);
    for (Comb& comb : combs) {
        // Untouched sliders leave the fitted numbers as they are to the last bit: lines stand on borders of pixels.
        if (std::abs(factor - 1) > 1e-9)
            comb = comb.scaled(factor);
        if (std::abs(widen - 1) > 1e-9)
            comb.width = std::min(comb.period, comb.width * widen);
    }
    return std::make_shared<StripesStep>(color, opacity, std::move(combs));
}

base::Json StripesStep::toJson() const
{
    base::Json list = base::Json::array();
    for (const Comb& comb : m_combs) {
        list.push_back({{"across", acrossNames()[static_cast<std::size_t>(comb.across)]},
                        {"period", comb.period},
                        {"start", comb.start},
                        {"width", comb.width}});
    }
    return {{"kind", kind()}, {"color", color()}, {"opacity", opacity()}, {"combs", std::move(list)}};
}

base::Result<StepPtr> StripesStep::build(const base::Json& json)
{
    fit::Fields reader(json);
    const Color color = reader.color("color");
    const double opacity = reader.real("opacity", 0, 1);
    const auto list = json.find("combs");
    if (list == json.end() || !list->is_array() || list->empty() || list->size() > 4)
        reader.refuse("combs", "not a list of one to four");
    if (!reader.ok())
        return reader.error();
    std::vector<Comb> combs;
    for (const base::Json& item : *list) {
        if (!item.is_object()) {
            reader.refuse("combs", "not a list of objects");
            return reader.error();
        }
        fit::Fields inner(item);
        Comb comb;
        comb.across = static_cast<Across>(inner.place("across", acrossNames()));
        comb.period = inner.real("period", 1e-6, 100);
        comb.start = inner.real("start", -100, 100);
        comb.width = inner.real("width", 0, 100);
        if (!inner.ok())
            return inner.error();
        combs.push_back(comb);
    }
    return StepPtr(std::make_shared<StripesStep>(color, opacity, std::move(combs)));
}

namespace {

/// Coverage looked up by line.
struct Lines {
    Across across;
    std::vector<float> cover;
};

} // namespace

std::unique_ptr<OverlayStep::Shape> StripesStep::shapeFor(int width, int height) const
{
    class Combed : public Shape {
    public:
        Combed(std::vector<Lines> lines, int newWidth, int newHeight)
            : m_lines(std::move(lines))
            , m_width(newWidth)
            , m_height(newHeight)
        {
        }
        void row(int y, float* out) const override
        {
            std::fill(out, out + m_width, 0.0F);
            for (const Lines& lines : m_lines) {
                const int first = lineOf(lines.across, 0, y, m_height);
                const int step = lines.across == Across::Y ? 0 : 1;
                for (int x = 0; x < m_width; ++x)
                    out[x] = std::max(out[x], lines.cover[first + x * step]);
            }
        }

    private:
        std::vector<Lines> m_lines;
        int m_width;
        int m_height;
    };
    const double scale = std::sqrt(static_cast<double>(width) * height);
    std::vector<Lines> all;
    for (const Comb& relative : m_combs) {
        const Comb comb = relative.scaled(scale);
        Lines lines{comb.across, std::vector<float>(linesIn(comb.across, width, height))};
        for (std::size_t i = 0; i < lines.cover.size(); ++i)
            lines.cover[i] = comb.covers(static_cast<int>(i)) ? 1.0F : 0.0F;
        all.push_back(std::move(lines));
    }
    return std::make_unique<Combed>(std::move(all), width, height);
}

} // namespace maquette::edit::look
