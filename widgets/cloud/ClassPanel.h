// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "widgets/cloud/CloudDocument.h"
#include "widgets/common/Workspace.h"

class QComboBox;
class QTableView;

namespace maquette::widgets {

class ClassModel;

/// The legend with its table of classes: show, solo, recolor, rename; choose, load and save a table.
class ClassPanel : public QWidget {
    Q_OBJECT
public:
    ClassPanel(CloudDocument* document, const WorkspaceContext& context, QWidget* parent = nullptr);

    [[nodiscard]] ClassModel* model() const { return m_model; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void clicked(const QModelIndex& index);
    void chooseColor(int row);
    void loadTable();
    void saveTable();
    void refresh(CloudDocument::Parts parts);

    CloudDocument* m_document;
    WorkspaceContext m_context;
    ClassModel* m_model;
    QTableView* m_view;
    QComboBox* m_tables;
};

} // namespace maquette::widgets
