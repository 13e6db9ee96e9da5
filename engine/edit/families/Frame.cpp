// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/families/Frame.h"

#include "edit/families/OverlayStep.h"
#include "edit/families/Samples.h"

#include <algorithm>
#include <cmath>

namespace maquette::edit {

using namespace look;

namespace {

enum Side { Left, Top, Right, Bottom };

/// Lengths relative to the scale, by Side.
struct Band {
    std::array<double, 4> inset{};
    std::array<double, 4> width{};
    double radius = 0; ///< of the inner corners

    [[nodiscard]] double widest() const { return *std::max_element(width.begin(), width.end()); }
};

struct Pixels {
    int left, top, right, bottom; ///< right and bottom beyond the last pixel
};

/// The outer (`full` false) or inner border of a band in a picture.
Pixels borderOf(const Band& band, int width, int height, bool inner)
{
    const double scale = std::sqrt(static_cast<double>(width) * height);
    std::array<int, 4> at{};
    for (int side = 0; side < 4; ++side) {
        at[side] = static_cast<int>(std::lround(band.inset[side] * scale));
        if (inner && band.width[side] > 0)
            at[side] += std::max(1, static_cast<int>(std::lround(band.width[side] * scale)));
    }
    return {at[Left], at[Top], width - at[Right], height - at[Bottom]};
}

class BorderStep : public OverlayStep {
public:
    BorderStep(const Color& color, double opacity, const Band& band)
        : OverlayStep(color, opacity)
        , m_band(band)
    {
    }

    [[nodiscard]] std::string kind() const override { return "border"; }
    [[nodiscard]] base::Message describe() const override
    {
        const std::string name = colorName(color()).english();
        const std::string width = base::number(m_band.widest() * 100, 1);
        const bool across = m_band.width[Left] <= 0 && m_band.width[Right] <= 0;
        const bool along = m_band.width[Top] <= 0 && m_band.width[Bottom] <= 0;
        if (across || along)
            return {QT_TRANSLATE_NOOP("Engine", "Bars in %1, %2 % of the size wide"), {name, width}};
        if (*std::max_element(m_band.inset.begin(), m_band.inset.end()) > 0)
            return {QT_TRANSLATE_NOOP("Engine", "Inner line in %1, %2 % of the size wide"), {name, width}};
        return {QT_TRANSLATE_NOOP("Engine", "Frame in %1, %2 % of the size wide"), {name, width}};
    }
    [[nodiscard]] base::ParameterTable parameters() const override
    {
        base::ParameterTable table{slider("width", {QT_TRANSLATE_NOOP("Engine", "Width")},
                                          {QT_TRANSLATE_NOOP("Engine",
                                                             "Width of the widest side in percent of the "
                                                             "picture's size.")},
                                          m_band.widest() * 100, 0, 50, 0.1, "%")};
        for (base::Parameter& parameter : colorParameters())
            table.push_back(std::move(parameter));
        return table;
    }
    [[nodiscard]] StepPtr adjusted(const base::ParameterValues& values) const override
    {
        Color color;
        double opacity = 0;
        readColor(values, color, opacity);
        Band band = m_band;
        const double factor = values.real("width") / 100 / std::max(1e-9, m_band.widest());
        for (double& width : band.width)
            width = std::min(0.5, width * factor);
        return std::make_shared<BorderStep>(color, opacity, band);
    }
    [[nodiscard]] base::Json toJson() const override
    {
        return {{"kind", kind()},        {"color", color()},      {"opacity", opacity()},
                {"inset", m_band.inset}, {"width", m_band.width}, {"radius", m_band.radius}};
    }

protected:
    class Ring : public Shape {
    public:
        Ring(const Band& band, int width, int height)
            : m_outer(borderOf(band, width, height, false))
            , m_inner(borderOf(band, width, height, true))
            , m_width(width)
            , m_radius(std::min({band.radius * std::sqrt(static_cast<double>(width) * height),
                                 (m_inner.right - m_inner.left) / 2.0, (m_inner.bottom - m_inner.top) / 2.0}))
        {
        }
        void row(int y, float* out) const override
        {
            std::fill(out, out + m_width, 0.0F);
            if (y < m_outer.top || y >= m_outer.bottom)
                return;
            for (int x = std::max(0, m_outer.left); x < std::min(m_width, m_outer.right); ++x)
                out[x] = 1 - inside(x, y);
        }

