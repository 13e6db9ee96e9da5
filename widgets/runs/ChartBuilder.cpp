// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/ChartBuilder.h"

#include <QRegularExpression>

#include "base/Threads.h"
#include "runs/analysis/Grouping.h"
#include "widgets/common/Text.h"
#include "widgets/runs/CurveSource.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace maquette::widgets {

namespace {

constexpr double outlierShare = 0.02; // of the drawn values at each end

/// What one run brings to a chart.
struct Part {
    std::vector<DrawnCurve> curves; ///< the live line first, then left branches
    std::int64_t drawn = 0, visible = 0, total = 0, withoutPlace = 0;
};

void addCounts(Part& part, const runs::Sampled& sampled)
{
    part.drawn += sampled.drawn();
    part.visible += sampled.visible;
    part.total += sampled.total;
    part.withoutPlace += sampled.withoutPlace;
}

DrawnCurve curveOf(const ShownRun& shown)
{
    DrawnCurve curve;
    curve.id = fromUtf8(shown.run->id);
    curve.name = shown.name;
    curve.color = shown.color;
    curve.style = shown.style;
    curve.selected = shown.selected;
    return curve;
}

/// The envelope of raw values in the columns of the plot.
std::vector<std::vector<BandPoint>> envelopeOf(const CurveSource& source, const runs::Sampled& sampled)
{
    std::vector<std::vector<BandPoint>> band(1);
    for (const runs::Column& column : sampled.columns) {
        if (column.finite == 0) {
            if (!band.back().empty())
                band.emplace_back();
            continue;
        }
        const double x = 0.5 * (source.place(column.first) + source.place(column.last));
        if (std::isfinite(x))
            band.back().push_back({x, column.lowest.value, column.highest.value});
    }
    return band;
}

Part buildRun(const ShownRun& shown, const ChartRequest& request, const Range& x)
{
    Part part;
    const auto data = shown.run->scalars(request.tag);
    if (!data)
        return part;
    const ChartOptions& options = request.options;
    CurveSource source(*shown.run, *data, options);
    DrawnCurve curve = curveOf(shown);
    const runs::Sampled raw = source.sampled(x, request.columns);
    addCounts(part, raw);
    if (options.smoothing == runs::Smoothing::None) {
        curve.line = source.pieces(raw.line());
    } else {
        curve.line = source.smoothedPieces(x, request.columns);
        if (options.behind == ChartOptions::Behind::Raw)
            curve.raw = source.pieces(raw.line());
        else if (options.behind == ChartOptions::Behind::Envelope)
            curve.band = envelopeOf(source, raw);
    }
    part.curves.push_back(std::move(curve));
    if (options.leftBranches && options.group.by == GroupChoice::By::None)
        for (std::size_t i = 0; i < data->pieces.size(); ++i) {
            DrawnCurve left = curveOf(shown);
            left.left = true;
            left.line = source.leftPieces(i, x, request.columns);
            part.curves.push_back(std::move(left));
        }
    return part;
}

double lowOf(const runs::Spread& s, GroupChoice::Band band)
{
    switch (band) {
    case GroupChoice::Band::Extremes:
        return s.minimum;
    case GroupChoice::Band::Deviation:
        return s.mean - s.deviation;
    case GroupChoice::Band::Error:
        return s.mean - s.error;
    case GroupChoice::Band::Interval:
        return s.low;
    case GroupChoice::Band::None:
        break;
    }
    return runs::missing;
}

double highOf(const runs::Spread& s, GroupChoice::Band band)
{
    switch (band) {
    case GroupChoice::Band::Extremes:
        return s.maximum;
    case GroupChoice::Band::Deviation:
        return s.mean + s.deviation;
    case GroupChoice::Band::Error:
        return s.mean + s.error;
    case GroupChoice::Band::Interval:
        return s.high;
    case GroupChoice::Band::None:
        break;
    }
    return runs::missing;
}

/// All points of the run that are shown, smoothed; x rises.
runs::Curve groupInput(const ShownRun& shown, const ChartRequest& request, const Range& x, Part& part)
{
    const auto data = shown.run->scalars(request.tag);
    if (!data)
        return {};
    CurveSource source(*shown.run, *data, request.options);
    runs::Curve curve = source.wholeCurve();
    part.total += data->live.count();
    part.withoutPlace += data->live.count() - static_cast<std::int64_t>(curve.x.size());
    const auto first = std::lower_bound(curve.x.begin(), curve.x.end(), x.from) - curve.x.begin();
    const auto last = std::upper_bound(curve.x.begin(), curve.x.end(), x.to) - curve.x.begin();
    part.visible += last - first;
    part.drawn += last - first; // every one of them enters the mean
    return curve;
}

base::Result<std::vector<DrawnCurve>> buildGroups(const ChartRequest& request, const Range& x, const Range& whole,
                                                  const std::vector<runs::Curve>& curves, const base::Job& job)
{
    std::vector<std::pair<QString, std::vector<std::size_t>>> groups;
    std::map<QString, std::size_t> places;
    for (std::size_t i = 0; i < request.runs.size(); ++i) {
        if (curves[i].x.empty())
            continue;
        const QString name = groupOf(request.runs[i], request.options.group);
        const auto [place, isNew] = places.try_emplace(name, groups.size());
        if (isNew)
            groups.push_back({name, {}});
        groups[place->second].second.push_back(i);
    }
    std::vector<DrawnCurve> drawn;
    for (const auto& [name, members] : groups) {
        std::vector<runs::CurveView> views;
        std::size_t longest = 0;
        for (const std::size_t i : members) {
            views.push_back(curves[i].view());
            longest = std::max(longest, curves[i].x.size());
        }
        runs::GroupOptions options;
        if (longest > 4000 || views.size() * longest > 400000) {
            options.grid = runs::GroupOptions::Grid::Bins;
            options.take = runs::GroupOptions::Take::Mean;
            // As many parts of the whole as make one for each pixel of what is shown.
            const double zoom = x.length() > 0 ? std::max(1.0, whole.length() / x.length()) : 1;
            options.bins = static_cast<int>(std::clamp(request.columns * zoom, 50.0, 20000.0));
        }
        const auto group = runs::groupCurves(views, options, job);
        if (!group.ok())
            return group.error();
        DrawnCurve curve = curveOf(request.runs[members.front()]);
        curve.name = name;
        curve.runs = static_cast<int>(members.size());
        curve.selected
            = std::any_of(members.begin(), members.end(), [&](std::size_t i) { return request.runs[i].selected; });
        curve.line.emplace_back();
        curve.band.emplace_back();
        for (std::size_t i = 0; i < group.value().x.size(); ++i) {
            const runs::Spread& spread = group.value().values[i];
            const double at = group.value().x[i];
            const double center
                = request.options.group.center == GroupChoice::Center::Mean ? spread.mean : spread.median;
            if (!std::isfinite(center)) {
                if (!curve.line.back().empty())
                    curve.line.emplace_back();
                continue;
            }
            curve.line.back().push_back({at, center});
            const double low = lowOf(spread, request.options.group.band);
            const double high = highOf(spread, request.options.group.band);
            if (std::isfinite(low) && std::isfinite(high))
                curve.band.back().push_back({at, low, high});
            else if (!curve.band.back().empty())
                curve.band.emplace_back();
        }
        drawn.push_back(std::move(curve));
    }
    return drawn;
}

Range yRange(const ChartDrawing& drawing, const Range& x, const ChartOptions& options)
{
    Range range;
    std::vector<double> values;
    const auto take = [&](double at, double value) {
        if (at < x.from || at > x.to || !std::isfinite(value) || (options.logY && value <= 0))
            return;
        if (options.ignoreOutliers)
            values.push_back(value);
        else
            range.add(value);
    };
    for (const DrawnCurve& curve : drawing.curves) {
        for (const Pieces* pieces : {&curve.line, &curve.raw})
            for (const auto& piece : *pieces)
                for (const QPointF& point : piece)
                    take(point.x(), point.y());
        for (const auto& band : curve.band)
            for (const BandPoint& point : band) {
                take(point.x, point.low);
                take(point.x, point.high);
            }
    }
    if (!values.empty()) {
        const auto at = [&](double share) {
            const auto place = static_cast<std::ptrdiff_t>(share * double(values.size() - 1));
            std::nth_element(values.begin(), values.begin() + place, values.end());
            return values[static_cast<std::size_t>(place)];
        };
        range.add(at(outlierShare));
        range.add(at(1 - outlierShare));
    }
    return range;
}

} // namespace

