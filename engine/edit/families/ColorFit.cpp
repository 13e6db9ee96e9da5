// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/families/ColorFit.h"

#include "edit/families/ColorLattice.h"
#include "edit/fit/LeastSquares.h"

#include <algorithm>
#include <cmath>

namespace maquette::edit {

namespace {

using Planes = std::array<std::vector<float>, 3>;

std::array<const float*, 3> pointers(const Planes& planes)
{
    return {planes[0].data(), planes[1].data(), planes[2].data()};
}

Planes mapped(const ColorMap& map, const Planes& source, std::size_t count)
{
    Planes result;
    for (auto& plane : result)
        plane.resize(count);
    map.apply(pointers(source), {result[0].data(), result[1].data(), result[2].data()}, count);
    return result;
}

/// Not cut at 50 dB as elsewhere: models that are right differ in how near they come to the rounding of 8 bits. Beyond
/// this they are all right.
constexpr double exact = 55;

double scoreOf(const ColorMap& map, const fit::Samples& samples)
{
    const Planes result = mapped(map, samples.source, samples.count);
    double error = 0;
    double mass = 1e-12;
    for (int c = 0; c < 3; ++c)
        for (std::size_t i = 0; i < samples.count; ++i) {
            const float y = samples.target[c][i];
            const float d = result[c][i] - y;
            // Being cut off is easy to get right and says little.
            const bool easy = (y <= fit::clippedLow || y >= fit::clippedHigh) && std::abs(d) < 0.004F;
            const float w = easy ? 0.05F * samples.weight[i] : samples.weight[i];
            error += w * d * d;
            mass += w;
        }
    return std::min(exact, -10 * std::log10(error / mass + 1e-7));
}

/// The weights of a fit that knows of cut-off samples: none where the prediction lies beyond the cut.
Planes censored(const fit::Samples& samples, const fit::AffineColor& color)
{
    Planes weights;
    for (int c = 0; c < 3; ++c) {
        weights[c].resize(samples.count);
        const auto& k = color[c];
        for (std::size_t i = 0; i < samples.count; ++i) {
            const float y = samples.target[c][i];
            weights[c][i] = samples.weight[i];
            if (y > fit::clippedLow && y < fit::clippedHigh)
                continue;
            const double p
                = k[0] + k[1] * samples.source[0][i] + k[2] * samples.source[1][i] + k[3] * samples.source[2][i];
            if ((y <= fit::clippedLow && p <= y) || (y >= fit::clippedHigh && p >= y))
                weights[c][i] = 0;
        }
    }
    return weights;
}

/// Curve of y on x, samples far from the first fit left out of a second one.
std::vector<float> robustCurve(const std::vector<float>& x, const std::vector<float>& y,
                               const std::vector<float>& weight, int knots, double low, double high)
{
    constexpr double stiffness = 2e-7;
    auto curve = fit::fitCurve(x.data(), y.data(), weight.data(), x.size(), knots, low, high, stiffness);
    if (curve.empty())
        return {};
    std::vector<float> result(curve.begin(), curve.end());
    ColorMap reader;
    std::vector<float> errors(x.size());
    const double toKnot = (knots - 1) / (high - low);
    double total = 0;
    double mass = 1e-12;
    for (std::size_t i = 0; i < x.size(); ++i) {
        const double position = std::clamp((x[i] - low) * toKnot, 0.0, knots - 1.0);
        const int k = std::min(static_cast<int>(position), knots - 2);
        const double f = position - k;
        errors[i] = static_cast<float>(std::abs(curve[k] + f * (curve[k + 1] - curve[k]) - y[i]));
        total += weight[i] * errors[i];
        mass += weight[i];
    }
    const auto limit = static_cast<float>(5 * total / mass + 0.004);
    std::vector<float> trimmed = weight;
    for (std::size_t i = 0; i < x.size(); ++i)
        if (errors[i] > limit)
            trimmed[i] *= limit / errors[i];
    curve = fit::fitCurve(x.data(), y.data(), trimmed.data(), x.size(), knots, low, high, stiffness);
    if (!curve.empty())
        result.assign(curve.begin(), curve.end());
    return result;
}

bool fitCurves(const fit::Samples& samples, int knots, ColorMap& map)
{
    for (int c = 0; c < 3; ++c) {
        map.before[c] = robustCurve(samples.source[c], samples.target[c], samples.weight, knots, 0, 1);
        if (map.before[c].empty())
            return false;
    }
    return true;
}

/// Curves on the outputs of an affine map; the map is refined with the slopes of the curves in turn.
bool fitMatrixCurves(const fit::Samples& samples, const fit::AffineColor& start, int knots, int rounds, ColorMap& map)
{
    map.matrix = start;
    const std::size_t n = samples.count;
    std::vector<float> u(n);
    std::vector<float> aim(n);
    std::vector<float> weight(n);
    const std::vector<float> ones(n, 1.0F);
    const std::array<const float*, 4> features{ones.data(), samples.source[0].data(), samples.source[1].data(),
                                               samples.source[2].data()};
    for (int c = 0; c < 3; ++c) {
        auto& k = map.matrix[c];
        for (int round = 0;; ++round) {
            double low = 1e9;
            double high = -1e9;
            for (std::size_t i = 0; i < n; ++i) {
                u[i] = static_cast<float>(k[0] + k[1] * samples.source[0][i] + k[2] * samples.source[1][i]
                                          + k[3] * samples.source[2][i]);
                low = std::min<double>(low, u[i]);
                high = std::max<double>(high, u[i]);
            }
            if (high - low < 1e-3)
                high = low + 1e-3;
            map.afterLow[c] = static_cast<float>(low);
            map.afterHigh[c] = static_cast<float>(high);
            map.after[c] = robustCurve(u, samples.target[c], samples.weight, knots, map.afterLow[c], map.afterHigh[c]);
            if (map.after[c].empty())
                return false;
            if (round >= rounds)
                break;
            const double toKnot = (knots - 1) / (high - low);
            for (std::size_t i = 0; i < n; ++i) {
                const double position = std::clamp((u[i] - low) * toKnot, 0.0, knots - 1.0);
                const int j = std::min(static_cast<int>(position), knots - 2);
                const double slope = (map.after[c][j + 1] - map.after[c][j]) * toKnot;
                const double value = map.after[c][j] + (position - j) * (map.after[c][j + 1] - map.after[c][j]);
                const double steep = std::max(0.05, std::abs(slope)) * (slope < 0 ? -1 : 1);
                aim[i] = static_cast<float>(u[i] + std::clamp((samples.target[c][i] - value) / steep, -0.3, 0.3));
                weight[i] = static_cast<float>(samples.weight[i] * slope * slope);
            }
            const auto next = fit::fitLinear(features, aim.data(), weight.data(), n, 1e-6, k);
            if (next.empty())
                break;
            std::copy(next.begin(), next.end(), k.begin());
        }
    }
    return true;
}

bool fitPolynomial(const fit::Samples& samples, const Planes& weights, const fit::AffineColor& start, ColorMap& map)
{
    constexpr int terms = ColorMap::polynomialTerms;
    map.matrix = start;
    const std::size_t n = samples.count;
    std::vector<float> storage(n * terms);
    std::array<float*, terms> planes{};
    for (int t = 0; t < terms; ++t)
        planes[t] = storage.data() + t * n;
    polynomialTerms(pointers(samples.source), n, planes);
    const std::array<const float*, terms> features = [&planes] {
        std::array<const float*, terms> list{};
        std::copy(planes.begin(), planes.end(), list.begin());
        return list;
    }();
    std::vector<float> rest(n);
    map.polynomial.clear();
    for (int c = 0; c < 3; ++c) {
        const auto& k = start[c];
        for (std::size_t i = 0; i < n; ++i)
            rest[i] = static_cast<float>(samples.target[c][i] - k[0] - k[1] * samples.source[0][i]
                                         - k[2] * samples.source[1][i] - k[3] * samples.source[2][i]);
        const auto x = fit::fitLinear(features, rest.data(), weights[c].data(), n, 2e-6);
        if (x.empty())
            return false;
        map.polynomial.insert(map.polynomial.end(), x.begin(), x.end());
    }
    return true;
}

} // namespace

std::vector<ColorModel> fitColorModels(const FitContext& context)
{
    const std::size_t limit = context.quick ? 1024 : 16384;
    const fit::Samples samples = fit::drawSamples(context, 1, limit);
    const fit::Samples scoring = fit::drawSamples(context, 0, context.quick ? 512 : 4096);
    if (samples.count < 8)
        return {};
    const auto affine = fit::fitAffineColor(pointers(samples.source), pointers(samples.target), samples.weight.data(),
                                            samples.count, 2);
    const Planes weights = censored(samples, affine);
    const fit::Samples& judge = scoring.count >= 8 ? scoring : samples;
    std::vector<ColorModel> smooth;
    const auto add = [&](ColorForm form, ColorMap map, double price) {
        const double score = scoreOf(map, judge);
        smooth.push_back({std::move(form), std::move(map), price, score});
    };
    const auto addForms = [&](bool bent) {
        for (ColorForm& form : fitColorForms(samples, weights, bent)) {
            ColorMap map = colorFormMap(form);
            const double price = colorFormPrice(form.kind);
            add(std::move(form), std::move(map), price);
        }
    };
    const auto leader = [&smooth] {
        return std::max_element(smooth.begin(), smooth.end(),
                                [](const auto& a, const auto& b) { return a.value() < b.value(); });
    };
    // From the simplest on; what is right to the last bit of 8 needs no richer model.
    addForms(false);
    ColorMap matrix;
    matrix.matrix = affine;
    add({}, matrix, 0.7);
    // Exposure in linear light differs from a contrast change in the darkest tones alone.
    if (leader()->scoreDb < exact || leader()->form.kind == ColorForm::Kind::Contrast)
        addForms(true);
    if (leader()->scoreDb < exact) {
        const int knots = context.quick ? 17 : 65;
        if (ColorMap curves; fitCurves(samples, knots, curves))
            add({}, std::move(curves), 1.0);
        if (ColorMap curves; fitMatrixCurves(samples, affine, knots, context.quick ? 1 : 3, curves))
            add({}, std::move(curves), 1.1);
        if (ColorMap polynomial; fitPolynomial(samples, weights, affine, polynomial))
            add({}, std::move(polynomial), 1.1);
    }
    const auto best = leader();
    std::vector<ColorModel> result{*best};
    if (best->scoreDb < 46) {
        ColorModel lattice = *best;
        lattice.form = {};
        const Planes predicted = mapped(best->map, samples.source, samples.count);
        fitLattice(samples, predicted, context.quick ? 9 : 17, lattice.map);
        lattice.price = best->price + 0.8;
        lattice.scoreDb = scoreOf(lattice.map, judge);
        if (!context.quick && lattice.scoreDb < 40 && lattice.scoreDb > best->scoreDb + 1.5) {
            ColorModel fine = lattice;
            fitLattice(samples, predicted, 33, fine.map);
            fine.price = best->price + 1.4;
            fine.scoreDb = scoreOf(fine.map, judge);
            if (fine.value() > lattice.value())
                lattice = std::move(fine);
        }
        if (lattice.value() > best->value())
            result.insert(result.begin(), std::move(lattice));
    }
    return result;
}

} // namespace maquette::edit
