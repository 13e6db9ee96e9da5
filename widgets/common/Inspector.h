// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "widgets/common/Workspace.h"

class QBoxLayout;
class QScrollArea;

namespace maquette::widgets {

class Section;

/// What stands in the dock right of a workspace: a title row, which the dock takes, above a column that scrolls. Parts
/// of the column open and close; which are open comes back next time.
class Inspector : public QWidget {
    Q_OBJECT
public:
    struct Look {
        QString workspace; ///< its word, for what the state of the window remembers
        QString objectName, accessibleName, title;
        QString scrollName; ///< object name of the column's scroll area
        int width = 280; ///< least, pixels at 100 % text
        int textWidth = 140; ///< how much of it grows with the text
        QMargins margins{12, 0, 12, 16}; ///< of the column
        int spacing = 8; ///< of the column
    };

    Inspector(const Look& look, const WorkspaceContext& context, QWidget* parent = nullptr);

    /// The title row, for the dock.
    [[nodiscard]] QWidget* header() const { return m_header; }
    /// Opens the part of this name and brings it into view.
    void openPart(const QString& name);

protected:
    void changeEvent(QEvent* event) override;

    [[nodiscard]] QWidget* column() const { return m_column; }
    [[nodiscard]] QBoxLayout* headerRow() const;
    [[nodiscard]] QBoxLayout* columnLayout() const;
    [[nodiscard]] const WorkspaceContext& context() const { return m_context; }
    /// A part at the end of the column, its object name "part:NAME". `open`: the first time.
    Section* addPart(const QString& name, const QString& title, QWidget* body, bool open);
    /// After the last part.
    void finishColumn();

private:
    void fitWidth();

    WorkspaceContext m_context;
    QString m_workspace;
    int m_width, m_textWidth;
    QWidget* m_header;
    QScrollArea* m_scroll;
    QWidget* m_column;
    QList<Section*> m_parts;
};

} // namespace maquette::widgets
