// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/Fp8Work.h"

#include <QCoreApplication>

#include "runs/analysis/Sampling.h"
#include "runs/report/Fp8Source.h"
#include "widgets/common/Text.h"
#include "widgets/common/Theme.h"
#include "widgets/runs/Fp8ScaleImage.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <map>
#include <set>

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

constexpr int chartColumns = 1000;

QString say(const char* text) { return QCoreApplication::translate("Fp8Panel", text); }

/// Points of a series as a line, few enough to draw.
Pieces linesOf(const runs::StepSeries& series)
{
    runs::Curve curve;
    for (std::size_t i = 0; i < series.steps.size(); ++i)
        if (std::isfinite(series.values[i])) {
            curve.x.push_back(static_cast<double>(series.steps[i]));
            curve.y.push_back(series.values[i]);
        }
    if (curve.x.empty())
        return {};
    std::vector<QPointF> line;
    for (const std::size_t i : runs::sampleM4(curve.view(), curve.x.front(), curve.x.back() + 1, chartColumns))
        line.emplace_back(curve.x[i], curve.y[i]);
    return {line};
}

void addCurve(ChartDrawing& drawing, DrawnCurve curve, std::int64_t points)
{
    for (const auto& piece : curve.line)
        for (const QPointF& point : piece) {
            drawing.x.add(point.x());
            drawing.y.add(point.y());
            ++drawing.drawn;
        }
    for (const auto& piece : curve.band)
        for (const BandPoint& point : piece) {
            drawing.x.add(point.x);
            drawing.y.add(point.low);
            drawing.y.add(point.high);
        }
    drawing.total += points;
    drawing.visible += points;
    drawing.curves.push_back(std::move(curve));
}

/// A level that is not passed, across the whole plot.
void addLevel(ChartDrawing& drawing, double value, const QString& name, const QColor& color)
{
    if (drawing.x.empty())
        return;
    DrawnCurve level;
    level.name = name;
    level.color = color;
    level.style = Qt::DashLine;
    level.line = {{{drawing.x.from, value}, {drawing.x.to, value}}};
    drawing.y.add(value);
    drawing.curves.push_back(std::move(level));
}

ChartDrawing headroomDrawing(const runs::Fp8Table& table, const Fp8Request& request, std::size_t layer,
                             const base::Job& job)
{
    ChartDrawing drawing;
    // Least and most over all layers by step.
    std::map<std::int64_t, std::pair<double, double>> spread;
    std::int64_t points = 0;
    for (const std::size_t each : table.rows(request.tensor)) {
        if (job.stopped())
            return drawing;
        const runs::StepSeries series = table.headroom(each, request.tensor, request.rank);
        for (std::size_t i = 0; i < series.steps.size(); ++i) {
            if (!std::isfinite(series.values[i]))
                continue;
            const auto [at, fresh] = spread.try_emplace(series.steps[i], series.values[i], series.values[i]);
            at->second.first = std::min(at->second.first, series.values[i]);
            at->second.second = std::max(at->second.second, series.values[i]);
            ++points;
        }
    }
    DrawnCurve curve;
    const runs::StepSeries own = table.headroom(layer, request.tensor, request.rank);
    curve.name = fromUtf8(table.layers()[layer]);
    curve.color = seriesColor(1, request.dark);
    curve.line = linesOf(own);
    std::vector<BandPoint> band;
    const std::size_t every = std::max<std::size_t>(1, spread.size() / chartColumns);
    std::size_t inPoint = 0;
    for (const auto& [step, ends] : spread) {
        if (inPoint++ % every == 0)
            band.push_back({static_cast<double>(step), ends.first, ends.second});
        band.back().low = std::min(band.back().low, ends.first);
        band.back().high = std::max(band.back().high, ends.second);
    }
    if (band.size() > 1)
        curve.band = {std::move(band)};
    addCurve(drawing, std::move(curve), points);
    addLevel(drawing, 0, say(QT_TRANSLATE_NOOP("Fp8Panel", "0 bits: clipped below")),
             tokenColor(Token::Bad, request.dark));
    return drawing;
}

ChartDrawing ranksDrawing(const runs::Fp8Table& table, const Fp8Request& request, std::size_t layer)
{
    ChartDrawing drawing;
    if (table.ranks().size() < 2)
        return drawing;
    const runs::RankSpread spread = runs::rankSpread(table, layer, request.tensor);
    const auto add = [&](const std::vector<double>& values, const QString& name, int color) {
        DrawnCurve curve;
        curve.name = name;
        curve.color = seriesColor(color, request.dark);
        curve.line = linesOf({spread.steps, values});
        addCurve(drawing, std::move(curve), static_cast<std::int64_t>(values.size()));
    };
    if (!spread.steps.empty()) {
        add(spread.binades, say(QT_TRANSLATE_NOOP("Fp8Panel", "largest to smallest scale")), 1);
        add(spread.mean, say(QT_TRANSLATE_NOOP("Fp8Panel", "mean cost of the shared minimum")), 2);
    }
    return drawing;
}

