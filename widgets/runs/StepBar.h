// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "widgets/runs/RunsData.h"

#include <optional>
#include <span>
#include <vector>

class QComboBox;
class QLabel;
class QSlider;

namespace maquette::widgets {

/// Chooses a tag of some kinds and a step at which some shown run has a value of it. While the last step is chosen, it
/// follows the run.
class StepBar : public QWidget {
    Q_OBJECT
public:
    /// Object names: "<name>Tag", "<name>Step", "<name>StepLabel".
    StepBar(const QString& name, const QString& spokenTag, const QString& spokenStep, QWidget* parent);

    /// Keeps what was chosen where it is still there; tells nobody. With several kinds each tag says its own.
    void setRuns(const std::vector<ShownRun>& shown, std::span<const runs::Kind> kinds);
    /// Chooses this tag, at its last step; one that is not there changes nothing.
    void chooseTag(const QString& tag);

    [[nodiscard]] bool isEmpty() const;
    [[nodiscard]] QString tag() const;
    [[nodiscard]] runs::Kind kind() const;
    /// Nothing when no run has a value.
    [[nodiscard]] std::optional<std::int64_t> step() const;

Q_SIGNALS:
    /// By the user.
    void changed();

private:
    void fillSteps();
    void showStep();

    std::vector<ShownRun> m_shown;
    QComboBox* m_tags;
    QSlider* m_slider;
    QLabel* m_step;
    std::vector<std::int64_t> m_steps;
};

} // namespace maquette::widgets
