// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QStringList>

#include <functional>

class QWidget;

namespace maquette::widgets {

class ActionCollection;
class FileChooser;
class JobRunner;
class JobsBar;
class MessageBar;
class Settings;
class StateStore;

/// What the window lends to its workspaces; all of it outlives them. The actions are the workspace's own beside those
/// of the window.
struct WorkspaceContext {
    QWidget* window = nullptr;
    ActionCollection* actions = nullptr;
    JobRunner* jobs = nullptr;
    JobsBar* status = nullptr;
    MessageBar* messages = nullptr;
    Settings* settings = nullptr;
    StateStore* state = nullptr;
    FileChooser* chooser = nullptr;
    /// Opens files in the workspace that reads them, which becomes the current one.
    std::function<void(const QStringList&)> openFiles = {};
    /// Makes the workspace the current one: for answers to its questions that are given in another one.
    std::function<void()> show = {};
};

/// How well a file or a folder fits a workspace, by its name and, where that does not tell, by what is in it.
enum class Fit {
    No,
    Perhaps, ///< a folder in which nothing is found that belongs to any workspace
    Good, ///< it is of a kind that the workspace reads, though others may write it for other ends
    Own ///< it is what the workspace is for
};

/// One workspace of the window. Its actions are in the collection when it is made.
class Workspace : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    [[nodiscard]] virtual QWidget* content() = 0;
    /// What stands in the dock at the right.
    [[nodiscard]] virtual QWidget* inspector() = 0;
    /// The title of that dock; by it the dock is dragged.
    [[nodiscard]] virtual QWidget* inspectorHeader() = 0;
    /// Name of what is open, for the title; empty without one.
    [[nodiscard]] virtual QString title() const = 0;
    [[nodiscard]] virtual bool modified() const = 0;
    virtual void openFiles(const QStringList& files) = 0;
    /// Ids of the actions that have a button in the title bar.
    [[nodiscard]] virtual QStringList titleActions() const = 0;
    /// True when nothing would be lost by closing. Otherwise asks in the message bar, and calls `proceed` once the
    /// user has saved or let go.
    [[nodiscard]] virtual bool mayClose(std::function<void()> proceed) = 0;

Q_SIGNALS:
    void titleChanged();
};

} // namespace maquette::widgets
