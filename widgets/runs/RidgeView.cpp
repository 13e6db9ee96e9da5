// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/RidgeView.h"

#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include "widgets/common/Theme.h"
#include "widgets/runs/PlotAxes.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

constexpr std::size_t columns = 160;
constexpr double overlap = 0.45; // of the height that the highest ridge takes

/// The first and last edge may be the limits of doubles, which is no range that can be drawn.
std::pair<double, double> rangeOf(const runlog::Histogram& histogram)
{
    double low = histogram.minimum, high = histogram.maximum;
    for (std::size_t i = 0; i < histogram.counts.size() && i + 1 < histogram.edges.size(); ++i) {
        if (histogram.counts[i] <= 0)
            continue;
        if (!std::isfinite(low) && std::abs(histogram.edges[i]) < 1e300)
            low = histogram.edges[i];
        if (!std::isfinite(histogram.maximum) && std::abs(histogram.edges[i + 1]) < 1e300)
            high = std::isfinite(high) ? std::max(high, histogram.edges[i + 1]) : histogram.edges[i + 1];
    }
    return {low, high};
}

} // namespace

RidgeView::RidgeView(QWidget* parent)
    : QWidget(parent)
{
    setMouseTracking(true);
    setMinimumSize(200, 160);
}

void RidgeView::setLayers(std::vector<Layer> layers, const QString& title, const QColor& color)
{
    m_layers = std::move(layers);
    m_title = title;
    m_color = color;
    m_hovered = -1;
    update();
}

std::vector<double> RidgeView::densities(const runlog::Histogram& histogram, double low, double high, std::size_t count)
{
    // The share of each bin is spread evenly over it, so that bins of different width compare.
    std::vector<double> density(count, 0);
    const double width = (high - low) / double(count);
    double total = 0;
    for (const double bin : histogram.counts)
        total += bin;
    if (!(total > 0) || !(width > 0))
        return density;
    for (std::size_t i = 0; i < histogram.counts.size() && i + 1 < histogram.edges.size(); ++i) {
        const double from = std::max(histogram.edges[i], low), to = std::min(histogram.edges[i + 1], high);
        if (histogram.counts[i] <= 0 || to < from)
            continue;
        if (to - from < width) { // thinner than a column: all of it there
            const auto at = static_cast<std::size_t>(std::clamp((from - low) / width, 0.0, double(count - 1)));
            density[at] += histogram.counts[i] / total;
            continue;
        }
        const double each = histogram.counts[i] / total / (to - from);
        const auto first = static_cast<std::size_t>(std::clamp((from - low) / width, 0.0, double(count - 1)));
        const auto last = static_cast<std::size_t>(std::clamp((to - low) / width, 0.0, double(count - 1)));
        for (std::size_t k = first; k <= last; ++k) {
            const double a = std::max(from, low + double(k) * width), b = std::min(to, low + double(k + 1) * width);
            density[k] += each * std::max(0.0, b - a);
        }
    }
    return density;
}

RidgeView::Place RidgeView::place() const
{
    Place place;
    double low = std::numeric_limits<double>::infinity(), high = -low;
    for (const Layer& layer : m_layers) {
        const auto [from, to] = rangeOf(layer.histogram);
        if (std::isfinite(from))
            low = std::min(low, from);
        if (std::isfinite(to))
            high = std::max(high, to);
    }
    if (!(low < high)) {
        low = std::isfinite(low) ? low - 0.5 : 0;
        high = low + 1;
    }
    place.low = low;
    place.high = high;
    const QFontMetricsF metrics(PlotAxes::font());
    place.left = 8;
    place.right = width() - 8 - metrics.horizontalAdvance(u"000,000"_s);
    place.top = 2 * metrics.height();
    place.bottom = height() - PlotAxes::bottomMargin() - 4;
    place.ridge = (place.bottom - place.top) * overlap;
    return place;
}