/// How many columns have a value each: statistics are logged every few steps, and a map with a column for each step
/// would be mostly empty.
int columnsFor(const runs::Fp8Table& table, const Fp8Request& request)
{
    std::int64_t first = std::numeric_limits<std::int64_t>::max(), last = std::numeric_limits<std::int64_t>::min();
    std::int64_t apart = std::numeric_limits<std::int64_t>::max();
    for (const std::size_t layer : table.rows(request.tensor)) {
        const auto steps = table.scales(layer, request.tensor, request.rank).steps;
        for (std::size_t i = 0; i < steps.size(); ++i) {
            if (request.steps && (steps[i] < request.steps->first || steps[i] > request.steps->second))
                continue;
            first = std::min(first, steps[i]);
            last = std::max(last, steps[i]);
            if (i > 0)
                apart = std::min(apart, steps[i] - steps[i - 1]);
        }
    }
    const int most = std::clamp(request.columns, 1, 65'536);
    if (first >= last || apart < 1 || apart > last - first)
        return most;
    return static_cast<int>(std::min<std::int64_t>(most, (last - first) / apart + 1));
}

/// Lets the columns begin and end with the steps that were logged in them.
void nameColumns(runs::ScaleMap& map, const runs::Fp8Table& table, const Fp8Request& request)
{
    std::set<std::int64_t> logged;
    for (const std::size_t layer : map.layers) {
        const auto scales = table.scales(layer, request.tensor, request.rank);
        logged.insert(scales.steps.begin(), scales.steps.end());
    }
    for (auto& [first, last] : map.columns) {
        const auto begin = logged.lower_bound(first), end = logged.upper_bound(last);
        if (begin == end)
            continue;
        first = *begin;
        last = *std::prev(end);
    }
}

runs::ScalingRule ruleOf(const RunPtr& run, runs::TensorKind tensor, double largest)
{
    runs::ScalingRule rule;
    rule.largest = static_cast<float>(largest);
    const bool own = std::any_of(run->tags.begin(), run->tags.end(),
                                 [](const auto& tag) { return tag->name.starts_with("fp8/"); });
    if (own) {
        rule.kind = runs::ScalingRule::Kind::MsAmp;
        rule.window
            = tensor == runs::TensorKind::Input || tensor == runs::TensorKind::OutputGradient ? 16 : 1; // facts 3.1
    } else
        rule.window = 1024;
    return rule;
}

std::optional<Fp8AmaxPicture> amaxPicture(const runs::Fp8Table& table, const Fp8Request& request, std::size_t layer,
                                          std::int64_t step)
{
    const runs::StepSeries* series = table.find(layer, request.tensor, request.rank, runs::Statistic::Amax);
    if (!series || series->steps.empty())
        return std::nullopt;
    Fp8AmaxPicture picture;
    const auto after = std::upper_bound(series->steps.begin(), series->steps.end(), step);
    const std::size_t at
        = after == series->steps.begin() ? 0 : static_cast<std::size_t>(after - series->steps.begin()) - 1;
    picture.largest = runs::factsOf(table.format(layer, request.tensor)).largest;
    const runs::ScalingRule rule = ruleOf(request.run, request.tensor, picture.largest);
    const auto replay = runs::replayScaling(series->values, rule);
    picture.window = runs::windowOf(replay, at, rule);
    picture.current = replay[at].current;
    // A window of steps cannot be shown by every n-th of them.
    std::int64_t apart = 1;
    if (series->steps.size() > 1)
        apart = (series->steps.back() - series->steps.front()) / static_cast<std::int64_t>(series->steps.size() - 1);
    picture.sparse = apart > 1 && rule.window > 1;
    if (picture.sparse) {
        picture.current = false;
        picture.window = {at, at + 1, runs::noSource};
        if (const auto* window = table.find(layer, request.tensor, request.rank, runs::Statistic::WindowAmax))
            picture.windowAmax = runs::valueAt(*window, series->steps[at]);
    }
    // So many steps before and after the window are there to compare with.
    constexpr std::size_t around = 8, most = 200;
    std::size_t first = std::min(picture.window.begin, picture.window.source);
    first = first > around ? first - around : 0;
    first = std::max(first, at > most ? at - most : 0);
    const std::size_t end = std::min(series->steps.size(), at + around + 1);
    picture.steps.assign(series->steps.begin() + static_cast<std::ptrdiff_t>(first),
                         series->steps.begin() + static_cast<std::ptrdiff_t>(end));
    picture.amax.assign(series->values.begin() + static_cast<std::ptrdiff_t>(first),
                        series->values.begin() + static_cast<std::ptrdiff_t>(end));
    const auto shifted = [&](std::size_t index) { return index >= first ? index - first : 0; };
    picture.at = shifted(at);
    picture.window.begin = shifted(picture.window.begin);
    picture.window.end = shifted(picture.window.end);
    picture.window.source = picture.window.source == runs::noSource || picture.window.source < first
        ? runs::noSource
        : picture.window.source - first;
    const runs::StepSeries scales = table.scales(layer, request.tensor, request.rank);
    picture.scale = runs::valueAt(scales, series->steps[at]);
    if (std::isnan(picture.scale))
        picture.scale = replay[at].scale;
    picture.scaleAge = 0;
    for (std::size_t i = scales.steps.size(); i-- > 0;) {
        if (scales.steps[i] > series->steps[at])
            continue;
        if (scales.values[i] != picture.scale)
            break;
        picture.scaleAge = series->steps[at] - scales.steps[i];
    }
    return picture;
}

std::optional<Fp8ExponentPicture> exponentPicture(const runs::Fp8Table& table, const Fp8Request& request,
                                                  std::size_t layer, std::int64_t step)
{
    const auto* records = table.histograms(layer, request.tensor, request.rank);
    if (!records || records->empty())
        return std::nullopt;
    const runs::ExponentRecord* record = &records->front();
    for (const auto& each : *records)
        if (each.step <= step)
            record = &each;
    Fp8ExponentPicture picture;
    picture.step = record->step;
    picture.histogram = record->histogram;
    picture.format = table.format(layer, request.tensor);
    picture.scale = runs::valueAt(table.scales(layer, request.tensor, request.rank), record->step);
    if (!(picture.scale > 0) || !std::isfinite(picture.scale))
        return std::nullopt;
    picture.window = runs::representableWindow(picture.histogram, picture.format, picture.scale);
    return picture;
}

/// The step at or last before this one at which the tensor was looked at.
std::int64_t loggedStep(const runs::Fp8Table& table, std::size_t layer, runs::TensorKind tensor, int rank,
                        std::int64_t step)
{
    for (const runs::StepSeries& series : {table.scales(layer, tensor, rank), table.headroom(layer, tensor, rank)}) {
        const auto after = std::upper_bound(series.steps.begin(), series.steps.end(), step);
        if (after != series.steps.begin())
            return *(after - 1);
    }
    return step;
}

} // namespace

