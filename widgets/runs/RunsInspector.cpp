// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/RunsInspector.h"

#include <QHeaderView>
#include <QLabel>
#include <QTableView>
#include <QVBoxLayout>

#include "widgets/common/PanelParts.h"
#include "widgets/common/Section.h"
#include "widgets/common/Settings.h"
#include "widgets/common/Text.h"
#include "widgets/runs/AlarmLimits.h"
#include "widgets/runs/AlarmModel.h"
#include "widgets/runs/ChartPanel.h"
#include "widgets/runs/RunDetails.h"

using namespace Qt::StringLiterals;

namespace maquette::widgets {

RunsInspector::RunsInspector(RunsDocument* document, const WorkspaceContext& context, QWidget* parent)
    : Inspector({u"runs"_s, u"runsInspector"_s, tr("Axes, smoothing, groups and the marked run"), tr("Charts"),
                 u"runsInspectorScroll"_s, 288, 168},
                context, parent)
    , m_document(document)
    , m_alarms(new AlarmModel(document, this))
{
    addPart(u"axes"_s, tr("Axes"), new AxesPanel(document, this), true);
    addPart(u"smoothing"_s, tr("Smoothing"), new SmoothingPanel(document, this), true);
    addPart(u"groups"_s, tr("Groups"), new GroupPanel(document, this), true);
    addPart(u"run"_s, tr("Run"), new RunDetails(document, this), true);
    addPart(u"alarms"_s, tr("Alarms"), makeAlarms(), true);
    finishColumn();
}

QWidget* RunsInspector::makeAlarms()
{
    auto* body = new QWidget(this);
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, 0, 0);
    auto* none = makeText(u"noAlarms"_s, u"small"_s, body);
    none->setText(tr("None of the alarms below is raised by a shown run."));
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
    const QString key = u"runs/part-limits"_s;
    auto* limits = new Section(u"part:limits"_s, tr("What there are alarms for"), new AlarmLimits(m_document), body);
    limits->setOpen(context().state->value(key).toBool());
    connect(limits, &Section::openChanged, this, [this, key](bool on) { context().state->set(key, on); });
    column->addWidget(limits);
    const auto refresh = [this, none, view] {
        none->setVisible(m_alarms->rowCount() == 0);
        view->setVisible(m_alarms->rowCount() > 0);
    };
    connect(m_alarms, &QAbstractItemModel::modelReset, view, refresh);
    refresh();
    return body;
}

} // namespace maquette::widgets
