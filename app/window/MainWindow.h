// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMainWindow>

#include "widgets/common/Settings.h"
#include "window/Workspaces.h"

#include <memory>

class QActionGroup;
class QBoxLayout;
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
/// bottom. It holds what the workspaces share and lends it to them. A workspace is made when it is first shown.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    explicit MainWindow(const WindowServices& services);
    ~MainWindow() override;

    /// In the workspace whose files they are, the current one if it reads them; it becomes the current one.
    void openFiles(const QStringList& files);
    /// Shows the workspace of this word.
    void showWorkspace(const QString& id);
    [[nodiscard]] widgets::Workspace* workspace() const { return m_current; }
    /// Those of the window and of the current workspace.
    [[nodiscard]] widgets::ActionCollection* actions() const { return m_currentActions; }
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
    void makeWorkspaceBar();
    void makeWorkspace(std::size_t index);
    void makeMenus();
    void makeTitleBar();
    void setWorkspace(std::size_t index);
    void fillTitleButtons();
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
    widgets::ActionCollection* m_currentActions;
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
    QBoxLayout* m_titleButtons = nullptr;
    struct Place {
        widgets::Workspace* workspace = nullptr;
        widgets::ActionCollection* actions = nullptr;
    };
    std::vector<Place> m_workspaces; ///< in the order of workspaces(); empty until first shown
    std::size_t m_index = 0;
    widgets::Workspace* m_current = nullptr;
    bool m_closing = false;
};

} // namespace maquette::app
