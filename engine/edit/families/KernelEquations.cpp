// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/families/KernelEquations.h"

#include "edit/families/FilterTools.h"

#include <algorithm>
#include <cmath>

namespace maquette::edit {

namespace {

constexpr int blockRows = 256;

/// gram[a][b] += sum over rows of block[row][a] * block[row][b] for b ≥ a rounded down to a vector. Sums of a block are
/// single, sums of blocks double precision.
MAQUETTE_SIMD void addBlock(const float* block, int rows, int stride, float* sums)
{
    for (int a = 0; a < stride; ++a) {
        const int first = a & ~15;
        float* out = sums + static_cast<std::size_t>(a) * stride;
        for (int row = 0; row < rows; ++row) {
            const float* values = block + static_cast<std::size_t>(row) * stride;
            const float factor = values[a];
            for (int b = first; b < stride; ++b)
                out[b] += factor * values[b];
        }
    }
}

} // namespace

KernelEquations::KernelEquations(int unknowns, int targets)
    : m_unknowns(unknowns)
    , m_targets(targets)
    , m_stride((unknowns + targets + 15) / 16 * 16)
    , m_block(static_cast<std::size_t>(blockRows) * m_stride, 0.F)
    , m_gram(static_cast<std::size_t>(m_stride) * m_stride, 0.0)
{
}

void KernelEquations::add(const float* features, const float* target, float weight)
{
    float* row = m_block.data() + static_cast<std::size_t>(m_rows) * m_stride;
    const float root = std::sqrt(weight);
    for (int i = 0; i < m_unknowns; ++i)
        row[i] = root * features[i];
    for (int i = 0; i < m_targets; ++i)
        row[m_unknowns + i] = root * target[i];
    m_weight += weight;
    if (++m_rows == blockRows)
        flush();
}

void KernelEquations::flush()
{
    std::vector<float> sums(m_gram.size(), 0.F);
    addBlock(m_block.data(), m_rows, m_stride, sums.data());
    for (std::size_t i = 0; i < m_gram.size(); ++i)
        m_gram[i] += sums[i];
    m_rows = 0;
}

KernelEquations::Solution KernelEquations::solve(double ridge, const std::vector<double>& prior)
{
    flush();
    Solution solution;
    if (m_weight <= 0)
        return solution;
    const auto gram = [&](int a, int b) {
        return m_gram[static_cast<std::size_t>(std::min(a, b)) * m_stride + std::max(a, b)] / m_weight;
    };
    std::vector<double> matrix(static_cast<std::size_t>(m_unknowns) * m_unknowns);
    for (int a = 0; a < m_unknowns; ++a) {
        for (int b = 0; b < m_unknowns; ++b)
            matrix[static_cast<std::size_t>(a) * m_unknowns + b] = gram(a, b);
        matrix[static_cast<std::size_t>(a) * m_unknowns + a] += ridge;
    }
    solution.values.resize(static_cast<std::size_t>(m_unknowns) * m_targets);
    for (int t = 0; t < m_targets; ++t)
        for (int a = 0; a < m_unknowns; ++a)
            solution.values[static_cast<std::size_t>(t) * m_unknowns + a]
                = gram(a, m_unknowns + t) + ridge * prior[static_cast<std::size_t>(t) * m_unknowns + a];
    solution.ok = solveSymmetric(std::move(matrix), m_unknowns, solution.values, m_targets);
    if (!solution.ok)
        return solution;
    for (int t = 0; t < m_targets; ++t) {
        const double* x = solution.values.data() + static_cast<std::size_t>(t) * m_unknowns;
        double left = gram(m_unknowns + t, m_unknowns + t);
        for (int a = 0; a < m_unknowns; ++a) {
            double product = -2 * gram(a, m_unknowns + t);
            for (int b = 0; b < m_unknowns; ++b)
                product += gram(a, b) * x[b];
            left += x[a] * product;
        }
        solution.error += std::max(0.0, left) / m_targets;
    }
    return solution;
}

} // namespace maquette::edit
