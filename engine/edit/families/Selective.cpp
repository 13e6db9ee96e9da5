// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/families/Selective.h"

#include "edit/families/Minimize.h"
#include "edit/families/Samples.h"
#include "edit/families/SelectiveStep.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace maquette::edit {

using namespace look;

namespace {

constexpr int unknowns = ColorMove::unknowns;
using Sums = LeastSquares<unknowns>;
using Unknowns = std::array<double, unknowns>;

/// Which unknowns of a ColorMove are free.
enum class Freedom { Turn, Tint, Free };

/// Regressors of channel c in the order in which the freedoms use them: Turn 2, Tint 4, Free 6.
Unknowns termsFor(Freedom freedom, int c, float value, const Yiq& yiq)
{
    const auto t = moveTerms(c, value, yiq);
    if (freedom == Freedom::Tint)
        return {value, t[2], t[3], t[4], 0, 0};
    return {t[0], t[1], t[2], t[3], t[4], t[5]};
}

int usedBy(Freedom freedom) { return freedom == Freedom::Turn ? 2 : (freedom == Freedom::Tint ? 4 : unknowns); }

ColorMove moveFrom(Freedom freedom, const Unknowns& u)
{
    if (freedom == Freedom::Tint)
        return {u[0], 0, u[0], {u[1], u[2], u[3]}};
    return ColorMove::of(u);
}

/// Clipped samples tell only a bound.
double trust(float value) { return value > 0.004F && value < 0.996F ? 1 : 0.05; }

struct Fit {
    ColorRange range;
    Freedom freedom = Freedom::Turn;
    ColorMove move;
    double error = 1e9; ///< mean squared per channel sample
};

/// Samples with what every trial needs of them.
struct Data {
    explicit Data(Samples taken)
        : samples(std::move(taken))
        , yiq(samples.size())
    {
        for (std::size_t i = 0; i < samples.size(); ++i)
            yiq[i] = toYiq(samples.before[0][i], samples.before[1][i], samples.before[2][i]);
    }

    Samples samples;
    std::vector<Yiq> yiq;
};

/// Best move for the range, and its error after clamping on one sample in `stride`.
void fitMove(const Data& data, Fit& fit, std::size_t stride = 1)
{
    const Samples& s = data.samples;
    const RangeWeight weight(fit.range);
    std::vector<float> w(s.size());
    Sums sums;
    for (std::size_t i = 0; i < s.size(); i += stride) {
        w[i] = weight.at(s.before[0][i], s.before[1][i], s.before[2][i], data.yiq[i]);
        if (w[i] < 1e-3F)
            continue;
        for (int c = 0; c < 3; ++c) {
            Unknowns t = termsFor(fit.freedom, c, s.before[c][i], data.yiq[i]);
            for (double& v : t)
                v *= w[i];
            sums.add(t, s.after[c][i] - s.before[c][i], trust(s.after[c][i]));
        }
    }
    Unknowns solved{};
    double unclamped = 0;
    fit.error = 1e9;
    if (!sums.solve(solved, unclamped, usedBy(fit.freedom), 1e-5))
        return;
    for (double v : solved) {
        if (std::abs(v) > 20)
            return;
    }
    fit.move = moveFrom(fit.freedom, solved);
    const Unknowns move = fit.move.values();
    double sum = 0;
    std::size_t count = 0;
    for (std::size_t i = 0; i < s.size(); i += stride, ++count) {
        for (int c = 0; c < 3; ++c) {
            const auto t = moveTerms(c, s.before[c][i], data.yiq[i]);
            const double added = move[0] * t[0] + move[1] * t[1] + move[2 + c] + move[5] * t[5];
            const double guess = std::clamp(s.before[c][i] + w[i] * added, 0.0, 1.0);
            sum += (guess - s.after[c][i]) * (guess - s.after[c][i]);
        }
    }
    fit.error = sum / (3.0 * static_cast<double>(std::max<std::size_t>(1, count)));
}

/// Normal equations collected in bins of one coordinate of color, for weights 1 - h g or h g with h a function of the
/// bin and g of the pixel: sums of g^0, g^1 and g^2 times the products.
struct Bins {
    Bins(int count, Freedom newFreedom, bool newGated)
        : freedom(newFreedom)
        , gated(newGated)
        , plain(count)
        , once(count)
        , twice(count)
    {
    }

