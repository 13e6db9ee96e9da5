// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/Actions.h"
#include "widgets/common/Inspector.h"
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
class EditInspector : public Inspector {
    Q_OBJECT
public:
    EditInspector(BoardDocument* document, const WorkspaceContext& context, QWidget* parent = nullptr);

    /// How many seeds a run tries.
    [[nodiscard]] int variants() const;
    void setRunning(bool running);
    [[nodiscard]] ExplanationPanel* explanation() const { return m_explanation; }
    [[nodiscard]] ParameterForm* form() const { return m_form; }

private:
    void addLevels();
    [[nodiscard]] QWidget* makeRunRow();
    void addHeading(const QString& text, QVBoxLayout* column);
    void refresh(BoardDocument::Parts parts);
    void setLevel(const QString& level);

    BoardDocument* m_document;
    ParameterForm* m_form;
    QSpinBox* m_variants = nullptr;
    QPushButton* m_run = nullptr;
    ExplanationPanel* m_explanation;
    ResultPanel* m_result;
    QWidget* m_resultPart;
};

} // namespace maquette::widgets
