// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/File.h"
#include "base/Result.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace maquette::tensorio {

struct ZipEntry {
    std::string name;
    std::uint64_t offset = 0; ///< of the data in the file
    std::uint64_t size = 0; ///< of the content
    std::uint32_t crc = 0; ///< of the content
    bool deflated = false; ///< only where the reader was opened for it
    std::uint64_t packedSize = 0; ///< of the data in the file; equals `size` for a stored entry
};

/// A ZIP (or ZIP64) read from its central directory, stored entries only. Refused: compressed or encrypted entries,
/// entries that overlap, leave the file or stand twice, and local heads or data descriptors that contradict the
/// directory. Thread-safe once opened.
class ZipReader {
public:
    /// Whether entries packed with deflate are listed (they are not unpacked here) or refused.
    enum class Methods { Stored, StoredOrDeflated };

    [[nodiscard]] static base::Result<ZipReader> open(std::shared_ptr<const base::MappedFile> file,
                                                      Methods methods = Methods::Stored);
    [[nodiscard]] static base::Result<ZipReader> open(std::span<const std::uint8_t> bytes, std::string name,
                                                      std::shared_ptr<const void> owner,
                                                      Methods methods = Methods::Stored);

    /// In the order of the central directory.
    [[nodiscard]] const std::vector<ZipEntry>& entries() const { return m_entries; }
    [[nodiscard]] const ZipEntry* find(const std::string& name) const;
    /// The bytes of a stored entry after its CRC was checked. `entry` is one of entries().
    [[nodiscard]] base::Result<std::span<const std::uint8_t>> read(const ZipEntry& entry) const;
    /// The bytes of an entry as they stand in the file, unchecked.
    [[nodiscard]] std::span<const std::uint8_t> packed(const ZipEntry& entry) const;
    [[nodiscard]] const std::shared_ptr<const void>& owner() const { return m_owner; }

    /// The CRC-32 of ZIP, continued from `before`.
    [[nodiscard]] static std::uint32_t checksum(std::span<const std::uint8_t> bytes, std::uint32_t before = 0);

private:
    ZipReader(std::span<const std::uint8_t> bytes, std::string name, std::shared_ptr<const void> owner)
        : m_bytes(bytes)
        , m_name(std::move(name))
        , m_owner(std::move(owner))
    {
    }

    std::span<const std::uint8_t> m_bytes;
    std::string m_name;
    std::shared_ptr<const void> m_owner;
    std::vector<ZipEntry> m_entries;
    std::unordered_map<std::string, std::size_t> m_index;
};

/// Writes stored entries with fixed dates, so that the same content gives the same bytes; ZIP64 where needed.
class ZipWriter {
public:
    [[nodiscard]] static base::Result<ZipWriter> create(const std::filesystem::path& file);

    /// Usage error for an empty, repeated or overlong name; WriteFailed as AtomicFile says.
    base::Result<void> add(const std::string& name, std::span<const std::uint8_t> bytes);
    /// Writes the directory; only now does the file appear under its name.
    base::Result<void> commit();

private:
    explicit ZipWriter(std::unique_ptr<base::AtomicFile> file)
        : m_file(std::move(file))
    {
    }

    std::unique_ptr<base::AtomicFile> m_file;
    std::vector<ZipEntry> m_entries; ///< `offset` is that of the local head here
    std::unordered_set<std::string> m_names;
    std::uint64_t m_position = 0;
};

} // namespace maquette::tensorio
