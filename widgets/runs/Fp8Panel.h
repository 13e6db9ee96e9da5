// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QThreadPool>

#include "widgets/runs/Fp8RunFinder.h"
#include "widgets/runs/Fp8Work.h"
#include "widgets/runs/RunsPanel.h"

#include <map>
#include <optional>
#include <stop_token>
#include <utility>

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QSpinBox;
class QTableView;

namespace maquette::widgets {

class ElidedLabel;
class PlotView;
class WhatIfModel;
class WorstLayersModel;

/// What low precision does to a run: the map of scales with headroom below and the worst tensors, and beside them one
/// tensor in detail. It follows the run that is marked in the table, else the first that has such data. Everything is
/// computed on a thread of its own; what is on screen stays until the next is there.
class Fp8Panel : public RunsPanel {
    Q_OBJECT
public:
    explicit Fp8Panel(QWidget* parent = nullptr);
    ~Fp8Panel() override;

    void setRuns(const RunsView& view) override;

    /// Nothing is being computed and nothing waits to be.
    [[nodiscard]] bool upToDate() const { return !m_working && !m_pending; }
    [[nodiscard]] const Fp8Result& result() const { return m_result; }

Q_SIGNALS:
    void drawn();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QWidget* makeChoices();
    QWidget* makeMaps();
    QWidget* makeDetails();
    void refresh();
    void finished(std::uint64_t revision, const Fp8Request& request, Fp8Result result);
    void present(const Fp8Request& request);
    void fillChoices();
    void showSteps();
    void showThresholds();
    void showReadout();
    void choose(std::size_t layer, std::optional<std::int64_t> step);

    RunsView m_view;
    RunPtr m_run;
    Fp8RunFinder m_finder;
    QThreadPool m_pool;
    std::stop_source m_stop;
    bool m_working = false, m_pending = false;
    std::uint64_t m_revision = 0; ///< of the table in m_result
    std::string m_resultRun; ///< id
    Fp8Result m_result;
    std::string m_layer;
    std::optional<std::int64_t> m_step;
    std::optional<std::pair<std::int64_t, std::int64_t>> m_steps;
    int m_columns = 64; ///< of the map, as asked for last

    QWidget* m_body;
    QLabel* m_none;
    QComboBox* m_runs;
    QComboBox* m_tensor;
    QComboBox* m_quantity;
    QComboBox* m_rank;
    QLabel* m_state;
    Fp8HeatMap* m_map;
    QLabel* m_readout;
    PlotView* m_headroom;
    QLabel* m_headroomTitle;
    WorstLayersModel* m_worst;
    QTableView* m_worstTable;
    ElidedLabel* m_alarms;
    QDoubleSpinBox* m_underflow;
    QDoubleSpinBox* m_overflow;
    QSpinBox* m_stay;
    QLabel* m_layerName;
    Fp8Exponents* m_exponents;
    Fp8AmaxStrip* m_amax;
    WhatIfModel* m_whatIf;
    QTableView* m_whatIfTable;
    QLabel* m_ranksTitle;
    PlotView* m_ranks;
};

} // namespace maquette::widgets
