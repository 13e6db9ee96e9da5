// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tensorio/TensorTable.h"

#include "tensorio/Layout.h"

#include <cassert>
#include <new>

namespace maquette::tensorio {

base::Result<TensorData> TensorTable::load(const std::string& tensor) const
{
    const TensorInfo* info = find(tensor);
    if (!info)
        return base::Error{base::ErrorCode::BadInput,
                           {QT_TRANSLATE_NOOP("Engine", "%1 holds no tensor named %2."), {m_source.name, tensor}},
                           {}};
    try {
        return loadAt(static_cast<std::size_t>(info - m_tensors.data()));
    } catch (const std::bad_alloc&) {
        return base::Error{
            base::ErrorCode::BadInput,
            {QT_TRANSLATE_NOOP("Engine", "The memory does not suffice for %2 of %1."), {m_source.name, tensor}},
            std::to_string(info->byteCount()) + " bytes"};
    }
}

base::Result<TensorData> materialize(const Source& source, const TensorInfo& info,
                                     std::span<const std::int64_t> strides, std::span<const std::uint8_t> storage,
                                     bool bigEndian)
{
    const std::uint64_t size = info.byteCount();
    const bool straight = isContiguous(info.shape, strides);
    if (straight && !bigEndian) {
        assert(size <= storage.size());
        return TensorData{info, storage.first(size), source.owner};
    }
    if (size > storage.size() && size > std::uint64_t(1) << 30)
        return base::Error{base::ErrorCode::BadInput,
                           {QT_TRANSLATE_NOOP("Engine", "%2 of %1 repeats its few numbers too often to be copied out."),
                            {source.name, info.name}},
                           std::to_string(size) + " bytes out of " + std::to_string(storage.size())};
    auto buffer = std::make_shared<std::vector<std::uint8_t>>(size);
    copyStrided(storage, info.shape, strides, bitsPer(info.type) / 8, *buffer);
    if (bigEndian)
        swapByteOrder(info.type, *buffer);
    const std::span<const std::uint8_t> bytes = *buffer;
    return TensorData{info, bytes, std::move(buffer)};
}

} // namespace maquette::tensorio
