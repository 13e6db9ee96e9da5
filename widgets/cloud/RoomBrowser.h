// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QWidget>

#include "widgets/cloud/CloudData.h"
#include "widgets/cloud/CloudService.h"

#include <map>
#include <optional>

class QLabel;
class QTableView;
class QTimer;

namespace maquette::widgets {

class ElidedLabel;
class JobRunner;

/// How many points of each class a room has.
struct RoomCounts {
    std::int64_t points = 0;
    std::map<std::int32_t, std::int64_t> classes;
    std::map<std::int32_t, QString> names;
    QString failure; ///< why it could not be read
};

/// The rooms below a folder, with their points once these were counted.
class RoomModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Points, Columns };

    explicit RoomModel(QObject* parent = nullptr);

    void setRooms(std::vector<cloud::RoomEntry> rooms);
    void setCounts(int row, RoomCounts counts);
    [[nodiscard]] const cloud::RoomEntry& room(int row) const { return m_rooms[static_cast<std::size_t>(row)]; }
    [[nodiscard]] const std::optional<RoomCounts>& counts(int row) const
    {
        return m_counts[static_cast<std::size_t>(row)];
    }
    /// Points of each class, most first.
    [[nodiscard]] QString classesText(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<cloud::RoomEntry> m_rooms;
    std::vector<std::optional<RoomCounts>> m_counts;
};

/// The list of rooms at the left of the page. Rooms in sight are counted one by one in the background.
class RoomBrowser : public QWidget {
    Q_OBJECT
public:
    RoomBrowser(CloudService* service, JobRunner* jobs, QWidget* parent = nullptr);

    void setRooms(const QString& folder, std::vector<cloud::RoomEntry> rooms);
    [[nodiscard]] RoomModel* model() const { return m_model; }

Q_SIGNALS:
    void openRequested(const QString& file);
    void closeRequested();

private:
    void countNext();
    void showDetails();

    CloudService* m_service;
    JobRunner* m_jobs;
    RoomModel* m_model;
    QTableView* m_view;
    ElidedLabel* m_folder;
    QLabel* m_details;
    QTimer* m_timer;
    quint64 m_job = 0;
};

} // namespace maquette::widgets
