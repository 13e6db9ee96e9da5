// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "widgets/common/Actions.h"
#include "widgets/common/Settings.h"
#include "widgets/edit/BoardDocument.h"

class QCheckBox;
class QPushButton;
class QSpinBox;
class QVBoxLayout;

namespace maquette::widgets {

class ExplanationPanel;
class ParameterForm;
class ResultPanel;

/// The dock of the edit workspace: parameters, the run button, and below what the result says about itself.
class EditInspector : public QWidget {
    Q_OBJECT
public:
    EditInspector(BoardDocument* document, const ActionCollection* actions, Settings* settings,
                  QWidget* parent = nullptr);

    /// How many seeds a run tries.
    [[nodiscard]] int variants() const;
    void setRunning(bool running);
    /// The title row, for the dock: name and the choice of what is shown.
    [[nodiscard]] QWidget* header() const { return m_header; }
    [[nodiscard]] ExplanationPanel* explanation() const { return m_explanation; }
    [[nodiscard]] ParameterForm* form() const { return m_form; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void makeHeader();
    void fitWidth();
    [[nodiscard]] QWidget* makeRunRow();
    void addHeading(const QString& text, QVBoxLayout* column);
    void refresh(BoardDocument::Parts parts);
    void setLevel(const QString& level);

    BoardDocument* m_document;
    const ActionCollection* m_actions;
    Settings* m_settings;
    ParameterForm* m_form;
    QSpinBox* m_variants = nullptr;
    QPushButton* m_run = nullptr;
    ExplanationPanel* m_explanation;
    ResultPanel* m_result;
    QWidget* m_resultPart;
    QWidget* m_header = nullptr;
};

} // namespace maquette::widgets
