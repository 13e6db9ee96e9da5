// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "imaging/OpenCvThreads.h"

#include "base/Threads.h"

#include <mutex>
#include <opencv2/core.hpp>

namespace maquette::imaging {

void followThreads()
{
    static std::once_flag once;
    std::call_once(once, [] { base::onThreadsChanged([](int count) { cv::setNumThreads(count); }); });
}

} // namespace maquette::imaging
