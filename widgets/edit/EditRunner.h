// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QObject>

#include "widgets/common/JobRunner.h"
#include "widgets/edit/BoardDocument.h"
#include "widgets/edit/EditService.h"

class QTimer;

namespace maquette::widgets {

/// Runs edits of the open board and puts their results into it as candidates.
class EditRunner : public QObject {
    Q_OBJECT
public:
    EditRunner(BoardDocument* document, EditService* service, JobRunner* jobs, QObject* parent = nullptr);

    /// Runs the board once for every seed from the parameters' on, `variants` of them; results come in one by one.
    /// When no random numbers were used, one is enough. Does nothing while a run is under way.
    void run(int variants);
    void stop();
    [[nodiscard]] bool running() const { return m_run != 0; }
    /// The sliders of the explanation moved: applies it anew to the chosen result, at most some ten times a second; a
    /// run for older values is stopped.
    void adjust(const std::vector<base::Json>& values, const std::vector<bool>& enabled);

    /// The board with pixels copied; for a working thread.
    [[nodiscard]] static edit::Board makeBoard(const BoardContents& contents);

Q_SIGNALS:
    void runningChanged(bool running);
    /// The picture in the making; null when there is none any more.
    void preview(const QImage& image);
    void failed(const maquette::base::Error& error);
    void finished(int results);

private:
    struct Order;

    void startAdjusting();
    void setRun(JobId id);

    BoardDocument* m_document;
    EditService* m_service;
    JobRunner* m_jobs;
    JobId m_run = 0;
    JobId m_adjusting = 0;
    QTimer* m_adjustTimer;
    ResultPtr m_adjustBase;
    std::vector<base::Json> m_values;
    std::vector<bool> m_enabled;
    bool m_firstResult = false;
};

} // namespace maquette::widgets
