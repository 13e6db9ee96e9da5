// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

#include "widgets/cloud/CloudDocument.h"

namespace maquette::widgets {

/// The legend: one row a class of the table, and one for points of other classes while there are such. Rows are keyed
/// by class id, so a class has its color whatever the cloud holds.
class ClassModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Eye, Solo, Color, Name, Count, Share, Iou, Columns };
    enum Role { SlotRole = Qt::UserRole + 1, IdRole };

    explicit ClassModel(CloudDocument* document, QObject* parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;

    /// Whether counts are of the truth, otherwise of the prediction.
    [[nodiscard]] bool countsTruth() const { return m_document->hasTruth(); }
    [[nodiscard]] std::uint8_t slotOf(int row) const;
    /// The class id of a row, -1 for the row of other classes.
    [[nodiscard]] int idOf(int row) const;

private:
    void refresh(CloudDocument::Parts parts);
    [[nodiscard]] std::int64_t countOf(int row) const;
    [[nodiscard]] QString text(int row, int column) const;
    [[nodiscard]] QString nameOf(int row) const;

    CloudDocument* m_document;
    // What the rows are of; the document may be ahead while a reset is under way.
    TablePtr m_table;
    bool m_others = false;
};

} // namespace maquette::widgets
