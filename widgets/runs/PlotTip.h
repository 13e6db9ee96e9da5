// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "widgets/runs/PlotView.h"

namespace maquette::widgets {

/// The values of all runs at the cursor, with a mark in the color of each. Opaque and beside the cursor, so that moving
/// it repaints little of the plot.
class PlotTip : public QWidget {
public:
    explicit PlotTip(QWidget* parent);

    /// `near`: the value at the cursor; of many rows those around it are shown.
    void setRows(const QString& title, const std::vector<PlotView::TipRow>& rows, double near);
    [[nodiscard]] const std::vector<PlotView::TipRow>& rows() const { return m_rows; }
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_title, m_more;
    std::vector<PlotView::TipRow> m_rows; ///< those that are shown
};

} // namespace maquette::widgets
