// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/data/Pixels.h"

#include <algorithm>
#include <cmath>

namespace maquette::edit::data {

namespace {

/// Reflects about the first and the last index without repeating them.
int mirrored(int index, int count)
{
    if (count == 1)
        return 0;
    const int period = 2 * (count - 1);
    index = ((index % period) + period) % period;
    return index < count ? index : period - index;
}

/// Correlates the rows and then the columns of one plane with symmetric kernels (empty: not in that direction).
void filterPlane(const float* source, float* target, int width, int height, const std::vector<float>& alongRows,
                 const std::vector<float>& alongColumns)
{
    std::vector<float> rows(source, source + static_cast<std::size_t>(width) * height);
    if (!alongRows.empty()) {
        const int radius = static_cast<int>(alongRows.size()) / 2;
        std::vector<float> padded(width + 2 * radius);
        for (int y = 0; y < height; ++y) {
            float* row = rows.data() + static_cast<std::size_t>(y) * width;
            for (int x = -radius; x < width + radius; ++x)
                padded[x + radius] = row[mirrored(x, width)];
            std::fill(row, row + width, 0.0F);
            for (std::size_t k = 0; k < alongRows.size(); ++k) {
                const float weight = alongRows[k];
                const float* shifted = padded.data() + k;
                for (int x = 0; x < width; ++x)
                    row[x] += weight * shifted[x];
            }
        }
    }
    if (alongColumns.empty()) {
        std::copy(rows.begin(), rows.end(), target);
        return;
    }
    const int radius = static_cast<int>(alongColumns.size()) / 2;
    for (int y = 0; y < height; ++y) {
        float* out = target + static_cast<std::size_t>(y) * width;
        std::fill(out, out + width, 0.0F);
        for (int k = -radius; k <= radius; ++k) {
            const float weight = alongColumns[k + radius];
            const float* row = rows.data() + static_cast<std::size_t>(mirrored(y + k, height)) * width;
            for (int x = 0; x < width; ++x)
                out[x] += weight * row[x];
        }
    }
}

std::vector<float> gaussianKernel(double sigma)
{
    const int radius = std::max(1, static_cast<int>(std::ceil(3 * sigma)));
    std::vector<double> weights(2 * radius + 1);
    double sum = 0;
    for (int i = -radius; i <= radius; ++i)
        sum += weights[i + radius] = std::exp(-i * i / (2 * sigma * sigma));
    std::vector<float> kernel(weights.size());
    for (std::size_t i = 0; i < kernel.size(); ++i)
        kernel[i] = static_cast<float>(weights[i] / sum);
    return kernel;
}

void turnPlane(const float* source, float* target, int width, int height, int turn)
{
    const bool transposed = (turn & 4) != 0;
    const int newWidth = transposed ? height : width;
    const int newHeight = transposed ? width : height;
    for (int y = 0; y < newHeight; ++y) {
        const int fromY = (turn & 2) != 0 ? newHeight - 1 - y : y;
        for (int x = 0; x < newWidth; ++x) {
            const int fromX = (turn & 1) != 0 ? newWidth - 1 - x : x;
            target[static_cast<std::size_t>(y) * newWidth + x] = transposed
                ? source[static_cast<std::size_t>(fromX) * width + fromY]
                : source[static_cast<std::size_t>(fromY) * width + fromX];
        }
    }
}

} // namespace

Plane lumaPlane(const imaging::Image& image)
{
    Plane luma(image.width, image.height);
    const float* r = image.plane(0);
    const float* g = image.plane(1);
    const float* b = image.plane(2);
    for (std::size_t i = 0; i < luma.data.size(); ++i)
        luma.data[i] = 0.299F * r[i] + 0.587F * g[i] + 0.114F * b[i];
    return luma;
}

imaging::Image toGray(const Plane& plane)
{
    imaging::Image image(plane.width, plane.height);
    for (int c = 0; c < 3; ++c)
        std::copy(plane.data.begin(), plane.data.end(), image.plane(c));
    return image;
}

void clampImage(imaging::Image& image)
{
    for (float& sample : image.data)
        sample = std::min(1.0F, std::max(0.0F, sample));
}

imaging::Image multiplied(const imaging::Image& image, const ColorMatrix& matrix)
{
    imaging::Image out(image.width, image.height);
    const float* r = image.plane(0);
    const float* g = image.plane(1);
    const float* b = image.plane(2);
    for (int c = 0; c < 3; ++c) {
        const auto [mr, mg, mb] = matrix[c];
        float* target = out.plane(c);
        for (std::size_t i = 0; i < image.area(); ++i)
            target[i] = mr * r[i] + mg * g[i] + mb * b[i];
    }
    return out;
}

ColorMatrix hueTurn(double angle)
{
    // Luma and the two chroma axes, and the inverse of that matrix, worked out here so that both are exact partners.
    const double m[3][3] = {{0.299, 0.587, 0.114}, {0.596, -0.274, -0.322}, {0.211, -0.523, 0.312}};
    double inverse[3][3];
    const double determinant = m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1])
        - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0]) + m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0]);
    for (int r = 0; r < 3; ++r) {
        for (int c = 0; c < 3; ++c) {
            const int r1 = (c + 1) % 3;
            const int r2 = (c + 2) % 3;
            const int c1 = (r + 1) % 3;
            const int c2 = (r + 2) % 3;
            inverse[r][c] = (m[r1][c1] * m[r2][c2] - m[r1][c2] * m[r2][c1]) / determinant;
        }
    }
    const double cosine = std::cos(angle);
    const double sine = std::sin(angle);
    double rotated[3][3];
    for (int c = 0; c < 3; ++c) {
        rotated[0][c] = m[0][c];
        rotated[1][c] = cosine * m[1][c] - sine * m[2][c];
        rotated[2][c] = sine * m[1][c] + cosine * m[2][c];
    }
    ColorMatrix out{};
    for (int r = 0; r < 3; ++r)
        for (int c = 0; c < 3; ++c)
            out[r][c] = static_cast<float>(inverse[r][0] * rotated[0][c] + inverse[r][1] * rotated[1][c]
                                           + inverse[r][2] * rotated[2][c]);
    return out;
}

