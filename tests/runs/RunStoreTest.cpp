// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/RunStore.h"

#include "RunWriters.h"
#include "runs/RunBuilder.h"
#include "runs/Spool.h"
#include "support/TemporaryFolder.h"

#include <cmath>

using namespace maquette;
using namespace maquette::runs;
using tests::eventFile;
using tests::line;
using tests::TemporaryFolder;

namespace fs = std::filesystem;

namespace {

std::shared_ptr<const Snapshot> loaded(const fs::path& root)
{
    RunStore store(tests::options(root));
    EXPECT_TRUE(store.load().ok());
    return store.snapshot();
}

std::shared_ptr<const Run> named(const Snapshot& snapshot, const std::string& name)
{
    for (const auto& run : snapshot.runs)
        if (run->name == name)
            return run;
    return nullptr;
}

std::vector<double> valuesOf(const Run& run, const std::string& tag)
{
    const auto scalars = run.scalars(tag);
    return scalars ? scalars->live.values().values : std::vector<double>();
}

} // namespace

TEST(RunStore, EveryFolderWithFilesIsARun)
{
    const TemporaryFolder folder;
    tests::write(folder / "run10" / "log.jsonl", line(1, 1));
    tests::write(folder / "run9" / "log.jsonl", line(1, 2));
    tests::write(folder / "deep" / "er" / "metrics.csv", "step,loss\n1,3\n");
    tests::write(folder / "log.jsonl", line(1, 4));
    tests::write(folder / ".hidden" / "log.jsonl", line(1, 5));
    tests::write(folder / "notes.txt", "no log");
    tests::write(folder / "words" / "data.jsonl", "[]\n");
    const auto snapshot = loaded(folder.path());
    std::vector<std::string> names;
    for (const auto& run : snapshot->runs)
        names.push_back(run->name);
    EXPECT_EQ(names, (std::vector<std::string>{".", "deep/er", "run9", "run10", "words"}));
    EXPECT_EQ(valuesOf(*named(*snapshot, "run9"), "loss"), std::vector<double>{2});
    EXPECT_EQ(named(*snapshot, "deep/er")->formats, std::vector<runlog::Format>{runlog::Format::LightningCsv});
    EXPECT_EQ(named(*snapshot, "words")->troubles.size(), 1u);
    EXPECT_FALSE(snapshot->loading);
    EXPECT_EQ(snapshot->files, 5);
    EXPECT_EQ(snapshot->filesRead, 5);
    EXPECT_GT(snapshot->bytes, 0);
}

TEST(RunStore, RootsMayBePatternsAndFiles)
{
    const TemporaryFolder folder;
    tests::write(folder / "a" / "logs" / "x" / "log.jsonl", line(1, 1));
    tests::write(folder / "b" / "logs" / "y" / "log.jsonl", line(1, 2));
    tests::write(folder / "c" / "other" / "log.jsonl", line(1, 3));
    auto options = tests::options(folder.path());
    options.roots = {(folder / "*" / "logs").string(), (folder / "c" / "other" / "log.jsonl").string(),
                     (folder / "{d,e}").string(), (folder / "none").string()};
    RunStore store(options);
    ASSERT_TRUE(store.load().ok());
    const auto snapshot = store.snapshot();
    ASSERT_EQ(snapshot->runs.size(), 3u);
    EXPECT_EQ(snapshot->runs[0]->name, "a/logs/x");
    EXPECT_EQ(snapshot->runs[1]->name, "b/logs/y");
    EXPECT_EQ(snapshot->runs[2]->name, ".");
    EXPECT_EQ(snapshot->runs[2]->id, (folder / "c" / "other").string());
    ASSERT_EQ(snapshot->troubles.size(), 2u);
    EXPECT_EQ(snapshot->troubles[0].error.message.english(),
              "No folder fits the pattern " + (folder / "{d,e}").string() + ".");
    EXPECT_EQ(snapshot->troubles[1].error.message.english(), "There is no folder " + (folder / "none").string() + ".");
}

