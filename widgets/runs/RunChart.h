// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QImage>

#include "widgets/runs/PlotView.h"
#include "widgets/runs/RunsDocument.h"

#include <memory>
#include <stop_token>

class QLabel;
class QThreadPool;
class QToolButton;

namespace maquette::widgets {

class ElidedLabel;

/// The chart of one tag with all shown runs: a card with title, how many points it draws of how many, and the plot.
/// Points are sampled, smoothed and grouped on the pool; what is on screen stays until the next drawing is there.
class RunChart : public QFrame {
    Q_OBJECT
public:
    static const QString mimeType; ///< of a chart that is dragged by its title: the tag in UTF-8

    /// The pool outlives it.
    RunChart(RunsDocument* document, QThreadPool* pool, const QString& tag, QWidget* parent = nullptr);
    ~RunChart() override;

    [[nodiscard]] const QString& tag() const { return m_tag; }
    [[nodiscard]] PlotView* plot() const { return m_plot; }
    /// Draws anew if runs, points or choices differ from what is on screen.
    void refresh();
    /// Whether what is on screen is what the document says.
    [[nodiscard]] bool upToDate() const { return !m_working && !m_pending; }
    [[nodiscard]] QString countText() const;

Q_SIGNALS:
    void drawn();
    void exportRequested(const QString& tag);

protected:
    void contextMenuEvent(QContextMenuEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Result {
        std::shared_ptr<const ChartDrawing> drawing;
        QImage image;
        PlotPlace place;
    };

    void showMenu(const QPoint& where);
    void start();
    void finished(std::uint64_t generation, const ChartOptions& options, const base::Result<Result>& result);
    [[nodiscard]] bool sameAsLast(const ChartRequest& request) const;
    void showFacts();
    void showLegend();

    RunsDocument* m_document;
    QThreadPool* m_pool;
    QString m_tag;
    ElidedLabel* m_title;
    QLabel* m_count;
    QLabel* m_legend; ///< of groups, which no table lists
    QToolButton* m_pin;
    PlotView* m_plot;
    ChartRequest m_last; ///< what was asked for last
    QSize m_lastSize; ///< of the plot then
    std::stop_source m_stop;
    std::uint64_t m_generation = 0;
    bool m_working = false;
    bool m_pending = false;
    bool m_everDrawn = false;
    QPoint m_dragStart;
};

} // namespace maquette::widgets
