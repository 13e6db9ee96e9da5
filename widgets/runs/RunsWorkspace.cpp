// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/RunsWorkspace.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QTimer>

#include "widgets/common/Actions.h"
#include "widgets/common/FileChooser.h"
#include "widgets/common/FolderLook.h"
#include "widgets/common/JobRunner.h"
#include "widgets/common/MessageBar.h"
#include "widgets/common/Settings.h"
#include "widgets/common/Text.h"
#include "widgets/runs/ChartExport.h"
#include "widgets/runs/ChartGrid.h"
#include "widgets/runs/RunsDemoRunner.h"
#include "widgets/runs/RunsInspector.h"
#include "widgets/runs/RunsPage.h"
#include "widgets/runs/RunsSide.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

constexpr int saveDelayMs = 400;
constexpr int pictureColumns = 1600;
const QString troubleKey = u"runsTrouble"_s;

} // namespace

RunsWorkspace::RunsWorkspace(const WorkspaceContext& context, RunsService* service, QObject* parent)
    : Workspace(parent)
    , m_context(context)
    , m_ownService(service ? nullptr : makeEngineRunsService())
    , m_service(service ? service : m_ownService.get())
    , m_document(new RunsDocument(this))
    , m_demo(new RunsDemoRunner(this))
    , m_saveSoon(new QTimer(this))
{
    addActions();
    addViewActions();
    m_page = new RunsPage(m_document, context);
    m_inspector = new RunsInspector(m_document, context);
    m_saveSoon->setSingleShot(true);
    m_saveSoon->setInterval(saveDelayMs);
    connect(m_saveSoon, &QTimer::timeout, this, &RunsWorkspace::saveLayout);
    connect(m_page, &RunsPage::filesDropped, this, [this](const QStringList& files) { m_context.openFiles(files); });
    connect(m_page->grid(), &ChartGrid::exportRequested, this, &RunsWorkspace::exportChart);
    connect(m_page->side(), &RunsSide::removeRootRequested, this, [this](const QString& root) {
        QStringList roots = m_document->roots();
        roots.removeAll(root);
        setRoots(roots);
    });
    connect(m_page->side(), &RunsSide::tagChosen, this,
            [this](const QString& tag, int kind) { m_page->showTag(tag, static_cast<runs::Kind>(kind)); });
    connect(m_inspector, &RunsInspector::tagChosen, this, [this](const QString& tag) { m_page->showTag(tag); });
    connect(m_demo, &RunsDemoRunner::failed, this,
            [this](const QString& name, const QString& reason, const QString& output) {
                MessageSpec message;
                message.kind = MessageSpec::Kind::Error;
                message.text = reason;
                message.detail = output;
                message.key = u"runsDemo:"_s + name;
                m_context.messages->showMessage(message);
            });
    connect(m_demo, &RunsDemoRunner::runningChanged, this, &RunsWorkspace::refreshActions);
    connect(m_document, &RunsDocument::changed, this, [this](RunsDocument::Parts parts) {
        if (!m_loading
            && (parts & (RunsDocument::Shown | RunsDocument::Options | RunsDocument::Layout | RunsDocument::Alarms)))
            m_saveSoon->start();
        if (parts & (RunsDocument::Roots | RunsDocument::Snapshot))
            Q_EMIT titleChanged();
        refreshActions();
    });
    refreshActions();
}

RunsWorkspace::~RunsWorkspace()
{
    if (m_saveSoon->isActive())
        saveLayout();
    m_service->end();
    // The window holds both, and they look at the document until they are gone.
    delete m_inspector.data();
    delete m_page.data();
}

Fit RunsWorkspace::fit(const QString& file)
{
    const std::filesystem::path path = toPath(file);
    if (runlog::formatOf(path))
        return Fit::Own;
    if (!QFileInfo(file).isDir())
        return Fit::No;
    return folderHolds(path, [](const auto& entry) { return runlog::formatOf(entry.path()).has_value(); })
        ? Fit::Own
        : Fit::Perhaps;
}

