// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the writer of event files writes, the reader reads; TensorBoard itself is not installed where tests run.
#include "Transcript.h"

#include "runlog/EventWriter.h"
#include "support/TemporaryFolder.h"

#include <gtest/gtest.h>

#include <limits>
#include <regex>
#include <stop_token>

using namespace maquette;
using namespace maquette::runlog;
using namespace maquette::tests;

namespace fs = std::filesystem;

namespace {

EventWriterOptions atTime(double seconds)
{
    EventWriterOptions options;
    options.startTime = seconds;
    return options;
}

std::vector<std::byte> bytesOf(const std::string& text)
{
    const auto* first = reinterpret_cast<const std::byte*>(text.data());
    return {first, first + text.size()};
}

std::string read(const fs::path& path)
{
    const auto file = openRunFile(path, Format::TensorBoard);
    Transcript transcript;
    const Advance advance = readAll(*file, transcript);
    return transcript.text() + (advance.trouble ? advance.trouble->english() : "");
}

/// The first bytes of a PNG of this size.
std::string png(unsigned char width, unsigned char height)
{
    std::string bytes("\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\0W\0\0\0H\x08\x02", 26);
    bytes[19] = static_cast<char>(width);
    bytes[23] = static_cast<char>(height);
    return bytes;
}

constexpr const char* start = "about file version brain.Event:2\nabout writer maquette\n";

} // namespace

TEST(EventWriter, NamesItsFileAsOthersDoAndBeginsWithTheVersion)
{
    const TemporaryFolder folder;
    EventWriterOptions options = atTime(1700000000.75);
    options.suffix = ".eval";
    const auto one = EventWriter::create(folder / "new/run", options);
    const auto two = EventWriter::create(folder / "new/run", options);
    ASSERT_TRUE(one.ok() && two.ok());
    const std::string name = one.value()->path().filename().string();
    EXPECT_TRUE(
        std::regex_match(name, std::regex("events\\.out\\.tfevents\\.1700000000\\.[^/]+\\.[0-9]+\\.[0-9]+\\.eval")))
        << name;
    EXPECT_NE(one.value()->path(), two.value()->path());
    EXPECT_EQ(formatOf(one.value()->path()), Format::TensorBoard);
    EXPECT_EQ(read(one.value()->path()), start) << "before any flush";
}

TEST(EventWriter, WhatIsWrittenIsRead)
{
    const double lowest = std::numeric_limits<double>::lowest();
    Histogram histogram;
    histogram.edges = {-1, 0, 1};
    histogram.counts = {3, 4};
    histogram.minimum = -0.5;
    histogram.maximum = 1;
    histogram.sum = 2.5;
    histogram.sumOfSquares = 3.5;
    Histogram open = histogram;
    open.edges = {lowest, 0, std::numeric_limits<double>::max()};
    Experiment experiment;
    experiment.name = "widths";
    experiment.user = "ada";
    experiment.hparams = {{"lr", "rate", "of learning", Experiment::Hparam::Type::Number}};
    experiment.metrics = {{"loss", "Loss", ""}};
    Session session;
    session.hparams = {{"lr", 0.0}, {"fp8", false}, {"opt", std::string()}, {"none", std::monostate()}};

    for (const Generation generation : {Generation::Tensor, Generation::Classic}) {
        const TemporaryFolder folder;
        EventWriterOptions options = atTime(1);
        options.generation = generation;
        auto made = EventWriter::create(folder.path(), options);
        ASSERT_TRUE(made.ok());
        EventWriter& writer = *made.value();
        EXPECT_TRUE(writer.experiment(experiment, 1).ok());
        EXPECT_TRUE(writer.sessionStart(session, 1).ok());
        EXPECT_TRUE(writer.scalar("loss", {0, 1}, 0.5).ok());
        EXPECT_TRUE(writer.scalar("loss", {-3, 0}, std::numeric_limits<double>::infinity()).ok());
        EXPECT_TRUE(writer.histogram("w", {2, 1}, histogram).ok());
        EXPECT_TRUE(writer.histogram("w", {3, 1}, open).ok());
        EXPECT_TRUE(writer.histogram("w", {4, 1}, {}).ok());
        EXPECT_TRUE(writer.text("note", {1, 1}, {2, 2, {"a", "b", "c", ""}}).ok());
        EXPECT_TRUE(writer.pictures("p", {1, 1}, {{0, 0, bytesOf(png(7, 5))}}).ok());
        EXPECT_TRUE(writer.restart(1, 2).ok());
        EXPECT_TRUE(writer.sessionEnd(Status::Finished, 9).ok());
        EXPECT_TRUE(writer.flush().ok());
        const std::string histograms = generation == Generation::Tensor
            ? "histogram w @2 t1 [-1 0 1] [3 4] min nan max nan sum nan squares nan\n"
              "histogram w @3 t1 [-0.5 0 1] [3 4] min nan max nan sum nan squares nan\n"
              "histogram w @4 t1 [0] [] min nan max nan sum nan squares nan\n"
            : "histogram w @2 t1 [lowest -1 0 1] [0 3 4] min -0.5 max 1 sum 2.5 squares 3.5\n"
              "histogram w @3 t1 [lowest 0 highest] [3 4] min -0.5 max 1 sum 2.5 squares 3.5\n"
              "histogram w @4 t1 [lowest] [] min nan max nan sum nan squares nan\n";
        EXPECT_EQ(read(writer.path()),
                  std::string(start)
                      + "about user ada\nabout setting/lr rate: of learning\ndescribe loss |Loss|\nabout name widths\n"
                        "setting lr 0\nsetting fp8 false\nsetting opt \"\"\nsetting none null\nstatus running t1\n"
                        "scalar loss @0 t1 0.5\nscalar loss @-3 t0 inf\n"
                      + histograms + "text note @1 t1 2x2 |a |b |c |\npictures p @1 t1 7x5:" + png(7, 5)
                      + "\nrestart @1\nstatus finished t9\n");
    }
}

