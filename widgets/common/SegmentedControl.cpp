// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/SegmentedControl.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QToolButton>

#include "widgets/common/Text.h"

using namespace Qt::StringLiterals;

namespace maquette::widgets {

SegmentedControl::SegmentedControl(const QString& objectName, const QString& accessibleName, QWidget* parent)
    : QFrame(parent)
    , m_group(new QButtonGroup(this))
{
    nameWidget(this, objectName, accessibleName);
    setProperty("segmented", true);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(0);
    connect(m_group, &QButtonGroup::idToggled, this, [this](int id, bool on) {
        if (on)
            Q_EMIT valueChanged(m_values.value(id));
    });
}

void SegmentedControl::addChoice(const QString& value, const QString& label, const QIcon& icon)
{
    auto* button = new QToolButton(this);
    button->setText(label);
    button->setIcon(icon);
    button->setToolTip(label);
    button->setToolButtonStyle(Qt::ToolButtonTextOnly);
    button->setCheckable(true);
    button->setFocusPolicy(Qt::StrongFocus);
    nameWidget(button, objectName() + u':' + value, accessibleName() + u": "_s + label);
    m_group->addButton(button, static_cast<int>(m_values.size()));
    m_values << value;
    layout()->addWidget(button);
    if (m_values.size() == 1)
        button->setChecked(true);
}

void SegmentedControl::setCompact(bool compact)
{
    if (m_compact == compact)
        return;
    m_compact = compact;
    for (QAbstractButton* button : m_group->buttons())
        static_cast<QToolButton*>(button)->setToolButtonStyle(compact ? Qt::ToolButtonIconOnly
                                                                      : Qt::ToolButtonTextOnly);
}

int SegmentedControl::wideWidth() const
{
    int width = 2;
    for (const QAbstractButton* button : m_group->buttons())
        width += fontMetrics().horizontalAdvance(button->text()) + 26;
    return width;
}

void SegmentedControl::setValue(const QString& value)
{
    if (QAbstractButton* button = m_group->button(static_cast<int>(m_values.indexOf(value))))
        button->setChecked(true);
}

QString SegmentedControl::value() const { return m_values.value(m_group->checkedId()); }

} // namespace maquette::widgets
