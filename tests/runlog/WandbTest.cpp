// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Offline runs of Weights & Biases.
#include "Transcript.h"

#include "runlog/WandbValues.h"
#include "support/TemporaryFolder.h"

#include <protozero/pbf_writer.hpp>

#include <gtest/gtest.h>
#include <zlib.h>

#include <cstring>

using namespace maquette;
using namespace maquette::runlog;
using namespace maquette::tests;
using protozero::pbf_writer;

namespace fs = std::filesystem;

namespace {

using State = Advance::State;

const std::string head("\x3AW&B\xE1\xBE\0", 7);

std::uint32_t checksum(char type, const std::string& data)
{
    const std::string summed = type + data;
    return static_cast<std::uint32_t>(
        ::crc32(0, reinterpret_cast<const Bytef*>(summed.data()), static_cast<uInt>(summed.size())));
}

std::string fragment(char type, const std::string& data)
{
    std::string bytes(6, '\0');
    const std::uint32_t crc = checksum(type, data);
    const auto length = static_cast<std::uint16_t>(data.size());
    std::memcpy(bytes.data(), &crc, 4);
    std::memcpy(bytes.data() + 4, &length, 2);
    return bytes + type + data;
}

/// A log that is written as LevelDB does: fragments do not cross blocks of 32 KiB.
struct Log {
    std::string bytes = head;

    void add(const std::string& record)
    {
        constexpr std::size_t block = 32768;
        std::size_t at = 0;
        bool first = true;
        do {
            const std::size_t room = block - bytes.size() % block;
            if (room < 7) {
                bytes.append(room, '\0');
                continue;
            }
            const std::size_t count = std::min(room - 7, record.size() - at);
            const bool last = at + count == record.size();
            bytes += fragment(first ? (last ? 1 : 2) : (last ? 4 : 3), record.substr(at, count));
            at += count;
            first = false;
            if (last)
                return;
        } while (true);
    }
};

template <class Fill> std::string message(Fill fill)
{
    std::string bytes;
    pbf_writer writer(bytes);
    fill(writer);
    return bytes;
}

std::string record(std::uint32_t field, const std::string& content)
{
    return message([&](pbf_writer& writer) {
        writer.add_int64(1, 1);
        writer.add_message(field, content);
    });
}

std::string item(const std::vector<std::string>& key, const std::string& json)
{
    return message([&](pbf_writer& writer) {
        if (key.size() == 1)
            writer.add_string(1, key[0]);
        else
            for (const auto& part : key)
                writer.add_string(2, part);
        writer.add_string(16, json);
    });
}

std::string row(std::int64_t step, const std::vector<std::pair<std::string, std::string>>& values)
{
    return record(2, message([&](pbf_writer& writer) {
                      for (const auto& [key, json] : values)
                          writer.add_message(1, item({key}, json));
                      writer.add_message(2, message([&](pbf_writer& number) {
                                             if (step != 0)
                                                 number.add_int64(1, step);
                                         }));
                  }));
}

std::string time(std::int64_t seconds, int nanos)
{
    return message([&](pbf_writer& writer) {
        writer.add_int64(1, seconds);
        writer.add_int32(2, nanos);
    });
}

struct Outcome {
    Advance advance;
    std::string text;
    [[nodiscard]] std::string trouble() const { return advance.trouble ? advance.trouble->english() : ""; }
};

Outcome read(const fs::path& path)
{
    const auto file = openRunFile(path, Format::WandbOffline);
    Transcript transcript;
    Outcome outcome;
    outcome.advance = readAll(*file, transcript);
    outcome.text = transcript.text();
    return outcome;
}

Outcome readRecords(const std::vector<std::string>& records)
{
    const TemporaryFolder folder;
    Log log;
    for (const auto& one : records)
        log.add(one);
    writeBytes(folder / "run.wandb", log.bytes);
    return read(folder / "run.wandb");
}

} // namespace