TEST(EventWriter, TellsOfATagOnceAndHoldsBackUntilTheBufferIsFull)
{
    const TemporaryFolder folder;
    EventWriterOptions options = atTime(1);
    options.bufferBytes = 1000;
    auto made = EventWriter::create(folder.path(), options);
    ASSERT_TRUE(made.ok());
    EventWriter& writer = *made.value();
    const auto begun = fs::file_size(writer.path());
    ASSERT_TRUE(writer.scalar("loss", {0, 1}, 0.5).ok());
    EXPECT_EQ(fs::file_size(writer.path()), begun);
    ASSERT_TRUE(writer.flush().ok());
    const auto first = fs::file_size(writer.path()) - begun;
    ASSERT_TRUE(writer.scalar("loss", {1, 1}, 0.5).ok());
    ASSERT_TRUE(writer.sync().ok());
    const auto second = fs::file_size(writer.path()) - begun - first;
    EXPECT_EQ(first, 46u + 16u);
    EXPECT_EQ(second, first - 15u + 2u) << "without 15 bytes of metadata, with 2 of step";
    for (int i = 0; i < 30; ++i)
        ASSERT_TRUE(writer.scalar("loss", {2, 1}, 0.5).ok());
    EXPECT_GT(fs::file_size(writer.path()), begun + first + second);
}

TEST(EventWriter, ResumesBehindTheLastWholeRecordWhereverItWasCut)
{
    const TemporaryFolder folder;
    const auto path = folder / "events.out.tfevents.1";
    std::string bytes;
    std::vector<std::size_t> ends = {0};
    std::vector<std::string> transcripts = {""};
    for (const auto& vector : eventVectors()) {
        bytes += framed(unhex(vector.payload));
        ends.push_back(bytes.size());
        transcripts.push_back(transcripts.back() + vector.transcript);
    }
    std::size_t whole = 0;
    for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
        whole += whole + 1 < ends.size() && ends[whole + 1] == cut;
        fs::remove(path);
        writeBytes(path, bytes.substr(0, cut));
        {
            auto writer = EventWriter::openForResume(path, 40, atTime(3));
            ASSERT_TRUE(writer.ok()) << cut << writer.error().english();
            ASSERT_EQ(writer.value()->cutOff(), static_cast<std::int64_t>(cut - ends[whole])) << cut;
            ASSERT_TRUE(writer.value()->scalar("loss", {41, 4}, 0.25).ok());
        }
        ASSERT_EQ(read(path),
                  (whole == 0 ? start : transcripts[whole]) + std::string("restart @40\nscalar loss @41 t4 0.25\n"))
            << cut;
    }
}

