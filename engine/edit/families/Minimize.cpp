// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/families/Minimize.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace maquette::edit::look {

namespace {

using Point = std::vector<double>;

struct Corner {
    Point point;
    double cost = 0;
};

/// center + factor * (away - center)
Point along(const Point& center, const Point& away, double factor)
{
    Point result(center.size());
    for (std::size_t i = 0; i < center.size(); ++i)
        result[i] = center[i] + factor * (away[i] - center[i]);
    return result;
}

Point centerWithoutLast(const std::vector<Corner>& simplex)
{
    Point center(simplex[0].point.size(), 0);
    for (std::size_t k = 0; k + 1 < simplex.size(); ++k) {
        for (std::size_t i = 0; i < center.size(); ++i)
            center[i] += simplex[k].point[i] / static_cast<double>(center.size());
    }
    return center;
}

} // namespace

double minimize(std::vector<double>& start, const std::vector<double>& span, int evaluations,
                const std::function<double(const std::vector<double>&)>& cost)
{
    int used = 0;
    const auto ask = [&](Point point) {
        ++used;
        const double value = cost(point);
        return Corner{std::move(point), std::isfinite(value) ? value : std::numeric_limits<double>::max()};
    };
    const auto better = [](const Corner& a, const Corner& b) { return a.cost < b.cost; };
    std::vector<Corner> simplex{ask(start)};
    for (std::size_t i = 0; i < start.size(); ++i) {
        Point point = start;
        point[i] += span[i];
        simplex.push_back(ask(std::move(point)));
    }
    while (used < evaluations) {
        std::stable_sort(simplex.begin(), simplex.end(), better);
        Corner& worst = simplex.back();
        if (worst.cost - simplex.front().cost <= 1e-12 + 1e-6 * std::abs(simplex.front().cost))
            break;
        const Point center = centerWithoutLast(simplex);
        Corner next = ask(along(center, worst.point, -1));
        if (next.cost < simplex.front().cost) {
            Corner further = ask(along(center, worst.point, -2));
            worst = further.cost < next.cost ? std::move(further) : std::move(next);
        } else if (next.cost < simplex[simplex.size() - 2].cost) {
            worst = std::move(next);
        } else {
            Corner inner = ask(along(center, next.cost < worst.cost ? next.point : worst.point, 0.5));
            if (inner.cost < std::min(next.cost, worst.cost)) {
                worst = std::move(inner);
            } else {
                for (std::size_t k = 1; k < simplex.size(); ++k)
                    simplex[k] = ask(along(simplex[0].point, simplex[k].point, 0.5));
            }
        }
    }
    const auto best = std::min_element(simplex.begin(), simplex.end(), better);
    start = best->point;
    return best->cost;
}

bool solveCholesky(double* a, double* b, int n, double ridge)
{
    double trace = 0;
    for (int i = 0; i < n; ++i)
        trace += a[i * n + i];
    if (!(trace > 0))
        return false;
    for (int i = 0; i < n; ++i)
        a[i * n + i] += ridge * trace / n;
    for (int i = 0; i < n; ++i) {
        for (int j = 0; j <= i; ++j) {
            double sum = a[i * n + j];
            for (int k = 0; k < j; ++k)
                sum -= a[i * n + k] * a[j * n + k];
            if (i == j) {
                if (!(sum > 0))
                    return false;
                a[i * n + i] = std::sqrt(sum);
            } else {
                a[i * n + j] = sum / a[j * n + j];
            }
        }
    }
    for (int i = 0; i < n; ++i) {
        for (int k = 0; k < i; ++k)
            b[i] -= a[i * n + k] * b[k];
        b[i] /= a[i * n + i];
    }
    for (int i = n - 1; i >= 0; --i) {
        for (int k = i + 1; k < n; ++k)
            b[i] -= a[k * n + i] * b[k];
        b[i] /= a[i * n + i];
    }
    return true;
}

} // namespace maquette::edit::look
