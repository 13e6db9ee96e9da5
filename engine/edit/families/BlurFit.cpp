// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/families/BlurFit.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace maquette::edit {

namespace {

/// Weighted sums of products of 1, the source, the filtered source and the target.
struct Moments {
    double w = 0, s = 0, g = 0, t = 0, ss = 0, sg = 0, gg = 0, st = 0, gt = 0, tt = 0;

    void center()
    {
        if (w <= 0)
            return;
        ss = ss / w - s / w * (s / w);
        sg = sg / w - s / w * (g / w);
        gg = gg / w - g / w * (g / w);
        st = st / w - s / w * (t / w);
        gt = gt / w - g / w * (t / w);
        tt = tt / w - t / w * (t / w);
    }
};

Moments measure(const View& view, const std::vector<Plane>& filtered)
{
    Moments moments;
    for (std::size_t i = 0; i < view.crops.size(); ++i) {
        const Crop& crop = view.crops[i];
        for (int y = 0; y < crop.height; ++y) {
            const float* source = crop.source[0].row(y + crop.margin) + crop.margin;
            const float* blurred = filtered[i].row(y + crop.margin) + crop.margin;
            const float* target = crop.target[0].row(y);
            const float* weight = crop.weight[0].row(y);
            for (int x = 0; x < crop.width; ++x) {
                const double w = weight[x];
                if (w == 0)
                    continue;
                // Around 0.5, so that the variances do not drown.
                const double s = source[x] - 0.5;
                const double g = blurred[x] - 0.5;
                const double t = target[x] - 0.5;
                moments.w += w;
                moments.s += w * s;
                moments.g += w * g;
                moments.t += w * t;
                moments.ss += w * s * s;
                moments.sg += w * s * g;
                moments.gg += w * g * g;
                moments.st += w * s * t;
                moments.gt += w * g * t;
                moments.tt += w * t * t;
            }
        }
    }
    moments.center();
    return moments;
}

struct Fit {
    double radius = 0; ///< in pixels of the view
    double blurError = 1;
    double mixError = 1;
    double amount = 0;
    double affineError = 1;
};

/// What is left of the target's variance after the source, the blurred source, and both.
Fit errorsOf(const Moments& m)
{
    Fit fit;
    fit.affineError = m.ss > 1e-12 ? std::max(0.0, m.tt - m.st * m.st / m.ss) : m.tt;
    fit.blurError = m.gg > 1e-12 ? std::max(0.0, m.tt - m.gt * m.gt / m.gg) : m.tt;
    const double determinant = m.ss * m.gg - m.sg * m.sg;
    fit.mixError = std::min(fit.affineError, fit.blurError);
    if (determinant > 1e-10 * m.ss * m.gg && m.ss > 1e-12) {
        const double alpha = (m.st * m.gg - m.gt * m.sg) / determinant;
        const double beta = (m.gt * m.ss - m.st * m.sg) / determinant;
        fit.mixError = std::max(0.0, m.tt - alpha * m.st - beta * m.gt);
        const double gain = alpha + beta;
        if (gain > 0.05)
            fit.amount = std::clamp(-beta / gain, -1.0, 20.0);
    }
    return fit;
}

Fit tryRadius(const View& view, BlurShape shape, double radius)
{
    std::vector<Plane> filtered;
    for (const Crop& crop : view.crops)
        filtered.push_back(blurPlane(crop.source[0], shape, radius));
    Fit fit = errorsOf(measure(view, filtered));
    fit.radius = radius;
    return fit;
}

View levelView(const FitContext& context, int factor)
{
    ViewOptions options;
    options.factor = factor;
    options.side = 56;
    options.margin = 12;
    options.wholeSide = 96;
    const int side = std::min(context.source.width, context.source.height) / factor;
    // A picture that comes whole has its own borders; mirroring is all that a margin would add.
    if (static_cast<long>(context.source.width / factor) * (context.source.height / factor) <= 96L * 96)
        options.margin = 0;
    else if (side < 2 * options.side)
        options.side = std::max(16, side / 2);
    return makeView(context, options);
}

/// The grid of a level, in its pixels.
constexpr std::array<double, 6> grid{0.5, 0.8, 1.2, 1.8, 2.7, 4.0};

struct Level {
    View view;
    Fit mix; ///< best of the grid for each purpose
    Fit blur;
    bool wantsMore = false; ///< the largest radius did best
};

Level searchLevel(const FitContext& context, int factor, bool whole)
{
    Level level;
    level.view = levelView(context, factor);
    level.mix.mixError = level.blur.blurError = 1e9;
    std::vector<double> radii(grid.begin(), grid.end());
    if (whole)
        for (double radius = 6; radius < 60; radius *= 1.6)
            radii.push_back(radius);
    double previous = 1e9;
    for (const double radius : radii) {
        const Fit fit = tryRadius(level.view, BlurShape::Gaussian, radius);
        if (fit.mixError < level.mix.mixError)
            level.mix = fit;
        if (fit.blurError < level.blur.blurError)
            level.blur = fit;
        level.wantsMore = radius == radii.back() && (level.mix.radius == radius || level.blur.radius == radius);
        // Past the valley of both errors nothing larger does better.
        if (fit.mixError > 1.3 * level.mix.mixError && fit.blurError > 1.3 * level.blur.blurError
            && fit.mixError > previous && radius > 1.5)
            break;
        previous = fit.mixError;
    }
    return level;
}

void refine(const View& view, Fit& mix, Fit& blur, int steps)
{
    const double low = std::log(0.6);
    const double mixAt = std::log(mix.radius);
    const double mixRadius = std::exp(goldenSection(mixAt + low, mixAt - low, steps, [&](double at) {
        return tryRadius(view, BlurShape::Gaussian, std::exp(at)).mixError;
    }));
    mix = tryRadius(view, BlurShape::Gaussian, mixRadius);
    // When a plain blur is out of the question its radius is not worth the time.
    if (blur.blurError > 4 * mix.mixError && blur.blurError > 0.6 * blur.affineError)
        return;
    const double blurAt = std::log(blur.radius);
    const double blurRadius = std::exp(goldenSection(blurAt + low, blurAt - low, steps, [&](double at) {
        return tryRadius(view, BlurShape::Gaussian, std::exp(at)).blurError;
    }));
    blur = tryRadius(view, BlurShape::Gaussian, blurRadius);
}

/// Box and disc, refined from the spread of the best Gaussian, which is a little wider than theirs.
void fitShapes(const View& view, int factor, int steps, BlurFit& result)
{
    const double sigma = result.blurRadius / factor;
    const std::array<std::pair<BlurShape, double>, 2> shapes{
        {{BlurShape::Box, (std::sqrt(12 * sigma * sigma + 1) - 1) / 2}, {BlurShape::Disc, 2 * sigma}}};
    // No structured binding: Clang 14 does not let a lambda see one.
    for (const auto& entry : shapes) {
        const BlurShape shape = entry.first;
        const double start = entry.second;
        if (start < 0.5)
            continue;
        const double radius = goldenSection(0.75 * start, 1.3 * start, steps,
                                            [&](double at) { return tryRadius(view, shape, at).blurError; });
        // Whole radii are what people choose.
        const Fit rounded = tryRadius(view, shape, std::round(radius));
        Fit fit = tryRadius(view, shape, radius);
        if (rounded.blurError < 1.2 * fit.blurError)
            fit = rounded;
        if (fit.blurError < 0.8 * result.shapeError) {
            result.shape = shape;
            result.shapeError = fit.blurError;
            result.shapeRadius = fit.radius * factor;
        }
    }
}

} // namespace

