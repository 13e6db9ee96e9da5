// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/JobModel.h"

#include <algorithm>

namespace maquette::widgets {

JobModel::JobModel(JobRunner* runner, QObject* parent)
    : QAbstractListModel(parent)
    , m_runner(runner)
{
    connect(runner, &JobRunner::added, this, &JobModel::append);
    connect(runner, &JobRunner::changed, this, &JobModel::update);
    connect(runner, &JobRunner::ended, this, &JobModel::remove);
}

int JobModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant JobModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const JobInfo& job = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return job.name;
    case IdRole:
        return job.id;
    case FractionRole:
        return job.fraction;
    case StepRole:
        return job.step;
    case SecondsRole:
        return job.secondsLeft ? QVariant(*job.secondsLeft) : QVariant();
    case StoppingRole:
        return job.stopping;
    default:
        return {};
    }
}

QHash<int, QByteArray> JobModel::roleNames() const
{
    QHash<int, QByteArray> names = QAbstractListModel::roleNames();
    names[IdRole] = "id";
    names[FractionRole] = "fraction";
    names[StepRole] = "step";
    names[SecondsRole] = "secondsLeft";
    names[StoppingRole] = "stopping";
    return names;
}

int JobModel::rowOf(JobId id) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [id](const JobInfo& job) { return job.id == id; });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

void JobModel::append(JobId id)
{
    const auto info = m_runner->info(id);
    if (!info)
        return;
    const int row = rowCount();
    beginInsertRows({}, row, row);
    m_rows.push_back(*info);
    endInsertRows();
}

void JobModel::update(JobId id)
{
    const int row = rowOf(id);
    const auto info = m_runner->info(id);
    if (row < 0 || !info)
        return;
    m_rows[static_cast<std::size_t>(row)] = *info;
    Q_EMIT dataChanged(index(row), index(row));
}

void JobModel::remove(JobId id)
{
    const int row = rowOf(id);
    if (row < 0)
        return;
    beginRemoveRows({}, row, row);
    m_rows.erase(m_rows.begin() + row);
    endRemoveRows();
}

} // namespace maquette::widgets
