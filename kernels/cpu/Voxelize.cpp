// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernels/cpu/PointCores.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>
#include <vector>

namespace maquette::kernels::cpu {

namespace {

/// FNV-1 over the three numbers of a cell (openpoints: dataset/data_util.py, fnv_hash_vec).
constexpr std::uint64_t fnvStart = 14695981039346656037ULL;
constexpr std::uint64_t fnvPrime = 1099511628211ULL;

template <class T>
MAQUETTE_POINT_SIMD void hashCells(const T* points, std::int64_t count, T edge, const T* first, std::uint64_t* hashes)
{
    for (std::int64_t i = 0; i < count; ++i) {
        std::uint64_t hash = fnvStart;
        for (int axis = 0; axis < 3; ++axis) {
            // The difference of two whole numbers; beyond 2^53 (2^24 in float) they are no longer exact, as in NumPy.
            const auto cell = static_cast<std::int64_t>(std::floor(points[3 * i + axis] / edge) - first[axis]);
            hash = (hash * fnvPrime) ^ static_cast<std::uint64_t>(cell);
        }
        hashes[i] = hash;
    }
}

/// Gives hashes the numbers 0, 1, 2 … in the order in which they come: an open table of twice their number.
class Numbering {
public:
    explicit Numbering(std::size_t expected)
        : m_shift(64 - std::bit_width(std::max<std::size_t>(1024, 2 * expected) - 1))
        , m_keys(std::size_t(1) << (64 - m_shift))
        , m_numbers(m_keys.size(), -1)
    {
    }

    std::int32_t number(std::uint64_t hash)
    {
        const std::size_t mask = m_keys.size() - 1;
        // Low bits of the hash are those of z alone: they are spread first.
        for (std::size_t slot = (hash * 0x9e3779b97f4a7c15ULL) >> m_shift;; slot = (slot + 1) & mask) {
            if (m_numbers[slot] >= 0 && m_keys[slot] == hash)
                return m_numbers[slot];
            if (m_numbers[slot] < 0) {
                m_keys[slot] = hash;
                m_numbers[slot] = static_cast<std::int32_t>(m_unique.size());
                m_unique.push_back(hash);
                return m_numbers[slot];
            }
        }
    }
    [[nodiscard]] const std::vector<std::uint64_t>& unique() const { return m_unique; }

private:
    int m_shift;
    std::vector<std::uint64_t> m_keys;
    std::vector<std::int32_t> m_numbers;
    std::vector<std::uint64_t> m_unique;
};

} // namespace

template <class T> Voxels voxelize(const T* points, std::int64_t count, double edge)
{
    Voxels voxels;
    if (count == 0)
        return voxels;
    const T size = static_cast<T>(edge);
    T low[3] = {points[0], points[1], points[2]};
    for (std::int64_t i = 0; i < count; ++i)
        for (int axis = 0; axis < 3; ++axis)
            low[axis] = std::min(low[axis], points[3 * i + axis]);
    // Division and floor keep the order, so the least cell is that of the least coordinate.
    const T first[3] = {std::floor(low[0] / size), std::floor(low[1] / size), std::floor(low[2] / size)};
    std::vector<std::uint64_t> hashes(static_cast<std::size_t>(count));
    hashCells(points, count, size, first, hashes.data());

    Numbering numbering(hashes.size());
    std::vector<std::int32_t> cells(hashes.size());
    for (std::size_t i = 0; i < hashes.size(); ++i)
        cells[i] = numbering.number(hashes[i]);
    const auto& unique = numbering.unique();
    std::vector<std::pair<std::uint64_t, std::int32_t>> sorted(unique.size());
    for (std::size_t i = 0; i < unique.size(); ++i)
        sorted[i] = {unique[i], static_cast<std::int32_t>(i)};
    std::sort(sorted.begin(), sorted.end());
    std::vector<std::int32_t> rank(unique.size());
    voxels.hashes.resize(unique.size());
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        rank[static_cast<std::size_t>(sorted[i].second)] = static_cast<std::int32_t>(i);
        voxels.hashes[i] = sorted[i].first;
    }
    voxels.counts.assign(unique.size(), 0);
    for (auto& cell : cells) {
        cell = rank[static_cast<std::size_t>(cell)];
        ++voxels.counts[static_cast<std::size_t>(cell)];
    }
    std::vector<std::int64_t> next(unique.size());
    std::exclusive_scan(voxels.counts.begin(), voxels.counts.end(), next.begin(), std::int64_t(0));
    voxels.order.resize(hashes.size());
    for (std::size_t i = 0; i < cells.size(); ++i)
        voxels.order[static_cast<std::size_t>(next[static_cast<std::size_t>(cells[i])]++)]
            = static_cast<std::int64_t>(i);
    return voxels;
}

template Voxels voxelize(const float*, std::int64_t, double);
template Voxels voxelize(const double*, std::int64_t, double);

} // namespace maquette::kernels::cpu