TEST(Wandb, ChecksumsAreAsPublished)
{
    EXPECT_EQ(checksum(1, ""), 0xA505DF1Bu);
    EXPECT_EQ(checksum(2, ""), 0x3C0C8EA1u);
    EXPECT_EQ(checksum(3, ""), 0x4B0BBE37u);
    EXPECT_EQ(checksum(4, ""), 0xD56F2B94u);
    EXPECT_EQ(checksum(1, "abc"), 0x539D20A9u);
    // The version of the head is the low half of the CRC-32 of the name.
    const std::string name = "Weights & Biases";
    EXPECT_EQ(::crc32(0, reinterpret_cast<const Bytef*>(name.data()), static_cast<uInt>(name.size())) & 0xFFFF,
              0xBEE1u);
}

TEST(Wandb, AHistoryRowGivesItsValues)
{
    const auto outcome = readRecords({
        row(0,
            {{"loss", "0.5"},
             {"_step", "0"},
             {"_runtime", "3.5"},
             {"_timestamp", "100.25"},
             {"bad", "\"NaN\""},
             {"worse", "-Infinity"},
             {"on", "true"},
             {"note", "\"a \\u00e9\""},
             {"none", "null"},
             {"list", "[1, 2.5]"},
             {"nested", "{\"a\": 1, \"b\": {\"c\": 2}}"}}),
        row(7,
            {{"_timestamp", "101"},
             {"h", "{\"_type\": \"histogram\", \"values\": [1, 2], \"bins\": [0, 0.5, 1]}"},
             {"p",
              "{\"_type\": \"histogram\", \"values\": [1, 2], \"packedBins\": {\"min\": 1, \"size\": 2, \"count\": "
              "2}}"}}),
        record(2, message([](pbf_writer& writer) {
                   writer.add_message(1, item({"train", "loss"}, "0.25"));
               })),
        record(2, message([](pbf_writer& writer) {
                   writer.add_message(1, item({"_step"}, "20"));
                   writer.add_message(1, item({"loss"}, "0.125"));
               })),
    });
    EXPECT_EQ(outcome.trouble(), "");
    EXPECT_EQ(outcome.advance.records, 4);
    EXPECT_EQ(outcome.text,
              "scalar loss @0 t100.25 0.5\nscalar bad @0 t100.25 nan\nscalar worse @0 t100.25 -inf\n"
              "scalar on @0 t100.25 1\ntext note @0 t100.25 1x1 |a \xC3\xA9\ntensor list @0 t100.25 [2] [1 2.5]\n"
              "scalar nested/a @0 t100.25 1\nscalar nested/b/c @0 t100.25 2\n"
              "histogram h @7 t101 [0 0.5 1] [1 2] min nan max nan sum nan squares nan\n"
              "histogram p @7 t101 [1 3 5] [1 2] min nan max nan sum nan squares nan\n"
              "scalar train/loss @8 tnan 0.25\nscalar loss @20 tnan 0.125\n");
}

