// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/view/Shading.h"

#include "base/Simd.h"
#include "base/Threads.h"
#include "cloud/view/FilterTest.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>

namespace maquette::cloud {

namespace {

constexpr float noDepth = std::numeric_limits<float>::infinity();
constexpr double largestRadius = 32; ///< pixels
constexpr int neighbors = 8;
constexpr float potreeFactor = 300;
constexpr int rowGrain = 8;

/// log2 of depths above zero; infinity for pixels without a point.
MAQUETTE_SIMD void logarithms(const std::uint64_t* __restrict keys, std::size_t count, float* __restrict out)
{
    // m in [sqrt(1/2), sqrt(2)): log2(m) = 2/ln2 artanh((m-1)/(m+1)), four terms: within 2e-8.
    constexpr float scale = static_cast<float>(2 / std::numbers::ln2);
    constexpr std::uint32_t rootHalf = 0x3F3504F3U;
    for (std::size_t i = 0; i < count; ++i) {
        const auto bits = static_cast<std::uint32_t>(keys[i] >> 32);
        const std::uint32_t moved = bits - rootHalf;
        const auto exponent = static_cast<float>(static_cast<std::int32_t>(moved) >> 23);
        const float mantissa = std::bit_cast<float>((moved & 0x007FFFFFU) + rootHalf);
        const float s = (mantissa - 1) / (mantissa + 1);
        const float q = s * s;
        const float value = exponent + scale * s * (1 + q * (1.0F / 3 + q * (1.0F / 5 + q * (1.0F / 7))));
        out[i] = bits == 0xFFFFFFFFU ? noDepth : value;
    }
}

MAQUETTE_SIMD void scaledDepths(const std::uint64_t* __restrict keys, std::size_t count, float factor,
                                float* __restrict out)
{
    for (std::size_t i = 0; i < count; ++i) {
        const auto bits = static_cast<std::uint32_t>(keys[i] >> 32);
        out[i] = bits == 0xFFFFFFFFU ? noDepth : std::bit_cast<float>(bits) * factor;
    }
}

MAQUETTE_SIMD void addResponse(const float* __restrict center, const float* __restrict neighbor, int count,
                               float* __restrict sum)
{
    for (int i = 0; i < count; ++i) {
        // Infinity less infinity is NaN, which is not above zero either.
        const float farther = center[i] - neighbor[i];
        sum[i] += farther > 0 ? farther : 0.0F;
    }
}

/// light = exp(-factor * light).
MAQUETTE_SIMD void toLight(float factor, int count, float* __restrict light)
{
    const float toPower = -factor * static_cast<float>(std::numbers::log2e);
    for (int i = 0; i < count; ++i) {
        float power = light[i] * toPower;
        power = power > -60.0F ? power : -60.0F;
        // 2^f for f in [-1/2, 1/2] by Taylor to the sixth power: within 2e-7.
        const auto whole = static_cast<std::int32_t>(power - 0.5F);
        const float f = (power - static_cast<float>(whole)) * static_cast<float>(std::numbers::ln2);
        const float value
            = 1 + f * (1 + f * (1.0F / 2 + f * (1.0F / 6 + f * (1.0F / 24 + f * (1.0F / 120 + f * (1.0F / 720))))));
        light[i] = value * std::bit_cast<float>((whole + 127) << 23);
    }
}

Rgb mixed(Rgb a, Rgb b, float part)
{
    Rgb result;
    for (int i = 0; i < 3; ++i)
        result[i] = static_cast<std::uint8_t>(
            std::lround(static_cast<float>(a[i]) * (1 - part) + static_cast<float>(b[i]) * part));
    return result;
}

} // namespace

int eyeDomeMargin(const PointLook& look)
{
    if (!look.eyeDome || !(look.eyeDomeStrength > 0) || !(look.eyeDomeRadius > 0))
        return 0;
    return static_cast<int>(std::lround(std::min(look.eyeDomeRadius, largestRadius)));
}

std::vector<float> eyeDomeLight(const PixelKeys& keys, const PointLook& look, const Projection& projection, int margin)
{
    const int stride = keys.part.width;
    const int width = stride - 2 * margin;
    const int height = keys.part.height - 2 * margin;
    const auto at = [stride](int x, int y) { return static_cast<std::ptrdiff_t>(y) * stride + x; };
    const std::size_t all = static_cast<std::size_t>(stride) * keys.part.height;

    const auto depths = std::make_unique_for_overwrite<float[]>(all);
    // The distance at which 40 degrees see what the parallel projection does, and the slope of log2.
    const double seenFrom = projection.height / 2.0 / projection.scale / std::tan(20 * std::numbers::pi / 180);
    const auto slope = static_cast<float>(1 / (seenFrom * std::numbers::ln2));
    base::parallelFor(keys.part.height, rowGrain, [&](std::int64_t begin, std::int64_t end) {
        const std::size_t first = static_cast<std::size_t>(begin) * stride;
        const std::size_t count = static_cast<std::size_t>(end - begin) * stride;
        if (projection.parallel)
            scaledDepths(keys.keys.get() + first, count, slope, depths.get() + first);
        else
            logarithms(keys.keys.get() + first, count, depths.get() + first);
    });

    std::array<std::ptrdiff_t, neighbors> offsets = {};
    for (int i = 0; i < neighbors; ++i) {
        const double angle = 2 * std::numbers::pi * i / neighbors;
        const double radius = std::min(look.eyeDomeRadius, largestRadius);
        offsets[i] = at(static_cast<int>(std::lround(radius * std::cos(angle))),
                        static_cast<int>(std::lround(radius * std::sin(angle))));
    }
    std::vector<float> light(static_cast<std::size_t>(width) * height, 0.0F);
    const float factor = potreeFactor * static_cast<float>(look.eyeDomeStrength) / neighbors;
    base::parallelFor(height, rowGrain, [&](std::int64_t begin, std::int64_t end) {
        for (auto y = static_cast<int>(begin); y < end; ++y) {
            const float* const center = depths.get() + at(margin, y + margin);
            float* const out = light.data() + static_cast<std::size_t>(y) * width;
            for (const std::ptrdiff_t offset : offsets)
                addResponse(center, center + offset, width, out);
            toLight(factor, width, out);
        }
    });
    return light;
}

Painter::Painter(const RenderInput& input, const ViewState& state, const PaneColors& colors)
    : m_points(*input.points)
    , m_colors(colors)
    , m_background(state.look.background)
{
    if (!colors.index.empty())
        m_index = colors.index.data();
    else if (colors.useTruth && !input.slots->truth.empty())
        m_index = input.slots->truth.data();
    else if (colors.usePrediction && !input.slots->prediction.empty())
        m_index = input.slots->prediction.data();
    if (hasSelection(m_points, input.selected))
        m_selected = input.selected.data();
    if (state.filter.box.mode == ClipBox::Mode::Highlight)
        m_highlight.emplace(state.filter.box);
}

Rgb Painter::marked(Rgb color, std::uint32_t place) const
{
    if (m_selected && m_selected[m_points.order[place]] != 0)
        return mixed(color, selectionColor, selectionPart);
    if (m_highlight) {
        const float* const point = m_points.positions.data() + 3 * std::size_t(place);
        if (!m_highlight->inside(point[0], point[1], point[2]))
            return mixed(color, m_background, outsidePart);
    }
    return color;
}

template <class Color>
void Painter::paintWith(const Color& color, const std::uint64_t* keys, const float* light, int count,
                        std::uint8_t* out) const
{
    const bool marks = m_selected || m_highlight;
    for (int x = 0; x < count; ++x, out += 3) {
        if (keys[x] == PixelKeys::none) {
            std::copy_n(m_background.data(), 3, out);
            continue;
        }
        const std::uint32_t place = PixelKeys::place(keys[x]);
        Rgb found = color(place);
        if (marks)
            found = marked(found, place);
        const float factor = light ? light[x] : 1.0F;
        for (int i = 0; i < 3; ++i)
            out[i] = static_cast<std::uint8_t>(static_cast<float>(found[i]) * factor + 0.5F);
    }
}

void Painter::paint(const std::uint64_t* keys, const float* light, int count, std::uint8_t* out) const
{
    if (m_colors.direct) {
        const std::uint8_t* const colors = m_points.colors.data();
        paintWith(
            [colors](std::uint32_t place) {
                const std::uint8_t* const color = colors + 3 * std::size_t(place);
                return Rgb{color[0], color[1], color[2]};
            },
            keys, light, count, out);
    } else if (m_index) {
        paintWith([this](std::uint32_t place) { return m_colors.palette[m_index[place]]; }, keys, light, count, out);
    } else {
        paintWith([this](std::uint32_t) { return m_colors.palette[0]; }, keys, light, count, out);
    }
}

} // namespace maquette::cloud
