// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Parameter.h"
#include "edit/fit/Fields.h"
#include "imaging/Image.h"

#include <array>
#include <functional>

namespace maquette::edit {

/// A slider whose range grows to hold its value.
[[nodiscard]] base::Parameter realParameter(const char* name, const char* label, const char* help, double value,
                                            double low, double high, double step, const char* unit);
/// The same for a share, in percent.
[[nodiscard]] base::Parameter percentParameter(const char* name, const char* label, const char* help, double share,
                                               double low, double high);

namespace look {

using Color = std::array<double, 3>; ///< red, green, blue, sRGB-coded, usually in [0, 1]

/// A slider with a real value, which is brought into its range.
[[nodiscard]] base::Parameter slider(const char* name, base::Message label, base::Message help, double value,
                                     double minimum, double maximum, double step, const char* unit = "");

/// The name of a color in words: "black", "dark red", "yellow", "white" … as a message without arguments.
[[nodiscard]] base::Message colorName(const Color& color);

/// Runs `body` on ranges of rows of a picture on the program's threads.
void forRows(const imaging::Image& image, const std::function<void(int, int)>& body);

/// x clamped to [0, 1]; NaN becomes 0.
[[nodiscard]] inline float clampUnit(float x) { return x > 0 ? (x < 1 ? x : 1.0F) : 0.0F; }

} // namespace look

} // namespace maquette::edit
