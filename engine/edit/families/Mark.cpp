// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/families/Mark.h"

#include "edit/families/OverlayStep.h"
#include "edit/families/Samples.h"

#include <algorithm>
#include <cmath>

namespace maquette::edit {

using namespace look;

namespace {

constexpr int largest = 512; ///< sides of a patch

/// Place along one axis: pixels from the start (0), from the middle (1) or from the end (2), relative to the scale.
struct Place {
    int anchor = 0;
    double offset = 0;

    [[nodiscard]] int first(double scale, int side, int size) const
    {
        const double base = anchor == 0 ? 0 : (anchor == 1 ? (side - size) / 2.0 : side - size);
        return static_cast<int>(std::lround(base + offset * scale));
    }
    static Place of(int first, int side, int size, double scale)
    {
        const double middle = (first + size / 2.0) / side;
        const int anchor = middle < 1 / 3.0 ? 0 : (middle > 2 / 3.0 ? 2 : 1);
        const double base = anchor == 0 ? 0 : (anchor == 1 ? (side - size) / 2.0 : side - size);
        return {anchor, (first - base) / scale};
    }
};

struct Patch {
    int columns = 1;
    int rows = 1;
    std::vector<std::uint8_t> rgba;
    double width = 0; ///< relative to the scale
    double height = 0;
    Place x;
    Place y;
};

class MarkStep : public Step {
public:
    MarkStep(Patch patch, double opacity)
        : m_patch(std::move(patch))
        , m_opacity(opacity)
    {
    }

    [[nodiscard]] std::string kind() const override { return "mark"; }
    [[nodiscard]] base::Message describe() const override
    {
        return {QT_TRANSLATE_NOOP("Engine", "Mark of %1 % by %2 % of the size"),
                {base::number(m_patch.width * 100, 1), base::number(m_patch.height * 100, 1)}};
    }
    [[nodiscard]] base::ParameterTable parameters() const override
    {
        return {slider("opacity", {QT_TRANSLATE_NOOP("Engine", "Opacity")},
                       {QT_TRANSLATE_NOOP("Engine", "How strongly the mark covers; 100 % as in the example.")},
                       m_opacity * 100, 0, 100, 1, "%")};
    }
    [[nodiscard]] StepPtr adjusted(const base::ParameterValues& values) const override
    {
        return std::make_shared<MarkStep>(m_patch, values.real("opacity") / 100);
    }
    [[nodiscard]] imaging::Image apply(const imaging::Image& image) const override
    {
        imaging::Image result = image;
        visit(image.width, image.height, [&](int x, int y, const std::uint8_t* color, float alpha) {
            for (int c = 0; c < 3; ++c) {
                float& value = result.at(c, x, y);
                value += alpha * (static_cast<float>(color[c]) / 255 - value);
            }
        });
        return result;
    }
    [[nodiscard]] bool peel(imaging::Image& target, std::vector<float>& weights) const override
    {
        visit(target.width, target.height, [&](int x, int y, const std::uint8_t* color, float alpha) {
            const float known = knownBeneath(alpha);
            weights[static_cast<std::size_t>(y) * target.width + x] *= known;
            for (int c = 0; c < 3 && known > 0; ++c) {
                float& value = target.at(c, x, y);
                value = uncovered(value, static_cast<float>(color[c]) / 255, alpha);
            }
        });
        return true;
    }
    [[nodiscard]] base::Json toJson() const override
    {
        static const char* digits = "0123456789abcdef";
        std::string text;
        for (std::uint8_t byte : m_patch.rgba) {
            text += digits[byte >> 4];
            text += digits[byte & 15];
        }
        return {{"kind", kind()},
                {"columns", m_patch.columns},
                {"rows", m_patch.rows},
                {"width", m_patch.width},
                {"height", m_patch.height},
                {"anchorX", m_patch.x.anchor},
                {"anchorY", m_patch.y.anchor},
                {"offsetX", m_patch.x.offset},
                {"offsetY", m_patch.y.offset},
                {"opacity", m_opacity},
                {"rgba", text}};
    }

private:
    /// Calls visitor(x, y, color, alpha) for each covered pixel of a picture.
    template <class Visitor> void visit(int width, int height, const Visitor& visitor) const
    {
        const double scale = std::sqrt(static_cast<double>(width) * height);
        const int w = std::max(1, static_cast<int>(std::lround(m_patch.width * scale)));
        const int h = std::max(1, static_cast<int>(std::lround(m_patch.height * scale)));
        const int left = m_patch.x.first(scale, width, w);
        const int top = m_patch.y.first(scale, height, h);
        for (int y = std::max(0, top); y < std::min(height, top + h); ++y) {
            const int row = static_cast<int>((y - top + 0.5) * m_patch.rows / h);
            for (int x = std::max(0, left); x < std::min(width, left + w); ++x) {
                const int column = static_cast<int>((x - left + 0.5) * m_patch.columns / w);
                const std::uint8_t* color
                    = m_patch.rgba.data() + 4 * (static_cast<std::size_t>(row) * m_patch.columns + column);
                if (color[3])
                    visitor(x, y, color, static_cast<float>(m_opacity * color[3] / 255));
            }
        }
    }