    private:
        /// How much of the pixel lies in the free middle.
        [[nodiscard]] float inside(int x, int y) const
        {
            if (x < m_inner.left || x >= m_inner.right || y < m_inner.top || y >= m_inner.bottom)
                return 0;
            if (m_radius <= 0)
                return 1;
            const double dx = std::max({m_inner.left + m_radius - x - 0.5, x + 0.5 - (m_inner.right - m_radius), 0.0});
            const double dy = std::max({m_inner.top + m_radius - y - 0.5, y + 0.5 - (m_inner.bottom - m_radius), 0.0});
            return static_cast<float>(std::clamp(m_radius - std::hypot(dx, dy) + 0.5, 0.0, 1.0));
        }

        Pixels m_outer;
        Pixels m_inner;
        int m_width;
        double m_radius;
    };
    [[nodiscard]] std::unique_ptr<Shape> shapeFor(int width, int height) const override
    {
        return std::make_unique<Ring>(m_band, width, height);
    }

private:
    Band m_band;
};

base::Result<StepPtr> buildBorder(const base::Json& json)
{
    fit::Fields reader(json);
    const Color color = reader.color("color");
    const double opacity = reader.real("opacity", 0, 1);
    Band band;
    const auto inset = reader.reals("inset", 4, 0, 1);
    const auto width = reader.reals("width", 4, 0, 1);
    std::copy(inset.begin(), inset.end(), band.inset.begin());
    std::copy(width.begin(), width.end(), band.width.begin());
    band.radius = reader.real("radius", 0, 1);
    if (!reader.ok())
        return reader.error();
    return StepPtr(std::make_shared<BorderStep>(color, opacity, band));
}

/// What one side shows: the first run of lines, from outside inwards, that are another blend than the middle.
struct Run {
    int from = 0;
    int to = 0; ///< beyond the last line
    BlendFit fit;

    [[nodiscard]] bool empty() const { return to <= from; }
};

class FrameSearch {
public:
    explicit FrameSearch(const FitContext& context)
        : m_context(context)
        , m_width(context.source.width)
        , m_height(context.source.height)
    {
    }

    void propose(std::vector<Proposal>& proposals)
    {
        if (std::min(m_width, m_height) < 12 || !fitMiddle())
            return;
        std::array<Run, 4> runs;
        for (int side = 0; side < 4; ++side)
            runs[side] = scan(static_cast<Side>(side));
        // Sides of one color go together; at most two colors.
        for (int round = 0; round < 2; ++round) {
            int main = -1;
            for (int side = 0; side < 4; ++side) {
                if (!runs[side].empty() && (main < 0 || runs[side].fit.count() > runs[main].fit.count()))
                    main = side;
            }
            if (main < 0)
                return;
            const Blend first = runs[main].fit.solve();
            BlendFit all;
            Band band;
            for (int side = 0; side < 4; ++side) {
                Run& run = runs[side];
                if (run.empty() || run.fit.errorUnder(first) > tolerance())
                    continue;
                all.add(run.fit);
                band.inset[side] = run.from / m_context.scale;
                band.width[side] = (run.to - run.from) / m_context.scale;
                run = {};
            }
            const Blend blend = all.solve();
            if (blend.opacity < 0.04 || blend.error > tolerance() || blend.error > 0.4 * all.plainError())
                continue;
            band.radius = cornerRadius(band, blend) / m_context.scale;
            proposals.push_back({std::make_shared<BorderStep>(blend.color, blend.opacity, band), 0.8});
        }
    }

private:
    [[nodiscard]] double tolerance() const { return 0.02 + 1.2 * m_map.error; }
    [[nodiscard]] bool usable(int x, int y) const
    {
        const std::size_t i = static_cast<std::size_t>(y) * m_width + x;
        return m_context.fitMask[i] && m_context.weights[i] > 0.5F;
    }
    [[nodiscard]] std::array<float, 3> beneath(int x, int y) const
    {
        const imaging::Image& s = m_context.source;
        return m_map.at(s.at(0, x, y), s.at(1, x, y), s.at(2, x, y));
    }
    [[nodiscard]] std::array<float, 3> seen(int x, int y) const
    {
        const imaging::Image& t = m_context.target;
        return {t.at(0, x, y), t.at(1, x, y), t.at(2, x, y)};
    }

    /// The color change of the middle, which no frame reaches.
    bool fitMiddle()
    {
        const Samples samples = takeSamples(m_context, m_context.quick ? 500 : 1600);
        if (samples.change() < 1e-6)
            return false;
        std::vector<std::uint8_t> use(samples.size());
        std::size_t count = 0;
        for (std::size_t i = 0; i < samples.size(); ++i) {
            use[i] = std::abs(samples.column[i] + 0.5 - m_width / 2.0) < 0.26 * m_width
                && std::abs(samples.row[i] + 0.5 - m_height / 2.0) < 0.26 * m_height;
            count += use[i];
        }
        if (count < 30)
            return false;
        m_map = fitColorMap(samples, use, 0.1);
        return m_map.error < 0.2;
    }

