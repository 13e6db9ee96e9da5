// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QDialog>
#include <QSortFilterProxyModel>

#include "widgets/common/Actions.h"

class QLineEdit;
class QListView;

namespace maquette::widgets {

/// The actions of a collection as rows. Follows changes of the actions.
class ActionModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { IdRole = Qt::UserRole + 1, EnglishRole, ShortcutRole };

    explicit ActionModel(const ActionCollection* actions, QObject* parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    QList<QAction*> m_actions;
};

/// Keeps the rows in whose translated or English name every word of the query stands; last used first.
class ActionFilter : public QSortFilterProxyModel {
    Q_OBJECT
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

    void setQuery(const QString& query);
    /// The id is ranked before all others from now on.
    void noteUse(const QString& id);

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override;
    [[nodiscard]] bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

private:
    QStringList m_words;
    QStringList m_used;
};

/// Search over every action: type, choose, Enter.
class CommandPalette : public QDialog {
    Q_OBJECT
public:
    CommandPalette(const ActionCollection* actions, QWidget* window);

    /// Searches these from now on.
    void setActions(const ActionCollection* actions);

    /// Shows it with an empty query over the top middle of the window.
    void popUp();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void runCurrent();
    void selectFirst();

    const ActionCollection* m_actions = nullptr;
    ActionModel* m_model = nullptr;
    ActionFilter* m_filter;
    QLineEdit* m_query;
    QListView* m_list;
};

} // namespace maquette::widgets
