// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/families/Placement.h"

#include "base/Simd.h"
#include "edit/fit/AffineColor.h"
#include "edit/fit/LeastSquares.h"
#include "edit/fit/Pixels.h"

#include <algorithm>
#include <cmath>

namespace maquette::edit {

namespace {

using imaging::Image;

/// One plane of luma.
struct Plane {
    int width = 0;
    int height = 0;
    std::vector<float> data;
};

Plane lumaPlane(const Image& image)
{
    Plane plane{image.width, image.height, std::vector<float>(image.area())};
    for (std::size_t i = 0; i < image.area(); ++i)
        plane.data[i] = 0.299F * image.plane(0)[i] + 0.587F * image.plane(1)[i] + 0.114F * image.plane(2)[i];
    return plane;
}

MAQUETTE_SIMD void addProducts(const float* a, float scale, float* sums, std::size_t count)
{
    for (std::size_t i = 0; i < count; ++i)
        sums[i] += scale * a[i];
}

/// Sums over all rectangles from the corner, one row and column of zeros in front.
std::vector<double> integral(const Plane& plane, bool squares)
{
    const int stride = plane.width + 1;
    std::vector<double> sums(static_cast<std::size_t>(stride) * (plane.height + 1));
    for (int y = 0; y < plane.height; ++y) {
        double row = 0;
        for (int x = 0; x < plane.width; ++x) {
            const double v = plane.data[static_cast<std::size_t>(y) * plane.width + x];
            row += squares ? v * v : v;
            sums[static_cast<std::size_t>(y + 1) * stride + x + 1]
                = sums[static_cast<std::size_t>(y) * stride + x + 1] + row;
        }
    }
    return sums;
}

struct Peak {
    int x = 0;
    int y = 0;
    double score = 0; ///< squared correlation
};

/// Best place of `pattern` within `field`, which is at least as large.
Peak correlate(const Plane& field, const std::vector<double>& sums, const std::vector<double>& squares, Plane pattern)
{
    double mean = 0;
    for (const float v : pattern.data)
        mean += v;
    mean /= static_cast<double>(pattern.data.size());
    double energy = 0;
    for (float& v : pattern.data) {
        v -= static_cast<float>(mean);
        energy += static_cast<double>(v) * v;
    }
    Peak best;
    if (energy < 1e-6 * static_cast<double>(pattern.data.size()))
        return best;
    const int columns = field.width - pattern.width + 1;
    const int stride = field.width + 1;
    const auto n = static_cast<double>(pattern.data.size());
    std::vector<float> products(columns);
    for (int y = 0; y + pattern.height <= field.height; ++y) {
        std::fill(products.begin(), products.end(), 0.0F);
        for (int py = 0; py < pattern.height; ++py)
            for (int px = 0; px < pattern.width; ++px)
                addProducts(field.data.data() + static_cast<std::size_t>(y + py) * field.width + px,
                            pattern.data[static_cast<std::size_t>(py) * pattern.width + px], products.data(), columns);
        for (int x = 0; x < columns; ++x) {
            const auto box = [&](const std::vector<double>& table) {
                const std::size_t low = static_cast<std::size_t>(y) * stride + x;
                const std::size_t high = static_cast<std::size_t>(y + pattern.height) * stride + x;
                return table[high + pattern.width] - table[high] - table[low + pattern.width] + table[low];
            };
            const double sum = box(sums);
            const double spread = box(squares) - sum * sum / n;
            if (spread < 1e-5 * n)
                continue;
            const double score = static_cast<double>(products[x]) * products[x] / (spread * energy);
            if (score > best.score)
                best = {x, y, score};
        }
    }
    return best;
}

struct Scored {
    fit::Rectangle part;
    double score;
};

/// Places of `small` within `large` at its own scale and at scales where it covers from all to `least` of the width or
/// height; rectangles in pixels of `large`.
void scan(const Image& large, const Image& small, double least, bool thorough, const base::Job& job,
          std::vector<Scored>& found)
{
    const int work = thorough ? 56 : 40;
    // Two steps: whole boxes first, so that every scale starts from a small copy.
    const Image reducedSmall = fit::reduced(small, std::max(1, std::max(small.width, small.height) / (2 * work)));
    const double q = std::max(1.0, std::max(large.width, large.height) / static_cast<double>(work));
    const Image field = fit::areaResized(large, std::max(1, static_cast<int>(std::lround(large.width / q))),
                                         std::max(1, static_cast<int>(std::lround(large.height / q))));
    const Plane plane = lumaPlane(field);
    const auto sums = integral(plane, false);
    const auto squares = integral(plane, true);
    const double widest
        = std::max(static_cast<double>(small.width) / large.width, static_cast<double>(small.height) / large.height);
    std::vector<double> scales; // pixels of small per pixel of large
    if (widest <= 1)
        scales.push_back(1);
    for (double share = 1; share > least; share *= thorough ? 0.94 : 0.9)
        scales.push_back(widest / share);
    for (const double scale : scales) {
        if (job.stopped())
            return;
        const int width = static_cast<int>(std::lround(small.width / scale * field.width / large.width));
        const int height = static_cast<int>(std::lround(small.height / scale * field.height / large.height));
        if (width < 8 || height < 8 || width > field.width || height > field.height || width > reducedSmall.width
            || height > reducedSmall.height)
            continue;
        const Peak peak = correlate(plane, sums, squares, lumaPlane(fit::areaResized(reducedSmall, width, height)));
        const double px = static_cast<double>(large.width) / field.width;
        const double py = static_cast<double>(large.height) / field.height;
        const double left = peak.x * px;
        const double top = peak.y * py;
        found.push_back({{left, top, left + small.width / scale, top + small.height / scale}, peak.score});
    }
}

/// Bilinear sample of one plane with edges repeated.
float sample(const float* plane, int width, int height, double x, double y)
{
    const double cx = std::clamp(x - 0.5, 0.0, width - 1.0);
    const double cy = std::clamp(y - 0.5, 0.0, height - 1.0);
    const int x0 = std::min(static_cast<int>(cx), std::max(0, width - 2));
    const int y0 = std::min(static_cast<int>(cy), std::max(0, height - 2));
    const int x1 = std::min(x0 + 1, width - 1);
    const int y1 = std::min(y0 + 1, height - 1);
    const auto fx = static_cast<float>(cx - x0);
    const auto fy = static_cast<float>(cy - y0);
    const float* a = plane + static_cast<std::size_t>(y0) * width;
    const float* b = plane + static_cast<std::size_t>(y1) * width;
    const float top = a[x0] + fx * (a[x1] - a[x0]);
    const float low = b[x0] + fx * (b[x1] - b[x0]);
    return top + fy * (low - top);
}

/// One level: `source` has `sourceScale` pixels per pixel of the before picture.
struct Level {
    const Image& source;
    const Image& target;
    double sourceX;
    double sourceY;
    std::size_t limit;
};

/// One round of Gauss and Newton; returns the mean squared error before the change.
double improve(const Level& level, fit::Rectangle& part, bool& settled)
{
    const Image& t = level.target;
    const Image& s = level.source;
    const double stride = std::max(1.0, std::sqrt(static_cast<double>(t.area()) / static_cast<double>(level.limit)));
    std::array<std::vector<float>, 3> colors;
    std::array<std::vector<float>, 3> slopesX;
    std::array<std::vector<float>, 3> slopesY;
    std::array<std::vector<float>, 3> wanted;
    std::vector<float> us;
    std::vector<float> vs;
    for (double fy = 0; fy < t.height; fy += stride)
        for (double fx = 0; fx < t.width; fx += stride) {
            const int tx = static_cast<int>(fx);
            const int ty = static_cast<int>(fy);
            const double u = (tx + 0.5) / t.width;
            const double v = (ty + 0.5) / t.height;
            const double x = (part.left + u * part.width()) * level.sourceX;
            const double y = (part.top + v * part.height()) * level.sourceY;
            if (x < 0 || y < 0 || x > s.width || y > s.height)
                continue;
            us.push_back(static_cast<float>(u - 0.5));
            vs.push_back(static_cast<float>(v - 0.5));
            for (int c = 0; c < 3; ++c) {
                const float* plane = s.plane(c);
                colors[c].push_back(sample(plane, s.width, s.height, x, y));
                slopesX[c].push_back(sample(plane, s.width, s.height, x + 0.5, y)
                                     - sample(plane, s.width, s.height, x - 0.5, y));
                slopesY[c].push_back(sample(plane, s.width, s.height, x, y + 0.5)
                                     - sample(plane, s.width, s.height, x, y - 0.5));
                wanted[c].push_back(t.row(c, ty)[tx]);
            }
        }
    const std::size_t n = us.size();
    settled = true;
    if (n < 16)
        return 1;
    const std::array<const float*, 3> from{colors[0].data(), colors[1].data(), colors[2].data()};
    const std::array<const float*, 3> to{wanted[0].data(), wanted[1].data(), wanted[2].data()};
    const auto color = fit::fitAffineColor(from, to, nullptr, n, 1);
    const double error = fit::affineError(color, from, to, n);
    std::vector<double> gram(16);
    std::vector<double> right(4);
    const auto noise = static_cast<float>(std::max(1e-6, 4 * error));
    for (std::size_t i = 0; i < n; ++i)
        for (int c = 0; c < 3; ++c) {
            const auto& k = color[c];
            double rest = wanted[c][i] - k[0];
            double gx = 0;
            double gy = 0;
            for (int j = 0; j < 3; ++j) {
                rest -= k[j + 1] * colors[j][i];
                gx += k[j + 1] * slopesX[j][i];
                gy += k[j + 1] * slopesY[j][i];
            }
            // Pixels that something else changed must not pull.
            const double w = 1 / (1 + rest * rest / noise);
            const double row[4] = {gx, gx * us[i], gy, gy * vs[i]};
            for (int a = 0; a < 4; ++a) {
                right[a] += w * row[a] * rest;
                for (int b = 0; b < 4; ++b)
                    gram[a * 4 + b] += w * row[a] * row[b];
            }
        }
    for (double& value : gram)
        value /= static_cast<double>(n);
    for (double& value : right)
        value /= static_cast<double>(n);
    std::vector<double> change(4);
    const double pull = 1e-7;
    const std::vector<double> ridge{pull, pull, pull, pull};
    if (!fit::solveRidge(gram, right, ridge, {}, change))
        return error;
    // change: shift of the middle and growth of the part, in pixels of the source copy.
    const double limitX = 0.15 * part.width();
    const double limitY = 0.15 * part.height();
    const double dx = std::clamp(change[0] / level.sourceX, -limitX, limitX);
    const double gx = std::clamp(change[1] / level.sourceX, -limitX, limitX);
    const double dy = std::clamp(change[2] / level.sourceY, -limitY, limitY);
    const double gy = std::clamp(change[3] / level.sourceY, -limitY, limitY);
    part = {part.left + dx - gx / 2, part.top + dy - gy / 2, part.right + dx + gx / 2, part.bottom + dy + gy / 2};
    const double movedX = (std::abs(dx) + std::abs(gx)) * level.sourceX;
    const double movedY = (std::abs(dy) + std::abs(gy)) * level.sourceY;
    settled = movedX < 0.003 && movedY < 0.003;
    return error;
}

} // namespace

std::vector<Placement> coarsePlacements(const Image& before, const Image& after, int most, bool thorough,
                                        const base::Job& job)
{
    std::vector<Scored> found;
    scan(before, after, 0.24, thorough, job, found);
    // The middle of a shifted picture lies within the other.
    if (thorough && before.sameSize(after) && before.width >= 24 && before.height >= 24) {
        const int w = after.width * 6 / 10;
        const int h = after.height * 6 / 10;
        const int x0 = (after.width - w) / 2;
        const int y0 = (after.height - h) / 2;
        const Image middle = fit::resampled(after, {double(x0), double(y0), double(x0 + w), double(y0 + h)}, w, h,
                                            imaging::Filter::Nearest);
        std::vector<Scored> shifted;
        scan(before, middle, 2, true, job, shifted); // at its own scale alone
        if (!shifted.empty()) {
            const auto& part = shifted.front().part;
            found.push_back(
                {{part.left - x0, part.top - y0, part.left - x0 + after.width, part.top - y0 + after.height},
                 shifted.front().score});
        }
    }
    // The other way round: the whole before picture within the after picture.
    std::vector<Scored> inverse;
    if (thorough)
        scan(after, before, 0.45, true, job, inverse);
    for (const Scored& place : inverse) {
        const double sx = before.width / place.part.width();
        const double sy = before.height / place.part.height();
        found.push_back({{-place.part.left * sx, -place.part.top * sy, (after.width - place.part.left) * sx,
                          (after.height - place.part.top) * sy},
                         place.score});
    }
    std::stable_sort(found.begin(), found.end(), [](const Scored& a, const Scored& b) { return a.score > b.score; });
    std::vector<Placement> result;
    for (const Scored& place : found) {
        if (static_cast<int>(result.size()) >= most || place.score < 0.2)
            break;
        result.push_back({place.part, 1 - place.score});
    }
    return result;
}

double restlessness(const Image& before, const Image& after)
{
    double least = 1;
    for (const int side : {144, 1 << 20}) {
        const int factor = std::max(1, std::max(after.width, after.height) / side);
        const Image source = fit::reduced(before, factor);
        const Image target = fit::reduced(after, factor);
        const Level level{source, target, 1, 1, 2048};
        fit::Rectangle part{0, 0, static_cast<double>(source.width), static_cast<double>(source.height)};
        bool settled = false;
        const double still = improve(level, part, settled);
        const double moved = improve(level, part, settled);
        least = std::min(least, moved / std::max(still, 1e-9));
    }
    return least;
}

Placement refinedPlacement(const Image& before, const Image& after, const fit::Rectangle& start)
{
    Placement placement{start, 1};
    const int longest = std::max(after.width, after.height);
    std::vector<int> factors;
    for (const int side : {48, 144}) {
        const int factor = longest / side;
        if (factor > 1 && (factors.empty() || factors.back() != factor))
            factors.push_back(factor);
    }
    factors.push_back(1);
    for (const int factor : factors) {
        const Image target = fit::reduced(after, factor);
        const double density = placement.part.width() / target.width; // pixels of before per pixel of the copy
        const int sourceFactor = std::max(1, static_cast<int>(std::lround(density)));
        const Image source = fit::reduced(before, sourceFactor);
        // Incomplete boxes at the edge make the copy a little larger than the picture divided by the factor.
        const fit::Rectangle scaled = placement.part;
        const Level level{source, target, 1.0 / sourceFactor, 1.0 / sourceFactor, factor > 1 ? 4096U : 8192U};
        // The grid of a reduced target covers factor * size pixels.
        const double growX = static_cast<double>(target.width) * factor / after.width;
        const double growY = static_cast<double>(target.height) * factor / after.height;
        fit::Rectangle part{scaled.left, scaled.top, scaled.left + scaled.width() * growX,
                            scaled.top + scaled.height() * growY};
        for (int round = 0; round < (factor > 1 ? 8 : 5); ++round) {
            bool settled = false;
            placement.residual = improve(level, part, settled);
            if (settled)
                break;
        }
        placement.part = {part.left, part.top, part.left + part.width() / growX, part.top + part.height() / growY};
        if (!(placement.part.width() > 1) || !(placement.part.height() > 1))
            return {start, 1};
    }
    return placement;
}

} // namespace maquette::edit
