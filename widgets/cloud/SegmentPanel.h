// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "widgets/cloud/CloudDocument.h"
#include "widgets/cloud/CloudService.h"
#include "widgets/common/Workspace.h"

class QLabel;
class QPushButton;
class QTimer;

namespace maquette::widgets {

class ParameterForm;

/// Segments the open cloud: parameters, what the model asks of its input, what the run will cost, and the run.
class SegmentPanel : public QWidget {
    Q_OBJECT
public:
    SegmentPanel(CloudDocument* document, CloudService* service, const WorkspaceContext& context,
                 QWidget* parent = nullptr);

    void run();
    void stop();
    [[nodiscard]] bool running() const { return m_run != 0; }
    /// The part is seen: only then is a plan made.
    void setPlanning(bool planning);

Q_SIGNALS:
    void runningChanged(bool running);
    /// A prediction is on its way into the document.
    void finished();

private:
    [[nodiscard]] bool modelThere() const;
    void planLater();
    void makePlan();
    void showPlan(const base::Result<cloud::SegmentPlan>& plan);
    void setRunning(quint64 id);
    /// Says it once a run when truth and prediction are of different classes.
    void sayOtherClasses();
    void arrived(const PointSetPtr& points, const base::Result<std::shared_ptr<const cloud::SegmentResult>>& result);

    CloudDocument* m_document;
    CloudService* m_service;
    WorkspaceContext m_context;
    ParameterForm* m_form;
    QLabel* m_model;
    QLabel* m_plan;
    QLabel* m_warnings;
    QPushButton* m_button;
    QTimer* m_timer;
    quint64 m_planJob = 0;
    quint64 m_run = 0;
    bool m_planning = false;
    NetworkPtr m_said;
};

} // namespace maquette::widgets
