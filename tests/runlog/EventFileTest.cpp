// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Event files that grow, are cut, damaged, replaced and deleted while they are read.
#include "Transcript.h"

#include "runlog/Crc32c.h"
#include "support/TemporaryFolder.h"

#include <gtest/gtest.h>

#include <cstring>
#include <stop_token>

using namespace maquette;
using namespace maquette::runlog;
using namespace maquette::tests;

namespace fs = std::filesystem;

namespace {

using State = Advance::State;

/// The seven events one after the other, and what a reader finds in the first k of them.
struct Stream {
    std::string bytes;
    std::vector<std::size_t> ends = {0};
    std::vector<std::string> transcripts = {""};

    Stream()
    {
        for (const auto& vector : eventVectors()) {
            bytes += framed(unhex(vector.payload));
            ends.push_back(bytes.size());
            transcripts.push_back(transcripts.back() + vector.transcript);
        }
    }
    [[nodiscard]] std::size_t wholeIn(std::size_t cut) const
    {
        std::size_t whole = 0;
        while (whole + 1 < ends.size() && ends[whole + 1] <= cut)
            ++whole;
        return whole;
    }
};

std::string scalarRecord(int step)
{
    std::string payload = unhex("09000000000000f03f10002a0d0a0b0a046c6f7373150000003f");
    payload[10] = static_cast<char>(step);
    return framed(payload);
}

} // namespace

TEST(EventFile, CutAtAnyByteGivesAllWholeRecordsAndGoesOn)
{
    const TemporaryFolder folder;
    const Stream stream;
    for (std::size_t cut = 0; cut <= stream.bytes.size(); ++cut) {
        const auto path = folder / ("events.out.tfevents." + std::to_string(cut));
        writeBytes(path, stream.bytes.substr(0, cut));
        const auto file = openRunFile(path, Format::TensorBoard);
        Transcript transcript;
        const std::size_t whole = stream.wholeIn(cut);
        const Advance first = file->advance(transcript, {});
        ASSERT_EQ(first.state, State::Waiting) << cut;
        ASSERT_FALSE(first.trouble.has_value()) << cut;
        ASSERT_EQ(first.offset, static_cast<std::int64_t>(stream.ends[whole])) << cut;
        ASSERT_EQ(transcript.text(), stream.transcripts[whole]) << cut;

        appendBytes(path, stream.bytes.substr(cut));
        const Advance second = file->advance(transcript, {});
        ASSERT_FALSE(second.replaced) << cut;
        ASSERT_EQ(second.state, State::Waiting) << cut;
        ASSERT_EQ(transcript.text(), stream.transcripts.back()) << cut;
    }
}

TEST(EventFile, WhatATagSaidOfItselfIsKnownInLaterLooks)
{
    // Shape [1]: a tensor, but for the metadata of the first value, which says scalars.
    const std::string value = "0a046c6f7373420e080112041202080122040000003f";
    const std::string about = "4a0d0a090a077363616c6172732001";
    const TemporaryFolder folder;
    const auto path = folder / "events.out.tfevents.1";
    writeBytes(path, framed(unhex("2a270a25" + value + about)));
    const auto file = openRunFile(path, Format::TensorBoard);
    Transcript transcript;
    EXPECT_EQ(file->advance(transcript, {}).records, 1);
    appendBytes(path, framed(unhex("2a180a16" + value)));
    EXPECT_EQ(file->advance(transcript, {}).records, 1);
    EXPECT_EQ(transcript.text(), "scalar loss @0 t0 0.5\nscalar loss @0 t0 0.5\n");

    // The file that takes its place says nothing of its tags.
    fs::remove(path);
    writeBytes(path, framed(unhex("2a180a16" + value)));
    transcript.lines.clear();
    EXPECT_TRUE(file->advance(transcript, {}).replaced);
    EXPECT_EQ(transcript.text(), "tensor loss @0 t0 [1] [0.5]\n");
}

TEST(EventFile, AFlippedBitNeverGivesAnythingWrong)
{
    const TemporaryFolder folder;
    const Stream stream;
    const auto path = folder / "events.out.tfevents.1";
    for (std::size_t bit = 0; bit < 8 * stream.bytes.size(); ++bit) {
        std::string bytes = stream.bytes;
        bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << (bit % 8)));
        fs::remove(path); // emptying a file in place makes some file systems wait for the disk
        writeBytes(path, bytes);
        const auto file = openRunFile(path, Format::TensorBoard);
        Transcript transcript;
        const Advance advance = readAll(*file, transcript);
        const std::size_t record = stream.wholeIn(bit / 8);
        const std::size_t inRecord = bit / 8 - stream.ends[record];
        ASSERT_TRUE(advance.trouble.has_value()) << bit;
        const std::string offset = "byte " + std::to_string(stream.ends[record]) + ":";
        ASSERT_NE(advance.trouble->english().find(offset), std::string::npos) << advance.trouble->english();
        if (inRecord < 12) {
            ASSERT_EQ(advance.state, State::Damaged) << bit;
            ASSERT_EQ(transcript.text(), stream.transcripts[record]) << bit;
        } else {
            // The others are all there.
            ASSERT_EQ(advance.state, State::Waiting) << bit;
            ASSERT_EQ(transcript.text(),
                      stream.transcripts[record]
                          + stream.transcripts.back().substr(stream.transcripts[record + 1].size()))
                << bit;
        }
    }
}

