// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "widgets/cloud/CloudDocument.h"
#include "widgets/common/Workspace.h"

class QCheckBox;
class QListWidget;
class QPushButton;

namespace maquette::widgets {

class NumberBox;

/// How points are drawn, and the views kept as bookmarks.
class LookPanel : public QWidget {
    Q_OBJECT
public:
    LookPanel(CloudDocument* document, const WorkspaceContext& context, QWidget* parent = nullptr);

    void addBookmark();
    void copyCamera();
    void pasteCamera();

private:
    void commit();
    void chooseBackground();
    [[nodiscard]] QWidget* makeBookmarks();
    /// "View N" that no view has yet.
    [[nodiscard]] QString freeName() const;
    void goTo(int row);
    [[nodiscard]] cloud::Vec3 shift() const;
    void refresh(CloudDocument::Parts parts);

    CloudDocument* m_document;
    WorkspaceContext m_context;
    NumberBox* m_size;
    QCheckBox* m_adaptive;
    QCheckBox* m_eyeDome;
    NumberBox* m_strength;
    NumberBox* m_radius;
    QPushButton* m_background;
    QListWidget* m_bookmarks;
    QPushButton* m_remove = nullptr;
};

} // namespace maquette::widgets
