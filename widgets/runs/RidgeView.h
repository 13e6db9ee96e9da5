// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QWidget>

#include "runs/Run.h"

#include <cstdint>
#include <vector>

namespace maquette::widgets {

/// Histograms of one tag of one run over steps, one behind the other, the latest in front.
class RidgeView : public QWidget {
    Q_OBJECT
public:
    struct Layer {
        std::int64_t step = 0;
        runlog::Histogram histogram;
    };

    explicit RidgeView(QWidget* parent = nullptr);

    /// Earliest first.
    void setLayers(std::vector<Layer> layers, const QString& title, const QColor& color);
    [[nodiscard]] const std::vector<Layer>& layers() const { return m_layers; }
    [[nodiscard]] QSize sizeHint() const override { return {320, 260}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    struct Place {
        double low = 0, high = 1, top = 0, bottom = 0, ridge = 0, left = 0, right = 0;
    };

    [[nodiscard]] Place place() const;
    [[nodiscard]] double baseline(const Place& place, std::size_t layer) const;
    [[nodiscard]] static std::vector<double> densities(const runlog::Histogram& histogram, double low, double high,
                                                       std::size_t columns);

    std::vector<Layer> m_layers;
    QString m_title;
    QColor m_color;
    int m_hovered = -1;
};

} // namespace maquette::widgets
