// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "widgets/edit/BoardState.h"

class QCheckBox;
class QLabel;
class QVBoxLayout;

namespace maquette::widgets {

class ParameterForm;

/// A change that the user made to the explanation.
struct ExplanationMove {
    std::vector<base::Json> values; ///< slider values by step
    std::vector<bool> enabled; ///< steps in use
    QString what; ///< which slider or switch, for telling gestures apart
    QString name; ///< for people: "Change Strength"
};

/// The explanation of the example in words, one line a step with a switch, and the sliders of each step below it.
class ExplanationPanel : public QWidget {
    Q_OBJECT
public:
    explicit ExplanationPanel(QWidget* parent = nullptr);

    /// Null empties it. While moves wait for their result, the sliders of the same steps stay where the hand is.
    void setResult(const ResultPtr& result);
    /// No moves wait any more: shows what the result has.
    void settle(const ResultPtr& result);

Q_SIGNALS:
    /// A slider moved or a step was switched.
    void adjusted(const maquette::widgets::ExplanationMove& move);

private:
    struct Line {
        QCheckBox* use = nullptr;
        QLabel* words = nullptr;
        ParameterForm* form = nullptr;
    };

    void rebuild(const ResultEntry& result);
    void addLine(int index);
    void tell(int index, const QString& part, const QString& name);
    void showValues(const ResultEntry& result);
    void showWords(int index);
    [[nodiscard]] QString sentence(int index) const;

    QVBoxLayout* m_layout;
    QWidget* m_body = nullptr;
    std::vector<edit::StepPtr> m_steps;
    std::vector<Line> m_lines;
    bool m_showing = false;
    bool m_waiting = false; ///< moves were told whose result has not come
    bool m_known = false; ///< m_steps are those of a result, even when there are none
};

/// `fitted` with its sliders at `values` and without the steps that are switched off.
[[nodiscard]] edit::Explanation adjustedExplanation(const edit::Explanation& fitted,
                                                    const std::vector<base::Json>& values,
                                                    const std::vector<bool>& enabled);

} // namespace maquette::widgets
