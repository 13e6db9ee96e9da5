// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runlog/GrowingFile.h"

#include <memory>

namespace maquette::runlog {

/// Reads forward through a look in large pieces and hands out small ones, without a copy for each.
class FileWindow {
public:
    explicit FileWindow(const GrowingFile::Look& look)
        : m_look(look)
    {
    }

    /// The `count` bytes from `offset` on, valid until the next call; fewer only where the file ends or cannot be read
    /// further, and then trouble() says why. Memory is taken only for bytes that the file has.
    [[nodiscard]] std::span<const std::byte> at(std::int64_t offset, std::int64_t count)
    {
        const std::int64_t inside = offset - m_start;
        if (inside >= 0 && inside <= m_filled && count <= m_filled - inside)
            return {m_bytes.get() + inside, static_cast<std::size_t>(count)};
        return refill(offset, count);
    }

    [[nodiscard]] const std::optional<base::Error>& trouble() const { return m_trouble; }

private:
    [[nodiscard]] std::span<const std::byte> refill(std::int64_t offset, std::int64_t count);

    const GrowingFile::Look& m_look;
    std::unique_ptr<std::byte[]> m_bytes;
    std::int64_t m_capacity = 0;
    std::int64_t m_start = 0; ///< offset of m_bytes[0]
    std::int64_t m_filled = 0;
    std::optional<base::Error> m_trouble;
};

} // namespace maquette::runlog
