// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// NPZ: a ZIP of NPY files, stored (np.savez) or deflated (np.savez_compressed). Only here is anything unpacked.
#include "tensorio/Layout.h"
#include "tensorio/NpyFile.h"
#include "tensorio/TensorTable.h"
#include "tensorio/Zip.h"

#include <algorithm>
#include <limits>
#include <zlib.h>

namespace maquette::tensorio {

namespace {

using Bytes = std::span<const std::uint8_t>;

// Deflate cannot pack more than 1032 bytes into one (258 bytes in two bits); what claims more lies.
constexpr std::uint64_t maxRatio = 1032;
constexpr std::uint64_t maxUnpacked = std::uint64_t(1) << 36; ///< 64 GiB for one array
constexpr std::uint64_t firstChunk = std::uint64_t(1) << 20;
constexpr std::string_view npyEnding = ".npy";

/// Unpacks the first `limit` bytes of raw deflate data, or all if they are fewer. Memory grows with what has really
/// been unpacked. Nothing for damaged data; `finished` says whether the stream ended, and with the last packed byte.
std::optional<std::vector<std::uint8_t>> unpack(Bytes packed, std::uint64_t limit, bool& finished)
{
    z_stream stream{};
    if (::inflateInit2(&stream, -MAX_WBITS) != Z_OK)
        return std::nullopt;
    const std::unique_ptr<z_stream, int (*)(z_stream*)> closer(&stream, ::inflateEnd);
    std::vector<std::uint8_t> out;
    std::uint64_t read = 0;
    std::uint64_t made = 0;
    int status = Z_OK;
    while (status == Z_OK) {
        if (made == out.size() && made < limit)
            out.resize(std::min(limit, std::max(firstChunk, 2 * made)));
        // One byte of room beyond the limit tells a stream that ends there from one that goes on.
        std::uint8_t beyond = 0;
        const bool full = made == limit;
        const std::uint64_t input = std::min<std::uint64_t>(packed.size() - read, 1u << 30);
        const std::uint64_t room = full ? 1 : std::min<std::uint64_t>(out.size() - made, 1u << 30);
        stream.next_in = const_cast<Bytef*>(packed.data() + read);
        stream.avail_in = static_cast<uInt>(input);
        stream.next_out = full ? &beyond : out.data() + made;
        stream.avail_out = static_cast<uInt>(room);
        status = ::inflate(&stream, Z_NO_FLUSH);
        read += input - stream.avail_in;
        const std::uint64_t got = room - stream.avail_out;
        if (full && got > 0)
            break;
        made += got;
        // Z_BUF_ERROR is what comes when the packed bytes are used up before the end.
    }
    if (status != Z_OK && status != Z_STREAM_END)
        return std::nullopt;
    finished = status == Z_STREAM_END && read == packed.size();
    out.resize(made);
    return out;
}

struct Member {
    std::size_t entry = 0;
    NpyHeader header;
};

class NpzReader final : public TensorTable {
public:
    NpzReader(Source source, ZipReader zip, std::vector<Member> members)
        : TensorTable("npz", std::move(source))
        , m_zip(std::move(zip))
        , m_members(std::move(members))
    {
        for (const auto& member : m_members)
            m_tensors.push_back(member.header.info);
    }

private:
    [[nodiscard]] base::Result<TensorData> loadAt(std::size_t index) const override
    {
        const Member& member = m_members[index];
        const ZipEntry& entry = m_zip.entries()[member.entry];
        if (!entry.deflated) {
            const auto bytes = m_zip.read(entry);
            if (!bytes.ok())
                return bytes.error();
            return array(member, m_source, bytes.value());
        }
        bool finished = false;
        auto unpacked = unpack(m_zip.packed(entry), entry.size, finished);
        if (!unpacked || !finished || unpacked->size() != entry.size)
            return damaged(m_source.name, entry.offset,
                           "the packed data of " + inQuotes(entry.name) + " do not give the bytes they promise");
        if (ZipReader::checksum(*unpacked) != entry.crc)
            return damaged(m_source.name, entry.offset,
                           "the CRC of " + inQuotes(entry.name) + " does not fit its data");
        const auto buffer = std::make_shared<const std::vector<std::uint8_t>>(std::move(*unpacked));
        return array(member, {*buffer, m_source.name, buffer}, *buffer);
    }

    static base::Result<TensorData> array(const Member& member, const Source& source, Bytes bytes)
    {
        return materialize(source, member.header.info, npyStrides(member.header),
                           bytes.subspan(member.header.dataStart), member.header.bigEndian);
    }

    ZipReader m_zip;
    std::vector<Member> m_members;
};

/// Reads the header of one entry, and checks that its size is what the header asks for.
base::Result<NpyHeader> readMember(const Source& source, const ZipReader& zip, const ZipEntry& entry)
{
    Bytes bytes = zip.packed(entry);
    std::vector<std::uint8_t> start;
    if (entry.deflated) {
        if (entry.size > maxUnpacked || entry.size / maxRatio > entry.packedSize)
            return damaged(source.name, entry.offset,
                           inQuotes(entry.name) + " claims to unpack " + std::to_string(entry.packedSize) + " bytes to "
                               + std::to_string(entry.size));
        bool finished = false;
        auto unpacked = unpack(bytes, std::min(entry.size, maxNpyHeader), finished);
        if (!unpacked)
            return damaged(source.name, entry.offset, "the packed data of " + inQuotes(entry.name) + " are damaged");
        start = std::move(*unpacked);
        bytes = start;
    }
    auto header = readNpyHeader({bytes, source.name + ":" + entry.name, nullptr}, entry.offset);
    if (!header.ok())
        return header;
    const std::uint64_t needed = header.value().dataStart + header.value().info.byteCount();
    if (needed != entry.size)
        return damaged(source.name, entry.offset,
                       "the array " + inQuotes(entry.name) + " needs " + std::to_string(needed)
                           + " bytes, its entry has " + std::to_string(entry.size));
    header.value().info.name = entry.name.substr(0, entry.name.size() - npyEnding.size());
    return header;
}

} // namespace

base::Result<std::shared_ptr<const Checkpoint>> openNpz(const Source& source)
{
    auto zip = ZipReader::open(source.bytes, source.name, source.owner, ZipReader::Methods::StoredOrDeflated);
    if (!zip.ok())
        return zip.error();
    std::vector<Member> members;
    for (std::size_t i = 0; i < zip.value().entries().size(); ++i) {
        const ZipEntry& entry = zip.value().entries()[i];
        if (!std::string_view(entry.name).ends_with(npyEnding))
            continue;
        auto header = readMember(source, zip.value(), entry);
        if (!header.ok())
            return header.error();
        members.push_back({i, std::move(header).value()});
    }
    return std::shared_ptr<const Checkpoint>(
        std::make_shared<NpzReader>(source, std::move(zip).value(), std::move(members)));
}

} // namespace maquette::tensorio
