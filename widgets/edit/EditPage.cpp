// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/edit/EditPage.h"

#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QStackedWidget>
#include <QToolButton>

#include "widgets/common/Actions.h"
#include "widgets/common/Drops.h"
#include "widgets/common/ElidedLabel.h"
#include "widgets/common/EmptyState.h"
#include "widgets/common/Icons.h"
#include "widgets/common/SegmentedControl.h"
#include "widgets/common/Text.h"
#include "widgets/edit/CompareView.h"
#include "widgets/edit/ExamplePanel.h"
#include "widgets/edit/VariantStrip.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

const std::array compareModes{
    std::pair{"slider"_L1, CompareView::Mode::Slider}, std::pair{"side"_L1, CompareView::Mode::SideBySide},
    std::pair{"blink"_L1, CompareView::Mode::Blink}, std::pair{"difference"_L1, CompareView::Mode::Difference}};

} // namespace

EditPage::EditPage(BoardDocument* document, const ActionCollection* actions, Settings* settings, QWidget* parent)
    : QWidget(parent)
    , m_document(document)
    , m_settings(settings)
{
    nameWidget(this, u"editPage"_s, tr("Edit by example"));
    setAcceptDrops(true);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 0, 16, 0);
    row->setSpacing(16);
    m_example = new ExamplePanel(document, actions, this);
    row->addWidget(m_example);

    auto* middle = new QWidget(this);
    auto* column = new QVBoxLayout(middle);
    column->setContentsMargins(0, 8, 0, 16);
    column->setSpacing(8);
    column->addWidget(makeHead(actions));
    m_compare = new CompareView(middle);
    m_stack = new QStackedWidget(middle);
    m_empty = makeEmptyState(
        {u"emptyState"_s,
         tr("Show a change once, get it on your picture"),
         tr("Drop a picture before and after a change at the left, and below them the picture to change in the same "
            "way. Then press Ctrl+Enter."),
         {{u"file.demo"_s, u"emptyDemo"_s, u"demo"_s, true}, {u"file.open"_s, u"emptyOpen"_s, u"open"_s}}},
        actions, this);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_compare);
    column->addWidget(m_stack, 1);
    m_variants = new VariantStrip(document, actions, middle);
    column->addWidget(m_variants);
    row->addWidget(middle, 1);

    connect(m_compare, &CompareView::zoomChanged, this, &EditPage::showZoom);
    connect(document, &BoardDocument::changed, this, &EditPage::refresh);
    connect(settings, &Settings::changed, this, [this](Setting setting) {
        if (setting == Setting::CompareMode)
            setCompareMode(m_settings->text(setting));
    });
    setCompareMode(settings->text(Setting::CompareMode));
    refresh(BoardDocument::Everything);
}

QWidget* EditPage::makeHead(const ActionCollection* actions)
{
    auto* head = new QWidget(this);
    m_head = head;
    // Narrower than its words ask for: fitHead() puts icons in their place then.
    head->setMinimumWidth(320);
    QHBoxLayout* row = makeToolRow(head);
    m_title = new QLabel(tr("Picture → result"), head);
    m_title->setProperty("role", u"heading"_s);
    m_facts = new ElidedLabel(head);
    m_facts->setObjectName(u"pictureFacts"_s);
    m_facts->setProperty("role", u"small"_s);
    row->addWidget(m_title);
    row->addWidget(m_facts, 1);
    m_tools = new QWidget(head);
    auto* tools = new QHBoxLayout(m_tools);
    tools->setContentsMargins(0, 0, 0, 0);
    tools->setSpacing(4);
    m_zoom = new QLabel(m_tools);
    m_zoom->setObjectName(u"zoomText"_s);
    m_zoom->setProperty("role", u"small"_s);
    tools->addWidget(m_zoom);
    for (const QString& id : {u"view.zoom-out"_s, u"view.zoom-in"_s, u"view.zoom-fit"_s, u"view.zoom-actual"_s})
        tools->addWidget(actions->button(id, m_tools));
    row->addWidget(m_tools);
    m_modes = new SegmentedControl(u"compareMode"_s, tr("How picture and result are compared"), head);
    m_modes->addChoice(u"slider"_s, tr("Slider"), icon(u"compare-slider"_s));
    m_modes->addChoice(u"side"_s, tr("Side by side"), icon(u"compare-side"_s));
    m_modes->addChoice(u"blink"_s, tr("Blink"), icon(u"compare-blink"_s));
    m_modes->addChoice(u"difference"_s, tr("Difference × 8"), icon(u"compare-difference"_s));
    connect(m_modes, &SegmentedControl::valueChanged, this,
            [this](const QString& mode) { m_settings->set(Setting::CompareMode, mode); });
    row->addWidget(m_modes);
    return head;
}

