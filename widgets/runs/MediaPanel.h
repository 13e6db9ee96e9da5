// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/runs/MediaCell.h"
#include "widgets/runs/RunsPanel.h"

#include <memory>
#include <vector>

class QGridLayout;
class QLabel;
class QScrollArea;
class QThreadPool;

namespace maquette::widgets {

class StepBar;
struct MediaPart;

/// Pictures, histograms, PR curves, clips, meshes and tensors over steps, the shown runs side by side. One slider goes
/// through all steps that some run has; a run without that very step shows its last one before.
class MediaPanel : public RunsPanel {
    Q_OBJECT
public:
    explicit MediaPanel(const WorkspaceContext& context, QWidget* parent = nullptr);
    ~MediaPanel() override;

    void setRuns(const RunsView& view) override;
    void showTag(const QString& tag) override;
    /// Whether what is on screen is of the step that the slider says.
    [[nodiscard]] bool upToDate() const { return !m_working && !m_pending; }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void load();
    void show(const std::vector<MediaPart>& parts, runs::Kind kind);
    void showPart(const MediaPart& part, runs::Kind kind);
    void showCurves(const std::vector<MediaPart>& parts);
    template <class Cell> Cell* cell();
    void save(const MediaCell::Offer& offer);
    void arrange();

    WorkspaceContext m_context;
    RunsView m_view;
    QThreadPool* m_pool;
    StepBar* m_bar;
    QLabel* m_none;
    QScrollArea* m_scroll;
    QWidget* m_sheet;
    QGridLayout* m_grid;
    std::vector<QWidget*> m_cells;
    std::vector<QWidget*> m_old; ///< while the cells are filled: those of before, of which `m_used` are looked at
    std::size_t m_used = 0;
    std::vector<const runs::History*> m_seen; ///< what is on screen was made from these
    std::int64_t m_seenStep = -1;
    bool m_working = false, m_pending = false;
};

} // namespace maquette::widgets
