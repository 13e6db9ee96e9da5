// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>
#include <QtCharts/QChartView>

#include "widgets/runs/CurvePainting.h"

#include <memory>
#include <optional>
#include <vector>

class QLineSeries;
class QValueAxis;

namespace maquette::widgets {

class PlotTip;

/// Where a drawing is shown in a plot of this size.
[[nodiscard]] PlotPlace placeOf(const ChartDrawing& drawing, const ChartOptions& options,
                                const std::optional<Range>& zoomX, const std::optional<Range>& zoomY,
                                const QSizeF& size);

/// One plot: axes, lines, a tooltip with all runs at the cursor, zoom and pan. It draws what it is given and says which
/// part it wants to see. Wheel: zooms at the cursor once the plot was clicked, or with Ctrl; drag: zooms into a
/// rectangle; drag with Shift or the middle button: pans; double click: all again; keys: + - 0 and arrows.
class PlotView : public QChartView {
    Q_OBJECT
public:
    /// So many lines, with so many points in all and so long in pixels, are series of Qt Charts; more are one
    /// picture, which is made away from the interface.
    static constexpr std::size_t mostSeries = 40, mostPoints = 8000;
    static constexpr double mostLength = 60000;
    [[nodiscard]] static bool needsPicture(const ChartDrawing& drawing, const PlotPlace& place);

    explicit PlotView(QWidget* parent = nullptr);
    ~PlotView() override;

    /// `image` of the lines where it needsPicture(), made for `imagePlace`.
    void setDrawing(std::shared_ptr<const ChartDrawing> drawing, const ChartOptions& options, const QImage& image = {},
                    const PlotPlace& imagePlace = {});
    [[nodiscard]] const std::shared_ptr<const ChartDrawing>& drawing() const { return m_drawing; }

    /// The part that is shown when it is not all.
    [[nodiscard]] const std::optional<Range>& zoomX() const { return m_zoomX; }
    [[nodiscard]] const std::optional<Range>& zoomY() const { return m_zoomY; }
    void zoomTo(std::optional<Range> x, std::optional<Range> y);
    void resetZoom() { zoomTo({}, {}); }
    /// Of the plot in pixels of the screen: how many columns are worth sampling.
    [[nodiscard]] int columns() const;
    [[nodiscard]] const PlotPlace& place() const { return m_place; }
    /// Run whose line is at most six pixels from there; empty without one. Viewport coordinates.
    [[nodiscard]] QString runAt(const QPointF& position) const;
    /// What the tooltip says of this x, highest value first.
    struct TipRow {
        QString name;
        QColor color;
        double x = 0, value = 0;
        bool selected = false;
    };
    [[nodiscard]] std::vector<TipRow> rowsAt(double x) const;
    void followTheme();

Q_SIGNALS:
    /// The part changed and wants its detail.
    void rangeChanged();
    void runPicked(const QString& id);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void layOut();
    void fillSeries(bool wanted);
    void addLine(const Pieces& pieces, const QPen& pen);
    void addBand(const DrawnCurve& curve);
    void zoomAround(double factor, const QPointF& center);
    void panBy(const QPointF& pixels);
    /// The part of the plot between where the drag began and there.
    [[nodiscard]] QRectF dragged(const QPointF& to) const;
    void showTip(const QPointF& position);
    void hideTip();

    std::shared_ptr<const ChartDrawing> m_drawing;
    ChartOptions m_options;
    std::optional<Range> m_zoomX, m_zoomY;
    PlotPlace m_place;
    QValueAxis* m_xAxis;
    QValueAxis* m_yAxis;
    PlotAxes* m_axes;
    CurveLayer* m_layer;
    QPointer<PlotTip> m_tip; ///< of the window, so that it may reach over the plot's border
    QWidget* m_cursor;
    QWidget* m_rubber;
    std::vector<QAbstractSeries*> m_series;
    QPointF m_pressed, m_panned;
    enum class Drag { None, Zoom, Pan } m_drag = Drag::None;
    bool m_moved = false;
};

} // namespace maquette::widgets
