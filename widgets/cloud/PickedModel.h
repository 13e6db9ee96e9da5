// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

#include "widgets/cloud/CloudDocument.h"

namespace maquette::widgets {

/// Picked points: one column a point, one row a property: index, the coordinates of the file, the distance to the point
/// before, color, class, and every attribute.
class PickedModel : public QAbstractTableModel {
    Q_OBJECT
public:
    explicit PickedModel(CloudDocument* document, QObject* parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    /// All of it, with tabs.
    [[nodiscard]] QString copyText() const;

private:
    enum Row { Index, X, Y, Z, Distance, Color, Truth, Prediction, FirstAttribute };

    void refresh(CloudDocument::Parts parts);
    [[nodiscard]] QString text(int row, int column) const;
    [[nodiscard]] QString className(const LabelsPtr& labels, std::uint32_t index) const;

    CloudDocument* m_document;
    PointSetPtr m_points;
    std::vector<std::uint32_t> m_picked;
    std::vector<const cloud::Attribute*> m_attributes; ///< of the cloud, without a confidence that was made anew
    ConfidencePtr m_confidence; ///< the last row; null: none was made here
};

} // namespace maquette::widgets