TEST(Wandb, ConfigurationSummaryStatisticsAndEnd)
{
    const auto list = [](std::vector<std::string> items) {
        return message([&](pbf_writer& writer) {
            for (const auto& one : items)
                writer.add_message(1, one);
        });
    };
    const auto run = record(17, message([&](pbf_writer& writer) {
                                writer.add_string(1, "3x7");
                                writer.add_string(2, "lab");
                                writer.add_string(3, "nets");
                                writer.add_message(4, list({item({"lr"}, "0.5")}));
                                writer.add_string(6, "widths");
                                writer.add_string(7, "train");
                                writer.add_string(8, "quiet-sun-1");
                                writer.add_string(9, "first try");
                                writer.add_string(10, "fp8");
                                writer.add_string(10, "small");
                                writer.add_string(13, "box");
                                writer.add_int64(14, 12);
                                writer.add_message(17, time(1000, 500000000));
                                writer.add_bool(18, true);
                            }));
    const auto config
        = record(5, message([&](pbf_writer& writer) {
                     writer.add_message(1, item({"opt"}, "{\"name\": \"adamw\", \"betas\": [0.9, 0.99]}"));
                     writer.add_message(1, item({"model", "deep"}, "true"));
                     writer.add_message(1, item({"_wandb"}, "{}"));
                     writer.add_message(1, item({"seed"}, "null"));
                     writer.add_message(2, item({"old"}, ""));
                 }));
    const auto stats = [&](int seconds) {
        return record(7, message([&](pbf_writer& writer) {
                          writer.add_message(2, time(seconds, 0));
                          writer.add_message(3, item({"gpu.0.gpu"}, "55"));
                          writer.add_message(3, item({"_timestamp"}, "1"));
                      }));
    };
    const auto metric = record(12, message([](pbf_writer& writer) {
                                   writer.add_string(1, "loss");
                                   writer.add_string(4, "tokens");
                                   writer.add_int32(8, 1);
                               }));
    const auto alert = record(10, message([](pbf_writer& writer) {
                                  writer.add_string(1, "High");
                                  writer.add_string(2, "loss rises");
                                  writer.add_string(3, "WARN");
                              }));
    const auto summary = record(3, list({item({"loss"}, "0.25"), item({"best"}, "\"yes\""), item({"_step"}, "4")}));
    const auto exit = [](int code) {
        return record(18, message([&](pbf_writer& writer) {
                          writer.add_int32(1, code);
                          writer.add_int32(2, 60);
                      }));
    };
    const auto telemetry = record(11, "");
    const auto outcome = readRecords({run, config, telemetry, stats(1001), row(4, {{"_timestamp", "1002"}}), alert,
                                      alert, stats(1002), metric, summary, exit(0), exit(1)});
    EXPECT_EQ(outcome.trouble(), "");
    EXPECT_EQ(outcome.text,
              "about id 3x7\nabout entity lab\nabout project nets\nsetting lr 0.5\nabout group widths\n"
              "about job type train\nabout name quiet-sun-1\nabout notes first try\nabout tag fp8\nabout tag small\n"
              "about host box\nrestart @12\nstatus running t1000.5\nsetting opt/name \"adamw\"\n"
              "setting opt/betas \"[0.9,0.99]\"\nsetting model/deep true\nsetting seed null\nsetting old null\n"
              "scalar system/gpu.0.gpu @0 t1001 55\ntext alert @4 t1002 1x3 |WARN |High |loss rises\n"
              "text alert @5 t1002 1x3 |WARN |High |loss rises\nscalar system/gpu.0.gpu @1 t1002 55\n"
              "about axis/loss tokens\nabout goal/loss minimize\nabout summary/loss 0.25\nabout summary/best yes\n"
              "status finished t1060.5\nstatus failed t1060.5\n");
}

TEST(Wandb, SavedPicturesAndClipsAreReadFromBesideTheLog)
{
    const TemporaryFolder folder;
    fs::create_directories(folder / "files/media");
    writeBytes(folder / "files/media/a.png", "PNG");
    writeBytes(folder / "files/media/b.png", "OTHER");
    writeBytes(folder / "secret", "SECRET");
    Log log;
    log.add(row(
        1,
        {{"a", "{\"_type\": \"image-file\", \"path\": \"media/a.png\", \"width\": 4, \"height\": 3}"},
         {"b", "{\"_type\": \"images/separated\", \"filenames\": [\"media/a.png\", \"media/b.png\"], \"width\": 4}"},
         {"c", "{\"_type\": \"audio-file\", \"path\": \"media/a.png\", \"caption\": \"hum\"}"},
         {"d", "{\"_type\": \"image-file\", \"path\": \"media/../../secret\"}"},
         {"e", "{\"_type\": \"image-file\", \"path\": \"/etc/hostname\"}"},
         {"f", "{\"_type\": \"image-file\", \"path\": \"media/none.png\"}"},
         {"g", "{\"_type\": \"table-file\", \"path\": \"media/a.png\"}"}}));
    log.add(row(2, {{"g", "{\"_type\": \"table-file\"}"}, {"h", "{broken"}}));
    writeBytes(folder / "run.wandb", log.bytes);
    const auto outcome = read(folder / "run.wandb");
    EXPECT_EQ(outcome.text,
              "pictures a @1 tnan 4x3:PNG\npictures b @1 tnan 4x0:PNG 4x0:OTHER\naudio c @1 tnan PNG:hum\n");
    EXPECT_NE(outcome.trouble().find("4 damaged records"), std::string::npos) << outcome.trouble();
    EXPECT_NE(outcome.trouble().find("1 tags hold"), std::string::npos) << outcome.trouble();
}

