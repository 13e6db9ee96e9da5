// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "base/Parameter.h"

#include <functional>
#include <memory>
#include <vector>

class QGridLayout;
class QToolButton;

namespace maquette::widgets {

/// A form made from a table of parameters: label, editor by type, unit, help as tooltip, and a button back to the
/// default that appears when the value differs. Object names are "<prefix>:<parameter name>".
class ParameterForm : public QWidget {
    Q_OBJECT
public:
    ParameterForm(const QString& prefix, const base::ParameterTable& table, QWidget* parent = nullptr);
    ~ParameterForm() override;

    [[nodiscard]] const base::ParameterValues& values() const { return m_values; }
    /// Shows these values; nothing is emitted.
    void setValues(const base::ParameterValues& values);
    /// Shows the parameters of this level and the ones before it.
    void setLevel(base::Parameter::Level level);
    void resetAll();
    /// The user chose this value of a text or file elsewhere.
    void setText(const QString& name, const QString& value);
    /// The label of a parameter, translated.
    [[nodiscard]] QString label(const std::string& name) const;

Q_SIGNALS:
    /// The user changed this one; values() has it already.
    void edited(const QString& name);
    /// The user wants to choose the file of this parameter; setText() takes the answer.
    void fileRequested(const QString& name);

private:
    struct Row;

    void addRow(const base::Parameter& parameter);
    void addNumber(Row& row, QGridLayout* grid);
    void addChoice(Row& row, QGridLayout* grid);
    void addBoolean(Row& row, QGridLayout* grid);
    void addText(Row& row, QGridLayout* grid);
    void showEditor(Row& row, QGridLayout* grid, QWidget* editor);
    void commit(Row& row, const base::ParameterValue& value);
    void refresh(Row& row);

    QString m_prefix;
    base::ParameterValues m_values;
    std::vector<std::unique_ptr<Row>> m_rows;
    bool m_showing = false;
};

} // namespace maquette::widgets
