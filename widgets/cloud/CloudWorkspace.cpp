// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/cloud/CloudWorkspace.h"

#include <QCoreApplication>
#include <QFileInfo>

#include "widgets/cloud/CloudFiles.h"
#include "widgets/cloud/CloudInspector.h"
#include "widgets/cloud/CloudPage.h"
#include "widgets/cloud/LookPanel.h"
#include "widgets/cloud/PointPanels.h"
#include "widgets/cloud/RoomBrowser.h"
#include "widgets/cloud/ScorePanel.h"
#include "widgets/cloud/SegmentPanel.h"
#include "widgets/common/Actions.h"
#include "widgets/common/JobsBar.h"
#include "widgets/common/MessageBar.h"
#include "widgets/common/Text.h"

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

struct ToolEntry {
    ActionSpec spec;
    CloudTool tool;
};

const std::array<ToolEntry, 5>& toolTable()
{
    static const std::array<ToolEntry, 5> table{{
        {{"tool.turn", QT_TRANSLATE_NOOP("Actions", "&Turn"), "tool-turn", "Alt+T"}, CloudTool::Turn},
        {{"tool.pick", QT_TRANSLATE_NOOP("Actions", "&Pick points"), "tool-pick", "Alt+P"}, CloudTool::Pick},
        {{"tool.rectangle", QT_TRANSLATE_NOOP("Actions", "Select by &rectangle"), "tool-rectangle", "Alt+R"},
         CloudTool::Rectangle},
        {{"tool.lasso", QT_TRANSLATE_NOOP("Actions", "Select by &lasso"), "tool-lasso", "Alt+L"}, CloudTool::Lasso},
        {{"tool.clip", QT_TRANSLATE_NOOP("Actions", "&Clip box"), "tool-clip", "Alt+B"}, CloudTool::Clip},
    }};
    return table;
}

struct DirectionEntry {
    ActionSpec spec;
    const char* direction;
};

const std::array<DirectionEntry, 7>& directionTable()
{
    static const std::array<DirectionEntry, 7> table{{
        {{"view.from-iso", QT_TRANSLATE_NOOP("Actions", "From a &corner"), "", "Ctrl+Shift+1"}, "iso"},
        {{"view.from-top", QT_TRANSLATE_NOOP("Actions", "From &above"), "", "Ctrl+Shift+2"}, "top"},
        {{"view.from-front", QT_TRANSLATE_NOOP("Actions", "From the &front"), "", "Ctrl+Shift+3"}, "front"},
        {{"view.from-back", QT_TRANSLATE_NOOP("Actions", "From the &back"), "", "Ctrl+Shift+4"}, "back"},
        {{"view.from-left", QT_TRANSLATE_NOOP("Actions", "From the &left"), "", "Ctrl+Shift+5"}, "left"},
        {{"view.from-right", QT_TRANSLATE_NOOP("Actions", "From the &right"), "", "Ctrl+Shift+6"}, "right"},
        {{"view.from-bottom", QT_TRANSLATE_NOOP("Actions", "From b&elow"), "", "Ctrl+Shift+7"}, "bottom"},
    }};
    return table;
}

} // namespace

CloudWorkspace::CloudWorkspace(const WorkspaceContext& context, CloudService* service, QObject* parent)
    : Workspace(parent)
    , m_context(context)
    , m_document(new CloudDocument(context.jobs, this))
    , m_files(new CloudFiles(m_document, service, context, this))
{
    addFileActions();
    addEditActions();
    addToolActions();
    addViewActions();
    m_page = new CloudPage(m_document, service, context.jobs, context.actions);
    m_inspector = new CloudInspector(m_document, service, context);
    connect(m_page, &CloudPage::toolChanged, this, [this](CloudTool tool) {
        if (tool == CloudTool::Clip)
            m_inspector->openPart(u"clip"_s);
        else if (tool == CloudTool::Rectangle || tool == CloudTool::Lasso)
            m_inspector->openPart(u"selection"_s);
        else if (tool == CloudTool::Pick)
            m_inspector->openPart(u"points"_s);
        for (const ToolEntry& entry : toolTable())
            m_context.actions->action(QLatin1String(entry.spec.id))->setChecked(entry.tool == tool);
    });
    connect(m_files, &CloudFiles::roomsFound, this,
            [this](const QString& folder, const std::vector<cloud::RoomEntry>& rooms) {
                m_page->rooms()->show();
                m_page->rooms()->setRooms(folder, rooms);
            });
    connect(m_page->rooms(), &RoomBrowser::openRequested, this, [this](const QString& file) { m_files->open({file}); });
    const auto refresh = [this] { refreshActions({}); };
    connect(m_files, &CloudFiles::readingChanged, this, refresh);
    connect(m_inspector->segment(), &SegmentPanel::runningChanged, this, refresh);
    connect(m_document, &CloudDocument::changed, this, [this](CloudDocument::Parts parts) {
        if (parts & ~CloudDocument::Parts(CloudDocument::Camera))
            refreshActions(parts);
        if (parts & (CloudDocument::Points | CloudDocument::History))
            Q_EMIT titleChanged();
    });
    refreshActions(CloudDocument::Everything);
}

