// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <functional>
#include <vector>

class QMenu;
class QMenuBar;

namespace maquette::widgets {
class ActionCollection;
}

namespace maquette::app {

/// A menu whose lines are made each time it opens.
struct LiveMenu {
    const char* id;
    std::function<void(QMenu&)> fill;
};

/// Fills the menu bar from the table of menus: ids of actions, "-" for a rule, "@id" for a live menu. Ids that no
/// workspace has added are left out.
void buildMenus(QMenuBar& bar, const widgets::ActionCollection& actions, const std::vector<LiveMenu>& liveMenus);

} // namespace maquette::app
