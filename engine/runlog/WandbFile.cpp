// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runlog/WandbFile.h"

#include "runlog/FileWindow.h"
#include "runlog/GrowingFile.h"
#include "runlog/Troubles.h"
#include "runlog/WandbDecoder.h"

#include <zlib.h>

#include <bit>
#include <cstring>
#include <string_view>

namespace maquette::runlog {

static_assert(std::endian::native == std::endian::little, "lengths and checksums are taken as they stand");

namespace {

constexpr std::int64_t blockBytes = 32'768;
constexpr std::int64_t fragmentHead = 7; ///< checksum (4 bytes), length (2), type (1)
/// ":W&B", 0xBEE1 little-endian, version 0.
constexpr std::string_view fileHead(":W&B\xE1\xBE\0", 7);

enum FragmentType { Full = 1, First = 2, Middle = 3, Last = 4 };

class WandbFile final : public RunFile {
public:
    explicit WandbFile(const std::filesystem::path& path)
        : m_file(path)
        , m_decoder(path.parent_path())
    {
    }

    [[nodiscard]] const std::filesystem::path& path() const override { return m_file.path(); }
    [[nodiscard]] Format format() const override { return Format::WandbOffline; }
    [[nodiscard]] Advance advance(RunSink& sink, const base::Job& job, std::int64_t budget) override;

private:
    enum class Step { Record, Skipped, Wait, Stopped };
    struct Reading {
        const GrowingFile::Look& look;
        FileWindow window;
        Troubles troubles;
        const base::Job& job;
        std::string joined; ///< fragments of a record
        std::string_view record;
    };

    [[nodiscard]] Step next(Reading& reading);
    [[nodiscard]] Step damaged(Reading& reading, std::int64_t at, const char* problem);

    GrowingFile m_file;
    WandbDecoder m_decoder;
    std::int64_t m_offset = 0; ///< where the next record begins
    bool m_searching = false; ///< behind damage, until a record begins
};

Advance WandbFile::advance(RunSink& sink, const base::Job& job, std::int64_t budget)
{
    Advance advance;
    const auto look = m_file.look(m_offset);
    if (look.replaced()) {
        m_offset = 0;
        m_searching = false;
        m_decoder = WandbDecoder(path().parent_path());
        advance.replaced = true;
    }
    advance.offset = m_offset;
    if (look.gone() || look.trouble()) {
        advance.state = look.gone() ? Advance::State::Gone : Advance::State::Waiting;
        advance.trouble = look.trouble();
        return advance;
    }

    Reading reading{look, FileWindow(look), {}, job, {}, {}};
    if (m_offset == 0) {
        const auto head = reading.window.at(0, fileHead.size());
        const std::string_view seen(reinterpret_cast<const char*>(head.data()), head.size());
        if (!fileHead.starts_with(seen)) {
            advance.state = Advance::State::Damaged;
            advance.trouble = damagedRun(path(), 0, "no head of an offline run");
            return advance;
        }
        if (seen.size() < fileHead.size())
            return advance;
        m_offset = fileHead.size();
        advance.bytes = m_offset;
    }
    for (bool going = true; going;) {
        const std::int64_t before = m_offset;
        if (advance.bytes >= budget) {
            advance.state = look.size() > m_offset ? Advance::State::More : Advance::State::Waiting;
            break;
        }
        switch (next(reading)) {
        case Step::Record:
            m_decoder.decode(reading.record, before, sink, reading.troubles);
            ++advance.records;
            break;
        case Step::Skipped:
            break;
        case Step::Stopped:
            advance.state = Advance::State::More;
            going = false;
            break;
        case Step::Wait:
            going = false;
            break;
        }
        advance.bytes += m_offset - before;
    }
    advance.offset = m_offset;
    advance.trouble = reading.window.trouble() ? reading.window.trouble() : reading.troubles.error(path());
    return advance;
}

WandbFile::Step WandbFile::damaged(Reading& reading, std::int64_t at, const char* problem)
{
    if (!m_searching)
        reading.troubles.leftOut(at, problem);
    const std::int64_t nextBlock = at - at % blockBytes + blockBytes;
    if (nextBlock > reading.look.size())
        return Step::Wait;
    m_offset = nextBlock;
    m_searching = true;
    return Step::Skipped;
}

WandbFile::Step WandbFile::next(Reading& reading)
{
    if (reading.job.stopped())
        return Step::Stopped;
    bool begun = false;
    std::int64_t at = m_offset;
    std::int64_t nextCheck = at + (1 << 20);
    while (true) {
        const std::int64_t room = blockBytes - at % blockBytes;
        if (room < fragmentHead) { // zeros up to the next block
            at += room;
            continue;
        }
        if (reading.look.size() - at < fragmentHead)
            return Step::Wait;
        if (at >= nextCheck) {
            if (reading.job.stopped())
                return Step::Stopped;
            nextCheck = at + (1 << 20);
        }
        const auto head = reading.window.at(at, fragmentHead);
        if (head.size() < fragmentHead)
            return Step::Wait;
        std::uint32_t checksum = 0;
        std::uint16_t length = 0;
        std::memcpy(&checksum, head.data(), sizeof checksum);
        std::memcpy(&length, head.data() + 4, sizeof length);
        const int type = std::to_integer<int>(head[6]);
        if (type < Full || type > Last || length > room - fragmentHead)
            return damaged(reading, at, "no head of a record");
        if (reading.look.size() - at < fragmentHead + length)
            return Step::Wait;
        const auto fragment = reading.window.at(at, fragmentHead + length);
        if (fragment.size() < static_cast<std::size_t>(fragmentHead + length))
            return Step::Wait;
        // Type and data stand side by side and are summed together.
        const auto* summed = reinterpret_cast<const Bytef*>(fragment.data()) + 6;
        if (::crc32(0, summed, 1u + length) != checksum)
            return damaged(reading, at, "the checksum of a record does not fit it");

        const std::string_view data(reinterpret_cast<const char*>(fragment.data()) + fragmentHead, length);
        const bool begins = type == Full || type == First;
        if (begun && begins) {
            // The writer was stopped within the record before and went on with a new one.
            reading.troubles.leftOut(m_offset, "a record without end");
            m_offset = at;
            return Step::Skipped;
        }
        at += fragmentHead + length;
        if (!begun && !begins) {
            if (!m_searching)
                reading.troubles.leftOut(m_offset, "a record without beginning");
            m_searching = true;
            m_offset = at;
            return Step::Skipped;
        }
        m_searching = false;
        if (type == Full) {
            reading.record = data;
            m_offset = at;
            return Step::Record;
        }
        if (!begun)
            reading.joined.clear();
        begun = true;
        reading.joined += data;
        if (type == Last) {
            reading.record = reading.joined;
            m_offset = at;
            return Step::Record;
        }
    }
}

} // namespace

std::unique_ptr<RunFile> openWandbFile(const std::filesystem::path& path) { return std::make_unique<WandbFile>(path); }

} // namespace maquette::runlog