TEST(EventWriter, CutsDamageOffButNoForeignFile)
{
    const TemporaryFolder folder;
    const std::string scalar = framed(unhex(eventVectors()[1].payload));
    const auto path = folder / "events.out.tfevents.1";
    std::string wrong = scalar;
    wrong[20] ^= 1;
    // A damaged payload amid sound records stays; at the end it goes, and zeros of a failed machine go.
    writeBytes(path, scalar + wrong + scalar + wrong + std::string(100, '\0'));
    {
        const auto writer = EventWriter::openForResume(path, 8, atTime(3));
        ASSERT_TRUE(writer.ok());
        EXPECT_EQ(writer.value()->cutOff(), static_cast<std::int64_t>(scalar.size() + 100));
    }
    const std::string text = read(path);
    EXPECT_EQ(text.find("scalar loss @7 t1 0.5\nscalar loss @7 t1 0.5\nrestart @8\n"), 0u) << text;

    for (const auto& [name, content] : {std::pair<const char*, std::string>{"thesis.txt", "not an event"},
                                        {"events.out.tfevents.2", std::string(5000, 'x')}}) {
        writeBytes(folder / name, content);
        const auto writer = EventWriter::openForResume(folder / name, 1);
        ASSERT_FALSE(writer.ok());
        EXPECT_EQ(writer.error().code, base::ErrorCode::BadInput);
        EXPECT_EQ(readBytes(folder / name), content);
    }
    EXPECT_FALSE(EventWriter::openForResume(folder / "events.out.tfevents.3", 1).ok());
    EXPECT_FALSE(fs::exists(folder / "events.out.tfevents.3"));

    std::stop_source stopped;
    stopped.request_stop();
    const auto size = fs::file_size(path);
    const auto writer = EventWriter::openForResume(path, 1, {}, base::Job(stopped.get_token(), {}));
    ASSERT_FALSE(writer.ok());
    EXPECT_EQ(writer.error().code, base::ErrorCode::Stopped);
    EXPECT_EQ(fs::file_size(path), size);
}

TEST(EventWriter, SaysWhatItCannotWrite)
{
    const TemporaryFolder folder;
    writeBytes(folder / "file", "x");
    const auto inFile = EventWriter::create(folder / "file/run");
    ASSERT_FALSE(inFile.ok());
    EXPECT_EQ(inFile.error().code, base::ErrorCode::WriteFailed);

    auto made = EventWriter::create(folder.path(), atTime(1));
    ASSERT_TRUE(made.ok());
    EventWriter& writer = *made.value();
    Histogram misfit;
    misfit.edges = {0, 1};
    misfit.counts = {1, 2};
    EXPECT_EQ(writer.histogram("w", {1, 1}, misfit).error().code, base::ErrorCode::Usage);
    EXPECT_EQ(writer.text("t", {1, 1}, {2, 2, {"a"}}).error().code, base::ErrorCode::Usage);
    EXPECT_EQ(writer.text("t", {1, 1}, {2, 0, {"a"}}).error().code, base::ErrorCode::Usage);
    EXPECT_EQ(writer.pictures("p", {1, 1}, {{0, 0, bytesOf("GIF89a")}}).error().code, base::ErrorCode::Usage);
    EXPECT_EQ(writer.pictures("p", {1, 1}, {{0, 0, bytesOf(png(2, 2))}, {0, 0, bytesOf(png(2, 3))}}).error().code,
              base::ErrorCode::Usage);
    // Nothing of it was written, and the first value that fits still tells of its tag.
    EXPECT_TRUE(writer.text("t", {1, 1}, {1, 1, {"a"}}).ok());
    ASSERT_TRUE(writer.flush().ok());
    EXPECT_EQ(read(writer.path()), std::string(start) + "text t @1 t1 1x1 |a\n");
}

TEST(EventWriter, SeveralPicturesOfOneValue)
{
    const TemporaryFolder folder;
    auto made = EventWriter::create(folder.path(), atTime(1));
    ASSERT_TRUE(made.ok());
    EXPECT_TRUE(made.value()->pictures("p", {1, 1}, {{3, 2, bytesOf("JPEG")}, {3, 2, bytesOf("GIF")}}).ok());
    ASSERT_TRUE(made.value()->flush().ok());
    EXPECT_EQ(read(made.value()->path()), std::string(start) + "pictures p @1 t1 3x2:JPEG 3x2:GIF\n");
}