RunsPage* RunsWorkspace::page() const { return m_page; }

QWidget* RunsWorkspace::content() { return m_page; }

QWidget* RunsWorkspace::inspector() { return m_inspector; }

QWidget* RunsWorkspace::inspectorHeader() { return m_inspector->header(); }

QString RunsWorkspace::title() const
{
    QStringList names;
    for (const QString& root : m_document->roots())
        names << (QFileInfo(root).fileName().isEmpty() ? root : QFileInfo(root).fileName());
    return names.join(u", "_s);
}

QStringList RunsWorkspace::titleActions() const { return {u"file.open-folder"_s, u"runs.refresh"_s, u"runs.pause"_s}; }

bool RunsWorkspace::mayClose(std::function<void()>) { return true; }

void RunsWorkspace::addActions()
{
    ActionCollection& actions = *m_context.actions;
    actions.add({"file.open-folder", QT_TRANSLATE_NOOP("Actions", "Open a &folder…"), "open", "Ctrl+O; Ctrl+Alt+O"},
                [this] { askFolder(); });
    actions.add({"file.export-chart", QT_TRANSLATE_NOOP("Actions", "E&xport a chart…"), "save", "Ctrl+E"}, [this] {
        const QStringList tags = m_page->grid()->tagsInOrder();
        QString tag = tags.value(0);
        for (RunChart* chart : m_page->grid()->charts())
            if (chart->plot()->hasFocus())
                tag = chart->tag();
        if (!tag.isEmpty())
            exportChart(tag);
    });
    actions.add({"file.demo", QT_TRANSLATE_NOOP("Actions", "Try the &demo"), "demo", "Ctrl+D"},
                [this] { startDemo(); });
    actions.add({"edit.stop", QT_TRANSLATE_NOOP("Actions", "S&top"), "stop", "Esc"}, [this] { m_demo->stop(); });
    actions.add({"runs.refresh", QT_TRANSLATE_NOOP("Actions", "Look for &new points"), "reset", "F5"},
                [this] { m_service->refresh(); });
    actions.add({"runs.pause", QT_TRANSLATE_NOOP("Actions", "&Pause following"), "pause", "Ctrl+Space", true},
                [this] { setPaused(m_context.actions->action(u"runs.pause"_s)->isChecked()); });
    actions.add({"runs.show-all", QT_TRANSLATE_NOOP("Actions", "Show &all runs"), "eye", "Ctrl+Shift+H"}, [this] {
        QStringList ids;
        for (const RunPtr& run : m_document->snapshot()->runs)
            ids << fromUtf8(run->id);
        m_document->setVisible(ids, true);
    });
    actions.add({"runs.hide-all", QT_TRANSLATE_NOOP("Actions", "&Hide all runs"), "eye-off", ""}, [this] {
        QStringList ids;
        for (const RunPtr& run : m_document->snapshot()->runs)
            ids << fromUtf8(run->id);
        m_document->setVisible(ids, false);
    });
}

