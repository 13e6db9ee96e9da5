// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Json.h"
#include "base/Message.h"
#include "base/Parameter.h"
#include "base/Result.h"
#include "imaging/Image.h"

#include <memory>
#include <string>
#include <vector>

namespace maquette::edit {

/// One change that an explanation is made of: "mirrored", "blurred by 3 px", "darker to the corners". Immutable and
/// shared between threads. Lengths (radii, widths) are stored relative to sqrt(width * height) of the example, so a
/// step carries to a picture of any size; what the user sees is in pixels of the picture at hand or in percent.
class Step {
public:
    virtual ~Step() = default;

    /// The key of the kind in JSON and in tests: "mirror", "color", "blur" …
    [[nodiscard]] virtual std::string kind() const = 0;
    /// What it does in words, for one line in a list: "Mirrored left to right", "Warmer by 12 %".
    [[nodiscard]] virtual base::Message describe() const = 0;
    /// The sliders, with the fitted values as their defaults. Empty when there is nothing to adjust.
    [[nodiscard]] virtual base::ParameterTable parameters() const = 0;
    /// The same step with the sliders at `values` (made from parameters() of this step).
    [[nodiscard]] virtual std::shared_ptr<const Step> adjusted(const base::ParameterValues& values) const = 0;
    /// The changed picture; it may have another size (rotation, crop). Values may leave [0, 1]: the chain clamps
    /// at the end and where a step says so. Deterministic and independent of the thread count.
    [[nodiscard]] virtual imaging::Image apply(const imaging::Image& image) const = 0;
    /// Everything needed to build the step again with stepFromJson().
    [[nodiscard]] virtual base::Json toJson() const = 0;
    /// True when the result at a pixel depends on its color alone, so that the step can run on any part of a picture.
    [[nodiscard]] virtual bool pointwise() const { return false; }
    /// True when pixels move (mirror, rotation, crop): such steps come first in an explanation.
    [[nodiscard]] virtual bool moves() const { return false; }
    /// For what is laid over a picture (frame, stripes, mark): takes it off `target` again and lowers `weights` (one per
    /// pixel) to 0 … 1 by how much of the picture beneath is still known there. Returns false, and changes nothing, for
    /// every other step. A step that peels stands last in an explanation; the search goes on beneath it.
    [[nodiscard]] virtual bool peel(imaging::Image& /*target*/, std::vector<float>& /*weights*/) const { return false; }
};

using StepPtr = std::shared_ptr<const Step>;

/// Builds a step from toJson(). BadInput for an unknown kind, missing keys or values out of range.
[[nodiscard]] base::Result<StepPtr> stepFromJson(const base::Json& json);

} // namespace maquette::edit
