// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "widgets/common/Workspace.h"
#include "widgets/runs/RunsDocument.h"

#include <vector>

class QLabel;
class QStackedWidget;
class QTabBar;

namespace maquette::widgets {

class ChartGrid;
class ElidedLabel;
class RunsSide;
class SegmentedControl;

/// The content of the runs workspace: runs and tags at the left, the panels behind tabs; while nothing is open, what to
/// do next.
class RunsPage : public QWidget {
    Q_OBJECT
public:
    RunsPage(RunsDocument* document, const WorkspaceContext& context, QWidget* parent = nullptr);

    [[nodiscard]] ChartGrid* grid() const { return m_grid; }
    [[nodiscard]] RunsSide* side() const { return m_side; }
    /// "curves" or the id of a panel.
    void showPanel(const QString& id);
    [[nodiscard]] QString panelId() const;
    /// Nothing before it was first shown.
    [[nodiscard]] RunsPanel* panel(const QString& id) const;
    /// In the panel for its kind.
    void showTag(const QString& tag, runs::Kind kind = runs::Kind::Scalar);
    void setPaused(bool paused);

Q_SIGNALS:
    void filesDropped(const QStringList& files);

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void makeOpen(QWidget* open);
    void switchTo(int index);
    void refresh(RunsDocument::Parts parts);
    void fillPanel();
    void showFacts();

    RunsDocument* m_document;
    WorkspaceContext m_context;
    RunsSide* m_side;
    ChartGrid* m_grid;
    QStackedWidget* m_stack;
    QWidget* m_empty;
    QWidget* m_open;
    QTabBar* m_tabs = nullptr;
    QStackedWidget* m_panels = nullptr;
    QWidget* m_gridTools = nullptr;
    SegmentedControl* m_columns = nullptr;
    ElidedLabel* m_facts = nullptr;
    std::vector<RunsPanel*> m_made; ///< by tab; nothing for the curves and what was not shown yet
    bool m_paused = false;
};

} // namespace maquette::widgets
