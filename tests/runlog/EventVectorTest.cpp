// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Published bytes of event files, read and written.
#include "Transcript.h"

#include "runlog/Crc32c.h"
#include "runlog/EventEncoder.h"
#include "support/TemporaryFolder.h"

#include <gtest/gtest.h>

#include <limits>

using namespace maquette;
using namespace maquette::runlog;
using namespace maquette::tests;

namespace {

std::span<const std::byte> bytesOf(std::string_view text) { return std::as_bytes(std::span(text)); }

std::string hex(std::string_view bytes)
{
    std::string text;
    for (const char c : bytes) {
        char digits[3];
        std::snprintf(digits, sizeof digits, "%02x", static_cast<unsigned char>(c));
        text += digits;
    }
    return text;
}

} // namespace

TEST(Crc32c, GivesThePublishedValues)
{
    for (const auto crc : {crc32c, crc32cByTable}) {
        EXPECT_EQ(crc(bytesOf("123456789")), 0xE3069283u);
        EXPECT_EQ(crc(bytesOf(std::string(32, '\0'))), 0x8A9136AAu);
        EXPECT_EQ(crc({}), 0u);
    }
    EXPECT_EQ(masked(crc32c(bytesOf(unhex("1800000000000000")))), 0x224B7FA3u);
}

TEST(Crc32c, InstructionAndTablesAgreeForEveryLengthAndStart)
{
    std::string text;
    for (int i = 0; i < 100; ++i)
        text += static_cast<char>(i * 37 + i * i);
    for (std::size_t start = 0; start < 9; ++start)
        for (std::size_t length = 0; start + length <= text.size(); ++length) {
            const auto part = bytesOf(text).subspan(start, length);
            ASSERT_EQ(crc32c(part), crc32cByTable(part)) << start << " " << length;
        }
}

TEST(EventVectors, FramesHaveThePublishedChecksums)
{
    for (const auto& vector : eventVectors()) {
        const std::string payload = unhex(vector.payload);
        const std::uint64_t length = payload.size();
        const std::string lengthBytes(reinterpret_cast<const char*>(&length), sizeof length);
        EXPECT_EQ(masked(crc32c(bytesOf(lengthBytes))), vector.lengthCrc) << vector.name;
        EXPECT_EQ(masked(crc32c(bytesOf(payload))), vector.payloadCrc) << vector.name;
    }
}

TEST(EventVectors, AreRead)
{
    const TemporaryFolder folder;
    for (const auto& vector : eventVectors()) {
        const auto path = folder / (std::string("events.out.tfevents.") + vector.name);
        writeBytes(path, framed(unhex(vector.payload)));
        Transcript transcript;
        const auto file = openRunFile(path, Format::TensorBoard);
        const Advance advance = file->advance(transcript, {});
        EXPECT_EQ(advance.state, Advance::State::Waiting) << vector.name;
        EXPECT_EQ(advance.records, 1) << vector.name;
        EXPECT_FALSE(advance.trouble.has_value()) << vector.name << ": " << advance.trouble->english();
        EXPECT_EQ(transcript.text(), vector.transcript);
    }
}

TEST(EventVectors, AreWritten)
{
    const auto vectors = eventVectors();
    Histogram histogram;
    histogram.edges = {std::numeric_limits<double>::lowest(), 0, 1, 2};
    histogram.counts = {1, 1, 2};
    histogram.minimum = -1;
    histogram.maximum = 2;
    histogram.sum = 2;
    histogram.sumOfSquares = 6;
    Session session;
    session.hparams = {{"lr", 0.5}, {"fp8", true}, {"opt", std::string("adamw")}};
    session.group = "g";
    session.start = 2;

    EXPECT_EQ(hex(encodeVersion(1, "")), vectors[0].payload);
    EXPECT_EQ(hex(encodeScalar("loss", {7, 1}, 0.5, Generation::Classic, true)), vectors[1].payload);
    EXPECT_EQ(hex(encodeScalar("loss", {0, 1}, 0.5, Generation::Tensor, true)), vectors[2].payload);
    EXPECT_EQ(hex(encodeHistogram("w", {3, 1}, histogram, Generation::Classic, true).value()), vectors[3].payload);
    EXPECT_EQ(hex(encodeText("note/text_summary", {0, 1}, {1, 1, {"hi"}}, true).value()), vectors[4].payload);
    EXPECT_EQ(hex(encodeSessionStart({0, 1}, session)), vectors[5].payload);
    EXPECT_EQ(hex(encodeRestart({5, 1})), vectors[6].payload);
}
