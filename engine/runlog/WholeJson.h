// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runlog/GrowingFile.h"
#include "runlog/JsonFields.h"
#include "runlog/RunFile.h"

#include <cstdint>
#include <optional>
#include <utility>

namespace maquette::runlog {

/// A file that is written anew as a whole: one JSON value, read again when size or time have changed.
class WholeJson {
public:
    /// Files of more bytes are damaged.
    WholeJson(const std::filesystem::path& path, std::int64_t mostBytes)
        : m_file(path)
        , m_mostBytes(mostBytes)
    {
    }

    [[nodiscard]] const std::filesystem::path& path() const { return m_file.path(); }
    /// What the file holds now, or the Error of its JSON; nothing where there is nothing new to take, and then
    /// `advance` says why. Counts the bytes there.
    [[nodiscard]] std::optional<base::Result<base::Json>> read(Advance& advance, const base::Job& job);
    [[nodiscard]] std::int64_t modified() const { return m_read ? m_read->second : 0; } ///< of what was read, ns

private:
    GrowingFile m_file;
    std::int64_t m_mostBytes;
    std::optional<std::pair<std::int64_t, std::int64_t>> m_read; ///< size and time of the file that was read
};

} // namespace maquette::runlog
