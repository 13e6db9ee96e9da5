// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/AssociationModel.h"

#include <QLocale>

#include "widgets/runs/RunsData.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace maquette::widgets {

void AssociationModel::setRows(std::vector<Row> rows)
{
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int AssociationModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int AssociationModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant AssociationModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::Alignment((index.column() == Setting ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter));
    if (role != Qt::DisplayRole)
        return {};
    const auto number = [](double value) { return std::isfinite(value) ? valueText(value, 3) : u"–"_s; };
    switch (index.column()) {
    case Setting:
        return row.name;
    case Strength:
        return number(row.association.strength);
    case Spearman:
        return number(row.association.spearman);
    case Pearson:
        return number(row.association.pearson);
    default:
        return QLocale().toString(qlonglong(row.association.runs));
    }
}

QVariant AssociationModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::ToolTipRole && section == Strength)
        return tr(
            "Absolute rank correlation, or for categories the share of the metric's spread between them. A relation "
            "of each setting alone; runs that share two settings cannot tell them apart.");
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Setting:
        return tr("Setting");
    case Strength:
        return tr("Strength");
    case Spearman:
        return tr("Spearman");
    case Pearson:
        return tr("Pearson");
    default:
        return tr("Runs");
    }
}

} // namespace maquette::widgets