TEST(EventWriter, ClipsCurvesAndMeshesComeBack)
{
    const TemporaryFolder folder;
    auto made = EventWriter::create(folder.path(), atTime(1));
    ASSERT_TRUE(made.ok());
    EventWriter& writer = *made.value();
    EXPECT_TRUE(writer.audio("plain", {1, 1}, {{bytesOf("RIFF"), {}}, {bytesOf("OggS"), {}}}).ok());
    EXPECT_TRUE(writer.audio("named", {1, 1}, {{bytesOf("RIFF"), "a"}, {bytesOf("RIFF2"), {}}}).ok());
    EXPECT_TRUE(writer.audio("none", {1, 1}, {}).ok());
    for (const std::int64_t step : {1, 2})
        EXPECT_TRUE(
            writer.precisionRecall("pr", {step, 1}, {{1, 2}, {3, 4}, {5, 6}, {7, 8}, {0.5, 0.25}, {1, 0}}).ok());
    using Part = MeshPart::Kind;
    const MeshPart corners{Part::Vertices, {1, 3, 3}, {0, 0, 0, 1, 0, 0, 0, 0.5F, 0}, "{}"};
    EXPECT_TRUE(writer
                    .mesh("m", {1, 1},
                          {corners,
                           {Part::Faces, {1, 1, 3}, {0, 1, 2}, {}},
                           {Part::Colors, {1, 3, 3}, {255, 0, 0, 1, 2, 3, 4, 5, 6}, {}}})
                    .ok());
    EXPECT_TRUE(writer.mesh("m", {2, 1}, {corners}).ok());
    ASSERT_TRUE(writer.flush().ok());
    EXPECT_EQ(read(writer.path()),
              std::string(start)
                  + "audio plain @1 t1 RIFF: OggS:\naudio named @1 t1 RIFF:a RIFF2:\naudio none @1 t1\n"
                    "curve pr @1 t1 [1 2] [3 4] [5 6] [7 8] [0.5 0.25] [1 0]\n"
                    "curve pr @2 t1 [1 2] [3 4] [5 6] [7 8] [0.5 0.25] [1 0]\n"
                    "mesh m_VERTEX @1 t1 vertices [1 3 3] [0 0 0 1 0 0 0 0.5 0] {}\n"
                    "mesh m_FACE @1 t1 faces [1 1 3] [0 1 2] \n"
                    "mesh m_COLOR @1 t1 colors [1 3 3] [255 0 0 1 2 3 4 5 6] \n"
                    "mesh m_VERTEX @2 t1 vertices [1 3 3] [0 0 0 1 0 0 0 0.5 0] {}\n");
}

TEST(EventWriter, TheClassicFormHoldsOneClip)
{
    const TemporaryFolder folder;
    EventWriterOptions options = atTime(1);
    options.generation = Generation::Classic;
    auto made = EventWriter::create(folder.path(), options);
    ASSERT_TRUE(made.ok());
    EXPECT_EQ(made.value()->audio("a", {1, 1}, {}).error().code, base::ErrorCode::Usage);
    EXPECT_TRUE(made.value()->audio("a", {1, 1}, {{bytesOf("RIFF short"), {}}}).ok());
    ASSERT_TRUE(made.value()->flush().ok());
    EXPECT_EQ(read(made.value()->path()), std::string(start) + "audio a @1 t1 RIFF short:\n");
}

TEST(EventWriter, CurvesAndMeshesThatContradictThemselvesAreRefused)
{
    const TemporaryFolder folder;
    auto made = EventWriter::create(folder.path(), atTime(1));
    ASSERT_TRUE(made.ok());
    EventWriter& writer = *made.value();
    EXPECT_EQ(writer.precisionRecall("p", {1, 1}, {}).error().code, base::ErrorCode::Usage);
    EXPECT_EQ(writer.precisionRecall("p", {1, 1}, {{1}, {1}, {1}, {1}, {1}, {}}).error().code, base::ErrorCode::Usage);
    using Part = MeshPart::Kind;
    const MeshPart point{Part::Vertices, {1, 1, 3}, {0, 0, 0}, {}};
    const std::vector<std::vector<MeshPart>> bad = {
        {},
        {{Part::Faces, {1, 1, 3}, {0, 0, 0}, {}}}, // of no vertices
        {point, point},
        {{Part::Vertices, {1, 3}, {0, 0, 0}, {}}},
        {{Part::Vertices, {1, 2, 3}, {0, 0, 0}, {}}},
        {{Part::Vertices, {1LL << 40, 1LL << 40, 3}, {}, {}}},
        {{Part::Vertices, {1, -1, 3}, {}, {}}},
        {point, {Part::Faces, {1, 1, 3}, {0, 0.5F, 0}, {}}},
        {point, {Part::Faces, {1, 1, 3}, {-1, 0, 0}, {}}},
        {point, {Part::Colors, {1, 1, 3}, {0, 0, 256}, {}}},
        {point, {Part::Colors, {1, 1, 3}, {0, 0, std::numeric_limits<float>::quiet_NaN()}, {}}},
    };
    for (const auto& parts : bad)
        EXPECT_EQ(writer.mesh("m", {1, 1}, parts).error().code, base::ErrorCode::Usage);
    ASSERT_TRUE(writer.flush().ok());
    EXPECT_EQ(read(writer.path()), start);
}