void EditPage::setCompareMode(const QString& mode)
{
    for (const auto& [name, value] : compareModes)
        if (mode == name)
            m_compare->setMode(value);
    m_modes->setValue(mode);
}

void EditPage::showZoom()
{
    m_zoom->setText(m_compare->fits() ? tr("Fit · %1 %").arg(std::lround(m_compare->zoom() * 100))
                                      : tr("%1 %").arg(std::lround(m_compare->zoom() * 100)));
}

void EditPage::refresh(BoardDocument::Parts parts)
{
    if (!(parts & (BoardDocument::Pictures | BoardDocument::Results)))
        return;
    const ResultPtr result = m_document->shownResult();
    const PicturePtr picture = result && result->source ? result->source : m_document->picture(BoardSlot::Picture);
    m_stack->setCurrentWidget(m_document->empty() && !result ? m_empty : m_compare);
    m_compare->setPictures(picture, result ? result->picture : nullptr);
    QString caption = tr("Result");
    if (result) {
        if (painted(result->result))
            caption += tr(" · seed %1 · %n step(s)", nullptr, result->result.stepsDone).arg(result->result.seed);
        caption += u" · "_s + durationText(result->result.times.total);
    }
    m_compare->setCaptions(tr("Picture"), caption);
    const bool example = m_document->picture(BoardSlot::Before) && m_document->picture(BoardSlot::After);
    m_compare->setHint(example ? tr("Now the picture to change") : tr("The example needs two pictures"),
                       example ? tr("Drop it on the place at the lower left, paste it there, or press Enter on it.")
                               : tr("One before the change and one after it, at the left."));
    QStringList facts;
    if (picture)
        facts << picture->describe();
    if (result && picture
        && (result->picture->width() != picture->width() || result->picture->height() != picture->height()))
        facts << tr("result %1").arg(result->picture->describe());
    m_facts->setWholeText(facts.join(u" → "_s));
    m_tools->setVisible(picture || result);
    m_modes->setVisible(picture && result);
    showZoom();
    fitHead();
}

void EditPage::fitHead()
{
    // Words for the compare modes where there is room beside the zoom buttons, else their icons.
    const int room = m_head->width() - m_tools->sizeHint().width() - 160;
    const bool compact = m_modes->wideWidth() > room;
    m_modes->setCompact(compact);
    m_title->setVisible(!compact);
    m_zoom->setVisible(!compact);
}

void EditPage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    // The head has its new width once the layout has run.
    QMetaObject::invokeMethod(this, &EditPage::fitHead, Qt::QueuedConnection);
}

void EditPage::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange && m_head)
        QMetaObject::invokeMethod(this, &EditPage::fitHead, Qt::QueuedConnection);
}

void EditPage::dragEnterEvent(QDragEnterEvent* event)
{
    if (readDrop(event->mimeData()).usable())
        event->acceptProposedAction();
}

void EditPage::dropEvent(QDropEvent* event)
{
    const Drop drop = takeDrop(event);
    if (!drop.files.isEmpty())
        Q_EMIT filesDropped(drop.files);
    else if (!drop.image.isNull())
        Q_EMIT imageDropped(drop.image);
}

} // namespace maquette::widgets
