// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tensorio/Source.h"
#include "tensorio/Zip.h"

namespace maquette::tensorio {

namespace {

constexpr std::uint64_t all32 = 0xFFFFFFFF;
constexpr std::uint64_t all16 = 0xFFFF;
constexpr std::uint64_t versionPlain = 20;
constexpr std::uint64_t versionWide = 45;
constexpr std::uint64_t utf8Flag = 0x0800;
constexpr std::uint64_t firstDay = 0x0021; ///< 1 January 1980, the first date that ZIP knows

class Record {
public:
    Record& put(std::uint64_t value, int count)
    {
        for (int i = 0; i < count; ++i)
            m_bytes.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
        return *this;
    }
    Record& put(std::string_view text)
    {
        m_bytes.insert(m_bytes.end(), text.begin(), text.end());
        return *this;
    }
    [[nodiscard]] std::span<const std::uint8_t> bytes() const { return m_bytes; }

private:
    std::vector<std::uint8_t> m_bytes;
};

Record localHead(const ZipEntry& entry)
{
    const bool wide = entry.size >= all32;
    Record head;
    head.put(0x04034b50, 4).put(wide ? versionWide : versionPlain, 2).put(utf8Flag, 2).put(0, 2).put(0, 2);
    head.put(firstDay, 2).put(entry.crc, 4).put(wide ? all32 : entry.size, 4).put(wide ? all32 : entry.size, 4);
    head.put(entry.name.size(), 2).put(wide ? 20 : 0, 2).put(entry.name);
    if (wide)
        head.put(1, 2).put(16, 2).put(entry.size, 8).put(entry.size, 8);
    return head;
}

void putCentral(Record& directory, const ZipEntry& entry)
{
    const bool wideSize = entry.size >= all32;
    const bool wideOffset = entry.offset >= all32;
    const std::uint64_t extra = (wideSize ? 16 : 0) + (wideOffset ? 8 : 0);
    const std::uint64_t version = extra ? versionWide : versionPlain;
    directory.put(0x02014b50, 4).put(version, 2).put(version, 2).put(utf8Flag, 2).put(0, 2).put(0, 2).put(firstDay, 2);
    directory.put(entry.crc, 4).put(wideSize ? all32 : entry.size, 4).put(wideSize ? all32 : entry.size, 4);
    directory.put(entry.name.size(), 2).put(extra ? extra + 4 : 0, 2).put(0, 2).put(0, 2).put(0, 2).put(0, 4);
    directory.put(wideOffset ? all32 : entry.offset, 4).put(entry.name);
    if (extra)
        directory.put(1, 2).put(extra, 2);
    if (wideSize)
        directory.put(entry.size, 8).put(entry.size, 8);
    if (wideOffset)
        directory.put(entry.offset, 8);
}

} // namespace

base::Result<ZipWriter> ZipWriter::create(const std::filesystem::path& file)
{
    auto out = base::AtomicFile::create(file);
    if (!out.ok())
        return out.error();
    return ZipWriter(std::move(out).value());
}

base::Result<void> ZipWriter::add(const std::string& name, std::span<const std::uint8_t> bytes)
{
    if (name.empty() || name.size() > all16 || name.find('\0') != std::string::npos || !validUtf8(name)
        || !m_names.insert(name).second)
        return base::Error{base::ErrorCode::Usage,
                           {QT_TRANSLATE_NOOP("Engine",
                                              "An archive cannot hold an entry named %1: the name is empty, "
                                              "used twice, too long or not UTF-8."),
                            {name.substr(0, 80)}},
                           {}};
    ZipEntry entry{name, m_position, bytes.size(), ZipReader::checksum(bytes), false, bytes.size()};
    const Record head = localHead(entry);
    if (auto written = m_file->write(head.bytes()); !written.ok())
        return written;
    if (auto written = m_file->write(bytes); !written.ok())
        return written;
    m_position += head.bytes().size() + bytes.size();
    m_entries.push_back(std::move(entry));
    return {};
}

base::Result<void> ZipWriter::commit()
{
    Record directory;
    for (const auto& entry : m_entries)
        putCentral(directory, entry);
    const std::uint64_t size = directory.bytes().size();
    const std::uint64_t count = m_entries.size();
    const bool wide = count >= all16 || size >= all32 || m_position >= all32;
    if (wide) {
        const std::uint64_t place = m_position + size;
        directory.put(0x06064b50, 4).put(44, 8).put(versionWide, 2).put(versionWide, 2).put(0, 4).put(0, 4);
        directory.put(count, 8).put(count, 8).put(size, 8).put(m_position, 8);
        directory.put(0x07064b50, 4).put(0, 4).put(place, 8).put(1, 4);
    }
    directory.put(0x06054b50, 4).put(0, 2).put(0, 2);
    directory.put(wide ? all16 : count, 2).put(wide ? all16 : count, 2);
    directory.put(wide ? all32 : size, 4).put(wide ? all32 : m_position, 4).put(0, 2);
    if (auto written = m_file->write(directory.bytes()); !written.ok())
        return written;
    return m_file->commit();
}

} // namespace maquette::tensorio
