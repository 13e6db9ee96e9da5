// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QObject>

#include "widgets/common/JobRunner.h"
#include "widgets/edit/BoardDocument.h"
#include "widgets/edit/EditService.h"
#include "widgets/edit/ExplanationPanel.h"

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
    /// The sliders of the explanation moved: applies it anew to the result that is shown, at most some ten times a
    /// second; a run for older values is stopped. All that comes of moves of one thing with less than a second between
    /// them is one undo step.
    void adjust(const ExplanationMove& move);
    /// Whether moves wait for their result.
    [[nodiscard]] bool adjusting() const;
    /// Forgets moves that wait. True when nothing of their gesture has reached the board yet.
    bool dropAdjusting();

    /// The board with pixels copied; for a working thread.
    [[nodiscard]] static edit::Board makeBoard(const BoardContents& contents);

Q_SIGNALS:
    void runningChanged(bool running);
    /// The picture in the making; null when there is none any more.
    void preview(const QImage& image);
    void failed(const maquette::base::Error& error);
    void finished(int results);
    /// The sliders' moves are on the board or were dropped.
    void adjustingEnded();

private:
    struct Order;

    void startAdjusting();
    void adjusted(ItemId of, const QString& gesture, const ExplanationMove& move,
                  const base::Result<ResultPtr>& result);
    void setRun(JobId id);

    BoardDocument* m_document;
    EditService* m_service;
    JobRunner* m_jobs;
    JobId m_run = 0;
    JobId m_adjusting = 0;
    QTimer* m_adjustTimer;
    ExplanationMove m_move;
    ItemId m_target = 0; ///< the result that the moves change
    qint64 m_lastMove = 0; ///< ms
    int m_gesture = 0;
    bool m_gestureShown = false; ///< something of it is on the board
};

} // namespace maquette::widgets
