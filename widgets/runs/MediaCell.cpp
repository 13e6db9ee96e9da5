// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/MediaCell.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPixmap>
#include <QPushButton>

#include "widgets/common/ElidedLabel.h"
#include "widgets/common/PanelParts.h"

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

constexpr int dotSize = 8;

QPixmap dot(const QColor& color, qreal ratio)
{
    QPixmap picture(QSize(dotSize, dotSize) * ratio);
    picture.setDevicePixelRatio(ratio);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawEllipse(QRectF(0, 0, dotSize, dotSize));
    return picture;
}

} // namespace

MediaCell::MediaCell(QWidget* view, QWidget* parent)
    : QWidget(parent)
    , m_view(view)
    , m_facts(makeText(u"mediaFacts"_s, u"small"_s, this))
    , m_dot(new QLabel(this))
    , m_caption(new ElidedLabel(this))
    , m_save(makeButton(u"mediaSave"_s, {}, {}, this))
{
    setProperty("surface", u"panel"_s);
    setAttribute(Qt::WA_StyledBackground);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 8);
    column->setSpacing(6);
    column->addWidget(view, 1);
    auto* facts = new QHBoxLayout;
    facts->setContentsMargins(8, 0, 8, 0);
    facts->addWidget(m_facts, 1);
    column->addLayout(facts);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(8, 0, 8, 0);
    row->addWidget(m_dot);
    row->addWidget(m_caption, 1);
    row->addWidget(m_save);
    column->addLayout(row);
    m_save->hide();
    connect(m_save, &QPushButton::clicked, this, [this] { Q_EMIT saveRequested(m_offer); });
}

void MediaCell::setCaption(const QString& caption, const QColor& color)
{
    m_caption->setWholeText(caption);
    m_dot->setPixmap(dot(color, devicePixelRatioF()));
    setAccessibleName(caption);
    m_view->setAccessibleName(caption);
}

QString MediaCell::caption() const { return m_caption->wholeText(); }

void MediaCell::setFacts(const QString& facts)
{
    m_facts->setText(facts);
    m_view->setAccessibleDescription(facts);
}

QString MediaCell::facts() const { return m_facts->text(); }

void MediaCell::setOffer(const QString& button, const QString& toolTip, Offer offer)
{
    m_offer = std::move(offer);
    m_save->setText(button);
    m_save->setAccessibleName(button);
    m_save->setToolTip(toolTip);
    m_save->setVisible(static_cast<bool>(m_offer.write));
}

} // namespace maquette::widgets
