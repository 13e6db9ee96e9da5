// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/MainWindow.h"

#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QDockWidget>
#include <QDropEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenuBar>
#include <QPushButton>
#include <QStackedWidget>
#include <QToolBar>
#include <QToolButton>

#include "base/Paths.h"
#include "widgets/common/Actions.h"
#include "widgets/common/CommandPalette.h"
#include "widgets/common/Drops.h"
#include "widgets/common/ElidedLabel.h"
#include "widgets/common/Icons.h"
#include "widgets/common/JobRunner.h"
#include "widgets/common/JobsBar.h"
#include "widgets/common/MessageBar.h"
#include "widgets/common/Text.h"
#include "widgets/common/Theme.h"
#include "widgets/edit/EditWorkspace.h"
#include "window/AboutDialog.h"
#include "window/ManualWindow.h"
#include "window/Menus.h"
#include "window/WindowPlace.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace maquette::app {

using widgets::Setting;

namespace {

constexpr int endJobsMs = 3000;
const QString workspaceKey = u"window/workspace"_s;

/// A menu bar that knows its width from right to left, too, where Qt's own counts only what lies right of zero.
class TitleMenuBar : public QMenuBar {
public:
    using QMenuBar::QMenuBar;

    [[nodiscard]] QSize sizeHint() const override
    {
        constexpr int gap = 4;
        int width = 2 * gap;
        for (QAction* action : actions())
            width += actionGeometry(action).width() + gap;
        return {width, QMenuBar::sizeHint().height()};
    }
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }
};

} // namespace

MainWindow::MainWindow(const WindowServices& services)
    : m_services(services)
    , m_actions(new widgets::ActionCollection(this))
    , m_currentActions(m_actions)
    , m_jobs(new widgets::JobRunner(this))
{
    setObjectName(u"mainWindow"_s);
    setAccessibleName(u"Maquette"_s);
    setContextMenuPolicy(Qt::NoContextMenu);
    setAcceptDrops(true);
    applyTheme();
    addWindowActions();
    makeFrame();
    makeWorkspaceBar();
    makeMenus();
    makeTitleBar();
    m_palette = new widgets::CommandPalette(m_actions, this);
    connect(&m_settings, &widgets::Settings::changed, this, [this](Setting setting) {
        if (setting == Setting::Theme || setting == Setting::TextPercent)
            applyTheme();
    });
    showWorkspace(m_state.value(workspaceKey).toString());
    if (!m_current)
        setWorkspace(0);
    applyTheme();
    restorePlace(*this, m_state);
    m_jobsBar->setStatus(tr("Ready."));
}

MainWindow::~MainWindow()
{
    endJobs();
    // Docks tell of their hiding while the window is taken down.
    m_dock->disconnect(this);
    // Before what they borrow goes.
    for (const Place& place : m_workspaces)
        delete place.workspace;
}

bool MainWindow::endJobs() { return m_jobs->shutDown(endJobsMs); }

void MainWindow::addWindowActions()
{
    m_actions->add({"file.quit", QT_TRANSLATE_NOOP("Actions", "&Quit"), "quit", "Ctrl+Q"}, [this] { close(); });
    m_actions->add({"view.palette", QT_TRANSLATE_NOOP("Actions", "Search &actions…"), "search", "Ctrl+Shift+P"},
                   [this] { showPalette(); });
    m_actions->add({"view.inspector", QT_TRANSLATE_NOOP("Actions", "I&nspector"), "", "F9", true},
                   [this] { m_dock->setVisible(m_actions->action(u"view.inspector"_s)->isChecked()); });
    for (const WorkspaceEntry& entry : workspaces()) {
        const QString id = QLatin1String(entry.id);
        m_actions->add({entry.action, entry.actionText, entry.icon, entry.shortcut}, [this, id] { showWorkspace(id); });
    }
    m_actions->add({"help.manual", QT_TRANSLATE_NOOP("Actions", "&Manual"), "help", "F1"}, [this] { showManual(); });
    m_actions->add({"help.about", QT_TRANSLATE_NOOP("Actions", "&About Maquette"), "info", ""},
                   [this] { showAbout(this); });
    const auto choose = [this](Setting setting, const QVariant& value) {
        return [this, setting, value] { m_settings.set(setting, value); };
    };
    m_actions->add({"view.theme-system", QT_TRANSLATE_NOOP("Actions", "&Theme of the desktop"), "theme", ""},
                   choose(Setting::Theme, u"system"_s));
    m_actions->add({"view.theme-light", QT_TRANSLATE_NOOP("Actions", "&Light theme"), "theme", ""},
                   choose(Setting::Theme, u"light"_s));
    m_actions->add({"view.theme-dark", QT_TRANSLATE_NOOP("Actions", "&Dark theme"), "theme", ""},
                   choose(Setting::Theme, u"dark"_s));
    m_actions->add({"view.text-100", QT_TRANSLATE_NOOP("Actions", "Text at &100 %"), "", ""},
                   choose(Setting::TextPercent, 100));
    m_actions->add({"view.text-125", QT_TRANSLATE_NOOP("Actions", "Text at 1&25 %"), "", ""},
                   choose(Setting::TextPercent, 125));
    m_actions->add({"view.text-150", QT_TRANSLATE_NOOP("Actions", "Text at 1&50 %"), "", ""},
                   choose(Setting::TextPercent, 150));
    m_actions->add({"view.text-200", QT_TRANSLATE_NOOP("Actions", "Text at 2&00 %"), "", ""},
                   choose(Setting::TextPercent, 200));
}

