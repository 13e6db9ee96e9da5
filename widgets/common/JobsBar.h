// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "widgets/common/JobModel.h"

class QBoxLayout;
class QLabel;

namespace maquette::widgets {

/// The bar at the bottom: a row for every job that has run for 0.3 s, with name, step, progress, time left and a stop
/// button; between jobs, one line about the last thing done.
class JobsBar : public QWidget {
    Q_OBJECT
public:
    JobsBar(JobRunner* runner, QWidget* parent = nullptr);

    /// The line between jobs; also spoken by screen readers.
    void setStatus(const QString& text);
    [[nodiscard]] JobModel* model() const { return m_model; }

protected:
    void changeEvent(QEvent* event) override;

private:
    class Row;

    void fitHeight();

    void rowsInserted(int first, int last);
    void rowsRemoved(int first, int last);
    void updateRows(int first, int last);
    void updateVisibility();

    JobRunner* m_runner;
    JobModel* m_model;
    QBoxLayout* m_layout;
    QLabel* m_status;
    QList<Row*> m_rows;
};

} // namespace maquette::widgets
