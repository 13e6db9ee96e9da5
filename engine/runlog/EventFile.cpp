// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runlog/EventFile.h"

#include "runlog/Crc32c.h"
#include "runlog/EventDecoder.h"
#include "runlog/FileWindow.h"
#include "runlog/GrowingFile.h"
#include "runlog/Troubles.h"

#include <bit>
#include <cstring>

namespace maquette::runlog {

static_assert(std::endian::native == std::endian::little, "lengths and checksums are taken as they stand");

namespace {

template <class T> T numberAt(std::span<const std::byte> bytes, std::size_t at)
{
    T value;
    std::memcpy(&value, bytes.data() + at, sizeof value);
    return value;
}

class EventFile final : public RunFile {
public:
    explicit EventFile(const std::filesystem::path& path)
        : m_file(path)
    {
    }

    [[nodiscard]] const std::filesystem::path& path() const override { return m_file.path(); }
    [[nodiscard]] Format format() const override { return Format::TensorBoard; }
    [[nodiscard]] Advance advance(RunSink& sink, const base::Job& job, std::int64_t budget) override;

private:
    GrowingFile m_file;
    EventDecoder m_decoder;
    std::int64_t m_offset = 0; ///< where the next record begins
};

Advance EventFile::advance(RunSink& sink, const base::Job& job, std::int64_t budget)
{
    Advance advance;
    const auto look = m_file.look(m_offset);
    if (look.replaced()) {
        m_offset = 0;
        m_decoder = EventDecoder();
        advance.replaced = true;
    }
    advance.offset = m_offset;
    if (look.gone() || look.trouble()) {
        advance.state = look.gone() ? Advance::State::Gone : Advance::State::Waiting;
        advance.trouble = look.trouble();
        return advance;
    }

    Troubles troubles;
    FileWindow window(look);
    constexpr std::int64_t recordsPerCheck = 256; // well below a tenth of a second of scalars
    constexpr std::int64_t bytesPerCheck = 1 << 20;
    std::int64_t nextCheck = 0, nextByteCheck = 0;
    while (look.size() - m_offset >= RecordHead::bytes) {
        if (advance.records >= nextCheck || advance.bytes >= nextByteCheck) {
            if (job.stopped()) {
                advance.state = Advance::State::More;
                break;
            }
            nextCheck = advance.records + recordsPerCheck;
            nextByteCheck = advance.bytes + bytesPerCheck;
        }
        if (advance.bytes >= budget) {
            advance.state = Advance::State::More;
            break;
        }
        const auto headBytes = window.at(m_offset, RecordHead::bytes);
        if (headBytes.size() < RecordHead::bytes)
            break;
        const RecordHead head = RecordHead::read(headBytes);
        if (!head.problem.empty()) {
            advance.state = Advance::State::Damaged;
            advance.trouble = damagedRun(path(), m_offset, head.problem);
            break;
        }
        // Only what the file has is taken into memory, whatever the length says.
        if (look.size() - m_offset < head.whole())
            break;
        const auto record = window.at(m_offset, head.whole());
        if (record.size() < static_cast<std::size_t>(head.whole()))
            break;
        if (payloadIsSound(record)) {
            const auto* payload = reinterpret_cast<const char*>(record.data()) + RecordHead::bytes;
            m_decoder.decode({payload, static_cast<std::size_t>(head.payload)}, m_offset, sink, troubles);
        } else {
            troubles.leftOut(m_offset, "the checksum of a record does not fit it");
        }
        ++advance.records;
        m_offset += head.whole();
        advance.bytes += head.whole();
        advance.offset = m_offset;
    }
    if (!advance.trouble)
        advance.trouble = window.trouble() ? window.trouble() : troubles.error(path());
    else if (const auto more = troubles.error(path()))
        advance.trouble->detail += "; before it " + more->english();
    return advance;
}

} // namespace

RecordHead RecordHead::read(std::span<const std::byte> head)
{
    RecordHead result;
    const auto length = numberAt<std::uint64_t>(head, 0);
    const auto crc = numberAt<std::uint32_t>(head, 8);
    if (masked(crc32c(head.first(8))) != crc)
        result.problem = "the checksum of a record's length does not fit it";
    else if (length > static_cast<std::uint64_t>(mostPayload))
        result.problem = "a record of " + std::to_string(length) + " bytes";
    else
        result.payload = static_cast<std::int64_t>(length);
    return result;
}

bool payloadIsSound(std::span<const std::byte> record)
{
    const std::size_t end = record.size() - RecordHead::tail;
    return masked(crc32c(record.first(end).subspan(RecordHead::bytes))) == numberAt<std::uint32_t>(record, end);
}

std::unique_ptr<RunFile> openEventFile(const std::filesystem::path& path) { return std::make_unique<EventFile>(path); }

} // namespace maquette::runlog
