// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edit/Step.h"
#include "imaging/Image.h"

#include <cstdint>
#include <vector>

namespace maquette::edit {

/// What a family of candidates sees of the example at one point of the search: the before picture with the steps found
/// so far applied, and the after picture, both of the same size.
struct FitContext {
    const imaging::Image& source;
    const imaging::Image& target;
    /// 1 where a pixel may be used for fitting, 0 where it is kept for scoring; blocks of a checkerboard, so that
    /// neighbors do not leak. width * height values.
    const std::vector<std::uint8_t>& fitMask;
    /// How far each pixel of the target can be trusted, 0 … 1; below 1 beneath a peeled overlay. width * height values.
    const std::vector<float>& weights;
    /// sqrt(width * height) of the example: lengths in steps are relative to it.
    double scale = 1;
    bool quick = false; ///< see ExplainOptions::quick
    bool first = true; ///< no step has been found yet
};

/// One candidate: the step, and its price in dB. The search keeps a candidate when the PSNR on the pixels kept for
/// scoring rises by more than its price.
struct Proposal {
    StepPtr step;
    double price = 0.5;
    /// Mean squared error on colors that were left out of the fit; 0 where the step holds for every color alike.
    double unseenError = 0;
};

/// A kind of change that can be fitted to an example. propose() adds zero or more fitted candidates; it is called
/// from several threads on different contexts and keeps no state.
using ProposeFunction = void (*)(const FitContext& context, std::vector<Proposal>& proposals);
/// Builds a step of a kind from JSON that is known to be an object with the right "kind".
using BuildFunction = base::Result<StepPtr> (*)(const base::Json& json);

struct Family {
    const char* name;
    ProposeFunction propose;
    std::vector<std::pair<const char*, BuildFunction>> kinds; ///< the kinds of step that it makes
};

/// All families in the order of the search. The list stands in Families.cpp: a new family is one file and one line.
[[nodiscard]] const std::vector<Family>& families();

} // namespace maquette::edit
