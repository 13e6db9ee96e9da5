// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/ExplainSearch.h"

#include "base/Threads.h"
#include "edit/fit/AffineColor.h"
#include "edit/fit/Pixels.h"

#include <algorithm>
#include <cmath>

namespace maquette::edit {

namespace {

/// A chain whose value lies this far (dB) under the best is not followed further.
constexpr double hopeless = 6;
/// The list of families begins with geometry and color, then light.
constexpr std::size_t colorFamilies = 2;
constexpr std::size_t lightFamilies = 3;
constexpr const char* lightKind = "position";
/// An expensive answer (dB) does not end the search, however well it fits: a simpler one may follow.
constexpr double affordable = 3;
/// What the color change beneath an overlay will cost, about.
constexpr double colorPrice = 1;

/// Whether a step can be taken off a picture; asked with a picture of one pixel.
bool peels(const Step& step)
{
    if (step.moves() || step.pointwise())
        return false;
    imaging::Image probe(1, 1, 0.5F);
    std::vector<float> weight(1, 1.0F);
    return step.peel(probe, weight);
}

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

double ExplainSearch::Candidate::promise() const
{
    return std::max(value(), promiseDb - colorPrice - parent->price - proposal.price);
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
        candidate.scoreDb = candidate.beneathDb = candidate.promiseDb = -1e9;
        return;
    }
    if (state.overlays.empty()) {
        candidate.scoreDb = fit::decibels(fit::meanSquaredError(image, m_after, &m_mask, nullptr, 0));
        candidate.beneathDb = candidate.promiseDb = candidate.scoreDb;
        if (candidate.scoreDb < m_options.stopAtDb && peels(*candidate.proposal.step))
            judgePromise(candidate, image);
        return;
    }
    candidate.beneathDb = fit::decibels(fit::meanSquaredError(image, *state.target, &m_mask, state.weights.get(), 0));
    image = overlaid(state, std::move(image));
    candidate.scoreDb = fit::decibels(fit::meanSquaredError(image, m_after, &m_mask, nullptr, 0));
    candidate.promiseDb = candidate.scoreDb;
}

void ExplainSearch::judgePromise(Candidate& candidate, const imaging::Image& prediction) const
{
    const State& state = *candidate.parent;
    imaging::Image target = *state.target;
    std::vector<float> weights = *state.weights;
    candidate.proposal.step->peel(target, weights);
    // Where little is known beneath, the overlay itself has to be right; elsewhere an affine color change may help.
    constexpr float known = 0.3F;
    const std::size_t stride = std::max<std::size_t>(1, m_after.area() / 4096) | 1;
    std::array<std::vector<float>, 3> from;
    std::array<std::vector<float>, 3> to;
    double hidden = 0;
    std::size_t hiddenCount = 0;
    for (std::size_t i = 0; i < m_after.area(); i += stride)
        for (int c = 0; c < 3; ++c) {
            const std::size_t k = c * m_after.area() + i;
            if (weights[i] > known) {
                from[c].push_back(state.source->data[k]);
                to[c].push_back(target.data[k]);
            } else {
                const double d = std::clamp(prediction.data[k], 0.0F, 1.0F) - m_after.data[k];
                hidden += d * d / 3;
                hiddenCount += c == 0 ? 1 : 0;
            }
        }
    const std::size_t n = from[0].size();
    if (n < 64)
        return;
    const std::array<const float*, 3> s{from[0].data(), from[1].data(), from[2].data()};
    const std::array<const float*, 3> t{to[0].data(), to[1].data(), to[2].data()};
    const double open = fit::affineError(fit::fitAffineColor(s, t, nullptr, n, 1), s, t, n);
    const double total = (open * static_cast<double>(n) + hidden) / static_cast<double>(n + hiddenCount);
    candidate.promiseDb = std::max(candidate.scoreDb, fit::decibels(total));
}

std::vector<ExplainSearch::Candidate> ExplainSearch::expand(const State& state, const std::string& kind) const
{
    const auto& list = families();
    const auto wanted = [&](std::size_t i) {
        const auto makes = [&kind](const auto& made) { return kind == made.first; };
        return kind.empty() || std::any_of(list[i].kinds.begin(), list[i].kinds.end(), makes);
    };
    std::vector<Candidate> candidates;
    // Color first, then light: when one of them explains all, the others need not be asked.
    const std::size_t borders[]
        = {0, std::min(list.size(), colorFamilies), std::min(list.size(), lightFamilies), list.size()};
    for (std::size_t group = 0; group < 3; ++group) {
        const std::size_t begin = borders[group];
        const std::size_t end = borders[group + 1];
        collect(state, begin, end, wanted, kind.empty(), candidates);
        if (m_job.stopped())
            return candidates;
        const auto done
            = [&](const Candidate& c) { return c.scoreDb >= m_options.stopAtDb && c.proposal.price <= affordable; };
        if (std::any_of(candidates.begin(), candidates.end(), done))
            break;
    }
    return candidates;
}

void ExplainSearch::collect(const State& state, std::size_t begin, std::size_t end,
                            const std::function<bool(std::size_t)>& wanted, bool chaining,
                            std::vector<Candidate>& candidates) const
{
    const FitContext context{*state.source,   *state.target,      m_mask, *state.weights, m_scale,
                             m_options.quick, state.length() == 0};
    const auto& list = families();
    std::vector<std::vector<Proposal>> proposals(end - begin);
    base::parallelFor(static_cast<std::int64_t>(end - begin), 1, [&](std::int64_t low, std::int64_t high) {
        for (std::int64_t i = low; i < high && !m_job.stopped(); ++i)
            if (wanted(begin + static_cast<std::size_t>(i)))
                list[begin + static_cast<std::size_t>(i)].propose(context, proposals[static_cast<std::size_t>(i)]);
    });
    const std::size_t known = candidates.size();
    for (auto& part : proposals)
        for (auto& proposal : part) {
            // Two color changes in a row are one.
            if (chaining && proposal.step->pointwise() && !state.beneath.empty()
                && state.beneath.back()->kind() == proposal.step->kind())
                continue;
            // And so are two fields of light.
            if (chaining && proposal.step->kind() == lightKind
                && std::any_of(state.overlays.begin(), state.overlays.end(),
                               [](const StepPtr& step) { return step->kind() == lightKind; }))
                continue;
            candidates.push_back({&state, std::move(proposal), 0, 0, 0});
        }
    base::parallelFor(static_cast<std::int64_t>(candidates.size() - known), 1,
                      [&](std::int64_t low, std::int64_t high) {
                          for (std::int64_t i = low; i < high && !m_job.stopped(); ++i)
                              rate(candidates[known + static_cast<std::size_t>(i)]);
                      });
}

ExplainSearch::State ExplainSearch::follow(const Candidate& candidate) const
{
    const State& parent = *candidate.parent;
    State state = parent;
    state.price += candidate.proposal.price;
    state.scoreDb = candidate.scoreDb;
    state.unseenError = std::max(state.unseenError, candidate.proposal.unseenError);
    auto target = std::make_shared<imaging::Image>(*parent.target);
    auto weights = std::make_shared<std::vector<float>>(*parent.weights);
    if (candidate.proposal.step->peel(*target, *weights)) {
        state.overlays.push_back(candidate.proposal.step);
        state.overlayPrice = candidate.proposal.price;
        state.beneathDb = fit::decibels(fit::meanSquaredError(*parent.source, *target, &m_mask, weights.get(), 0));
        state.target = std::move(target);
        state.weights = std::move(weights);
    } else {
        state.beneath.push_back(candidate.proposal.step);
        state.lastPrice = candidate.proposal.price;
        state.source = std::make_shared<imaging::Image>(candidate.proposal.step->apply(*parent.source));
        state.beneathDb = candidate.beneathDb;
    }
    return state;
}

double ExplainSearch::score(const std::vector<StepPtr>& steps) const
{
    imaging::Image image = m_before;
    for (const StepPtr& step : steps) {
        if (m_job.stopped())
            return 0;
        image = step->apply(image);
    }
    if (!image.sameSize(m_after))
        return 0;
    return fit::decibels(fit::meanSquaredError(image, m_after, &m_mask, nullptr, 0));
}

ExplainSearch::State ExplainSearch::replay(const std::vector<StepPtr>& beneath, const std::vector<StepPtr>& overlays,
                                           double price) const
{
    State state = root();
    state.price = price;
    state.beneath = beneath;
    state.overlays = overlays;
    if (!beneath.empty()) {
        auto source = std::make_shared<imaging::Image>(m_before);
        for (const StepPtr& step : beneath)
            if (!m_job.stopped())
                *source = step->apply(*source);
        state.source = std::move(source);
    }
    if (!overlays.empty()) {
        auto target = std::make_shared<imaging::Image>(m_after);
        auto weights = std::make_shared<std::vector<float>>(m_after.area(), 1.0F);
        for (const StepPtr& step : overlays)
            step->peel(*target, *weights);
        state.target = std::move(target);
        state.weights = std::move(weights);
    }
    state.scoreDb = fit::decibels(fit::meanSquaredError(overlaid(state, *state.source), m_after, &m_mask, nullptr, 0));
    state.beneathDb
        = fit::decibels(fit::meanSquaredError(*state.source, *state.target, &m_mask, state.weights.get(), 0));
    return state;
}

ExplainSearch::State ExplainSearch::polished(State state) const
{
    // A chain that is right already may still be simpler.
    constexpr double cheap = 1;
    const int rounds = m_options.quick ? 1 : 3;
    for (int round = 0; round < rounds && !m_job.stopped(); ++round) {
        if (state.overlays.empty() || state.beneath.empty() || !state.beneath.back()->pointwise())
            return state;
        if (state.scoreDb >= m_options.stopAtDb && state.price < cheap)
            return state;
        const double start = state.value();
        const std::vector<StepPtr> outer(state.overlays.begin(), state.overlays.end() - 1);
        const std::vector<StepPtr> lower(state.beneath.begin(), state.beneath.end() - 1);
        const double base = state.price - state.lastPrice - state.overlayPrice;
        const State open = replay(state.beneath, outer, state.price);
        State best = state;
        for (const Candidate& overlay : expand(open, state.overlays.back()->kind())) {
            std::vector<StepPtr> overlays = outer;
            overlays.push_back(overlay.proposal.step);
            const State bare = replay(lower, overlays, base);
            for (const Candidate& color : expand(bare, state.beneath.back()->kind())) {
                const double price = base + overlay.proposal.price + color.proposal.price;
                if (color.scoreDb - price <= best.value())
                    continue;
                std::vector<StepPtr> beneath = lower;
                beneath.push_back(color.proposal.step);
                best = replay(beneath, overlays, price);
                best.lastPrice = color.proposal.price;
                best.overlayPrice = overlay.proposal.price;
                best.unseenError = std::max(state.unseenError, color.proposal.unseenError);
            }
            if (m_job.stopped())
                return state;
        }
        state = best;
        if (state.value() < start + 0.1)
            break;
    }
    return state;
}

ExplainSearch::Found ExplainSearch::simplified(const State& state) const
{
    Found found{state.chain(), state.scoreDb, state.price, state.unseenError};
    // A step that a later one has made superfluous, or that nobody would see, goes.
    constexpr double unseen = 0.8;
    bool shorter = found.steps.size() > 1;
    while (shorter && !m_job.stopped()) {
        shorter = false;
        for (std::size_t i = 0; i < found.steps.size() && found.steps.size() > 1; ++i) {
            std::vector<StepPtr> less = found.steps;
            less.erase(less.begin() + static_cast<std::ptrdiff_t>(i));
            const double scoreDb = score(less);
            if (scoreDb > found.scoreDb - unseen) {
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
    if (m_options.quick)
        most = std::min(most, 3);
    const auto settled = [&] { return best.scoreDb >= m_options.stopAtDb && best.price <= affordable; };
    for (int depth = 0; depth < most && !settled() && !m_job.stopped(); ++depth) {
        std::vector<Candidate> candidates;
        for (const State& state : beam) {
            auto more = expand(state);
            candidates.insert(candidates.end(), std::make_move_iterator(more.begin()),
                              std::make_move_iterator(more.end()));
            if (m_job.stopped())
                return {};
        }
        if (candidates.empty())
            break;
        std::stable_sort(candidates.begin(), candidates.end(),
                         [](const Candidate& a, const Candidate& b) { return a.promise() > b.promise(); });
        // What does best by itself goes first, then what promises most.
        const auto plain = std::max_element(candidates.begin(), candidates.end(),
                                            [](const auto& a, const auto& b) { return a.value() < b.value(); });
        std::rotate(candidates.begin(), plain, plain + 1);
        // The best of each kind of chain, a few of them; look ahead from a first step that does not pay alone yet.
        const bool clear = candidates.front().value() > best.value() + 6;
        const std::size_t width = m_options.quick
            ? (depth == 0 && !clear && candidates.front().value() > best.value() + 1 ? 2 : 1)
            : (depth == 0 ? 3 : 2);
        std::vector<State> next;
        std::vector<std::pair<const State*, std::string>> seen;
        bool better = false;
        for (const Candidate& candidate : candidates) {
            const std::string kind = candidate.proposal.step->kind();
            if (next.size() >= width)
                break;
            if (candidate.promise() < best.value() - hopeless || (depth > 0 && !candidate.pays()))
                continue;
            // Two fields of light may be followed: a free one, and a simple one that waits for its color.
            const auto alike = std::count(seen.begin(), seen.end(), std::pair(candidate.parent, kind));
            if (alike >= (kind == lightKind && !m_options.quick ? 2 : 1))
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
        // In a training loop there is no time for what the best first step leaves quite unlike.
        if (m_options.quick && std::pow(10.0, -best.scoreDb / 10) > fit::blockVariance(m_after))
            break;
        beam = std::move(next);
    }
    return best.length() == 0 ? Found{{}, best.scoreDb, 0} : simplified(polished(best));
}

} // namespace maquette::edit