TEST(RunStore, SeveralEventFilesAreOneRunInTheOrderOfTheirNames)
{
    const TemporaryFolder folder;
    {
        auto first = eventFile(folder / "run", 1700000000);
        for (int step = 0; step < 100; ++step)
            ASSERT_TRUE(first->scalar("loss", {step, 1700000000.0 + step}, 1).ok());
        auto second = eventFile(folder / "run", 1700001000);
        for (int step = 60; step < 80; ++step)
            ASSERT_TRUE(second->scalar("loss", {step, 1700001000.0 + step}, 2).ok());
        ASSERT_TRUE(first->flush().ok());
        ASSERT_TRUE(second->flush().ok());
    }
    const auto snapshot = loaded(folder.path());
    const auto scalars = named(*snapshot, "run")->scalars("loss");
    ASSERT_TRUE(scalars);
    // The latest wins, and the branch that was left can be asked for.
    ASSERT_EQ(scalars->live.count(), 80);
    EXPECT_EQ(scalars->live.point(59).value, 1);
    EXPECT_EQ(scalars->live.point(60).value, 2);
    EXPECT_EQ(scalars->live.point(79).step, 79);
    EXPECT_EQ(scalars->left.count(), 40);
    EXPECT_EQ(scalars->left.point(0).step, 60);
    EXPECT_EQ(scalars->left.point(39).step, 99);
    EXPECT_EQ(scalars->pieces, std::vector<std::int64_t>{0});
    const auto tag = named(*snapshot, "run")->tag("loss");
    EXPECT_EQ(tag->count, 80);
    EXPECT_EQ(tag->left, 40);
    EXPECT_EQ(named(*snapshot, "run")->start, 1700000000);
    EXPECT_EQ(named(*snapshot, "run")->last, 1700001079);
    EXPECT_EQ(named(*snapshot, "run")->duration(), 1079);
}

TEST(RunStore, ARestartLeavesABranchOfEveryTag)
{
    const TemporaryFolder folder;
    auto writer = eventFile(folder / "run", 1700000000);
    for (int step = 0; step < 10; ++step) {
        ASSERT_TRUE(writer->scalar("loss", {step, 1700000000.0}, step).ok());
        ASSERT_TRUE(writer->text("note", {step, 1700000000.0}, {1, 1, {std::to_string(step)}}).ok());
    }
    ASSERT_TRUE(writer->restart(4, 1700000100).ok());
    ASSERT_TRUE(writer->flush().ok());
    const auto snapshot = loaded(folder.path());
    const auto run = named(*snapshot, "run");
    EXPECT_EQ(run->scalars("loss")->live.count(), 4);
    EXPECT_EQ(run->scalars("loss")->left.count(), 6);
    const auto history = run->tag("note", Kind::Text)->history;
    ASSERT_EQ(history->count(), 4);
    ASSERT_EQ(history->left().size(), 6u);
    EXPECT_EQ(history->text(history->left()[0]).value().cells[0], "4");
}

TEST(RunStore, OtherKindsComeBackAsTheyWereWritten)
{
    const TemporaryFolder folder;
    auto writer = eventFile(folder / "run", 1700000000);
    runlog::Histogram histogram;
    histogram.edges = {-1, 0, 1, 2};
    histogram.counts = {3, 0, 5};
    ASSERT_TRUE(writer->histogram("w", {1, 1700000000}, histogram).ok());
    ASSERT_TRUE(writer->histogram("w", {9, 1700000000}, histogram).ok());
    const std::vector<std::byte> png{std::byte{0x89}, std::byte{'P'}};
    ASSERT_TRUE(writer->pictures("p", {2, 1700000000}, {{7, 5, png}}).ok());
    ASSERT_TRUE(writer->flush().ok());
    const auto snapshot = loaded(folder.path());
    const auto run = named(*snapshot, "run");
    const auto history = run->tag("w", Kind::Histogram)->history;
    ASSERT_TRUE(history);
    EXPECT_EQ(history->atOrBefore(0), -1);
    EXPECT_EQ(history->atOrBefore(8), 0);
    EXPECT_EQ(history->atOrBefore(9), 1);
    EXPECT_EQ(history->histogram(history->entry(1)).value().counts, histogram.counts);
    EXPECT_FALSE(history->text(history->entry(0)).ok()); // of another kind
    const auto pictures = run->tag("p", Kind::Pictures)->history;
    EXPECT_EQ(pictures->pictures(pictures->entry(0)).value().at(0).encoded, png);
    EXPECT_EQ(run->tag("nothing"), nullptr);
}

