// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/families/Motion.h"

#include "edit/families/BlurFilters.h"
#include "edit/families/FilterFamilies.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace maquette::edit {

namespace {

/// Sums of products of the gradient along x and y.
struct Tensor {
    double xx = 0;
    double xy = 0;
    double yy = 0;

    /// Energy of the derivative along a direction.
    [[nodiscard]] double along(double degrees) const
    {
        const double c = std::cos(degrees * std::numbers::pi / 180);
        const double s = std::sin(degrees * std::numbers::pi / 180);
        return c * c * xx + 2 * c * s * xy + s * s * yy;
    }
};

Tensor tensorOf(const Plane& plane, int margin, int width, int height)
{
    Tensor tensor;
    for (int y = 0; y + 1 < height; ++y)
        for (int x = 0; x + 1 < width; ++x) {
            const float* row = plane.row(y + margin) + x + margin;
            const float* next = plane.row(y + 1 + margin) + x + margin;
            const double gx = 0.5 * (row[1] - row[0] + next[1] - next[0]);
            const double gy = 0.5 * (next[0] - row[0] + next[1] - row[1]);
            tensor.xx += gx * gx;
            tensor.xy += gx * gy;
            tensor.yy += gy * gy;
        }
    return tensor;
}

/// The direction whose fine structure the target has lost most, and how much less is left there than across.
struct Direction {
    double degrees = 0;
    double ratio = 1;
};

Direction lostDirection(const View& view)
{
    Tensor source;
    Tensor target;
    for (const Crop& crop : view.crops) {
        const Tensor from = tensorOf(crop.source[0], crop.margin, crop.width, crop.height);
        const Tensor to = tensorOf(crop.target[0], 0, crop.width, crop.height);
        source = {source.xx + from.xx, source.xy + from.xy, source.yy + from.yy};
        target = {target.xx + to.xx, target.xy + to.xy, target.yy + to.yy};
    }
    Direction direction;
    double least = 1e9;
    double most = 0;
    for (int degrees = 0; degrees < 180; degrees += 3) {
        const double ratio = (target.along(degrees) + 1e-9) / (source.along(degrees) + 1e-9);
        most = std::max(most, ratio);
        if (ratio < least) {
            least = ratio;
            direction.degrees = degrees;
        }
    }
    direction.ratio = least / most;
    return direction;
}

/// What is left of the target's variance after the filtered source with the best gain and offset.
double strokeError(const View& view, double length, double degrees)
{
    const Taps taps = strokeTaps(length, degrees);
    double w = 0, g = 0, t = 0, gg = 0, gt = 0, tt = 0;
    for (const Crop& crop : view.crops) {
        const Plane filtered = convolve(crop.source[0], taps);
        for (int y = 0; y < crop.height; ++y)
            for (int x = 0; x < crop.width; ++x) {
                const double weight = crop.weight[0].row(y)[x];
                const double from = filtered.row(y + crop.margin)[x + crop.margin] - 0.5;
                const double to = crop.target[0].row(y)[x] - 0.5;
                w += weight;
                g += weight * from;
                t += weight * to;
                gg += weight * from * from;
                gt += weight * from * to;
                tt += weight * to * to;
            }
    }
    if (w <= 0)
        return 0;
    gg = gg / w - g / w * (g / w);
    gt = gt / w - g / w * (t / w);
    tt = tt / w - t / w * (t / w);
    return gg > 1e-12 ? std::max(0.0, tt - gt * gt / gg) : tt;
}

struct Stroke {
    double length = 1;
    double degrees = 0;
    double error = 1e9;
};

Stroke scanLengths(const View& view, double degrees, double longest)
{
    Stroke best;
    for (double length = 3; length <= longest; length = std::max(length + 2, length * 1.35)) {
        const double error = strokeError(view, length, degrees);
        if (error < best.error)
            best = {length, degrees, error};
        else if (error > 1.5 * best.error && length > 1.6 * best.length)
            break;
    }
    return best;
}

void refine(const View& view, Stroke& stroke, bool axis, bool quick)
{
    const int rounds = axis || quick ? 1 : 2;
    double reach = 25;
    for (int round = 0; round < rounds; ++round, reach /= 3) {
        if (!axis)
            stroke.degrees = goldenSection(stroke.degrees - reach, stroke.degrees + reach, quick ? 5 : 7,
                                           [&](double at) { return strokeError(view, stroke.length, at); });
        stroke.length = goldenSection(std::max(1.5, 0.65 * stroke.length), 1.45 * stroke.length, quick ? 6 : 8,
                                      [&](double at) { return strokeError(view, at, stroke.degrees); });
    }
    stroke.error = strokeError(view, stroke.length, stroke.degrees);
    // Whole lengths along an axis are what people choose, odd ones most of all.
    if (axis)
        for (const double length : {std::round(stroke.length), 2 * std::floor(stroke.length / 2) + 1}) {
            const double error = strokeError(view, length, stroke.degrees);
            if (error < 1.1 * stroke.error + 1e-9)
                stroke = {length, stroke.degrees, error};
        }
}

void proposeMotion(const FitContext& context, std::vector<Proposal>& proposals)
{
    if (std::min(context.source.width, context.source.height) < 8)
        return;
    const BaseErrors errors = baseErrors(context, 1 << 11);
    if (errors.affine < 1e-5)
        return;
    Stroke best;
    int bestFactor = 1;
    double affine = 0;
    for (int factor = 1; factor <= 16; factor *= 4) {
        ViewOptions options;
        options.factor = factor;
        options.side = 56;
        options.margin = 20;
        const bool whole = context.source.area() / static_cast<std::size_t>(factor * factor) <= 96 * 96;
        if (whole)
            options.margin = 0;
        const View view = makeView(context, options);
        const Direction direction = lostDirection(view);
        if (direction.ratio > 0.6)
            break;
        affine = strokeError(view, 1, 0);
        // Near an axis the axis itself is tried: cameras and people prefer it.
        const double turned = std::fmod(direction.degrees + 45, 90) - 45;
        const bool axis = std::fabs(turned) <= 12;
        const double degrees = axis ? direction.degrees - turned : direction.degrees;
        const double longest = whole ? 0.8 * std::min(context.source.width, context.source.height) / factor : 33;
        Stroke stroke = scanLengths(view, degrees, longest);
        const bool more = stroke.length > 0.75 * longest && !whole;
        if (stroke.error > 0.6 * affine && !more)
            break;
        if (!more) {
            refine(view, stroke, axis, context.quick);
            if (axis && stroke.error > 0.02 * affine) {
                Stroke free{stroke.length, degrees, stroke.error};
                refine(view, free, false, context.quick);
                if (free.error < 0.7 * stroke.error)
                    stroke = free;
            }
        }
        best = stroke;
        bestFactor = factor;
        if (!more)
            break;
    }
    if (best.error > 0.6 * affine)
        return;
    const double degrees = std::fmod(best.degrees + 360, 180);
    proposals.push_back(
        {std::make_shared<MotionStep>(best.length * bestFactor / context.scale, degrees, context.scale), 0.6});
}

} // namespace

