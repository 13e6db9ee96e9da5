// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

#include "runs/analysis/Alarms.h"
#include "widgets/runs/RunsDocument.h"

#include <map>
#include <memory>
#include <vector>

class QThreadPool;

namespace maquette::widgets {

/// Alarms of all shown runs, newest first: values that are not finite, runs that fell silent, FP8 overflow and
/// underflow. Looked for away from the interface and only in tags that changed.
class AlarmModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Message, Run, Step, ColumnCount };
    enum Role { IdRole = Qt::UserRole + 1, TagRole };

    explicit AlarmModel(RunsDocument* document, QObject* parent = nullptr);
    ~AlarmModel() override;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

    /// What is looked for.
    [[nodiscard]] static std::vector<runs::AlarmRule> rules();

    struct Row {
        QString id, run;
        runs::Alarm alarm;
    };
    /// Of one run; for a working thread.
    [[nodiscard]] static std::vector<Row> look(const ShownRun& shown, double now);

private:
    void start();
    void show(std::vector<Row> rows);

    RunsDocument* m_document;
    QThreadPool* m_pool;
    bool m_working = false, m_pending = false;
    std::vector<Row> m_rows;
};

} // namespace maquette::widgets
