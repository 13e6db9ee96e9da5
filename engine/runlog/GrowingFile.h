// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace maquette::runlog {

/// The head of Advance::trouble for damage: BadInput that names the file; `problem` says in English what was expected
/// and found and goes to the detail behind the byte `offset`.
[[nodiscard]] base::Error damagedRun(const std::filesystem::path& file, std::int64_t offset,
                                     const std::string& problem);

/// A file that somebody else writes, seen in single looks. Between looks nothing is open; the identity of the file and
/// its first bytes are kept, so that a replacement is noticed. Not thread-safe.
class GrowingFile {
public:
    /// The file as it was when the look began, open read-only and shared until the object is destroyed.
    class Look {
    public:
        Look(Look&& other) noexcept;
        Look& operator=(Look&& other) noexcept;
        Look(const Look&) = delete;
        Look& operator=(const Look&) = delete;
        ~Look();

        /// Nothing is at the path.
        [[nodiscard]] bool gone() const { return m_gone; }
        /// Why what is there cannot be read: no permission, not a regular file, a failing disk.
        [[nodiscard]] const std::optional<base::Error>& trouble() const { return m_trouble; }
        /// True once after another file took the place of the one that was read: read again from the start.
        [[nodiscard]] bool replaced() const { return m_replaced; }
        /// Bytes; what is appended later belongs to the next look.
        [[nodiscard]] std::int64_t size() const { return m_size; }
        /// When it was last changed, in nanoseconds since 1970; for files that are rewritten as a whole.
        [[nodiscard]] std::int64_t modified() const { return m_modified; }

        /// Fills `into` from `offset` on and returns how many bytes came: fewer only at the end of the file. BadInput
        /// when reading fails.
        [[nodiscard]] base::Result<std::size_t> read(std::int64_t offset, std::span<std::byte> into) const;

    private:
        friend class GrowingFile;
        explicit Look(std::filesystem::path path);

        std::filesystem::path m_path;
        int m_descriptor = -1;
        bool m_gone = false;
        bool m_replaced = false;
        std::int64_t m_size = 0;
        std::int64_t m_modified = 0;
        std::optional<base::Error> m_trouble;
    };

    explicit GrowingFile(std::filesystem::path path);

    /// Opens the file. `read` is how many bytes from the start the caller has used: a file shorter than that, one with
    /// another inode or device, and one whose used head differs is a replaced file. Pass 0 where the file is rewritten
    /// as a whole anyway; then only inode and device count. A file that vanishes and comes back unchanged is the same.
    [[nodiscard]] Look look(std::int64_t read);

    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

private:
    std::filesystem::path m_path;
    std::optional<std::pair<std::uint64_t, std::uint64_t>> m_identity; ///< device and inode
    std::vector<std::byte> m_head; ///< of the file as the last look found it
};

} // namespace maquette::runlog
