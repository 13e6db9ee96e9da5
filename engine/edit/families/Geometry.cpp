// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/families/Geometry.h"

#include "edit/families/FlipStep.h"
#include "edit/families/Placement.h"
#include "edit/families/ReframeStep.h"
#include "edit/fit/AffineColor.h"
#include "edit/fit/Pixels.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace maquette::edit {

namespace {

using fit::Border;
using imaging::Filter;
using imaging::Image;

constexpr int pooledSide = 32;

Image pooled(const Image& image)
{
    return fit::areaResized(image, std::min(pooledSide, image.width), std::min(pooledSide, image.height));
}

/// The picture without a border of 16 % on each side, where a frame may lie.
Image inner(const Image& image)
{
    const double x = std::floor(0.16 * image.width);
    const double y = std::floor(0.16 * image.height);
    const int width = image.width - 2 * static_cast<int>(x);
    const int height = image.height - 2 * static_cast<int>(y);
    return fit::resampled(image, {x, y, x + width, y + height}, width, height, Filter::Nearest);
}

/// Residual of the affine color fit for each of the 8 flips and rotations, both pictures pooled to a small square.
std::array<double, 8> flipResiduals(const Image& source, const Image& target)
{
    std::array<double, 8> residuals{};
    for (int k = 0; k < 8; ++k) {
        Image moved = fit::flipped(source, k);
        if (!moved.sameSize(target))
            moved = fit::areaResized(moved, target.width, target.height);
        residuals[k] = fit::affineResidual(moved, target);
    }
    return residuals;
}

/// The flip that explains best; 0 unless it is much better than none, or a symmetric picture would flip by chance.
int bestFlip(const std::array<double, 8>& residuals, double spread)
{
    const int best = static_cast<int>(std::min_element(residuals.begin(), residuals.end()) - residuals.begin());
    return residuals[best] > 0.35 * residuals[0] || residuals[best] > 0.3 * spread ? 0 : best;
}

/// The frame that a placement means for pictures of these sizes.
Frame frameOf(const fit::Rectangle& part, const Image& before, const Image& after)
{
    Frame frame;
    frame.part
        = {part.left / before.width, part.top / before.height, part.right / before.width, part.bottom / before.height};
    frame.scaleX = after.width / part.width();
    frame.scaleY = after.height / part.height();
    return frame;
}

/// Mean squared error after an affine color fit, on a patch in the middle of the after picture at its own size.
double patchError(const Image& before, const Image& after, const fit::Rectangle& part, Filter filter)
{
    constexpr int most = 160;
    const int width = std::min(most, after.width);
    const int height = std::min(most, after.height);
    const int x0 = (after.width - width) / 2;
    const int y0 = (after.height - height) / 2;
    const double sx = part.width() / after.width;
    const double sy = part.height() / after.height;
    const fit::Rectangle piece{part.left + x0 * sx, part.top + y0 * sy, part.left + (x0 + width) * sx,
                               part.top + (y0 + height) * sy};
    const Image target = fit::resampled(after, {double(x0), double(y0), double(x0 + width), double(y0 + height)}, width,
                                        height, Filter::Nearest);
    return fit::affineResidual(fit::resampled(before, piece, width, height, filter), target);
}

/// Whether `candidate` is as good as `best` but for noise.
bool asGood(double candidate, double best) { return candidate <= 1.05 * best + 2e-6; }

/// Snaps edges to whole pixels where that costs nothing, as programs cut at whole pixels.
fit::Rectangle snapped(const Image& before, const Image& after, const fit::Rectangle& part, bool& wholePixels)
{
    const double fitError = patchError(before, after, part, Filter::Bilinear);
    const bool sameScale = std::abs(part.width() - after.width) < 0.4 && std::abs(part.height() - after.height) < 0.4;
    wholePixels = false;
    if (sameScale) {
        const double left = std::round(part.left + (part.width() - after.width) / 2);
        const double top = std::round(part.top + (part.height() - after.height) / 2);
        const fit::Rectangle whole{left, top, left + after.width, top + after.height};
        if (asGood(patchError(before, after, whole, Filter::Nearest), fitError)) {
            wholePixels = true;
            return whole;
        }
        const double x = part.left + (part.width() - after.width) / 2;
        const double y = part.top + (part.height() - after.height) / 2;
        const fit::Rectangle moved{x, y, x + after.width, y + after.height};
        return asGood(patchError(before, after, moved, Filter::Bilinear), fitError) ? moved : part;
    }
    const fit::Rectangle rounded{std::round(part.left), std::round(part.top), std::round(part.right),
                                 std::round(part.bottom)};
    if (rounded.width() >= 1 && rounded.height() >= 1
        && asGood(patchError(before, after, rounded, Filter::Bilinear), fitError))
        return rounded;
    return part;
}

Filter bestFilter(const Image& before, const Image& after, const fit::Rectangle& part)
{
    Filter best = Filter::Bilinear;
    double least = patchError(before, after, part, best);
    for (const Filter filter : {Filter::Bicubic, Filter::Lanczos, Filter::Box, Filter::Nearest}) {
        const double error = patchError(before, after, part, filter);
        if (error < 0.98 * least) {
            least = error;
            best = filter;
        }
    }
    return best;
}

/// Mean color of the after picture where the placement reaches beyond the before picture, and how many pixels that is.
std::size_t beyond(const Image& before, const Image& after, const fit::Rectangle& part, std::array<float, 3>& fill)
{
    std::array<double, 3> sums{};
    std::size_t count = 0;
    for (int y = 0; y < after.height; ++y)
        for (int x = 0; x < after.width; ++x) {
            const double px = part.left + (x + 0.5) * part.width() / after.width;
            const double py = part.top + (y + 0.5) * part.height() / after.height;
            if (px >= 0 && py >= 0 && px <= before.width && py <= before.height)
                continue;
            ++count;
            for (int c = 0; c < 3; ++c)
                sums[c] += after.row(c, y)[x];
        }
    for (int c = 0; c < 3 && count > 0; ++c)
        fill[c] = static_cast<float>(sums[c] / static_cast<double>(count));
    return count;
}

void chooseBorder(const Image& before, const Image& after, const fit::Rectangle& part, Frame& frame)
{
    std::array<float, 3> fill{};
    if (beyond(before, after, part, fill) == 0)
        return;
    double least = 1e9;
    Frame best = frame;
    for (const Border border : {Border::Repeat, Border::Wrap, Border::Fill}) {
        Frame tried = frame;
        tried.border = border;
        if (border == Border::Fill)
            tried.fill = fill;
        const Image moved = makeReframe(tried)->apply(before);
        if (!moved.sameSize(after))
            continue;
        double error = fit::affineResidual(moved, after);
        // A color change would tint the border too; compare without one as well.
        if (border == Border::Fill)
            error = std::min(error, fit::meanSquaredError(moved, after, nullptr, nullptr, 2));
        if (error < 0.95 * least) {
            least = error;
            best = tried;
        }
    }
    frame = best;
}

struct Move {
    int flip = 0;
    std::optional<Frame> frame;
    double residual = 1; ///< mean squared error after an affine color fit

