// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QRect>

class QMainWindow;

namespace maquette::widgets {
class StateStore;
}

namespace maquette::app {

/// A place for a window that was at `wanted`, given the screens there are now: as it was if enough of its title can be
/// reached, else moved, and made smaller if needed, onto the nearest screen.
[[nodiscard]] QRect clampedToScreens(const QRect& wanted, const QList<QRect>& screens);

/// Puts the window and its docks where they were, or in the middle of the screen the first time.
void restorePlace(QMainWindow& window, const widgets::StateStore& state);
void savePlace(const QMainWindow& window, widgets::StateStore& state);

} // namespace maquette::app
