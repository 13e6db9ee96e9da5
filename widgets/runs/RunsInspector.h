// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "widgets/common/Workspace.h"
#include "widgets/runs/RunsDocument.h"

namespace maquette::widgets {

class AlarmModel;
class Section;

/// Right of the charts: axes, smoothing, groups, the marked run, alarms.
class RunsInspector : public QWidget {
    Q_OBJECT
public:
    RunsInspector(RunsDocument* document, const WorkspaceContext& context, QWidget* parent = nullptr);

    [[nodiscard]] QWidget* header() const { return m_header; }
    [[nodiscard]] AlarmModel* alarms() const { return m_alarms; }
    void openPart(const QString& name);

Q_SIGNALS:
    void tagChosen(const QString& tag);

protected:
    void changeEvent(QEvent* event) override;

private:
    Section* addPart(const QString& name, const QString& title, QWidget* body, bool open);
    [[nodiscard]] QWidget* makeAlarms();
    void fitWidth();

    RunsDocument* m_document;
    WorkspaceContext m_context;
    QWidget* m_header;
    QWidget* m_column = nullptr;
    AlarmModel* m_alarms;
    QList<Section*> m_parts;
};

} // namespace maquette::widgets
