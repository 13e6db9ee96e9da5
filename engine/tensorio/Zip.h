// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/File.h"
#include "base/Result.h"

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace maquette::tensorio {

struct ZipEntry {
    std::string name;
    std::uint64_t offset = 0; ///< of the data in the file
    std::uint64_t size = 0;
    std::uint32_t crc = 0;
};

/// A ZIP (or ZIP64) read from its central directory, stored entries only. Refused: compressed or encrypted entries,
/// entries that overlap, leave the file or stand twice, and local heads that contradict the directory.
class ZipReader {
public:
    [[nodiscard]] static base::Result<ZipReader> open(std::shared_ptr<const base::MappedFile> file);
    [[nodiscard]] static base::Result<ZipReader> open(std::span<const std::uint8_t> bytes, std::string name,
                                                      std::shared_ptr<const void> owner);

    [[nodiscard]] const std::vector<ZipEntry>& entries() const { return m_entries; }
    [[nodiscard]] const ZipEntry* find(const std::string& name) const;
    /// The bytes of an entry after its CRC was checked.
    [[nodiscard]] base::Result<std::span<const std::uint8_t>> read(const ZipEntry& entry) const;
    [[nodiscard]] const std::shared_ptr<const void>& owner() const { return m_owner; }

private:
    std::span<const std::uint8_t> m_bytes;
    std::string m_name;
    std::shared_ptr<const void> m_owner;
    std::vector<ZipEntry> m_entries;
};

/// Writes stored entries with fixed dates, so that the same content gives the same bytes; ZIP64 where needed.
class ZipWriter {
public:
    [[nodiscard]] static base::Result<ZipWriter> create(const std::filesystem::path& file);

    base::Result<void> add(const std::string& name, std::span<const std::uint8_t> bytes);
    base::Result<void> commit();

private:
    std::unique_ptr<base::AtomicFile> m_file;
    std::vector<ZipEntry> m_entries;
    std::uint64_t m_position = 0;
};

} // namespace maquette::tensorio
