// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/Section.h"

#include <QEvent>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

#include "widgets/common/Text.h"

using namespace Qt::StringLiterals;

namespace maquette::widgets {

Section::Section(const QString& name, const QString& title, QWidget* body, QWidget* parent)
    : QWidget(parent)
    , m_toggle(new QToolButton(this))
    , m_body(body)
{
    setObjectName(name);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    nameWidget(m_toggle, name + u":toggle"_s, title);
    m_toggle->setText(title);
    m_toggle->setProperty("section", true);
    m_toggle->setCheckable(true);
    m_toggle->setChecked(true);
    m_toggle->setArrowType(Qt::DownArrow);
    m_toggle->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_toggle->setFocusPolicy(Qt::StrongFocus);
    m_toggle->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_toggle->setToolTip(tr("Open or close this part"));
    column->addWidget(m_toggle);
    m_body->setParent(this);
    column->addWidget(m_body);
    connect(m_toggle, &QToolButton::toggled, this, [this](bool open) {
        m_toggle->setArrowType(open ? Qt::DownArrow : isRightToLeft() ? Qt::LeftArrow : Qt::RightArrow);
        m_body->setVisible(open);
        Q_EMIT openChanged(open);
    });
}

void Section::setOpen(bool open) { m_toggle->setChecked(open); }

bool Section::isOpen() const { return m_toggle->isChecked(); }

QSize ColumnScrollArea::minimumSizeHint() const
{
    const int bar = style()->pixelMetric(QStyle::PM_ScrollBarExtent, nullptr, this);
    const int body = widget() ? widget()->minimumSizeHint().width() : 0;
    return {body + bar, QScrollArea::minimumSizeHint().height()};
}

bool ColumnScrollArea::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == widget() && event->type() == QEvent::LayoutRequest)
        updateGeometry();
    return QScrollArea::eventFilter(watched, event);
}

} // namespace maquette::widgets
