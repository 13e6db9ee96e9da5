// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/Workspace.h"

#include <vector>

namespace maquette::widgets {
class CloudService;
class EditService;
class RunsService;
class Theme;
}

namespace maquette::app {

/// What the program gives the window; all of it outlives it.
struct WindowServices {
    widgets::EditService* edit = nullptr;
    widgets::FileChooser* chooser = nullptr;
    widgets::Theme* theme = nullptr;
    widgets::CloudService* cloud = nullptr;
    widgets::RunsService* runs = nullptr;
};

/// One workspace: its word, its name, its icon, which files fit it, and how it is made.
struct WorkspaceEntry {
    const char* id;
    const char* name; ///< QT_TRANSLATE_NOOP("Workspaces", …)
    const char* icon;
    const char* action; ///< id of the action that shows it, "window.<id>"
    const char* actionText; ///< QT_TRANSLATE_NOOP("Actions", …)
    const char* shortcut;
    widgets::Fit (*fit)(const QString& file);
    widgets::Workspace* (*make)(const widgets::WorkspaceContext& context, const WindowServices& services,
                                QObject* parent);
};

/// The workspaces in the order of the bar. A new one is one more line of the table.
[[nodiscard]] const std::vector<WorkspaceEntry>& workspaces();

} // namespace maquette::app
