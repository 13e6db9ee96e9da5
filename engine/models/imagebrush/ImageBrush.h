// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "models/imagebrush/ColorPrior.h"
#include "models/imagebrush/ImageBrushConfig.h"
#include "models/imagebrush/ImageBrushParts.h"

#include <torch/nn/module.h>

#include <filesystem>
#include <map>
#include <memory>
#include <string>

namespace maquette::models::imagebrush {

/// Everything about a batch of B boards that depends on the clean cells alone and has no weights. Cells are
/// [B, 3, S, S] in [0, 1], already aligned (see alignment()).
struct Prepared {
    at::Tensor before, after, image;
    at::Tensor rawBefore, rawImage; ///< undefined unless the network takes them
    ColorFit fit;
    at::Tensor priorBefore, priorImage; ///< what the prior makes of `before` and `image`
    at::Tensor confidence; ///< [B, 1, S, S]
    at::Tensor fitStatistics; ///< [B, 27]: affine map, errors, their logarithms, the pick
    at::Tensor pickOneHot; ///< [B, 5]
    at::Tensor bank; ///< [B, bankSize, 3, S, S]
    at::Tensor rms; ///< [B], of the pick
    at::Tensor trust; ///< [B], see networkTrust(); a trainer may set it to 1

    [[nodiscard]] std::int64_t boards() const { return image.size(0); }
};

/// Raises what the network is trusted with to what is known about the picture before the prior: `residual` [B] is the
/// root mean square error expected there. An example may be explained exactly by what does not hold for the picture.
void raiseDoubt(Prepared& prepared, const at::Tensor& residual);

/// What the last layers have made, for application at full resolution. Maps are [B, …, S, S].
struct Details {
    at::Tensor coarse; ///< [B, 3, S, S], before the pixel refiner
    at::Tensor gate; ///< [B, 1, S, S], 1 keeps `base`, 0 takes `painted`
    at::Tensor weights; ///< [B, bankSize, S, S], of the bank's pictures, pick included
    at::Tensor map; ///< [B, 3, 4, S, S], the local color map: base = mix + map · [mix, 1]
    at::Tensor painted; ///< [B, 3, S, S]
    at::Tensor base; ///< [B, 3, S, S], the mapped mix of the bank
};

/// The compact ImageBrush network: a board of four cells {before, after, image, result} in, the result out. Follows
/// the structure of ImageBrush (Yang et al., NeurIPS 2023: one board, a visual prompt in the middle of the network) at
/// a size that a processor trains, on top of an analytic prior of the colors.
class ImageBrush : public torch::nn::Module {
public:
    /// Sizes must have passed check(). Weights are drawn from LibTorch's default generator; `forLoading` leaves them
    /// unset instead, for a file that sets them all.
    explicit ImageBrush(const ImageBrushConfig& config, bool forLoading = false);

    [[nodiscard]] const ImageBrushConfig& config() const { return m_config; }

    /// Cells of any floating type on the network's device. A network with `raw` takes `before` and `image` with the
    /// exact explanation applied, and the merely aligned cells as raw ones; asserts that they are given just then.
    /// No gradient is recorded.
    [[nodiscard]] Prepared prepare(const at::Tensor& before, const at::Tensor& after, const at::Tensor& image,
                                   const at::Tensor& rawBefore = {}, const at::Tensor& rawImage = {}) const;

    /// The prompt tokens [B, promptTokens, promptWidth]. `boxes` [B, 4, 4]: two regions of the before and two of the
    /// after cell as left, top, right, bottom in 0 … 1 (undefined: whole cells); ignored by a network without boxes.
    /// Boards where `drop` ([B] bool) is set get the null prompt.
    [[nodiscard]] at::Tensor prompt(const Prepared& prepared, const at::Tensor& boxes = {},
                                    const at::Tensor& drop = {});

    /// The learned prompt that says nothing, [B, promptTokens, promptWidth].
    [[nodiscard]] at::Tensor nullPrompt(std::int64_t boards) const;

    /// Predicts the clean result from z = t · result + (1 - t) · noise. `z` [B, 3, S, S], `t` [B] in [0, 1). The
    /// prediction is blended with the prior by `prepared.trust` and not clamped.
    [[nodiscard]] at::Tensor forward(const at::Tensor& z, const at::Tensor& t, const Prepared& prepared,
                                     const at::Tensor& prompt, Details* details = nullptr);

private:
    at::Tensor condition(const at::Tensor& t, const at::Tensor& prompt);
    at::Tensor boardTokens(const at::Tensor& z, const Prepared& prepared);
    at::Tensor targetTokens(const at::Tensor& board, const at::Tensor& condition, const at::Tensor& prompt);
    at::Tensor boxTokens(const Prepared& prepared, const at::Tensor& boxes);

    ImageBrushConfig m_config;
    ImageBrushParts m_parts;
};

/// A network read from a file.
struct LoadedBrush {
    std::shared_ptr<ImageBrush> network; ///< on the CPU, in evaluation mode
    std::map<std::string, std::string> metadata;
};

/// Reads a safetensors file: one that saveBrush() wrote, or one with the short names of the first experiments.
/// ModelUnfit when the file is missing, holds another network, misses tensors, has wrong shapes or values that are not
/// finite. Sizes are compared with the file before anything is allocated.
[[nodiscard]] base::Result<LoadedBrush> loadBrush(const std::filesystem::path& file);

/// Writes the weights as 16-bit floats with the sizes, and `extra`, as metadata. WriteFailed as AtomicFile says.
[[nodiscard]] base::Result<void> saveBrush(const ImageBrush& network, const std::filesystem::path& file,
                                           const std::map<std::string, std::string>& extra = {});

/// The name that the first experiments gave to the tensor `name` of this network; `name` itself if they had none.
[[nodiscard]] std::string shortName(const std::string& name);

} // namespace maquette::models::imagebrush