TEST(RunStore, FilesOfDifferentKindsWithOneTagStandApart)
{
    const TemporaryFolder folder;
    tests::write(folder / "run" / "eval.jsonl", "{\"step\":1,\"loss\":5,\"iou\":0.5}\n");
    tests::write(folder / "run" / "train.jsonl", line(1, 1) + line(2, 2));
    const auto snapshot = loaded(folder.path());
    const auto run = named(*snapshot, "run");
    EXPECT_EQ(valuesOf(*run, "loss"), std::vector<double>{5});
    EXPECT_EQ(valuesOf(*run, "iou"), std::vector<double>{0.5});
    EXPECT_EQ(valuesOf(*run, "train/loss"), (std::vector<double>{1, 2}));
}

TEST(RunStore, TheLogOfATrainerDoesNotStandBesideItsEvents)
{
    const TemporaryFolder folder;
    tests::write(folder / "run" / "log.jsonl", line(1, 4));
    tests::write(folder / "run" / "recipe.json", "{}");
    RunStore store(tests::options(folder.path()));
    ASSERT_TRUE(store.load().ok());
    EXPECT_EQ(valuesOf(*named(*store.snapshot(), "run"), "loss"), std::vector<double>{4});
    {
        const auto writer = tests::eventFile(folder / "run", 1.7e9);
        ASSERT_TRUE(writer->scalar("train/loss", {1, 1.7e9}, 4).ok());
    }
    ASSERT_TRUE(store.load().ok());
    const auto run = named(*store.snapshot(), "run");
    ASSERT_EQ(run->tags.size(), 1u);
    EXPECT_EQ(run->tags.front()->name, "train/loss");
}

TEST(RunStore, AManifestTellsWhatNoOtherFileDoes)
{
    const TemporaryFolder folder;
    const auto manifest = [&](const std::string& text) { tests::write(folder / "run" / "run.json", text); };
    manifest(R"({"format":"maquette-run","version":1,"name":"of the manifest","precision":"o2","recipe":{"rate":1},
                 "sessions":[{"step":0,"wallTime":9}]})");
    tests::write(folder / "alone" / "run.json", R"({"format":"maquette-run","version":1})");
    tests::write(folder / "foreign" / "run.json", R"({"format":"of somebody else"})");
    {
        auto events = eventFile(folder / "run", 10);
        ASSERT_TRUE(events->scalar("loss", {1, 11}, 3).ok());
        runlog::Session session;
        session.hparams.emplace_back("rate", 2.0);
        ASSERT_TRUE(events->sessionStart(session, 10).ok());
    }
    const auto snapshot = loaded(folder.path());
    ASSERT_EQ(snapshot->runs.size(), 1u) << "a manifest alone is no run";
    const auto& run = *snapshot->runs[0];
    EXPECT_EQ(run.settings.at("rate"), runlog::Setting(2.0)) << "the event file comes first";
    EXPECT_EQ(run.settings.at("precision"), runlog::Setting(std::string("o2")));
    EXPECT_EQ(run.settings.at("sessions/1/wallTime"), runlog::Setting(9.0));
    EXPECT_EQ(run.about.at("name"), "of the manifest");
    EXPECT_TRUE(run.troubles.empty());
    manifest("{\"format\":\"maquette-run\",");
    const auto damaged = loaded(folder.path());
    ASSERT_EQ(damaged->runs.size(), 1u);
    EXPECT_EQ(valuesOf(*damaged->runs[0], "loss"), std::vector<double>{3});
    ASSERT_EQ(damaged->runs[0]->troubles.size(), 1u);
    EXPECT_EQ(damaged->runs[0]->troubles[0].file.filename(), "run.json");
}

