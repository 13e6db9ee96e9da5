// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "widgets/runs/RunsDocument.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QTreeView;
class QVBoxLayout;

namespace maquette::widgets {

class RunTableModel;
class TagModel;

/// Left of the charts: folders, the table of runs with filter and groups, and the tree of tags with search.
class RunsSide : public QWidget {
    Q_OBJECT
public:
    explicit RunsSide(RunsDocument* document, QWidget* parent = nullptr);

    [[nodiscard]] RunTableModel* runs() const { return m_runs; }
    [[nodiscard]] TagModel* tags() const { return m_tags; }

Q_SIGNALS:
    void removeRootRequested(const QString& root);
    /// The user wants to see this tag, which is of a kind of runs::Kind.
    void tagChosen(const QString& tag, int kind);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void documentChanged(RunsDocument::Parts parts);
    void makeTable(QVBoxLayout* column);
    void makeTags(QVBoxLayout* column);
    void fillRoots();
    void fillGroups();
    void fitColumns();
    void showFilter();
    void showMenu(const QPoint& where);
    void chooseColor(const QString& id);
    void editNotes(const QString& id);
    void toggle(const QModelIndex& index);
    [[nodiscard]] QStringList selectedIds() const;

    RunsDocument* m_document;
    QVBoxLayout* m_roots;
    QLineEdit* m_filter = nullptr;
    QLabel* m_filterError = nullptr;
    QComboBox* m_groupBy = nullptr;
    QTreeView* m_table = nullptr;
    QTreeView* m_tree = nullptr;
    RunTableModel* m_runs;
    TagModel* m_tags;
    bool m_showing = false;
};

} // namespace maquette::widgets