void MainWindow::makeFrame()
{
    auto* center = new QWidget(this);
    auto* column = new QVBoxLayout(center);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_messages = new widgets::MessageBar(center);
    m_contents = new QStackedWidget(center);
    column->addWidget(m_messages);
    column->addWidget(m_contents, 1);
    setCentralWidget(center);

    m_workspaceBar = new QToolBar(tr("Workspaces"), this);
    widgets::nameWidget(m_workspaceBar, u"workspaceBar"_s, tr("Workspaces"));
    m_workspaceBar->setMovable(false);
    m_workspaceBar->setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
    // The frame does not mirror by itself.
    addToolBar(isRightToLeft() ? Qt::RightToolBarArea : Qt::LeftToolBarArea, m_workspaceBar);

    m_dock = new QDockWidget(tr("Inspector"), this);
    widgets::nameWidget(m_dock, u"inspectorDock"_s, tr("Inspector"));
    m_dock->setAllowedAreas(Qt::LeftDockWidgetArea | Qt::RightDockWidgetArea);
    m_dock->setFeatures(QDockWidget::DockWidgetMovable | QDockWidget::DockWidgetClosable);
    m_inspectors = new QStackedWidget(m_dock);
    m_inspectorHeaders = new QStackedWidget(m_dock);
    m_dock->setWidget(m_inspectors);
    m_dock->setTitleBarWidget(m_inspectorHeaders);
    addDockWidget(isRightToLeft() ? Qt::LeftDockWidgetArea : Qt::RightDockWidgetArea, m_dock);
    connect(m_dock, &QDockWidget::visibilityChanged, this,
            [this] { m_actions->action(u"view.inspector"_s)->setChecked(m_dock->isVisibleTo(this)); });

    auto* jobs = new QToolBar(tr("Jobs"), this);
    widgets::nameWidget(jobs, u"jobsToolBar"_s, tr("Jobs"));
    jobs->setMovable(false);
    m_jobsBar = new widgets::JobsBar(m_jobs, jobs);
    m_jobsBar->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    jobs->addWidget(m_jobsBar);
    addToolBar(Qt::BottomToolBarArea, jobs);
}

void MainWindow::makeWorkspaceBar()
{
    m_workspaces.resize(workspaces().size());
    auto* group = new QActionGroup(this);
    for (std::size_t index = 0; index < workspaces().size(); ++index) {
        const WorkspaceEntry& entry = workspaces()[index];
        const QString id = QLatin1String(entry.id);
        const QString name = QCoreApplication::translate("Workspaces", entry.name);
        QAction* action = m_workspaceBar->addAction(widgets::icon(QLatin1String(entry.icon)), name, this,
                                                    [this, index] { setWorkspace(index); });
        action->setCheckable(true);
        action->setObjectName(u"workspace."_s + id);
        group->addAction(action);
        auto* button = qobject_cast<QToolButton*>(m_workspaceBar->widgetForAction(action));
        button->setProperty("workspace", true);
        button->setFocusPolicy(Qt::TabFocus);
        widgets::nameWidget(button, u"workspace:"_s + id, tr("Workspace %1").arg(name));
        const QKeySequence key = m_actions->action(u"window."_s + id)->shortcut();
        button->setToolTip(name + u"  "_s + key.toString(QKeySequence::NativeText));
    }
}

