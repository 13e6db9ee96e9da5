// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Job.h"
#include "edit/Explanation.h"
#include "edit/Family.h"

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace maquette::edit {

/// The search for the chain of steps beneath a moving step: before and after have the same size here.
class ExplainSearch {
public:
    /// What the search ends with.
    struct Found {
        std::vector<StepPtr> steps;
        double scoreDb = 0; ///< PSNR on the pixels kept for scoring
        double price = 0; ///< of all steps together
        double unseenError = 0; ///< the largest of its steps, see Proposal
    };

    /// `scale`: see FitContext::scale. The pictures must outlive the search.
    ExplainSearch(const imaging::Image& before, const imaging::Image& after, double scale,
                  const ExplainOptions& options, const base::Job& job);

    /// The best chain of at most `most` steps; empty steps when nothing pays.
    [[nodiscard]] Found run(int most) const;
    /// PSNR of a chain on the pixels kept for scoring.
    [[nodiscard]] double score(const std::vector<StepPtr>& steps) const;

private:
    using ImagePtr = std::shared_ptr<const imaging::Image>;

    /// One chain on the way. Steps beneath are applied to the source; overlays are peeled off the target, the
    /// outermost first.
    struct State {
        std::vector<StepPtr> beneath;
        std::vector<StepPtr> overlays;
        ImagePtr source;
        ImagePtr target;
        std::shared_ptr<const std::vector<float>> weights;
        double scoreDb = 0; ///< of the whole chain against the after picture
        double beneathDb = 0; ///< against the peeled target, with its weights
        double price = 0; ///< of all steps
        double lastPrice = 0; ///< of the last step beneath
        double overlayPrice = 0; ///< of the innermost overlay
        double unseenError = 0; ///< the largest of all steps

        [[nodiscard]] double value() const { return scoreDb - price; }
        [[nodiscard]] std::vector<StepPtr> chain() const;
        [[nodiscard]] int length() const { return static_cast<int>(beneath.size() + overlays.size()); }
    };
    struct Candidate {
        const State* parent = nullptr;
        Proposal proposal;
        double scoreDb = 0;
        double beneathDb = 0;
        /// For what peels: the score once a color change has been found beneath; at least scoreDb.
        double promiseDb = 0;

        [[nodiscard]] double value() const { return scoreDb - parent->price - proposal.price; }
        [[nodiscard]] double promise() const;
        [[nodiscard]] bool pays() const;
    };

    [[nodiscard]] State root() const;
    /// Candidates of all families, or of the one that makes steps of `kind`.
    [[nodiscard]] std::vector<Candidate> expand(const State& state, const std::string& kind = {}) const;
    /// Adds the rated candidates of the families begin … end for which `wanted` holds. `chaining`: no step of the kind
    /// that the state ends with.
    void collect(const State& state, std::size_t begin, std::size_t end, const std::function<bool(std::size_t)>& wanted,
                 bool chaining, std::vector<Candidate>& candidates) const;
    void rate(Candidate& candidate) const;
    void judgePromise(Candidate& candidate, const imaging::Image& prediction) const;
    /// Rebuilds a state from its steps.
    [[nodiscard]] State replay(const std::vector<StepPtr>& beneath, const std::vector<StepPtr>& overlays,
                               double price) const;
    /// Fits the innermost overlay and the last step beneath again, now that each knows the other.
    [[nodiscard]] State polished(State state) const;
    [[nodiscard]] State follow(const Candidate& candidate) const;
    [[nodiscard]] imaging::Image overlaid(const State& state, imaging::Image image) const;
    [[nodiscard]] Found simplified(const State& state) const;

    const imaging::Image& m_before;
    const imaging::Image& m_after;
    double m_scale;
    ExplainOptions m_options;
    const base::Job& m_job;
    std::vector<std::uint8_t> m_mask;
};

} // namespace maquette::edit
