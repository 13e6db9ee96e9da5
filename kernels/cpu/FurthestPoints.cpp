// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernels/cpu/PointCores.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

// Exact furthest point sampling by buckets (the idea of QuickFPS: Han et al., IEEE TCAD 2023). Points lie in leaves of
// a kd-tree. A leaf knows its box and the largest of its running distances; a new sample concerns a leaf only when the
// box is nearer to it than that. Samples that concern a leaf wait there until the leaf could hold the next sample, and
// are then worked off together. Minima do not depend on the order, so the result is that of the plain algorithm.
namespace maquette::kernels::cpu {

namespace {

constexpr int lanes = 16;
/// What rounding can add to a squared distance, so that no leaf is passed over for it.
constexpr float boundMargin = 1 - 1e-6F;

constexpr std::int64_t leafSize = 256;
/// Where the running distances of the official kernel begin.
constexpr float farAway = 1e10F;

/// A few milliseconds of work in clouds of a million points.
constexpr std::int64_t samplesBetweenQueries = 1024;

/// Boxes around points, in rows of full lanes; of those in the padding no point is ever the furthest.
struct Boxes {
    std::int64_t count = 0;
    std::vector<float> low[3], high[3];
    std::vector<float>
        furthest; ///< largest running distance, perhaps of before the samples that wait; -1 in the padding

    void resize(std::int64_t boxes)
    {
        count = (boxes + lanes - 1) / lanes * lanes;
        for (int axis = 0; axis < 3; ++axis) {
            low[axis].assign(static_cast<std::size_t>(count), 0.0F);
            high[axis].assign(static_cast<std::size_t>(count), 0.0F);
        }
        furthest.assign(static_cast<std::size_t>(count), -1.0F);
    }
};

/// Of each point, how late it is taken among equals.
class TieOrder {
public:
    explicit TieOrder(std::int64_t count)
        : m_bits(std::min(10, static_cast<int>(std::bit_width(static_cast<std::uint64_t>(count))) - 1))
    {
    }

    [[nodiscard]] std::uint64_t operator()(std::int64_t index) const
    {
        const auto thread = static_cast<std::uint32_t>(index) & ((1U << m_bits) - 1);
        std::uint32_t reversed = 0;
        for (int bit = 0; bit < m_bits; ++bit)
            reversed |= (thread >> bit & 1U) << (m_bits - 1 - bit);
        return static_cast<std::uint64_t>(reversed) << 32 | static_cast<std::uint64_t>(index >> m_bits);
    }

private:
    int m_bits;
};

/// Splits at the middle of the longest edge's order until leafSize or fewer are left.
void split(const float* points, std::int32_t* indices, std::int64_t begin, std::int64_t end,
           std::vector<std::int64_t>& ends)
{
    if (end - begin <= leafSize) {
        ends.push_back(end);
        return;
    }
    float low[3] = {points[3 * indices[begin]], points[3 * indices[begin] + 1], points[3 * indices[begin] + 2]};
    float high[3] = {low[0], low[1], low[2]};
    for (std::int64_t i = begin; i < end; ++i)
        for (int axis = 0; axis < 3; ++axis) {
            const float value = points[3 * static_cast<std::int64_t>(indices[i]) + axis];
            low[axis] = std::min(low[axis], value);
            high[axis] = std::max(high[axis], value);
        }
    int longest = 0;
    for (int axis = 1; axis < 3; ++axis)
        if (high[axis] - low[axis] > high[longest] - low[longest])
            longest = axis;
    const std::int64_t middle = begin + (end - begin) / 2;
    std::nth_element(indices + begin, indices + middle, indices + end, [&](std::int32_t a, std::int32_t b) {
        return points[3 * static_cast<std::int64_t>(a) + longest] < points[3 * static_cast<std::int64_t>(b) + longest];
    });
    split(points, indices, begin, middle, ends);
    split(points, indices, middle, end, ends);
}

struct State {
    State(const float* cloud, std::int64_t count);

