// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/PlotAxes.h"

#include <QApplication>
#include <QCoreApplication>
#include <QDateTime>
#include <QFontMetricsF>
#include <QLocale>
#include <QPainter>

#include "widgets/common/Text.h"
#include "widgets/common/Theme.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

constexpr double labelGap = 6; // pixels between a label and the plot
constexpr double marksApart = 34; // pixels between marks of the y axis

QString say(const char* text) { return QCoreApplication::translate("PlotAxes", text); }

double scaled(double value, bool logarithmic)
{
    return logarithmic ? std::log10(std::max(value, std::numeric_limits<double>::min())) : value;
}

/// "12k", "1.5M": steps, samples and tokens.
QString countText(double value)
{
    const double size = std::abs(value);
    if (size >= 1e12 || (size > 0 && size < 0.01))
        return valueText(value, 3);
    for (const auto& [unit, letter] : {std::pair{1e9, u"G"_s}, std::pair{1e6, u"M"_s}, std::pair{1e3, u"k"_s}})
        if (size >= unit)
            return valueText(value / unit, 4) + letter;
    return valueText(value, 4);
}

bool isTime(const ChartOptions& options)
{
    return options.x == runs::XAxis::RelativeTime || options.x == runs::XAxis::WallTime
        || options.x == runs::XAxis::ProcessTime;
}

QDateTime atSeconds(double seconds) { return QDateTime::fromMSecsSinceEpoch(qRound64(seconds * 1000)); }

/// Seconds between marks: round in minutes, hours or days.
double timeStep(double span, int most)
{
    static constexpr double steps[]
        = {1,    2,    5,     10,    15,    30,    60,     120,    300,     600,     900,     1800,
           3600, 7200, 14400, 21600, 43200, 86400, 172800, 604800, 1209600, 2592000, 7776000, 31536000};
    for (const double step : steps)
        if (span / step <= most)
            return step;
    return std::ceil(span / most / 31536000) * 31536000;
}

std::vector<AxisMark> timeMarks(const Range& range, const ChartOptions& options, int most)
{
    std::vector<AxisMark> marks;
    const double step = timeStep(range.length(), most);
    if (range.length() < 2) {
        for (const runs::Tick& tick : runs::linearTicks(range.from, range.to, most))
            marks.push_back({tick.value, xText(tick.value, options)});
        return marks;
    }
    // Local midnight is round for people.
    const double zero
        = options.x == runs::XAxis::WallTime ? double(atSeconds(range.from).date().startOfDay().toSecsSinceEpoch()) : 0;
    for (double at = zero + std::ceil((range.from - zero) / step) * step; at <= range.to && marks.size() < 100;
         at += step) {
        QString label;
        if (options.x != runs::XAxis::WallTime) {
            const QLocale locale;
            if (step >= 86400)
                label = say(QT_TRANSLATE_NOOP("PlotAxes", "%1 d")).arg(locale.toString(at / 86400, 'g', 4));
            else if (step >= 3600)
                label = say(QT_TRANSLATE_NOOP("PlotAxes", "%1 h")).arg(locale.toString(at / 3600, 'g', 4));
            else if (step >= 60)
                label = say(QT_TRANSLATE_NOOP("PlotAxes", "%1 min")).arg(locale.toString(at / 60, 'g', 5));
            else
                label = say(QT_TRANSLATE_NOOP("PlotAxes", "%1 s")).arg(locale.toString(at, 'g', 6));
        } else {
            const QDateTime time = atSeconds(at);
            const bool midnight = time.time() == QTime(0, 0);
            label = step >= 86400 || midnight ? time.toString(u"d MMM"_s)
                                              : time.toString(step >= 60 ? u"HH:mm"_s : u"HH:mm:ss"_s);
        }
        marks.push_back({at, label});
    }
    return marks;
}

