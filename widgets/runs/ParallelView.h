// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "runs/analysis/Importance.h"
#include "widgets/runs/RunsPanel.h"

#include <map>
#include <vector>

namespace maquette::widgets {

/// Parallel coordinates: an axis for each setting and metric, a line for each run. Dragging along an axis keeps the
/// runs in that range and makes the others faint; a click on the axis takes the range away. A click on a line picks the
/// run.
class ParallelView : public QWidget {
    Q_OBJECT
public:
    explicit ParallelView(QWidget* parent = nullptr);

    /// Places of the columns are by run, in the order of `runs`. Ranges of columns that stay are kept.
    void setColumns(std::vector<runs::SettingColumn> columns, std::vector<ShownRun> runs);
    [[nodiscard]] const std::vector<runs::SettingColumn>& columns() const { return m_columns; }
    /// 0 … 1 along an axis; from > to takes it away.
    void setBrush(const QString& column, double from, double to);
    void clearBrushes();
    /// Ids of the runs that are in all ranges.
    [[nodiscard]] QStringList kept() const;
    /// Where a run stands on an axis, in pixels.
    [[nodiscard]] QPointF pointOf(std::size_t run, std::size_t column) const;
    [[nodiscard]] QSize sizeHint() const override { return {600, 280}; }

Q_SIGNALS:
    void runPicked(const QString& id);
    void brushChanged();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    [[nodiscard]] QRectF area() const;
    [[nodiscard]] double xOf(std::size_t column) const;
    [[nodiscard]] double yOf(double place) const;
    [[nodiscard]] bool keeps(std::size_t run) const;
    [[nodiscard]] int columnAt(double x) const;
    [[nodiscard]] QString runAt(const QPointF& position) const;
    void paintAxis(QPainter& painter, std::size_t column) const;
    void paintRun(QPainter& painter, std::size_t run) const;

    std::vector<runs::SettingColumn> m_columns;
    std::vector<ShownRun> m_runs;
    std::map<std::string, std::pair<double, double>> m_brushes;
    int m_dragged = -1; ///< column
    double m_dragFrom = 0;
    QPointF m_pressed;
    bool m_moved = false;
};

} // namespace maquette::widgets
