// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMainWindow>

#include "widgets/common/Settings.h"
#include "window/Workspaces.h"

#include <memory>

class QActionGroup;
class QDockWidget;
class QMenu;
class QMenuBar;
class QStackedWidget;
class QToolBar;

namespace maquette::widgets {
class ActionCollection;
class CommandPalette;
class ElidedLabel;
class JobRunner;
class JobsBar;
class MessageBar;
}

namespace maquette::app {

class ManualWindow;

/// The window: workspace bar at the left, messages and content in the middle, inspector at the right, jobs at the
/// bottom. It holds what the workspaces share and lends it to them.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    explicit MainWindow(const WindowServices& services);
    ~MainWindow() override;

    void openFiles(const QStringList& files);
    [[nodiscard]] widgets::Workspace* workspace() const { return m_current; }
    [[nodiscard]] widgets::ActionCollection* actions() const { return m_actions; }
    [[nodiscard]] widgets::MessageBar* messages() const { return m_messages; }
    [[nodiscard]] widgets::JobRunner* jobs() const { return m_jobs; }
    [[nodiscard]] widgets::Settings* settings() { return &m_settings; }
    /// Stops all jobs and waits for them, three seconds at most; false if one still runs.
    bool endJobs();

protected:
    void closeEvent(QCloseEvent* event) override;
    /// Files may be dropped on bars and docks, too.
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void addWindowActions();
    void makeFrame();
    void makeWorkspaces();
    void makeMenus();
    void makeTitleBar();
    void setWorkspace(int index);
    void applyTheme();
    void updateTitle();
    void fillRecent(QMenu& menu);
    void fillDemos(QMenu& menu);
    void fillChoices(QMenu& menu, widgets::Setting setting);
    void showManual();
    void showPalette();

    WindowServices m_services;
    widgets::Settings m_settings;
    widgets::StateStore m_state;
    widgets::ActionCollection* m_actions;
    widgets::JobRunner* m_jobs;
    widgets::MessageBar* m_messages = nullptr;
    widgets::JobsBar* m_jobsBar = nullptr;
    QStackedWidget* m_contents = nullptr;
    QStackedWidget* m_inspectors = nullptr;
    QStackedWidget* m_inspectorHeaders = nullptr;
    QMenuBar* m_menuBar = nullptr;
    QDockWidget* m_dock = nullptr;
    QToolBar* m_workspaceBar = nullptr;
    widgets::ElidedLabel* m_documentName = nullptr;
    widgets::CommandPalette* m_palette = nullptr;
    ManualWindow* m_manual = nullptr;
    std::vector<widgets::Workspace*> m_workspaces;
    widgets::Workspace* m_current = nullptr;
    bool m_closing = false;
};

} // namespace maquette::app
