// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "runs/analysis/ExponentHistogram.h"

#include <optional>

namespace maquette::widgets {

/// What an exponent histogram draws.
struct Fp8ExponentPicture {
    std::int64_t step = 0;
    runs::ExponentHistogram histogram;
    runs::NumberFormat format = runs::NumberFormat::E4M3;
    double scale = 1; ///< in use at the step
    runs::RepresentableWindow window;
};

/// The share of values in each power of two, with the part of the axis that the format holds at the scale in use; what
/// falls out of it at either side is shaded and told in words.
class Fp8Exponents : public QWidget {
    Q_OBJECT
public:
    explicit Fp8Exponents(QWidget* parent = nullptr);

    void setPicture(const std::optional<Fp8ExponentPicture>& picture);
    [[nodiscard]] const std::optional<Fp8ExponentPicture>& picture() const { return m_picture; }
    /// "Underflow 0.42 % (0.1 … 0.9), overflow 0 %, subnormal 3 %".
    [[nodiscard]] QString summary() const;

    [[nodiscard]] QSize sizeHint() const override { return {320, 160}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {160, 120}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::optional<Fp8ExponentPicture> m_picture;
};

} // namespace maquette::widgets
