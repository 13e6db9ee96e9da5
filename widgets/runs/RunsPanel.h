// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "widgets/common/Workspace.h"
#include "widgets/runs/RunsData.h"

#include <vector>

namespace maquette::widgets {

/// What a panel sees: all runs at one moment, and what the user chose of them. Copies are cheap.
struct RunsView {
    RunsSnapshot snapshot; ///< never null
    std::vector<ShownRun> shown; ///< visible and passing the filter, in the order of the snapshot; `selected` of each
    QStringList selected; ///< ids of the runs marked in the table, the current one first
};

/// One tab of the runs workspace. It draws what it is given and asks for nothing; long work belongs on a thread of its
/// own, with the snapshot as input. A panel that finds nothing of its kind in the runs says so and what would fill it.
class RunsPanel : public QWidget {
    Q_OBJECT
public:
    using QWidget::QWidget;

    /// Before the panel is first shown, and after each change of runs, visibility, colors or selection while it is the
    /// current tab; at most about twice a second. Tags that did not change are the same objects as before, so compare
    /// pointers (run->tag(name).get()) to find out what is new.
    virtual void setRuns(const RunsView& view) = 0;
    /// The user chose this tag in the tree; a panel that does not show it ignores it.
    virtual void showTag(const QString&) { }

Q_SIGNALS:
    /// The user pointed at this run; the table marks it.
    void runPicked(const QString& id);
};

/// A tab: its word, its name, and how it is made. `make` is called when the tab is first shown; the context outlives
/// the panel.
struct RunsPanelEntry {
    const char* id; ///< also the tab's value, as "media"
    const char* title; ///< QT_TRANSLATE_NOOP("RunsPanels", …)
    RunsPanel* (*make)(const WorkspaceContext& context, QWidget* parent);
};

/// The tabs behind "Curves", in their order. A new one is one more line of the table in RunsPanels.cpp.
[[nodiscard]] const std::vector<RunsPanelEntry>& runsPanels();

} // namespace maquette::widgets
