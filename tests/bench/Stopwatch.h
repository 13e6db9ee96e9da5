// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Device.h"
#include "base/Json.h"
#include "base/Threads.h"

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <string>
#include <utility>

namespace maquette::bench {

/// Collects wall-clock times under names and prints them as one JSON object, as the peers in Python do:
/// {"processor","threads","versions","figures":[{"name","samples":[seconds …]}]}. A peer that is measured in C++ is
/// named in each figure and its version given.
class Stopwatch {
public:
    explicit Stopwatch(std::string peer = {}, const std::string& version = {})
        : m_peer(std::move(peer))
    {
        if (!m_peer.empty())
            m_versions[m_peer] = version;
    }

    /// Runs `work` once without counting it, then `repeats` times. `work` says whether it succeeded; after a failure
    /// nothing more is measured and ok() is false.
    void measure(const std::string& name, int repeats, const std::function<bool()>& work)
    {
        Json samples = Json::array();
        for (int i = 0; m_ok && i <= repeats; ++i) {
            const auto start = std::chrono::steady_clock::now();
            m_ok = work();
            const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
            if (i > 0)
                samples.push_back(taken.count());
        }
        if (!m_ok) {
            std::fprintf(stderr, "%s failed\n", name.c_str());
            return;
        }
        m_figures.push_back({{"name", name}, {"samples", samples}});
        if (!m_peer.empty())
            m_figures.back()["peer"] = m_peer;
    }

    /// What a piece of work holds in memory; `items`: how many of what it is about, 0 when that says nothing.
    void memory(const std::string& name, std::int64_t bytes, std::int64_t items = 0)
    {
        m_memory.push_back({{"name", name}, {"bytes", bytes}, {"items", items}});
    }

    [[nodiscard]] bool ok() const { return m_ok; }

    void print() const
    {
        Json report = {{"processor", base::cpuFeatures().model},
                       {"threads", base::threads()},
                       {"versions", m_versions},
                       {"figures", m_figures}};
        if (!m_memory.empty())
            report["memory"] = m_memory;
        std::printf("%s\n", base::dumpJson(report).c_str());
    }

private:
    using Json = base::Json;

    bool m_ok = true;
    std::string m_peer;
    Json m_versions = Json::object();
    Json m_figures = Json::array();
    Json m_memory = Json::array();
};

} // namespace maquette::bench
