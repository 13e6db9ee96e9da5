// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>

#include "widgets/common/Workspace.h"
#include "widgets/runs/RunsDocument.h"
#include "widgets/runs/RunsService.h"

class QTimer;

namespace maquette::widgets {

class RunsDemoRunner;
class RunsInspector;
class RunsPage;

/// The workspace "runs": the roots that are followed, its page, its inspector and its actions.
class RunsWorkspace : public Workspace {
    Q_OBJECT
public:
    /// `service` outlives it; without one it has one of its own over the engine.
    RunsWorkspace(const WorkspaceContext& context, RunsService* service, QObject* parent = nullptr);
    ~RunsWorkspace() override;

    /// Whether a file or a folder may be a run or hold some.
    [[nodiscard]] static Fit fit(const QString& file);

    QWidget* content() override;
    QWidget* inspector() override;
    QWidget* inspectorHeader() override;
    [[nodiscard]] QString title() const override;
    [[nodiscard]] bool modified() const override { return false; }
    /// Adds them to the roots.
    void openFiles(const QStringList& files) override;
    [[nodiscard]] QStringList titleActions() const override;
    [[nodiscard]] bool mayClose(std::function<void()> proceed) override;

    [[nodiscard]] RunsDocument* document() const { return m_document; }
    [[nodiscard]] RunsPage* page() const;

private:
    void addActions();
    void addViewActions();
    void refreshActions();
    void askFolder();
    void setRoots(const QStringList& roots);
    void takeSnapshot(const RunsSnapshot& snapshot);
    void setPaused(bool paused);
    void startDemo();
    void exportChart(const QString& tag);
    void exportTo(const QString& file, const QString& tag);
    [[nodiscard]] QString layoutKey() const;
    void saveLayout();
    void loadLayout();

    WorkspaceContext m_context;
    std::unique_ptr<RunsService> m_ownService;
    RunsService* m_service;
    RunsDocument* m_document;
    RunsDemoRunner* m_demo;
    QPointer<RunsPage> m_page;
    QPointer<RunsInspector> m_inspector;
    QTimer* m_saveSoon;
    QString m_troubles; ///< of roots, as they were told last
    bool m_loading = false;
};

} // namespace maquette::widgets
