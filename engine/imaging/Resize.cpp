// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "imaging/Resize.h"

#include "base/Threads.h"
#include "imaging/ResizeKernels.h"

#include <cstring>
#include <memory>

namespace maquette::imaging {

namespace {

/// Rows of samples in memory; `stride` counts samples.
template <class Sample> struct Rows {
    Sample* data;
    std::ptrdiff_t stride;
};

/// Weighted sums of kernelLanes neighboring samples. The bytes go through the kernel of this processor; everything
/// else is left to the compiler's vectorizer.
template <class In, class Weight, class Out>
void weightedSums(const In* in, std::ptrdiff_t step, const Weight* weights, int taps, Out* out)
{
    if constexpr (std::is_same_v<In, std::uint8_t>) {
        static const ByteKernel kernel = bestByteKernel();
        kernel(in, step, weights, taps, out);
    } else {
        Weight sums[kernelLanes] = {};
        for (int k = 0; k < taps; ++k) {
            const In* samples = in + k * step;
            const Weight weight = weights[k];
            for (int i = 0; i < kernelLanes; ++i)
                sums[i] += samples[i] * weight;
        }
        for (int i = 0; i < kernelLanes; ++i)
            out[i] = sampleOf<Out>(sums[i]);
    }
}

/// The horizontal pass. kernelLanes rows at a time are turned, so that samples of the same column are neighbors and
/// both passes are the same sums over lanes.
template <class In, class Weight, class Out>
void resizeAcross(Rows<const In> in, int rows, int channels, int inputWidth, const Taps<Weight>& taps, Rows<Out> out)
{
    const int blocks = (rows + kernelLanes - 1) / kernelLanes;
    const std::size_t samples = static_cast<std::size_t>(inputWidth) * channels;
    const std::int64_t grain = std::max<std::int64_t>(1, 65536 / (static_cast<std::int64_t>(samples) * kernelLanes));
    base::parallelFor(blocks, grain, [&](std::int64_t begin, std::int64_t end) {
        std::vector<In> turned(samples * kernelLanes);
        for (std::int64_t block = begin; block < end; ++block) {
            const int top = static_cast<int>(block) * kernelLanes;
            const int count = std::min(kernelLanes, rows - top);
            const In* source = in.data + top * in.stride;
            for (std::size_t x = 0; x < samples; ++x) {
                In* column = turned.data() + x * kernelLanes;
                for (int row = 0; row < count; ++row)
                    column[row] = source[row * in.stride + static_cast<std::ptrdiff_t>(x)];
            }
            for (std::size_t i = 0; i < taps.first.size(); ++i) {
                const In* window = turned.data() + static_cast<std::size_t>(taps.first[i]) * channels * kernelLanes;
                for (int channel = 0; channel < channels; ++channel) {
                    Out lanes[kernelLanes];
                    weightedSums(window + channel * kernelLanes, std::ptrdiff_t(channels) * kernelLanes,
                                 taps.weights.data() + i * taps.stride, taps.count[i], lanes);
                    Out* target = out.data + top * out.stride + static_cast<std::ptrdiff_t>(i) * channels + channel;
                    for (int row = 0; row < count; ++row)
                        target[row * out.stride] = lanes[row];
                }
            }
        }
    });
}

/// The vertical pass over rows of `samples` samples.
template <class In, class Weight, class Out>
void resizeDown(Rows<const In> in, int samples, const Taps<Weight>& taps, Rows<Out> out)
{
    const std::int64_t work = std::max<std::int64_t>(1, static_cast<std::int64_t>(samples) * taps.count[0]);
    base::parallelFor(static_cast<std::int64_t>(taps.first.size()), std::max<std::int64_t>(1, 262144 / work),
                      [&](std::int64_t begin, std::int64_t end) {
                          for (std::int64_t y = begin; y < end; ++y) {
                              const auto i = static_cast<std::size_t>(y);
                              const In* top = in.data + taps.first[i] * in.stride;
                              const Weight* weights = taps.weights.data() + i * taps.stride;
                              Out* target = out.data + y * out.stride;
                              int x = 0;
                              for (; x + kernelLanes <= samples; x += kernelLanes)
                                  weightedSums(top + x, in.stride, weights, taps.count[i], target + x);
                              for (; x < samples; ++x) {
                                  Weight sum = sumStart<Weight>();
                                  for (int k = 0; k < taps.count[i]; ++k)
                                      sum += top[k * in.stride + x] * weights[k];
                                  target[x] = sampleOf<Out>(sum);
                              }
                          }
                      });
}

/// Distance of the rows between the passes: an odd number of cache lines, so that rows do not fall onto each other in
/// the cache when the width is a power of two.
std::ptrdiff_t paddedStride(std::ptrdiff_t samples, std::size_t sampleBytes)
{
    const auto perLine = static_cast<std::ptrdiff_t>(64 / sampleBytes);
    const std::ptrdiff_t lines = (samples + perLine - 1) / perLine;
    return (lines | 1) * perLine;
}

template <class Weight> Taps<Weight> tapsFor(int inputSize, int outputSize, Filter filter)
{
    if constexpr (std::is_same_v<Weight, double>)
        return makeTaps(inputSize, outputSize, filter);
    else
        return fixedTaps(makeTaps(inputSize, outputSize, filter));
}

struct Sizes {
    int planes; ///< planes of equal size, one after the other
    int channels; ///< interleaved samples of one pixel
    int inputWidth;
    int inputHeight;
    int width;
    int height;
};

/// Both passes, or the one that is needed; at least one is. `Middle` holds what lies between them.
template <class Sample, class Weight, class Middle>
void filtered(const Sample* in, const Sizes& sizes, Filter filter, Sample* out)
{
    const bool across = sizes.width != sizes.inputWidth;
    const bool down = sizes.height != sizes.inputHeight;
    const std::ptrdiff_t inputStride = std::ptrdiff_t(sizes.inputWidth) * sizes.channels;
    const std::ptrdiff_t stride = std::ptrdiff_t(sizes.width) * sizes.channels;
    const int rows = sizes.planes * sizes.inputHeight;
    const auto inputPlane
        = [&](auto* data, std::ptrdiff_t rowStride, int plane) { return data + plane * sizes.inputHeight * rowStride; };
    if (!down) {
        resizeAcross(Rows<const Sample>{in, inputStride}, rows, sizes.channels, sizes.inputWidth,
                     tapsFor<Weight>(sizes.inputWidth, sizes.width, filter), Rows<Sample>{out, stride});
        return;
    }
    const auto downTaps = tapsFor<Weight>(sizes.inputHeight, sizes.height, filter);
    const int samples = static_cast<int>(stride);
    if (!across) {
        for (int plane = 0; plane < sizes.planes; ++plane)
            resizeDown(Rows<const Sample>{inputPlane(in, inputStride, plane), inputStride}, samples, downTaps,
                       Rows<Sample>{out + plane * sizes.height * stride, stride});
        return;
    }
    const std::ptrdiff_t middleStride = paddedStride(stride, sizeof(Middle));
    const auto middle = std::make_unique_for_overwrite<Middle[]>(static_cast<std::size_t>(middleStride) * rows);
    resizeAcross(Rows<const Sample>{in, inputStride}, rows, sizes.channels, sizes.inputWidth,
                 tapsFor<Weight>(sizes.inputWidth, sizes.width, filter), Rows<Middle>{middle.get(), middleStride});
    for (int plane = 0; plane < sizes.planes; ++plane)
        resizeDown(Rows<const Middle>{inputPlane(middle.get(), middleStride, plane), middleStride}, samples, downTaps,
                   Rows<Sample>{out + plane * sizes.height * stride, stride});
}

/// Takes pixels of `pixelBytes` bytes each.
void nearest(const std::uint8_t* in, const Sizes& sizes, std::size_t pixelBytes, std::uint8_t* out)
{
    const auto columns = nearestIndices(sizes.inputWidth, sizes.width);
    const auto lines = nearestIndices(sizes.inputHeight, sizes.height);
    const std::int64_t rows = static_cast<std::int64_t>(sizes.planes) * sizes.height;
    base::parallelFor(rows, std::max(1, 65536 / sizes.width), [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t row = begin; row < end; ++row) {
            const std::int64_t plane = row / sizes.height;
            const int line = lines[static_cast<std::size_t>(row % sizes.height)];
            const std::uint8_t* source = in + (plane * sizes.inputHeight + line) * sizes.inputWidth * pixelBytes;
            std::uint8_t* target = out + row * sizes.width * pixelBytes;
            for (const int column : columns) {
                std::memcpy(target, source + static_cast<std::size_t>(column) * pixelBytes, pixelBytes);
                target += pixelBytes;
            }
        }
    });
}

} // namespace

