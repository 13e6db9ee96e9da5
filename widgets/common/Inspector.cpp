// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/Inspector.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QSlider>
#include <QTimer>
#include <QVBoxLayout>

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

void makePanel(QWidget* widget)
{
    widget->setProperty("surface", u"panel"_s);
    widget->setAttribute(Qt::WA_StyledBackground);
}

} // namespace

Inspector::Inspector(const Look& look, const WorkspaceContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_workspace(look.workspace)
    , m_width(look.width)
    , m_textWidth(look.textWidth)
    , m_header(new QWidget(this))
    , m_scroll(new ColumnScrollArea(this))
    , m_column(new QWidget(m_scroll))
{
    nameWidget(this, look.objectName, look.accessibleName);
    for (QWidget* widget : {static_cast<QWidget*>(this), m_header, m_column})
        makePanel(widget);
    fitWidth();
    auto* head = new QHBoxLayout(m_header);
    head->setContentsMargins(16, 8, 16, 8);
    auto* title = new QLabel(look.title, m_header);
    title->setProperty("role", u"heading"_s);
    head->addWidget(title);
    head->addStretch();

    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_scroll);
    nameWidget(m_scroll, look.scrollName, look.accessibleName);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    auto* column = new QVBoxLayout(m_column);
    column->setContentsMargins(look.margins);
    column->setSpacing(look.spacing);
}

QBoxLayout* Inspector::headerRow() const { return static_cast<QBoxLayout*>(m_header->layout()); }

QBoxLayout* Inspector::columnLayout() const { return static_cast<QBoxLayout*>(m_column->layout()); }

Section* Inspector::addPart(const QString& name, const QString& title, QWidget* body, bool open)
{
    auto* part = new Section(u"part:"_s + name, title, body, m_column);
    columnLayout()->addWidget(part);
    const QString key = m_workspace + u"/part-"_s + name;
    const QVariant known = m_context.state->value(key);
    part->setOpen(known.isValid() ? known.toBool() : open);
    connect(part, &Section::openChanged, this, [this, key](bool on) { m_context.state->set(key, on); });
    m_parts << part;
    return part;
}

void Inspector::finishColumn()
{
    columnLayout()->addStretch();
    m_scroll->setWidget(m_column);
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
}

void Inspector::openPart(const QString& name)
{
    for (Section* part : m_parts)
        if (part->objectName() == u"part:"_s + name) {
            part->setOpen(true);
            // Once the layout has run: all of it where there is room, otherwise its top.
            QTimer::singleShot(0, part, [this, part] {
                m_scroll->ensureWidgetVisible(part, 0, 0);
                m_scroll->ensureVisible(0, part->y(), 0, 0);
            });
        }
}

void Inspector::fitWidth()
{
    const int grown = Theme::instance() ? Theme::instance()->scaled(m_textWidth) : m_textWidth;
    setMinimumWidth(m_width - m_textWidth + grown);
}

void Inspector::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fitWidth();
}

} // namespace maquette::widgets
