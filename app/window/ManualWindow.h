// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QListWidget;
class QTextBrowser;

namespace maquette::app {

/// The manual inside the program: the pages of a folder of Markdown files at the left, the page chosen at the right.
class ManualWindow : public QDialog {
    Q_OBJECT
public:
    /// `folder`: holds *.md; the one named index.md comes first.
    ManualWindow(const QString& folder, QWidget* parent);

    /// Shows the page of this file name without ".md".
    void openPage(const QString& name);

private:
    void showCurrent();
    void follow(const QUrl& link);

    QString m_folder;
    QListWidget* m_pages;
    QTextBrowser* m_text;
};

} // namespace maquette::app
