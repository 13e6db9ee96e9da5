// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "runs/analysis/Fp8Scaling.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace maquette::widgets {

/// What an amax strip draws: the largest magnitudes of the steps up to one, and which of them made its scale.
struct Fp8AmaxPicture {
    std::vector<std::int64_t> steps;
    std::vector<double> amax;
    std::size_t at = 0; ///< index of the step that is looked at
    runs::AmaxWindow window; ///< of that step; empty where the rule is current scaling
    bool current = false; ///< the scale of the step comes from its own amax
    /// Of the steps behind the scale, as logged: what counts where not every step was logged. NaN: not known.
    double windowAmax = runs::missing;
    bool sparse = false; ///< not every step was logged, so the window cannot be shown
    double scale = 0; ///< in use, as logged
    double largest = 448; ///< of the format
    std::int64_t scaleAge = 0; ///< steps since the scale changed
};

/// Bars of amax by step in powers of two; the window behind the scale in use is raised, the value that it was computed
/// from is marked, and a line shows up to where the scale holds values.
class Fp8AmaxStrip : public QWidget {
    Q_OBJECT
public:
    explicit Fp8AmaxStrip(QWidget* parent = nullptr);

    void setPicture(const std::optional<Fp8AmaxPicture>& picture);
    [[nodiscard]] const std::optional<Fp8AmaxPicture>& picture() const { return m_picture; }
    [[nodiscard]] QString summary() const;

    [[nodiscard]] QSize sizeHint() const override { return {320, 110}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {160, 90}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::optional<Fp8AmaxPicture> m_picture;
};

} // namespace maquette::widgets
