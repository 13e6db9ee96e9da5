// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "train/fp8/QType.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace maquette::train::fp8 {

/// How a scale follows from the largest magnitude; see kernels::fp8Scale().
enum class ScaleRule {
    Guarded, ///< an infinite magnitude keeps the scale before, and scales stay finite
    Official ///< as the code of MS-AMP: an infinite magnitude inverts the scale before, a tiny one makes it infinite
};

/// Makes the largest magnitudes those of all ranks, in place (all-reduce MAX); empty for one process.
using ReduceMax = std::function<void(at::Tensor& amax)>;

inline constexpr std::int64_t activationWindow = 16; ///< steps of history of inputs and output gradients

/// The scale of one tensor. `scaleInverse` alone decodes it: multiplying a tensor, unscaling and clipping change only
/// that, so `scale` is what the last cast multiplied by and no more. The tensors are float32 on the payload's device
/// and may be views into the arrays of FlatMetas; change them in place. Source: facts 3.1
/// (msamp/common/tensor/meta.py).
class ScalingMeta {
public:
    explicit ScalingMeta(QType type, std::int64_t window = 1, at::Device device = at::kCPU);

    QType type;
    at::Tensor scale; ///< [], 1
    at::Tensor scaleInverse; ///< [], 1
    at::Tensor amax; ///< [window], 0: the current step first, then history, newest first
    at::Tensor counter; ///< [] int32 on the CPU: optimizer steps since the start or since the last infinity
    double factor = 1; ///< of every scale that the rule gives: room for a sum over ranks (facts 6.3, "pre_scale")
    bool locked = false; ///< the tensors are views into FlatMetas

    [[nodiscard]] std::int64_t window() const { return amax.numel(); }
    /// Whether the next cast measures (current scaling) or takes the scale that history gave (delayed scaling):
    /// window 1, or fewer steps than the window since the start or since the last infinity.
    [[nodiscard]] bool inTime() const;
    [[nodiscard]] bool warmingUp() const { return window() > 1 && inTime(); }
    /// The current amax is neither infinite nor NaN, and neither is the decoding factor. Waits for the device.
    [[nodiscard]] bool finite() const;
    /// scale from amax[0] alone.
    void rescale(ScaleRule rule);
    /// scaleInverse = 1 / scale.
    void invertScale();
    /// With storage of its own.
    [[nodiscard]] std::shared_ptr<ScalingMeta> clone() const;
    void copyFrom(const ScalingMeta& other);
};

using MetaPointer = std::shared_ptr<ScalingMeta>;

/// The metas of one kind (inputs, output gradients, weight gradients) side by side, so that delayed scaling updates all
/// of them at once. The metas' tensors become views of these arrays. Source: facts 3.5 and 3.3.
class FlatMetas {
public:
    FlatMetas() = default;
    /// All of one window and device; each keeps its values and is locked.
    explicit FlatMetas(std::vector<MetaPointer> metas);

    /// Delayed scaling after one optimizer step: rows whose current amax is not finite restart their warm-up, scales
    /// follow the largest amax of the window, windows roll, counters advance. Decoding factors stay until the next
    /// cast. `share`, where it is set, makes the current amaxes those of all ranks first. Returns how many rows
    /// restarted.
    std::int64_t update(ScaleRule rule, const ReduceMax& share = {});

    [[nodiscard]] std::int64_t size() const { return static_cast<std::int64_t>(m_metas.size()); }

    at::Tensor scales; ///< [n]
    at::Tensor scaleInverses; ///< [n]
    at::Tensor amaxes; ///< [n, window]
    at::Tensor counters; ///< [n] int32

private:
    std::vector<MetaPointer> m_metas;
};

} // namespace maquette::train::fp8
