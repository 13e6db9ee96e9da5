// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/families/StripesLines.h"

#include <algorithm>
#include <complex>
#include <numbers>
#include <numeric>

namespace maquette::edit::look {

namespace {

using Complex = std::complex<double>;

/// Discrete Fourier transform in place; the size is a power of two.
void transform(std::vector<Complex>& data)
{
    const std::size_t n = data.size();
    for (std::size_t i = 1, j = 0; i < n; ++i) {
        std::size_t bit = n >> 1;
        for (; j & bit; bit >>= 1)
            j ^= bit;
        j ^= bit;
        if (i < j)
            std::swap(data[i], data[j]);
    }
    for (std::size_t length = 2; length <= n; length <<= 1) {
        const Complex turn = std::polar(1.0, -2 * std::numbers::pi / static_cast<double>(length));
        for (std::size_t begin = 0; begin < n; begin += length) {
            Complex w = 1;
            for (std::size_t k = 0; k < length / 2; ++k, w *= turn) {
                const Complex a = data[begin + k];
                const Complex b = data[begin + k + length / 2] * w;
                data[begin + k] = a + b;
                data[begin + k + length / 2] = a - b;
            }
        }
    }
}

struct Centered {
    std::vector<double> value; ///< mean removed
    const std::vector<double>* weight;
    double variance = 0; ///< weighted sum of squares
    double total = 0; ///< sum of weights
};

Centered center(const LineProfile& profile)
{
    Centered c{profile.value, &profile.weight};
    double mean = 0;
    for (std::size_t i = 0; i < c.value.size(); ++i) {
        mean += profile.weight[i] * c.value[i];
        c.total += profile.weight[i];
    }
    mean /= std::max(1e-12, c.total);
    for (std::size_t i = 0; i < c.value.size(); ++i) {
        c.value[i] -= mean;
        c.variance += profile.weight[i] * c.value[i] * c.value[i];
    }
    return c;
}

/// Frequencies (cycles per line) of the strongest peaks of the spectrum, strongest first.
std::vector<double> peaks(const Centered& c, double& resolution)
{
    const std::size_t n = c.value.size();
    std::size_t size = 16;
    while (size < 3 * n)
        size <<= 1;
    std::vector<Complex> spectrum(size);
    for (std::size_t i = 0; i < n; ++i)
        spectrum[i] = c.value[i] * (*c.weight)[i];
    transform(spectrum);
    resolution = 1 / static_cast<double>(size);
    const auto lowest = static_cast<std::size_t>(1.7 * static_cast<double>(size) / static_cast<double>(n));
    std::vector<std::pair<double, std::size_t>> found;
    for (std::size_t k = std::max<std::size_t>(1, lowest); k <= size / 2; ++k) {
        const double here = std::norm(spectrum[k]);
        if (here < std::norm(spectrum[k - 1]) || (k < size / 2 && here < std::norm(spectrum[k + 1])))
            continue;
        const double share = (k == size / 2 ? 1 : 2) * here / (c.total * c.variance);
        if (share > 0.1)
            found.emplace_back(share, k);
    }
    std::sort(found.begin(), found.end(), std::greater<>());
    std::vector<double> result;
    for (std::size_t i = 0; i < std::min<std::size_t>(3, found.size()); ++i)
        result.push_back(static_cast<double>(found[i].second) * resolution);
    return result;
}

/// The best two levels for one period: lines sorted by phase, cut at two places.
class Folded {
public:
    Folded(const Centered& c, double period)
        : m_c(c)
        , m_period(period)
        , m_order(c.value.size())
        , m_phase(c.value.size())
    {
        const std::size_t n = c.value.size();
        for (std::size_t i = 0; i < n; ++i) {
            const double turn = (static_cast<double>(i) + 0.5) / period;
            m_phase[i] = turn - std::floor(turn);
        }
        std::iota(m_order.begin(), m_order.end(), std::size_t(0));
        std::sort(m_order.begin(), m_order.end(),
                  [&](std::size_t a, std::size_t b) { return std::pair(m_phase[a], a) < std::pair(m_phase[b], b); });
        m_weight.resize(2 * n + 1);
        m_sum.resize(2 * n + 1);
        for (std::size_t i = 0; i < 2 * n; ++i) {
            const std::size_t line = m_order[i % n];
            m_weight[i + 1] = m_weight[i] + (*c.weight)[line];
            m_sum[i + 1] = m_sum[i] + (*c.weight)[line] * c.value[line];
        }
        // Cuts only between phases that differ: lines a whole period apart belong together.
        for (std::size_t i = 0; i < n; ++i) {
            if (gapBefore(i) > 1e-6)
                m_cuts.push_back(i);
        }
    }

