// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/edit/ExamplePanel.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include "widgets/common/ElidedLabel.h"
#include "widgets/common/Icons.h"
#include "widgets/common/Text.h"
#include "widgets/common/Theme.h"

using namespace Qt::StringLiterals;

namespace maquette::widgets {

ExamplePanel::ExamplePanel(BoardDocument* document, const ActionCollection* actions, QWidget* parent)
    : QWidget(parent)
    , m_document(document)
{
    nameWidget(this, u"examplePanel"_s, tr("Example and picture"));
    fitWidth();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 8, 0, 16);
    column->setSpacing(4);
    addPlace(BoardSlot::Before, column);
    auto* between = new QHBoxLayout;
    auto* word = new QLabel(tr("becomes"), this);
    word->setProperty("role", u"small"_s);
    QToolButton* swap = actions->button(u"edit.swap"_s, this);
    between->addStretch();
    between->addWidget(word);
    between->addWidget(swap);
    between->addStretch();
    column->addLayout(between);
    addPlace(BoardSlot::After, column);
    column->addSpacing(8);
    auto* rule = new QFrame(this);
    rule->setProperty("role", u"rule"_s);
    column->addWidget(rule);
    column->addSpacing(4);
    addPlace(BoardSlot::Picture, column);
    connect(document, &BoardDocument::changed, this, &ExamplePanel::refresh);
    refresh(BoardDocument::Everything);
}

void ExamplePanel::fitWidth()
{
    // Larger text needs more room, but the picture beside it needs it more.
    const int grown = Theme::instance() ? Theme::instance()->scaled(64) - 64 : 0;
    setFixedWidth(240 + grown);
}

void ExamplePanel::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fitWidth();
}

void ExamplePanel::addPlace(BoardSlot slot, QVBoxLayout* column)
{
    Place& place = m_slots[static_cast<std::size_t>(slot)];
    place.view = new SlotView(slot, this);
    auto* head = new QHBoxLayout;
    head->setSpacing(4);
    auto* title = new QLabel(SlotView::title(slot), this);
    title->setProperty("role", u"heading"_s);
    place.facts = new ElidedLabel(this);
    place.facts->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    place.facts->setProperty("role", u"small"_s);
    place.facts->setObjectName(place.view->objectName() + u"Facts"_s);
    auto* open = new QToolButton(this);
    open->setIcon(icon(u"open"_s, Token::Muted));
    open->setToolTip(tr("Open a file"));
    nameWidget(open, place.view->objectName() + u"Open"_s, tr("Open a file: %1").arg(SlotView::title(slot)));
    place.clear = new QToolButton(this);
    place.clear->setIcon(icon(u"clear"_s, Token::Muted));
    place.clear->setToolTip(tr("Clear"));
    nameWidget(place.clear, place.view->objectName() + u"Clear"_s, tr("Clear: %1").arg(SlotView::title(slot)));
    head->addWidget(title);
    head->addWidget(place.facts, 1);
    head->addWidget(open);
    head->addWidget(place.clear);
    column->addLayout(head);
    column->addWidget(place.view, 1);

    connect(open, &QToolButton::clicked, this, [this, slot] { Q_EMIT openRequested(slot); });
    connect(place.clear, &QToolButton::clicked, this, [this, slot] { m_document->clearSlot(slot); });
    connect(place.view, &SlotView::openRequested, this, [this, slot] { Q_EMIT openRequested(slot); });
    connect(place.view, &SlotView::filesDropped, this,
            [this, slot](const QStringList& files) { Q_EMIT filesDropped(slot, files); });
    connect(place.view, &SlotView::imageDropped, this,
            [this, slot](const QImage& image) { Q_EMIT imageDropped(slot, image); });
    connect(place.view, &SlotView::menuRequested, this,
            [this, slot](const QPoint& position) { Q_EMIT menuRequested(slot, position); });
    connect(place.view, &SlotView::focused, this, [this, slot] { m_current = slot; });
    connect(place.view, &SlotView::boxesEdited, this,
            [this, slot](const std::vector<edit::Box>& boxes, const QString& name) {
                m_document->setBoxes(slot, boxes, name);
            });
    connect(place.view, &SlotView::boxText, this, [this, slot](const QString& text) {
        m_slots[static_cast<std::size_t>(slot)].boxText = text;
        showFacts(slot);
    });
}

void ExamplePanel::showFacts(BoardSlot slot)
{
    const Place& place = m_slots[static_cast<std::size_t>(slot)];
    const PicturePtr picture = m_document->picture(slot);
    place.facts->setWholeText(!place.boxText.isEmpty() ? place.boxText : picture ? picture->describe() : QString());
    place.view->setToolTip(picture ? picture->name : QString());
}

void ExamplePanel::refresh(BoardDocument::Parts parts)
{
    for (const BoardSlot slot : allSlots) {
        Place& place = m_slots[static_cast<std::size_t>(slot)];
        if (parts & BoardDocument::Pictures) {
            const PicturePtr picture = m_document->picture(slot);
            place.view->setPicture(picture);
            place.clear->setEnabled(picture != nullptr);
        }
        if ((parts & BoardDocument::Boxes) && slot != BoardSlot::Picture)
            place.view->setBoxes(m_document->boxes(slot));
        if (parts & (BoardDocument::Pictures | BoardDocument::Boxes))
            showFacts(slot);
    }
}

} // namespace maquette::widgets