void RunsWorkspace::addViewActions()
{
    ActionCollection& actions = *m_context.actions;
    const auto flip = [this](const char* id, bool ChartOptions::*member) {
        ChartOptions options = m_document->options();
        options.*member = m_context.actions->action(QLatin1String(id))->isChecked();
        m_document->setOptions(options);
    };
    actions.add({"view.log-x", QT_TRANSLATE_NOOP("Actions", "&Logarithmic x axis"), "log-x", "Alt+X", true},
                [flip] { flip("view.log-x", &ChartOptions::logX); });
    actions.add({"view.log-y", QT_TRANSLATE_NOOP("Actions", "Logarithmic &y axis"), "log-y", "Alt+Y", true},
                [flip] { flip("view.log-y", &ChartOptions::logY); });
    const auto resize = [this](int by) {
        ChartLayout layout = m_document->layout();
        layout.height += by;
        m_document->setLayout(layout);
    };
    actions.add({"view.higher", QT_TRANSLATE_NOOP("Actions", "Higher cha&rts"), "zoom-in", "Ctrl++; Ctrl+="},
                [resize] { resize(40); });
    actions.add({"view.lower", QT_TRANSLATE_NOOP("Actions", "Lower chart&s"), "zoom-out", "Ctrl+-"},
                [resize] { resize(-40); });
    actions.add({"view.zoom-fit", QT_TRANSLATE_NOOP("Actions", "Sh&ow all of every chart"), "zoom-fit", "Ctrl+0"},
                [this] {
                    for (RunChart* chart : m_page->grid()->charts())
                        chart->plot()->resetZoom();
                });
}

void RunsWorkspace::refreshActions()
{
    ActionCollection& actions = *m_context.actions;
    const bool open = !m_document->empty();
    for (const char* id : {"file.export-chart", "runs.refresh", "runs.pause", "runs.show-all", "runs.hide-all",
                           "view.log-x", "view.log-y", "view.higher", "view.lower", "view.zoom-fit"})
        actions.action(QLatin1String(id))->setEnabled(open);
    actions.action(u"edit.stop"_s)->setEnabled(m_demo->running());
    actions.action(u"view.log-x"_s)->setChecked(m_document->options().logX);
    actions.action(u"view.log-y"_s)->setChecked(m_document->options().logY);
}

void RunsWorkspace::askFolder()
{
    FileChooser::Question question;
    question.title = tr("Open a folder with runs");
    question.directory = true;
    m_context.chooser->ask(m_context.window, question, [this](const QStringList& files) { openFiles(files); });
}

void RunsWorkspace::openFiles(const QStringList& files)
{
    QStringList roots = m_document->roots();
    for (const QString& file : files) {
        const QString root = QDir::cleanPath(QFileInfo(file).absoluteFilePath());
        if (roots.contains(root))
            continue;
        roots << root;
        m_context.state->addRecentFile(root);
    }
    setRoots(roots);
}

void RunsWorkspace::setRoots(const QStringList& roots)
{
    if (roots == m_document->roots())
        return;
    if (m_saveSoon->isActive())
        saveLayout();
    m_saveSoon->stop();
    m_document->setRoots(roots);
    loadLayout();
    if (roots.isEmpty()) {
        m_service->end();
        m_document->setSnapshot(std::make_shared<const runs::Snapshot>());
        return;
    }
    std::vector<std::string> patterns;
    for (const QString& root : roots)
        patterns.push_back(toPath(root).string());
    const Mailbox<RunsSnapshot> box(this, [this](const RunsSnapshot& snapshot) { takeSnapshot(snapshot); });
    m_service->follow(patterns, [box](const RunsSnapshot& snapshot) { box.post(snapshot); });
}

void RunsWorkspace::takeSnapshot(const RunsSnapshot& snapshot)
{
    if (m_document->empty())
        return;
    m_document->setSnapshot(snapshot);
    if (m_demo->running() && snapshot->runs.empty())
        return; // the trainings have not written yet
    QStringList texts, details;
    for (const runs::Trouble& trouble : snapshot->troubles) {
        texts << translated(trouble.error.message);
        if (!trouble.error.detail.empty())
            details << fromUtf8(trouble.error.detail);
    }
    if (texts.join(u'\n') == m_troubles)
        return;
    m_troubles = texts.join(u'\n');
    if (m_troubles.isEmpty())
        return m_context.messages->closeMessage(troubleKey);
    MessageSpec message;
    message.kind = MessageSpec::Kind::Warn;
    message.text = m_troubles;
    message.detail = details.join(u'\n');
    message.key = troubleKey;
    m_context.messages->showMessage(message);
}