TEST(RunStore, TagsKnowTheirPlaceInTheFiles)
{
    const TemporaryFolder folder;
    auto events = eventFile(folder.path(), 10);
    for (const char* tag : {"b", "a", "c", "b"})
        ASSERT_TRUE(events->scalar(tag, {1, 11}, 3).ok());
    events.reset();
    const auto snapshot = loaded(folder.path());
    std::string places;
    for (const auto& tag : snapshot->runs.at(0)->tags)
        places += tag->name + std::to_string(tag->place);
    EXPECT_EQ(places, "a1b0c2");
}

TEST(RunStore, OfTheCheckpointsOfOneRunTheNewestStateCounts)
{
    const TemporaryFolder folder;
    const std::string rows = "{\"log_history\":[{\"step\":1,\"loss\":1}";
    tests::write(folder / "out" / "checkpoint-9" / "trainer_state.json", rows + "]}");
    tests::write(folder / "out" / "checkpoint-10" / "trainer_state.json", rows + ",{\"step\":2,\"loss\":0.5}]}");
    fs::last_write_time(folder / "out" / "checkpoint-9" / "trainer_state.json",
                        fs::file_time_type::clock::now() - std::chrono::hours(1));
    RunStore store(tests::options(folder.path()));
    ASSERT_TRUE(store.load().ok());
    EXPECT_EQ(valuesOf(*named(*store.snapshot(), "out"), "train/loss"), (std::vector<double>{1, 0.5}));
    EXPECT_EQ(named(*store.snapshot(), "out")->scalars("train/loss")->left.count(), 0);
    tests::write(folder / "out" / "checkpoint-11" / "trainer_state.json",
                 rows + ",{\"step\":2,\"loss\":0.25},{\"step\":3,\"loss\":0.1}]}");
    fs::last_write_time(folder / "out" / "checkpoint-11" / "trainer_state.json",
                        fs::file_time_type::clock::now() + std::chrono::seconds(10));
    ASSERT_TRUE(store.load().ok());
    EXPECT_EQ(valuesOf(*named(*store.snapshot(), "out"), "train/loss"), (std::vector<double>{1, 0.25, 0.1}));
    EXPECT_EQ(named(*store.snapshot(), "out")->scalars("train/loss")->left.count(), 0);
}

TEST(RunStore, AStateThatReplacesADeletedCheckpointLeavesNoBranch)
{
    const TemporaryFolder folder;
    const std::string rows = "{\"log_history\":[{\"step\":1,\"loss\":1}";
    tests::write(folder / "out" / "checkpoint-1" / "trainer_state.json", rows + "]}");
    RunStore store(tests::options(folder.path()));
    ASSERT_TRUE(store.load().ok());
    fs::remove_all(folder / "out" / "checkpoint-1");
    tests::write(folder / "out" / "checkpoint-2" / "trainer_state.json", rows + ",{\"step\":2,\"loss\":0.5}]}");
    ASSERT_TRUE(store.load().ok());
    const auto run = named(*store.snapshot(), "out");
    EXPECT_EQ(valuesOf(*run, "train/loss"), (std::vector<double>{1, 0.5}));
    EXPECT_EQ(run->scalars("train/loss")->left.count(), 0);
    EXPECT_FALSE(run->gone);
}

TEST(RunStore, TheLatestWordOnTheStatusCountsWhateverTheOrderOfFiles)
{
    const TemporaryFolder folder;
    {
        auto writer = eventFile(folder / "run", 1700000000);
        ASSERT_TRUE(writer->scalar("loss", {1, 1700000000}, 1).ok());
        ASSERT_TRUE(writer->sessionEnd(runlog::Status::Finished, 1700000100).ok());
    }
    tests::write(folder / "run" / "fp8.jsonl",
                 "{\"record\":\"header\",\"format\":\"maquette-fp8\",\"step\":0,\"wallTime\":1700000000}\n");
    EXPECT_EQ(named(*loaded(folder.path()), "run")->status, runlog::Status::Finished);
    tests::append(folder / "run" / "fp8.jsonl",
                  "{\"record\":\"header\",\"format\":\"maquette-fp8\",\"step\":1,\"wallTime\":1700009000}\n");
    EXPECT_EQ(named(*loaded(folder.path()), "run")->status, runlog::Status::Running);
}

