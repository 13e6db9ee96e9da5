// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/GroupedModel.h"

#include <algorithm>

namespace maquette::widgets {

namespace {

constexpr quintptr topLevel = 0; // else: group + 1, of an entry

} // namespace

QModelIndex GroupedModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? quintptr(parent.row()) + 1 : topLevel);
}

QModelIndex GroupedModel::parent(const QModelIndex& child) const
{
    if (!child.isValid() || child.internalId() == topLevel)
        return {};
    return createIndex(static_cast<int>(child.internalId()) - 1, 0, topLevel);
}

int GroupedModel::rowCount(const QModelIndex& parent) const
{
    if (parent.column() > 0)
        return 0;
    if (!m_grouped)
        return parent.isValid() || m_groups.empty() ? 0 : static_cast<int>(m_groups.front().entries.size());
    if (!parent.isValid())
        return static_cast<int>(m_groups.size());
    return parent.internalId() == topLevel
        ? static_cast<int>(m_groups[static_cast<std::size_t>(parent.row())].entries.size())
        : 0;
}

int GroupedModel::entryOf(const QModelIndex& index) const
{
    if (!index.isValid() || (m_grouped && index.internalId() == topLevel))
        return -1;
    const std::size_t group = m_grouped ? index.internalId() - 1 : 0;
    return m_groups[group].entries[static_cast<std::size_t>(index.row())];
}

int GroupedModel::groupOf(const QModelIndex& index) const
{
    return index.isValid() && m_grouped && index.internalId() == topLevel ? index.row() : -1;
}

QModelIndex GroupedModel::indexOfEntry(int entry, int column) const
{
    for (std::size_t g = 0; g < m_groups.size(); ++g) {
        const auto& entries = m_groups[g].entries;
        const auto found = std::find(entries.begin(), entries.end(), entry);
        if (found != entries.end())
            return createIndex(static_cast<int>(found - entries.begin()), column, m_grouped ? g + 1 : topLevel);
    }
    return {};
}

void GroupedModel::setGroups(std::vector<Group> groups, bool grouped)
{
    m_groups = std::move(groups);
    m_grouped = grouped;
}

bool GroupedModel::sameShape(const std::vector<Group>& a, const std::vector<Group>& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const Group& x, const Group& y) { return x.title == y.title && x.entries == y.entries; });
}

} // namespace maquette::widgets
