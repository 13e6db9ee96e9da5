// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>

#include "widgets/common/Workspace.h"
#include "widgets/edit/BoardState.h"
#include "widgets/edit/EditFiles.h"

class QMenu;

namespace maquette::widgets {

class Autosave;
class BoardDocument;
class EditInspector;
class EditPage;
class EditRunner;

/// The workspace "edit": a board, its page, its inspector and its actions.
class EditWorkspace : public Workspace {
    Q_OBJECT
public:
    /// `service` outlives it. `demoFolder` holds demos.json.
    EditWorkspace(const WorkspaceContext& context, EditService* service, const QString& demoFolder,
                  QObject* parent = nullptr);
    ~EditWorkspace() override;

    QWidget* content() override;
    QWidget* inspector() override;
    QWidget* inspectorHeader() override;
    QString title() const override;
    /// Whether the name of a file says that it is a board or a picture.
    [[nodiscard]] static Fit fit(const QString& file);
    bool modified() const override;
    void openFiles(const QStringList& files) override { m_files->open(files); }
    QStringList titleActions() const override;
    bool mayClose(std::function<void()> proceed) override;

    [[nodiscard]] BoardDocument* document() const { return m_document; }
    [[nodiscard]] Autosave* autosave() const { return m_autosave; }
    [[nodiscard]] const std::vector<Demo>& demos() const { return m_demos; }
    void loadDemo(int index);

private:
    void addActions();
    void addFileActions();
    void addViewActions();
    void connectPage();
    void connectRunner();
    void run();
    void paste();
    void refreshActions();
    void showSlotMenu(BoardSlot slot, const QPoint& globalPosition);

    WorkspaceContext m_context;
    std::vector<Demo> m_demos;
    BoardDocument* m_document;
    EditFiles* m_files;
    EditRunner* m_runner;
    Autosave* m_autosave;
    QPointer<EditPage> m_page;
    QPointer<EditInspector> m_inspector;
};

} // namespace maquette::widgets