void RunsWorkspace::setPaused(bool paused)
{
    m_service->setPaused(paused);
    m_page->setPaused(paused);
}

void RunsWorkspace::startDemo()
{
    const QString folder = m_demo->start(*m_service);
    if (!folder.isEmpty())
        setRoots({folder});
}

void RunsWorkspace::exportChart(const QString& tag)
{
    FileChooser::Question question;
    question.title = tr("Export the chart of %1").arg(tag);
    question.filter = tr("All points (*.csv)") + u";;"_s + tr("Picture (*.png)") + u";;"_s + tr("Drawing (*.svg)");
    question.name = QString(tag).replace(u'/', u'-') + u".csv"_s;
    question.save = true;
    m_context.chooser->ask(m_context.window, question,
                           [this, tag](const QStringList& files) { exportTo(files.first(), tag); });
}

void RunsWorkspace::exportTo(const QString& file, const QString& tag)
{
    ChartRequest request;
    request.tag = toUtf8(tag);
    request.options = m_document->options();
    request.columns = pictureColumns;
    for (const ShownRun& shown : m_document->shown())
        if (shown.run->scalars(request.tag))
            request.runs.push_back(shown);
    std::optional<Range> zoomY;
    if (const RunChart* chart = m_page->grid()->chart(tag)) {
        request.x = chart->plot()->zoomX();
        zoomY = chart->plot()->zoomY();
    }
    const QString ending = QFileInfo(file).suffix().toLower();
    const QString name = tr("Export %1").arg(QFileInfo(file).fileName());
    const auto told = [this, file](const base::Result<void>& written) {
        if (!written.ok())
            return m_context.messages->showError(written.error());
        MessageSpec message;
        message.kind = MessageSpec::Kind::Ok;
        message.text = tr("%1 is written.").arg(QFileInfo(file).fileName());
        message.key = u"runsExport"_s;
        m_context.messages->showMessage(message);
    };
    if (ending != "png"_L1 && ending != "svg"_L1) {
        std::function<base::Result<bool>(const base::Job&)> work = [file, request](const base::Job& job) {
            const auto written = exportCsv(toPath(file), request, job);
            return written.ok() ? base::Result<bool>(true) : base::Result<bool>(written.error());
        };
        m_context.jobs->run<bool>(name, this, work, [told](const base::Result<bool>& done) {
            told(done.ok() ? base::Result<void>() : base::Result<void>(done.error()));
        });
        return;
    }
    std::function<base::Result<ChartDrawing>(const base::Job&)> work
        = [request](const base::Job& job) { return buildChart(request, job); };
    m_context.jobs->run<ChartDrawing>(
        name, this, work, [told, file, tag, request, zoomY](const base::Result<ChartDrawing>& drawing) {
            if (!drawing.ok())
                return told(drawing.error());
            told(exportPicture(toPath(file), {tag, drawing.value(), request.options, request.x, zoomY}));
        });
}

QString RunsWorkspace::layoutKey() const
{
    QStringList roots = m_document->roots();
    roots.sort();
    const QByteArray digest = QCryptographicHash::hash(roots.join(u'\n').toUtf8(), QCryptographicHash::Sha1);
    return u"runs/layout-"_s + QString::fromLatin1(digest.toHex().left(16));
}

void RunsWorkspace::saveLayout()
{
    m_saveSoon->stop();
    if (!m_document->empty())
        m_context.state->set(layoutKey(), fromUtf8(base::dumpJson(m_document->toJson())));
}

void RunsWorkspace::loadLayout()
{
    const QString text = m_document->empty() ? QString() : m_context.state->value(layoutKey()).toString();
    if (text.isEmpty())
        return; // a set that grew keeps what was chosen before
    const auto json = base::parseJson(toUtf8(text), "layout of runs");
    m_loading = true;
    if (json.ok())
        m_document->fromJson(json.value());
    m_loading = false;
}

} // namespace maquette::widgets
