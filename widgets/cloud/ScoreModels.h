// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

#include "widgets/cloud/CloudDocument.h"

namespace maquette::widgets {

/// The confusion matrix over the classes that occur: rows are the truth, columns the prediction, each cell its share of
/// its row in percent.
class ConfusionModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Role { HeatRole = Qt::UserRole + 1, PointsRole, TruthSlotRole, PredictionSlotRole, ChosenRole };

    explicit ConfusionModel(CloudDocument* document, QObject* parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void refresh(CloudDocument::Parts parts);
    [[nodiscard]] QString name(int place) const;

    CloudDocument* m_document;
    TablePtr m_table;
    ScoresPtr m_scores;
    std::vector<int> m_present; ///< slots with points in truth or prediction
};

/// Intersection over union, accuracy and points of each class that occurs, and their means in the last row.
class ScoreModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Iou, Accuracy, Truth, Prediction, Columns };

    explicit ScoreModel(CloudDocument* document, QObject* parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void refresh(CloudDocument::Parts parts);

    CloudDocument* m_document;
    TablePtr m_table;
    ScoresPtr m_scores;
    std::vector<int> m_rows;
};

} // namespace maquette::widgets
