// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QScrollArea>
#include <QThreadPool>

#include "widgets/runs/RunChart.h"

#include <vector>

class QTimer;
class QToolButton;

namespace maquette::widgets {

/// Charts in columns: pinned ones on top, then by group of tags below headings that fold. Only the charts in sight (and
/// a little beyond) exist, so that thousands of tags cost nothing.
class ChartGrid : public QScrollArea {
    Q_OBJECT
public:
    explicit ChartGrid(RunsDocument* document, QWidget* parent = nullptr);
    ~ChartGrid() override;

    /// Scrolls to the chart of a tag, unfolding its group; a pinned one at the top.
    void showTag(const QString& tag);
    /// Nothing when it is not in sight.
    [[nodiscard]] RunChart* chart(const QString& tag) const;
    [[nodiscard]] QList<RunChart*> charts() const;
    /// Tags in the order in which they stand, pins first.
    [[nodiscard]] QStringList tagsInOrder() const;
    /// Whether all charts in sight show what the document says.
    [[nodiscard]] bool upToDate() const;

Q_SIGNALS:
    void exportRequested(const QString& tag);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Place {
        QString tag; ///< empty: a heading
        QString group;
        bool pinned = false;
        bool folded = false;
        int count = 0; ///< charts below a heading
        QRect rect;
    };

    void documentChanged(RunsDocument::Parts parts);
    void collect();
    void arrange();
    void fillSight();
    void refreshCharts();
    [[nodiscard]] const Place* placeAt(const QPoint& position) const;
    void dropped(const QString& tag, const QPoint& position);

    RunsDocument* m_document;
    QThreadPool m_pool;
    QWidget* m_sheet;
    QWidget* m_dropMark;
    QTimer* m_soon;
    std::vector<Place> m_places;
    QHash<QString, RunChart*> m_charts;
    QHash<QString, QToolButton*> m_headings;
};

} // namespace maquette::widgets