    const float* points;
    TieOrder tie;
    Boxes leaves;
    Boxes groups; ///< each around `lanes` leaves
    std::vector<std::int64_t> begin; ///< of each leaf, first slot of its points; one more at the end
    std::vector<std::vector<std::int32_t>> waiting; ///< of each leaf, indices of samples
    // Slots: the points leaf by leaf, each leaf filled up to full lanes.
    std::vector<float> x, y, z;
    std::vector<float> distance; ///< running minimum; -1 in the padding
    std::vector<std::int32_t> index;

private:
    void fillLeaf(std::int64_t leaf, const std::int32_t* members, std::int64_t count);
    void fillGroups();
};

State::State(const float* cloud, std::int64_t count)
    : points(cloud)
    , tie(count)
{
    std::vector<std::int32_t> indices(static_cast<std::size_t>(count));
    std::iota(indices.begin(), indices.end(), 0);
    std::vector<std::int64_t> ends;
    split(points, indices.data(), 0, count, ends);
    leaves.resize(static_cast<std::int64_t>(ends.size()));
    groups.resize(leaves.count / lanes);
    waiting.resize(static_cast<std::size_t>(leaves.count));
    std::int64_t from = 0;
    for (std::size_t leaf = 0; leaf < ends.size(); ++leaf) {
        // In the order of ties, so that the first of equals is the one to take.
        std::sort(indices.begin() + from, indices.begin() + ends[leaf],
                  [&](std::int32_t a, std::int32_t b) { return tie(a) < tie(b); });
        begin.push_back(static_cast<std::int64_t>(x.size()));
        fillLeaf(static_cast<std::int64_t>(leaf), indices.data() + from, ends[leaf] - from);
        from = ends[leaf];
    }
    begin.resize(static_cast<std::size_t>(leaves.count) + 1, static_cast<std::int64_t>(x.size()));
    fillGroups();
}

void State::fillLeaf(std::int64_t leaf, const std::int32_t* members, std::int64_t count)
{
    const auto at = static_cast<std::size_t>(leaf);
    for (int axis = 0; axis < 3; ++axis)
        leaves.low[axis][at] = leaves.high[axis][at] = points[3 * static_cast<std::int64_t>(members[0]) + axis];
    for (std::int64_t i = 0; i < count; ++i) {
        const float* point = points + 3 * static_cast<std::int64_t>(members[i]);
        for (int axis = 0; axis < 3; ++axis) {
            leaves.low[axis][at] = std::min(leaves.low[axis][at], point[axis]);
            leaves.high[axis][at] = std::max(leaves.high[axis][at], point[axis]);
        }
        x.push_back(point[0]);
        y.push_back(point[1]);
        z.push_back(point[2]);
        distance.push_back(farAway);
        index.push_back(members[i]);
    }
    const std::size_t padded = (x.size() + lanes - 1) / lanes * lanes;
    for (auto* values : {&x, &y, &z})
        values->resize(padded, 0.0F);
    distance.resize(padded, -1.0F);
    index.resize(padded, -1);
    leaves.furthest[at] = farAway;
}

void State::fillGroups()
{
    for (std::size_t leaf = 0; leaf < leaves.furthest.size(); ++leaf) {
        if (leaves.furthest[leaf] < 0)
            continue;
        const std::size_t group = leaf / lanes;
        const bool first = groups.furthest[group] < 0;
        for (int axis = 0; axis < 3; ++axis) {
            const float low = leaves.low[axis][leaf];
            const float high = leaves.high[axis][leaf];
            groups.low[axis][group] = first ? low : std::min(groups.low[axis][group], low);
            groups.high[axis][group] = first ? high : std::max(groups.high[axis][group], high);
        }
        groups.furthest[group] = farAway;
    }
}

#define MAQUETTE_INLINE [[gnu::always_inline]] inline

/// hit[i] = whether a sample at (x, y, z) may shorten a distance in box i of a full row of lanes from `first` on.
MAQUETTE_INLINE void testBoxes(const Boxes& boxes, std::int64_t first, const float* sample,
                               std::uint8_t* __restrict hit)
{
    const float* __restrict lowX = boxes.low[0].data() + first;
    const float* __restrict lowY = boxes.low[1].data() + first;
    const float* __restrict lowZ = boxes.low[2].data() + first;
    const float* __restrict highX = boxes.high[0].data() + first;
    const float* __restrict highY = boxes.high[1].data() + first;
    const float* __restrict highZ = boxes.high[2].data() + first;
    const float* __restrict furthest = boxes.furthest.data() + first;
    for (int i = 0; i < lanes; ++i) {
        const float dx = std::max(std::max(lowX[i] - sample[0], sample[0] - highX[i]), 0.0F);
        const float dy = std::max(std::max(lowY[i] - sample[1], sample[1] - highY[i]), 0.0F);
        const float dz = std::max(std::max(lowZ[i] - sample[2], sample[2] - highZ[i]), 0.0F);
        hit[i] = static_cast<std::uint8_t>((dx * dx + dy * dy + dz * dz) * boundMargin < furthest[i]);
    }
}

/// The largest of full rows of lanes.
MAQUETTE_INLINE float largest(const float* __restrict values, std::int64_t count)
{
    float best[lanes];
    for (int lane = 0; lane < lanes; ++lane)
        best[lane] = values[lane];
    for (std::int64_t i = lanes; i < count; i += lanes)
        for (int lane = 0; lane < lanes; ++lane)
            best[lane] = best[lane] > values[i + lane] ? best[lane] : values[i + lane];
    float result = best[0];
    for (int lane = 1; lane < lanes; ++lane)
        result = result > best[lane] ? result : best[lane];
    return result;
}

/// Shortens the running distances of a leaf by the samples that wait there, and says how far its furthest point is.
MAQUETTE_INLINE void workOff(State& state, std::int64_t leaf)
{
    auto& waiting = state.waiting[static_cast<std::size_t>(leaf)];
    const std::int64_t begin = state.begin[static_cast<std::size_t>(leaf)];
    const std::int64_t count = state.begin[static_cast<std::size_t>(leaf) + 1] - begin;
    const float* __restrict x = state.x.data() + begin;
    const float* __restrict y = state.y.data() + begin;
    const float* __restrict z = state.z.data() + begin;
    float* __restrict distance = state.distance.data() + begin;
    for (const std::int32_t index : waiting) {
        const float* sample = state.points + 3 * static_cast<std::int64_t>(index);
        const float sx = sample[0];
        const float sy = sample[1];
        const float sz = sample[2];
        for (std::int64_t i = 0; i < count; ++i) {
            const float dx = x[i] - sx;
            const float dy = y[i] - sy;
            const float dz = z[i] - sz;
            const float squared = __builtin_fmaf(dz, dz, __builtin_fmaf(dx, dx, dy * dy));
            distance[i] = squared < distance[i] ? squared : distance[i];
        }
    }
    waiting.clear();
    state.leaves.furthest[static_cast<std::size_t>(leaf)] = largest(distance, count);
    const std::int64_t group = leaf / lanes;
    state.groups.furthest[static_cast<std::size_t>(group)]
        = largest(state.leaves.furthest.data() + group * lanes, lanes);
}

template <class Visit> MAQUETTE_INLINE void forHits(const std::uint8_t* hit, std::int64_t first, const Visit& visit)
{
    for (int half = 0; half < lanes; half += 8) {
        std::uint64_t eight = 0;
        __builtin_memcpy(&eight, hit + half, 8);
        for (; eight != 0; eight &= eight - 1)
            visit(first + half + std::countr_zero(eight) / 8);
    }
}

MAQUETTE_INLINE void addSample(State& state, std::int32_t sample)
{
    const float* at = state.points + 3 * static_cast<std::int64_t>(sample);
    std::uint8_t hit[lanes];
    std::uint8_t leafHit[lanes];
    for (std::int64_t row = 0; row < state.groups.count; row += lanes) {
        testBoxes(state.groups, row, at, hit);
        forHits(hit, row, [&](std::int64_t group) {
            testBoxes(state.leaves, group * lanes, at, leafHit);
            forHits(leafHit, group * lanes,
                    [&](std::int64_t leaf) { state.waiting[static_cast<std::size_t>(leaf)].push_back(sample); });
        });
    }
}

/// The point that comes first among those of a leaf at this distance.
std::int32_t firstAt(const State& state, std::int64_t leaf, float distance)
{
    const auto begin = state.distance.begin() + state.begin[static_cast<std::size_t>(leaf)];
    const auto found = std::find(begin, state.distance.end(), distance);
    return state.index[static_cast<std::size_t>(found - state.distance.begin())];
}

MAQUETTE_INLINE std::int32_t nextSample(State& state)
{
    for (;;) {
        const float best = largest(state.groups.furthest.data(), state.groups.count);
        // All leaves that reach the largest must be up to date before their points are compared.
        bool settled = true;
        std::int32_t winner = -1;
        for (std::int64_t group = 0; group < state.groups.count; ++group) {
            if (state.groups.furthest[static_cast<std::size_t>(group)] != best)
                continue;
            for (std::int64_t leaf = group * lanes; leaf < (group + 1) * lanes; ++leaf) {
                if (state.leaves.furthest[static_cast<std::size_t>(leaf)] != best)
                    continue;
                if (!state.waiting[static_cast<std::size_t>(leaf)].empty()) {
                    workOff(state, leaf);
                    settled = false;
                } else if (settled) {
                    const std::int32_t first = firstAt(state, leaf, best);
                    if (winner < 0 || state.tie(first) < state.tie(winner))
                        winner = first;
                }
            }
        }
        if (settled)
            return winner;
    }
}

MAQUETTE_POINT_SIMD void sampleRange(State& state, std::int64_t begin, std::int64_t end, std::int32_t* result)
{
    for (std::int64_t i = begin; i < end; ++i) {
        addSample(state, result[i - 1]);
        result[i] = nextSample(state);
    }
}

} // namespace

void furthestPoints(const float* points, std::int64_t count, std::int64_t samples, std::int32_t* result,
                    const std::function<bool()>& stopped)
{
    if (samples == 0)
        return;
    result[0] = 0;
    if (samples == 1)
        return;
    State state(points, count);
    for (std::int64_t begin = 1; begin < samples; begin += samplesBetweenQueries) {
        const std::int64_t end = std::min(samples, begin + samplesBetweenQueries);
        if (stopped && stopped())
            std::fill(result + begin, result + end, 0);
        else
            sampleRange(state, begin, end, result);
    }
}

} // namespace maquette::kernels::cpu
