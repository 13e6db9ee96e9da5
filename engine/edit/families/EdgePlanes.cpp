// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/families/EdgePlanes.h"

#include "base/Simd.h"
#include "base/Threads.h"
#include "edit/families/FilterTools.h"
#include "edit/families/Minimize.h"
#include "edit/families/StepTools.h"
#include "imaging/Color.h"

#include <algorithm>
#include <cmath>

namespace maquette::edit::look {

namespace {

MAQUETTE_SIMD void lumaRow(const float* r, const float* g, const float* b, float* out, int width)
{
    for (int x = 0; x < width; ++x)
        out[x] = imaging::lumaRed * r[x] + imaging::lumaGreen * g[x] + imaging::lumaBlue * b[x];
}

/// out[x] = sum of kernel[i] * in[x + i] over `taps`
MAQUETTE_SIMD void convolveRow(const float* in, const float* kernel, int taps, float* out, int width)
{
    std::fill(out, out + width, 0.0F);
    for (int i = 0; i < taps; ++i) {
        const float k = kernel[i];
        for (int x = 0; x < width; ++x)
            out[x] += k * in[x + i];
    }
}

MAQUETTE_SIMD void addRow(const float* in, float k, float* out, int width)
{
    for (int x = 0; x < width; ++x)
        out[x] += k * in[x];
}

/// Rows a, b, c hold width + 2 values each, the first and the last repeated.
MAQUETTE_SIMD void sobelRow(const float* a, const float* b, const float* c, float* out, int width)
{
    for (int x = 0; x < width; ++x) {
        const float gx = (a[x + 2] - a[x] + 2 * (b[x + 2] - b[x]) + c[x + 2] - c[x]) * 0.25F;
        const float gy = (c[x] - a[x] + 2 * (c[x + 1] - a[x + 1]) + c[x + 2] - a[x + 2]) * 0.25F;
        out[x] = std::sqrt(gx * gx + gy * gy + 1e-8F);
    }
}

void forPlaneRows(int width, int height, const std::function<void(int, int)>& body)
{
    base::parallelFor(height, std::max(1, 16384 / std::max(1, width)), [&](std::int64_t begin, std::int64_t end) {
        body(static_cast<int>(begin), static_cast<int>(end));
    });
}

void paddedRow(const Plane& plane, int y, std::vector<float>& out)
{
    const float* in = plane.row(std::clamp(y, 0, plane.height - 1));
    out[0] = in[0];
    std::copy(in, in + plane.width, out.begin() + 1);
    out[plane.width + 1] = in[plane.width - 1];
}

} // namespace

Plane lumaPlane(const imaging::Image& image)
{
    Plane plane(image.width, image.height);
    forPlaneRows(image.width, image.height, [&](int begin, int end) {
        for (int y = begin; y < end; ++y)
            lumaRow(image.row(0, y), image.row(1, y), image.row(2, y), plane.row(y), image.width);
    });
    return plane;
}

Plane channelPlane(const imaging::Image& image, int channel)
{
    Plane plane(image.width, image.height);
    std::copy(image.plane(channel), image.plane(channel) + image.area(), plane.data.begin());
    return plane;
}

Plane blurredPlane(const Plane& plane, double sigma)
{
    if (sigma < 0.2 || plane.data.empty())
        return plane;
    const int radius = std::max(1, static_cast<int>(std::ceil(3 * sigma)));
    const int taps = 2 * radius + 1;
    std::vector<float> kernel(taps);
    double sum = 0;
    for (int i = 0; i < taps; ++i)
        sum += std::exp(-(i - radius) * (i - radius) / (2 * sigma * sigma));
    for (int i = 0; i < taps; ++i)
        kernel[i] = static_cast<float>(std::exp(-(i - radius) * (i - radius) / (2 * sigma * sigma)) / sum);
    Plane across(plane.width, plane.height);
    forPlaneRows(plane.width, plane.height, [&](int begin, int end) {
        std::vector<float> padded(static_cast<std::size_t>(plane.width) + 2 * radius);
        for (int y = begin; y < end; ++y) {
            const float* in = plane.row(y);
            for (int i = 0; i < radius; ++i) {
                padded[i] = in[mirrorIndex(i - radius, plane.width)];
                padded[radius + plane.width + i] = in[mirrorIndex(plane.width + i, plane.width)];
            }
            std::copy(in, in + plane.width, padded.begin() + radius);
            convolveRow(padded.data(), kernel.data(), taps, across.row(y), plane.width);
        }
    });
    Plane result(plane.width, plane.height);
    forPlaneRows(plane.width, plane.height, [&](int begin, int end) {
        for (int y = begin; y < end; ++y) {
            for (int i = 0; i < taps; ++i)
                addRow(across.row(mirrorIndex(y + i - radius, plane.height)), kernel[i], result.row(y), plane.width);
        }
    });
    return result;
}

Plane sobelPlane(const Plane& plane)
{
    Plane result(plane.width, plane.height);
    if (plane.data.empty())
        return result;
    forPlaneRows(plane.width, plane.height, [&](int begin, int end) {
        std::vector<float> above(plane.width + 2);
        std::vector<float> here(plane.width + 2);
        std::vector<float> below(plane.width + 2);
        paddedRow(plane, begin - 1, above);
        paddedRow(plane, begin, here);
        for (int y = begin; y < end; ++y) {
            paddedRow(plane, y + 1, below);
            sobelRow(above.data(), here.data(), below.data(), result.row(y), plane.width);
            above.swap(here);
            here.swap(below);
        }
    });
    return result;
}

float sobelAt(const imaging::Image& image, int x, int y)
{
    float v[3][3];
    for (int j = 0; j < 3; ++j) {
        const int row = std::clamp(y + j - 1, 0, image.height - 1);
        for (int i = 0; i < 3; ++i) {
            const int column = std::clamp(x + i - 1, 0, image.width - 1);
            v[j][i] = imaging::luma(image.at(0, column, row), image.at(1, column, row), image.at(2, column, row));
        }
    }
    const float gx = (v[0][2] - v[0][0] + 2 * (v[1][2] - v[1][0]) + v[2][2] - v[2][0]) * 0.25F;
    const float gy = (v[2][0] - v[0][0] + 2 * (v[2][1] - v[0][1]) + v[2][2] - v[0][2]) * 0.25F;
    return std::sqrt(gx * gx + gy * gy + 1e-8F);
}

Plane edgePlane(const Plane& luma, double sigma) { return sobelPlane(blurredPlane(luma, sigma)); }

std::vector<float> edgesAt(const Plane& edges, const Samples& samples)
{
    std::vector<float> result(samples.size());
    for (std::size_t i = 0; i < samples.size(); ++i)
        result[i] = edges.row(samples.row[i])[samples.column[i]];
    return result;
}

std::vector<float> edgesAt(const imaging::Image& image, const Samples& samples)
{
    std::vector<float> result(samples.size());
    for (std::size_t i = 0; i < samples.size(); ++i)
        result[i] = sobelAt(image, samples.column[i], samples.row[i]);
    return result;
}

double refinedSigma(double sigma, double most, int evaluations, const std::function<double(double sigma)>& cost)
{
    const auto within = [&](double logarithm) { return std::clamp(std::exp(logarithm), 0.2, most); };
    std::vector<double> point{std::log(sigma)};
    minimize(point, {0.2}, evaluations, [&](const std::vector<double>& p) { return cost(within(p[0])); });
    return within(point[0]);
}

base::Parameter smoothingSlider(double sigma)
{
    return slider("smoothing", {QT_TRANSLATE_NOOP("Engine", "Smoothing")},
                  {QT_TRANSLATE_NOOP("Engine",
                                     "Blur before edges are looked for, in percent of the picture's "
                                     "size; larger values draw only large edges.")},
                  sigma * 100, 0, 3, 0.01, "%");
}

namespace {

/// How much luma varies in a part, from one pixel in 16.
double detailOf(const imaging::Image& image, int left, int top, int width, int height)
{
    double sum = 0;
    double square = 0;
    int count = 0;
    for (int y = top; y < top + height; y += 4) {
        for (int x = left; x < left + width; x += 4, ++count) {
            const double v = image.at(1, x, y);
            sum += v;
            square += v * v;
        }
    }
    return count ? square / count - (sum / count) * (sum / count) : 0;
}

} // namespace

ExampleCrop::ExampleCrop(const FitContext& context, int side, int margin)
    : m_scale(context.scale)
    , m_quick(context.quick)
    , m_first(context.first)
{
    const imaging::Image& from = context.source;
    const int width = std::min(side, from.width);
    const int height = std::min(side, from.height);
    int left = 0;
    int top = 0;
    double most = -1;
    for (int j = 0; j < 3; ++j) {
        for (int i = 0; i < 3; ++i) {
            const int x = (from.width - width) * i / 2;
            const int y = (from.height - height) * j / 2;
            const double detail = detailOf(from, x, y, width, height);
            if (detail > most) {
                most = detail;
                left = x;
                top = y;
            }
        }
    }
    m_source = imaging::Image(width, height);
    m_target = imaging::Image(width, height);
    m_mask.resize(m_source.area());
    m_weights.resize(m_source.area());
    for (int y = 0; y < height; ++y) {
        for (int c = 0; c < 3; ++c) {
            std::copy_n(from.row(c, top + y) + left, width, m_source.row(c, y));
            std::copy_n(context.target.row(c, top + y) + left, width, m_target.row(c, y));
        }
        const std::size_t whole = static_cast<std::size_t>(top + y) * from.width + left;
        const std::size_t part = static_cast<std::size_t>(y) * width;
        const bool rowFree = (top == 0 || y >= margin) && (top + height == from.height || y < height - margin);
        for (int x = 0; x < width; ++x) {
            const bool free
                = rowFree && (left == 0 || x >= margin) && (left + width == from.width || x < width - margin);
            m_mask[part + x] = free ? context.fitMask[whole + x] : 0;
            m_weights[part + x] = context.weights[whole + x];
        }
    }
}

FitContext ExampleCrop::context() const { return {m_source, m_target, m_mask, m_weights, m_scale, m_quick, m_first}; }

} // namespace maquette::edit::look
