// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/Device.h"
#include "base/Job.h"
#include "base/Json.h"
#include "base/Message.h"
#include "base/Random.h"
#include "base/StopScope.h"
#include "base/Threads.h"

#include <gtest/gtest.h>

#include <atomic>
#include <cmath>
#include <limits>
#include <thread>

using namespace maquette::base;

TEST(Message, FillsEachPlaceOnce)
{
    EXPECT_EQ(Message("%2 before %1", {"a", "b"}).english(), "b before a");
    // A file may be called "%1": what was put in is not looked at again.
    EXPECT_EQ(Message("%1 and %2", {"%2", "x"}).english(), "%2 and x");
    EXPECT_EQ(Message("100 % of %3", {"a"}).english(), "100 % of %3");
}

TEST(Message, NumbersHaveAPointAndNoExponent)
{
    EXPECT_EQ(number(1234567.125, 1), "1234567.1");
    EXPECT_EQ(number(-0.004, 2), "-0.00");
    EXPECT_EQ(number(std::numeric_limits<double>::infinity()), "inf");
    EXPECT_EQ(number(std::nan("")), "nan");
    EXPECT_EQ(number(999999999999999.0, 0), "999999999999999");
    EXPECT_EQ(number(-1e300, 1), "-1.000e+300");
}

TEST(Json, RefusesWhatIsDamagedDeepOrRepeated)
{
    EXPECT_TRUE(parseJson("{\"a\":[1,{\"a\":2}]}", "x").ok());
    EXPECT_FALSE(parseJson("{\"a\":1,\"a\":2}", "x").ok());
    EXPECT_FALSE(parseJson("{\"a\":", "x").ok());
    EXPECT_FALSE(parseJson("", "x").ok());
    EXPECT_FALSE(parseJson(std::string_view("{}\0x", 4), "x").ok());
    EXPECT_FALSE(parseJson("{} trailing", "x").ok());
    EXPECT_FALSE(parseJson(std::string(100, '[') + std::string(100, ']'), "x").ok());
    EXPECT_FALSE(parseJson(std::string(1'000'000, '['), "x").ok());
    EXPECT_EQ(parseJson("{", "board.json").error().message.english(), "board.json holds no valid JSON.");
}

TEST(Job, PartsShareTheStopAndScaleTheProgress)
{
    std::stop_source source;
    std::vector<double> seen;
    const Job job(source.get_token(), [&](const Progress& progress) { seen.push_back(progress.fraction); });
    const Job second = job.part(0.5, 1.0);
    second.report(0.5);
    second.part(0.5, 1).report(1);
    EXPECT_EQ(seen, (std::vector<double>{0.75, 1.0}));
    EXPECT_FALSE(second.stopped());
    source.request_stop();
    EXPECT_TRUE(second.stopped());
}

TEST(Random, StreamsAreReproducibleAndApart)
{
    Random a(7, 3), b(7, 3), c(7, 4);
    bool differ = false;
    for (int i = 0; i < 100; ++i) {
        const auto x = a.bits();
        EXPECT_EQ(x, b.bits());
        differ |= x != c.bits();
    }
    EXPECT_TRUE(differ);
    // State in the middle of a pair of normals continues exactly.
    (void)a.normal();
    const auto state = a.state();
    const double next = a.normal();
    b.setState(state);
    EXPECT_EQ(b.normal(), next);
}

TEST(Random, MomentsAreThoseOfTheDistributions)
{
    Random random(1);
    double sum = 0, squares = 0, uniform = 0;
    const int count = 200'000;
    int histogram[5] = {};
    for (int i = 0; i < count; ++i) {
        const double x = random.normal();
        sum += x;
        squares += x * x;
        uniform += random.uniform(-1, 3);
        ++histogram[random.below(5)];
    }
    EXPECT_NEAR(sum / count, 0, 0.01);
    EXPECT_NEAR(squares / count, 1, 0.015);
    EXPECT_NEAR(uniform / count, 1, 0.015);
    for (const int n : histogram)
        EXPECT_NEAR(n, count / 5, 1000);
}

TEST(Threads, ParallelForCoversEachItemOnce)
{
    for (const int count : {1, 2, 7}) {
        setThreads(count);
        EXPECT_EQ(threads(), count);
        std::vector<std::atomic<int>> hits(10'007);
        parallelFor(static_cast<std::int64_t>(hits.size()), 10, [&](std::int64_t begin, std::int64_t end) {
            for (std::int64_t i = begin; i < end; ++i)
                // Nested loops run in place.
                parallelFor(1, 1, [&](std::int64_t, std::int64_t) { ++hits[static_cast<std::size_t>(i)]; });
        });
        for (const auto& hit : hits)
            ASSERT_EQ(hit.load(), 1);
    }
    setThreads(0);
}

TEST(Threads, LoopsFromSeveralThreadsDoNotMix)
{
    setThreads(3);
    std::vector<std::jthread> callers;
    std::atomic<int> wrong{0};
    for (int caller = 0; caller < 4; ++caller)
        callers.emplace_back([&wrong] {
            for (int round = 0; round < 200; ++round) {
                std::atomic<std::int64_t> sum{0};
                parallelFor(1000, 7, [&](std::int64_t begin, std::int64_t end) { sum += end - begin; });
                wrong += sum != 1000;
            }
        });
    callers.clear();
    EXPECT_EQ(wrong, 0);
    setThreads(0);
}

TEST(Threads, AStopScopeLeavesOutWhatIsNotYetBegun)
{
    for (const int count : {1, 3}) {
        setThreads(count);
        std::stop_source source;
        std::atomic<int> outer{0};
        std::atomic<int> inner{0};
        {
            const StopScope scope(source.get_token());
            EXPECT_FALSE(StopScope::stopped());
            parallelFor(1000, 1, [&](std::int64_t begin, std::int64_t end) {
                outer += static_cast<int>(end - begin);
                source.request_stop();
                EXPECT_TRUE(StopScope::stopped()); // in the workers too
                parallelFor(1000, 1,
                            [&](std::int64_t first, std::int64_t last) { inner += static_cast<int>(last - first); });
            });
            EXPECT_TRUE(StopScope::stopped());
        }
        EXPECT_GT(outer, 0);
        EXPECT_LT(outer, 1000);
        EXPECT_EQ(inner, 0);
        EXPECT_FALSE(StopScope::stopped());
        int after = 0;
        parallelFor(1000, 1000, [&](std::int64_t begin, std::int64_t end) { after += static_cast<int>(end - begin); });
        EXPECT_EQ(after, 1000);
    }
    setThreads(0);
}

TEST(Threads, FollowersHearOfEachChange)
{
    static int last = 0; // a follower stays for the life of the program
    onThreadsChanged([](int count) { last = count; });
    EXPECT_EQ(last, threads());
    setThreads(5);
    EXPECT_EQ(last, 5);
    setThreads(0);
}

TEST(Device, NamesAreChecked)
{
    EXPECT_EQ(chooseDevice("cpu", false).value().name(), "cpu");
    EXPECT_EQ(chooseDevice("auto", false).value().name(), "cpu");
    EXPECT_EQ(chooseDevice("gpu", true).error().code, ErrorCode::Usage);
    EXPECT_EQ(chooseDevice("cuda:x", true).error().code, ErrorCode::Usage);
    EXPECT_EQ(chooseDevice("cuda:99", true).error().code, ErrorCode::Device);
    EXPECT_GE(cpuFeatures().processors, 1);
}
