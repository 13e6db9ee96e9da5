// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a plot does with mouse, wheel and keys.
#include <QMouseEvent>
#include <QRubberBand>

#include "widgets/runs/PlotTip.h"
#include "widgets/runs/PlotView.h"
#include "widgets/runs/Segment.h"

#include <algorithm>
#include <cmath>

namespace maquette::widgets {

namespace {

constexpr double pickDistance = 6, flatDrag = 12; // pixels
constexpr double wheelZoom = 1.2, keyZoom = 1.5, keyPan = 0.2;

Range zoomed(double from, double to, double center, double factor)
{
    return {center - (center - from) / factor, center + (to - center) / factor};
}

} // namespace

void PlotView::zoomTo(std::optional<Range> x, std::optional<Range> y)
{
    const auto usable = [](const std::optional<Range>& range, bool logarithmic) {
        return !range
            || (std::isfinite(range->from) && std::isfinite(range->to) && range->from < range->to
                && range->length() > 1e-13 * std::max(std::abs(range->from), std::abs(range->to))
                && (!logarithmic || range->from > 0));
    };
    if (!usable(x, m_options.logX) || !usable(y, m_options.logY) || (x == m_zoomX && y == m_zoomY))
        return;
    m_zoomX = x;
    m_zoomY = y;
    layOut();
    Q_EMIT rangeChanged();
}

void PlotView::zoomAround(double factor, const QPointF& center)
{
    const QPointF at = m_place.fromPixels(center);
    const Range scaled
        = zoomed(m_place.scaledX(m_place.x.from), m_place.scaledX(m_place.x.to), m_place.scaledX(at.x()), factor);
    Range x{m_place.unscaledX(scaled.from), m_place.unscaledX(scaled.to)};
    // Not farther out than all.
    if (!m_drawing->x.empty() && x.from <= m_drawing->x.from && x.to >= m_drawing->x.to)
        return resetZoom();
    std::optional<Range> y = m_zoomY;
    if (y) {
        const Range scaledY
            = zoomed(m_place.scaledY(m_place.y.from), m_place.scaledY(m_place.y.to), m_place.scaledY(at.y()), factor);
        y = Range{m_place.unscaledY(scaledY.from), m_place.unscaledY(scaledY.to)};
    }
    zoomTo(x, y);
}

void PlotView::panBy(const QPointF& pixels)
{
    const QPointF low = m_place.fromPixels(m_place.area.bottomLeft() - pixels);
    const QPointF high = m_place.fromPixels(m_place.area.topRight() - pixels);
    zoomTo(Range{low.x(), high.x()}, m_zoomY ? std::optional(Range{low.y(), high.y()}) : std::nullopt);
}

QString PlotView::runAt(const QPointF& position) const
{
    QString best;
    double nearest = pickDistance;
    for (const DrawnCurve& curve : m_drawing->curves)
        for (const auto& piece : curve.line) {
            QPointF before;
            for (std::size_t i = 0; i < piece.size(); ++i) {
                const QPointF at = m_place.toPixels(piece[i]);
                const double away = i == 0 ? std::hypot(at.x() - position.x(), at.y() - position.y())
                    : at.x() < position.x() - pickDistance && before.x() < position.x() - pickDistance
                    ? nearest
                    : distanceToSegment(position, before, at);
                if (away < nearest) {
                    nearest = away;
                    best = curve.id;
                }
                before = at;
            }
        }
    return best;
}

std::vector<PlotView::TipRow> PlotView::rowsAt(double x) const
{
    std::vector<TipRow> rows;
    const double at = m_place.scaledX(x);
    for (const DrawnCurve& curve : m_drawing->curves) {
        if (curve.left)
            continue;
        const QPointF* best = nullptr;
        double nearest = std::numeric_limits<double>::infinity();
        for (const auto& piece : curve.line)
            for (const QPointF& point : piece)
                if (const double away = std::abs(m_place.scaledX(point.x()) - at); away < nearest) {
                    nearest = away;
                    best = &point;
                }
        // Where a run has nothing any more its last value would be a lie.
        const double reach = 0.02 * (m_place.scaledX(m_place.x.to) - m_place.scaledX(m_place.x.from));
        const bool within = best
            && (nearest <= reach
                || (at >= m_place.scaledX(curve.line.front().front().x())
                    && at <= m_place.scaledX(curve.line.back().empty() ? best->x() : curve.line.back().back().x())));
        if (within)
            rows.push_back({curve.name, curve.color, best->x(), best->y(), curve.selected});
    }
    std::stable_sort(rows.begin(), rows.end(), [](const TipRow& a, const TipRow& b) { return a.value > b.value; });
    return rows;
}

void PlotView::showTip(const QPointF& position)
{
    if (!m_tip || !m_place.area.contains(position) || m_drag != Drag::None)
        return hideTip();
    const QPointF at = m_place.fromPixels(position);
    const std::vector<TipRow> rows = rowsAt(at.x());
    if (rows.empty())
        return hideTip();
    const auto closest = std::min_element(rows.begin(), rows.end(), [&](const TipRow& a, const TipRow& b) {
        return std::abs(a.x - at.x()) < std::abs(b.x - at.x());
    });
    m_cursor->setGeometry(static_cast<int>(position.x()), static_cast<int>(m_place.area.top()), 1,
                          static_cast<int>(m_place.area.height()));
    m_cursor->show();
    m_tip->setRows(xText(closest->x, m_options), rows, at.y());
    // Within the window, on the side with more room.
    QWidget* over = window();
    if (m_tip->parentWidget() != over)
        m_tip->setParent(over);
    const QPoint here = viewport()->mapTo(over, position.toPoint());
    QPoint corner(here.x() + 16, here.y() - m_tip->height() / 2);
    if (corner.x() + m_tip->width() > over->width())
        corner.setX(here.x() - 16 - m_tip->width());
    corner.setX(std::max(0, corner.x()));
    corner.setY(std::clamp(corner.y(), 0, std::max(0, over->height() - m_tip->height())));
    m_tip->move(corner);
    m_tip->show();
    m_tip->raise();
}

void PlotView::hideTip()
{
    if (m_tip)
        m_tip->hide();
    m_cursor->hide();
}

void PlotView::resizeEvent(QResizeEvent* event)
{
    QChartView::resizeEvent(event);
    layOut();
    Q_EMIT rangeChanged();
}

void PlotView::wheelEvent(QWheelEvent* event)
{
    if (!hasFocus() && !(event->modifiers() & Qt::ControlModifier))
        return event->ignore();
    const double notches = event->angleDelta().y() / 120.0;
    if (notches != 0)
        zoomAround(std::pow(wheelZoom, notches), event->position());
    event->accept();
}

void PlotView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton && event->button() != Qt::MiddleButton)
        return event->ignore();
    setFocus(Qt::MouseFocusReason);
    m_pressed = m_panned = event->position();
    m_moved = false;
    m_drag = event->button() == Qt::MiddleButton || (event->modifiers() & Qt::ShiftModifier) ? Drag::Pan : Drag::Zoom;
    event->accept();
}

