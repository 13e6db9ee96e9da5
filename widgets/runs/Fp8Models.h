// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

#include "runs/analysis/WhatIf.h"
#include "runs/analysis/WorstLayers.h"
#include "widgets/runs/Fp8Work.h"

#include <vector>

namespace maquette::widgets {

/// Above which a tensor raises an alarm.
struct Fp8Thresholds {
    double underflow = 5; ///< %
    double overflow = 0.001; ///< %
    std::int64_t stay = 1000; ///< steps without a change of the scale
    double jump = 4; ///< powers of two from one scale to the next

    bool operator==(const Fp8Thresholds&) const = default;
};

/// Tensors of all layers with what is worst about them; sorted by any column. A number beyond its threshold is marked,
/// and the first column says so in a word.
class WorstLayersModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Alarm, Layer, Tensor, Underflow, Overflow, Mse, Headroom, Snr, Changes, Stay, Jump, ColumnCount };
    enum Role { AlarmRole = Qt::UserRole, LayerRole, TensorRole };

    using QAbstractTableModel::QAbstractTableModel;

    void setHealth(const Fp8TablePtr& table, std::vector<runs::TensorHealth> health);
    void setThresholds(const Fp8Thresholds& thresholds);
    [[nodiscard]] const Fp8Thresholds& thresholds() const { return m_thresholds; }
    /// How many tensors are beyond a threshold.
    [[nodiscard]] int alarms() const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;

private:
    [[nodiscard]] double number(const runs::TensorHealth& health, int column) const;
    [[nodiscard]] bool beyond(const runs::TensorHealth& health, int column) const;
    [[nodiscard]] bool anyBeyond(const runs::TensorHealth& health) const;
    void order();

    Fp8TablePtr m_table;
    std::vector<runs::TensorHealth> m_health;
    Fp8Thresholds m_thresholds;
    int m_column = Underflow;
    Qt::SortOrder m_order = Qt::DescendingOrder;
};

/// Recipes side by side: underflow, overflow, mean square error and signal to noise; estimates are marked.
class WhatIfModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Recipe, Underflow, Overflow, Mse, Snr, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setRows(std::vector<runs::WhatIfRow> rows);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<runs::WhatIfRow> m_rows;
};

} // namespace maquette::widgets
