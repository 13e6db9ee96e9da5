// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/cloud/CloudInspector.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include "widgets/cloud/ClassPanel.h"
#include "widgets/cloud/ClipPanel.h"
#include "widgets/cloud/LookPanel.h"
#include "widgets/cloud/PointPanels.h"
#include "widgets/cloud/ScorePanel.h"
#include "widgets/cloud/SegmentPanel.h"
#include "widgets/common/Section.h"
#include "widgets/common/Settings.h"
#include "widgets/common/Text.h"
#include "widgets/common/Theme.h"

using namespace Qt::StringLiterals;

namespace maquette::widgets {

CloudInspector::CloudInspector(CloudDocument* document, CloudService* service, const WorkspaceContext& context,
                               QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_header(new QWidget(this))
{
    nameWidget(this, u"cloudInspector"_s, tr("Classes, scores and tools of the cloud"));
    setProperty("surface", u"panel"_s);
    setAttribute(Qt::WA_StyledBackground);
    fitWidth();
    m_header->setProperty("surface", u"panel"_s);
    m_header->setAttribute(Qt::WA_StyledBackground);
    auto* head = new QHBoxLayout(m_header);
    head->setContentsMargins(16, 8, 16, 8);
    auto* title = new QLabel(tr("Cloud"), m_header);
    title->setProperty("role", u"heading"_s);
    head->addWidget(title);
    head->addStretch();

    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    auto* scroll = new ColumnScrollArea(this);
    nameWidget(scroll, u"cloudInspectorScroll"_s, tr("Classes, scores and tools of the cloud"));
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

    addPart(u"classes"_s, tr("Classes"), new ClassPanel(document, context, this), true);
    m_segment = new SegmentPanel(document, service, context, this);
    const Section* segment = addPart(u"segment"_s, tr("Segment"), m_segment, false);
    m_scores = new ScorePanel(document, context, this);
    addPart(u"scores"_s, tr("Scores"), m_scores, true);
    m_picked = new PickedPanel(document, context.actions, this);
    addPart(u"points"_s, tr("Points"), m_picked, true);
    m_selection = new SelectionPanel(document, context.actions, this);
    addPart(u"selection"_s, tr("Selection"), m_selection, false);
    addPart(u"clip"_s, tr("Clip"), new ClipPanel(document, this), false);
    m_look = new LookPanel(document, context, this);
    addPart(u"look"_s, tr("Look"), m_look, false);
    column->addStretch();
    scroll->setWidget(m_column);
    connect(segment, &Section::openChanged, m_segment, &SegmentPanel::setPlanning);
    m_segment->setPlanning(segment->isOpen());
}

Section* CloudInspector::addPart(const QString& name, const QString& title, QWidget* body, bool open)
{
    auto* part = new Section(u"part:"_s + name, title, body, m_column);
    m_column->layout()->addWidget(part);
    const QString key = u"cloud/part-"_s + name;
    const QVariant known = m_context.state->value(key);
    part->setOpen(known.isValid() ? known.toBool() : open);
    connect(part, &Section::openChanged, this, [this, key](bool on) { m_context.state->set(key, on); });
    m_parts << part;
    return part;
}

void CloudInspector::openPart(const QString& name)
{
    for (Section* part : m_parts)
        if (part->objectName() == u"part:"_s + name)
            part->setOpen(true);
}

void CloudInspector::fitWidth() { setMinimumWidth(Theme::instance() ? 160 + Theme::instance()->scaled(208) : 368); }

void CloudInspector::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fitWidth();
}

} // namespace maquette::widgets