    [[nodiscard]] std::vector<StepPtr> chain() const
    {
        std::vector<StepPtr> steps;
        if (flip != 0)
            steps.push_back(makeFlip(flip));
        if (frame)
            steps.push_back(makeReframe(*frame));
        return steps;
    }
};

/// From a refined placement to a step.
Move finished(const Image& source, const Image& after, int flip, const fit::Rectangle& rough)
{
    bool whole = false;
    const fit::Rectangle part = snapped(source, after, rough, whole);
    Move move;
    move.flip = flip;
    Frame frame = frameOf(part, source, after);
    frame.wholePixels = whole;
    frame.filter = whole ? Filter::Nearest : bestFilter(source, after, part);
    if (whole) {
        frame.scaleX = 1;
        frame.scaleY = 1;
    }
    chooseBorder(source, after, part, frame);
    move.residual = patchError(source, after, part, frame.filter);
    const bool nothing = whole && part.left == 0 && part.top == 0 && source.sameSize(after);
    if (!nothing)
        move.frame = frame;
    return move;
}

/// Looks for crops, shifts and zooms behind one flip.
std::optional<Move> searchFrame(const Image& source, const Image& after, int flip, double wanted, const base::Job& job)
{
    std::optional<Move> best;
    const int most = flip == 0 ? 3 : 2;
    const double mostOpen = flip == 0 ? 0.75 : 0.5; // of one, less the squared correlation
    for (const Placement& coarse : coarsePlacements(source, after, most, flip == 0, job)) {
        if (job.stopped() || coarse.residual > mostOpen)
            break;
        // Where it is already: that is not for the coarse search to say.
        const double near = 0.03 * std::max(source.width, source.height);
        if (flip == 0 && source.sameSize(after) && std::abs(coarse.part.left) < near && std::abs(coarse.part.top) < near
            && std::abs(coarse.part.right - source.width) < near && std::abs(coarse.part.bottom - source.height) < near)
            break;
        const Placement fine = refinedPlacement(source, after, coarse.part);
        if (fine.residual > wanted)
            continue;
        if (!best || fine.residual < 0.9 * best->residual) {
            Move move = finished(source, after, flip, fine.part);
            if (!best || move.residual < best->residual)
                best = std::move(move);
        }
        if (best && best->residual < 0.1 * wanted)
            break;
    }
    return best;
}

/// A small shift or zoom that the eye may miss: starts from where the picture is.
std::optional<Move> nudged(const Image& source, const Image& after, int flip, double identity)
{
    if (source.width < 16 || source.height < 16 || identity < 2e-5)
        return std::nullopt;
    if (restlessness(source, after) > 0.75)
        return std::nullopt;
    const fit::Rectangle whole{0, 0, double(source.width), double(source.height)};
    const Placement fine = refinedPlacement(source, after, whole);
    const double shift
        = std::max({std::abs(fine.part.left), std::abs(fine.part.top), std::abs(fine.part.right - source.width),
                    std::abs(fine.part.bottom - source.height)});
    if (shift < 0.04 || shift > 0.2 * std::max(source.width, source.height))
        return std::nullopt;
    Move move = finished(source, after, flip, fine.part);
    const double still = patchError(source, after, whole, Filter::Nearest);
    if (!move.frame || move.residual > 0.35 * still)
        return std::nullopt;
    return move;
}

} // namespace

