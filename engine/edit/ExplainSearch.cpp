// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/ExplainSearch.h"

#include "base/Threads.h"
#include "edit/fit/Pixels.h"

#include <algorithm>

namespace maquette::edit {

namespace {

/// A chain whose value lies this far (dB) under the best is not followed further.
constexpr double hopeless = 6;

} // namespace

ExplainSearch::ExplainSearch(const imaging::Image& before, const imaging::Image& after, double scale,
                             const ExplainOptions& options, const base::Job& job)
    : m_before(before)
    , m_after(after)
    , m_scale(scale)
    , m_options(options)
    , m_job(job)
    , m_mask(fit::checkerboard(before.width, before.height))
{
    // Pictures too small for a checkerboard score on what they were fitted on.
    if (std::find(m_mask.begin(), m_mask.end(), 0) == m_mask.end())
        std::fill(m_mask.begin() + static_cast<std::ptrdiff_t>(m_mask.size() / 2), m_mask.end(), 0);
}

std::vector<StepPtr> ExplainSearch::State::chain() const
{
    std::vector<StepPtr> steps = beneath;
    steps.insert(steps.end(), overlays.rbegin(), overlays.rend());
    return steps;
}

bool ExplainSearch::Candidate::pays() const
{
    const double total = scoreDb - parent->scoreDb;
    // Beneath an overlay the gain counts where the picture is still known; what shows in total is less.
    return std::max(total, beneathDb - parent->beneathDb) > proposal.price && total > 0.25 * proposal.price;
}

ExplainSearch::State ExplainSearch::root() const
{
    State state;
    // Pictures of the caller: shared without ownership.
    state.source = ImagePtr(ImagePtr(), &m_before);
    state.target = ImagePtr(ImagePtr(), &m_after);
    state.weights = std::make_shared<std::vector<float>>(m_before.area(), 1.0F);
    state.scoreDb = fit::decibels(fit::meanSquaredError(m_before, m_after, &m_mask, nullptr, 0));
    state.beneathDb = state.scoreDb;
    return state;
}

imaging::Image ExplainSearch::overlaid(const State& state, imaging::Image image) const
{
    for (auto overlay = state.overlays.rbegin(); overlay != state.overlays.rend(); ++overlay)
        image = (*overlay)->apply(image);
    return image;
}

void ExplainSearch::rate(Candidate& candidate) const
{
    const State& state = *candidate.parent;
    imaging::Image image = candidate.proposal.step->apply(*state.source);
    if (!image.sameSize(m_after)) {
        candidate.scoreDb = candidate.beneathDb = -1e9;
        return;
    }
    if (state.overlays.empty()) {
        candidate.scoreDb = fit::decibels(fit::meanSquaredError(image, m_after, &m_mask, nullptr, 0));
        candidate.beneathDb = candidate.scoreDb;
        return;
    }
    candidate.beneathDb = fit::decibels(fit::meanSquaredError(image, *state.target, &m_mask, state.weights.get(), 0));
    image = overlaid(state, std::move(image));
    candidate.scoreDb = fit::decibels(fit::meanSquaredError(image, m_after, &m_mask, nullptr, 0));
}

std::vector<ExplainSearch::Candidate> ExplainSearch::expand(const State& state) const
{
    const FitContext context{*state.source,   *state.target,      m_mask, *state.weights, m_scale,
                             m_options.quick, state.length() == 0};
    const auto& list = families();
    std::vector<std::vector<Proposal>> proposals(list.size());
    base::parallelFor(static_cast<std::int64_t>(list.size()), 1, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t i = begin; i < end && !m_job.stopped(); ++i)
            list[i].propose(context, proposals[i]);
    });
    std::vector<Candidate> candidates;
    for (auto& part : proposals)
        for (auto& proposal : part)
            candidates.push_back({&state, std::move(proposal), 0, 0});
    base::parallelFor(static_cast<std::int64_t>(candidates.size()), 1, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t i = begin; i < end && !m_job.stopped(); ++i)
            rate(candidates[i]);
    });
    return candidates;
}