    /// Finds the cuts; returns the share of the variance that they explain.
    double fit(Comb& comb) const
    {
        const std::size_t n = m_order.size();
        if (m_cuts.size() < 2)
            return 0;
        const std::size_t stride = std::max<std::size_t>(1, m_cuts.size() / 48);
        std::size_t bestFrom = 0;
        std::size_t bestTo = 0;
        double best = 0;
        const auto ask = [&](std::size_t a, std::size_t b) {
            const std::size_t from = m_cuts[a];
            const std::size_t to = b > a ? m_cuts[b] : m_cuts[b] + n;
            const double value = explained(from, to);
            if (value > best) {
                best = value;
                bestFrom = a;
                bestTo = b;
            }
        };
        for (std::size_t a = 0; a < m_cuts.size(); a += stride) {
            for (std::size_t b = 0; b < m_cuts.size(); b += stride) {
                if (a != b)
                    ask(a, b);
            }
        }
        if (stride > 1) {
            const std::size_t count = m_cuts.size();
            const std::size_t a0 = bestFrom + count;
            const std::size_t b0 = bestTo + count;
            for (std::size_t a = a0 - stride; a <= a0 + stride; ++a) {
                for (std::size_t b = b0 - stride; b <= b0 + stride; ++b) {
                    if (a % count != b % count)
                        ask(a % count, b % count);
                }
            }
        }
        if (best <= 0)
            return 0;
        const double from = cutPhase(m_cuts[bestFrom]);
        double to = cutPhase(m_cuts[bestTo]);
        if (to <= from)
            to += 1;
        comb.period = m_period;
        comb.start = from * m_period;
        comb.width = (to - from) * m_period;
        return best / m_c.variance;
    }

private:
    [[nodiscard]] double gapBefore(std::size_t i) const
    {
        const std::size_t n = m_order.size();
        return i > 0 ? m_phase[m_order[i]] - m_phase[m_order[i - 1]]
                     : m_phase[m_order[0]] + 1 - m_phase[m_order[n - 1]];
    }
    [[nodiscard]] double cutPhase(std::size_t i) const { return m_phase[m_order[i]] - gapBefore(i) / 2; }
    [[nodiscard]] double explained(std::size_t from, std::size_t to) const
    {
        const double w = m_weight[to] - m_weight[from];
        const double rest = m_c.total - w;
        if (w <= 0 || rest <= 0)
            return 0;
        const double s = m_sum[to] - m_sum[from];
        return s * s / w + s * s / rest; // the mean is 0, so the rest sums up to -s
    }

    const Centered& m_c;
    double m_period;
    std::vector<std::size_t> m_order;
    std::vector<double> m_phase;
    std::vector<double> m_weight;
    std::vector<double> m_sum;
    std::vector<std::size_t> m_cuts;
};

} // namespace

CombFit fitComb(const LineProfile& profile, Across across)
{
    CombFit best;
    const Centered c = center(profile);
    if (c.value.size() < 12 || c.variance <= 1e-9 * c.total)
        return best;
    double resolution = 0;
    const auto tryPeriod = [&](double period) {
        if (period < 1.99 || period > 0.62 * static_cast<double>(c.value.size()))
            return 0.0;
        Comb comb;
        comb.across = across;
        const double explained = Folded(c, period).fit(comb);
        // A hair of difference does not outweigh a period found before (whole numbers are tried first).
        if (explained > best.explained * 1.005 + 1e-4) {
            best.explained = explained;
            best.comb = comb;
        }
        return explained;
    };
    for (double frequency : peaks(c, resolution)) {
        const double first = std::max(tryPeriod(std::round(1 / frequency)), tryPeriod(1 / frequency));
        if (first < 0.2 || best.explained > 0.97)
            continue;
        for (int k = -4; k <= 4; ++k)
            tryPeriod(1 / (frequency + k * resolution / 5));
    }
    return best;
}

} // namespace maquette::edit::look