QString tensorName(runs::TensorKind tensor)
{
    using Kind = runs::TensorKind;
    switch (tensor) {
    case Kind::Input:
        return say(QT_TRANSLATE_NOOP("Fp8Panel", "Input"));
    case Kind::Weight:
        return say(QT_TRANSLATE_NOOP("Fp8Panel", "Weight"));
    case Kind::OutputGradient:
        return say(QT_TRANSLATE_NOOP("Fp8Panel", "Output gradient"));
    case Kind::WeightGradient:
        return say(QT_TRANSLATE_NOOP("Fp8Panel", "Weight gradient"));
    case Kind::ReducedGradient:
        return say(QT_TRANSLATE_NOOP("Fp8Panel", "Weight gradient, mean of processes"));
    case Kind::FirstMoment:
        return say(QT_TRANSLATE_NOOP("Fp8Panel", "First moment"));
    case Kind::SecondMoment:
        return say(QT_TRANSLATE_NOOP("Fp8Panel", "Second moment"));
    case Kind::Master:
        return say(QT_TRANSLATE_NOOP("Fp8Panel", "Master weight"));
    case Kind::Output:
        return say(QT_TRANSLATE_NOOP("Fp8Panel", "Output"));
    case Kind::InputGradient:
        return say(QT_TRANSLATE_NOOP("Fp8Panel", "Input gradient"));
    }
    return {};
}

