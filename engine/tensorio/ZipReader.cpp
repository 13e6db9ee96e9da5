// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// ZIP after PKWARE's APPNOTE 6.3.10. The known ways to make two tools see different entries in one file (two heads
// that disagree, doubled names, gaps before the directory, bytes after the end) are refused.
#include "tensorio/Source.h"
#include "tensorio/Zip.h"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <zlib.h>

namespace maquette::tensorio {

namespace {

using Bytes = std::span<const std::uint8_t>;

constexpr std::uint32_t localSignature = 0x04034b50;
constexpr std::uint32_t centralSignature = 0x02014b50;
constexpr std::uint32_t endSignature = 0x06054b50;
constexpr std::uint32_t end64Signature = 0x06064b50;
constexpr std::uint32_t locatorSignature = 0x07064b50;
constexpr std::uint32_t descriptorSignature = 0x08074b50;
constexpr std::size_t localSize = 30;
constexpr std::size_t centralSize = 46;
constexpr std::size_t endSize = 22;
constexpr std::size_t end64Size = 56;
constexpr std::size_t locatorSize = 20;
constexpr std::uint32_t all32 = 0xFFFFFFFF;
constexpr std::uint16_t all16 = 0xFFFF;

std::uint64_t get(Bytes bytes, std::uint64_t at, int count) { return littleEndian(bytes, at, count); }

/// Where the directory stands.
struct Directory {
    std::uint64_t offset = 0;
    std::uint64_t size = 0;
    std::uint64_t count = 0;
};

/// The last place where an end record with a comment that ends with the file can stand.
std::optional<std::uint64_t> findEnd(Bytes bytes)
{
    if (bytes.size() < endSize)
        return std::nullopt;
    const std::uint64_t last = bytes.size() - endSize;
    const std::uint64_t first = last > all16 ? last - all16 : 0;
    for (std::uint64_t at = last + 1; at-- > first;) {
        if (get(bytes, at, 4) == endSignature && get(bytes, at + 20, 2) == bytes.size() - at - endSize)
            return at;
    }
    return std::nullopt;
}

/// Reads the ZIP64 end record behind `directory` whose plain end record stands at `end`; returns where the directory
/// has to end.
base::Result<std::uint64_t> readEnd64(Bytes bytes, const std::string& name, std::uint64_t end, Directory& directory)
{
    const std::uint64_t locator = end - locatorSize;
    const std::uint64_t place = get(bytes, locator + 8, 8);
    if (get(bytes, locator + 4, 4) != 0 || get(bytes, locator + 16, 4) > 1)
        return damaged(name, locator, "an archive of several disks");
    if (locator < end64Size || place != locator - end64Size || get(bytes, place, 4) != end64Signature
        || get(bytes, place + 4, 8) != end64Size - 12)
        return damaged(name, locator, "no ZIP64 end record where the locator points");
    const Directory wide{get(bytes, place + 48, 8), get(bytes, place + 40, 8), get(bytes, place + 32, 8)};
    if (get(bytes, place + 16, 4) != 0 || get(bytes, place + 20, 4) != 0 || get(bytes, place + 24, 8) != wide.count)
        return damaged(name, place, "an archive of several disks");
    const bool agree = (directory.count == all16 || directory.count == wide.count)
        && (directory.size == all32 || directory.size == wide.size)
        && (directory.offset == all32 || directory.offset == wide.offset);
    if (!agree)
        return damaged(name, place, "the ZIP64 end record contradicts the plain one");
    directory = wide;
    return place;
}

base::Result<Directory> findDirectory(Bytes bytes, const std::string& name)
{
    const auto end = findEnd(bytes);
    if (!end)
        return damaged(name, bytes.size(), "no end record of a ZIP; the file is cut or something was appended");
    Directory directory{get(bytes, *end + 16, 4), get(bytes, *end + 12, 4), get(bytes, *end + 10, 2)};
    if (get(bytes, *end + 4, 2) != 0 || get(bytes, *end + 6, 2) != 0 || get(bytes, *end + 8, 2) != directory.count)
        return damaged(name, *end, "an archive of several disks");
    std::uint64_t close = *end;
    if (*end >= locatorSize && get(bytes, *end - locatorSize, 4) == locatorSignature) {
        const auto wide = readEnd64(bytes, name, *end, directory);
        if (!wide.ok())
            return wide.error();
        close = wide.value();
    }
    const auto sum = checkedAdd(directory.offset, directory.size);
    if (!sum || *sum != close)
        return damaged(name, *end,
                       "the directory of " + std::to_string(directory.size) + " bytes at "
                           + std::to_string(directory.offset) + " does not end at " + std::to_string(close));
    if (directory.count > directory.size / centralSize)
        return damaged(name, *end,
                       std::to_string(directory.count) + " entries in a directory of " + std::to_string(directory.size)
                           + " bytes");
    return directory;
}

/// One line of the directory, as far as the local head has to agree with it.
struct Line {
    std::uint64_t at = 0;
    std::uint64_t local = 0;
    std::uint16_t flags = 0;
    std::uint16_t method = 0;
};

/// Replaces the fields that stand in the ZIP64 extra field; false where the extra field is malformed or too short.
bool readWide(Bytes extra, std::uint64_t& size, std::uint64_t& packed, std::uint64_t* local)
{
    bool done = size != all32 && packed != all32 && (!local || *local != all32);
    std::size_t at = 0;
    while (extra.size() - at >= 4) {
        const std::size_t length = get(extra, at + 2, 2);
        if (length > extra.size() - at - 4)
            return false;
        if (get(extra, at, 2) == 1) {
            Bytes rest = extra.subspan(at + 4, length);
            for (std::uint64_t* field : {&size, &packed, local}) {
                if (!field || *field != all32)
                    continue;
                if (rest.size() < 8)
                    return false;
                *field = get(rest, 0, 8);
                rest = rest.subspan(8);
            }
            return true;
        }
        at += 4 + length;
    }
    return done;
}

/// The descriptor after the data of an entry with flag bit 3, with or without signature, in 32 or 64 bits; its
/// length, or 0 where none of the four agrees with the directory.
std::uint64_t descriptorLength(Bytes bytes, const ZipEntry& entry, std::uint64_t end)
{
    const std::uint64_t at = entry.offset + entry.packedSize;
    for (const std::uint64_t sign : {4, 0}) {
        for (const std::uint64_t width : {8, 4}) {
            const std::uint64_t length = sign + 4 + 2 * width;
            if (length > end - at || (sign && get(bytes, at, 4) != descriptorSignature))
                continue;
            const int count = static_cast<int>(width);
            if (get(bytes, at + sign, 4) == entry.crc && get(bytes, at + sign + 4, count) == entry.packedSize
                && get(bytes, at + sign + 4 + width, count) == entry.size)
                return length;
        }
    }
    return 0;
}

/// Reads the line at `at` of the directory that ends at `end`; moves `at` behind it.
base::Result<Line> readLine(Bytes bytes, const std::string& name, std::uint64_t& at, std::uint64_t end, ZipEntry& entry)
{
    if (end - at < centralSize || get(bytes, at, 4) != centralSignature)
        return damaged(name, at, "no entry of the directory where one is due");
    const std::uint64_t nameLength = get(bytes, at + 28, 2);
    const std::uint64_t extraLength = get(bytes, at + 30, 2);
    const std::uint64_t commentLength = get(bytes, at + 32, 2);
    if (nameLength + extraLength + commentLength > end - at - centralSize)
        return damaged(name, at, "an entry leaves the directory");
    Line line{at, get(bytes, at + 42, 4), static_cast<std::uint16_t>(get(bytes, at + 8, 2)),
              static_cast<std::uint16_t>(get(bytes, at + 10, 2))};
    entry.name.assign(reinterpret_cast<const char*>(bytes.data()) + at + centralSize, nameLength);
    entry.crc = static_cast<std::uint32_t>(get(bytes, at + 16, 4));
    entry.packedSize = get(bytes, at + 20, 4);
    entry.size = get(bytes, at + 24, 4);
    if (entry.name.empty() || entry.name.find('\0') != std::string::npos)
        return damaged(name, at, "an entry with an empty name or a zero byte in its name");
    if (!readWide(bytes.subspan(at + centralSize + nameLength, extraLength), entry.size, entry.packedSize, &line.local))
        return damaged(name, at, "the extra field of " + inQuotes(entry.name) + " is malformed");
    if (get(bytes, at + 34, 2) != 0)
        return damaged(name, at, "an archive of several disks");
    at += centralSize + nameLength + extraLength + commentLength;
    return line;
}

base::Result<void> checkMethod(const std::string& name, const Line& line, ZipEntry& entry, ZipReader::Methods methods)
{
    // Bits 0, 6 and 13 are encryption, bit 5 is patched data.
    if (line.flags & 0x2061)
        return base::Error{
            base::ErrorCode::BadInput,
            {QT_TRANSLATE_NOOP("Engine", "%1 is an encrypted archive; such files are not read."), {name}},
            "byte " + std::to_string(line.at) + ": flags of " + inQuotes(entry.name)};
    entry.deflated = line.method == 8;
    if (line.method != 0 && !(entry.deflated && methods == ZipReader::Methods::StoredOrDeflated))
        return base::Error{base::ErrorCode::BadInput,
                           {QT_TRANSLATE_NOOP("Engine",
                                              "%1 is a compressed archive; only stored entries are read. Save it again "
                                              "without compression."),
                            {name}},
                           "byte " + std::to_string(line.at) + ": method " + std::to_string(line.method) + " of "
                               + inQuotes(entry.name)};
    if (!entry.deflated && entry.size != entry.packedSize)
        return damaged(name, line.at, "two sizes for the stored entry " + inQuotes(entry.name));
    return {};
}

/// Compares the local head with the directory, finds the data, and returns where the entry ends.
base::Result<std::uint64_t> checkLocal(Bytes bytes, const std::string& name, const Line& line, ZipEntry& entry,
                                       std::uint64_t end)
{
    const std::uint64_t at = line.local;
    if (at > end || end - at < localSize || get(bytes, at, 4) != localSignature)
        return damaged(name, line.at, "no local head of " + inQuotes(entry.name) + " at " + std::to_string(at));
    const std::uint64_t nameLength = get(bytes, at + 26, 2);
    const std::uint64_t extraLength = get(bytes, at + 28, 2);
    if (nameLength + extraLength > end - at - localSize)
        return damaged(name, at, "a local head leaves the file");
    const std::string_view local(reinterpret_cast<const char*>(bytes.data()) + at + localSize, nameLength);
    if (local != entry.name)
        return damaged(name, at, "the local head says " + inQuotes(local) + ", the directory " + inQuotes(entry.name));
    // Bit 11 tells the encoding of the name, bits 1 and 2 how hard the packer tried; the rest decides how to read.
    if (((get(bytes, at + 6, 2) ^ line.flags) & ~0x0806u) != 0 || get(bytes, at + 8, 2) != line.method)
        return damaged(name, at, "flags or method of " + inQuotes(entry.name) + " differ from the directory");
    std::uint64_t packed = get(bytes, at + 18, 4);
    std::uint64_t size = get(bytes, at + 22, 4);
    const auto crc = static_cast<std::uint32_t>(get(bytes, at + 14, 4));
    if (!readWide(bytes.subspan(at + localSize + nameLength, extraLength), size, packed, nullptr))
        return damaged(name, at, "the extra field of " + inQuotes(entry.name) + " is malformed");
    const bool later = (line.flags & 8) != 0;
    const bool blank = later && crc == 0 && (packed == 0 || packed == all32) && (size == 0 || size == all32);
    if (!blank && (crc != entry.crc || packed != entry.packedSize || size != entry.size))
        return damaged(name, at, "size or CRC of " + inQuotes(entry.name) + " differ from the directory");
    entry.offset = at + localSize + nameLength + extraLength;
    if (entry.packedSize > end - entry.offset)
        return damaged(name, at, "the data of " + inQuotes(entry.name) + " leave the file");
    std::uint64_t close = entry.offset + entry.packedSize;
    if (later) {
        const std::uint64_t length = descriptorLength(bytes, entry, end);
        if (length == 0)
            return damaged(name, close,
                           "the data descriptor of " + inQuotes(entry.name) + " differs from the directory");
        close += length;
    }
    return close;
}

} // namespace

base::Result<ZipReader> ZipReader::open(std::shared_ptr<const base::MappedFile> file, Methods methods)
{
    const auto bytes = file->bytes();
    const std::string name = file->path().string();
    return open(bytes, name, std::move(file), methods);
}

base::Result<ZipReader> ZipReader::open(Bytes bytes, std::string name, std::shared_ptr<const void> owner,
                                        Methods methods)
{
    const auto directory = findDirectory(bytes, name);
    if (!directory.ok())
        return directory.error();
    ZipReader reader(bytes, std::move(name), std::move(owner));
    std::uint64_t at = directory.value().offset;
    const std::uint64_t end = at + directory.value().size;
    struct Stretch {
        std::uint64_t begin;
        std::uint64_t end;
    };
    std::vector<Stretch> stretches;
    for (std::uint64_t i = 0; i < directory.value().count; ++i) {
        ZipEntry entry;
        const auto line = readLine(bytes, reader.m_name, at, end, entry);
        if (!line.ok())
            return line.error();
        if (auto checked = checkMethod(reader.m_name, line.value(), entry, methods); !checked.ok())
            return checked.error();
        const auto close = checkLocal(bytes, reader.m_name, line.value(), entry, directory.value().offset);
        if (!close.ok())
            return close.error();
        if (!reader.m_index.emplace(entry.name, reader.m_entries.size()).second)
            return damaged(reader.m_name, line.value().at, "the entry " + inQuotes(entry.name) + " stands twice");
        stretches.push_back({line.value().local, close.value()});
        reader.m_entries.push_back(std::move(entry));
    }
    if (at != end)
        return damaged(reader.m_name, at, "the directory holds more than the entries it counts");
    std::sort(stretches.begin(), stretches.end(), [](const Stretch& a, const Stretch& b) { return a.begin < b.begin; });
    for (std::size_t i = 1; i < stretches.size(); ++i) {
        if (stretches[i].begin < stretches[i - 1].end)
            return damaged(reader.m_name, stretches[i].begin, "two entries overlap");
    }
    return reader;
}

const ZipEntry* ZipReader::find(const std::string& name) const
{
    const auto found = m_index.find(name);
    return found == m_index.end() ? nullptr : &m_entries[found->second];
}

std::span<const std::uint8_t> ZipReader::packed(const ZipEntry& entry) const
{
    return m_bytes.subspan(entry.offset, entry.packedSize);
}

base::Result<Bytes> ZipReader::read(const ZipEntry& entry) const
{
    assert(!entry.deflated);
    const Bytes bytes = packed(entry);
    if (checksum(bytes) != entry.crc)
        return damaged(m_name, entry.offset, "the CRC of " + inQuotes(entry.name) + " does not fit its data");
    return bytes;
}

std::uint32_t ZipReader::checksum(Bytes bytes, std::uint32_t before)
{
    return static_cast<std::uint32_t>(::crc32_z(before, bytes.data(), bytes.size()));
}

} // namespace maquette::tensorio
