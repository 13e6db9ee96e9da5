// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/families/Stripes.h"

#include "edit/families/Samples.h"
#include "edit/families/StripesLines.h"

#include <algorithm>
#include <cmath>

namespace maquette::edit {

using namespace look;

namespace {

constexpr std::array<Across, 4> ways{Across::X, Across::Y, Across::Sum, Across::Difference};

/// Sums of what a smooth change of color leaves, per line of each way of counting.
struct Residuals {
    Residuals(const FitContext& context, const ColorMap& map)
        : width(context.source.width)
        , height(context.source.height)
    {
        for (int way = 0; way < 4; ++way) {
            const std::size_t lines = linesIn(ways[way], width, height);
            count[way].assign(lines, 0);
            for (auto& channel : sum[way])
                channel.assign(lines, 0);
        }
        const int most = context.quick ? 32 : 56;
        for (int y : picked(height, most)) {
            for (int x = 0; x < width; ++x)
                add(context, map, x, y, false);
        }
        for (int x : picked(width, most)) {
            for (int y = 0; y < height; ++y)
                add(context, map, x, y, true);
        }
    }

    /// At most `most` of `count` places, unevenly spaced so that no period hides between them.
    static std::vector<int> picked(int count, int most)
    {
        std::vector<int> places;
        if (count <= most) {
            for (int i = 0; i < count; ++i)
                places.push_back(i);
            return places;
        }
        double at = 0.5;
        for (int i = 0; i < most; ++i) {
            at += 0.6180339887498949;
            at -= std::floor(at);
            places.push_back(static_cast<int>(at * count));
        }
        std::sort(places.begin(), places.end());
        places.erase(std::unique(places.begin(), places.end()), places.end());
        return places;
    }

    void add(const FitContext& context, const ColorMap& map, int x, int y, bool column)
    {
        const std::size_t i = static_cast<std::size_t>(y) * width + x;
        // Pixels kept for scoring count too: a few places of borders are fitted, and blocks hide whole diagonals.
        if (context.weights[i] < 0.5F)
            return;
        const imaging::Image& s = context.source;
        const auto beneath = map.at(s.plane(0)[i], s.plane(1)[i], s.plane(2)[i]);
        for (int way = 0; way < 4; ++way) {
            if ((ways[way] == Across::Y) != column)
                continue;
            const int line = lineOf(ways[way], x, y, height);
            ++count[way][line];
            for (int c = 0; c < 3; ++c)
                sum[way][c][line] += context.target.plane(c)[i] - beneath[c];
        }
    }

    int width;
    int height;
    std::array<std::vector<int>, 4> count;
    std::array<std::array<std::vector<double>, 3>, 4> sum;
};

/// The residuals of one way along the color in which they vary most.
LineProfile profileOf(const Residuals& residuals, int way)
{
    const std::size_t lines = residuals.count[way].size();
    LineProfile profile;
    profile.value.assign(lines, 0);
    profile.weight.assign(lines, 0);
    std::array<double, 3> mean{};
    double total = 0;
    for (std::size_t i = 0; i < lines; ++i) {
        const int n = residuals.count[way][i];
        profile.weight[i] = n / (n + 6.0);
        total += profile.weight[i];
        for (int c = 0; c < 3 && n > 0; ++c)
            mean[c] += profile.weight[i] * residuals.sum[way][c][i] / n;
    }
    for (double& m : mean)
        m /= std::max(1e-9, total);
    double covariance[3][3] = {};
    const auto at = [&](std::size_t i, int c) {
        return residuals.count[way][i] ? residuals.sum[way][c][i] / residuals.count[way][i] - mean[c] : 0.0;
    };
    for (std::size_t i = 0; i < lines; ++i) {
        for (int a = 0; a < 3; ++a) {
            for (int b = 0; b < 3; ++b)
                covariance[a][b] += profile.weight[i] * at(i, a) * at(i, b);
        }
    }
    std::array<double, 3> axis{1, 1.1, 0.9};
    for (int round = 0; round < 12; ++round) {
        std::array<double, 3> next{};
        for (int a = 0; a < 3; ++a) {
            for (int b = 0; b < 3; ++b)
                next[a] += covariance[a][b] * axis[b];
        }
        const double length = std::hypot(next[0], next[1], next[2]);
        if (length < 1e-15)
            break;
        for (int a = 0; a < 3; ++a)
            axis[a] = next[a] / length;
    }
    for (std::size_t i = 0; i < lines; ++i)
        profile.value[i] = at(i, 0) * axis[0] + at(i, 1) * axis[1] + at(i, 2) * axis[2];
    return profile;
}

class StripesFit {
public:
    StripesFit(const FitContext& context, const Samples& samples, double plain)
        : m_context(context)
        , m_samples(samples)
        , m_plain(plain)
    {
    }

    /// Fits color and opacity for pixels on the combs (`inverse`: off them) and adds a candidate if that holds.
    bool propose(std::vector<Comb> combs, bool inverse, std::vector<Proposal>& proposals) const
    {
        if (inverse)
            combs[0] = turnedOver(combs[0]);
        ColorMap map;
        Blend blend;
        if (!fit(combs, map, blend))
            return false;
        for (int round = 0; round < 3 && moveCuts(combs, map, blend); ++round) {
            if (!fit(combs, map, blend))
                return false;
        }
        for (Comb& comb : combs)
            comb = comb.scaled(1 / m_context.scale);
        proposals.push_back({std::make_shared<StripesStep>(blend.color, blend.opacity, combs),
                             0.4 + 0.4 * static_cast<double>(combs.size())});
        return true;
    }

