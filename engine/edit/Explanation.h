// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Job.h"
#include "edit/Step.h"

#include <vector>

namespace maquette::edit {

/// The simplest change found that rebuilds the after picture of an example from its before picture: steps in the
/// order of application, and how well they do.
struct Explanation {
    std::vector<StepPtr> steps; ///< empty: leave the picture alone

    /// PSNR in dB (at most 50) of the after picture rebuilt from the before picture, over all pixels.
    double rebuildDb = 0;
    /// Root mean square error of the same in [0, 1], on the pixels that no fit has seen.
    double residual = 1;
    /// The same on colors that the example does not show, as far as it could be asked: 0 or more. A map found from few
    /// colors may be exact on them and wrong on all others.
    double unseenResidual = 0;
    /// PSNR in dB of doing nothing (at most 50; 0 when the sizes differ).
    double copyDb = 0;

    /// Applies the steps and clamps to [0, 1]. Unfinished once a base::StopScope has been stopped.
    [[nodiscard]] imaging::Image apply(const imaging::Image& image) const;
    /// The moving steps alone, so that pixels of the result and of a later network stay aligned.
    [[nodiscard]] imaging::Image align(const imaging::Image& image) const;
    /// Share of `image` whose colors the before picture does not show, where the steps are not sure of such colors;
    /// else 0.
    [[nodiscard]] double guessedShare(const imaging::Image& before, const imaging::Image& image) const;
    /// The root mean square error to expect on `image`: what is left on the example, and more for the share of the
    /// picture whose colors the before picture does not show.
    [[nodiscard]] double expectedResidual(const imaging::Image& before, const imaging::Image& image) const;
    /// The same where guessedShare() is known already to be `guessed`.
    [[nodiscard]] double expectedResidual(double guessed) const;
    /// One sentence per step.
    [[nodiscard]] std::vector<base::Message> sentences() const;
    [[nodiscard]] base::Json toJson() const;
};

[[nodiscard]] base::Result<Explanation> explanationFromJson(const base::Json& json);

struct ExplainOptions {
    int maxSteps = 4; ///< longest chain
    double stopAtDb = 48; ///< good enough; the search ends
    bool quick = false; ///< for 64-pixel cells in training: fewer candidates of each family, nothing refined twice
};

/// Explains an example. `before` and `after` are at their native sizes, which may differ. Each candidate is fitted on
/// one part of the pixels and scored on the rest, with a price in dB for its complexity, so that chance does not pass
/// for a rule. An example that nothing explains gives an empty explanation. Stopped when the job is.
[[nodiscard]] base::Result<Explanation> explain(const imaging::Image& before, const imaging::Image& after,
                                                const ExplainOptions& options = {}, const base::Job& job = {});

} // namespace maquette::edit
