// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "widgets/cloud/CloudDocument.h"
#include "widgets/common/Workspace.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QTableView;

namespace maquette::widgets {

class ConfusionModel;
class ScoreModel;

/// Accuracy, matrix and intersection over union of what is shown, with their protocol.
class ScorePanel : public QWidget {
    Q_OBJECT
public:
    ScorePanel(CloudDocument* document, const WorkspaceContext& context, QWidget* parent = nullptr);

    [[nodiscard]] ConfusionModel* confusion() const { return m_confusion; }
    void copyScores();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void makeMatrix();
    [[nodiscard]] QWidget* makeNumbers();
    void choose(const QModelIndex& cell);
    void saveScores();
    void refresh(CloudDocument::Parts parts);

    CloudDocument* m_document;
    WorkspaceContext m_context;
    ConfusionModel* m_confusion;
    ScoreModel* m_scores;
    QLabel* m_empty;
    QWidget* m_body;
    QTableView* m_matrix;
    QLabel* m_overall = nullptr;
    QLabel* m_meanAccuracy = nullptr;
    QLabel* m_meanIou = nullptr;
    QLabel* m_protocol = nullptr;
    QLabel* m_cell = nullptr;
    QCheckBox* m_selectionOnly = nullptr;
    QComboBox* m_absent = nullptr;
};

} // namespace maquette::widgets
