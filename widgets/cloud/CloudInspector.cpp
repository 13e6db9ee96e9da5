// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/cloud/CloudInspector.h"

#include "widgets/cloud/ClassPanel.h"
#include "widgets/cloud/ClipPanel.h"
#include "widgets/cloud/LookPanel.h"
#include "widgets/cloud/PointPanels.h"
#include "widgets/cloud/ScorePanel.h"
#include "widgets/cloud/SegmentPanel.h"
#include "widgets/common/Section.h"

using namespace Qt::StringLiterals;

namespace maquette::widgets {

CloudInspector::CloudInspector(CloudDocument* document, CloudService* service, const WorkspaceContext& context,
                               QWidget* parent)
    : Inspector({u"cloud"_s, u"cloudInspector"_s, tr("Classes, scores and tools of the cloud"), tr("Cloud"),
                 u"cloudInspectorScroll"_s, 368, 208},
                context, parent)
{
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
    finishColumn();
    connect(segment, &Section::openChanged, m_segment, &SegmentPanel::setPlanning);
    m_segment->setPlanning(segment->isOpen());
}

} // namespace maquette::widgets
