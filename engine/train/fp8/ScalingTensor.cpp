// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/fp8/ScalingTensor.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include <cassert>
#include <limits>

namespace maquette::train::fp8 {

namespace {

bool needsMeasure(const ScalingMeta& meta, const CastOptions& options)
{
    return meta.inTime() || static_cast<bool>(options.reduce);
}

/// The payload of source · scale, and what the cast itself saw as the largest magnitude.
std::pair<at::Tensor, at::Tensor> quantize(const at::Tensor& source, QType type, const at::Tensor& scale,
                                           at::Tensor* transposed = nullptr)
{
    if (isFp8(type) && transposed != nullptr) {
        auto [codes, turned, amax] = kernels::fp8EncodeTransposed(source, scale, format(type));
        *transposed = turned;
        return {codes, amax};
    }
    if (isFp8(type)) {
        auto [codes, amax] = kernels::fp8Encode(source, scale, format(type));
        return {codes, amax};
    }
    return {(source.to(at::kFloat) * scale).to(storageType(type)), at::Tensor()};
}

} // namespace

ScalingTensor::ScalingTensor(at::Tensor payload, MetaPointer itsMeta)
    : value(std::move(payload))
    , meta(std::move(itsMeta))
{
    assert(value.scalar_type() == storageType(meta->type));
}

ScalingTensor ScalingTensor::zeros(at::IntArrayRef shape, QType type, at::Device device)
{
    return {at::zeros(shape, at::TensorOptions(device).dtype(storageType(type))),
            std::make_shared<ScalingMeta>(type, 1, device)};
}

ScalingTensor ScalingTensor::from(const at::Tensor& source, QType type, const CastOptions& options)
{
    return from(source, std::make_shared<ScalingMeta>(type, 1, source.device()), options);
}

ScalingTensor ScalingTensor::from(const at::Tensor& source, MetaPointer meta, const CastOptions& options)
{
    const c10::NoGradGuard guard;
    const at::Tensor values = source.detach();
    at::Tensor current = meta->amax.select(0, 0);
    if (needsMeasure(*meta, options)) {
        if (meta->inTime())
            current.copy_(kernels::fp8Amax(values));
        else
            current.copy_(at::maximum(current, kernels::fp8Amax(values)));
        if (options.reduce) {
            // NaN would not survive the maximum over ranks on all back ends.
            current.masked_fill_(current.isnan(), std::numeric_limits<float>::infinity());
            options.reduce(current);
        }
        meta->rescale(options.rule);
    }
    auto [payload, seen] = quantize(values, meta->type, meta->scale, options.transposed);
    if (seen.defined() && !needsMeasure(*meta, options))
        current.copy_(at::maximum(current, seen));
    meta->invertScale();
    return {payload, std::move(meta)};
}

at::Tensor ScalingTensor::decode(at::ScalarType type) const
{
    if (isFp8(meta->type))
        return kernels::fp8Decode(value, meta->scaleInverse, format(meta->type), type);
    return (value.to(at::kFloat) * meta->scaleInverse).to(type);
}

ScalingTensor ScalingTensor::cast(QType type, ScaleRule rule) const
{
    if (type == meta->type)
        return *this;
    const c10::NoGradGuard guard;
    if (isFp8(meta->type))
        return from(decode(), type, {.rule = rule});
    auto fresh = std::make_shared<ScalingMeta>(type, 1, value.device());
    fresh->amax.select(0, 0).copy_(meta->amax.select(0, 0));
    fresh->rescale(rule);
    fresh->invertScale();
    // The payload is multiplied from its own scale to the new one; that product is what `scale` is left as.
    fresh->scale.mul_(meta->scaleInverse);
    return {quantize(value, type, fresh->scale).first, std::move(fresh)};
}

void ScalingTensor::assign(const at::Tensor& source, const CastOptions& options)
{
    assert(source.sizes() == value.sizes());
    value.copy_(from(source, meta, options).value);
}

void ScalingTensor::multiply(double factor)
{
    const c10::NoGradGuard guard;
    meta->scaleInverse.mul_(factor);
}

void ScalingTensor::multiply(const at::Tensor& factor)
{
    const c10::NoGradGuard guard;
    meta->scaleInverse.mul_(factor.reshape({}));
}

void ScalingTensor::zero() { value.zero_(); }

ScalingTensor ScalingTensor::transposed() const { return {value.t(), meta}; }

ScalingTensor ScalingTensor::flattened() const { return {value.flatten(), meta}; }

ScalingTensor ScalingTensor::view(at::IntArrayRef shape) const { return {value.view(shape), meta}; }

ScalingTensor ScalingTensor::contiguous() const
{
    if (value.is_contiguous())
        return *this;
    return {value.contiguous(), meta->clone()};
}

ScalingTensor ScalingTensor::padded(std::int64_t multiple) const
{
    const auto missing = [&](std::int64_t size) { return (multiple - size % multiple) % multiple; };
    const std::int64_t rows = missing(value.size(0));
    const std::int64_t columns = missing(value.size(1));
    if (rows == 0 && columns == 0)
        return *this;
    return {at::constant_pad_nd(value, {0, columns, 0, rows}), meta};
}

ScalingTensor ScalingTensor::clone() const { return {value.clone(), meta->clone()}; }

void ScalingTensor::copyFrom(const ScalingTensor& source)
{
    assert(source.value.scalar_type() == value.scalar_type() && source.value.sizes() == value.sizes());
    value.copy_(source.value);
    meta->copyFrom(*source.meta);
}

at::Tensor ScalingTensor::minimum() const { return decode().min(); }

at::Tensor ScalingTensor::maximum() const { return decode().max(); }

std::int64_t ScalingTensor::payloadBytes() const { return static_cast<std::int64_t>(value.storage().nbytes()); }

std::int64_t ScalingTensor::metaBytes() const
{
    std::int64_t bytes = 0;
    for (const at::Tensor* tensor : {&meta->scale, &meta->scaleInverse, &meta->amax, &meta->counter})
        bytes += tensor->numel() * tensor->element_size();
    return bytes;
}

} // namespace maquette::train::fp8