    BlendFit line(Side side, int depth) const
    {
        const bool upright = side == Left || side == Right;
        const int length = upright ? m_height : m_width;
        const int count = m_context.quick ? 28 : 64;
        BlendFit fit;
        double at = depth * 0.37;
        for (int k = 0; k < count; ++k) {
            at += 0.6180339887498949; // golden ratio: even, and free of the period of the mask's blocks
            at -= std::floor(at);
            const int along = static_cast<int>((0.25 + 0.5 * at) * length);
            const int x = upright ? (side == Left ? depth : m_width - 1 - depth) : along;
            const int y = upright ? along : (side == Top ? depth : m_height - 1 - depth);
            if (usable(x, y))
                fit.add(beneath(x, y), seen(x, y));
        }
        return fit;
    }

    Run scan(Side side) const
    {
        const int most = static_cast<int>(0.45 * (side == Left || side == Right ? m_width : m_height));
        Run run;
        bool inside = false;
        for (int depth = 0; depth < most; ++depth) {
            const BlendFit fit = line(side, depth);
            if (fit.count() < 4)
                continue;
            const double plain = fit.plainError();
            const Blend blend = fit.solve();
            bool changed
                = plain > std::max(0.015, 2 * m_map.error) && blend.opacity > 0.04 && blend.error < 0.35 * plain;
            if (changed && inside)
                changed = fit.errorUnder(run.fit.solve()) < tolerance();
            if (changed && !inside)
                run.from = unknownBefore(side, depth);
            if (!changed && inside)
                return run;
            if (changed) {
                inside = true;
                run.fit.add(fit);
                run.to = depth + 1;
            }
        }
        return inside && run.to < most ? run : Run{};
    }

    /// Lines just outside of `depth` of which nothing is known belong to the run only at the side of the picture.
    int unknownBefore(Side side, int depth) const
    {
        int first = depth;
        while (first > 0 && line(side, first - 1).count() < 4)
            --first;
        return first == 0 && depth < 3 ? 0 : depth;
    }

    /// Radius of round inner corners in pixels, 0 when they are square: first from the covered area in the corners of
    /// the middle, then by what each radius leaves unexplained.
    double cornerRadius(const Band& band, const Blend& blend) const
    {
        const Pixels inner = borderOf(band, m_width, m_height, true);
        const int zone = std::min(inner.right - inner.left, inner.bottom - inner.top) / 4;
        if (zone < 3)
            return 0;
        struct Probe {
            double u, v, gain; ///< from the corner; what counting as covered saves
        };
        std::vector<Probe> probes;
        const int step = std::max(1, zone / 40);
        double covered = 0;
        for (int v = 0; v < zone; v += step) {
            for (int u = 0; u < zone; u += step) {
                for (int corner = 0; corner < 4; ++corner) {
                    const int x = corner & 1 ? inner.right - 1 - u : inner.left + u;
                    const int y = corner & 2 ? inner.bottom - 1 - v : inner.top + v;
                    if (!usable(x, y))
                        continue;
                    BlendFit fit;
                    fit.add(beneath(x, y), seen(x, y));
                    probes.push_back({u + 0.5, v + 0.5, fit.plainError() - fit.errorUnder(blend)});
                    covered += probes.back().gain > 0.02;
                }
            }
        }
        if (probes.size() < 8)
            return 0;
        // A round corner of radius r leaves (1 - pi / 4) r² of its square covered.
        const double rough = std::sqrt(covered / static_cast<double>(probes.size()) * zone * zone / 0.2146);
        double best = 0.02;
        double radius = 0;
        for (int k = -10; k <= 10 && rough > 1.5; ++k) {
            const double tried = rough * std::pow(1.07, k);
            double gain = 0;
            for (const Probe& p : probes) {
                const double du = std::max(0.0, tried - p.u);
                const double dv = std::max(0.0, tried - p.v);
                gain += std::hypot(du, dv) > tried ? p.gain : 0;
            }
            if (gain > best) {
                best = gain;
                radius = tried;
            }
        }
        return radius < 2 ? 0 : radius;
    }

    const FitContext& m_context;
    int m_width;
    int m_height;
    ColorMap m_map;
};

void proposeFrames(const FitContext& context, std::vector<Proposal>& proposals)
{
    FrameSearch(context).propose(proposals);
}

} // namespace

Family frameFamily() { return {"frame", &proposeFrames, {{"border", &buildBorder}}}; }

} // namespace maquette::edit
