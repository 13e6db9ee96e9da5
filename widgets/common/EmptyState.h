// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

class QHBoxLayout;
class QWidget;

namespace maquette::widgets {

class ActionCollection;

/// What a page says while nothing is open: what it is for, what to do next, and buttons that do it.
struct EmptyState {
    struct Button {
        QString action; ///< id of the action that it triggers
        QString name; ///< object name
        QString icon;
        bool primary = false;
    };

    QString name; ///< object name of the page
    QString title;
    QString text;
    std::vector<Button> buttons;
};
/// Buttons of actions that are disabled now stay so.
[[nodiscard]] QWidget* makeEmptyState(const EmptyState& state, const ActionCollection* actions, QWidget* parent);

/// The row of tools above the content of a page: `bar` gets its height and a layout without margins.
[[nodiscard]] QHBoxLayout* makeToolRow(QWidget* bar);

} // namespace maquette::widgets
