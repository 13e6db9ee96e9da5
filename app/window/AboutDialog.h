// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace maquette::app {

/// Shows what this program is: version, build, libraries, license, with a button that copies it.
void showAbout(QWidget* window);

} // namespace maquette::app
