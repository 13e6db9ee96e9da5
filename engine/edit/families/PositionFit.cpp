// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/families/PositionFit.h"

#include "edit/families/FieldFit.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace maquette::edit {

namespace {

using Shape = LightField::Shape;

struct Trial {
    LightField field;
    double price = 0;
    double error = 1;
    bool offsets = false;

    [[nodiscard]] double value() const { return fit::decibels(error) - price; }
};

/// Moves the center of a radial field to where it fits best.
void refineCenter(FieldFit& fitter, Trial& trial, int knots, bool offsets, bool freeColor)
{
    for (double step = 0.12; step > 0.01; step /= 2) {
        bool moved = true;
        for (int guard = 0; moved && guard < 4; ++guard) {
            moved = false;
            for (const auto& [dx, dy] : {std::pair{step, 0.0}, {-step, 0.0}, {0.0, step}, {0.0, -step}}) {
                Trial next = trial;
                next.field.centerX = std::clamp(next.field.centerX + dx, 0.0, 1.0);
                next.field.centerY = std::clamp(next.field.centerY + dy, 0.0, 1.0);
                if (!fitter.fit(next.field, knots, offsets, freeColor, 1))
                    continue;
                next.error = fitter.error(next.field);
                // A centered field is the rule; it takes more than noise to leave the center.
                if (next.error < 0.97 * trial.error) {
                    trial = next;
                    moved = true;
                }
            }
        }
    }
}

/// The best fields with the colors beneath free or as they are: chosen on the small fit, finished on the large one.
std::vector<Trial> bestFields(FieldFit& fitter, FieldFit& small, bool freeColor, bool quick)
{
    const int knots = quick ? 9 : 25;
    const int rounds = quick ? 2 : 4;
    std::vector<Trial> trials;
    const auto attempt = [&](LightField field, bool offsets, double price) {
        Trial trial{std::move(field), price, 1, offsets};
        if (!small.fit(trial.field, knots, offsets, freeColor, rounds))
            return;
        trial.error = small.error(trial.field);
        trials.push_back(std::move(trial));
    };
    const auto better = [](const Trial& a, const Trial& b) { return a.value() < b.value(); };
    const auto bestDb = [&] {
        return trials.empty() ? 0.0 : fit::decibels(std::max_element(trials.begin(), trials.end(), better)->error);
    };
    LightField ellipse;
    attempt(ellipse, false, 0.3);
    LightField circle;
    circle.shape = Shape::Circle;
    if (!quick)
        attempt(circle, false, 0.35);
    LightField linear;
    linear.shape = Shape::Linear;
    linear.angle = small.planeAngle();
    attempt(linear, false, 0.4);
    if (bestDb() < 44) {
        attempt(ellipse, true, 0.7);
        attempt(linear, true, 0.7);
    }
    if (bestDb() < 44) {
        LightField surface;
        surface.shape = Shape::Surface;
        surface.degree = quick ? 2 : 4;
        // A free surface bends to much that has a simpler reason, such as a tone curve beneath a vignette.
        surface.sharedGain = true;
        attempt(surface, false, 2);
        if (!quick) {
            surface.sharedGain = false;
            attempt(surface, false, 4);
            attempt(surface, true, 6);
        }
    }
    // The best profile, and the best surface where it does better: a surface also bends to what color leaves open.
    std::vector<Trial> result;
    for (const bool surface : {false, true}) {
        std::optional<Trial> best;
        for (const Trial& trial : trials)
            if ((trial.field.shape == Shape::Surface) == surface && (!best || trial.value() > best->value()))
                best = trial;
        if (best && (!surface || result.empty() || best->value() > result.front().value() + 0.3))
            result.push_back(*best);
    }
    // A surface or a line may stand for a vignette that is not centered.
    const bool open = !result.empty() && (result.size() > 1 || fit::decibels(result.front().error) < 44);
    if (!quick && open && trials.front().field.shape == Shape::Ellipse) {
        const bool radial = result.front().field.shape == Shape::Ellipse || result.front().field.shape == Shape::Circle;
        Trial centered = radial ? result.front() : trials.front();
        const double start = centered.error;
        refineCenter(small, centered, knots, centered.offsets, freeColor);
        centered.price += 0.15;
        if (centered.error < 0.9 * start && centered.value() > result.front().value())
            result.front() = centered;
    }
    for (Trial& trial : result) {
        if (!fitter.fit(trial.field, knots, trial.offsets, freeColor, rounds))
            return {};
        // A color change that is hardly one is none.
        if (freeColor && fitter.colorDistance() < 0.06 && !fitter.fit(trial.field, knots, trial.offsets, false, 0))
            return {};
        trial.error = fitter.error(trial.field);
    }
    return result;
}

/// Share of the variance of a surface's gain that follows from how bright the picture is there. A filter that brightens
/// or darkens by content (glow, local contrast) looks like light over this one picture.
double followsContent(const LightField& field, const imaging::Image& source)
{
    constexpr int side = 12;
    const imaging::Image small = fit::areaResized(source, side, side);
    std::vector<float> terms(static_cast<std::size_t>(surfaceTerms(field.degree)));
    double count = 0;
    double x = 0;
    double y = 0;
    double xx = 0;
    double xy = 0;
    double yy = 0;
    for (int row = 0; row < side; ++row)
        for (int column = 0; column < side; ++column) {
            surfaceRow(field.degree, (column + 0.5F) / side, (row + 0.5F) / side, terms.data());
            double change = 0;
            double luma = 0;
            for (int c = 0; c < 3; ++c) {
                const double value = small.row(c, row)[column];
                luma += value;
                for (std::size_t t = 0; t < terms.size(); ++t) {
                    change += value * field.gainSurface[c][t] * terms[t];
                    if (!field.offsetSurface[c].empty())
                        change += field.offsetSurface[c][t] * terms[t];
                }
                change -= value;
            }
            count += 1;
            x += luma;
            y += change;
            xx += luma * luma;
            xy += luma * change;
            yy += change * change;
        }
    const double covariance = xy - x * y / count;
    const double spread = (xx - x * x / count) * (yy - y * y / count);
    return spread > 1e-12 ? covariance * covariance / spread : 0;
}

} // namespace

std::vector<PositionModel> fitPositionModels(const FitContext& context)
{
    std::vector<PositionModel> models;
    if (context.source.width < 8 || context.source.height < 8)
        return models;
    FieldFit fitter(context, context.quick ? 768 : 6000);
    FieldFit small(context, context.quick ? 256 : 1200);
    if (small.count() < 32)
        return models;
    if (!small.promising())
        return models;
    for (const bool freeColor : {true, false}) {
        for (Trial& trial : bestFields(fitter, small, freeColor, context.quick)) {
            const bool exact = fit::decibels(trial.error) >= 44;
            if (!exact && trial.field.shape == Shape::Surface && followsContent(trial.field, context.source) > 0.4)
                continue;
            models.push_back({std::move(trial.field), trial.price});
        }
        // Without a color change beneath both are the same.
        if (freeColor && fitter.colorDistance() < 0.02)
            break;
    }
    return models;
}

} // namespace maquette::edit
