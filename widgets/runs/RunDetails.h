// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QWidget>

#include "widgets/runs/RunsDocument.h"

class QLabel;
class QTableView;

namespace maquette::widgets {

/// What is known of one run, a line each: settings first, then what the files say about it.
class RunDetailModel : public QAbstractTableModel {
    Q_OBJECT
public:
    explicit RunDetailModel(QObject* parent = nullptr);

    /// Nothing empties it.
    void setRun(const RunPtr& run);
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::vector<std::pair<QString, QString>> m_lines;
};

/// The run that is marked in the table: settings, notes, what is wrong with its files.
class RunDetails : public QWidget {
    Q_OBJECT
public:
    explicit RunDetails(RunsDocument* document, QWidget* parent = nullptr);

private:
    void refresh();

    RunsDocument* m_document;
    RunDetailModel* m_model;
    QLabel* m_title;
    QLabel* m_facts;
    QLabel* m_troubles;
    QTableView* m_view;
};

} // namespace maquette::widgets
