// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAccessibleWidget>

namespace maquette::widgets {

/// Tells screen readers what a view of this class is; a plain widget has no role of its own. They ask as soon as it has
/// a name, so call it before the first one is named.
template <class View, QAccessible::Role role> void teachRole()
{
    static const bool taught = [] {
        QAccessible::installFactory([](const QString&, QObject* object) -> QAccessibleInterface* {
            auto* view = qobject_cast<View*>(object);
            return view ? new QAccessibleWidget(view, role) : nullptr;
        });
        return true;
    }();
    static_cast<void>(taught);
}

} // namespace maquette::widgets
