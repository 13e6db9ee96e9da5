// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Simd.h"
#include "edit/Family.h"
#include "edit/families/StepTools.h"
#include "edit/fit/Fields.h"
#include "edit/fit/Plane.h"

#include <vector>

namespace maquette::edit {

using fit::Plane;

/// A part of an example that a filter is tried on: the source with a margin around it (mirrored where the picture
/// ends), and the target and the weights of its inner part. Weights are 0 where pixels are kept for scoring and small
/// where the target is clipped.
struct Crop {
    int width = 0; ///< of the inner part
    int height = 0;
    int margin = 0;
    std::vector<Plane> source; ///< one plane (luma) or three
    std::vector<Plane> target;
    std::vector<Plane> weight; ///< as many as target
};

/// A few crops of an example, reduced by a whole factor. Small pictures come whole, in one crop.
struct View {
    int factor = 1;
    std::vector<Crop> crops;
};

struct ViewOptions {
    int factor = 1; ///< mean of factor x factor pixels
    int side = 64; ///< of each crop, in reduced pixels
    int wholeSide = 96; ///< pictures of at most wholeSide² reduced pixels come whole
    int margin = 12; ///< in reduced pixels
    bool luma = true; ///< one plane of luma (0.299, 0.587, 0.114) instead of three
};

/// Cuts crops where the source has the most detail, one in each quarter of the picture.
[[nodiscard]] View makeView(const FitContext& context, const ViewOptions& options);

/// Index of a sample beyond the border, mirrored without repeating the border itself; any `index`, `count` ≥ 1.
[[nodiscard]] int mirrorIndex(int index, int count);

/// Root of the area: what relative lengths are multiplied with.
[[nodiscard]] double lengthScale(const imaging::Image& image);

/// Weighted mean squared error over the three channels between the clamped `candidate` and the target of the context,
/// on the pixels that may be used for fitting, at most `samples` of them evenly spread. 0 when there is none.
[[nodiscard]] double fitError(const FitContext& context, const imaging::Image& candidate, int samples = 1 << 18);

/// The same error between source and target, and what is left of it after the best affine change of color. A filter has
/// to beat both, so that a change of tone does not pass for one.
struct BaseErrors {
    double copy = 0;
    double affine = 0;
};
[[nodiscard]] BaseErrors baseErrors(const FitContext& context, int samples = 1 << 13);

/// Solves the symmetric positive definite system a x = b in place of b (row-major a, n x n, many right-hand sides
/// one after the other). False when a is singular.
[[nodiscard]] bool solveSymmetric(std::vector<double> a, int n, std::vector<double>& b, int sides = 1);

/// Smallest value of `function` on [low, high] by golden section; returns the place.
template <class Function> double goldenSection(double low, double high, int steps, const Function& function)
{
    constexpr double ratio = 0.6180339887498949;
    double a = high - ratio * (high - low);
    double b = low + ratio * (high - low);
    double atA = function(a);
    double atB = function(b);
    for (int i = 0; i < steps; ++i) {
        if (atA < atB) {
            high = b;
            b = a;
            atB = atA;
            a = high - ratio * (high - low);
            atA = function(a);
        } else {
            low = a;
            a = b;
            atA = atB;
            b = low + ratio * (high - low);
            atB = function(b);
        }
    }
    return atA < atB ? a : b;
}

} // namespace maquette::edit
