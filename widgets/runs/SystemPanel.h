// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "runs/system/SystemMonitor.h"
#include "widgets/runs/RunsPanel.h"

#include <functional>
#include <memory>
#include <vector>

class QCheckBox;
class QGridLayout;
class QLabel;
class QSpinBox;

namespace maquette::widgets {

class PlotView;

/// What this machine does while something trains: live charts of processors, memory, disks, network, one tree of
/// processes, and NVIDIA's GPUs. It samples while it is on screen.
class SystemPanel : public RunsPanel {
    Q_OBJECT
public:
    explicit SystemPanel(QWidget* parent = nullptr);
    SystemPanel(const runs::MonitorOptions& options, QWidget* parent);
    ~SystemPanel() override;

    void setRuns(const RunsView& view) override;
    [[nodiscard]] const runs::SystemMonitor& monitor() const { return *m_monitor; }

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    /// A line of a chart: where its value is in a sample.
    struct Line {
        QString name;
        std::function<double(const runs::SystemSample&)> value;
    };
    struct Chart {
        PlotView* plot = nullptr;
        QLabel* title = nullptr;
        QString name; ///< with its unit
        std::vector<Line> lines;
    };

    void addChart(const QString& objectName, const QString& name, std::vector<Line> lines);
    void addGpuCharts();
    void take();
    void draw();

    std::unique_ptr<runs::SystemMonitor> m_monitor;
    std::vector<runs::SystemSample> m_samples;
    std::int64_t m_taken = 0;
    bool m_gpusShown = false;
    QLabel* m_facts;
    QSpinBox* m_pid;
    QCheckBox* m_pause;
    QGridLayout* m_grid;
    std::vector<Chart> m_charts;
};

} // namespace maquette::widgets