void Range::add(double value)
{
    if (empty()) {
        from = to = value;
        return;
    }
    from = std::min(from, value);
    to = std::max(to, value);
}

base::Result<ChartDrawing> buildChart(const ChartRequest& request, const base::Job& job)
{
    ChartDrawing drawing;
    const auto count = static_cast<std::int64_t>(request.runs.size());
    const bool grouped = request.options.group.by != GroupChoice::By::None;
    std::vector<Range> ranges(request.runs.size());
    base::parallelFor(count, 16, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t i = begin; i < end && !job.stopped(); ++i) {
            const ShownRun& shown = request.runs[static_cast<std::size_t>(i)];
            if (const auto data = shown.run->scalars(request.tag))
                ranges[static_cast<std::size_t>(i)] = CurveSource(*shown.run, *data, request.options).xRange();
        }
    });
    for (std::size_t i = 0; i < ranges.size(); ++i) {
        if (ranges[i].empty())
            continue;
        drawing.x.add(ranges[i].from);
        drawing.x.add(ranges[i].to);
    }
    Range x = request.x ? *request.x : drawing.x;
    if (x.empty())
        x = {0, 1};
    if (x.from == x.to)
        x = {x.from - 0.5, x.to + 0.5};
    std::vector<Part> parts(request.runs.size());
    std::vector<runs::Curve> curves(grouped ? request.runs.size() : 0);
    base::parallelFor(count, 4, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t i = begin; i < end && !job.stopped(); ++i) {
            const auto at = static_cast<std::size_t>(i);
            if (grouped)
                curves[at] = groupInput(request.runs[at], request, x, parts[at]);
            else
                parts[at] = buildRun(request.runs[at], request, x);
        }
    });
    if (job.stopped())
        return base::stoppedError();
    for (std::size_t i = 0; i < parts.size(); ++i) {
        Part& part = parts[i];
        drawing.drawn += part.drawn;
        drawing.visible += part.visible;
        drawing.total += part.total;
        drawing.withoutPlace += part.withoutPlace;
        drawing.runs += request.runs[i].run->scalars(request.tag) ? 1 : 0;
        for (DrawnCurve& curve : part.curves)
            drawing.curves.push_back(std::move(curve));
    }
    if (grouped) {
        auto groups = buildGroups(request, x, drawing.x, curves, job);
        if (!groups.ok())
            return groups.error();
        drawing.curves = std::move(groups).value();
    }
    drawing.y = yRange(drawing, x, request.options);
    return drawing;
}

QString groupOf(const ShownRun& run, const GroupChoice& choice)
{
    if (choice.by == GroupChoice::By::Setting) {
        const auto found = run.run->settings.find(choice.key);
        return found == run.run->settings.end() ? QString() : settingText(found->second);
    }
    if (choice.by == GroupChoice::By::Pattern) {
        const QRegularExpression pattern(fromUtf8(choice.key));
        const auto match = pattern.match(run.name);
        return !match.hasMatch() ? QString() : match.captured(pattern.captureCount() > 0 ? 1 : 0);
    }
    return {};
}

QString patternError(const GroupChoice& choice)
{
    if (choice.by != GroupChoice::By::Pattern)
        return {};
    const QRegularExpression pattern(fromUtf8(choice.key));
    return pattern.isValid() ? QString() : pattern.errorString();
}

} // namespace maquette::widgets
