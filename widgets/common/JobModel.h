// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>

#include "widgets/common/JobRunner.h"

#include <vector>

namespace maquette::widgets {

/// The jobs that run, one row each, oldest first. Reads a JobRunner and follows its signals.
class JobModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role {
        IdRole = Qt::UserRole + 1,
        FractionRole, ///< 0 … 1
        StepRole, ///< what is being done now, translated
        SecondsRole, ///< double, or invalid while unknown
        StoppingRole, ///< bool
    };

    explicit JobModel(JobRunner* runner, QObject* parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

private:
    [[nodiscard]] int rowOf(JobId id) const;
    void append(JobId id);
    void update(JobId id);
    void remove(JobId id);

    JobRunner* m_runner;
    std::vector<JobInfo> m_rows;
};

} // namespace maquette::widgets
