// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace maquette::widgets {

/// Asks for the kind of OpenGL that views of clouds need (3.2 core, 24 bits of depth). Call it before the application
/// object is made: contexts that share with each other are then of one kind.
void prepareCloudViews();

} // namespace maquette::widgets
