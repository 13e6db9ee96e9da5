// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/ParallelView.h"

#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include "widgets/common/Text.h"
#include "widgets/common/Theme.h"
#include "widgets/runs/PlotAxes.h"
#include "widgets/runs/Segment.h"

#include <algorithm>
#include <cmath>

namespace maquette::widgets {

namespace {

constexpr double side = 56, grabDistance = 18, pickDistance = 6; // pixels

double valueAt(const runs::SettingColumn& column, double place)
{
    if (column.kind == runs::ScaleKind::Logarithm)
        return std::pow(10,
                        std::log10(column.minimum) + place * (std::log10(column.maximum) - std::log10(column.minimum)));
    return column.minimum + place * (column.maximum - column.minimum);
}

} // namespace

ParallelView::ParallelView(QWidget* parent)
    : QWidget(parent)
{
    setMinimumHeight(200);
    setFocusPolicy(Qt::NoFocus);
    setToolTip(tr("Drag along an axis to keep the runs in that range; click the axis to keep all"));
}

void ParallelView::setColumns(std::vector<runs::SettingColumn> columns, std::vector<ShownRun> runs)
{
    m_columns = std::move(columns);
    m_runs = std::move(runs);
    std::erase_if(m_brushes, [this](const auto& brush) {
        return std::none_of(m_columns.begin(), m_columns.end(),
                            [&](const runs::SettingColumn& column) { return column.name == brush.first; });
    });
    update();
}

void ParallelView::setBrush(const QString& column, double from, double to)
{
    if (from <= to)
        m_brushes[toUtf8(column)] = {std::max(0.0, from), std::min(1.0, to)};
    else
        m_brushes.erase(toUtf8(column));
    update();
    Q_EMIT brushChanged();
}

void ParallelView::clearBrushes()
{
    m_brushes.clear();
    update();
    Q_EMIT brushChanged();
}

bool ParallelView::keeps(std::size_t run) const
{
    return std::all_of(m_columns.begin(), m_columns.end(), [&](const runs::SettingColumn& column) {
        const auto brush = m_brushes.find(column.name);
        return brush == m_brushes.end()
            || (column.places[run] >= brush->second.first - 1e-9 && column.places[run] <= brush->second.second + 1e-9);
    });
}

QStringList ParallelView::kept() const
{
    QStringList ids;
    for (std::size_t i = 0; i < m_runs.size(); ++i)
        if (keeps(i))
            ids << fromUtf8(m_runs[i].run->id);
    return ids;
}

QRectF ParallelView::area() const
{
    const double line = QFontMetricsF(PlotAxes::font()).height();
    return QRectF(side, 2.2 * line, std::max(10.0, width() - 2 * side), std::max(10.0, height() - 3.6 * line));
}

double ParallelView::xOf(std::size_t column) const
{
    const QRectF at = area();
    if (m_columns.size() < 2)
        return at.center().x();
    const double share = double(column) / double(m_columns.size() - 1);
    return at.left() + (isRightToLeft() ? 1 - share : share) * at.width();
}

double ParallelView::yOf(double place) const { return area().bottom() - place * area().height(); }

QPointF ParallelView::pointOf(std::size_t run, std::size_t column) const
{
    const double place = m_columns[column].places[run];
    // What has no value there passes below the axis.
    return {xOf(column), std::isfinite(place) ? yOf(place) : area().bottom() + 10};
}

void ParallelView::paintRun(QPainter& painter, std::size_t run) const
{
    QPainterPath path;
    for (std::size_t c = 0; c < m_columns.size(); ++c) {
        const QPointF to = pointOf(run, c);
        if (c == 0) {
            path.moveTo(to);
            continue;
        }
        // Curves keep lines apart that meet at one value.
        const QPointF from = path.currentPosition();
        const double middle = 0.5 * (from.x() + to.x());
        path.cubicTo({middle, from.y()}, {middle, to.y()}, to);
    }
    painter.drawPath(path);
}

void ParallelView::paintAxis(QPainter& painter, std::size_t index) const
{
    const Theme* theme = Theme::instance();
    const runs::SettingColumn& column = m_columns[index];
    const QFontMetricsF metrics(PlotAxes::font());
    const double x = xOf(index);
    painter.setPen(QPen(theme->color(Token::Muted), 1));
    painter.drawLine(QPointF(x, area().top()), QPointF(x, area().bottom()));
    const double gap = m_columns.size() < 2 ? width() : area().width() / double(m_columns.size() - 1);
    const auto label = [&](double y, const QString& text) {
        const QString shown = metrics.elidedText(text, Qt::ElideRight, std::max(30.0, 0.45 * gap));
        const double w = metrics.horizontalAdvance(shown);
        painter.setPen(Qt::NoPen);
        QColor back = theme->color(Token::Panel);
        back.setAlphaF(0.75F);
        painter.setBrush(back);
        painter.drawRect(QRectF(x + 3, y - metrics.height() / 2, w + 4, metrics.height()));
        painter.setBrush(Qt::NoBrush);
        painter.setPen(theme->color(Token::Muted));
        painter.drawText(QPointF(x + 5, y - metrics.height() / 2 + metrics.ascent()), shown);
    };
    if (column.kind == runs::ScaleKind::Category) {
        const std::size_t count = column.categories.size();
        const std::size_t every = std::max<std::size_t>(
            1, count * std::size_t(metrics.height()) / std::max<std::size_t>(1, std::size_t(area().height())));
        for (std::size_t i = 0; i < count; i += every)
            label(yOf(count < 2 ? 0.5 : double(i) / double(count - 1)), fromUtf8(column.categories[i]));
    } else if (std::isfinite(column.minimum)) {
        for (const double place : {0.0, 0.25, 0.5, 0.75, 1.0})
            if (column.minimum < column.maximum || place == 0.5)
                label(yOf(place), valueText(valueAt(column, place), place == 0 || place == 1 ? 4 : 3));
    }
    QFont bold = PlotAxes::font();
    bold.setWeight(QFont::DemiBold);
    painter.setFont(bold);
    painter.setPen(theme->color(Token::Text));
    const QString title
        = QFontMetricsF(bold).elidedText(fromUtf8(column.name), Qt::ElideMiddle, std::max(40.0, gap - 8));
    const double w = QFontMetricsF(bold).horizontalAdvance(title);
    painter.drawText(QPointF(std::clamp(x - w / 2, 2.0, std::max(2.0, width() - w - 2)), metrics.ascent() + 2), title);
    painter.setFont(PlotAxes::font());
    if (const auto brush = m_brushes.find(column.name); brush != m_brushes.end()) {
        QColor fill = theme->color(Token::Accent);
        painter.setPen(QPen(fill, 1));
        fill.setAlphaF(0.25F);
        painter.setBrush(fill);
        painter.drawRect(QRectF(QPointF(x - 6, yOf(brush->second.second)), QPointF(x + 6, yOf(brush->second.first))));
        painter.setBrush(Qt::NoBrush);
    }
}

void ParallelView::paintEvent(QPaintEvent*)
{
    const Theme* theme = Theme::instance();
    if (!theme)
        return;
    QPainter painter(this);
    painter.fillRect(rect(), theme->color(Token::Panel));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(PlotAxes::font());
    // Faint ones below, marked ones on top.
    for (const int pass : {0, 1, 2})
        for (std::size_t i = 0; i < m_runs.size(); ++i) {
            const bool in = keeps(i);
            if (pass != (m_runs[i].selected ? 2 : in ? 1 : 0))
                continue;
            QColor color = m_runs[i].color;
            color.setAlphaF(in ? (m_runs.size() > 100 ? 0.5F : 0.85F) : 0.1F);
            QPen pen(color, m_runs[i].selected ? 3 : 1.5);
            pen.setStyle(m_runs[i].style);
            painter.setPen(pen);
            painter.setBrush(Qt::NoBrush);
            paintRun(painter, i);
        }
    for (std::size_t c = 0; c < m_columns.size(); ++c)
        paintAxis(painter, c);
}

int ParallelView::columnAt(double x) const
{
    for (std::size_t c = 0; c < m_columns.size(); ++c)
        if (std::abs(xOf(c) - x) < grabDistance)
            return static_cast<int>(c);
    return -1;
}

QString ParallelView::runAt(const QPointF& position) const
{
    QString best;
    double nearest = pickDistance;
    for (std::size_t i = 0; i < m_runs.size(); ++i)
        for (std::size_t c = 0; keeps(i) && c + 1 < m_columns.size(); ++c) {
            // The curve between two axes in short straight pieces.
            const QPointF from = pointOf(i, c), to = pointOf(i, c + 1);
            QPointF before = from;
            for (int k = 1; k <= 12; ++k) {
                const double t = k / 12.0;
                const double s = t * t * (3 - 2 * t);
                const QPointF at(from.x() + t * (to.x() - from.x()), from.y() + s * (to.y() - from.y()));
                if (const double away = distanceToSegment(position, before, at); away < nearest) {
                    nearest = away;
                    best = fromUtf8(m_runs[i].run->id);
                }
                before = at;
            }
        }
    return best;
}

void ParallelView::mousePressEvent(QMouseEvent* event)
{
    m_pressed = event->position();
    m_moved = false;
    m_dragged = columnAt(event->position().x());
    m_dragFrom = (area().bottom() - event->position().y()) / area().height();
}

void ParallelView::mouseMoveEvent(QMouseEvent* event)
{
    if (m_dragged < 0 || (!m_moved && (event->position() - m_pressed).manhattanLength() < 5))
        return;
    m_moved = true;
    const double to = (area().bottom() - event->position().y()) / area().height();
    setBrush(fromUtf8(m_columns[std::size_t(m_dragged)].name), std::min(m_dragFrom, to), std::max(m_dragFrom, to));
}

void ParallelView::mouseReleaseEvent(QMouseEvent* event)
{
    const int dragged = std::exchange(m_dragged, -1);
    if (m_moved)
        return;
    if (const QString id = runAt(event->position()); !id.isEmpty())
        Q_EMIT runPicked(id);
    else if (dragged >= 0)
        setBrush(fromUtf8(m_columns[std::size_t(dragged)].name), 1, 0);
}

} // namespace maquette::widgets
