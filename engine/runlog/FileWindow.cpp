// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runlog/FileWindow.h"

#include <algorithm>

namespace maquette::runlog {

std::span<const std::byte> FileWindow::refill(std::int64_t offset, std::int64_t count)
{
    constexpr std::int64_t piece = 256 << 10; // stays in the second cache
    const std::int64_t left = std::max<std::int64_t>(0, m_look.size() - offset);
    const std::int64_t wanted = std::min(std::max(count, piece), left);
    if (wanted > m_capacity) {
        m_bytes = std::make_unique_for_overwrite<std::byte[]>(static_cast<std::size_t>(wanted));
        m_capacity = wanted;
    }
    m_start = offset;
    m_filled = 0;
    const auto got = m_look.read(offset, {m_bytes.get(), static_cast<std::size_t>(wanted)});
    if (!got.ok()) {
        m_trouble = got.error();
        return {};
    }
    m_filled = static_cast<std::int64_t>(got.value());
    return {m_bytes.get(), static_cast<std::size_t>(std::min(count, m_filled))};
}

} // namespace maquette::runlog