    Patch m_patch;
    double m_opacity;
};

base::Result<StepPtr> buildMark(const base::Json& json)
{
    fit::Fields reader(json);
    Patch patch;
    patch.columns = reader.integer("columns", 1, largest);
    patch.rows = reader.integer("rows", 1, largest);
    patch.width = reader.real("width", 1e-6, 10);
    patch.height = reader.real("height", 1e-6, 10);
    patch.x = {reader.integer("anchorX", 0, 2), reader.real("offsetX", -10, 10)};
    patch.y = {reader.integer("anchorY", 0, 2), reader.real("offsetY", -10, 10)};
    const double opacity = reader.real("opacity", 0, 1);
    const std::string text = reader.text("rgba");
    if (reader.ok() && text.size() != static_cast<std::size_t>(patch.columns) * patch.rows * 8)
        reader.refuse("rgba", "wrong length");
    const auto digit
        = [](char c) { return c >= '0' && c <= '9' ? c - '0' : (c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1); };
    for (std::size_t i = 0; reader.ok() && i < text.size(); i += 2) {
        const int high = digit(text[i]);
        const int low = digit(text[i + 1]);
        if (high < 0 || low < 0)
            reader.refuse("rgba", "not hexadecimal");
        patch.rgba.push_back(static_cast<std::uint8_t>(std::max(0, high) * 16 + std::max(0, low)));
    }
    if (!reader.ok())
        return reader.error();
    return StepPtr(std::make_shared<MarkStep>(std::move(patch), opacity));
}

class MarkSearch {
public:
    explicit MarkSearch(const FitContext& context)
        : m_context(context)
        , m_width(context.source.width)
        , m_height(context.source.height)
    {
    }

    void propose(std::vector<Proposal>& proposals)
    {
        const Samples samples = takeSamples(m_context, m_context.quick ? 500 : 2000);
        if (samples.size() < 60 || samples.change() < 1e-6)
            return;
        m_map = fitColorMap(samples, std::vector<std::uint8_t>(samples.size(), 1), 0.3);
        if (m_map.error > 0.02 || !findBox() || !lockedToPlace())
            return;
        proposals.push_back({std::make_shared<MarkStep>(patch(), 1.0), 3});
    }

private:
    [[nodiscard]] std::array<float, 3> beneath(std::size_t i) const
    {
        const imaging::Image& s = m_context.source;
        return m_map.at(s.plane(0)[i], s.plane(1)[i], s.plane(2)[i]);
    }
    [[nodiscard]] std::array<float, 3> seen(std::size_t i) const
    {
        const imaging::Image& t = m_context.target;
        return {t.plane(0)[i], t.plane(1)[i], t.plane(2)[i]};
    }
    [[nodiscard]] std::size_t index(int x, int y) const { return static_cast<std::size_t>(y) * m_width + x; }

    /// Marks changed pixels and their box; false when they are too few or not together.
    bool findBox()
    {
        const auto limit = static_cast<float>(std::max(0.05, 4 * m_map.error));
        m_changed.assign(m_context.source.area(), 0);
        int count = 0;
        m_left = m_width;
        m_top = m_height;
        for (int y = 0; y < m_height; ++y) {
            for (int x = 0; x < m_width; ++x) {
                const std::size_t i = index(x, y);
                if (m_context.weights[i] < 0.5F)
                    continue;
                const auto from = beneath(i);
                const auto to = seen(i);
                float difference = 0;
                for (int c = 0; c < 3; ++c)
                    difference = std::max(difference, std::abs(to[c] - from[c]));
                if (difference < limit)
                    continue;
                m_changed[i] = 1;
                ++count;
                m_left = std::min(m_left, x);
                m_right = std::max(m_right, x + 1);
                m_top = std::min(m_top, y);
                m_bottom = std::max(m_bottom, y + 1);
            }
        }
        const double box = static_cast<double>(m_right - m_left) * (m_bottom - m_top);
        const auto area = static_cast<double>(m_context.source.area());
        return count >= 12 && box < 0.25 * area && count > 0.08 * box && m_right - m_left <= largest
            && m_bottom - m_top <= largest;
    }

