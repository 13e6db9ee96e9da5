// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The store while the files under it change.
#include "runs/RunStore.h"

#include "RunWriters.h"
#include "base/Random.h"
#include "runs/Spool.h"
#include "support/TemporaryFolder.h"

#include <atomic>
#include <cstdio>
#include <thread>

using namespace maquette;
using namespace maquette::runs;
using tests::eventually;
using tests::line;
using tests::TemporaryFolder;

namespace fs = std::filesystem;

namespace {

std::int64_t points(const Snapshot& snapshot)
{
    std::int64_t sum = 0;
    for (const auto& run : snapshot.runs)
        sum += run->scalarPoints;
    return sum;
}

} // namespace

TEST(Follow, PointsAppearWhileAWriterAppends)
{
    for (const bool watch : {true, false}) {
        const TemporaryFolder folder;
        auto options = tests::options(folder.path());
        options.watch = watch;
        RunStore store(options);
        store.follow();
        EXPECT_TRUE(store.following());
        constexpr int count = 500;
        std::jthread writer([&] {
            auto events = tests::eventFile(folder / "run", 1700000000);
            for (int step = 0; step < count; ++step) {
                ASSERT_TRUE(events->scalar("loss", {step, 1700000000.0 + step}, step).ok());
                if (step % 10 == 9) {
                    ASSERT_TRUE(events->flush().ok());
                    std::this_thread::sleep_for(std::chrono::milliseconds(2));
                }
            }
        });
        std::uint64_t revision = 0;
        std::int64_t seen = 0;
        EXPECT_TRUE(eventually(store, [&](const Snapshot& snapshot) {
            EXPECT_GE(snapshot.revision, revision);
            revision = snapshot.revision;
            EXPECT_GE(points(snapshot), seen); // never fewer than before
            seen = points(snapshot);
            for (const auto& run : snapshot.runs)
                if (const auto scalars = run->scalars("loss")) {
                    const auto values = scalars->live.values();
                    for (std::size_t i = 0; i < values.steps.size(); ++i)
                        EXPECT_EQ(values.values[i], static_cast<double>(i));
                }
            return seen == count;
        })) << watch;
        EXPECT_EQ(store.snapshot()->runs[0]->status, runlog::Status::Running);
    }
}

TEST(Follow, ASnapshotNeverChanges)
{
    const TemporaryFolder folder;
    tests::write(folder / "a" / "log.jsonl", line(1, 1));
    RunStore store(tests::options(folder.path()));
    store.follow();
    ASSERT_TRUE(eventually(store, [](const Snapshot& snapshot) { return points(snapshot) == 1; }));
    const auto before = store.snapshot();
    tests::append(folder / "a" / "log.jsonl", line(2, 2));
    tests::write(folder / "b" / "log.jsonl", line(1, 1));
    ASSERT_TRUE(eventually(store, [](const Snapshot& snapshot) { return points(snapshot) == 3; }));
    EXPECT_EQ(before->runs.size(), 1u);
    EXPECT_EQ(points(*before), 1);
    EXPECT_EQ(store.snapshot()->runs[0]->id, before->runs[0]->id);
}

TEST(Follow, TagsThatDidNotChangeAreTheSameObjects)
{
    const TemporaryFolder folder;
    tests::write(folder / "log.jsonl", "{\"step\":1,\"a\":1,\"b\":1}\n");
    RunStore store(tests::options(folder.path()));
    ASSERT_TRUE(store.load().ok());
    const auto before = store.snapshot()->runs[0];
    tests::append(folder / "log.jsonl", "{\"step\":2,\"a\":2}\n");
    ASSERT_TRUE(store.load().ok());
    const auto after = store.snapshot()->runs[0];
    EXPECT_EQ(before->tag("b"), after->tag("b"));
    EXPECT_NE(before->tag("a"), after->tag("a"));
    EXPECT_GT(after->revision, before->revision);
    ASSERT_TRUE(store.load().ok());
    EXPECT_EQ(store.snapshot()->runs[0], after); // nothing new, nothing made
}

TEST(Follow, AReplacedFileReplacesWhatItGave)
{
    const TemporaryFolder folder;
    tests::write(folder / "log.jsonl", line(1, 1) + line(2, 2) + line(3, 3));
    RunStore store(tests::options(folder.path()));
    store.follow();
    ASSERT_TRUE(eventually(store, [](const Snapshot& snapshot) { return points(snapshot) == 3; }));
    tests::write(folder / "new", line(7, 7));
    fs::rename(folder / "new", folder / "log.jsonl");
    EXPECT_TRUE(eventually(store, [](const Snapshot& snapshot) { return points(snapshot) == 1; }));
    const auto scalars = store.snapshot()->runs[0]->scalars("loss");
    EXPECT_EQ(scalars->live.point(0).step, 7);
    EXPECT_EQ(scalars->left.count(), 0); // void, not a branch
}

