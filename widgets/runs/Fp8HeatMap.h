// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QStringList>
#include <QWidget>

#include "runs/analysis/ScaleMap.h"

#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace maquette::widgets {

/// What a heat map draws; made away from the interface.
struct Fp8HeatPicture {
    runs::ScaleMap map;
    runs::ScaleMapOptions::Quantity quantity = runs::ScaleMapOptions::Quantity::Scale;
    QImage image; ///< heatImage() of both
    QStringList rows; ///< names of the layers
    std::vector<std::int64_t> skipped; ///< steps that are marked above
};

/// Layers by steps in colors, with the names at the left, steps below and what the colors mean at the right. A cursor
/// follows the mouse or the arrow keys; a click or Enter picks the layer and step below it. The wheel with Ctrl zooms
/// along the steps, a double click or Escape shows all of them again.
class Fp8HeatMap : public QWidget {
    Q_OBJECT
public:
    struct Cell {
        int row = -1, column = -1;
        bool operator==(const Cell&) const = default;
    };

    explicit Fp8HeatMap(QWidget* parent = nullptr);

    void setPicture(std::shared_ptr<const Fp8HeatPicture> picture);
    [[nodiscard]] const std::shared_ptr<const Fp8HeatPicture>& picture() const { return m_picture; }
    /// The row that is shown in the other views; -1: none.
    void setChosen(int row);
    [[nodiscard]] int chosen() const { return m_chosen; }
    [[nodiscard]] Cell cursor() const { return m_cursor; }
    void setCursor(const Cell& cell);
    /// What is at the cursor, for people.
    void setReadout(const QString& text);

    /// Of the cells, and of one of them.
    [[nodiscard]] QRectF area() const;
    [[nodiscard]] QRectF cellRect(const Cell& cell) const;
    [[nodiscard]] Cell cellAt(const QPointF& position) const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void cursorMoved();
    void picked(int row, int column);
    /// First and last step that are wanted; nothing: all.
    void stepsWanted(const std::optional<std::pair<qint64, qint64>>& steps);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    [[nodiscard]] int labelWidth() const;
    [[nodiscard]] int legendWidth() const;
    void paintLabels(QPainter& painter, const QRectF& area) const;
    void paintLegend(QPainter& painter, const QRectF& area) const;
    void paintMarks(QPainter& painter, const QRectF& area) const;

    std::shared_ptr<const Fp8HeatPicture> m_picture;
    QStringList m_labels; ///< of its rows
    int m_chosen = -1;
    Cell m_cursor;
};

/// "log2 of the scale", "Headroom (bits)" …: what the colors of a map mean.
[[nodiscard]] QString quantityName(runs::ScaleMapOptions::Quantity quantity);

} // namespace maquette::widgets