ExplainSearch::State ExplainSearch::follow(const Candidate& candidate) const
{
    const State& parent = *candidate.parent;
    State state = parent;
    state.price += candidate.proposal.price;
    state.scoreDb = candidate.scoreDb;
    auto target = std::make_shared<imaging::Image>(*parent.target);
    auto weights = std::make_shared<std::vector<float>>(*parent.weights);
    if (candidate.proposal.step->peel(*target, *weights)) {
        state.overlays.push_back(candidate.proposal.step);
        state.beneathDb = fit::decibels(fit::meanSquaredError(*parent.source, *target, &m_mask, weights.get(), 0));
        state.target = std::move(target);
        state.weights = std::move(weights);
    } else {
        state.beneath.push_back(candidate.proposal.step);
        state.source = std::make_shared<imaging::Image>(candidate.proposal.step->apply(*parent.source));
        state.beneathDb = candidate.beneathDb;
    }
    return state;
}

double ExplainSearch::score(const std::vector<StepPtr>& steps) const
{
    imaging::Image image = m_before;
    for (const StepPtr& step : steps)
        image = step->apply(image);
    if (!image.sameSize(m_after))
        return 0;
    return fit::decibels(fit::meanSquaredError(image, m_after, &m_mask, nullptr, 0));
}

ExplainSearch::Found ExplainSearch::simplified(const State& state) const
{
    Found found{state.chain(), state.scoreDb, state.price};
    // A step that a later one has made superfluous goes.
    bool shorter = found.steps.size() > 1;
    while (shorter && !m_job.stopped()) {
        shorter = false;
        for (std::size_t i = 0; i < found.steps.size() && found.steps.size() > 1; ++i) {
            std::vector<StepPtr> less = found.steps;
            less.erase(less.begin() + static_cast<std::ptrdiff_t>(i));
            const double scoreDb = score(less);
            if (scoreDb > found.scoreDb - 0.3) {
                found.steps = std::move(less);
                found.scoreDb = scoreDb;
                shorter = true;
                break;
            }
        }
    }
    return found;
}

ExplainSearch::Found ExplainSearch::run(int most) const
{
    std::vector<State> beam{root()};
    State best = beam.front();
    for (int depth = 0; depth < most && best.scoreDb < m_options.stopAtDb && !m_job.stopped(); ++depth) {
        std::vector<Candidate> candidates;
        for (const State& state : beam) {
            auto more = expand(state);
            candidates.insert(candidates.end(), std::make_move_iterator(more.begin()),
                              std::make_move_iterator(more.end()));
            if (m_job.stopped())
                return {};
        }
        std::stable_sort(candidates.begin(), candidates.end(),
                         [](const Candidate& a, const Candidate& b) { return a.value() > b.value(); });
        // The best of each kind of chain, a few of them; look ahead from a first step that does not pay alone yet.
        const std::size_t width = depth == 0 ? (m_options.quick ? 2 : 3) : (m_options.quick ? 1 : 2);
        std::vector<State> next;
        std::vector<std::pair<const State*, std::string>> seen;
        bool better = false;
        for (const Candidate& candidate : candidates) {
            const std::string kind = candidate.proposal.step->kind();
            if (next.size() >= width)
                break;
            if (candidate.value() < best.value() - hopeless || (depth > 0 && !candidate.pays()))
                continue;
            if (std::find(seen.begin(), seen.end(), std::pair(candidate.parent, kind)) != seen.end())
                continue;
            seen.emplace_back(candidate.parent, kind);
            next.push_back(follow(candidate));
            if (candidate.pays() && candidate.value() > best.value()) {
                best = next.back();
                better = true;
            }
        }
        if (next.empty() || (!better && depth > 0))
            break;
        beam = std::move(next);
    }
    return best.length() == 0 ? Found{{}, best.scoreDb, 0} : simplified(best);
}

} // namespace maquette::edit