TEST(Follow, ADeletedRunStaysMarkedAndComesBack)
{
    const TemporaryFolder folder;
    tests::write(folder / "run" / "log.jsonl", line(1, 1));
    tests::write(folder / "stays" / "log.jsonl", line(1, 1));
    RunStore store(tests::options(folder.path()));
    store.follow();
    ASSERT_TRUE(eventually(store, [](const Snapshot& snapshot) { return points(snapshot) == 2; }));
    fs::remove_all(folder / "run");
    EXPECT_TRUE(eventually(store, [](const Snapshot& snapshot) { return snapshot.runs[0]->gone; }));
    ASSERT_EQ(store.snapshot()->runs.size(), 2u);
    EXPECT_EQ(store.snapshot()->runs[0]->scalarPoints, 1);
    EXPECT_FALSE(store.snapshot()->runs[1]->gone);
    tests::write(folder / "run" / "log.jsonl", line(1, 5) + line(2, 6));
    EXPECT_TRUE(eventually(store, [](const Snapshot& snapshot) {
        return !snapshot.runs[0]->gone && snapshot.runs[0]->scalarPoints == 2;
    }));
}

TEST(Follow, RootsCanBeChanged)
{
    const TemporaryFolder folder;
    tests::write(folder / "a" / "log.jsonl", line(1, 1));
    tests::write(folder / "b" / "log.jsonl", line(1, 1) + line(2, 2));
    auto options = tests::options(folder / "a");
    options.pollSeconds = 3600;
    RunStore store(options);
    store.follow();
    ASSERT_TRUE(eventually(store, [](const Snapshot& snapshot) { return points(snapshot) == 1; }));
    store.setRoots({(folder / "b").string()});
    EXPECT_TRUE(eventually(store, [](const Snapshot& snapshot) { return points(snapshot) == 2; }));
    EXPECT_EQ(store.snapshot()->runs.size(), 1u);
}

TEST(Follow, TheListenerHearsOfEachSnapshotUntilItIsTakenAway)
{
    const TemporaryFolder folder;
    tests::write(folder / "log.jsonl", line(1, 1));
    RunStore store(tests::options(folder.path()));
    std::atomic<std::uint64_t> heard{0};
    store.setListener([&](const auto& snapshot) { heard = snapshot->revision; });
    ASSERT_TRUE(store.load().ok());
    EXPECT_EQ(heard, store.snapshot()->revision);
    store.setListener({});
    tests::append(folder / "log.jsonl", line(2, 2));
    ASSERT_TRUE(store.load().ok());
    EXPECT_LT(heard, store.snapshot()->revision);
}

TEST(Follow, FollowingEndsAndGoesOn)
{
    const TemporaryFolder folder;
    auto options = tests::options(folder.path());
    options.pollSeconds = 3600;
    RunStore store(options);
    store.follow();
    store.stop();
    EXPECT_FALSE(store.following());
    tests::write(folder / "log.jsonl", line(1, 1));
    store.follow();
    EXPECT_TRUE(eventually(store, [](const Snapshot& snapshot) { return points(snapshot) == 1; }));
}

TEST(Follow, ManyRunsShowSomethingBeforeAllIsRead)
{
    const TemporaryFolder folder;
    constexpr int runs = 200, tags = 20, steps = 50;
    for (int run = 0; run < runs; ++run) {
        auto events = tests::eventFile(folder / ("run" + std::to_string(run)), 1700000000);
        base::Random random(static_cast<std::uint64_t>(run));
        for (int step = 0; step < steps; ++step)
            for (int tag = 0; tag < tags; ++tag)
                ASSERT_TRUE(
                    events->scalar("tag" + std::to_string(tag), {step, 1700000000.0 + step}, random.uniform()).ok());
    }
    RunStore store(tests::options(folder.path()));
    const auto start = std::chrono::steady_clock::now();
    const auto seconds
        = [&] { return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(); };
    store.follow();
    ASSERT_TRUE(eventually(store, [](const Snapshot& snapshot) { return points(snapshot) > 0; }));
    const double first = seconds();
    ASSERT_TRUE(eventually(store, [](const Snapshot& snapshot) {
        return points(snapshot) == std::int64_t(runs) * tags * steps && !snapshot.loading;
    }));
    std::printf("%d runs of %d tags of %d points: first points after %.3f s, all after %.3f s\n", runs, tags, steps,
                first, seconds());
    EXPECT_EQ(store.snapshot()->runs[9]->name, "run9");
    EXPECT_EQ(store.snapshot()->filesRead, runs);
}

TEST(Spool, ValuesBeyondTheLimitOfMemoryLieInAFile)
{
    const auto file = std::make_shared<SpoolFile>(100);
    std::vector<std::uint64_t> places;
    {
        Spool spool(file), other(file);
        for (int i = 0; i < 50; ++i) {
            const auto place = spool.add(std::vector<std::byte>(10, static_cast<std::byte>(i)));
            ASSERT_TRUE(place.ok());
            places.push_back(place.value());
            ASSERT_TRUE(other.add(std::vector<std::byte>(3, std::byte{0xff})).ok());
        }
        for (int i = 0; i < 50; ++i)
            EXPECT_EQ(spool.read(places[static_cast<std::size_t>(i)], 10).value(),
                      std::vector<std::byte>(10, static_cast<std::byte>(i)));
        EXPECT_FALSE(spool.read(1000, 10).ok());
    }
    EXPECT_TRUE(file->reserveMemory(100)); // given back
}
