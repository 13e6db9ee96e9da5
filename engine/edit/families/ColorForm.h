// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Message.h"
#include "edit/families/ColorMap.h"
#include "edit/fit/Pixels.h"

#include <string>
#include <vector>

namespace maquette::edit {

/// A color change that has a name: few numbers, exact for every color, seen in the example or not.
struct ColorForm {
    enum class Kind {
        General, ///< no name: the ColorMap itself is the change
        Exposure, ///< x 2^a
        LinearExposure, ///< the same in linear light
        Gamma, ///< x^a
        Contrast, ///< (x - 1/2) a + 1/2 + b
        Saturation, ///< luma + a (x - luma); b picks the weights of luma (0 BT.601, 1 BT.709, 2 mean)
        Gains, ///< one gain a channel: log2 of all a, warmth b (red against blue), green c
        Invert, ///< 1 - x
        Swap, ///< channels change places; a = 9 red + 3 green + blue, each the channel it is taken from
        Sepia, ///< (1 - a) x + a sepia(x), the usual matrix
        Power, ///< low + gain x^gamma, one set a channel (9 values)
    };
    Kind kind = Kind::General;
    std::vector<double> values;
};

/// The key of a kind in JSON.
[[nodiscard]] const char* colorFormName(ColorForm::Kind kind);
[[nodiscard]] base::Result<ColorForm> colorFormFromJson(const base::Json& json);
[[nodiscard]] ColorMap colorFormMap(const ColorForm& form);
[[nodiscard]] base::Message describeColorForm(const ColorForm& form);

/// Every straight form fitted to the samples by least squares (affine in the color), or every bent one (gamma, exposure
/// in linear light, power curves), which takes longer. `weights` are one plane a channel.
[[nodiscard]] std::vector<ColorForm> fitColorForms(const fit::Samples& samples,
                                                   const std::array<std::vector<float>, 3>& weights, bool bent);

/// Whether a form is not affine in the color.
[[nodiscard]] bool colorFormBent(ColorForm::Kind kind);

/// Whether the numbers are as many as the form has and within the range that a stored explanation may hold.
[[nodiscard]] bool colorFormInRange(const ColorForm& form);

/// What a form costs in dB, for the choice between models.
[[nodiscard]] double colorFormPrice(ColorForm::Kind kind);

} // namespace maquette::edit
