// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/runs/RunsPanel.h"

#include <memory>

class QComboBox;
class QGridLayout;
class QLabel;
class QScrollArea;
class QSlider;
class QThreadPool;

namespace maquette::widgets {

struct MediaPart;

/// Pictures, histograms and PR curves over steps, the shown runs side by side. One slider goes through all steps that
/// some run has; a run without that very step shows its last one before.
class MediaPanel : public RunsPanel {
    Q_OBJECT
public:
    explicit MediaPanel(QWidget* parent = nullptr);
    ~MediaPanel() override;

    void setRuns(const RunsView& view) override;
    void showTag(const QString& tag) override;
    /// Whether what is on screen is of the step that the slider says.
    [[nodiscard]] bool upToDate() const { return !m_working && !m_pending; }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void fillTags();
    void fillSteps();
    void load();
    void show(const std::vector<MediaPart>& parts, runs::Kind kind);
    void arrange();
    [[nodiscard]] runs::Kind kind() const;

    RunsView m_view;
    QThreadPool* m_pool;
    QComboBox* m_tags;
    QSlider* m_slider;
    QLabel* m_step;
    QLabel* m_none;
    QScrollArea* m_scroll;
    QWidget* m_sheet;
    QGridLayout* m_grid;
    std::vector<QWidget*> m_cells;
    std::vector<std::int64_t> m_steps;
    std::vector<const runs::History*> m_seen; ///< what is on screen was made from these
    std::int64_t m_seenStep = -1;
    bool m_working = false, m_pending = false;
};

} // namespace maquette::widgets
