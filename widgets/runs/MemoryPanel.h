// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QThreadPool>

#include "runs/analysis/MemoryRecord.h"
#include "widgets/runs/Fp8RunFinder.h"
#include "widgets/runs/RunsPanel.h"

#include <vector>

class QCheckBox;
class QComboBox;
class QLabel;
class QTableView;

namespace maquette::widgets {

class MemoryBars;
class MemoryLevelModel;
class MemoryModel;

/// Where memory goes in a run: the ledger predicted and measured, as bars and in numbers, beside what other levels of
/// precision would take. Every saving names what it is compared with and whether it was measured.
class MemoryPanel : public RunsPanel {
    Q_OBJECT
public:
    explicit MemoryPanel(QWidget* parent = nullptr);
    ~MemoryPanel() override;

    void setRuns(const RunsView& view) override;
    [[nodiscard]] bool upToDate() const { return !m_working && !m_pending; }

Q_SIGNALS:
    void drawn();

private:
    void fillChoices();
    void refresh();
    void present();
    [[nodiscard]] QString savingText(const runs::MemoryRecord& record) const;

    RunsView m_view;
    Fp8RunFinder m_finder;
    QThreadPool m_pool;
    bool m_working = false, m_pending = false;
    std::string m_resultRun; ///< id
    std::uint64_t m_revision = 0;
    std::vector<runs::MemoryRecord> m_ranks; ///< the newest of each

    QWidget* m_body;
    QLabel* m_none;
    QComboBox* m_runs;
    QComboBox* m_rank;
    QCheckBox* m_statesOnly;
    MemoryBars* m_bars;
    QLabel* m_saving;
    MemoryModel* m_model;
    QTableView* m_table;
    MemoryLevelModel* m_levels;
    QTableView* m_levelTable;
};

} // namespace maquette::widgets
