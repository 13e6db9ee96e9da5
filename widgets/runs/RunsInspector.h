// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/Inspector.h"
#include "widgets/runs/RunsDocument.h"

namespace maquette::widgets {

class AlarmModel;

/// Right of the charts: axes, smoothing, groups, the marked run, alarms.
class RunsInspector : public Inspector {
    Q_OBJECT
public:
    RunsInspector(RunsDocument* document, const WorkspaceContext& context, QWidget* parent = nullptr);

    [[nodiscard]] AlarmModel* alarms() const { return m_alarms; }

Q_SIGNALS:
    void tagChosen(const QString& tag);

private:
    [[nodiscard]] QWidget* makeAlarms();

    RunsDocument* m_document;
    AlarmModel* m_alarms;
};

} // namespace maquette::widgets
