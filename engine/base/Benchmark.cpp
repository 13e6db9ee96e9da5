// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/Benchmark.h"

#include "base/Device.h"
#include "base/Threads.h"

#include <algorithm>
#include <chrono>
#include <vector>

namespace maquette::base {

Benchmark::Benchmark(int rounds, int figures, const Job& job)
    : m_rounds(rounds)
    , m_count(figures)
    , m_job(job)
{
}

bool Benchmark::measure(const char* name, const std::function<bool()>& work)
{
    std::vector<double> seconds;
    for (int round = 0; round <= m_rounds; ++round) {
        if (m_job.stopped())
            return false;
        const auto start = std::chrono::steady_clock::now();
        if (!work())
            return false;
        if (round > 0)
            seconds.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    }
    std::sort(seconds.begin(), seconds.end());
    m_figures.push_back({{"name", name},
                         {"seconds", seconds[seconds.size() / 2]},
                         {"minimum", seconds.front()},
                         {"maximum", seconds.back()},
                         {"rounds", m_rounds}});
    m_job.report(static_cast<double>(m_figures.size()) / m_count, {});
    return true;
}

Json Benchmark::report(const std::string& device) const
{
    return {{"processor", cpuFeatures().model}, {"threads", threads()}, {"device", device}, {"figures", m_figures}};
}

} // namespace maquette::base