    void add(int bin, const Data& data, std::size_t i, double g)
    {
        for (int c = 0; c < 3; ++c) {
            const Unknowns t = termsFor(freedom, c, data.samples.before[c][i], data.yiq[i]);
            const double d = data.samples.after[c][i] - data.samples.before[c][i];
            const double w = trust(data.samples.after[c][i]);
            plain[bin].add(t, d, w);
            if (gated) {
                once[bin].add(t, d, w * g);
                twice[bin].add(t, d, w * g * g);
            }
        }
    }

    /// Least squares error (not clamped) with weights h[bin] g, or 1 - h[bin] g.
    [[nodiscard]] double error(const std::vector<float>& h, bool inverse) const
    {
        Sums sums;
        const std::vector<Sums>& first = gated ? once : plain;
        const std::vector<Sums>& second = gated ? twice : plain;
        for (std::size_t k = 0; k < plain.size(); ++k) {
            const double v = h[k];
            sums.square += plain[k].square;
            sums.weight += plain[k].weight;
            for (int i = 0; i < usedBy(freedom); ++i) {
                sums.b[i] += inverse ? plain[k].b[i] - v * first[k].b[i] : v * first[k].b[i];
                for (int j = 0; j <= i; ++j) {
                    const int at = i * unknowns + j;
                    sums.a[at] += v * v * second[k].a[at] + (inverse ? plain[k].a[at] - 2 * v * first[k].a[at] : 0);
                }
            }
        }
        Unknowns solved{};
        double left = 0;
        return sums.solve(solved, left, usedBy(freedom), 1e-5) ? left : 1e9;
    }