TEST(Wandb, RecordsCrossBlocksOfEveryRemainder)
{
    // The first record leaves 0 … 20 bytes of its block; fewer than a head of 7 are filled with zeros.
    const TemporaryFolder folder;
    const auto path = folder / "run.wandb";
    const std::size_t overhead = row(0, {{"t", "\"\""}}).size() + 7 + head.size();
    for (std::size_t left = 0; left <= 20; ++left) {
        Log log;
        // Lengths of more than 127 bytes need another byte or two; the note is grown until the rest fits.
        std::string note;
        std::string first;
        for (std::size_t size = 32768 - left - overhead - 12; first.size() + 7 + head.size() < 32768 - left; ++size) {
            note.assign(size, 'n');
            first = row(0, {{"t", "\"" + note + "\""}});
        }
        log.add(first);
        ASSERT_EQ(log.bytes.size(), 32768 - left);
        log.add(row(1, {{"long", "\"" + std::string(80000, 'x') + "\""}}));
        log.add(row(2, {{"loss", "1"}}));
        fs::remove(path);
        writeBytes(path, log.bytes);
        const auto outcome = read(path);
        EXPECT_EQ(outcome.trouble(), "") << left;
        EXPECT_EQ(outcome.text,
                  "text t @0 tnan 1x1 |" + note + "\ntext long @1 tnan 1x1 |" + std::string(80000, 'x')
                      + "\nscalar loss @2 tnan 1\n")
            << left;
    }
}

TEST(Wandb, CutAtAnyByteGivesAllWholeRecordsAndGoesOn)
{
    const TemporaryFolder folder;
    Log log;
    std::vector<std::size_t> ends;
    std::string lines;
    std::vector<std::string> transcripts = {""};
    for (int i = 0; i < 5; ++i) {
        log.add(row(i, {{"loss", "0.5"}}));
        ends.push_back(log.bytes.size());
        lines += "scalar loss @" + std::to_string(i) + " tnan 0.5\n";
        transcripts.push_back(lines);
    }
    for (std::size_t cut = 0; cut <= log.bytes.size(); ++cut) {
        const auto path = folder / (std::to_string(cut) + ".wandb");
        writeBytes(path, log.bytes.substr(0, cut));
        const auto file = openRunFile(path, Format::WandbOffline);
        Transcript transcript;
        const Advance first = file->advance(transcript, {});
        const auto whole = static_cast<std::size_t>(
            std::count_if(ends.begin(), ends.end(), [cut](std::size_t end) { return end <= cut; }));
        ASSERT_EQ(first.state, State::Waiting) << cut;
        ASSERT_FALSE(first.trouble.has_value()) << cut << first.trouble->english();
        ASSERT_EQ(transcript.text(), transcripts[whole]) << cut;
        appendBytes(path, log.bytes.substr(cut));
        const Advance second = file->advance(transcript, {});
        ASSERT_FALSE(second.replaced) << cut;
        ASSERT_EQ(transcript.text(), transcripts.back()) << cut;
    }
}

TEST(Wandb, DamageCostsTheRestOfItsBlock)
{
    const TemporaryFolder folder;
    const auto path = folder / "run.wandb";
    Log log;
    log.add(row(1, {{"loss", "1"}}));
    const std::size_t damage = log.bytes.size();
    log.add(row(2, {{"loss", "2"}}));
    log.add(row(3, {{"long", "\"" + std::string(50000, 'x') + "\""}}));
    log.add(row(4, {{"loss", "4"}}));
    std::string bytes = log.bytes;
    bytes[damage + 9] = static_cast<char>(bytes[damage + 9] ^ 4);

    // Within the first block nothing can be told from behind the damage yet.
    writeBytes(path, bytes.substr(0, 20000));
    const auto file = openRunFile(path, Format::WandbOffline);
    Transcript transcript;
    const Advance first = file->advance(transcript, {});
    EXPECT_EQ(first.state, State::Waiting);
    ASSERT_TRUE(first.trouble.has_value());
    EXPECT_NE(first.trouble->detail.find("byte " + std::to_string(damage) + ":"), std::string::npos);
    appendBytes(path, bytes.substr(20000));
    const Advance second = file->advance(transcript, {});
    EXPECT_TRUE(second.trouble.has_value());
    EXPECT_EQ(transcript.text(), "scalar loss @1 tnan 1\nscalar loss @4 tnan 4\n");
    EXPECT_FALSE(file->advance(transcript, {}).trouble.has_value());
}

