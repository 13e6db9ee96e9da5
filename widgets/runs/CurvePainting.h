// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QGraphicsItem>
#include <QImage>

#include "widgets/runs/PlotAxes.h"

#include <memory>
#include <vector>

namespace maquette::widgets {

/// A line as wide as it is marked: selected lines are stronger, where some are others are fainter, left branches are
/// faint and dotted.
[[nodiscard]] QPen curvePen(const DrawnCurve& curve, bool someSelected);
/// Of the raw line behind a smoothed one.
[[nodiscard]] QPen rawPen(const DrawnCurve& curve, bool someSelected);
[[nodiscard]] bool someSelected(const ChartDrawing& drawing);

/// How far the lines go in pixels, which is what drawing them costs.
[[nodiscard]] double lineLength(const ChartDrawing& drawing, const PlotPlace& place);
/// Bands and raw lines first, then the lines, selected ones last. For any thread.
void paintCurves(QPainter& painter, const ChartDrawing& drawing, const PlotPlace& place, const base::Job& job = {});
/// The same as a picture of the plot's area at this resolution.
[[nodiscard]] QImage curvesImage(const ChartDrawing& drawing, const PlotPlace& place, double pixelRatio,
                                 const base::Job& job);

/// Many lines at once: a picture made away from the interface, moved and stretched with the axes until a new one is
/// there. Qt Charts' own series would take seconds a frame with hundreds of runs.
class CurveLayer : public QGraphicsItem {
public:
    explicit CurveLayer(QGraphicsItem* parent);

    void setImage(const QImage& image, const PlotPlace& place);
    void clear();
    void setPlace(const PlotPlace& place);

    [[nodiscard]] QRectF boundingRect() const override { return m_place.area; }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    QImage m_image;
    PlotPlace m_imagePlace, m_place;
};

} // namespace maquette::widgets