    /// The comb that covers what this one leaves free.
    static Comb turnedOver(Comb comb)
    {
        comb.start = std::fmod(comb.start + comb.width, comb.period);
        comb.width = comb.period - comb.width;
        return comb;
    }

private:
    [[nodiscard]] bool covered(const std::vector<Comb>& combs, std::size_t i) const
    {
        return std::any_of(combs.begin(), combs.end(), [&](const Comb& comb) {
            return comb.covers(lineOf(comb.across, m_samples.column[i], m_samples.row[i], m_context.source.height));
        });
    }
    [[nodiscard]] std::array<float, 3> seen(std::size_t i) const
    {
        return {m_samples.after[0][i], m_samples.after[1][i], m_samples.after[2][i]};
    }

    /// The change of color off the combs and the blend on them; false when they do not explain the samples.
    bool fit(const std::vector<Comb>& combs, ColorMap& map, Blend& blend) const
    {
        std::vector<std::uint8_t> off(m_samples.size());
        std::size_t free = 0;
        for (std::size_t i = 0; i < m_samples.size(); ++i) {
            off[i] = !covered(combs, i);
            free += off[i];
        }
        if (free < 20 || m_samples.size() - free < 8)
            return false;
        // A cut one line beside the true one leaves some samples on the wrong side.
        map = fitColorMap(m_samples, off, 0.15);
        BlendFit on;
        for (std::size_t i = 0; i < m_samples.size(); ++i) {
            if (!off[i])
                on.add(map.at(m_samples, i), seen(i));
        }
        blend = on.solve();
        const auto total = static_cast<double>(m_samples.size());
        const double error = std::sqrt((map.error * map.error * static_cast<double>(free)
                                        + blend.error * blend.error * static_cast<double>(on.count()))
                                       / total);
        return blend.opacity >= 0.04 && error < 0.5 * m_plain && blend.error < 0.5 * on.plainError()
            && blend.error < 0.08 + 1.5 * map.error;
    }

    /// Moves the borders of the stripes by up to two lines to where the samples put them; true when one was moved.
    bool moveCuts(std::vector<Comb>& combs, const ColorMap& map, const Blend& blend) const
    {
        // What a sample gains when it counts as covered.
        std::vector<double> gain(m_samples.size());
        for (std::size_t i = 0; i < m_samples.size(); ++i) {
            BlendFit one;
            one.add(map.at(m_samples, i), seen(i));
            gain[i] = one.plainError() - one.errorUnder(blend);
        }
        const auto value = [&](const std::vector<Comb>& tried) {
            double sum = 0;
            for (std::size_t i = 0; i < m_samples.size(); ++i)
                sum += covered(tried, i) ? gain[i] : 0;
            return sum;
        };
        bool moved = false;
        double best = value(combs) + 1e-9;
        // Whole numbers of pixels are likelier than what lies a hair beside them.
        std::vector<Comb> whole = combs;
        for (Comb& comb : whole)
            comb = {comb.across, std::round(comb.period), std::round(comb.start), std::round(comb.width)};
        const bool close = std::abs(whole[0].period - combs[0].period) < 0.02 * combs[0].period;
        if (close && whole[0].period >= 2 && whole[0].width >= 1 && value(whole) > best - 1e-6) {
            moved = value(whole) > best;
            combs = whole;
            best = value(whole) + 1e-9;
        }
        for (std::size_t k = 0; k < combs.size(); ++k) {
            const Comb first = combs[k];
            for (int from = -2; from <= 2; ++from) {
                for (int to = -2; to <= 2; ++to) {
                    std::vector<Comb> tried = combs;
                    tried[k].start = first.start + from;
                    tried[k].width = first.width + to - from;
                    if (tried[k].width < 0.5 || tried[k].width > first.period - 0.5)
                        continue;
                    const double now = value(tried);
                    if (now > best) {
                        best = now;
                        combs = tried;
                        moved = true;
                    }
                }
            }
        }
        return moved;
    }

    const FitContext& m_context;
    const Samples& m_samples;
    double m_plain;
};

Comb narrower(const Comb& comb) { return comb.width > comb.period / 2 ? StripesFit::turnedOver(comb) : comb; }

void proposeStripes(const FitContext& context, std::vector<Proposal>& proposals)
{
    if (std::min(context.source.width, context.source.height) < 12)
        return;
    const Samples samples = takeSamples(context, context.quick ? 700 : 2500, true);
    if (samples.size() < 60 || samples.change() < 1e-5)
        return;
    const ColorMap map = fitColorMap(samples, std::vector<std::uint8_t>(samples.size(), 1), 0);
    if (map.error < 0.012) // a change of color alone
        return;
    const Residuals residuals(context, map);
    std::array<CombFit, 4> fits;
    for (int way = 0; way < 4; ++way)
        fits[way] = fitComb(profileOf(residuals, way), ways[way]);
    const StripesFit fit(context, samples, map.error);
    if (fits[0].explained > 0.5 && fits[1].explained > 0.5) {
        // Where lines cross they cover the same pixels, so a grid is one overlay and not two.
        fit.propose({narrower(fits[0].comb), narrower(fits[1].comb)}, false, proposals);
    }
    for (const CombFit& found : fits) {
        if (found.explained < 0.5)
            continue;
        if (!fit.propose({found.comb}, false, proposals))
            fit.propose({found.comb}, true, proposals);
    }
}

} // namespace

Family stripesFamily() { return {"stripes", &proposeStripes, {{"stripes", &StripesStep::build}}}; }

} // namespace maquette::edit
