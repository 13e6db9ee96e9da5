// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pointnext/PointNext.h"

#include <ATen/core/Tensor.h>

#include <functional>
#include <memory>
#include <optional>

namespace maquette::models::pointnext {

/// A network made ready to answer quickly: norms are folded into products, the first product of a neighborhood is made
/// once a point (section 4.6 of the facts on PointNeXt: the maximum of differences is the difference to the maximum),
/// and products of interpolated features are made before they are interpolated. No grouped tensor of a whole stage is
/// ever built. Equals the network in evaluation within rounding: 1e-4 of the largest logit. Thread-safe after
/// construction.
class PointNextInference {
public:
    /// Takes over the weights as they are now, on `device`.
    PointNextInference(PointNext& network, c10::Device device);
    ~PointNextInference();
    PointNextInference(const PointNextInference&) = delete;
    PointNextInference& operator=(const PointNextInference&) = delete;

    [[nodiscard]] const PointNextConfig& config() const;
    /// `features` [B, N, inChannels] and `objects` int64 [B] (Task::Parts) on the device of the network, as are the
    /// tensors of the geometry. [B, N, classes], or [B, classes]. Undefined when `stopped` said so on the way.
    [[nodiscard]] at::Tensor run(const PointGeometry& geometry, const at::Tensor& features,
                                 const at::Tensor& objects = {}, const std::function<bool()>& stopped = {}) const;

    /// The most bytes that geometry and features of one cloud of so many points take at once, an upper bound.
    [[nodiscard]] static std::int64_t peakBytes(const PointNextConfig& config, std::int64_t points);

private:
    struct Folded;
    std::unique_ptr<const Folded> m_folded;
};

} // namespace maquette::models::pointnext
