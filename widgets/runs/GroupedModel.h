// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractItemModel>

#include <vector>

namespace maquette::widgets {

/// A model of two levels: groups, and entries in them. Without groups the entries are the top level. Subclasses tell
/// what stands in the cells.
class GroupedModel : public QAbstractItemModel {
    Q_OBJECT
public:
    struct Group {
        QString title;
        std::vector<int> entries; ///< indices into what the subclass holds
    };

    using QAbstractItemModel::QAbstractItemModel;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;

    /// −1 for a group and for no index.
    [[nodiscard]] int entryOf(const QModelIndex& index) const;
    /// −1 for an entry.
    [[nodiscard]] int groupOf(const QModelIndex& index) const;
    [[nodiscard]] QModelIndex indexOfEntry(int entry, int column = 0) const;
    [[nodiscard]] bool grouped() const { return m_grouped; }
    [[nodiscard]] const std::vector<Group>& groups() const { return m_groups; }

protected:
    /// Between beginResetModel() and endResetModel(), or layoutAboutToBeChanged() and layoutChanged(). Without
    /// `grouped` there is one group, whose title does not show.
    void setGroups(std::vector<Group> groups, bool grouped);
    [[nodiscard]] static bool sameShape(const std::vector<Group>& a, const std::vector<Group>& b);

private:
    std::vector<Group> m_groups;
    bool m_grouped = false;
};

} // namespace maquette::widgets
