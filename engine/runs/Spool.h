// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

namespace maquette::runs {

/// Where large values of all runs wait to be looked at: in memory up to a limit, beyond it in one file without a name
/// in the system's folder for temporary files, which vanishes with the process. Thread-safe.
class SpoolFile {
public:
    static constexpr std::int64_t standardLimit = 64 << 20;

    explicit SpoolFile(std::int64_t memoryLimit = standardLimit);
    ~SpoolFile();
    SpoolFile(const SpoolFile&) = delete;
    SpoolFile& operator=(const SpoolFile&) = delete;

    /// False when the limit is reached; what was granted goes back by release().
    [[nodiscard]] bool reserveMemory(std::int64_t bytes);
    void releaseMemory(std::int64_t bytes) { m_memory -= bytes; }

    /// Where in the file the bytes lie now. WriteFailed when there is no folder or no space for it.
    [[nodiscard]] base::Result<std::uint64_t> write(std::span<const std::byte> bytes);
    [[nodiscard]] base::Result<void> read(std::uint64_t offset, std::span<std::byte> into) const;
    /// Gives the space back to the disk, as far as the file system can.
    void discard(std::uint64_t offset, std::uint64_t bytes);

private:
    const std::int64_t m_limit;
    std::atomic<std::int64_t> m_memory{0};
    std::mutex m_mutex; ///< of opening
    std::atomic<int> m_descriptor{-1};
    std::atomic<std::uint64_t> m_end{0};
};

/// The values of one run; they go when the last snapshot that may ask for them goes. One thread adds while any read.
class Spool {
public:
    explicit Spool(std::shared_ptr<SpoolFile> file);
    ~Spool();
    Spool(const Spool&) = delete;
    Spool& operator=(const Spool&) = delete;

    /// A position to read from.
    [[nodiscard]] base::Result<std::uint64_t> add(std::vector<std::byte> bytes);
    [[nodiscard]] base::Result<std::vector<std::byte>> read(std::uint64_t position, std::uint32_t bytes) const;

private:
    std::shared_ptr<SpoolFile> m_file;
    mutable std::mutex m_mutex;
    std::deque<std::vector<std::byte>> m_values; ///< those in memory
    std::int64_t m_bytes = 0; ///< of them
    std::vector<std::pair<std::uint64_t, std::uint64_t>> m_pieces; ///< offset and bytes in the file, joined
};

} // namespace maquette::runs