void blend(imaging::Image& base, const Plane& weight, const Color& over)
{
    for (int c = 0; c < 3; ++c) {
        float* target = base.plane(c);
        for (std::size_t i = 0; i < base.area(); ++i)
            target[i] = target[i] * (1 - weight.data[i]) + weight.data[i] * over[c];
    }
}

void blend(imaging::Image& base, const Plane& weight, const imaging::Image& over)
{
    for (int c = 0; c < 3; ++c) {
        float* target = base.plane(c);
        const float* source = over.plane(c);
        for (std::size_t i = 0; i < base.area(); ++i)
            target[i] = target[i] * (1 - weight.data[i]) + weight.data[i] * source[i];
    }
}

imaging::Image gaussianBlur(const imaging::Image& image, double sigma)
{
    const std::vector<float> kernel = gaussianKernel(sigma);
    imaging::Image out(image.width, image.height);
    for (int c = 0; c < 3; ++c)
        filterPlane(image.plane(c), out.plane(c), image.width, image.height, kernel, kernel);
    return out;
}

Plane gaussianBlur(const Plane& plane, double sigma)
{
    const std::vector<float> kernel = gaussianKernel(sigma);
    Plane out(plane.width, plane.height);
    filterPlane(plane.data.data(), out.data.data(), plane.width, plane.height, kernel, kernel);
    return out;
}

imaging::Image motionBlur(const imaging::Image& image, int length, bool horizontal)
{
    assert(length % 2 == 1);
    const std::vector<float> kernel(length, 1.0F / static_cast<float>(length));
    imaging::Image out(image.width, image.height);
    for (int c = 0; c < 3; ++c)
        filterPlane(image.plane(c), out.plane(c), image.width, image.height, horizontal ? kernel : std::vector<float>(),
                    horizontal ? std::vector<float>() : kernel);
    return out;
}

imaging::Image blockMeans(const imaging::Image& image, int size)
{
    imaging::Image out(image.width, image.height);
    for (int c = 0; c < 3; ++c) {
        for (int top = 0; top < image.height; top += size) {
            const int bottom = std::min(image.height, top + size);
            for (int left = 0; left < image.width; left += size) {
                const int right = std::min(image.width, left + size);
                float sum = 0;
                for (int y = top; y < bottom; ++y)
                    for (int x = left; x < right; ++x)
                        sum += image.at(c, x, y);
                const float mean = sum / static_cast<float>((bottom - top) * (right - left));
                for (int y = top; y < bottom; ++y)
                    std::fill(out.row(c, y) + left, out.row(c, y) + right, mean);
            }
        }
    }
    return out;
}

Derivatives sobel(const Plane& plane)
{
    Derivatives out{Plane(plane.width, plane.height), Plane(plane.width, plane.height)};
    const int last = plane.width - 1;
    for (int y = 0; y < plane.height; ++y) {
        const float* above = plane.row(std::max(0, y - 1));
        const float* here = plane.row(y);
        const float* below = plane.row(std::min(plane.height - 1, y + 1));
        float* dx = out.x.row(y);
        float* dy = out.y.row(y);
        const auto at = [&](int x, int left, int right) {
            dx[x] = 0.25F * (above[right] - above[left] + 2 * (here[right] - here[left]) + below[right] - below[left]);
            dy[x] = 0.25F * (below[left] - above[left] + 2 * (below[x] - above[x]) + below[right] - above[right]);
        };
        at(0, 0, std::min(1, last));
        for (int x = 1; x < last; ++x)
            at(x, x - 1, x + 1);
        if (last > 0)
            at(last, last - 1, last);
    }
    return out;
}

Plane edgeStrength(const imaging::Image& image)
{
    Derivatives d = sobel(lumaPlane(image));
    for (std::size_t i = 0; i < d.x.data.size(); ++i)
        d.x.data[i] = std::sqrt(d.x.data[i] * d.x.data[i] + d.y.data[i] * d.y.data[i] + 1e-8F);
    return std::move(d.x);
}

imaging::Image turned(const imaging::Image& image, int turn)
{
    imaging::Image out((turn & 4) != 0 ? image.height : image.width, (turn & 4) != 0 ? image.width : image.height);
    for (int c = 0; c < 3; ++c)
        turnPlane(image.plane(c), out.plane(c), image.width, image.height, turn);
    return out;
}

Plane turned(const Plane& plane, int turn)
{
    Plane out((turn & 4) != 0 ? plane.height : plane.width, (turn & 4) != 0 ? plane.width : plane.height);
    turnPlane(plane.data.data(), out.data.data(), plane.width, plane.height, turn);
    return out;
}

} // namespace maquette::edit::data
