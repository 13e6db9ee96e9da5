// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

#include "base/Job.h"
#include "runs/analysis/Alarms.h"
#include "widgets/runs/RunsDocument.h"

#include <map>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

class QThreadPool;

namespace maquette::widgets {

/// Alarms of all shown runs, newest first: those of scalars, and those of FP8 tensors, as the document's settings ask
/// for them. Looked for away from the interface, in tensors only when they got new records.
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

    struct Row {
        QString id, run;
        runs::Alarm alarm;
    };
    /// Alarms of tensors by the run's id, as long as neither their records nor what is asked for changed.
    struct Known {
        std::uint64_t revision = 0;
        runs::AlarmSettings settings;
        std::vector<runs::Alarm> alarms;
    };
    using Memory = std::map<std::string, Known>;
    /// Of one run; for a working thread.
    [[nodiscard]] static std::vector<Row> look(const ShownRun& shown, const runs::AlarmSettings& settings, double now,
                                               const base::Job& job, Memory& memory);

private:
    void start();
    void show(std::vector<Row> rows);

    RunsDocument* m_document;
    QThreadPool* m_pool;
    std::stop_source m_stop;
    std::shared_ptr<Memory> m_memory; ///< of the one working thread
    bool m_working = false, m_pending = false;
    std::vector<Row> m_rows;
};

} // namespace maquette::widgets