void MainWindow::makeWorkspace(std::size_t index)
{
    Place& place = m_workspaces[index];
    place.actions = new widgets::ActionCollection(this, m_actions);
    const widgets::WorkspaceContext context{this,
                                            place.actions,
                                            m_jobs,
                                            m_jobsBar,
                                            m_messages,
                                            &m_settings,
                                            &m_state,
                                            m_services.chooser,
                                            [this](const QStringList& files) { openFiles(files); },
                                            [this, index] { setWorkspace(index); }};
    place.workspace = workspaces()[index].make(context, m_services, nullptr);
    m_contents->addWidget(place.workspace->content());
    m_inspectors->addWidget(place.workspace->inspector());
    m_inspectorHeaders->addWidget(place.workspace->inspectorHeader());
    connect(place.workspace, &widgets::Workspace::titleChanged, this, &MainWindow::updateTitle);
}

void MainWindow::makeMenus()
{
    std::vector<LiveMenu> live = {
        {"recent", [this](QMenu& menu) { fillRecent(menu); }},
        {"theme", [this](QMenu& menu) { fillChoices(menu, Setting::Theme); }},
        {"text", [this](QMenu& menu) { fillChoices(menu, Setting::TextPercent); }},
    };
    if (qobject_cast<widgets::EditWorkspace*>(m_current))
        live.push_back({"demos", [this](QMenu& menu) { fillDemos(menu); }});
    if (m_currentActions->contains(u"view.from-top"_s))
        live.push_back({"directions", [this](QMenu& menu) {
                            for (QAction* action : m_currentActions->all())
                                if (action->objectName().startsWith(u"view.from-"_s))
                                    menu.addAction(action);
                        }});
    if (!m_menuBar) {
        m_menuBar = new TitleMenuBar(this);
        m_menuBar->setNativeMenuBar(false);
        widgets::nameWidget(m_menuBar, u"menuBar"_s, tr("Menus"));
    }
    // Not at once: what switches the workspace may be a line of one of them.
    for (QAction* top : m_menuBar->actions()) {
        top->menu()->setObjectName({});
        top->menu()->deleteLater();
    }
    m_menuBar->clear();
    buildMenus(*m_menuBar, *m_currentActions, live);
    m_menuBar->updateGeometry();
}

void MainWindow::makeTitleBar()
{
    auto* bar = new QWidget(this);
    bar->setObjectName(u"titleBar"_s);
    bar->setAttribute(Qt::WA_StyledBackground);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(8, 6, 16, 6);
    row->setSpacing(4);
    auto* brand = new QLabel(u"Maquette"_s, bar);
    brand->setProperty("role", u"brand"_s);
    row->addWidget(brand);
    m_menuBar->setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Fixed);
    row->addWidget(m_menuBar, 0, Qt::AlignVCenter);
    row->addSpacing(16);
    m_documentName = new widgets::ElidedLabel(bar);
    m_documentName->setObjectName(u"documentName"_s);
    m_documentName->setProperty("role", u"muted"_s);
    row->addWidget(m_documentName, 1);
    m_titleButtons = new QHBoxLayout;
    m_titleButtons->setSpacing(4);
    row->addLayout(m_titleButtons);
    row->addSpacing(8);
    const QAction* palette = m_actions->action(u"view.palette"_s);
    auto* search
        = new QPushButton(widgets::icon(u"search"_s, widgets::Token::Muted),
                          tr("Search actions   %1").arg(palette->shortcut().toString(QKeySequence::NativeText)), bar);
    widgets::nameWidget(search, u"searchActions"_s, tr("Search actions"));
    search->setProperty("search", true);
    connect(search, &QPushButton::clicked, palette, &QAction::trigger);
    row->addWidget(search);
    setMenuWidget(bar);
}

void MainWindow::fillTitleButtons()
{
    while (QLayoutItem* item = m_titleButtons->takeAt(0)) {
        item->widget()->hide();
        item->widget()->setObjectName({});
        item->widget()->deleteLater();
        delete item;
    }
    for (const QString& id : m_current->titleActions())
        m_titleButtons->addWidget(m_currentActions->button(id, m_titleButtons->parentWidget()));
}

void MainWindow::setWorkspace(std::size_t index)
{
    m_workspaceBar->actions()[static_cast<qsizetype>(index)]->setChecked(true);
    if (m_current && index == m_index)
        return;
    if (!m_workspaces[index].workspace)
        makeWorkspace(index);
    const bool switched = m_current != nullptr;
    if (switched)
        m_currentActions->setActive(false);
    m_index = index;
    m_current = m_workspaces[index].workspace;
    m_currentActions = m_workspaces[index].actions;
    m_currentActions->setActive(true);
    m_contents->setCurrentWidget(m_current->content());
    m_inspectors->setCurrentWidget(m_current->inspector());
    m_inspectorHeaders->setCurrentWidget(m_current->inspectorHeader());
    makeMenus();
    fillTitleButtons();
    m_palette->setActions(m_currentActions);
    m_state.set(workspaceKey, QLatin1String(workspaces()[index].id));
    updateTitle();
    if (switched)
        m_current->content()->setFocus(Qt::OtherFocusReason);
}

