// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "widgets/edit/BoardState.h"

class QGridLayout;
class QLabel;

namespace maquette::widgets {

/// What a result says about itself: how well it rebuilds the example, and how it was made, with units and a button
/// that copies all of it as text.
class ResultPanel : public QWidget {
    Q_OBJECT
public:
    explicit ResultPanel(QWidget* parent = nullptr);

    void setResult(const ResultPtr& result);
    /// The part about the example, to be placed by the owner.
    [[nodiscard]] QWidget* check() const { return m_check; }
    /// Everything, one line each.
    [[nodiscard]] QString text() const;
    [[nodiscard]] static QString modeText(const edit::EditResult& result);

private:
    void addFact(const QString& name, const QString& label, const QString& value);
    void makeCheck();

    QWidget* m_check;
    QLabel* m_score = nullptr;
    QLabel* m_protocol = nullptr;
    QLabel* m_guess = nullptr;
    QWidget* m_warning = nullptr;
    QGridLayout* m_grid;
    QStringList m_lines;
};

} // namespace maquette::widgets
