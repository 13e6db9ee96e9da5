// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Threads.h"
#include "nn/Runtime.h"
#include "train/distributed/Launcher.h"
#include "train/distributed/ProcessGroup.h"

#include <gtest/gtest.h>

#include <string>

#include <unistd.h>

namespace maquette::test {

/// For tests of several processes. In the test program itself it starts `count` copies of it that run this test alone,
/// expects that all of them pass, and gives null: the test is to end. In the copies it gives their group.
inline std::shared_ptr<train::distributed::ProcessGroup> ranks(int count)
{
    using namespace train::distributed;
    const auto place = torchrunVariables();
    if (place.ok() && place.value()) {
        dup2(STDERR_FILENO, STDOUT_FILENO); // the launcher drops what other ranks than the first write there
        base::setThreads(1);
        nn::startRuntime();
        auto group = ProcessGroup::join(*place.value(), std::chrono::seconds(60));
        EXPECT_TRUE(group.ok()) << group.error().english();
        return group.ok() ? group.value() : nullptr;
    }
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    const auto code = launch(
        count, "/proc/self/exe",
        {std::string("--gtest_filter=") + test->test_suite_name() + "." + test->name(), "--gtest_brief=1"}, {});
    EXPECT_TRUE(code.ok() && code.value() == 0) << "a rank failed";
    return nullptr;
}

} // namespace maquette::test