CloudWorkspace::~CloudWorkspace()
{
    // The window holds both, and they look at the document until they are gone.
    delete m_inspector.data();
    delete m_page.data();
}

Fit CloudWorkspace::fit(const QString& file) { return CloudFiles::fit(file); }

CloudPage* CloudWorkspace::page() const { return m_page; }

QWidget* CloudWorkspace::content() { return m_page; }

QWidget* CloudWorkspace::inspector() { return m_inspector; }

QWidget* CloudWorkspace::inspectorHeader() { return m_inspector->header(); }

QString CloudWorkspace::title() const { return m_document->name(); }

bool CloudWorkspace::modified() const { return m_document->modified(); }

void CloudWorkspace::openFiles(const QStringList& files) { m_files->open(files); }

QStringList CloudWorkspace::titleActions() const
{
    return {u"file.open"_s, u"file.save-cloud"_s, u"edit.undo"_s, u"edit.redo"_s};
}

bool CloudWorkspace::mayClose(std::function<void()> proceed)
{
    return !m_document->modified() || m_files->whenSafe(std::move(proceed));
}

void CloudWorkspace::addFileActions()
{
    ActionCollection& actions = *m_context.actions;
    actions.add({"file.open", QT_TRANSLATE_NOOP("Actions", "&Open…"), "open", "Ctrl+O"},
                [this] { m_files->askOpen(false); });
    actions.add({"file.open-columns", QT_TRANSLATE_NOOP("Actions", "Open with co&lumns…"), "", "Ctrl+Shift+O"},
                [this] { m_files->askOpen(true); });
    actions.add({"file.open-folder", QT_TRANSLATE_NOOP("Actions", "Open a &folder…"), "open", "Ctrl+Alt+O"},
                [this] { m_files->askOpenFolder(); });
    actions.add({"file.open-truth", QT_TRANSLATE_NOOP("Actions", "Compare with a &truth…"), "", ""},
                [this] { m_files->askCompare(false); });
    actions.add({"file.open-prediction", QT_TRANSLATE_NOOP("Actions", "Compare with a &prediction…"), "", ""},
                [this] { m_files->askCompare(true); });
    actions.add({"file.save-cloud", QT_TRANSLATE_NOOP("Actions", "&Save the cloud…"), "save", "Ctrl+S"},
                [this] { m_files->saveCloud(); });
    actions.add({"file.save-picture", QT_TRANSLATE_NOOP("Actions", "Save a p&icture…"), "save-result", "Ctrl+E"},
                [this] { m_files->savePicture(false, m_page->pixelSize()); });
    actions.add({"file.save-turntable", QT_TRANSLATE_NOOP("Actions", "Save a turnta&ble…"), "", ""},
                [this] { m_files->savePicture(true, QSize(1280, 720)); });
    actions.add({"file.save-selection", QT_TRANSLATE_NOOP("Actions", "Save the sel&ection…"), "", "Ctrl+Shift+E"},
                [this] { m_files->saveSelection(); });
    actions.add({"file.demo", QT_TRANSLATE_NOOP("Actions", "Try the &demo"), "demo", "Ctrl+D"}, [this] { runDemo(); });
}

