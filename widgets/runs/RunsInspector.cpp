// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/RunsInspector.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QTableView>
#include <QVBoxLayout>

#include "widgets/cloud/PanelParts.h"
#include "widgets/common/Section.h"
#include "widgets/common/Settings.h"
#include "widgets/common/Text.h"
#include "widgets/common/Theme.h"
#include "widgets/runs/AlarmModel.h"
#include "widgets/runs/ChartPanel.h"
#include "widgets/runs/RunDetails.h"

using namespace Qt::StringLiterals;

namespace maquette::widgets {

RunsInspector::RunsInspector(RunsDocument* document, const WorkspaceContext& context, QWidget* parent)
    : QWidget(parent)
    , m_document(document)
    , m_context(context)
    , m_header(new QWidget(this))
    , m_alarms(new AlarmModel(document, this))
{
    nameWidget(this, u"runsInspector"_s, tr("Axes, smoothing, groups and the marked run"));
    setProperty("surface", u"panel"_s);
    setAttribute(Qt::WA_StyledBackground);
    fitWidth();
    m_header->setProperty("surface", u"panel"_s);
    m_header->setAttribute(Qt::WA_StyledBackground);
    auto* head = new QHBoxLayout(m_header);
    head->setContentsMargins(16, 8, 16, 8);
    auto* title = new QLabel(tr("Charts"), m_header);
    title->setProperty("role", u"heading"_s);
    head->addWidget(title);
    head->addStretch();

    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    auto* scroll = new ColumnScrollArea(this);
    nameWidget(scroll, u"runsInspectorScroll"_s, tr("Axes, smoothing, groups and the marked run"));
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    outer->addWidget(scroll);
    m_column = new QWidget(scroll);
    m_column->setProperty("surface", u"panel"_s);
    m_column->setAttribute(Qt::WA_StyledBackground);
    auto* column = new QVBoxLayout(m_column);
    column->setContentsMargins(12, 0, 12, 16);
    column->setSpacing(8);
    addPart(u"axes"_s, tr("Axes"), new AxesPanel(document, this), true);
    addPart(u"smoothing"_s, tr("Smoothing"), new SmoothingPanel(document, this), true);
    addPart(u"groups"_s, tr("Groups"), new GroupPanel(document, this), true);
    addPart(u"run"_s, tr("Run"), new RunDetails(document, this), true);
    addPart(u"alarms"_s, tr("Alarms"), makeAlarms(), true);
    column->addStretch();
    scroll->setWidget(m_column);
}

QWidget* RunsInspector::makeAlarms()
{
    auto* body = new QWidget(this);
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, 0, 0);
    auto* none = makeText(u"noAlarms"_s, u"small"_s, body);
    none->setText(tr("None: no value is infinite or no number, no running run is silent, no FP8 tensor overflows."));
    auto* view = new QTableView(body);
    nameWidget(view, u"alarmTable"_s, tr("Alarms"));
    view->setModel(m_alarms);
    view->verticalHeader()->hide();
    view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setUpTable(view, 8);
    view->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    view->horizontalHeader()->setSectionResizeMode(AlarmModel::Run, QHeaderView::Interactive);
    view->setColumnWidth(AlarmModel::Run, 72);
    view->setTextElideMode(Qt::ElideMiddle);
    view->horizontalHeader()->setSectionResizeMode(AlarmModel::Message, QHeaderView::Stretch);
    connect(view, &QTableView::clicked, this, [this](const QModelIndex& index) {
        m_document->select({index.data(AlarmModel::IdRole).toString()});
        Q_EMIT tagChosen(index.data(AlarmModel::TagRole).toString());
    });
    column->addWidget(none);
    column->addWidget(view);
    const auto refresh = [this, none, view] {
        none->setVisible(m_alarms->rowCount() == 0);
        view->setVisible(m_alarms->rowCount() > 0);
    };
    connect(m_alarms, &QAbstractItemModel::modelReset, view, refresh);
    refresh();
    return body;
}

Section* RunsInspector::addPart(const QString& name, const QString& title, QWidget* body, bool open)
{
    auto* part = new Section(u"part:"_s + name, title, body, m_column);
    m_column->layout()->addWidget(part);
    const QString key = u"runs/part-"_s + name;
    const QVariant known = m_context.state->value(key);
    part->setOpen(known.isValid() ? known.toBool() : open);
    connect(part, &Section::openChanged, this, [this, key](bool on) { m_context.state->set(key, on); });
    m_parts << part;
    return part;
}

void RunsInspector::openPart(const QString& name)
{
    for (Section* part : m_parts)
        if (part->objectName() == u"part:"_s + name)
            part->setOpen(true);
}

void RunsInspector::fitWidth() { setMinimumWidth(Theme::instance() ? 120 + Theme::instance()->scaled(168) : 288); }

void RunsInspector::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fitWidth();
}

} // namespace maquette::widgets
