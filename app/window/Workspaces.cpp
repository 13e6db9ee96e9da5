// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/Workspaces.h"

#include "base/Paths.h"
#include "widgets/cloud/CloudWorkspace.h"
#include "widgets/common/Text.h"
#include "widgets/edit/EditWorkspace.h"
#include "widgets/runs/RunsWorkspace.h"

namespace maquette::app {

namespace {

widgets::Workspace* makeEdit(const widgets::WorkspaceContext& context, const WindowServices& services, QObject* parent)
{
    return new widgets::EditWorkspace(context, services.edit, widgets::fromPath(base::resourceFolder() / "demo"),
                                      parent);
}

widgets::Workspace* makeCloud(const widgets::WorkspaceContext& context, const WindowServices& services, QObject* parent)
{
    return new widgets::CloudWorkspace(context, services.cloud, parent);
}

widgets::Workspace* makeRuns(const widgets::WorkspaceContext& context, const WindowServices& services, QObject* parent)
{
    return new widgets::RunsWorkspace(context, services.runs, parent);
}

} // namespace

const std::vector<WorkspaceEntry>& workspaces()
{
    static const std::vector<WorkspaceEntry> entries = {
        {"edit", QT_TRANSLATE_NOOP("Workspaces", "Edit"), "edit", "window.edit",
         QT_TRANSLATE_NOOP("Actions", "Workspace &edit"), "Alt+1", widgets::EditWorkspace::fit, makeEdit},
        {"cloud", QT_TRANSLATE_NOOP("Workspaces", "Cloud"), "cloud", "window.cloud",
         QT_TRANSLATE_NOOP("Actions", "&Workspace cloud"), "Alt+2", widgets::CloudWorkspace::fit, makeCloud},
        {"runs", QT_TRANSLATE_NOOP("Workspaces", "Runs"), "runs", "window.runs",
         QT_TRANSLATE_NOOP("Actions", "Workspace r&uns"), "Alt+3", widgets::RunsWorkspace::fit, makeRuns},
    };
    return entries;
}

} // namespace maquette::app
