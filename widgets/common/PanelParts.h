// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDoubleSpinBox>
#include <QString>

#include "base/Result.h"

class QAbstractItemModel;
class QLabel;
class QPushButton;
class QTableView;

namespace maquette::widgets {

/// A spin box that leaves the wheel to the scroll area around it unless it was clicked first.
class NumberBox : public QDoubleSpinBox {
public:
    NumberBox(const QString& objectName, const QString& accessibleName, QWidget* parent);
    void setNumbers(double low, double high, double step, int decimals);
    /// Without telling anybody.
    void show(double value);

protected:
    void wheelEvent(QWheelEvent* event) override;
};

[[nodiscard]] QPushButton* makeButton(const QString& objectName, const QString& text, const QString& toolTip,
                                      QWidget* parent);
[[nodiscard]] QLabel* makeText(const QString& objectName, const QString& role, QWidget* parent);
/// A table that fills its place: whole rows, neither grid nor row numbers.
[[nodiscard]] QTableView* makeTable(QAbstractItemModel* model, const QString& objectName, const QString& accessibleName,
                                    QWidget* parent);
/// A table as the inspector shows them: no grid, no row numbers, as high as its rows up to `maxRows`.
void setUpTable(QTableView* view, int maxRows);
void nameCorner(QTableView* view);
[[nodiscard]] base::Result<void> writeText(const QString& file, const QString& text);
/// Keeps the height right when rows come and go.
void followRows(QTableView* view, int maxRows);

} // namespace maquette::widgets
