// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

#include "runs/analysis/MemoryRecord.h"

#include <vector>

namespace maquette::widgets {

/// The ledger of one rank by class, with the least and most over all ranks, and the sums below: model states, all
/// classes, and the peak within a step.
class MemoryModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Class, Predicted, Measured, Difference, PerParameter, Least, Most, ColumnCount };
    enum Role { BytesRole = Qt::UserRole };

    using QAbstractTableModel::QAbstractTableModel;

    /// `ranks`: the newest record of each; `rank` is one of their indices.
    void setRecords(const std::vector<runs::MemoryRecord>& ranks, std::size_t rank);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row {
        QString name;
        double values[ColumnCount] = {};
        bool sum = false;
    };

    std::vector<Row> m_rows;
};

/// Precision levels side by side for the parameters of a run: bytes a linear parameter, model states, and what is saved
/// against the first of them.
class MemoryLevelModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Level, PerLinear, States, Saving, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setSize(const runs::ModelSize& size);
    [[nodiscard]] static const std::vector<runs::PrecisionLevel>& levels();

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<double> m_states; ///< by level
};

/// "BF16 (16 bytes)", "O2" …
[[nodiscard]] QString levelName(runs::PrecisionLevel level);

} // namespace maquette::widgets
