// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/runs/GroupedModel.h"
#include "widgets/runs/RunsDocument.h"

#include <optional>
#include <vector>

namespace maquette::widgets {

/// The runs that pass the filter: a mark in the run's color that says whether it is drawn, name, status, duration, the
/// last value of each pinned metric, settings that differ, notes. Names and notes can be edited.
class RunTableModel : public GroupedModel {
    Q_OBJECT
public:
    enum Role {
        IdRole = Qt::UserRole + 1,
        SortRole ///< what the row is sorted by in this column: number, bool, text or nothing
    };
    struct Column {
        enum class Kind { Mark, Name, Status, Duration, Metric, Setting, Points, Notes } kind = Kind::Name;
        std::string key; ///< of a metric or a setting

        bool operator==(const Column&) const = default;
    };

    explicit RunTableModel(RunsDocument* document, QObject* parent = nullptr);

    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    /// Any types in one column: numbers, then truth values, then texts; what is missing comes last either way.
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

    [[nodiscard]] const std::vector<Column>& columns() const { return m_columns; }
    /// The title of a column as the group-by list shows it.
    [[nodiscard]] QString title(const Column& column) const;
    /// Rows with the same value in this column are put together; −1: none.
    void groupBy(int column);
    [[nodiscard]] int groupColumn() const;

    [[nodiscard]] QString idOf(const QModelIndex& index) const;
    /// Of a run, or of all runs of a group.
    [[nodiscard]] QStringList idsOf(const QModelIndex& index) const;
    [[nodiscard]] QModelIndex indexOf(const QString& id, int column = 0) const;

private:
    void documentChanged(RunsDocument::Parts parts);
    [[nodiscard]] std::vector<Column> wantedColumns() const;
    [[nodiscard]] std::vector<Group> wantedGroups() const;
    [[nodiscard]] runlog::Setting valueOf(const runs::Run& run, const Column& column) const;
    [[nodiscard]] QString textOf(const runs::Run& run, const Column& column) const;
    [[nodiscard]] QVariant groupData(const Group& group, int column, int role) const;
    void rebuild();
    void relayout();

    RunsDocument* m_document;
    std::vector<RunPtr> m_runs; ///< entries
    std::vector<Column> m_columns;
    std::optional<Column> m_sorted; ///< nothing: as the snapshot has them
    Qt::SortOrder m_order = Qt::AscendingOrder;
    std::optional<Column> m_groupBy;
};

} // namespace maquette::widgets
