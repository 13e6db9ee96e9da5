// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/RunsPage.h"

#include <QApplication>
#include <QDropEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMimeData>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QToolButton>

#include "widgets/common/Actions.h"
#include "widgets/common/ElidedLabel.h"
#include "widgets/common/EmptyState.h"
#include "widgets/common/SegmentedControl.h"
#include "widgets/common/Text.h"
#include "widgets/common/Drops.h"
#include "widgets/runs/ChartGrid.h"
#include "widgets/runs/RunsSide.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

constexpr int sideWidth = 300;
const QString curvesId = u"curves"_s;

} // namespace

RunsPage::RunsPage(RunsDocument* document, const WorkspaceContext& context, QWidget* parent)
    : QWidget(parent)
    , m_document(document)
    , m_context(context)
    , m_side(new RunsSide(document, this))
    , m_grid(new ChartGrid(document, this))
    , m_stack(new QStackedWidget(this))
    , m_open(new QWidget(this))
{
    nameWidget(this, u"runsPage"_s, tr("Runs"));
    setAcceptDrops(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 8, 16, 16);
    EmptyState state;
    state.name = u"runsEmptyState"_s;
    state.title = tr("Watch trainings and compare them");
    state.text
        = tr("Drop a folder with logs here: event files of TensorBoard, offline runs of Weights & Biases, stores "
             "of MLflow, CSV and JSON lines. Nothing is written there, no point is left out, and what is still "
             "training is followed. The demo trains two small language models side by side.");
    state.buttons = {{u"file.demo"_s, u"runsEmptyDemo"_s, u"demo"_s, true},
                     {u"file.open-folder"_s, u"runsEmptyFolder"_s, u"open"_s, false}};
    m_empty = makeEmptyState(state, context.actions, this);
    makeOpen(m_open);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_open);
    column->addWidget(m_stack);
    connect(document, &RunsDocument::changed, this, &RunsPage::refresh);
    refresh(RunsDocument::Everything);
}