std::vector<std::vector<StepPtr>> proposeMoves(const Image& before, const Image& after, bool quick,
                                               const base::Job& job)
{
    const Image small = pooled(before);
    const Image target = pooled(after);
    const auto residuals = flipResiduals(small, target);
    const double spread = fit::variance(target);
    const bool same = before.sameSize(after);
    std::vector<Move> moves;
    int best = bestFlip(residuals, spread);
    // A frame hides a flip from a comparison of whole pictures.
    if (best == 0 && residuals[0] > 0.1 * spread && std::min(target.width, target.height) >= 16) {
        const Image middle = inner(target);
        best = bestFlip(flipResiduals(inner(small), middle), 0.5 * fit::variance(middle));
    }
    const Image turned = best == 0 ? Image() : fit::flipped(before, best);
    const Image& source = best == 0 ? before : turned;
    const double residual = residuals[best];
    const double wanted = 0.3 * std::max(spread, fit::variance(after));
    if (source.sameSize(after)) {
        moves.push_back({best, std::nullopt, residual});
        if (!quick && residual > 2e-5 && residual < wanted)
            if (auto move = nudged(source, after, best, residual))
                moves.insert(moves.begin(), *move);
    } else if (residual < wanted) {
        const fit::Rectangle whole{0, 0, double(source.width), double(source.height)};
        moves.push_back(finished(source, after, best, whole));
    }
    if (!quick && std::min(before.width, before.height) >= 16 && std::min(after.width, after.height) >= 16) {
        const bool settled = !moves.empty() && moves.front().residual < 0.05 * spread;
        if (!settled && spread > 1e-4) {
            const double limit = std::min(0.4 * wanted, moves.empty() ? 1.0 : 0.35 * moves.front().residual);
            std::optional<Move> found = searchFrame(before, after, 0, limit, job);
            // Behind a flip only when nothing fits otherwise.
            for (int k = 1; k < 8 && !found && (moves.empty() || moves.front().residual > wanted) && !job.stopped();
                 ++k)
                found = searchFrame(fit::flipped(before, k), after, k, limit, job);
            if (found)
                moves.insert(moves.begin(), *found);
        }
    }
    std::vector<std::vector<StepPtr>> chains;
    for (const Move& move : moves) {
        // A second opinion only where the first leaves much open.
        if (!chains.empty() && moves.front().residual < 0.1 * spread)
            break;
        if (chains.size() < 2)
            chains.push_back(move.chain());
    }
    if (same && best != 0 && moves.front().residual > 0.1 * spread && chains.size() < 2)
        chains.emplace_back();
    return chains;
}

Family geometryFamily()
{
    return {"geometry",
            [](const FitContext&, std::vector<Proposal>&) {},
            {{"flip", &flipFromJson}, {"reframe", &reframeFromJson}}};
}

} // namespace maquette::edit
