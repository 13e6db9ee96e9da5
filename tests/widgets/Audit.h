// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>
#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QComboBox>
#include <QLineEdit>
#include <QMenuBar>
#include <QScrollBar>
#include <QSet>
#include <QToolButton>

namespace maquette::tests {

using namespace Qt::StringLiterals;

/// Parts that Qt makes inside its own widgets.
inline bool isInner(const QWidget* widget)
{
    if (widget->objectName().startsWith(u"qt_"_s) || qobject_cast<const QScrollBar*>(widget))
        return true;
    const QWidget* parent = widget->parentWidget();
    return parent
        && (qobject_cast<const QAbstractSpinBox*>(parent) || qobject_cast<const QComboBox*>(parent)
            || qobject_cast<const QMenuBar*>(parent) || parent->inherits("QLineEdit")
            || parent->inherits("QComboBoxPrivateContainer"));
}

inline bool interactive(const QWidget* widget)
{
    return qobject_cast<const QAbstractButton*>(widget) || qobject_cast<const QAbstractSlider*>(widget)
        || qobject_cast<const QAbstractSpinBox*>(widget) || qobject_cast<const QComboBox*>(widget)
        || qobject_cast<const QLineEdit*>(widget) || (widget->focusPolicy() & Qt::TabFocus);
}

/// What is wrong with a widget and all in it, one line each.
inline QStringList audit(QWidget* root)
{
    QStringList problems;
    QSet<QString> names;
    for (QWidget* widget : root->findChildren<QWidget*>()) {
        if (isInner(widget) || !interactive(widget) || !widget->isVisibleTo(root))
            continue;
        const QString who = QLatin1String(widget->metaObject()->className()) + u" \""_s + widget->objectName() + u'"';
        if (widget->objectName().isEmpty())
            problems << who + u" has no object name"_s;
        else if (names.contains(widget->objectName()))
            problems << who + u" has the name of another"_s;
        names << widget->objectName();
        QAccessibleInterface* face = QAccessible::queryAccessibleInterface(widget);
        if (!face || face->text(QAccessible::Name).isEmpty())
            problems << who + u" has no accessible name"_s;
        else if (face->role() == QAccessible::NoRole || face->role() == QAccessible::Client)
            problems << who + u" has no role"_s;
        if (widget->size().isEmpty())
            problems << who + u" has no size"_s;
        if (auto* button = qobject_cast<QToolButton*>(widget);
            button && button->text().isEmpty() && button->toolTip().isEmpty())
            problems << who + u" is a picture without words"_s;
    }
    return problems;
}

} // namespace maquette::tests
