// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/families/FilterFamilies.h"
#include "edit/families/FilterTools.h"
#include "edit/families/Kernel.h"
#include "edit/families/KernelEquations.h"

#include <algorithm>
#include <cmath>

namespace maquette::edit {

namespace {

using Mixing = KernelStep::Mixing;

/// Features are sums of samples at places that share one value. A place is its index in the side x side window.
using Orbits = std::vector<std::vector<int>>;

Orbits eachPlace(int side)
{
    Orbits orbits;
    for (int i = 0; i < side * side; ++i)
        orbits.push_back({i});
    return orbits;
}

/// Places that mirroring and turning carry into one another.
Orbits symmetricPlaces(int side)
{
    Orbits orbits;
    const int reach = side / 2;
    for (int a = 0; a <= reach; ++a)
        for (int b = 0; b <= a; ++b) {
            std::vector<int> orbit;
            for (int y = -reach; y <= reach; ++y)
                for (int x = -reach; x <= reach; ++x)
                    if (std::max(std::abs(x), std::abs(y)) == a && std::min(std::abs(x), std::abs(y)) == b)
                        orbit.push_back((y + reach) * side + x + reach);
            orbits.push_back(std::move(orbit));
        }
    return orbits;
}

/// One kernel for all channels on planes of the crop; the offset is one more feature for each channel.
struct SharedFit {
    std::vector<double> values;
    std::vector<double> offset = std::vector<double>(3, 0.0);
    double error = 1e9;
};

/// `step`: of every so many pixels of a row one is used.
SharedFit fitShared(const View& view, int side, const Orbits& orbits, double ridge, int step)
{
    const int channels = static_cast<int>(view.crops[0].source.size());
    const int targets = static_cast<int>(view.crops[0].target.size());
    const int features = static_cast<int>(orbits.size());
    const int unknowns = features + targets;
    KernelEquations equations(unknowns, 1);
    std::vector<float> row(unknowns);
    for (const Crop& crop : view.crops) {
        const int stride = crop.source[0].width;
        std::vector<std::vector<int>> shifts;
        for (const auto& orbit : orbits) {
            std::vector<int> list;
            for (const int place : orbit)
                list.push_back((place / side - side / 2) * stride + place % side - side / 2);
            shifts.push_back(std::move(list));
        }
        for (int c = 0; c < targets; ++c) {
            const Plane& source = crop.source[std::min(c, channels - 1)];
            for (int y = 0; y < crop.height; ++y)
                for (int x = y % step; x < crop.width; x += step) {
                    const float weight = crop.weight[c].row(y)[x];
                    if (weight <= 0)
                        continue;
                    const float* at = source.row(y + crop.margin) + x + crop.margin;
                    for (int f = 0; f < features; ++f) {
                        float sum = 0;
                        for (const int shift : shifts[f])
                            sum += at[shift];
                        row[f] = sum;
                    }
                    for (int k = 0; k < targets; ++k)
                        row[features + k] = k == c ? 1.F : 0.F;
                    equations.add(row.data(), &crop.target[c].row(y)[x], weight);
                }
        }
    }
    SharedFit fit;
    std::vector<double> prior(unknowns, 0.0);
    for (int f = 0; f < features; ++f)
        if (orbits[f].size() == 1 && orbits[f][0] == side * side / 2)
            prior[f] = 1;
    const KernelEquations::Solution solution = equations.solve(ridge, prior);
    if (!solution.ok)
        return fit;
    fit.error = solution.error;
    fit.values.assign(static_cast<std::size_t>(side) * side, 0.0);
    for (int f = 0; f < features; ++f)
        for (const int place : orbits[f])
            fit.values[place] = solution.values[f];
    for (int k = 0; k < 3; ++k)
        fit.offset[k] = solution.values[features + std::min(k, targets - 1)];
    return fit;
}

/// Nine kernels of (2 reach + 1)² values; with reach 0 the affine change of color.
SharedFit fitFull(const View& view, int reach, int step)
{
    const int places = (2 * reach + 1) * (2 * reach + 1);
    const int unknowns = 3 * places + 1;
    KernelEquations equations(unknowns, 3);
    std::vector<float> row(unknowns);
    row[unknowns - 1] = 1;
    for (const Crop& crop : view.crops)
        for (int y = 0; y < crop.height; ++y)
            for (int x = y % step; x < crop.width; x += step) {
                float weight = 1;
                float target[3];
                for (int c = 0; c < 3; ++c) {
                    weight = std::min(weight, crop.weight[c].row(y)[x]);
                    target[c] = crop.target[c].row(y)[x];
                }
                if (weight <= 0)
                    continue;
                int f = 0;
                for (int c = 0; c < 3; ++c)
                    for (int j = -reach; j <= reach; ++j)
                        for (int i = -reach; i <= reach; ++i)
                            row[f++] = crop.source[c].row(y + crop.margin + j)[x + crop.margin + i];
                equations.add(row.data(), target, weight);
            }
    SharedFit fit;
    std::vector<double> prior(static_cast<std::size_t>(3) * unknowns, 0.0);
    for (int c = 0; c < 3; ++c)
        prior[c * unknowns + c * places + places / 2] = 1;
    const KernelEquations::Solution solution = equations.solve(1e-6, prior);
    if (!solution.ok)
        return fit;
    fit.error = solution.error;
    for (int c = 0; c < 3; ++c) {
        for (int f = 0; f < 3 * places; ++f)
            fit.values.push_back(solution.values[c * unknowns + f]);
        fit.offset[c] = solution.values[c * unknowns + unknowns - 1];
    }
    return fit;
}

/// Keeps the target in colors and puts luma in the place of the source.
View grayView(const View& view)
{
    View gray = view;
    for (Crop& crop : gray.crops) {
        Plane& luma = crop.source[0];
        for (std::size_t i = 0; i < luma.data.size(); ++i)
            luma.data[i]
                = 0.299F * crop.source[0].data[i] + 0.587F * crop.source[1].data[i] + 0.114F * crop.source[2].data[i];
        crop.source.resize(1);
    }
    return gray;
}

/// Mean square of the difference between neighbors, of target over source.
double sharpness(const View& view)
{
    double source = 1e-9;
    double target = 1e-9;
    for (const Crop& crop : view.crops)
        for (int y = 0; y < crop.height; ++y)
            for (int x = 0; x + 1 < crop.width; ++x) {
                const float* from = crop.source[1].row(y + crop.margin) + x + crop.margin;
                const float* to = crop.target[1].row(y) + x;
                source += (from[1] - from[0]) * (from[1] - from[0]);
                target += (to[1] - to[0]) * (to[1] - to[0]);
            }
    return target / source;
}

void propose(std::vector<Proposal>& proposals, Mixing mixing, int side, SharedFit fit, double price)
{
    for (const double value : fit.values)
        if (!(std::fabs(value) < 1e3))
            return;
    proposals.push_back(
        {std::make_shared<KernelStep>(mixing, side, std::move(fit.values), std::move(fit.offset)), price});
}

void proposeKernel(const FitContext& context, std::vector<Proposal>& proposals)
{
    if (std::min(context.source.width, context.source.height) < 16)
        return;
    const BaseErrors errors = baseErrors(context, 1 << 11);
    if (errors.affine < 2e-5)
        return;
    ViewOptions options;
    options.luma = false;
    options.side = 40;
    options.wholeSide = 64;
    options.margin = 7;
    const View view = makeView(context, options);
    const int step = context.quick ? 2 : 1;
    const SharedFit small = fitShared(view, 3, eachPlace(3), 1e-7, step);
    const View gray = grayView(view);
    const SharedFit smallGray = fitShared(gray, 3, eachPlace(3), 1e-7, step);
    // What colors alone explain, under the same weights; only a clear step below it speaks for neighbors.
    const double affine = fitFull(view, 0, step).error;
    const double needed = 0.7 * affine;
    const double ratio = sharpness(view);
    double best = 1e9;
    const auto consider = [&](Mixing mixing, int side, const SharedFit& fit, double price, double factor) {
        if (fit.values.empty() || fit.error > needed || fit.error > factor * best)
            return;
        best = std::min(best, fit.error);
        propose(proposals, mixing, side, fit, price);
    };
    consider(Mixing::Shared, 3, small, 0.9, 1);
    consider(Mixing::Gray, 3, smallGray, 0.9, 0.8);
    // Larger and fuller kernels only when the small ones point that way and leave something.
    const double left = std::min(small.error, smallGray.error);
    if (left < 2e-6 || left > 0.9 * affine)
        return;
    if (smallGray.error < small.error) {
        consider(Mixing::Gray, 5, fitShared(gray, 5, eachPlace(5), 1e-6, step), 1.2, 0.7);
        if (best > 1e-5)
            consider(Mixing::Full, 3, fitFull(view, 1, 1), 1.6, 0.7);
        return;
    }
    if (!context.quick || ratio < 1)
        consider(Mixing::Shared, 5, fitShared(view, 5, eachPlace(5), 1e-6, step), 1.2, 0.8);
    if (ratio > 1.1)
        consider(Mixing::Shared, 15, fitShared(view, 15, symmetricPlaces(15), 1e-6, step), 1.4, 0.85);
    else if (!context.quick)
        consider(Mixing::Shared, 9, fitShared(view, 9, symmetricPlaces(9), 1e-6, step), 1.3, 0.8);
}

} // namespace

Family kernelFamily() { return {"kernel", proposeKernel, {{"kernel", KernelStep::build}}}; }

} // namespace maquette::edit