std::vector<AxisMark> numberMarks(const Range& range, bool logarithmic, int most, QString (*text)(double))
{
    std::vector<AxisMark> marks;
    const auto ticks
        = logarithmic ? runs::logTicks(range.from, range.to, most) : runs::linearTicks(range.from, range.to, most);
    for (const runs::Tick& tick : ticks)
        marks.push_back({tick.value, tick.labeled ? text(tick.value) : QString()});
    return marks;
}

} // namespace

double PlotPlace::scaledX(double value) const { return scaled(value, logX); }
double PlotPlace::scaledY(double value) const { return scaled(value, logY); }
double PlotPlace::unscaledX(double value) const { return logX ? std::pow(10, value) : value; }
double PlotPlace::unscaledY(double value) const { return logY ? std::pow(10, value) : value; }

QPointF PlotPlace::toPixels(const QPointF& point) const
{
    const double left = scaledX(x.from), right = scaledX(x.to), low = scaledY(y.from), high = scaledY(y.to);
    return {area.left() + (scaledX(point.x()) - left) / (right - left) * area.width(),
            area.bottom() - (scaledY(point.y()) - low) / (high - low) * area.height()};
}

QPointF PlotPlace::fromPixels(const QPointF& pixels) const
{
    const double left = scaledX(x.from), right = scaledX(x.to), low = scaledY(y.from), high = scaledY(y.to);
    return {unscaledX(left + (pixels.x() - area.left()) / area.width() * (right - left)),
            unscaledY(low + (area.bottom() - pixels.y()) / area.height() * (high - low))};
}

Range padded(const Range& range, bool logarithmic)
{
    if (range.empty())
        return logarithmic ? Range{0.1, 10} : Range{0, 1};
    if (logarithmic) {
        const double low = std::log10(range.from), high = std::log10(range.to);
        const double more = high > low ? 0.05 * (high - low) : 0.2;
        return {std::pow(10, low - more), std::pow(10, high + more)};
    }
    const double size = std::max(std::abs(range.from), std::abs(range.to));
    // A range that doubles hardly resolve is as good as none.
    const double more = range.length() > size * 1e-12 ? 0.05 * range.length() : size > 0 ? 0.1 * size : 1;
    return {range.from - more, range.to + more};
}

std::vector<AxisMark> xMarks(const Range& range, const ChartOptions& options, int most)
{
    if (isTime(options) && !options.logX)
        return timeMarks(range, options, most);
    if (isTime(options))
        return numberMarks(range, true, most, [](double value) { return spanText(value); });
    return numberMarks(range, options.logX, most, countText);
}

std::vector<AxisMark> yMarks(const Range& range, bool logarithmic, int most)
{
    return numberMarks(range, logarithmic, most, [](double value) { return valueText(value, 6); });
}

QString xText(double value, const ChartOptions& options)
{
    switch (options.x) {
    case runs::XAxis::WallTime:
        return QLocale().toString(atSeconds(value), QLocale::ShortFormat) + atSeconds(value).toString(u":ss"_s);
    case runs::XAxis::RelativeTime:
    case runs::XAxis::ProcessTime:
        return spanText(value);
    case runs::XAxis::Step:
        return say(QT_TRANSLATE_NOOP("PlotAxes", "step %1")).arg(QLocale().toString(qRound64(value)));
    default:
        return valueText(value, 7);
    }
}

QString xTitle(const ChartOptions& options)
{
    switch (options.x) {
    case runs::XAxis::Step:
        return say(QT_TRANSLATE_NOOP("PlotAxes", "Step"));
    case runs::XAxis::RelativeTime:
        return say(QT_TRANSLATE_NOOP("PlotAxes", "Relative time"));
    case runs::XAxis::ProcessTime:
        return say(QT_TRANSLATE_NOOP("PlotAxes", "Time without pauses"));
    case runs::XAxis::WallTime:
        return say(QT_TRANSLATE_NOOP("PlotAxes", "Wall time"));
    case runs::XAxis::Samples:
        return say(QT_TRANSLATE_NOOP("PlotAxes", "Samples"));
    case runs::XAxis::Tokens:
        return say(QT_TRANSLATE_NOOP("PlotAxes", "Tokens"));
    case runs::XAxis::Epoch:
        return say(QT_TRANSLATE_NOOP("PlotAxes", "Epoch"));
    case runs::XAxis::Metric:
        break;
    }
    return fromUtf8(options.xMetric);
}

