// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernels/Lut3d.h"

#include "kernels/Lut3dCheck.h"
#include "kernels/Parallel.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <vector>

namespace maquette::kernels::cpu {

namespace {

// Eight output channels are computed at once: the table is repacked so that the channels of a lattice point are
// neighbors, and each of the eight corners of a color's box is one load and one multiply-add.
constexpr int lanes = 8;
constexpr std::int64_t tile = 64;
typedef float Lanes __attribute__((vector_size(lanes * sizeof(float)), aligned(4), may_alias));

struct Slice {
    const float* red;
    const float* green;
    const float* blue;
    const float* table; ///< [N, N, N, lanes]
    float* out; ///< [channels, pixels]
    std::int64_t pixels;
    std::int64_t n;
    int channels; ///< 1 … lanes
};

struct Place {
    std::int64_t index;
    float fraction;
};

[[gnu::always_inline]] inline Place place(float value, std::int64_t n)
{
    // Comparisons are written so that NaN passes through them into the fraction, and from there into the result.
    const float last = static_cast<float>(n - 1);
    float position = value * last;
    position = position < 0.0F ? 0.0F : position;
    position = position > last ? last : position;
    const std::int64_t index = position == position ? static_cast<std::int64_t>(position) : 0;
    const std::int64_t cell = index < n - 1 ? index : n - 2;
    return {cell, position - static_cast<float>(cell)};
}

/// Along red, between two neighboring lattice points. The result goes out by reference, as functions without AVX must
/// not return vectors of this size.
[[gnu::always_inline]] inline void mixEdge(const float* at, float fraction, Lanes& result)
{
    const Lanes low = *reinterpret_cast<const Lanes*>(at);
    const Lanes high = *reinterpret_cast<const Lanes*>(at + lanes);
    result = low + (high - low) * fraction;
}

[[gnu::always_inline]] inline void lookUp(const Slice& slice, std::int64_t begin, std::int64_t end)
{
    const std::int64_t stepGreen = slice.n * lanes;
    const std::int64_t stepBlue = slice.n * stepGreen;
    alignas(32) float found[tile * lanes];
    for (std::int64_t from = begin; from < end; from += tile) {
        const std::int64_t count = std::min(tile, end - from);
        for (std::int64_t i = 0; i < count; ++i) {
            const Place r = place(slice.red[from + i], slice.n);
            const Place g = place(slice.green[from + i], slice.n);
            const Place b = place(slice.blue[from + i], slice.n);
            const float* corner = slice.table + b.index * stepBlue + g.index * stepGreen + r.index * lanes;
            Lanes e00;
            Lanes e01;
            Lanes e10;
            Lanes e11;
            mixEdge(corner, r.fraction, e00);
            mixEdge(corner + stepGreen, r.fraction, e01);
            mixEdge(corner + stepBlue, r.fraction, e10);
            mixEdge(corner + stepBlue + stepGreen, r.fraction, e11);
            const Lanes near = e00 + (e01 - e00) * g.fraction;
            const Lanes far = e10 + (e11 - e10) * g.fraction;
            *reinterpret_cast<Lanes*>(found + i * lanes) = near + (far - near) * b.fraction;
        }
        for (int channel = 0; channel < slice.channels; ++channel)
            for (std::int64_t i = 0; i < count; ++i)
                slice.out[channel * slice.pixels + from + i] = found[i * lanes + channel];
    }
}

void lookUpPlain(const Slice& slice, std::int64_t begin, std::int64_t end) { lookUp(slice, begin, end); }

#if defined(__x86_64__)
[[gnu::target("avx2,fma")]] void lookUpAvx2(const Slice& slice, std::int64_t begin, std::int64_t end)
{
    lookUp(slice, begin, end);
}
#endif

using LookUp = void (*)(const Slice&, std::int64_t, std::int64_t);

LookUp chooseLookUp()
{
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        return lookUpAvx2;
#endif
    return lookUpPlain;
}

/// [channels, N³] to [N³, lanes]; lanes past the last channel are zero.
void pack(const float* lut, int channels, std::int64_t points, float* packed)
{
    for (std::int64_t point = 0; point < points; ++point)
        for (int lane = 0; lane < lanes; ++lane)
            packed[point * lanes + lane] = lane < channels ? lut[lane * points + point] : 0.0F;
}

} // namespace

at::Tensor lut3d(const at::Tensor& image, const at::Tensor& lut)
{
    checkLut3d(image, lut);
    static const LookUp run = chooseLookUp();
    const at::Tensor source = image.contiguous();
    const at::Tensor table = lut.contiguous();
    const std::int64_t batch = source.size(0);
    const std::int64_t pixels = source.size(2) * source.size(3);
    const std::int64_t channels = table.size(1);
    const std::int64_t n = table.size(2);
    const std::int64_t points = n * n * n;
    const std::int64_t groups = (channels + lanes - 1) / lanes;
    at::Tensor result = at::empty({batch, channels, source.size(2), source.size(3)}, source.options());
    const std::int64_t tables = table.size(0) * groups;
    std::vector<float> packed(static_cast<std::size_t>(tables * points * lanes));
    parallelFor(tables, 1, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t i = begin; i < end; ++i) {
            const std::int64_t first = i % groups * lanes;
            pack(table.const_data_ptr<float>() + (i / groups * channels + first) * points,
                 static_cast<int>(std::min<std::int64_t>(lanes, channels - first)), points,
                 packed.data() + i * points * lanes);
        }
    });
    // Slices never cross an image, so that a few large pictures and many small ones both spread over the threads.
    const std::int64_t strips = std::max<std::int64_t>(1, (pixels + 16383) / 16384);
    parallelFor(batch * groups * strips, 1, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t job = begin; job < end; ++job) {
            const std::int64_t strip = job % strips;
            const std::int64_t group = job / strips % groups;
            const std::int64_t item = job / strips / groups;
            const std::int64_t first = group * lanes;
            const std::int64_t which = table.size(0) == 1 ? 0 : item;
            const float* colors = source.const_data_ptr<float>() + item * 3 * pixels;
            const Slice slice{colors,
                              colors + pixels,
                              colors + 2 * pixels,
                              packed.data() + (which * groups + group) * points * lanes,
                              result.data_ptr<float>() + (item * channels + first) * pixels,
                              pixels,
                              n,
                              static_cast<int>(std::min<std::int64_t>(lanes, channels - first))};
            run(slice, pixels * strip / strips, pixels * (strip + 1) / strips);
        }
    });
    return result;
}

} // namespace maquette::kernels::cpu
