// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edit/Step.h"
#include "edit/fit/Resample.h"

#include <string>

namespace maquette::edit {

/// A part of the picture drawn on a new grid: crop, shift, resize, zoom and crop with scaling. The part and the scale
/// are relative, so it carries to a picture of any size.
struct Frame {
    fit::Rectangle part; ///< relative to width and height; may reach beyond [0, 1]
    double scaleX = 1; ///< pixels of the result per pixel of the part
    double scaleY = 1;
    imaging::Filter filter = imaging::Filter::Bicubic;
    fit::Border border = fit::Border::Repeat;
    std::array<float, 3> fill{};
    bool wholePixels = false; ///< the part starts at a whole pixel and is copied (both scales are 1)
};

/// The step of kind "reframe".
[[nodiscard]] StepPtr makeReframe(const Frame& frame);
[[nodiscard]] base::Result<StepPtr> reframeFromJson(const base::Json& json);

} // namespace maquette::edit
