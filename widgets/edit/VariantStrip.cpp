// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/edit/VariantStrip.h"

#include <QButtonGroup>
#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QPainterPath>
#include <QPushButton>
#include <QScrollArea>

#include "widgets/common/ElidedLabel.h"
#include "widgets/common/Icons.h"
#include "widgets/common/Text.h"
#include "widgets/common/Theme.h"

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

constexpr QSize tileSize(104, 72);

/// Tiles grow half as fast as their captions.
QSize fittedTile() { return Theme::instance() ? tileSize * ((50 + Theme::instance()->scaled(50)) / 100.0) : tileSize; }

QColor themed(Token token) { return tokenColor(token, Theme::instance() && Theme::instance()->dark()); }

/// A push button that does what an action does, and follows whether it can.
QPushButton* pushButton(QAction* action, const QString& name, bool primary, QWidget* parent)
{
    auto* button = new QPushButton(action->icon(), ActionCollection::plainText(action), parent);
    nameWidget(button, name, ActionCollection::plainText(action));
    button->setToolTip(action->toolTip());
    button->setProperty("primary", primary);
    if (primary)
        button->setIcon(icon(u"accept"_s, Token::OnAccent));
    QObject::connect(button, &QPushButton::clicked, action, &QAction::trigger);
    QObject::connect(action, &QAction::changed, button, [button, action] { button->setEnabled(action->isEnabled()); });
    button->setEnabled(action->isEnabled());
    return button;
}

} // namespace

VariantTile::VariantTile(PicturePtr picture, const QString& caption, QWidget* parent)
    : QAbstractButton(parent)
    , m_picture(std::move(picture))
{
    setText(caption);
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setFixedSize(fittedTile());
}

void VariantTile::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF frame = QRectF(rect()).adjusted(2, 2, -2, -2);
    QPainterPath rounded;
    rounded.addRoundedRect(frame, 4, 4);
    painter.fillPath(rounded, themed(Token::Canvas));
    painter.save();
    painter.setClipPath(rounded);
    QSizeF size(m_picture->width(), m_picture->height());
    size.scale(frame.size(), Qt::KeepAspectRatioByExpanding);
    QRectF place(QPointF(0, 0), size);
    place.moveCenter(frame.center());
    drawPicture(painter, *m_picture, place, frame);
    QFont small = font();
    small.setPixelSize(Theme::instance() ? Theme::instance()->scaled(11) : 11);
    painter.setFont(small);
    const QString caption = (isChecked() ? u"✓ "_s : QString()) + text();
    QRectF chip(0, 0, QFontMetricsF(small).horizontalAdvance(caption) + 10, QFontMetricsF(small).height() + 4);
    chip.moveBottomLeft(frame.bottomLeft() + QPointF(4, -4));
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(20, 20, 22, 190));
    painter.drawRoundedRect(chip, 4, 4);
    painter.setPen(Qt::white);
    painter.drawText(chip, Qt::AlignCenter, caption);
    painter.restore();
    painter.setBrush(Qt::NoBrush);
    const bool strong = isChecked() || hasFocus();
    painter.setPen(QPen(themed(strong ? Token::Accent : Token::Line), strong ? 2 : 1));
    painter.drawRoundedRect(strong ? QRectF(rect()).adjusted(1, 1, -1, -1) : frame, 5, 5);
    if (hasFocus()) {
        painter.setPen(QPen(themed(Token::Text), 1, Qt::DotLine));
        painter.drawRoundedRect(frame.adjusted(1, 1, -1, -1), 3, 3);
    }
}

VariantStrip::VariantStrip(BoardDocument* document, const ActionCollection* actions, QWidget* parent)
    : QWidget(parent)
    , m_document(document)
    , m_group(new QButtonGroup(this))
{
    nameWidget(this, u"variantStrip"_s, tr("Results"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 8, 0, 0);
    layout->setSpacing(8);
    auto* scroll = new QScrollArea(this);
    nameWidget(scroll, u"variantScroll"_s, tr("Results"));
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidgetResizable(true);
    scroll->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    auto* tray = new QWidget(scroll);
    m_tiles = new QHBoxLayout(tray);
    m_tiles->setContentsMargins(0, 0, 0, 12);
    m_tiles->setSpacing(8);
    m_tiles->setAlignment(Qt::AlignLeading);
    scroll->setWidget(tray);
    m_scroll = scroll;
    layout->addWidget(scroll, 4);
    m_note = new ElidedLabel(this);
    m_note->setObjectName(u"resultNote"_s);
    m_note->setProperty("role", u"muted"_s);
    layout->addWidget(m_note, 1);
    layout->addWidget(pushButton(actions->action(u"edit.discard"_s), u"discardButton"_s, false, this));
    layout->addWidget(pushButton(actions->action(u"edit.accept"_s), u"acceptButton"_s, true, this));
    connect(m_group, &QButtonGroup::idClicked, document, &BoardDocument::choose);
    connect(document, &BoardDocument::changed, this, [this](BoardDocument::Parts parts) {
        if (parts & BoardDocument::Results)
            refresh();
    });
    refresh();
}

void VariantStrip::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::FontChange || !m_scroll)
        return;
    for (QAbstractButton* tile : m_group->buttons())
        tile->setFixedSize(fittedTile());
    refresh();
}

void VariantStrip::refresh()
{
    const std::vector<ResultPtr> results = m_document->candidates();
    if (results != m_shown) {
        const int focused = m_group->id(qobject_cast<QAbstractButton*>(focusWidget()));
        for (QAbstractButton* tile : m_group->buttons()) {
            m_group->removeButton(tile);
            tile->hide();
            tile->setObjectName({});
            tile->deleteLater();
        }
        m_shown = results;
        for (int i = 0; i < static_cast<int>(results.size()); ++i) {
            const ResultEntry& entry = *results[static_cast<std::size_t>(i)];
            const QString caption = painted(entry.result) ? tr("seed %1").arg(entry.result.seed) : tr("explained");
            auto* tile = new VariantTile(entry.picture, caption, this);
            nameWidget(tile, u"variant%1"_s.arg(i),
                       tr("Result %1 of %2, %3").arg(i + 1).arg(results.size()).arg(caption));
            m_group->addButton(tile, i);
            m_tiles->addWidget(tile);
            if (i == focused)
                tile->setFocus();
        }
    }
    if (QAbstractButton* tile = m_group->button(m_document->chosen()))
        tile->setChecked(true);
    const ResultPtr shown = m_document->shownResult();
    QString note;
    if (shown && !m_document->current(*shown))
        note = tr("Made before the board was changed. Run again for the board as it is now.");
    else if (!results.empty())
        note = tr("Not accepted yet.");
    else if (shown)
        note = tr("Accepted.");
    m_scroll->setVisible(!results.empty());
    m_scroll->setFixedHeight(fittedTile().height() + 14);
    m_scroll->setMaximumWidth(static_cast<int>(results.size()) * (fittedTile().width() + 8));
    m_note->setWholeText(note);
    setVisible(shown != nullptr);
}

} // namespace maquette::widgets
