// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace maquette::base {

/// A regular file mapped read-only. The bytes stay valid while the object lives. A file cut short by another process
/// while it is mapped is the one case that cannot be caught; readers of user files therefore copy what they keep.
class MappedFile {
public:
    /// BadInput names the file: missing, a folder, no permission, not a regular file. An empty file maps to an empty
    /// span.
    [[nodiscard]] static Result<std::shared_ptr<const MappedFile>> open(const std::filesystem::path& file);
    ~MappedFile();
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;

    [[nodiscard]] std::span<const std::uint8_t> bytes() const { return {m_data, m_size}; }
    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

private:
    MappedFile(std::filesystem::path path, const std::uint8_t* data, std::size_t size);

    std::filesystem::path m_path;
    const std::uint8_t* m_data;
    std::size_t m_size;
};

/// The whole file in memory; `maxBytes` bounds it (BadInput above).
[[nodiscard]] Result<std::vector<std::uint8_t>> readFile(const std::filesystem::path& file,
                                                         std::uint64_t maxBytes = std::uint64_t(1) << 32);

/// A file that appears under its name only when complete: written to a temporary sibling, synced, renamed, and the
/// folder synced. Destroyed without commit() it leaves nothing behind and the old file as it was.
class AtomicFile {
public:
    /// WriteFailed names the file: no such folder, a folder, a device or pipe, read-only, no permission.
    [[nodiscard]] static Result<std::unique_ptr<AtomicFile>> create(const std::filesystem::path& file);
    ~AtomicFile();
    AtomicFile(const AtomicFile&) = delete;
    AtomicFile& operator=(const AtomicFile&) = delete;

    /// WriteFailed names the file and the reason (no space, no permission …).
    Result<void> write(std::span<const std::uint8_t> bytes);
    Result<void> write(std::string_view text);
    Result<void> commit();

private:
    AtomicFile(std::filesystem::path target, std::filesystem::path temporary, int descriptor);

    std::filesystem::path m_target;
    std::filesystem::path m_temporary;
    int m_descriptor;
};

/// One call for content that is already in memory.
Result<void> writeFileAtomically(const std::filesystem::path& file, std::span<const std::uint8_t> bytes);

} // namespace maquette::base
