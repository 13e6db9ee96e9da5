// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tensorio/Layout.h"

#include "base/Threads.h"
#include "tensorio/Source.h"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <limits>

namespace maquette::tensorio {

namespace {

/// `count` elements of `Size` bytes, `step` elements apart, to consecutive places.
template <int Size> void copyRow(const std::uint8_t* from, std::int64_t step, std::int64_t count, std::uint8_t* to)
{
    for (std::int64_t i = 0; i < count; ++i)
        std::memcpy(to + i * Size, from + i * step * Size, Size);
}

void copyRow(const std::uint8_t* from, std::int64_t step, std::int64_t count, int size, std::uint8_t* to)
{
    switch (size) {
    case 1:
        return copyRow<1>(from, step, count, to);
    case 2:
        return copyRow<2>(from, step, count, to);
    case 4:
        return copyRow<4>(from, step, count, to);
    case 8:
        return copyRow<8>(from, step, count, to);
    default:
        assert(size == 16);
        return copyRow<16>(from, step, count, to);
    }
}

} // namespace

std::optional<std::uint64_t> checkedBytes(DType type, std::span<const std::int64_t> shape)
{
    std::uint64_t product = 1;
    bool empty = false;
    for (const auto size : shape) {
        if (size < 0)
            return std::nullopt;
        empty = empty || size == 0;
        const auto next = checkedMultiply(product, static_cast<std::uint64_t>(std::max<std::int64_t>(size, 1)));
        if (!next)
            return std::nullopt;
        product = *next;
    }
    const auto bits = checkedMultiply(product, static_cast<std::uint64_t>(bitsPer(type)));
    if (!bits || *bits > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
        return std::nullopt;
    if (empty)
        return 0;
    if (*bits % 8 != 0)
        return std::nullopt;
    return *bits / 8;
}

std::vector<std::int64_t> contiguousStrides(std::span<const std::int64_t> shape)
{
    std::vector<std::int64_t> strides(shape.size());
    std::int64_t stride = 1;
    for (std::size_t i = shape.size(); i-- > 0;) {
        strides[i] = stride;
        stride *= std::max<std::int64_t>(shape[i], 1);
    }
    return strides;
}

std::vector<std::int64_t> fortranStrides(std::span<const std::int64_t> shape)
{
    std::vector<std::int64_t> strides(shape.size());
    std::int64_t stride = 1;
    for (std::size_t i = 0; i < shape.size(); ++i) {
        strides[i] = stride;
        stride *= std::max<std::int64_t>(shape[i], 1);
    }
    return strides;
}

bool isContiguous(std::span<const std::int64_t> shape, std::span<const std::int64_t> strides)
{
    if (std::find(shape.begin(), shape.end(), 0) != shape.end())
        return true;
    std::int64_t expected = 1;
    for (std::size_t i = shape.size(); i-- > 0;) {
        if (shape[i] == 1)
            continue;
        if (strides[i] != expected)
            return false;
        expected *= shape[i];
    }
    return true;
}

std::optional<std::uint64_t> neededElements(std::int64_t offset, std::span<const std::int64_t> shape,
                                            std::span<const std::int64_t> strides)
{
    if (offset < 0 || shape.size() != strides.size())
        return std::nullopt;
    std::uint64_t last = static_cast<std::uint64_t>(offset);
    bool empty = false;
    for (std::size_t i = 0; i < shape.size(); ++i) {
        if (shape[i] < 0 || strides[i] < 0)
            return std::nullopt;
        empty = empty || shape[i] == 0;
        const auto steps = static_cast<std::uint64_t>(std::max<std::int64_t>(shape[i] - 1, 0));
        const auto reach = checkedMultiply(steps, static_cast<std::uint64_t>(strides[i]));
        const auto sum = reach ? checkedAdd(last, *reach) : std::nullopt;
        if (!sum)
            return std::nullopt;
        last = *sum;
    }
    if (empty)
        return static_cast<std::uint64_t>(offset);
    return checkedAdd(last, 1);
}

void copyStrided(std::span<const std::uint8_t> storage, std::span<const std::int64_t> shape,
                 std::span<const std::int64_t> strides, int elementBytes, std::span<std::uint8_t> out)
{
    if (out.empty())
        return;
    if (shape.empty()) {
        std::memcpy(out.data(), storage.data(), static_cast<std::size_t>(elementBytes));
        return;
    }
    const std::size_t axes = shape.size() - 1;
    const std::int64_t width = shape[axes];
    std::int64_t rows = 1;
    for (std::size_t i = 0; i < axes; ++i)
        rows *= shape[i];
    const std::int64_t grain = std::max<std::int64_t>(1, 65536 / std::max<std::int64_t>(width, 1));
    base::parallelFor(rows, grain, [&](std::int64_t begin, std::int64_t end) {
        std::vector<std::int64_t> place(axes);
        std::int64_t rest = begin;
        std::int64_t from = 0;
        for (std::size_t i = axes; i-- > 0;) {
            place[i] = rest % shape[i];
            rest /= shape[i];
            from += place[i] * strides[i];
        }
        for (std::int64_t row = begin; row < end; ++row) {
            copyRow(storage.data() + from * elementBytes, strides[axes], width, elementBytes,
                    out.data() + row * width * elementBytes);
            for (std::size_t i = axes; i-- > 0;) {
                from += strides[i];
                if (++place[i] < shape[i])
                    break;
                from -= place[i] * strides[i];
                place[i] = 0;
            }
        }
    });
}

void swapByteOrder(DType type, std::span<std::uint8_t> bytes)
{
    const int bits = type == DType::C64 || type == DType::C128 ? bitsPer(type) / 2 : bitsPer(type);
    if (bits <= 8)
        return;
    const auto size = static_cast<std::size_t>(bits / 8);
    for (std::size_t at = 0; at + size <= bytes.size(); at += size)
        std::reverse(bytes.begin() + static_cast<std::ptrdiff_t>(at),
                     bytes.begin() + static_cast<std::ptrdiff_t>(at + size));
}

} // namespace maquette::tensorio
