// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>

#include "widgets/cloud/CloudDocument.h"
#include "widgets/cloud/CloudService.h"
#include "widgets/common/Workspace.h"

namespace maquette::widgets {

class CloudFiles;
class CloudInspector;
class CloudPage;

/// The workspace "cloud": an open cloud, its page, its inspector and its actions.
class CloudWorkspace : public Workspace {
    Q_OBJECT
public:
    /// `service` outlives it.
    CloudWorkspace(const WorkspaceContext& context, CloudService* service, QObject* parent = nullptr);
    ~CloudWorkspace() override;

    /// Whether the name of a file or a folder says that a cloud may be in it.
    [[nodiscard]] static Fit fit(const QString& file);

    QWidget* content() override;
    QWidget* inspector() override;
    QWidget* inspectorHeader() override;
    QString title() const override;
    bool modified() const override;
    void openFiles(const QStringList& files) override;
    QStringList titleActions() const override;
    bool mayClose(std::function<void()> proceed) override;

    [[nodiscard]] CloudDocument* document() const { return m_document; }
    [[nodiscard]] CloudFiles* files() const { return m_files; }
    [[nodiscard]] CloudPage* page() const;

private:
    void addFileActions();
    void addEditActions();
    void addViewActions();
    void addToolActions();
    void refreshActions(CloudDocument::Parts parts);
    void relabel();
    void runDemo();

    WorkspaceContext m_context;
    CloudDocument* m_document;
    CloudFiles* m_files;
    QPointer<CloudPage> m_page;
    QPointer<CloudInspector> m_inspector;
};

} // namespace maquette::widgets
