// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/CurveSource.h"

#include "widgets/common/Text.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace maquette::widgets {

namespace {

/// How many samples or tokens a step takes, or how many steps an epoch: numbers and names of settings, multiplied.
double perStepOf(const runs::Run& run, const std::string& choice)
{
    double product = 1;
    for (const QString& factor : fromUtf8(choice).split(u'*')) {
        bool ok = false;
        const double number = factor.trimmed().toDouble(&ok);
        const auto found = run.settings.find(toUtf8(factor.trimmed()));
        product *= ok ? number : found == run.settings.end() ? runs::missing : settingNumber(found->second);
    }
    return product > 0 ? product : runs::missing;
}

} // namespace

CurveSource::CurveSource(const runs::Run& run, const runs::ScalarData& data, const ChartOptions& options)
    : m_run(run)
    , m_data(data)
    , m_options(options)
{
    switch (options.x) {
    case runs::XAxis::Samples:
    case runs::XAxis::Tokens:
        m_scale = perStepOf(run, options.perStep);
        break;
    case runs::XAxis::Epoch:
        m_scale = 1 / perStepOf(run, options.perStep);
        break;
    case runs::XAxis::RelativeTime:
        m_offset = run.start;
        break;
    case runs::XAxis::Metric:
        m_partnerData = run.scalars(options.xMetric);
        if (m_partnerData)
            m_partner = m_partnerData->live.values();
        break;
    default:
        break;
    }
}

bool CurveSource::isTime() const
{
    return m_options.x == runs::XAxis::RelativeTime || m_options.x == runs::XAxis::WallTime;
}

Range CurveSource::xRange() const
{
    Range range;
    const auto add = [&](double value) {
        if (std::isfinite(value) && (!m_options.logX || value > 0))
            range.add(value);
    };
    if (m_options.x == runs::XAxis::Metric) {
        if (m_partnerData && m_data.live.count() > 0) {
            const runs::Summary partner = m_partnerData->live.summary();
            add(partner.minimum);
            add(partner.maximum);
        }
        return range;
    }
    const auto addSeries = [&](const runs::Series& series) {
        if (series.empty())
            return;
        const runs::Summary all = series.summary();
        if (isTime()) {
            add(all.minimumTime - m_offset);
            add(all.maximumTime - m_offset);
        } else {
            add(double(all.minimumStep) * m_scale);
            add(double(all.maximumStep) * m_scale);
            if (m_options.logX && all.minimumStep <= 0 && all.maximumStep > 0) {
                const std::int64_t first = series.lowerBound(1);
                if (first < series.count())
                    add(double(series.point(first).step) * m_scale);
            }
        }
    };
    addSeries(m_data.live);
    if (m_options.leftBranches && m_options.group.by == GroupChoice::By::None)
        addSeries(m_data.left);
    return range;
}

double CurveSource::place(const runs::Point& point) const
{
    if (m_options.x == runs::XAxis::Metric) {
        const auto after = std::upper_bound(m_partner.steps.begin(), m_partner.steps.end(), point.step);
        return after == m_partner.steps.begin()
            ? runs::missing
            : m_partner.values[static_cast<std::size_t>(after - m_partner.steps.begin() - 1)];
    }
    return isTime() ? point.wallTime - m_offset : double(point.step) * m_scale;
}

runs::View CurveSource::viewOf(const Range& x, int columns) const
{
    runs::View view;
    view.columns = std::clamp(columns, 1, 65536);
    view.logarithmic = m_options.logX;
    view.axis = isTime() ? runs::Axis::WallTime : runs::Axis::Step;
    const double scale = m_options.x == runs::XAxis::Metric ? 1 : m_scale;
    view.from = x.from / scale + m_offset;
    view.to = x.to / scale + m_offset;
    // Columns of log(time) need the zero of the axis, which the series does not know.
    if (m_options.x == runs::XAxis::RelativeTime)
        view.logarithmic = false;
    if (!(view.from < view.to) || !std::isfinite(view.from) || !std::isfinite(view.to)) {
        view.from = 0;
        view.to = 1;
    }
    return view;
}

