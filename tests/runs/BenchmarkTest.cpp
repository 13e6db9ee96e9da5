// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/Benchmark.h"

#include "support/TemporaryFolder.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <stop_token>

using namespace maquette;
namespace fs = std::filesystem;

TEST(RunsBenchmark, ReadsWhatItWroteAndLeavesNothing)
{
    const tests::TemporaryFolder folder;
    const char* before = std::getenv("TMPDIR");
    const std::string kept = before ? before : "";
    ::setenv("TMPDIR", folder.path().c_str(), 1);
    const auto report = runs::benchmarkRuns("cpu", 2, {}, {3, 2, 40});
    if (before)
        ::setenv("TMPDIR", kept.c_str(), 1);
    else
        ::unsetenv("TMPDIR");
    ASSERT_TRUE(report.ok()) << report.error().english();
    ASSERT_EQ(report.value().at("figures").size(), 5u);
    for (const auto& figure : report.value().at("figures")) {
        EXPECT_EQ(figure.at("rounds"), 2);
        EXPECT_GT(figure.at("seconds").get<double>(), 0);
    }
    const auto& values = report.value().at("values");
    EXPECT_EQ(values.at(0).at("value"), 3);
    EXPECT_EQ(values.at(1).at("value"), 3 * 2 * 40);
    EXPECT_GT(values.at(2).at("value").get<std::int64_t>(), 3 * 2 * 40 * 20);
    EXPECT_GT(values.at(3).at("value").get<double>(), 0);
    EXPECT_TRUE(fs::is_empty(folder.path()));
}

TEST(RunsBenchmark, StopsAndRefusesSizesOutOfRange)
{
    std::stop_source source;
    source.request_stop();
    const auto stopped = runs::benchmarkRuns("cpu", 1, base::Job(source.get_token(), {}), {1, 1, 1});
    ASSERT_FALSE(stopped.ok());
    EXPECT_EQ(stopped.error().code, base::ErrorCode::Stopped);
    for (const runs::BenchmarkLogs& logs : {runs::BenchmarkLogs{0, 1, 1}, {1, 1001, 1}, {1, 1, 0}})
        EXPECT_EQ(runs::benchmarkRuns("cpu", 1, {}, logs).error().code, base::ErrorCode::Usage);
}