void CloudWorkspace::addEditActions()
{
    ActionCollection& actions = *m_context.actions;
    actions.add({"edit.undo", QT_TRANSLATE_NOOP("Actions", "&Undo"), "undo", "Ctrl+Z"}, [this] { m_document->undo(); });
    actions.add({"edit.redo", QT_TRANSLATE_NOOP("Actions", "&Redo"), "redo", "Ctrl+Shift+Z; Ctrl+Y"},
                [this] { m_document->redo(); });
    actions.add({"edit.run", QT_TRANSLATE_NOOP("Actions", "Se&gment"), "run", "Ctrl+Enter; Ctrl+Return"}, [this] {
        m_inspector->openPart(u"segment"_s);
        m_inspector->segment()->run();
    });
    actions.add({"edit.stop", QT_TRANSLATE_NOOP("Actions", "S&top"), "stop", "Esc"}, [this] {
        m_files->stop();
        m_inspector->segment()->stop();
    });
    actions.add({"select.relabel", QT_TRANSLATE_NOOP("Actions", "Re&label"), "", "Ctrl+L"}, [this] { relabel(); });
    actions.add({"select.invert", QT_TRANSLATE_NOOP("Actions", "&Invert"), "", "Ctrl+I"},
                [this] { m_document->invertSelection(); });
    actions.add({"select.none", QT_TRANSLATE_NOOP("Actions", "Select &nothing"), "clear", "Ctrl+Shift+A"},
                [this] { m_document->clearSelection(); });
    actions.add(
        {"select.visible-only", QT_TRANSLATE_NOOP("Actions", "Select only &visible points"), "", "", true}, [this] {
            m_page->view()->setSelectVisibleOnly(m_context.actions->action(u"select.visible-only"_s)->isChecked());
        });
    actions.add({"points.clear", QT_TRANSLATE_NOOP("Actions", "&Forget points"), "clear", "Ctrl+Backspace"},
                [this] { m_document->setPicked({}); });
    actions.add({"points.copy", QT_TRANSLATE_NOOP("Actions", "Cop&y points"), "copy", ""},
                [this] { m_inspector->picked()->copyPoints(); });
    actions.add({"classes.show-all", QT_TRANSLATE_NOOP("Actions", "Show all cl&asses"), "eye", "Ctrl+Shift+H"},
                [this] { m_document->showAllClasses(); });
    actions.add({"scores.copy", QT_TRANSLATE_NOOP("Actions", "Copy &scores"), "copy", "Ctrl+Shift+C"},
                [this] { m_inspector->scores()->copyScores(); });
    actions.add({"scores.show-all", QT_TRANSLATE_NOOP("Actions", "Show all cells of the &matrix"), "", ""},
                [this] { m_document->clearCell(); });
}

void CloudWorkspace::addToolActions()
{
    for (const ToolEntry& entry : toolTable()) {
        ActionSpec spec = entry.spec;
        spec.checkable = true;
        m_context.actions->add(spec, [this, tool = entry.tool, id = QString(QLatin1String(entry.spec.id))] {
            m_page->setTool(tool);
            m_context.actions->action(id)->setChecked(true); // a second press does not take it away
        });
    }
    m_context.actions->action(u"tool.turn"_s)->setChecked(true);
}

