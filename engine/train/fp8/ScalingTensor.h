// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "train/fp8/ScalingMeta.h"

namespace maquette::train::fp8 {

struct CastOptions {
    ScaleRule rule = ScaleRule::Guarded;
    ReduceMax reduce; ///< when set, the scale is shared by all ranks and always follows from this cast's amax
    at::Tensor* transposed = nullptr; ///< FP8 and a matrix: also takes the payload transposed in memory, in one pass
};

/// A payload with one scale: x ≈ decode(value) · meta.scaleInverse. Copies share payload and meta, as tensors do.
/// Source: facts 3.4 (msamp/common/tensor/tensor.py).
class ScalingTensor {
public:
    ScalingTensor() = default;
    ScalingTensor(at::Tensor value, MetaPointer meta);

    /// Zero payload, scale 1.
    [[nodiscard]] static ScalingTensor zeros(at::IntArrayRef shape, QType type, at::Device device = at::kCPU);
    /// Quantizes `source` (float32, float16, bfloat16) with a fresh meta of window 1, current scaling.
    [[nodiscard]] static ScalingTensor from(const at::Tensor& source, QType type, const CastOptions& options = {});
    /// Quantizes with `meta`: measures where it is in time, takes its scale where it is not (and lets the cast's own
    /// maximum, which ignores NaN, grow amax[0]); writes scaleInverse. The result holds `meta`. Facts 3.3.
    [[nodiscard]] static ScalingTensor from(const at::Tensor& source, MetaPointer meta,
                                            const CastOptions& options = {});

    [[nodiscard]] bool defined() const { return value.defined(); }
    /// Decoded: value · scaleInverse in float32, rounded to `type`.
    [[nodiscard]] at::Tensor decode(at::ScalarType type = at::kFloat) const;
    /// Of the same type: itself. From FP8: decoded and quantized anew. From the wider types: the scale follows from the
    /// amax that was stored at their cast, not from a new measurement, and the payload is rounded a second time.
    [[nodiscard]] ScalingTensor cast(QType type, ScaleRule rule = ScaleRule::Guarded) const;
    /// Quantizes `source` into this payload with this meta, current scaling.
    void assign(const at::Tensor& source, const CastOptions& options = {});

    /// Change scaleInverse only.
    void multiply(double factor);
    void multiply(const at::Tensor& factor); ///< one element
    void divide(double divisor) { multiply(1 / divisor); }
    void zero(); ///< the payload only

    /// Views share the meta.
    [[nodiscard]] ScalingTensor transposed() const;
    [[nodiscard]] ScalingTensor flattened() const;
    [[nodiscard]] ScalingTensor view(at::IntArrayRef shape) const;
    /// Its meta is cloned only where the payload had to be copied.
    [[nodiscard]] ScalingTensor contiguous() const;
    /// Zeros after the last row and column up to multiples of `multiple`; a matrix.
    [[nodiscard]] ScalingTensor padded(std::int64_t multiple) const;
    [[nodiscard]] ScalingTensor clone() const;
    /// Payload and all of the meta; the same type and shape.
    void copyFrom(const ScalingTensor& source);

    /// By amax and scaleInverse, never by the payload, which saturates. Waits for the device.
    [[nodiscard]] bool hasInfinityOrNan() const { return !meta->finite(); }
    [[nodiscard]] at::Tensor minimum() const;
    [[nodiscard]] at::Tensor maximum() const;
    [[nodiscard]] QType type() const { return meta->type; }
    /// Payload plus the meta's own numbers, of the storage that they lie in.
    [[nodiscard]] std::int64_t payloadBytes() const;
    [[nodiscard]] std::int64_t metaBytes() const;

    at::Tensor value;
    MetaPointer meta;
};

} // namespace maquette::train::fp8
