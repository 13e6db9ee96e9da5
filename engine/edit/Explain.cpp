// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/Explanation.h"

#include "base/StopScope.h"
#include "edit/ExplainSearch.h"
#include "edit/families/Geometry.h"
#include "edit/fit/AffineColor.h"
#include "edit/fit/Pixels.h"

#include <algorithm>
#include <cmath>

namespace maquette::edit {

namespace {

using imaging::Image;

/// A chain must leave less than this share of the variance of the after picture within its blocks (what a smooth field
/// of light alone cannot explain) …
constexpr double mostUnexplained = 0.7;
/// … and its fine structure must be like that of the after picture, or the two only share their mood.
constexpr double leastLikeness = 0.25;
/// Fine structure below this (root mean square) cannot be compared.
constexpr double noDetail = 0.004;
/// The content of the before picture must lower the squared error by this factor.
constexpr double leastContent = 2;
/// A chain must be better than doing nothing by this (dB), and by more where much stays open: a small step towards
/// something that was not understood is no explanation.
double leastGain(double scoreDb) { return scoreDb < 28 ? 3 : 0.6; }

struct Chain {
    std::vector<StepPtr> steps;
    double value = 0;
    double scoreDb = 0;
    double unseenError = 0;
};

/// What a chain makes of a picture without content, the mean color of `before`.
Image control(const Explanation& explanation, const Image& before)
{
    Image flat(before.width, before.height);
    for (int c = 0; c < 3; ++c) {
        double sum = 0;
        for (std::size_t i = 0; i < before.area(); ++i)
            sum += before.plane(c)[i];
        std::fill(flat.plane(c), flat.plane(c) + flat.area(),
                  static_cast<float>(sum / static_cast<double>(before.area())));
    }
    return explanation.apply(flat);
}

bool convincing(const Explanation& explanation, const Image& before, const Image& prediction, const Image& after)
{
    const double error = fit::meanSquaredError(prediction, after, nullptr, nullptr, 2);
    if (fit::decibels(error) > 40)
        return true;
    if (error > mostUnexplained * fit::blockVariance(after))
        return false;
    const auto detail = fit::detailLikeness(prediction, after);
    if (detail.targetDeviation >= noDetail && detail.correlation <= leastLikeness)
        return false;
    // When an empty picture would do about as well, the before picture has no part in the after picture.
    return fit::meanSquaredError(control(explanation, before), after, nullptr, nullptr, 2) > leastContent * error;
}

/// Pictures above this are searched on smaller copies; lengths of steps are relative, so what is found carries over.
constexpr double searchPixels = 1.2e6;

/// Every `factor`-th pixel: exact for whatever changes colors by themselves, which averages are not.
Image thinned(const Image& image, int factor)
{
    const int width = image.width / factor;
    const int height = image.height / factor;
    Image result(width, height);
    for (int c = 0; c < 3; ++c)
        for (int y = 0; y < height; ++y) {
            const float* in = image.row(c, y * factor + factor / 2);
            float* out = result.row(c, y);
            for (int x = 0; x < width; ++x)
                out[x] = in[x * factor + factor / 2];
        }
    return result;
}

ExplainSearch::Found searchChain(const Image& source, const Image& after, const ExplainOptions& options, int moves,
                                 const base::Job& job)
{
    const auto run = [&](const Image& from, const Image& to) {
        return ExplainSearch(from, to, std::sqrt(static_cast<double>(to.area())), options, job)
            .run(options.maxSteps - moves);
    };
    const int factor = static_cast<int>(std::ceil(std::sqrt(static_cast<double>(after.area()) / searchPixels)));
    if (factor <= 1 || std::min(after.width, after.height) < 4 * factor)
        return run(source, after);
    const bool coloring = [&] {
        const Image from = thinned(source, factor);
        const Image to = thinned(after, factor);
        return fit::affineResidual(from, to) < 0.5 * fit::variance(to);
    }();
    ExplainSearch::Found thin;
    if (coloring) {
        const Image from = thinned(source, factor);
        const Image to = thinned(after, factor);
        thin = run(from, to);
        const bool pointwise = std::all_of(thin.steps.begin(), thin.steps.end(), [](const StepPtr& step) {
            return step->pointwise() || step->kind() == "position";
        });
        if (pointwise && thin.scoreDb > 42)
            return thin;
    }
    auto small = run(fit::reduced(source, factor), fit::reduced(after, factor));
    return small.scoreDb - small.price >= thin.scoreDb - thin.price || thin.steps.empty() ? small : thin;
}

bool usable(const Image& image) { return image.width > 0 && image.height > 0 && !image.empty(); }

} // namespace

base::Result<Explanation> explain(const Image& before, const Image& after, const ExplainOptions& options,
                                  const base::Job& job)
{
    if (!usable(before) || !usable(after))
        return base::Error{base::ErrorCode::Usage,
                           {QT_TRANSLATE_NOOP("Engine", "An example needs both a before and an after picture.")},
                           {}};
    const base::StopScope scope(job.stopToken());
    Explanation result;
    const bool sameSize = before.sameSize(after);
    result.copyDb = sameSize ? fit::decibels(fit::meanSquaredError(before, after, nullptr, nullptr, 2)) : 0;
    result.rebuildDb = result.copyDb;
    result.residual = sameSize ? std::sqrt(fit::meanSquaredError(before, after, nullptr, nullptr, 2)) : 1;
    if (sameSize && result.copyDb >= options.stopAtDb)
        return result;

    Chain best;
    best.scoreDb = result.copyDb;
    best.value = result.copyDb;
    for (const std::vector<StepPtr>& moves : proposeMoves(before, after, options.quick, job)) {
        if (job.stopped())
            return base::stoppedError();
        Image moved;
        for (const StepPtr& step : moves)
            moved = step->apply(moved.empty() ? before : moved);
        const Image& source = moves.empty() ? before : moved;
        if (!source.sameSize(after))
            continue;
        const auto found = searchChain(source, after, options, static_cast<int>(moves.size()), job);
        if (job.stopped())
            return base::stoppedError();
        Chain chain;
        chain.steps = moves;
        chain.steps.insert(chain.steps.end(), found.steps.begin(), found.steps.end());
        chain.scoreDb = found.scoreDb;
        chain.unseenError = found.unseenError;
        chain.value = found.scoreDb - found.price - 0.5 * static_cast<double>(moves.size());
        if (chain.value > best.value)
            best = std::move(chain);
        if (best.scoreDb >= options.stopAtDb)
            break;
    }
    if (best.steps.empty() || (sameSize && best.scoreDb < result.copyDb + leastGain(best.scoreDb)))
        return result;
    Explanation candidate;
    candidate.steps = best.steps;
    const Image rebuilt = candidate.apply(before);
    if (job.stopped())
        return base::stoppedError();
    if (!rebuilt.sameSize(after) || !convincing(candidate, before, rebuilt, after))
        return result;
    candidate.copyDb = result.copyDb;
    candidate.rebuildDb = fit::decibels(fit::meanSquaredError(rebuilt, after, nullptr, nullptr, 2));
    auto mask = fit::checkerboard(after.width, after.height);
    const bool split = std::find(mask.begin(), mask.end(), 0) != mask.end();
    candidate.residual = std::sqrt(fit::meanSquaredError(rebuilt, after, &mask, nullptr, split ? 0 : 2));
    if (job.stopped())
        return base::stoppedError();
    candidate.unseenResidual = std::sqrt(best.unseenError);
    return candidate;
}

} // namespace maquette::edit