QRectF PlotView::dragged(const QPointF& to) const
{
    QRectF box = QRectF(m_pressed, to).normalized();
    // A flat drag means a part of the x axis.
    if (box.height() < flatDrag) {
        box.setTop(m_place.area.top());
        box.setBottom(m_place.area.bottom());
    }
    return box.intersected(m_place.area);
}

void PlotView::mouseMoveEvent(QMouseEvent* event)
{
    if (m_drag == Drag::None)
        return showTip(event->position());
    if (!m_moved && (event->position() - m_pressed).manhattanLength() < 5)
        return;
    m_moved = true;
    hideTip();
    if (m_drag == Drag::Pan) {
        panBy(event->position() - m_panned);
        m_panned = event->position();
        return;
    }
    m_rubber->setGeometry(dragged(event->position()).toRect());
    m_rubber->show();
}

void PlotView::mouseReleaseEvent(QMouseEvent* event)
{
    const Drag drag = std::exchange(m_drag, Drag::None);
    m_rubber->hide();
    if (!m_moved) {
        if (drag != Drag::None && m_place.area.contains(event->position()))
            if (const QString id = runAt(event->position()); !id.isEmpty())
                Q_EMIT runPicked(id);
        return;
    }
    if (drag != Drag::Zoom)
        return;
    const QRectF box = dragged(event->position());
    if (box.width() < 4)
        return;
    const bool flat = std::abs(m_pressed.y() - event->position().y()) < flatDrag;
    const QPointF low = m_place.fromPixels(box.bottomLeft());
    const QPointF high = m_place.fromPixels(box.topRight());
    zoomTo(Range{low.x(), high.x()}, flat ? m_zoomY : std::optional(Range{low.y(), high.y()}));
}

void PlotView::mouseDoubleClickEvent(QMouseEvent* event)
{
    resetZoom();
    event->accept();
}

void PlotView::keyPressEvent(QKeyEvent* event)
{
    const QPointF center = m_place.area.center();
    const double step = keyPan * m_place.area.width();
    switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return zoomAround(keyZoom, center);
    case Qt::Key_Minus:
        return zoomAround(1 / keyZoom, center);
    case Qt::Key_0:
    case Qt::Key_Home:
        return resetZoom();
    case Qt::Key_Left:
        return panBy({step, 0});
    case Qt::Key_Right:
        return panBy({-step, 0});
    default:
        event->ignore();
    }
}

void PlotView::leaveEvent(QEvent* event)
{
    hideTip();
    QChartView::leaveEvent(event);
}

void PlotView::changeEvent(QEvent* event)
{
    QChartView::changeEvent(event);
    if (event->type() == QEvent::FontChange && m_axes)
        layOut();
}

} // namespace maquette::widgets