PlotAxes::PlotAxes(QGraphicsItem* parent)
    : QGraphicsItem(parent)
{
    setZValue(-2);
}

QFont PlotAxes::font()
{
    QFont font = QApplication::font();
    font.setPixelSize(Theme::instance() ? Theme::instance()->scaled(11) : 11);
    return font;
}

double PlotAxes::leftMargin(const Range& y, bool logarithmic, double height)
{
    const QFontMetricsF metrics(font());
    double width = 24;
    for (const AxisMark& mark : yMarks(y, logarithmic, std::max(2, int(height / marksApart))))
        width = std::max(width, metrics.horizontalAdvance(mark.label));
    // In steps, so that the plot does not twitch while it is panned.
    return std::ceil((width + labelGap) / 12) * 12;
}

double PlotAxes::bottomMargin() { return QFontMetricsF(font()).height() + labelGap; }

void PlotAxes::setPlace(const PlotPlace& place, const ChartOptions& options, const QSizeF& size)
{
    prepareGeometryChange();
    m_place = place;
    m_options = options;
    m_size = size;
    const bool time = isTime(options);
    const double width = QFontMetricsF(font()).horizontalAdvance(time ? u"00 min 00"_s : u"0,000"_s) * 1.7;
    m_x = xMarks(place.x, options, std::max(2, int(place.area.width() / width)));
    m_y = yMarks(place.y, place.logY, std::max(2, int(place.area.height() / marksApart)));
    update();
}

void PlotAxes::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*)
{
    const Theme* theme = Theme::instance();
    if (!theme || m_place.area.isEmpty())
        return;
    const QRectF& area = m_place.area;
    const QFontMetricsF metrics(font());
    painter->setFont(font());
    QColor grid = theme->color(Token::Line);
    QColor minor = grid;
    minor.setAlphaF(0.45F);
    painter->setRenderHint(QPainter::Antialiasing, false);
    for (const AxisMark& mark : m_y) {
        const double y = std::round(m_place.toPixels({m_place.x.from, mark.value}).y()) + 0.5;
        if (y < area.top() - 1 || y > area.bottom() + 1)
            continue;
        painter->setPen(QPen(mark.label.isEmpty() ? minor : grid, 1));
        painter->drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
        painter->setPen(theme->color(Token::Muted));
        painter->drawText(QRectF(0, y - metrics.height() / 2, area.left() - labelGap, metrics.height()),
                          Qt::AlignRight | Qt::AlignVCenter, mark.label);
    }
    double free = -1e9; // where the next label may begin
    for (const AxisMark& mark : m_x) {
        const double x = std::round(m_place.toPixels({mark.value, m_place.y.from}).x()) + 0.5;
        if (x < area.left() - 1 || x > area.right() + 1)
            continue;
        painter->setPen(QPen(mark.label.isEmpty() ? minor : grid, 1));
        if (m_place.logX || mark.label.isEmpty())
            painter->drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
        else
            painter->drawLine(QPointF(x, area.bottom()), QPointF(x, area.bottom() + 3));
        const double width = metrics.horizontalAdvance(mark.label);
        const double left = std::min(x - width / 2, m_size.width() - width);
        if (mark.label.isEmpty() || left < free)
            continue;
        painter->setPen(theme->color(Token::Muted));
        painter->drawText(QPointF(left, area.bottom() + labelGap / 2 + metrics.ascent()), mark.label);
        free = left + width + 8;
    }
}

} // namespace maquette::widgets