TEST(Wandb, AFlippedBitNeverGivesAnythingWrong)
{
    const TemporaryFolder folder;
    const auto path = folder / "run.wandb";
    Log log;
    log.add(row(1, {{"loss", "1"}}));
    log.add(row(2, {{"loss", "2"}}));
    for (std::size_t bit = 0; bit < 8 * log.bytes.size(); ++bit) {
        std::string bytes = log.bytes;
        bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << (bit % 8)));
        fs::remove(path);
        writeBytes(path, bytes);
        const auto outcome = read(path);
        const bool secondRecord = bit / 8 >= head.size() + (log.bytes.size() - head.size()) / 2;
        ASSERT_EQ(outcome.text, secondRecord ? "scalar loss @1 tnan 1\n" : "") << bit;
        ASSERT_EQ(outcome.advance.state, bit / 8 < head.size() ? State::Damaged : State::Waiting) << bit;
        // A length that reaches beyond the end is waited for.
        ASSERT_TRUE(outcome.advance.trouble.has_value()
                    || outcome.advance.offset < static_cast<std::int64_t>(log.bytes.size()))
            << bit;
    }
}

TEST(Wandb, FragmentsOutOfOrderAreLeftOut)
{
    const TemporaryFolder folder;
    const std::string good = row(1, {{"loss", "1"}});
    writeBytes(folder / "run.wandb",
               head + fragment(3, "stray") + fragment(4, "stray") + fragment(2, "begun") + fragment(1, good)
                   + fragment(2, good.substr(0, 5)) + fragment(4, good.substr(5)) + fragment(1, "\xFF\xFF")
                   + fragment(1, good));
    const auto outcome = read(folder / "run.wandb");
    EXPECT_EQ(outcome.text, "scalar loss @1 tnan 1\nscalar loss @1 tnan 1\nscalar loss @1 tnan 1\n");
    EXPECT_NE(outcome.trouble().find("3 damaged records"), std::string::npos) << outcome.trouble();
}

TEST(Wandb, AReplacedFileIsReadAnewAndADeletedOneIsGone)
{
    const TemporaryFolder folder;
    const auto path = folder / "run.wandb";
    Log one, two;
    one.add(row(1, {{"loss", "1"}}));
    two.add(row(2, {{"loss", "2"}}));
    writeBytes(path, one.bytes);
    const auto file = openRunFile(path, Format::WandbOffline);
    Transcript transcript;
    EXPECT_FALSE(file->advance(transcript, {}).replaced);
    fs::remove(path);
    EXPECT_EQ(file->advance(transcript, {}).state, State::Gone);
    writeBytes(path, two.bytes);
    EXPECT_TRUE(file->advance(transcript, {}).replaced);
    EXPECT_EQ(transcript.text(), "scalar loss @1 tnan 1\nscalar loss @2 tnan 2\n");
}

TEST(Wandb, StopsAndKeepsToItsBudget)
{
    const TemporaryFolder folder;
    const auto path = folder / "run.wandb";
    Log log;
    for (int i = 0; i < 100; ++i)
        log.add(row(i, {{"loss", "1"}}));
    writeBytes(path, log.bytes);
    const auto file = openRunFile(path, Format::WandbOffline);
    Transcript transcript;
    std::stop_source stopped;
    stopped.request_stop();
    EXPECT_EQ(file->advance(transcript, base::Job(stopped.get_token(), {})).state, State::More);
    EXPECT_TRUE(transcript.lines.empty());
    EXPECT_EQ(file->advance(transcript, {}, 200).state, State::More);
    EXPECT_LT(transcript.lines.size(), 20u);
    EXPECT_EQ(readAll(*file, transcript).state, State::Waiting);
    EXPECT_EQ(transcript.lines.size(), 100u);
}

TEST(Wandb, NumbersOfJson)
{
    EXPECT_EQ(jsonNumber("1e3"), 1000.0);
    EXPECT_TRUE(std::isnan(jsonNumber("NaN").value()));
    EXPECT_TRUE(std::isinf(jsonNumber("\"-Infinity\"").value()));
    EXPECT_FALSE(jsonNumber("\"1\"").has_value());
    EXPECT_FALSE(jsonNumber("").has_value());
    EXPECT_FALSE(jsonNumber("1 2").has_value());
}