TEST(RunStore, TheFolderOfHyperParametersBelongsToItsRun)
{
    const TemporaryFolder folder;
    {
        auto writer = eventFile(folder / "run", 1700000000);
        ASSERT_TRUE(writer->scalar("loss", {1, 1700000000}, 1).ok());
        auto settings = eventFile(folder / "run" / "1700000100.25", 1700000100);
        runlog::Session session;
        session.hparams = {{"lr", 0.5}};
        ASSERT_TRUE(settings->sessionStart(session).ok());
        ASSERT_TRUE(settings->scalar("loss", {0, 1700000100}, 7).ok());
        auto alone = eventFile(folder / "1700000100.5", 1700000100);
        ASSERT_TRUE(alone->scalar("loss", {1, 1700000100}, 1).ok());
    }
    const auto snapshot = loaded(folder.path());
    ASSERT_EQ(snapshot->runs.size(), 2u);
    const auto run = named(*snapshot, "run");
    EXPECT_EQ(std::get<double>(run->settings.at("lr")), 0.5);
    EXPECT_EQ(valuesOf(*run, "loss"), std::vector<double>{1});
    EXPECT_EQ(valuesOf(*run, "hparams/loss"), std::vector<double>{7});
    EXPECT_TRUE(named(*snapshot, "1700000100.5"));
}

TEST(RunStore, InspectLogsBelongToTheFolderAbove)
{
    const TemporaryFolder folder;
    const std::string text = "l_weight_max\t\t\t\titeration=000001\t\t\t\tvalue=2.0000\n";
    for (const char* rank : {"0", "1"})
        tests::write(folder / "run" / "nvdlfw_inspect_statistics_logs"
                         / ("nvdlfw_inspect_globalrank-" + std::string(rank) + ".log"),
                     text);
    const auto snapshot = loaded(folder.path());
    ASSERT_EQ(snapshot->runs.size(), 1u);
    EXPECT_EQ(snapshot->runs[0]->name, "run");
    EXPECT_EQ(valuesOf(*snapshot->runs[0], "l_weight_max"), std::vector<double>{2});
    EXPECT_EQ(valuesOf(*snapshot->runs[0], "rank_1/l_weight_max"), std::vector<double>{2});
}

TEST(RunStore, DamageIsToldWithItsOffsetAndTheRestIsShown)
{
    const TemporaryFolder folder;
    auto writer = eventFile(folder / "run", 1700000000);
    for (int step = 0; step < 10; ++step)
        ASSERT_TRUE(writer->scalar("loss", {step, 1700000000.0}, step).ok());
    ASSERT_TRUE(writer->flush().ok());
    const auto path = writer->path();
    const auto size = fs::file_size(path);
    {
        std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(static_cast<std::streamoff>(size / 2));
        file.write("damage that is long enough to reach the head of a record", 56);
    }
    tests::write(folder / "run" / "log.jsonl", line(1, 1));
    const auto snapshot = loaded(folder.path());
    const auto run = named(*snapshot, "run");
    ASSERT_FALSE(run->troubles.empty());
    EXPECT_EQ(run->troubles[0].file, path);
    EXPECT_GT(run->troubles[0].offset, 0);
    EXPECT_GT(run->scalars("loss")->live.count(), 1);
    EXPECT_LT(run->scalars("loss")->live.count(), 10);
    EXPECT_EQ(valuesOf(*run, "log/loss"), std::vector<double>{1});
}