TEST(EventFile, GoesOnWhereDamageWasCutOff)
{
    const TemporaryFolder folder;
    const auto path = folder / "events.out.tfevents.1";
    writeBytes(path, scalarRecord(1) + std::string(40, '\0'));
    const auto file = openRunFile(path, Format::TensorBoard);
    Transcript transcript;
    EXPECT_EQ(file->advance(transcript, {}).state, State::Damaged);
    EXPECT_EQ(file->advance(transcript, {}).state, State::Damaged);
    fs::resize_file(path, scalarRecord(1).size());
    appendBytes(path, scalarRecord(2));
    const Advance advance = file->advance(transcript, {});
    EXPECT_EQ(advance.state, State::Waiting);
    EXPECT_FALSE(advance.replaced);
    EXPECT_EQ(transcript.text(), "scalar loss @1 t1 0.5\nscalar loss @2 t1 0.5\n");
}

TEST(EventFile, LengthsBeyondTheFileAreWaitedForAndBeyondAllMeasureAreDamage)
{
    const TemporaryFolder folder;
    const auto path = folder / "events.out.tfevents.1";
    const auto head = [](std::uint64_t length) {
        std::string bytes(reinterpret_cast<const char*>(&length), sizeof length);
        const std::uint32_t crc = masked(crc32c(std::as_bytes(std::span(bytes))));
        return bytes.append(reinterpret_cast<const char*>(&crc), sizeof crc);
    };
    const std::pair<std::uint64_t, State> cases[] = {{100, State::Waiting},
                                                     {0x7FFFFFFF, State::Waiting},
                                                     {0x80000000, State::Damaged},
                                                     {0x7FFFFFFFFFFFFFFF, State::Damaged},
                                                     {0xFFFFFFFFFFFFFFFF, State::Damaged}};
    for (const auto& [length, state] : cases) {
        writeBytes(path, scalarRecord(1) + head(length) + "some");
        const auto file = openRunFile(path, Format::TensorBoard);
        Transcript transcript;
        const Advance advance = file->advance(transcript, {});
        EXPECT_EQ(advance.state, state) << length;
        EXPECT_EQ(advance.records, 1);
        EXPECT_EQ(advance.trouble.has_value(), state == State::Damaged);
    }
}

TEST(EventFile, AReplacedFileIsReadAnew)
{
    const TemporaryFolder folder;
    const auto path = folder / "events.out.tfevents.1";
    const std::string old = scalarRecord(1) + scalarRecord(2),
                      fresh = scalarRecord(3) + scalarRecord(4) + scalarRecord(5);
    const std::function<void()> ways[] = {
        // another file by its inode, though it begins alike
        [&] {
            writeBytes(folder / "other", old + fresh);
            fs::rename(folder / "other", path);
        },
        // shortened in place
        [&] { fs::resize_file(path, scalarRecord(1).size()); },
        // written over in place, and longer than before
        [&] { writeBytes(path, fresh); },
    };
    const char* expected[] = {"12345", "1", "345"};
    for (std::size_t i = 0; i < std::size(ways); ++i) {
        fs::remove(path);
        writeBytes(path, old);
        const auto file = openRunFile(path, Format::TensorBoard);
        Transcript before, after;
        EXPECT_FALSE(file->advance(before, {}).replaced);
        ways[i]();
        const Advance advance = file->advance(after, {});
        EXPECT_TRUE(advance.replaced) << i;
        std::string lines;
        for (const char* step = expected[i]; *step; ++step)
            lines += std::string("scalar loss @") + *step + " t1 0.5\n";
        EXPECT_EQ(after.text(), lines) << i;
        EXPECT_FALSE(file->advance(after, {}).replaced) << i;
    }
}