MotionStep::MotionStep(double length, double degrees, double scale)
    : m_length(length)
    , m_degrees(degrees)
    , m_scale(scale)
{
}

base::Message MotionStep::describe() const
{
    return {QT_TRANSLATE_NOOP("Engine", "Motion blur of %1 px at %2°"),
            {base::number(m_length * m_scale, 1), base::number(m_degrees, 0)}};
}

base::ParameterTable MotionStep::parameters() const
{
    const double length = m_length * m_scale;
    return {realParameter("length", QT_TRANSLATE_NOOP("Engine", "Length"),
                          QT_TRANSLATE_NOOP("Engine", "Length of the stroke, in pixels of the example."), length, 1,
                          std::max(60.0, 2 * length), 0.5, "px"),
            realParameter("angle", QT_TRANSLATE_NOOP("Engine", "Angle"),
                          QT_TRANSLATE_NOOP("Engine", "Direction of the stroke; 0 is level, 90 upright."), m_degrees, 0,
                          180, 1, "°")};
}

StepPtr MotionStep::adjusted(const base::ParameterValues& values) const
{
    return std::make_shared<MotionStep>(values.real("length") / m_scale, values.real("angle"), m_scale);
}

imaging::Image MotionStep::apply(const imaging::Image& image) const
{
    const Taps taps = strokeTaps(std::max(1.0, m_length * lengthScale(image)), m_degrees);
    return mapPlanes(image, [&](const Plane& plane) { return convolve(plane, taps); });
}

base::Json MotionStep::toJson() const
{
    return {{"kind", kind()}, {"length", m_length}, {"degrees", m_degrees}, {"scale", m_scale}};
}

base::Result<StepPtr> MotionStep::build(const base::Json& json)
{
    fit::Fields reader(json);
    const double length = reader.real("length", 0, 4);
    const double degrees = reader.real("degrees", 0, 180);
    const double scale = reader.real("scale", 1, 1e6);
    if (!reader.ok())
        return reader.error();
    return StepPtr(std::make_shared<MotionStep>(length, degrees, scale));
}

Family motionFamily() { return {"motion", proposeMotion, {{"motion", MotionStep::build}}}; }

} // namespace maquette::edit
