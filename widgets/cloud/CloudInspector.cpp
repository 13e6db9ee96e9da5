// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/cloud/CloudInspector.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QSlider>
#include <QTimer>
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

namespace {

/// Leaves the wheel to the scroll area while a chooser or a slider has no focus: who scrolls changes nothing.
class WheelGuard : public QObject {
public:
    using QObject::QObject;

    bool eventFilter(QObject* watched, QEvent* event) override
    {
        const auto* widget = qobject_cast<QWidget*>(watched);
        if (event->type() != QEvent::Wheel || !widget || widget->hasFocus())
            return false;
        event->ignore();
        return true;
    }
};

} // namespace

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
    auto* guard = new WheelGuard(this);
    QList<QWidget*> guarded;
    for (auto* chooser : m_column->findChildren<QComboBox*>())
        guarded << chooser;
    for (auto* slider : m_column->findChildren<QSlider*>())
        guarded << slider;
    for (QWidget* widget : guarded) {
        widget->setFocusPolicy(Qt::StrongFocus); // not by the wheel
        widget->installEventFilter(guard);
    }
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
        if (part->objectName() == u"part:"_s + name) {
            part->setOpen(true);
            // Once the layout has run: all of it where there is room, otherwise its top.
            QTimer::singleShot(0, part, [this, part] {
                auto* scroll = findChild<QScrollArea*>(u"cloudInspectorScroll"_s);
                scroll->ensureWidgetVisible(part, 0, 0);
                scroll->ensureVisible(0, part->y(), 0, 0);
            });
        }
}

void CloudInspector::fitWidth() { setMinimumWidth(Theme::instance() ? 160 + Theme::instance()->scaled(208) : 368); }

void CloudInspector::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fitWidth();
}

} // namespace maquette::widgets
