// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "widgets/edit/BoardState.h"

class QCheckBox;
class QVBoxLayout;

namespace maquette::widgets {

class ParameterForm;

/// The explanation of the example in words, one line a step with a switch, and the sliders of each step below it.
class ExplanationPanel : public QWidget {
    Q_OBJECT
public:
    explicit ExplanationPanel(QWidget* parent = nullptr);

    /// Null empties it. The sliders stay as they are when the steps are the ones already shown.
    void setResult(const ResultPtr& result);

Q_SIGNALS:
    /// A slider moved or a step was switched: values by step, and which steps are in use.
    void adjusted(const std::vector<maquette::base::Json>& values, const std::vector<bool>& enabled);

private:
    struct Line {
        QCheckBox* use = nullptr;
        ParameterForm* form = nullptr;
    };

    void rebuild(const ResultEntry& result);
    void addLine(int index, const ResultEntry& result);
    void tell();

    QVBoxLayout* m_layout;
    QWidget* m_body = nullptr;
    std::vector<edit::StepPtr> m_steps;
    std::vector<Line> m_lines;
    bool m_known = false; ///< m_steps are those of a result, even when there are none
};

/// `fitted` with its sliders at `values` and without the steps that are switched off.
[[nodiscard]] edit::Explanation adjustedExplanation(const edit::Explanation& fitted,
                                                    const std::vector<base::Json>& values,
                                                    const std::vector<bool>& enabled);

} // namespace maquette::widgets