runs::Sampled CurveSource::sampled(const Range& x, int columns) const
{
    if (m_options.x == runs::XAxis::Metric) {
        if (!m_partnerData) {
            runs::Sampled none;
            none.total = none.withoutPlace = m_data.live.count();
            return none;
        }
        return m_data.live.sampledOver(m_partnerData->live, viewOf(x, columns));
    }
    if (!std::isfinite(m_scale) || !std::isfinite(m_offset)) {
        runs::Sampled none;
        none.total = none.withoutPlace = m_data.live.count();
        return none;
    }
    return m_data.live.sampled(viewOf(x, columns));
}

Pieces CurveSource::pieces(const std::vector<runs::Point>& line) const
{
    Pieces pieces(1);
    for (const runs::Point& point : line) {
        const double x = place(point);
        const bool drawable = std::isfinite(x) && std::isfinite(point.value) && (!m_options.logX || x > 0)
            && (!m_options.logY || point.value > 0);
        if (drawable)
            pieces.back().push_back({x, point.value});
        else if (!pieces.back().empty())
            pieces.emplace_back();
    }
    return pieces;
}

Pieces CurveSource::leftPieces(std::size_t piece, const Range& x, int columns) const
{
    const std::int64_t begin = m_data.pieces[piece];
    const std::int64_t end = piece + 1 < m_data.pieces.size() ? m_data.pieces[piece + 1] : m_data.left.count();
    if (m_options.x == runs::XAxis::Metric || !std::isfinite(m_scale) || !std::isfinite(m_offset))
        return {};
    return pieces(m_data.left.sampled(viewOf(x, columns), begin, end).line());
}

std::vector<double> CurveSource::places(const runs::Values& values) const
{
    if (m_options.x == runs::XAxis::Metric)
        return runs::joinOnStep(values.steps, m_partner.steps, m_partner.values, runs::Join::LastBefore);
    std::vector<double> x(values.values.size());
    for (std::size_t i = 0; i < x.size(); ++i)
        x[i] = isTime() ? values.wallTimes[i] - m_offset : double(values.steps[i]) * m_scale;
    return x;
}

runs::Curve CurveSource::wholeCurve() const
{
    const runs::Values values = m_data.live.values();
    runs::AlignedCurve aligned = runs::alignCurve(places(values), values.values);
    if (m_options.smoothing == runs::Smoothing::None)
        return std::move(aligned.curve);
    // Nothing is smoothed across a restart: there the run began anew.
    std::vector<std::size_t> starts;
    for (const std::int64_t piece : m_data.pieces) {
        const auto at = static_cast<std::size_t>(m_data.live.lowerBound(m_data.left.point(piece).step));
        const auto kept = std::lower_bound(aligned.kept.begin(), aligned.kept.end(), at);
        if (m_options.x != runs::XAxis::Metric && kept != aligned.kept.end())
            starts.push_back(static_cast<std::size_t>(kept - aligned.kept.begin()));
    }
    std::sort(starts.begin(), starts.end());
    starts.erase(std::unique(starts.begin(), starts.end()), starts.end());
    aligned.curve.y = runs::smoothed(aligned.curve.view(), m_options.smoothOptions(), starts);
    return std::move(aligned.curve);
}

Pieces CurveSource::smoothedPieces(const Range& x, int columns) const
{
    const runs::Curve curve = wholeCurve();
    runs::View view;
    view.from = x.from;
    view.to = x.to;
    view.columns = std::clamp(columns, 1, 65536);
    view.logarithmic = m_options.logX;
    if (!(view.from < view.to))
        return {};
    Pieces pieces(1);
    for (const runs::Point& point : runs::sampleValues(curve.x, curve.y, view).line()) {
        const bool drawable = std::isfinite(point.value) && (!m_options.logX || point.wallTime > 0)
            && (!m_options.logY || point.value > 0);
        if (drawable)
            pieces.back().push_back({point.wallTime, point.value});
        else if (!pieces.back().empty())
            pieces.emplace_back();
    }
    return pieces;
}

CurvePoints CurveSource::points() const
{
    runs::Values values = m_data.live.values();
    CurvePoints points;
    points.x = places(values);
    points.steps = std::move(values.steps);
    points.times = std::move(values.wallTimes);
    points.values = std::move(values.values);
    return points;
}

CurvePoints allPoints(const runs::Run& run, const std::string& tag, const ChartOptions& options)
{
    const auto data = run.scalars(tag);
    return data ? CurveSource(run, *data, options).points() : CurvePoints{};
}

} // namespace maquette::widgets
