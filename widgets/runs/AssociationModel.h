// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

#include "runs/analysis/Importance.h"

#include <vector>

namespace maquette::widgets {

/// Settings and how each goes with the chosen metric, strongest first.
class AssociationModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Setting, Strength, Spearman, Pearson, Runs, ColumnCount };

    struct Row {
        QString name;
        runs::Association association;
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setRows(std::vector<Row> rows);
    [[nodiscard]] const std::vector<Row>& rows() const { return m_rows; }
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::vector<Row> m_rows;
};

} // namespace maquette::widgets