QString fp8Readout(const runs::Fp8Table& table, std::size_t layer, runs::TensorKind tensor, int rank,
                   std::int64_t wanted)
{
    const std::int64_t step = loggedStep(table, layer, tensor, rank, wanted);
    const auto value = [&](runs::Statistic statistic) {
        for (const auto recipe :
             {runs::QuantRecipe::InUse, runs::QuantRecipe::DelayedScaling, runs::QuantRecipe::CurrentScaling,
              runs::QuantRecipe::BlockScaling, runs::QuantRecipe::Mxfp8})
            if (const auto* series = table.find(layer, tensor, rank, {statistic, recipe}))
                return runs::valueAt(*series, step);
        return runs::missing;
    };
    QStringList parts = {fromUtf8(table.layers()[layer]) + u" · "_s + tensorName(tensor),
                         say(QT_TRANSLATE_NOOP("Fp8Panel", "step %1")).arg(step)};
    const auto add = [&](const char* text, double number, int digits = 4) {
        if (!std::isnan(number))
            parts << say(text).arg(valueText(number, digits));
    };
    add(QT_TRANSLATE_NOOP("Fp8Panel", "scale 2^%1"), std::log2(runs::valueAt(table.scales(layer, tensor, rank), step)));
    add(QT_TRANSLATE_NOOP("Fp8Panel", "amax %1"), value(runs::Statistic::Amax));
    add(QT_TRANSLATE_NOOP("Fp8Panel", "amax of the window %1"), value(runs::Statistic::WindowAmax));
    add(QT_TRANSLATE_NOOP("Fp8Panel", "headroom %1 bits"), runs::valueAt(table.headroom(layer, tensor, rank), step), 3);
    add(QT_TRANSLATE_NOOP("Fp8Panel", "underflow %1 %"), value(runs::Statistic::Underflow), 3);
    add(QT_TRANSLATE_NOOP("Fp8Panel", "overflow %1 %"), value(runs::Statistic::Overflow), 3);
    add(QT_TRANSLATE_NOOP("Fp8Panel", "factor %1"), value(runs::Statistic::Factor), 3);
    return parts.join(u"   "_s);
}

base::Result<Fp8Result> fp8Work(const Fp8Request& wanted, const base::Job& job)
{
    Fp8Request request = wanted;
    Fp8Result result;
    result.table = request.table;
    if (!result.table) {
        auto table = runs::fp8TableOf(*request.run, job);
        if (!table.ok())
            return table.error();
        result.table = std::make_shared<const runs::Fp8Table>(std::move(table).value());
    }
    const runs::Fp8Table& table = *result.table;
    using Kind = runs::TensorKind;
    for (const Kind kind :
         {Kind::Input, Kind::Weight, Kind::OutputGradient, Kind::WeightGradient, Kind::ReducedGradient,
          Kind::FirstMoment, Kind::SecondMoment, Kind::Master, Kind::Output, Kind::InputGradient})
        if (!table.rows(kind).empty())
            result.kinds.push_back(kind);
    if (!result.kinds.empty()
        && std::find(result.kinds.begin(), result.kinds.end(), request.tensor) == result.kinds.end())
        request.tensor = result.kinds.front();
    result.tensor = request.tensor;
    result.steps = runs::stepHealth(table);
    result.worst = runs::worstLayers(table, runs::HealthColumn::WorstUnderflow);

    auto heat = std::make_shared<Fp8HeatPicture>();
    runs::ScaleMapOptions options;
    options.tensor = request.tensor;
    options.quantity = heat->quantity = request.quantity;
    options.rank = request.rank;
    if (request.steps) {
        options.from = request.steps->first;
        options.to = request.steps->second;
    }
    options.columns = columnsFor(table, request);
    heat->map = runs::scaleMap(table, options);
    nameColumns(heat->map, table, request);
    heat->image = heatImage(heat->map, request.quantity);
    for (const std::size_t layer : heat->map.layers)
        heat->rows << fromUtf8(table.layers()[layer]);
    heat->skipped = result.steps.skipped;
    result.heat = heat;
    if (job.stopped())
        return base::stoppedError();

    for (const std::size_t layer : heat->map.layers)
        if (!result.layer || table.layers()[layer] == request.layer)
            result.layer = layer;
    if (!result.layer)
        return result;
    const std::size_t layer = *result.layer;
    result.step = request.step ? *request.step : heat->map.columns.empty() ? 0 : heat->map.columns.back().second;
    result.step = loggedStep(table, layer, request.tensor, request.rank, result.step);
    result.headroom = headroomDrawing(table, request, layer, job);
    result.ranks = ranksDrawing(table, request, layer);
    result.amax = amaxPicture(table, request, layer, result.step);
    // The histograms of one tensor, in a copy: the table itself is read by others meanwhile.
    runs::Fp8Table detailed = table;
    if (auto added = runs::addHistograms(detailed, *request.run, layer, request.tensor, request.rank, job); !added.ok())
        return added.error();
    result.exponents = exponentPicture(detailed, request, layer, result.step);
    result.whatIf = runs::whatIf(detailed, layer, request.tensor, request.rank, result.step);
    return result;
}

} // namespace maquette::widgets