void MainWindow::showWorkspace(const QString& id)
{
    for (std::size_t i = 0; i < workspaces().size(); ++i)
        if (id == QLatin1String(workspaces()[i].id))
            setWorkspace(i);
}

void MainWindow::applyTheme()
{
    m_services.theme->apply(m_settings.text(Setting::Theme), m_settings.number(Setting::TextPercent));
    if (!m_workspaceBar)
        return;
    const QSize size = QSize(22, 22) * m_services.theme->scaled(100) / 100;
    m_workspaceBar->setIconSize(size);
    for (auto* button : m_workspaceBar->findChildren<QToolButton*>())
        button->setIconSize(size);
}

void MainWindow::updateTitle()
{
    if (!m_current || !m_documentName)
        return;
    const QString name = m_current->title();
    const bool modified = m_current->modified();
    m_documentName->setWholeText(name.isEmpty() ? QString() : modified ? tr("%1 • edited").arg(name) : name);
    setWindowModified(modified);
    setWindowTitle(name.isEmpty() ? u"Maquette[*]"_s : tr("%1[*] – Maquette").arg(name));
}

void MainWindow::fillRecent(QMenu& menu)
{
    for (const QString& file : m_state.recentFiles()) {
        const QString name = QFileInfo(file).fileName().replace(u'&', u"&&"_s); // no mnemonic
        QAction* action = menu.addAction(name, this, [this, file] { openFiles({file}); });
        action->setToolTip(file);
    }
    if (menu.isEmpty()) {
        menu.addAction(tr("Nothing was opened yet"))->setEnabled(false);
        return;
    }
    menu.addSeparator();
    menu.addAction(tr("Clear the list"), this, [this] { m_state.clearRecentFiles(); });
}

void MainWindow::fillDemos(QMenu& menu)
{
    auto* edit = qobject_cast<widgets::EditWorkspace*>(m_current);
    for (int i = 0; edit && i < static_cast<int>(edit->demos().size()); ++i)
        menu.addAction(edit->demos()[static_cast<std::size_t>(i)].title, this, [edit, i] { edit->loadDemo(i); });
    if (menu.isEmpty())
        menu.addAction(tr("This installation has no demos"))->setEnabled(false);
}

void MainWindow::fillChoices(QMenu& menu, Setting setting)
{
    const QString prefix = setting == Setting::Theme ? u"view.theme-"_s : u"view.text-"_s;
    for (QAction* source : m_actions->all()) {
        if (!source->objectName().startsWith(prefix))
            continue;
        QAction* line = menu.addAction(source->text(), source, &QAction::trigger);
        line->setCheckable(true);
        line->setChecked(source->objectName().mid(prefix.size()) == m_settings.text(setting));
    }
}

void MainWindow::showManual()
{
    if (!m_manual)
        m_manual = new ManualWindow(widgets::fromPath(base::resourceFolder() / "manual"), this);
    m_manual->show();
    m_manual->raise();
    m_manual->activateWindow();
}

void MainWindow::showPalette() { m_palette->popUp(); }

void MainWindow::openFiles(const QStringList& files)
{
    if (files.isEmpty())
        return;
    const auto& entries = workspaces();
    // The current one where it is as good as any.
    std::size_t best = m_index;
    widgets::Fit fit = entries[best].fit(files.first());
    for (std::size_t i = 0; i < entries.size(); ++i)
        if (const widgets::Fit other = entries[i].fit(files.first()); other > fit) {
            best = i;
            fit = other;
        }
    if (best != m_index)
        setWorkspace(best);
    m_current->openFiles(files);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (!widgets::readDrop(event->mimeData()).files.isEmpty())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    const QStringList files = widgets::readDrop(event->mimeData()).files;
    if (files.isEmpty())
        return;
    event->acceptProposedAction();
    openFiles(files);
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    for (std::size_t i = 0; i < m_workspaces.size(); ++i) {
        widgets::Workspace* workspace = m_workspaces[i].workspace;
        if (!m_closing && workspace && !workspace->mayClose([this] { close(); })) {
            setWorkspace(i); // whose question it is
            event->ignore();
            return;
        }
    }
    m_closing = true;
    savePlace(*this, m_state);
    m_state.save();
    m_settings.save();
    m_jobs->stopAll();
    event->accept();
}

} // namespace maquette::app
