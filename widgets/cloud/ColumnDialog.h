// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QDialog>

#include "cloud/io/CloudFile.h"

class QComboBox;
class QHBoxLayout;
class QLabel;
class QPushButton;
class QSpinBox;
class QTableView;

namespace maquette::widgets {

/// The first rows of a text or an array.
class ColumnModel : public QAbstractTableModel {
    Q_OBJECT
public:
    ColumnModel(const cloud::ColumnPreview& preview, QObject* parent);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void setMeanings(const std::vector<std::string>& meanings);

private:
    std::vector<std::vector<std::string>> m_rows;
    std::vector<std::string> m_meanings;
};

/// What the columns of a file mean, to be corrected before it is read: a chooser above each column.
class ColumnDialog : public QDialog {
    Q_OBJECT
public:
    ColumnDialog(const QString& file, const cloud::ColumnPreview& preview, QWidget* parent);

    [[nodiscard]] const cloud::ColumnLayout& columns() const { return m_layout; }
    /// Whether the guess should be looked at: without names in the file, two readings are often possible.
    [[nodiscard]] static bool doubtful(const cloud::ColumnPreview& preview);

Q_SIGNALS:
    void chosen(const maquette::cloud::ColumnLayout& columns);

private:
    void placeChoosers();
    void check();

    cloud::ColumnLayout m_layout;
    ColumnModel* m_model;
    QTableView* m_view;
    QWidget* m_head;
    std::vector<QComboBox*> m_choosers;
    QLabel* m_problems;
    QPushButton* m_open;
};

} // namespace maquette::widgets