TEST(EventFile, ADeletedFileIsGoneAndMayComeBack)
{
    const TemporaryFolder folder;
    fs::create_directory(folder / "run");
    const auto path = folder / "run/events.out.tfevents.1";
    writeBytes(path, scalarRecord(1));
    const auto file = openRunFile(path, Format::TensorBoard);
    Transcript transcript;
    EXPECT_EQ(file->advance(transcript, {}).state, State::Waiting);

    // The folder is unmounted for a while: the same file comes back.
    fs::rename(folder / "run", folder / "away");
    EXPECT_EQ(file->advance(transcript, {}).state, State::Gone);
    EXPECT_EQ(file->advance(transcript, {}).state, State::Gone);
    fs::rename(folder / "away", folder / "run");
    appendBytes(path, scalarRecord(2));
    EXPECT_FALSE(file->advance(transcript, {}).replaced);
    EXPECT_EQ(transcript.lines.size(), 2u);

    fs::remove(path);
    EXPECT_EQ(file->advance(transcript, {}).state, State::Gone);
    const auto never = openRunFile(folder / "never", Format::TensorBoard);
    EXPECT_EQ(never->advance(transcript, {}).state, State::Gone);
}

TEST(EventFile, WhatIsNoFileIsTroubleAndNoEnd)
{
    const TemporaryFolder folder;
    fs::create_directory(folder / "events.out.tfevents.1");
    const auto file = openRunFile(folder / "events.out.tfevents.1", Format::TensorBoard);
    Transcript transcript;
    const Advance advance = file->advance(transcript, {});
    EXPECT_EQ(advance.state, State::Waiting);
    ASSERT_TRUE(advance.trouble.has_value());
    EXPECT_NE(advance.trouble->english().find("regular file"), std::string::npos);
}

TEST(EventFile, StopsAndKeepsItsPlace)
{
    const TemporaryFolder folder;
    const auto path = folder / "events.out.tfevents.1";
    std::string bytes;
    for (int i = 0; i < 2000; ++i)
        bytes += scalarRecord(i % 100);
    writeBytes(path, bytes);

    std::stop_source source;
    struct Stopping : Transcript {
        explicit Stopping(std::stop_source& which)
            : stop(which)
        {
        }
        void scalar(const std::string& tag, At at, double value) override
        {
            Transcript::scalar(tag, at, value);
            if (lines.size() == 10)
                stop.request_stop();
        }
        std::stop_source& stop;
    } sink(source);
    const auto file = openRunFile(path, Format::TensorBoard);
    const Advance stopped = file->advance(sink, base::Job(source.get_token(), {}));
    EXPECT_EQ(stopped.state, State::More);
    EXPECT_GE(sink.lines.size(), 10u);
    EXPECT_LT(sink.lines.size(), 2000u);
    EXPECT_EQ(readAll(*file, sink).state, State::Waiting);
    EXPECT_EQ(sink.lines.size(), 2000u);
}

TEST(EventFile, ALookEndsWithItsBudget)
{
    const TemporaryFolder folder;
    const auto path = folder / "events.out.tfevents.1";
    const auto one = static_cast<std::int64_t>(scalarRecord(0).size());
    std::string bytes;
    for (int i = 0; i < 10; ++i)
        bytes += scalarRecord(i);
    writeBytes(path, bytes);
    const auto file = openRunFile(path, Format::TensorBoard);
    Transcript transcript;
    const Advance first = file->advance(transcript, {}, 3 * one);
    EXPECT_EQ(first.state, State::More);
    EXPECT_EQ(first.records, 3);
    EXPECT_EQ(first.bytes, 3 * one);
    EXPECT_EQ(first.offset, 3 * one);
    const Advance rest = file->advance(transcript, {}, 7 * one);
    EXPECT_EQ(rest.state, State::Waiting);
    EXPECT_EQ(rest.records, 7);
    EXPECT_EQ(transcript.lines.size(), 10u);
}

TEST(EventFile, ARecordLongerThanThePieceThatIsReadIsWhole)
{
    const TemporaryFolder folder;
    const auto path = folder / "events.out.tfevents.1";
    // An event of the deprecated log message, which is long and has no place.
    std::string payload = "\x32";
    const std::size_t size = 3 << 20;
    for (std::size_t rest = size; rest > 0; rest >>= 7)
        payload += static_cast<char>((rest & 127) | (rest > 127 ? 128 : 0));
    payload += std::string(size, 'x');
    writeBytes(path, framed(payload) + scalarRecord(1));
    const auto file = openRunFile(path, Format::TensorBoard);
    Transcript transcript;
    const Advance advance = readAll(*file, transcript);
    EXPECT_EQ(advance.records, 2);
    ASSERT_TRUE(advance.trouble.has_value());
    EXPECT_NE(advance.trouble->english().find("log message"), std::string::npos);
    EXPECT_EQ(transcript.text(), "scalar loss @1 t1 0.5\n");
}