    /// Whether colors that changed in the box also stand outside of it, where they stayed: then it is the place that
    /// decides and not the color.
    [[nodiscard]] bool lockedToPlace() const
    {
        std::vector<int> outside(512);
        const imaging::Image& s = m_context.source;
        const auto bin = [&](std::size_t i) {
            int value = 0;
            for (int c = 0; c < 3; ++c)
                value = value * 8 + std::clamp(static_cast<int>(s.plane(c)[i] * 8), 0, 7);
            return value;
        };
        for (std::size_t i = 0; i < s.area(); ++i)
            outside[bin(i)] += !m_changed[i];
        int changed = 0;
        int shared = 0;
        std::vector<int> inside(512);
        for (std::size_t i = 0; i < s.area(); ++i)
            inside[bin(i)] += m_changed[i];
        for (int b = 0; b < 512; ++b) {
            changed += inside[b];
            shared += outside[b] > inside[b] ? inside[b] : 0;
        }
        return shared > 0.4 * changed;
    }

    [[nodiscard]] bool changed(int x, int y) const
    {
        return x >= 0 && y >= 0 && x < m_width && y < m_height && m_changed[index(x, y)] != 0;
    }
    [[nodiscard]] int changedNeighbors(int x, int y) const
    {
        return changed(x - 1, y) + changed(x + 1, y) + changed(x, y - 1) + changed(x, y + 1);
    }

    /// One color and opacity from the pixels whose neighbors are covered too, as edges are covered in part.
    [[nodiscard]] Blend coreBlend() const
    {
        BlendFit core;
        BlendFit all;
        int count = 0;
        for (int y = m_top; y < m_bottom; ++y)
            for (int x = m_left; x < m_right; ++x) {
                if (!changed(x, y))
                    continue;
                const std::size_t i = index(x, y);
                all.add(beneath(i), seen(i));
                if (changedNeighbors(x, y) < 4)
                    continue;
                core.add(beneath(i), seen(i));
                ++count;
            }
        return count >= 12 ? core.solve() : all.solve();
    }

    /// How far a pixel is covered by a color, from where it lies between what is beneath and the color.
    [[nodiscard]] double coverage(std::size_t i, const Blend& blend) const
    {
        const auto from = beneath(i);
        const auto to = seen(i);
        double along = 0;
        double length = 0;
        for (int c = 0; c < 3; ++c) {
            const double d = blend.color[c] - from[c];
            along += d * (to[c] - from[c]);
            length += d * d;
        }
        // A color over its like does not show how far it covers.
        constexpr double visible = 0.05;
        if (length < visible)
            return m_changed[i] ? blend.opacity : 0;
        return std::clamp(along / length, 0.0, blend.opacity);
    }

    [[nodiscard]] Patch patch() const
    {
        const Blend blend = coreBlend();
        const bool plain = blend.opacity > 0.04 && blend.error < 0.02 + m_map.error;
        Patch result;
        result.columns = m_right - m_left;
        result.rows = m_bottom - m_top;
        result.width = result.columns / m_context.scale;
        result.height = result.rows / m_context.scale;
        result.x = Place::of(m_left, m_width, result.columns, m_context.scale);
        result.y = Place::of(m_top, m_height, result.rows, m_context.scale);
        const auto byte
            = [](double v) { return static_cast<std::uint8_t>(std::lround(std::clamp(v, 0.0, 1.0) * 255)); };
        for (int y = m_top; y < m_bottom; ++y) {
            for (int x = m_left; x < m_right; ++x) {
                const std::size_t i = index(x, y);
                const auto to = seen(i);
                for (int c = 0; c < 3; ++c)
                    result.rgba.push_back(byte(plain ? blend.color[c] : to[c]));
                const bool near = m_changed[i] || changedNeighbors(x, y) > 0;
                result.rgba.push_back(byte(!near ? 0 : (plain ? coverage(i, blend) : m_changed[i])));
            }
        }
        return result;
    }

    const FitContext& m_context;
    int m_width;
    int m_height;
    ColorMap m_map;
    std::vector<std::uint8_t> m_changed;
    int m_left = 0, m_top = 0, m_right = 0, m_bottom = 0;
};

void proposeMarks(const FitContext& context, std::vector<Proposal>& proposals)
{
    MarkSearch(context).propose(proposals);
}

} // namespace

Family markFamily() { return {"mark", &proposeMarks, {{"mark", &buildMark}}}; }

} // namespace maquette::edit
