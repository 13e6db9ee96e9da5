// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <vector>

namespace maquette::app {

struct WindowOptions {
    std::vector<std::filesystem::path> files; ///< boards and pictures to open at start
};

/// Shows the window and returns when it is closed; the value is the program's exit code. Makes the application object,
/// so it can be called once. Needs a display: without one Qt ends the program with a message.
int runWindow(int& argc, char** argv, const WindowOptions& options);

} // namespace maquette::app
