// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

#include "runs/Run.h"
#include "widgets/runs/MediaCell.h"

#include <memory>

class QTableView;

namespace maquette::widgets {

/// What all values of a tensor come to; numbers that are none do not count.
struct TensorFacts {
    double minimum = runlog::unknown, maximum = runlog::unknown, mean = runlog::unknown;
    std::int64_t others = 0; ///< not finite
};
[[nodiscard]] TensorFacts factsOf(const runlog::Tensor& tensor);

/// All values as NumPy writes float64 (NPY 1.0, C order), or as rows of the last dimension in their shortest exact
/// form.
[[nodiscard]] std::vector<std::byte> npyOf(const runlog::Tensor& tensor);
[[nodiscard]] QString csvOf(const runlog::Tensor& tensor);

/// The first values, a row for each place in all dimensions but the last.
class TensorModel : public QAbstractTableModel {
    Q_OBJECT
public:
    static constexpr int mostRows = 200, mostColumns = 100;

    using QAbstractTableModel::QAbstractTableModel;

    void setTensor(std::shared_ptr<const runlog::Tensor> tensor);
    [[nodiscard]] const std::shared_ptr<const runlog::Tensor>& tensor() const { return m_tensor; }
    /// Whether some values are beyond the last row or column.
    [[nodiscard]] bool cut() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::shared_ptr<const runlog::Tensor> m_tensor;
    std::int64_t m_rows = 0, m_columns = 0; ///< of the whole tensor
};

/// A tensor of a run: shape, range and mean, its first values, and all of them as a file.
class TensorCell : public MediaCell {
    Q_OBJECT
public:
    explicit TensorCell(QWidget* parent = nullptr);

    void setTensor(std::shared_ptr<const runlog::Tensor> tensor, const TensorFacts& facts, const QString& caption,
                   const QColor& color, const QString& trouble);
    [[nodiscard]] TensorModel* model() const { return m_model; }

private:
    TensorModel* m_model;
};

} // namespace maquette::widgets
