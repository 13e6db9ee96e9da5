// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/runs/RunsPanel.h"

#include "runs/analysis/Importance.h"

class QComboBox;
class QLabel;
class QTableView;

namespace maquette::widgets {

class AssociationModel;
class ParallelView;
class PlotView;

/// How settings go with a metric: parallel coordinates, a scatter plot, and settings by the strength of their relation.
class HyperPanel : public RunsPanel {
    Q_OBJECT
public:
    explicit HyperPanel(QWidget* parent = nullptr);

    void setRuns(const RunsView& view) override;
    void showTag(const QString& tag) override;

private:
    void refresh();
    void showScatter();
    void showKept();
    [[nodiscard]] std::vector<double> metricValues() const;

    RunsView m_view;
    QComboBox* m_metric;
    QComboBox* m_which;
    QLabel* m_kept;
    ParallelView* m_parallel;
    PlotView* m_scatter;
    QComboBox* m_scatterX;
    AssociationModel* m_model;
    QTableView* m_table;
    QWidget* m_body;
    QLabel* m_none;
    std::vector<runs::SettingColumn> m_columns; ///< of the settings that differ
};

} // namespace maquette::widgets
