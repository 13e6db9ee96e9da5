// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace maquette::imaging {

/// Makes OpenCV use as many threads as base::threads() says, now and after each base::setThreads. The program calls
/// it once at start; a second call does nothing.
void followThreads();

} // namespace maquette::imaging
