// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "imaging/Metrics.h"

#include "base/Threads.h"
#include "imaging/Color.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <vector>

namespace maquette::imaging {

namespace {

constexpr int largestWindow = 11;
constexpr double sigma = 1.5;
constexpr float c1 = 0.01F * 0.01F; // (K1 * peak)^2 for a peak of 1
constexpr float c2 = 0.03F * 0.03F;
/// Variances are taken around the middle of the range, where the difference of two squares loses least.
constexpr float center = 0.5F;

/// Mean over sums that were taken per row: added in the order of the rows, so that the thread count does not matter.
double sumOf(const std::vector<double>& rows)
{
    double sum = 0;
    for (const double row : rows)
        sum += row;
    return sum;
}

/// Normalized Gaussian weights; `window` is odd.
std::array<float, largestWindow> gaussian(int window)
{
    std::array<double, largestWindow> weights{};
    double sum = 0;
    for (int i = 0; i < window; ++i) {
        const double distance = i - window / 2;
        weights[static_cast<std::size_t>(i)] = std::exp(-distance * distance / (2 * sigma * sigma));
        sum += weights[static_cast<std::size_t>(i)];
    }
    std::array<float, largestWindow> result{};
    for (int i = 0; i < window; ++i)
        result[static_cast<std::size_t>(i)] = static_cast<float>(weights[static_cast<std::size_t>(i)] / sum);
    return result;
}

/// The four local means that the index is made of, for some rows of the picture: of a, of b, of a^2 + b^2 (the index
/// needs the two variances only as a sum) and of ab. Filtered along the rows, one ring of rows waits for the vertical
/// pass, so that memory stays in the cache.
class Windows {
public:
    Windows(const Image& a, const Image& b, int window)
        : m_a(a)
        , m_b(b)
        , m_window(window)
        , m_weights(gaussian(window))
        , m_columns(a.width - window + 1)
        , m_ring(static_cast<std::size_t>(4) * window * m_columns)
        , m_line(static_cast<std::size_t>(4) * a.width)
        , m_mean(static_cast<std::size_t>(4) * m_columns)
    {
    }

    /// Sums of the index over the output rows begin … end-1, one into each of `sums`.
    void run(int begin, int end, double* sums)
    {
        for (int y = begin; y < begin + m_window - 1; ++y)
            filterRow(y);
        for (int y = begin; y < end; ++y) {
            filterRow(y + m_window - 1);
            sums[y] = indexRow(y);
        }
    }

private:
    float* ringRow(int map, int y)
    {
        return m_ring.data() + (static_cast<std::size_t>(map) * m_window + y % m_window) * m_columns;
    }

    void filterRow(int y)
    {
        const int width = m_a.width;
        float* first = m_line.data();
        float* second = first + width;
        float* squares = second + width;
        float* products = squares + width;
        for (int x = 0; x < width; ++x) {
            const float u = luma(m_a.row(0, y)[x], m_a.row(1, y)[x], m_a.row(2, y)[x]) - center;
            const float v = luma(m_b.row(0, y)[x], m_b.row(1, y)[x], m_b.row(2, y)[x]) - center;
            first[x] = u;
            second[x] = v;
            squares[x] = u * u + v * v;
            products[x] = u * v;
        }
        for (int map = 0; map < 4; ++map) {
            const float* in = m_line.data() + static_cast<std::size_t>(map) * width;
            float* out = ringRow(map, y);
            std::fill_n(out, m_columns, 0.0F);
            for (int i = 0; i < m_window; ++i) {
                const float weight = m_weights[static_cast<std::size_t>(i)];
                for (int x = 0; x < m_columns; ++x)
                    out[x] += weight * in[x + i];
            }
        }
    }

    double indexRow(int y)
    {
        std::fill(m_mean.begin(), m_mean.end(), 0.0F);
        for (int map = 0; map < 4; ++map) {
            float* out = m_mean.data() + static_cast<std::size_t>(map) * m_columns;
            for (int i = 0; i < m_window; ++i) {
                const float weight = m_weights[static_cast<std::size_t>(i)];
                const float* in = ringRow(map, y + i);
                for (int x = 0; x < m_columns; ++x)
                    out[x] += weight * in[x];
            }
        }
        const float* first = m_mean.data();
        const float* second = first + m_columns;
        const float* squares = second + m_columns;
        const float* products = squares + m_columns;
        double sum = 0;
        for (int x = 0; x < m_columns; ++x) {
            const float both = first[x] * second[x];
            const float means = first[x] * first[x] + second[x] * second[x];
            const float u = first[x] + center;
            const float v = second[x] + center;
            sum += ((2 * u * v + c1) * (2 * (products[x] - both) + c2))
                / ((u * u + v * v + c1) * (squares[x] - means + c2));
        }
        return sum;
    }

    const Image& m_a;
    const Image& m_b;
    int m_window;
    std::array<float, largestWindow> m_weights;
    int m_columns;
    std::vector<float> m_ring; ///< [map][row modulo window][column]
    std::vector<float> m_line; ///< [map][x], one row before filtering
    std::vector<float> m_mean; ///< [map][column], one row after both passes
};

} // namespace

double psnr(const Image& a, const Image& b, double ceiling)
{
    assert(a.sameSize(b));
    if (a.empty())
        return ceiling;
    const std::int64_t rows = std::int64_t(3) * a.height;
    std::vector<double> sums(static_cast<std::size_t>(rows));
    base::parallelFor(rows, std::max(1, 65536 / a.width), [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t row = begin; row < end; ++row) {
            const float* u = a.data.data() + row * a.width;
            const float* v = b.data.data() + row * a.width;
            double sum = 0;
            for (int x = 0; x < a.width; ++x) {
                const double difference = static_cast<double>(u[x]) - v[x];
                sum += difference * difference;
            }
            sums[static_cast<std::size_t>(row)] = sum;
        }
    });
    const double error = sumOf(sums) / static_cast<double>(a.data.size());
    if (error == 0)
        return ceiling;
    const double result = -10 * std::log10(error);
    return result > ceiling ? ceiling : result; // keeps NaN, which must not pass as the best value
}

double ssim(const Image& a, const Image& b)
{
    assert(a.sameSize(b));
    if (a.empty())
        return 1;
    const int side = std::min({largestWindow, a.width, a.height});
    const int window = side % 2 == 1 ? side : side - 1;
    const int rows = a.height - window + 1;
    std::vector<double> sums(static_cast<std::size_t>(rows));
    // Each slice filters window-1 rows more than it averages: slices of 32 rows and more keep that small.
    base::parallelFor(rows, std::max(32, 65536 / a.width), [&](std::int64_t begin, std::int64_t end) {
        Windows(a, b, window).run(static_cast<int>(begin), static_cast<int>(end), sums.data());
    });
    return sumOf(sums) / (static_cast<double>(rows) * (a.width - window + 1));
}

} // namespace maquette::imaging
