// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QGraphicsItem>

#include "widgets/runs/ChartBuilder.h"

#include <vector>

namespace maquette::widgets {

/// A mark of an axis: where it is, in the units of the axis, and what stands there (empty: a minor line).
struct AxisMark {
    double value = 0;
    QString label;
};

/// Where a plot shows what: ranges in the units of the axes, and the rectangle they fill.
struct PlotPlace {
    Range x{0, 1}, y{0, 1};
    bool logX = false, logY = false;
    QRectF area;

    /// On the scale of the plot: the value or its decimal logarithm.
    [[nodiscard]] double scaledX(double value) const;
    [[nodiscard]] double scaledY(double value) const;
    [[nodiscard]] double unscaledX(double scaled) const;
    [[nodiscard]] double unscaledY(double scaled) const;
    [[nodiscard]] QPointF toPixels(const QPointF& point) const;
    [[nodiscard]] QPointF fromPixels(const QPointF& pixels) const;
    bool operator==(const PlotPlace&) const = default;
};

/// A little wider than the range, so that lines do not lie on the border; of a single value a range around it.
[[nodiscard]] Range padded(const Range& range, bool logarithmic);
/// Round values with labels that tell them apart. `most`: about so many labels.
[[nodiscard]] std::vector<AxisMark> xMarks(const Range& range, const ChartOptions& options, int most);
[[nodiscard]] std::vector<AxisMark> yMarks(const Range& range, bool logarithmic, int most);
/// How a value of the x axis is told in a tooltip.
[[nodiscard]] QString xText(double value, const ChartOptions& options);
/// "Step", "Relative time" …
[[nodiscard]] QString xTitle(const ChartOptions& options);

/// Grid, labels and title of both axes, below the lines. Qt Charts' own axes know neither round times nor round
/// logarithms and lay out anew at every step of a pan.
class PlotAxes : public QGraphicsItem {
public:
    explicit PlotAxes(QGraphicsItem* parent);

    void setPlace(const PlotPlace& place, const ChartOptions& options, const QSizeF& size);
    /// What the labels need at the left and below.
    [[nodiscard]] static double leftMargin(const Range& y, bool logarithmic, double height);
    [[nodiscard]] static double bottomMargin();
    [[nodiscard]] static QFont font();

    [[nodiscard]] QRectF boundingRect() const override { return {{}, m_size}; }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    PlotPlace m_place;
    ChartOptions m_options;
    QSizeF m_size;
    std::vector<AxisMark> m_x, m_y;
};

} // namespace maquette::widgets