void RunsPage::makeOpen(QWidget* open)
{
    auto* row = new QHBoxLayout(open);
    row->setContentsMargins(0, 0, 0, 0);
    auto* splitter = new QSplitter(Qt::Horizontal, open);
    nameWidget(splitter, u"runsPageSplitter"_s, tr("Runs beside panels"));
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(12);
    splitter->addWidget(m_side);
    auto* right = new QWidget(splitter);
    auto* column = new QVBoxLayout(right);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    m_tabs = new QTabBar(right);
    nameWidget(m_tabs, u"runsTabs"_s, tr("Panels"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setUsesScrollButtons(true);
    m_tabs->addTab(tr("Curves"));
    for (const RunsPanelEntry& entry : runsPanels())
        m_tabs->addTab(QCoreApplication::translate("RunsPanels", entry.title));
    m_made.resize(runsPanels().size() + 1);
    for (QToolButton* arrow : m_tabs->findChildren<QToolButton*>()) {
        arrow->setFocusPolicy(Qt::NoFocus);
        arrow->setToolTip(tr("More panels"));
    }
    column->addWidget(m_tabs);

    auto* bar = new QWidget(right);
    auto* tools = makeToolRow(bar);
    m_facts = new ElidedLabel(bar);
    m_facts->setObjectName(u"runsFacts"_s);
    m_facts->setProperty("role", u"small"_s);
    tools->addWidget(m_facts, 1);
    m_gridTools = new QWidget(bar);
    auto* gridRow = new QHBoxLayout(m_gridTools);
    gridRow->setContentsMargins(0, 0, 0, 0);
    gridRow->setSpacing(6);
    for (const QString& id : {u"view.log-x"_s, u"view.log-y"_s})
        gridRow->addWidget(m_context.actions->button(id, m_gridTools));
    auto* label = new QLabel(tr("Columns"), m_gridTools);
    label->setProperty("role", u"small"_s);
    gridRow->addWidget(label);
    m_columns = new SegmentedControl(u"chartColumns"_s, tr("Columns of charts"), m_gridTools);
    for (int i = 1; i <= 4; ++i)
        m_columns->addChoice(QString::number(i), QLocale().toString(i));
    connect(m_columns, &SegmentedControl::valueChanged, this, [this](const QString& value) {
        ChartLayout layout = m_document->layout();
        layout.columns = value.toInt();
        m_document->setLayout(layout);
    });
    gridRow->addWidget(m_columns);
    for (const QString& id : {u"view.lower"_s, u"view.higher"_s})
        gridRow->addWidget(m_context.actions->button(id, m_gridTools));
    tools->addWidget(m_gridTools);
    column->addWidget(bar);
    m_panels = new QStackedWidget(right);
    m_panels->addWidget(m_grid);
    column->addWidget(m_panels, 1);
    splitter->addWidget(right);
    splitter->setStretchFactor(0, 0);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({sideWidth, 4 * sideWidth});
    row->addWidget(splitter);
    connect(m_tabs, &QTabBar::currentChanged, this, &RunsPage::switchTo);
}

void RunsPage::switchTo(int index)
{
    const auto at = static_cast<std::size_t>(index);
    if (index > 0 && !m_made[at]) {
        const RunsPanelEntry& entry = runsPanels()[at - 1];
        m_made[at] = entry.make(m_context, m_panels);
        nameWidget(m_made[at], u"runsPanel:"_s + QLatin1String(entry.id),
                   QCoreApplication::translate("RunsPanels", entry.title));
        connect(m_made[at], &RunsPanel::runPicked, this, [this](const QString& id) { m_document->select({id}); });
        m_panels->addWidget(m_made[at]);
    }
    fillPanel();
    m_panels->setCurrentWidget(index == 0 ? static_cast<QWidget*>(m_grid) : m_made[at]);
    m_gridTools->setVisible(index == 0);
}

void RunsPage::fillPanel()
{
    if (RunsPanel* panel = m_made[static_cast<std::size_t>(m_tabs->currentIndex())])
        panel->setRuns(m_document->view());
}

void RunsPage::showPanel(const QString& id)
{
    for (int i = 0; i < m_tabs->count(); ++i)
        if (id == (i == 0 ? curvesId : QString(QLatin1String(runsPanels()[static_cast<std::size_t>(i) - 1].id))))
            m_tabs->setCurrentIndex(i);
}

QString RunsPage::panelId() const
{
    const int index = m_tabs->currentIndex();
    return index == 0 ? curvesId : QString(QLatin1String(runsPanels()[static_cast<std::size_t>(index) - 1].id));
}

RunsPanel* RunsPage::panel(const QString& id) const
{
    for (std::size_t i = 0; i < runsPanels().size(); ++i)
        if (id == QLatin1String(runsPanels()[i].id))
            return m_made[i + 1];
    return nullptr;
}

void RunsPage::showTag(const QString& tag, runs::Kind kind)
{
    switch (kind) {
    case runs::Kind::Scalar:
        showPanel(curvesId);
        m_grid->showTag(tag);
        return;
    case runs::Kind::Text:
        showPanel(u"text"_s);
        break;
    default:
        showPanel(u"media"_s);
    }
    if (RunsPanel* panel = m_made[static_cast<std::size_t>(m_tabs->currentIndex())])
        panel->showTag(tag);
}

void RunsPage::setPaused(bool paused)
{
    m_paused = paused;
    showFacts();
}

void RunsPage::showFacts()
{
    const runs::Snapshot& snapshot = *m_document->snapshot();
    const QLocale locale;
    QStringList facts{tr("%1 of %n run(s) shown", nullptr, int(snapshot.runs.size()))
                          .arg(locale.toString(qulonglong(m_document->shown().size())))};
    if (snapshot.loading && snapshot.filesRead < snapshot.files)
        facts << tr("reading %1 of %2 files")
                     .arg(locale.toString(qlonglong(snapshot.filesRead + 1)),
                          locale.toString(qlonglong(snapshot.files)));
    else
        facts << locale.formattedDataSize(snapshot.bytes);
    facts << (m_paused ? tr("paused") : tr("live"));
    m_facts->setWholeText(facts.join(u" · "_s));
}

void RunsPage::refresh(RunsDocument::Parts parts)
{
    if (parts & RunsDocument::Roots) {
        // Otherwise the first chart would take over from the button that was pressed, and with it the wheel.
        const QWidget* focus = QApplication::focusWidget();
        const bool inEmpty = focus && m_empty->isAncestorOf(focus);
        m_stack->setCurrentWidget(m_document->empty() ? m_empty : m_open);
        if (inEmpty && !m_document->empty())
            m_tabs->setFocus();
        setFocusProxy(m_document->empty() ? static_cast<QWidget*>(m_empty->findChild<QPushButton*>(u"runsEmptyDemo"_s))
                                          : m_tabs);
    }
    if (parts & RunsDocument::Layout)
        m_columns->setValue(QString::number(m_document->layout().columns));
    if (parts & (RunsDocument::Snapshot | RunsDocument::Shown))
        showFacts();
    if (parts & (RunsDocument::Snapshot | RunsDocument::Shown | RunsDocument::Selection))
        fillPanel();
}

void RunsPage::dragEnterEvent(QDragEnterEvent* event)
{
    if (!readDrop(event->mimeData()).files.isEmpty())
        event->acceptProposedAction();
}

void RunsPage::dropEvent(QDropEvent* event)
{
    const QStringList files = readDrop(event->mimeData()).files;
    if (files.isEmpty())
        return;
    event->acceptProposedAction();
    Q_EMIT filesDropped(files);
}

} // namespace maquette::widgets