void CloudWorkspace::addViewActions()
{
    ActionCollection& actions = *m_context.actions;
    const std::array<ActionSpec, 4> panes{{{"view.panes-1", QT_TRANSLATE_NOOP("Actions", "&1 pane"), "", "Ctrl+1"},
                                           {"view.panes-2", QT_TRANSLATE_NOOP("Actions", "&2 panes"), "", "Ctrl+2"},
                                           {"view.panes-3", QT_TRANSLATE_NOOP("Actions", "&3 panes"), "", "Ctrl+3"},
                                           {"view.panes-4", QT_TRANSLATE_NOOP("Actions", "&4 panes"), "", "Ctrl+4"}}};
    for (int i = 0; i < 4; ++i)
        actions.add(panes[static_cast<std::size_t>(i)], [this, i] { m_page->setPaneCount(i + 1); });
    actions.add(
        {"view.curtain", QT_TRANSLATE_NOOP("Actions", "Curtain &between two panes"), "compare-slider", "Ctrl+5", true},
        [this] { m_page->setCurtain(m_context.actions->action(u"view.curtain"_s)->isChecked()); });
    actions.add({"view.next-content", QT_TRANSLATE_NOOP("Actions", "Next colorin&g"), "", "F6"},
                [this] { m_page->nextContent(); });
    actions.add({"view.zoom-in", QT_TRANSLATE_NOOP("Actions", "Zoom &in"), "zoom-in", "Ctrl++; Ctrl+="},
                [this] { m_page->zoom(1.25); });
    actions.add({"view.zoom-out", QT_TRANSLATE_NOOP("Actions", "Zoom &out"), "zoom-out", "Ctrl+-"},
                [this] { m_page->zoom(0.8); });
    actions.add({"view.zoom-fit", QT_TRANSLATE_NOOP("Actions", "Fit the clou&d"), "zoom-fit", "Ctrl+0"},
                [this] { m_page->fit(); });
    for (const DirectionEntry& entry : directionTable())
        actions.add(entry.spec,
                    [this, direction = QString(QLatin1String(entry.direction))] { m_page->lookFrom(direction); });
    actions.add({"view.bookmark", QT_TRANSLATE_NOOP("Actions", "Keep this &view"), "", "Ctrl+B"}, [this] {
        m_inspector->openPart(u"look"_s);
        m_inspector->look()->addBookmark();
    });
    actions.add({"view.copy-camera", QT_TRANSLATE_NOOP("Actions", "Cop&y this view as text"), "copy", ""},
                [this] { m_inspector->look()->copyCamera(); });
    actions.add({"view.paste-camera", QT_TRANSLATE_NOOP("Actions", "Pa&ste a view"), "paste", ""},
                [this] { m_inspector->look()->pasteCamera(); });
}

void CloudWorkspace::refreshActions(CloudDocument::Parts parts)
{
    ActionCollection& actions = *m_context.actions;
    const auto name = [&](const QString& id, const QString& plain, const QString& what, bool enabled) {
        QAction* action = actions.action(id);
        action->setEnabled(enabled);
        action->setText(what.isEmpty() ? plain : tr("%1: %2", "action: what it undoes").arg(plain, what));
    };
    name(u"edit.undo"_s, QCoreApplication::translate("Actions", "&Undo"), m_document->undoName(),
         m_document->canUndo());
    name(u"edit.redo"_s, QCoreApplication::translate("Actions", "&Redo"), m_document->redoName(),
         m_document->canRedo());
    const bool running = m_inspector && m_inspector->segment()->running();
    actions.action(u"edit.run"_s)->setEnabled(!running && !m_document->empty());
    actions.action(u"edit.stop"_s)->setEnabled(running || m_files->reading());
    const bool open = !m_document->empty();
    for (QAction* action : actions.all()) {
        const QString id = action->objectName();
        if (id.startsWith(u"tool."_s) || id.startsWith(u"view.panes-"_s) || id.startsWith(u"view.from-"_s)
            || id.startsWith(u"view.zoom-"_s) || id == "view.curtain"_L1 || id == "view.next-content"_L1
            || id == "view.bookmark"_L1 || id == "view.copy-camera"_L1 || id == "view.paste-camera"_L1
            || id == "file.save-cloud"_L1 || id == "file.save-picture"_L1 || id == "file.save-turntable"_L1
            || id == "file.open-truth"_L1 || id == "file.open-prediction"_L1)
            action->setEnabled(open);
    }
    if (parts & (CloudDocument::View | CloudDocument::Points)) {
        actions.action(u"view.curtain"_s)->setChecked(m_document->view().curtain.has_value());
        actions.action(u"classes.show-all"_s)->setEnabled(m_document->view().filter.hidden.any());
    }
}

void CloudWorkspace::relabel()
{
    const int id = m_inspector->selection()->chosenClass();
    if (id >= 0)
        m_document->relabelSelection(id);
}

void CloudWorkspace::runDemo()
{
    m_files->openDemo([this] {
        m_inspector->openPart(u"segment"_s);
        m_inspector->segment()->run();
    });
}

} // namespace maquette::widgets
