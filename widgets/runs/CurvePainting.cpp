// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/CurvePainting.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace maquette::widgets {

namespace {

constexpr double width = 1.5, selectedWidth = 2.75; // pixels

QColor faint(QColor color, float alpha)
{
    color.setAlphaF(color.alphaF() * alpha);
    return color;
}

constexpr double mostSmooth = 400000; // pixels of lines; about a tenth of a second

/// Dashes of dense lines are no dashes any more, but cost a hundred times as much.
constexpr std::size_t mostDashed = 300; // points

std::size_t pointCount(const Pieces& pieces)
{
    std::size_t count = 0;
    for (const auto& piece : pieces)
        count += piece.size();
    return count;
}

void paintPieces(QPainter& painter, const Pieces& pieces, const PlotPlace& place)
{
    for (const auto& piece : pieces) {
        if (piece.size() == 1) {
            // A point alone would be no line at all.
            QPen pen = painter.pen();
            painter.save();
            pen.setWidthF(pen.widthF() + 3);
            pen.setCapStyle(Qt::RoundCap);
            painter.setPen(pen);
            painter.drawPoint(place.toPixels(piece.front()));
            painter.restore();
            continue;
        }
        QPolygonF line;
        line.reserve(static_cast<qsizetype>(piece.size()));
        for (const QPointF& point : piece)
            line << place.toPixels(point);
        painter.drawPolyline(line);
    }
}

void paintBand(QPainter& painter, const DrawnCurve& curve, const PlotPlace& place)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(faint(curve.color, 0.2F));
    for (const auto& band : curve.band) {
        QPolygonF area;
        for (const BandPoint& point : band)
            area << place.toPixels({point.x, point.high});
        for (auto point = band.rbegin(); point != band.rend(); ++point)
            area << place.toPixels({point->x, point->low});
        painter.drawPolygon(area);
    }
    painter.setBrush(Qt::NoBrush);
}

} // namespace

double lineLength(const ChartDrawing& drawing, const PlotPlace& place)
{
    double length = 0;
    for (const DrawnCurve& curve : drawing.curves)
        for (const Pieces* pieces : {&curve.line, &curve.raw})
            for (const auto& piece : *pieces)
                for (std::size_t i = 1; i < piece.size(); ++i) {
                    const QPointF step = place.toPixels(piece[i]) - place.toPixels(piece[i - 1]);
                    length += std::min(step.manhattanLength(), 2 * place.area.height());
                }
    return length;
}

bool someSelected(const ChartDrawing& drawing)
{
    return std::any_of(drawing.curves.begin(), drawing.curves.end(),
                       [](const DrawnCurve& curve) { return curve.selected; });
}

QPen curvePen(const DrawnCurve& curve, bool some)
{
    QPen pen(curve.color, curve.selected ? selectedWidth : width);
    if (pointCount(curve.line) <= mostDashed)
        pen.setStyle(curve.left ? Qt::DotLine : curve.style);
    pen.setJoinStyle(Qt::BevelJoin);
    pen.setCapStyle(Qt::FlatCap);
    if (curve.left)
        pen.setColor(faint(curve.color, 0.5F));
    else if (some && !curve.selected)
        pen.setColor(faint(curve.color, 0.5F));
    return pen;
}

QPen rawPen(const DrawnCurve& curve, bool some)
{
    return QPen(faint(curve.color, some && !curve.selected ? 0.08F : 0.22F), 1);
}

void paintCurves(QPainter& painter, const ChartDrawing& drawing, const PlotPlace& place, const base::Job& job)
{
    const bool some = someSelected(drawing);
    // Smoothed edges cost most of the time where lines lie on each other anyway.
    const bool many = drawing.curves.size() > 60 || lineLength(drawing, place) > mostSmooth;
    painter.setRenderHint(QPainter::Antialiasing, !many);
    for (const DrawnCurve& curve : drawing.curves) {
        if (job.stopped())
            return;
        if (!curve.band.empty())
            paintBand(painter, curve, place);
        painter.setPen(rawPen(curve, some));
        paintPieces(painter, curve.raw, place);
    }
    for (const bool selected : {false, true})
        for (const DrawnCurve& curve : drawing.curves) {
            if (job.stopped())
                return;
            if (curve.selected != selected)
                continue;
            QPen pen = curvePen(curve, some);
            if (many && !curve.selected) {
                pen.setWidthF(1);
                pen.setStyle(Qt::SolidLine);
            }
            painter.setPen(pen);
            paintPieces(painter, curve.line, place);
        }
}

QImage curvesImage(const ChartDrawing& drawing, const PlotPlace& place, double pixelRatio, const base::Job& job)
{
    QImage image((place.area.size() * pixelRatio).toSize(), QImage::Format_ARGB32_Premultiplied);
    if (image.isNull())
        return image;
    image.setDevicePixelRatio(pixelRatio);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.translate(-place.area.topLeft());
    paintCurves(painter, drawing, place, job);
    return image;
}

CurveLayer::CurveLayer(QGraphicsItem* parent)
    : QGraphicsItem(parent)
{
    setZValue(5);
    setFlag(ItemUsesExtendedStyleOption, false);
}

void CurveLayer::setImage(const QImage& image, const PlotPlace& place)
{
    m_image = image;
    m_imagePlace = place;
    update();
}

void CurveLayer::clear()
{
    m_image = {};
    update();
}

void CurveLayer::setPlace(const PlotPlace& place)
{
    if (place == m_place)
        return;
    prepareGeometryChange();
    m_place = place;
    update();
}

void CurveLayer::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*)
{
    if (m_place.area.isEmpty())
        return;
    painter->save();
    painter->setClipRect(m_place.area);
    if (!m_image.isNull()) {
        const QPointF from = m_place.toPixels({m_imagePlace.x.from, m_imagePlace.y.to});
        const QPointF to = m_place.toPixels({m_imagePlace.x.to, m_imagePlace.y.from});
        const QRectF target(from, to);
        const QSizeF off = target.size() - m_image.deviceIndependentSize();
        const bool same = (target.topLeft() - m_place.area.topLeft()).manhattanLength() < 0.01
            && std::abs(off.width()) < 1 && std::abs(off.height()) < 1;
        if (same)
            painter->drawImage(m_place.area.topLeft(), m_image);
        else
            painter->drawImage(target, m_image);
    }
    painter->restore();
}

} // namespace maquette::widgets