BlurFit fitBlur(const FitContext& context)
{
    BlurFit result;
    Level best;
    int bestFactor = 1;
    for (int factor = 1;; factor *= 4) {
        const bool whole
            = static_cast<long>(context.source.width / factor) * (context.source.height / factor) <= 96L * 96;
        Level level = searchLevel(context, factor, whole);
        const double here = std::min(level.mix.mixError / std::max(1e-12, level.mix.affineError),
                                     level.blur.blurError / std::max(1e-12, level.blur.affineError));
        const double before = std::min(best.mix.mixError / std::max(1e-12, best.mix.affineError),
                                       best.blur.blurError / std::max(1e-12, best.blur.affineError));
        const bool more = level.wantsMore && !whole;
        if (factor == 1 || here < before) {
            best = std::move(level);
            bestFactor = factor;
        } else {
            break;
        }
        if (!more)
            break;
    }
    if (best.mix.affineError < 1e-7 || std::min(best.mix.mixError, best.blur.blurError) > 0.8 * best.mix.affineError)
        return result;
    const int steps = context.quick ? 5 : 9;
    refine(best.view, best.mix, best.blur, steps);
    result.radius = best.mix.radius * bestFactor;
    result.amount = best.mix.amount;
    result.error = best.mix.mixError;
    result.affineError = best.mix.affineError;
    result.blurRadius = best.blur.radius * bestFactor;
    result.blurError = best.blur.blurError;
    result.shapeError = best.blur.blurError;
    result.shapeRadius = result.blurRadius;
    if (result.blurError > 3e-7 && result.blurError < 0.5 * result.affineError)
        fitShapes(best.view, bestFactor, context.quick ? 4 : 8, result);
    // The mean of blocks that made the reduced copy has widened both pictures alike: nothing to correct.
    return result;
}

} // namespace maquette::edit
