// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "widgets/cloud/CloudDocument.h"

class QComboBox;
class QLabel;
class QPushButton;
class QTableView;

namespace maquette::widgets {

class ActionCollection;
class PickedModel;

/// The picked points with all that is known of them.
class PickedPanel : public QWidget {
    Q_OBJECT
public:
    PickedPanel(CloudDocument* document, const ActionCollection* actions, QWidget* parent = nullptr);

    void copyPoints();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void removeCurrent();
    void refresh(CloudDocument::Parts parts);

    CloudDocument* m_document;
    const ActionCollection* m_actions;
    PickedModel* m_model;
    QTableView* m_view;
    QLabel* m_hint;
    QWidget* m_buttons;
};

/// What is selected, and what can be done with it.
class SelectionPanel : public QWidget {
    Q_OBJECT
public:
    SelectionPanel(CloudDocument* document, const ActionCollection* actions, QWidget* parent = nullptr);

    /// The class that the selection would get, -1 without one.
    [[nodiscard]] int chosenClass() const;

private:
    void refresh(CloudDocument::Parts parts);

    CloudDocument* m_document;
    const ActionCollection* m_actions;
    QLabel* m_count;
    QComboBox* m_classes;
};

} // namespace maquette::widgets