double RidgeView::baseline(const Place& place, std::size_t layer) const
{
    const double first = place.top + place.ridge;
    return m_layers.size() < 2 ? place.bottom
                               : first + (place.bottom - first) * double(layer) / double(m_layers.size() - 1);
}

void RidgeView::paintEvent(QPaintEvent*)
{
    const Theme* theme = Theme::instance();
    if (!theme)
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), theme->color(Token::Panel));
    painter.setFont(PlotAxes::font());
    const QFontMetricsF metrics(PlotAxes::font());
    painter.setPen(theme->color(Token::Text));
    painter.drawText(QPointF(8, 4 + metrics.ascent()), metrics.elidedText(m_title, Qt::ElideMiddle, width() - 16));
    if (m_layers.empty())
        return;
    const Place at = place();
    std::vector<std::vector<double>> heights;
    double highest = 0;
    for (const Layer& layer : m_layers) {
        heights.push_back(densities(layer.histogram, at.low, at.high, columns));
        highest = std::max(highest, *std::max_element(heights.back().begin(), heights.back().end()));
    }
    const double step = (at.right - at.left) / double(columns);
    for (std::size_t i = 0; i < m_layers.size(); ++i) {
        const double base = baseline(at, i);
        QPainterPath path(QPointF(at.left, base));
        for (std::size_t k = 0; k < columns; ++k)
            path.lineTo(at.left + (double(k) + 0.5) * step,
                        base - (highest > 0 ? heights[i][k] / highest * at.ridge : 0));
        path.lineTo(at.right, base);
        // Later ones stronger: the order is told without the axis, too.
        const double age = m_layers.size() < 2 ? 1 : double(i) / double(m_layers.size() - 1);
        QColor fill = m_color;
        fill.setAlphaF(float(0.25 + 0.55 * age));
        painter.setPen(
            QPen(theme->color(int(i) == m_hovered ? Token::Accent : Token::Panel), int(i) == m_hovered ? 2 : 1));
        painter.setBrush(fill);
        painter.drawPath(path);
    }
    painter.setPen(theme->color(Token::Muted));
    for (const AxisMark& mark : yMarks({at.low, at.high}, false, std::max(2, int((at.right - at.left) / 90)))) {
        const double x = at.left + (mark.value - at.low) / (at.high - at.low) * (at.right - at.left);
        painter.drawLine(QPointF(x, at.bottom + 1), QPointF(x, at.bottom + 4));
        const double w = metrics.horizontalAdvance(mark.label);
        painter.drawText(QPointF(std::clamp(x - w / 2, 0.0, width() - w), at.bottom + 5 + metrics.ascent()),
                         mark.label);
    }
    double free = -1e9;
    for (std::size_t i = 0; i < m_layers.size(); ++i) {
        const double y = baseline(at, i);
        if (y - metrics.height() < free && int(i) != m_hovered)
            continue;
        painter.setPen(theme->color(int(i) == m_hovered ? Token::Accent : Token::Muted));
        painter.drawText(QPointF(at.right + 4, y), QLocale().toString(qlonglong(m_layers[i].step)));
        free = y;
    }
}

void RidgeView::mouseMoveEvent(QMouseEvent* event)
{
    const Place at = place();
    int hovered = -1;
    double nearest = 12;
    for (std::size_t i = 0; i < m_layers.size(); ++i)
        if (const double away = std::abs(baseline(at, i) - event->position().y()); away < nearest) {
            nearest = away;
            hovered = int(i);
        }
    if (hovered == m_hovered)
        return;
    m_hovered = hovered;
    if (hovered >= 0) {
        const Layer& layer = m_layers[std::size_t(hovered)];
        setToolTip(tr("step %1: %2 to %3")
                       .arg(QLocale().toString(qlonglong(layer.step)), valueText(layer.histogram.minimum),
                            valueText(layer.histogram.maximum)));
    }
    update();
}

void RidgeView::leaveEvent(QEvent* event)
{
    m_hovered = -1;
    update();
    QWidget::leaveEvent(event);
}

} // namespace maquette::widgets