    Freedom freedom;
    bool gated; ///< whether pixels have weights of their own
    std::vector<Sums> plain, once, twice;
};

/// What a parabola a channel leaves, mean squared per channel sample.
double errorOfParabolas(const Samples& s)
{
    double left = 0;
    for (int c = 0; c < 3; ++c) {
        LeastSquares<3> sums;
        for (std::size_t i = 0; i < s.size(); ++i) {
            const double x = s.before[c][i];
            sums.add({1, x, x * x}, s.after[c][i], trust(s.after[c][i]));
        }
        std::array<double, 3> solved{};
        double error = 0;
        if (!sums.solve(solved, error, 3, 1e-6))
            return 1;
        left += error / 3;
    }
    return left;
}

/// The error of changing all colors by one move or by a parabola a channel: a range has to beat that. Freer maps are no
/// measure: they follow the few colors of a simple picture without an idea of what was meant; the search weighs them by
/// what carries.
double yardstick(const Data& data)
{
    Fit fit;
    fit.freedom = Freedom::Free;
    fit.range.kind = ColorRange::Kind::Luma;
    fit.range.center = -1000;
    fitMove(data, fit);
    return std::min(fit.error, errorOfParabolas(data.samples));
}

/// Coarse search over ranges of hue with one freedom.
Fit coarseHue(const Data& data, Freedom freedom, bool inverse, double chroma, bool quick)
{
    const int count = quick ? 36 : 60;
    const double step = 2 * std::numbers::pi / count;
    Bins bins(count, freedom, chroma > 0);
    for (std::size_t i = 0; i < data.yiq.size(); ++i) {
        const Yiq& p = data.yiq[i];
        const double angle = std::atan2(p.q, p.i) + std::numbers::pi;
        const double gate = chroma > 0 ? std::min(1.0, std::sqrt(p.i * p.i + p.q * p.q) / chroma) : 1;
        bins.add(std::min(count - 1, static_cast<int>(angle / step)), data, i, gate);
    }
    Fit best;
    std::vector<float> h(count);
    for (double border : {-0.2, 0.2, 0.45, 0.65, 0.85}) {
        for (double steepness : {14.0, 40.0}) {
            if (quick && steepness > 20)
                continue;
            for (int k = 0; k < count; k += quick ? 2 : 1) {
                for (int b = 0; b < count; ++b) {
                    const double turn = std::cos((b + 0.5 - k) * step);
                    h[b] = quickSigmoid(static_cast<float>((turn - border) * steepness));
                }
                const double error = bins.error(h, inverse);
                if (error >= best.error)
                    continue;
                best.error = error;
                best.freedom = freedom;
                best.range.kind = ColorRange::Kind::Hue;
                best.range.inverse = inverse;
                best.range.center = std::remainder(k * step - std::numbers::pi, 2 * std::numbers::pi);
                best.range.border = border;
                best.range.steepness = steepness;
                best.range.chroma = chroma;
            }
        }
    }
    return best;
}

Fit coarseLuma(const Data& data, Freedom freedom, bool quick)
{
    constexpr int count = 48;
    Bins bins(count, freedom, false);
    for (std::size_t i = 0; i < data.yiq.size(); ++i)
        bins.add(std::clamp(static_cast<int>(data.yiq[i].y * count), 0, count - 1), data, i, 1);
    Fit best;
    std::vector<float> h(count);
    for (double steepness : {8.0, 18.0, 50.0}) {
        if (quick && steepness != 18)
            continue;
        for (int sign : {-1, 1}) {
            for (int k = 2; k < count - 1; k += 2) {
                const double center = (k + 0.5) / count;
                for (int b = 0; b < count; ++b)
                    h[b] = quickSigmoid(static_cast<float>(((b + 0.5) / count - center) * steepness * sign));
                const double error = bins.error(h, false);
                if (error < best.error) {
                    best.error = error;
                    best.freedom = freedom;
                    best.range.kind = ColorRange::Kind::Luma;
                    best.range.center = center;
                    best.range.steepness = steepness * sign;
                }
            }
        }
    }
    return best;
}

std::vector<double> pointOf(const ColorRange& r)
{
    if (r.kind == ColorRange::Kind::Hue) {
        std::vector<double> p{r.center, r.border, std::log(r.steepness)};
        if (r.chroma > 0)
            p.push_back(std::log(r.chroma));
        return p;
    }
    if (r.kind == ColorRange::Kind::Luma)
        return {r.center, std::log(std::abs(r.steepness))};
    return {r.color[0], r.color[1], r.color[2], r.border, std::log(r.steepness)};
}

ColorRange rangeOf(const ColorRange& like, const std::vector<double>& p)
{
    ColorRange r = like;
    const auto steep = [](double v) { return std::clamp(std::exp(v), 2.0, 400.0); };
    if (r.kind == ColorRange::Kind::Hue) {
        r.center = std::remainder(p[0], 2 * std::numbers::pi);
        r.border = std::clamp(p[1], -0.95, 0.99);
        r.steepness = steep(p[2]);
        if (r.chroma > 0)
            r.chroma = std::clamp(std::exp(p[3]), 0.005, 1.0);
    } else if (r.kind == ColorRange::Kind::Luma) {
        r.center = std::clamp(p[0], -0.2, 1.2);
        r.steepness = std::copysign(steep(p[1]), like.steepness);
    } else {
        r.color = {std::clamp(p[0], 0.0, 1.0), std::clamp(p[1], 0.0, 1.0), std::clamp(p[2], 0.0, 1.0)};
        r.border = std::clamp(p[3], 0.02, 1.0);
        r.steepness = steep(p[4]);
    }
    return r;
}

/// Fine search from a coarse fit: first on one sample in four, then on all.
void refine(const Data& data, Fit& fit, bool quick)
{
    std::vector<double> span(pointOf(fit.range).size(), 0.25);
    if (fit.range.kind == ColorRange::Kind::Hue)
        span[0] = span[1] = 0.12;
    else if (fit.range.kind == ColorRange::Kind::Luma)
        span[0] = 0.03;
    else
        span[0] = span[1] = span[2] = span[3] = 0.06;
    std::vector<double> point = pointOf(fit.range);
    const ColorRange like = fit.range;
    for (std::size_t stride : {std::size_t(4), std::size_t(1)}) {
        if (stride > 1 && (quick || data.samples.size() < 1200))
            continue;
        const int budget = quick ? 36 : (stride > 1 ? 160 : 140);
        minimize(point, span, budget, [&](const std::vector<double>& p) {
            Fit tried = fit;
            tried.range = rangeOf(like, p);
            fitMove(data, tried, stride);
            return tried.error;
        });
        for (double& s : span)
            s *= 0.4;
    }
    fit.range = rangeOf(like, point);
    fitMove(data, fit);
}

/// The simpler of two coarse fits unless the freer one is much better.
const Fit& simpler(const Fit& simple, const Fit& free)
{
    return simple.error < 1.4 * free.error + 1e-6 ? simple : free;
}

/// A start for "colors near one": the mean of what changed most.
bool startNear(const Data& data, Fit& fit)
{
    const Samples& s = data.samples;
    double total = 0;
    Color mean{};
    Color square{};
    std::size_t still = 0;
    for (std::size_t i = 0; i < s.size(); ++i) {
        double change = 0;
        for (int c = 0; c < 3; ++c)
            change += std::abs(s.after[c][i] - s.before[c][i]);
        still += change < 0.03;
        const double w = change * change;
        total += w;
        for (int c = 0; c < 3; ++c) {
            mean[c] += w * s.before[c][i];
            square[c] += w * s.before[c][i] * s.before[c][i];
        }
    }
    if (total <= 0 || still * 4 < s.size())
        return false;
    double spread = 0;
    for (int c = 0; c < 3; ++c) {
        mean[c] /= total;
        spread += std::max(0.0, square[c] / total - mean[c] * mean[c]);
    }
    fit.range.kind = ColorRange::Kind::Near;
    fit.range.color = mean;
    fit.range.border = std::clamp(1.5 * std::sqrt(spread), 0.06, 0.6);
    fit.range.steepness = 25;
    fit.freedom = Freedom::Tint;
    return true;
}

void propose(const FitContext& context, std::vector<Proposal>& proposals)
{
    const bool quick = context.quick;
    Samples taken = takeSamples(context, quick ? 300 : 2400);
    const double change = taken.change();
    if (taken.size() < 40 || change < 2e-6)
        return;
    const Data data(std::move(taken));
    const double all = yardstick(data);
    if (all < 1.2e-5) // changing all colors alike explains it
        return;
    const double limit = 0.35 * std::min(all, change);
    double least = change;
    const auto keep = [&](Fit fit, double price) {
        const bool rough = fit.range.kind == ColorRange::Kind::Near; // its start is a guess
        if (fit.error > (rough ? 0.9 * change : 3 * limit))
            return;
        refine(data, fit, quick);
        least = std::min(least, fit.error);
        if (fit.error < limit)
            proposals.push_back({std::make_shared<SelectiveStep>(fit.range, fit.move), price});
    };
    Fit hue = coarseHue(data, Freedom::Turn, false, 0.12, quick);
    if (!quick || hue.error > 0.5 * limit) {
        const Fit free = coarseHue(data, Freedom::Free, false, 0.12, true);
        hue = simpler(hue, free);
    }
    const Fit others = coarseHue(data, Freedom::Turn, true, 0, quick);
    keep(simpler(others, hue), 0.6);
    if (!quick && others.error < limit && hue.error < limit)
        keep(others.error < 1.4 * hue.error + 1e-6 ? hue : others, 0.6);
    keep(simpler(coarseLuma(data, Freedom::Tint, quick), coarseLuma(data, Freedom::Free, true)), 0.6);
    Fit near;
    if (least > 1.2e-5 && startNear(data, near)) {
        fitMove(data, near);
        keep(near, 0.8);
    }
}

} // namespace

Family selectiveFamily() { return {"selective", &propose, {{"selective", &SelectiveStep::build}}}; }

} // namespace maquette::edit