Picture resize(const Picture& picture, int width, int height, Filter filter)
{
    assert(!picture.empty() && width > 0 && height > 0);
    Picture result(width, height, picture.channels, picture.bits);
    const Sizes sizes{1, picture.channels, picture.width, picture.height, width, height};
    if (width == picture.width && height == picture.height) {
        result.bytes = picture.bytes;
    } else if (filter == Filter::Nearest) {
        nearest(picture.bytes.data(), sizes, static_cast<std::size_t>(picture.channels) * (picture.bits / 8),
                result.bytes.data());
    } else if (picture.bits == 8) {
        filtered<std::uint8_t, std::int32_t, std::uint8_t>(picture.bytes.data(), sizes, filter, result.bytes.data());
    } else {
        filtered<std::uint16_t, double, float>(reinterpret_cast<const std::uint16_t*>(picture.bytes.data()), sizes,
                                               filter, reinterpret_cast<std::uint16_t*>(result.bytes.data()));
    }
    return result;
}

Image resize(const Image& image, int width, int height, Filter filter)
{
    assert(!image.empty() && width > 0 && height > 0);
    if (width == image.width && height == image.height)
        return image;
    Image result(width, height);
    const Sizes sizes{3, 1, image.width, image.height, width, height};
    if (filter == Filter::Nearest)
        nearest(reinterpret_cast<const std::uint8_t*>(image.data.data()), sizes, sizeof(float),
                reinterpret_cast<std::uint8_t*>(result.data.data()));
    else
        filtered<float, double, float>(image.data.data(), sizes, filter, result.data.data());
    return result;
}

} // namespace maquette::imaging
