// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/runs/RunsPanel.h"

class QLabel;
class QTextBrowser;

namespace maquette::widgets {

class StepBar;

/// What runs wrote in words, by tag and step; Markdown where the writer meant it so, tables as tables.
class TextPanel : public RunsPanel {
    Q_OBJECT
public:
    explicit TextPanel(QWidget* parent = nullptr);

    void setRuns(const RunsView& view) override;
    void showTag(const QString& tag) override;

private:
    void showText();

    RunsView m_view;
    StepBar* m_bar;
    QTextBrowser* m_text;
    QLabel* m_none;
    QString m_shown; ///< what the browser holds, so that scrolling stays
};

} // namespace maquette::widgets
