// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "runs/system/SystemMonitor.h"
#include "widgets/runs/RunWriters.h"
#include "widgets/runs/RunsPanel.h"

#include <functional>
#include <memory>
#include <stop_token>
#include <vector>

class QCheckBox;
class QComboBox;
class QGridLayout;
class QLabel;
class QSpinBox;
class QThreadPool;
class QTimer;

namespace maquette::widgets {

class PlotView;

/// What this machine does while something trains: live charts of processors, memory, disks, network, one tree of
/// processes, and NVIDIA's GPUs. It samples while it is on screen. The process is the one that writes the marked run,
/// else another shown one, or one that the user chooses.
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
        bool ofProcess = false; ///< of the one that is followed
    };

    void addChart(const QString& objectName, const QString& name, std::vector<Line> lines);
    void addGpuCharts();
    void lookForWriters();
    void fillProcesses();
    void follow();
    [[nodiscard]] QString followedText(int processes) const;
    void take();
    void draw();

    std::unique_ptr<runs::SystemMonitor> m_monitor;
    std::filesystem::path m_proc;
    QThreadPool* m_pool;
    QTimer* m_look; ///< for writers
    std::stop_source m_stop;
    bool m_looking = false;
    std::vector<ShownRun> m_shown; ///< the marked ones first
    std::vector<QString> m_writerRuns; ///< names of the runs that `m_writers` write
    std::vector<RunWriterProcess> m_writers;
    int m_followed = 0; ///< number of the process
    std::vector<runs::SystemSample> m_samples;
    std::int64_t m_taken = 0;
    bool m_gpusShown = false;
    QLabel* m_facts;
    QComboBox* m_process;
    QSpinBox* m_pid;
    QCheckBox* m_pause;
    QGridLayout* m_grid;
    std::vector<Chart> m_charts;
};

} // namespace maquette::widgets
