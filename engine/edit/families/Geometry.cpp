// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/families/Geometry.h"

#include "edit/families/FlipStep.h"
#include "edit/fit/AffineColor.h"
#include "edit/fit/Pixels.h"

#include <algorithm>
#include <array>

namespace maquette::edit {

namespace {

using imaging::Image;

/// Residual of the affine color fit for each of the 8 flips and rotations, both pictures pooled to a small square.
std::array<double, 8> flipResiduals(const Image& before, const Image& after)
{
    static constexpr int side = 32;
    const auto pool = [](const Image& image) {
        return fit::areaResized(image, std::min(side, image.width), std::min(side, image.height));
    };
    const Image target = pool(after);
    const Image source = pool(before);
    std::array<double, 8> residuals{};
    for (int k = 0; k < 8; ++k) {
        Image moved = fit::flipped(source, k);
        if (!moved.sameSize(target))
            moved = fit::areaResized(moved, target.width, target.height);
        residuals[k] = fit::affineResidual(moved, target);
    }
    return residuals;
}

} // namespace

std::vector<std::vector<StepPtr>> proposeMoves(const Image& before, const Image& after, bool /*quick*/,
                                               const base::Job& /*job*/)
{
    std::vector<std::vector<StepPtr>> chains;
    const auto residuals = flipResiduals(before, after);
    const double spread = fit::variance(fit::areaResized(after, std::min(32, after.width), std::min(32, after.height)));
    const bool same = before.sameSize(after);
    const int best = static_cast<int>(std::min_element(residuals.begin(), residuals.end()) - residuals.begin());
    const bool swaps = best & 4;
    const bool fits = swaps ? before.width == after.height && before.height == after.width : same;
    if (best != 0 && fits && residuals[best] < 0.3 * spread && (!same || residuals[best] < 0.35 * residuals[0]))
        chains.push_back({makeFlip(best)});
    else if (same)
        chains.emplace_back();
    return chains;
}

Family geometryFamily()
{
    return {"geometry", [](const FitContext&, std::vector<Proposal>&) {}, {{"flip", &flipFromJson}}};
}

} // namespace maquette::edit
