// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/edit/EditWorkspace.h"

#include <QApplication>
#include <QClipboard>
#include <QFileInfo>
#include <QMenu>

#include "widgets/common/Actions.h"
#include "widgets/common/Drops.h"
#include "widgets/common/FileChooser.h"
#include "widgets/common/Icons.h"
#include "widgets/common/JobsBar.h"
#include "widgets/common/MessageBar.h"
#include "widgets/common/ParameterForm.h"
#include "widgets/common/Settings.h"
#include "widgets/common/Text.h"
#include "widgets/edit/Autosave.h"
#include "widgets/edit/BoardDocument.h"
#include "widgets/edit/CompareView.h"
#include "widgets/edit/EditInspector.h"
#include "widgets/edit/EditPage.h"
#include "widgets/edit/EditRunner.h"
#include "widgets/edit/ExamplePanel.h"
#include "widgets/edit/ExplanationPanel.h"
#include "widgets/edit/ResultPanel.h"

using namespace Qt::StringLiterals;

namespace maquette::widgets {

EditWorkspace::EditWorkspace(const WorkspaceContext& context, EditService* service, const QString& demoFolder,
                             QObject* parent)
    : Workspace(parent)
    , m_context(context)
    , m_demos(readDemos(demoFolder))
    , m_document(new BoardDocument(base::ParameterValues(service->parameters()), this))
    , m_files(new EditFiles(m_document, service, context, this))
    , m_runner(new EditRunner(m_document, service, context.jobs, this))
    , m_autosave(new Autosave(
          m_document, service, context, [this](std::function<void()> next) { m_files->whenSafe(std::move(next)); },
          this))
{
    installCanvasAccessibility();
    m_document->setUndoBytes(qint64(context.settings->number(Setting::UndoMegabytes)) << 20);
    addActions();
    m_page = new EditPage(m_document, context.actions, context.settings);
    m_inspector = new EditInspector(m_document, context);
    connectPage();
    connectRunner();
    connect(m_document, &BoardDocument::changed, this, [this](BoardDocument::Parts parts) {
        refreshActions();
        if (parts & (BoardDocument::History | BoardDocument::File))
            Q_EMIT titleChanged();
    });
    refreshActions();
    m_autosave->offer();
}

EditWorkspace::~EditWorkspace()
{
    // The window holds both, and they look at the document until they are gone.
    delete m_inspector.data();
    delete m_page.data();
}

QWidget* EditWorkspace::content() { return m_page; }

QWidget* EditWorkspace::inspector() { return m_inspector; }

QWidget* EditWorkspace::inspectorHeader() { return m_inspector->header(); }

QString EditWorkspace::title() const
{
    if (!m_document->file().isEmpty())
        return QFileInfo(m_document->file()).fileName();
    return m_document->empty() ? QString() : tr("New board");
}

QStringList EditWorkspace::titleActions() const
{
    return {u"file.open"_s, u"file.save-board"_s, u"edit.undo"_s, u"edit.redo"_s};
}

Fit EditWorkspace::fit(const QString& file) { return EditFiles::fit(file); }

bool EditWorkspace::modified() const { return m_document->modified(); }

bool EditWorkspace::mayClose(std::function<void()> proceed)
{
    if (!m_document->modified())
        return m_autosave->flush(proceed);
    return m_files->whenSafe([this, proceed] {
        if (m_document->modified()) {
            m_document->reset(); // what follows must not ask again
            m_autosave->discard();
        }
        proceed();
    });
}

void EditWorkspace::addFileActions()
{
    ActionCollection& actions = *m_context.actions;
    actions.add({"file.new", QT_TRANSLATE_NOOP("Actions", "&New board"), "new", "Ctrl+N"},
                [this] { m_files->newBoard(); });
    actions.add({"file.open", QT_TRANSLATE_NOOP("Actions", "&Open…"), "open", "Ctrl+O"},
                [this] { m_files->askOpen({}); });
    actions.add({"file.save-board", QT_TRANSLATE_NOOP("Actions", "&Save board"), "save", "Ctrl+S"},
                [this] { m_files->saveBoard(false); });
    actions.add({"file.save-board-as", QT_TRANSLATE_NOOP("Actions", "Save board &as…"), "", "Ctrl+Shift+S"},
                [this] { m_files->saveBoard(true); });
    actions.add({"file.save-result", QT_TRANSLATE_NOOP("Actions", "Save &result…"), "save-result", "Ctrl+E"},
                [this] { m_files->saveResult(); });
    QAction* metadata = actions.add(
        {"file.write-metadata", QT_TRANSLATE_NOOP("Actions", "Saved results say how they were &made"), "", "", true},
        [this] {
            m_context.settings->set(Setting::WriteMetadata,
                                    m_context.actions->action(u"file.write-metadata"_s)->isChecked());
        });
    metadata->setChecked(m_context.settings->flag(Setting::WriteMetadata));
    actions.add({"file.demo", QT_TRANSLATE_NOOP("Actions", "Try the &demo"), "demo", "Ctrl+D"},
                [this] { loadDemo(0); });
    actions.action(u"file.demo"_s)->setEnabled(!m_demos.empty());
}

void EditWorkspace::addActions()
{
    addFileActions();
    ActionCollection& actions = *m_context.actions;
    actions.add({"edit.undo", QT_TRANSLATE_NOOP("Actions", "&Undo"), "undo", "Ctrl+Z"}, [this] {
        // A move of a slider whose result has not come yet is the newest change.
        if (!m_runner->dropAdjusting())
            m_document->undo();
    });
    actions.add({"edit.redo", QT_TRANSLATE_NOOP("Actions", "&Redo"), "redo", "Ctrl+Shift+Z; Ctrl+Y"}, [this] {
        m_runner->dropAdjusting();
        m_document->redo();
    });
    actions.add({"edit.paste", QT_TRANSLATE_NOOP("Actions", "&Paste picture"), "paste", "Ctrl+V"}, [this] { paste(); });
    actions.add({"edit.swap", QT_TRANSLATE_NOOP("Actions", "&Swap before and after"), "swap", "Ctrl+T"},
                [this] { m_document->swapExample(); });
    actions.add({"edit.result-to-picture", QT_TRANSLATE_NOOP("Actions", "Use the result as p&icture"),
                 "result-to-picture", "Ctrl+R"},
                [this] { m_document->resultToPicture(); });
    actions.add(
        {"edit.clear-slot", QT_TRANSLATE_NOOP("Actions", "&Clear the place in focus"), "clear", "Ctrl+Backspace"},
        [this] { m_document->clearSlot(m_page->example()->current()); });
    actions.add({"edit.run", QT_TRANSLATE_NOOP("Actions", "Ru&n"), "run", "Ctrl+Enter; Ctrl+Return"},
                [this] { run(); });
    actions.add({"edit.stop", QT_TRANSLATE_NOOP("Actions", "S&top"), "stop", "Esc"}, [this] { m_runner->stop(); });
    actions.add(
        {"edit.accept", QT_TRANSLATE_NOOP("Actions", "&Accept"), "accept", "Ctrl+Shift+Enter; Ctrl+Shift+Return"},
        [this] { m_document->accept(); });
    actions.add({"edit.discard", QT_TRANSLATE_NOOP("Actions", "&Discard"), "discard", "Shift+Esc"},
                [this] { m_document->discard(); });
    addViewActions();
}

void EditWorkspace::addViewActions()
{
    ActionCollection& actions = *m_context.actions;
    const auto mode
        = [this](const QString& name) { return [this, name] { m_context.settings->set(Setting::CompareMode, name); }; };
    actions.add({"view.slider", QT_TRANSLATE_NOOP("Actions", "Compare by &slider"), "compare-slider", "Ctrl+1"},
                mode(u"slider"_s));
    actions.add({"view.side", QT_TRANSLATE_NOOP("Actions", "Compare side &by side"), "compare-side", "Ctrl+2"},
                mode(u"side"_s));
    actions.add({"view.blink", QT_TRANSLATE_NOOP("Actions", "Compare by b&linking"), "compare-blink", "Ctrl+3"},
                mode(u"blink"_s));
    actions.add({"view.difference", QT_TRANSLATE_NOOP("Actions", "Show the &difference, eight times"),
                 "compare-difference", "Ctrl+4"},
                mode(u"difference"_s));
    actions.add({"view.zoom-in", QT_TRANSLATE_NOOP("Actions", "Zoom &in"), "zoom-in", "Ctrl++; Ctrl+="},
                [this] { m_page->compare()->zoomBy(1.25); });
    actions.add({"view.zoom-out", QT_TRANSLATE_NOOP("Actions", "Zoom &out"), "zoom-out", "Ctrl+-"},
                [this] { m_page->compare()->zoomBy(0.8); });
    actions.add({"view.zoom-fit", QT_TRANSLATE_NOOP("Actions", "&Fit the picture"), "zoom-fit", "Ctrl+0"},
                [this] { m_page->compare()->setZoom(0); });
    actions.add({"view.zoom-actual", QT_TRANSLATE_NOOP("Actions", "&100 %"), "zoom-actual", "Ctrl+Alt+0"},
                [this] { m_page->compare()->setZoom(1); });
}

void EditWorkspace::connectPage()
{
    ExamplePanel* example = m_page->example();
    connect(example, &ExamplePanel::openRequested, this, [this](BoardSlot slot) { m_files->askOpen(slot); });
    connect(example, &ExamplePanel::filesDropped, this,
            [this](BoardSlot slot, const QStringList& files) { m_files->open(files, slot); });
    connect(example, &ExamplePanel::imageDropped, this,
            [this](BoardSlot slot, const QImage& image) { m_files->setImage(image, slot); });
    connect(example, &ExamplePanel::menuRequested, this, &EditWorkspace::showSlotMenu);
    connect(m_page, &EditPage::filesDropped, this, [this](const QStringList& files) { m_context.openFiles(files); });
    connect(m_page, &EditPage::imageDropped, this,
            [this](const QImage& image) { m_files->setImage(image, BoardSlot::Picture); });
    ParameterForm* form = m_inspector->form();
    connect(form, &ParameterForm::fileRequested, this, [this, form](const QString& name) {
        FileChooser::Question question;
        question.title = form->label(toUtf8(name));
        question.filter = tr("All files (*)");
        m_context.chooser->ask(m_context.window, question, [form, name](const QStringList& files) {
            if (!files.isEmpty())
                form->setText(name, files.first());
        });
    });
    connect(m_inspector->explanation(), &ExplanationPanel::adjusted, m_runner, &EditRunner::adjust);
}

void EditWorkspace::connectRunner()
{
    connect(m_runner, &EditRunner::runningChanged, this, [this](bool running) {
        m_inspector->setRunning(running);
        refreshActions();
    });
    connect(m_runner, &EditRunner::adjustingEnded, this,
            [this] { m_inspector->explanation()->settle(m_document->shownResult()); });
    connect(m_runner, &EditRunner::preview, this, [this](const QImage& image) {
        m_page->compare()->setPreview(m_context.settings->flag(Setting::ShowPreview) ? image : QImage());
    });
    connect(m_runner, &EditRunner::failed, this, [this](const base::Error& error) {
        if (error.code == base::ErrorCode::Stopped) {
            m_context.status->setStatus(tr("Stopped. Nothing was changed."));
            return;
        }
        m_context.messages->showError(error, {{u"again"_s, tr("Run again"), [this] { run(); }}});
    });
    connect(m_runner, &EditRunner::finished, this, [this](int results) {
        const ResultPtr result = m_document->shownResult();
        if (!result)
            return;
        QString text = tr("Edited in %1, %2.")
                           .arg(durationText(result->result.times.total), ResultPanel::modeText(result->result));
        if (results == 1 && m_inspector->variants() > 1)
            text += u' ' + tr("One result, as nothing was left to chance.");
        m_context.status->setStatus(text);
    });
}

void EditWorkspace::run()
{
    for (const BoardSlot slot : allSlots) {
        if (m_document->picture(slot))
            continue;
        const QString text = slot == BoardSlot::Before ? tr("The example needs a picture before the change.")
            : slot == BoardSlot::After                 ? tr("The example needs a picture after the change.")
                                                       : tr("There is no picture to change yet.");
        m_context.messages->showMessage(
            {MessageSpec::Kind::Warn,
             text,
             {},
             {{u"openSlot"_s, tr("Open a file…"), [this, slot] { m_files->askOpen(slot); }, true}},
             u"incomplete"_s});
        m_page->example()->view(slot)->setFocus();
        return;
    }
    m_context.messages->closeMessage(u"incomplete"_s);
    m_runner->run(m_inspector->variants());
}

void EditWorkspace::paste()
{
    const Drop drop = readDrop(QApplication::clipboard()->mimeData());
    const BoardSlot slot = m_page->example()->current();
    if (!drop.files.isEmpty())
        m_files->open(drop.files, slot);
    else if (!drop.image.isNull())
        m_files->setImage(drop.image, slot);
    else
        m_context.messages->showMessage({MessageSpec::Kind::Info,
                                         tr("The clipboard holds no picture. Copy one in another program first."),
                                         {},
                                         {},
                                         u"paste"_s});
}

void EditWorkspace::loadDemo(int index)
{
    if (index >= 0 && index < static_cast<int>(m_demos.size()))
        m_files->loadDemo(m_demos[static_cast<std::size_t>(index)]);
}

void EditWorkspace::refreshActions()
{
    ActionCollection& actions = *m_context.actions;
    const BoardHistory& history = m_document->history();
    const auto name = [&](const QString& id, const QString& plain, const QString& what, bool enabled) {
        QAction* action = actions.action(id);
        action->setEnabled(enabled);
        action->setText(what.isEmpty() ? plain : tr("%1: %2", "action: what it undoes").arg(plain, what));
    };
    name(u"edit.undo"_s, QCoreApplication::translate("Actions", "&Undo"), history.undoName(), history.canUndo());
    name(u"edit.redo"_s, QCoreApplication::translate("Actions", "&Redo"), history.redoName(), history.canRedo());
    const bool running = m_runner->running();
    const bool candidate = m_document->chosenResult() != nullptr;
    const bool result = m_document->shownResult() != nullptr;
    actions.action(u"edit.run"_s)->setEnabled(!running);
    actions.action(u"edit.stop"_s)->setEnabled(running);
    actions.action(u"edit.accept"_s)->setEnabled(candidate && !running);
    actions.action(u"edit.discard"_s)->setEnabled(candidate && !running);
    actions.action(u"edit.result-to-picture"_s)->setEnabled(result);
    actions.action(u"file.save-result"_s)->setEnabled(result);
    actions.action(u"file.save-board"_s)->setEnabled(!m_document->empty());
    actions.action(u"file.save-board-as"_s)->setEnabled(!m_document->empty());
    actions.action(u"edit.swap"_s)
        ->setEnabled(m_document->picture(BoardSlot::Before) || m_document->picture(BoardSlot::After));
}

void EditWorkspace::showSlotMenu(BoardSlot slot, const QPoint& globalPosition)
{
    auto* menu = new QMenu(m_page);
    nameWidget(menu, u"slotMenu"_s, SlotView::title(slot));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(icon(u"open"_s), tr("Open…"), this, [this, slot] { m_files->askOpen(slot); });
    menu->addAction(m_context.actions->action(u"edit.paste"_s));
    QMenu* recent = menu->addMenu(icon(u"folder-recent"_s), tr("Recent"));
    for (const QString& file : m_context.state->recentFiles())
        recent->addAction(QFileInfo(file).fileName(), this, [this, file, slot] { m_files->open({file}, slot); })
            ->setToolTip(file);
    recent->setEnabled(!recent->isEmpty());
    menu->addSeparator();
    if (slot == BoardSlot::Picture)
        menu->addAction(m_context.actions->action(u"edit.result-to-picture"_s));
    else {
        menu->addAction(m_context.actions->action(u"edit.swap"_s));
        QAction* boxes = menu->addAction(icon(u"box"_s), tr("Delete all boxes"), this,
                                         [this, slot] { m_document->setBoxes(slot, {}, tr("Delete all boxes")); });
        boxes->setEnabled(!m_document->boxes(slot).empty());
    }
    QAction* clear
        = menu->addAction(icon(u"clear"_s), tr("Clear"), this, [this, slot] { m_document->clearSlot(slot); });
    clear->setEnabled(m_document->picture(slot) != nullptr);
    menu->popup(globalPosition);
}

} // namespace maquette::widgets