TEST(RunStore, StatusFollowsWhatTheFilesSayAndHowOldTheyAre)
{
    const TemporaryFolder folder;
    const auto mlflow = [&](const char* name, const std::string& meta) {
        fs::create_directories(folder / name / "metrics");
        tests::write(folder / name / "meta.yaml", meta);
    };
    mlflow("finished", "status: 3\nstart_time: 1700000000000\nend_time: 1700000100000\n");
    mlflow("failed", "status: 4\nstart_time: 1700000000000\nend_time: 1700000100000\n");
    mlflow("hanging", "status: 1\nstart_time: 1700000000000\nend_time: null\n");
    mlflow("running", "status: 1\nstart_time: 1700000000000\nend_time: null\n");
    tests::write(folder / "old" / "log.jsonl", line(1, 1));
    tests::write(folder / "new" / "log.jsonl", line(1, 1));
    const auto long_ago = fs::file_time_type::clock::now() - std::chrono::hours(48);
    for (const char* file : {"finished/meta.yaml", "failed/meta.yaml", "hanging/meta.yaml", "hanging", "old/log.jsonl"})
        fs::last_write_time(folder / file, long_ago);
    const auto snapshot = loaded(folder.path());
    EXPECT_EQ(named(*snapshot, "finished")->status, runlog::Status::Finished);
    EXPECT_EQ(named(*snapshot, "failed")->status, runlog::Status::Failed);
    EXPECT_EQ(named(*snapshot, "hanging")->status, runlog::Status::Failed);
    EXPECT_EQ(named(*snapshot, "running")->status, runlog::Status::Running);
    EXPECT_EQ(named(*snapshot, "old")->status, runlog::Status::Unknown);
    EXPECT_EQ(named(*snapshot, "new")->status, runlog::Status::Running);
}

TEST(RunStore, NothingIsWrittenBesideTheFilesAndAReadOnlyFolderWillDo)
{
    const TemporaryFolder folder;
    tests::write(folder / "run" / "log.jsonl", line(1, 1));
    fs::permissions(folder / "run", fs::perms::owner_read | fs::perms::owner_exec);
    fs::permissions(folder / "run" / "log.jsonl", fs::perms::owner_read);
    const auto before = fs::last_write_time(folder / "run");
    const auto snapshot = loaded(folder.path());
    EXPECT_EQ(valuesOf(*named(*snapshot, "run"), "loss"), std::vector<double>{1});
    EXPECT_EQ(fs::last_write_time(folder / "run"), before);
    EXPECT_EQ(std::distance(fs::directory_iterator(folder / "run"), fs::directory_iterator()), 1);
    fs::permissions(folder / "run", fs::perms::owner_all);
}

TEST(RunStore, AFileOfWordsDoesNotFillTheMemoryWithNames)
{
    RunBuilder builder(std::make_shared<SpoolFile>());
    RunBuilder::Sink sink(builder, "words");
    for (std::size_t i = 0; i < RunBuilder::mostTags + 10; ++i) {
        sink.scalar(std::to_string(i), {1, 0}, 1);
        sink.scalar(std::to_string(i), {2, 0}, 1);
    }
    const auto run = builder.freeze();
    EXPECT_EQ(run.tags.size(), 200'000u);
    EXPECT_EQ(run.scalarPoints, 400'000);
    ASSERT_EQ(run.troubles.size(), 1u);
    EXPECT_EQ(run.troubles[0].error.message.english(), "The run has more than 200000 tags; the others are left out.");
}

TEST(RunStore, AStoppedLoadKeepsWhatItHas)
{
    const TemporaryFolder folder;
    tests::write(folder / "run" / "log.jsonl", line(1, 1));
    RunStore store(tests::options(folder.path()));
    std::stop_source stop;
    stop.request_stop();
    const auto stopped = store.load(base::Job(stop.get_token(), {}));
    ASSERT_FALSE(stopped.ok());
    EXPECT_EQ(stopped.error().code, base::ErrorCode::Stopped);
    ASSERT_TRUE(store.load().ok());
    EXPECT_EQ(store.snapshot()->runs.size(), 1u);
}

TEST(RunStore, OptionsOutOfRangeAreRefused)
{
    StoreOptions options;
    EXPECT_TRUE(options.check().ok());
    options.pollSeconds = 0;
    EXPECT_EQ(options.check().error().code, base::ErrorCode::Usage);
}

TEST(RunStore, LinksInACircleEnd)
{
    const TemporaryFolder folder;
    tests::write(folder / "run" / "log.jsonl", line(1, 1));
    fs::create_directory_symlink(folder.path(), folder / "run" / "up");
    EXPECT_EQ(loaded(folder.path())->runs.size(), 1u);
}
