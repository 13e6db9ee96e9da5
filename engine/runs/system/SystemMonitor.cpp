// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/system/SystemMonitor.h"

#include "runs/system/Nvml.h"
#include "runs/system/ProcFiles.h"

#include <algorithm>
#include <cassert>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>

namespace maquette::runs {

base::Result<void> MonitorOptions::check() const
{
    const auto range = [](const char* name, const char* low, const char* high) {
        return base::Error{
            base::ErrorCode::Usage, {QT_TRANSLATE_NOOP("Engine", "%1 must be %2 to %3."), {name, low, high}}, {}};
    };
    if (!(seconds >= 0.05 && seconds <= 3600))
        return range("seconds", "0.05", "3600");
    if (capacity < 2 || capacity > 1'000'000)
        return range("capacity", "2", "1000000");
    if (pid < 0)
        return range("pid", "0", "2147483647");
    return {};
}

struct SystemMonitor::State {
    explicit State(MonitorOptions chosen)
        : options(std::move(chosen))
        , proc(options.proc)
        , pid(options.pid)
    {
    }

    void sample();

    const MonitorOptions options;
    ProcFiles proc; ///< as nvml and asked: only of the thread that samples
    std::unique_ptr<Nvml> nvml;
    bool asked = false;

    mutable std::mutex mutex; ///< of what follows
    std::deque<SystemSample> kept;
    std::int64_t taken = 0;
    int pid = 0;
    SystemFacts facts;
    std::mutex listening; ///< held while the listener runs
    std::function<void()> listener;
    std::condition_variable_any wake;
    std::jthread thread;
};

void SystemMonitor::State::sample()
{
    using namespace std::chrono;
    SystemSample taking;
    taking.time = duration<double>(system_clock::now().time_since_epoch()).count();
    int followed = 0;
    {
        const std::lock_guard lock(mutex);
        followed = pid;
    }
    proc.sample(followed, duration<double>(steady_clock::now().time_since_epoch()).count(), taking);
    if (!asked && !options.nvml.empty()) {
        auto loaded = Nvml::load(options.nvml);
        const std::lock_guard lock(mutex);
        facts = {};
        if (loaded.ok()) {
            nvml = std::move(loaded).value();
            facts.gpus = nvml->gpus();
            facts.driver = nvml->driver();
        } else
            facts.gpuTrouble = loaded.error().detail;
    }
    asked = true;
    if (nvml)
        taking.gpus = nvml->sample();
    {
        const std::lock_guard lock(mutex);
        kept.push_back(std::move(taking));
        if (kept.size() > static_cast<std::size_t>(options.capacity))
            kept.pop_front();
        ++taken;
    }
    const std::lock_guard lock(listening);
    if (listener)
        listener();
}

SystemMonitor::SystemMonitor(MonitorOptions options)
    : m_state(std::make_unique<State>(std::move(options)))
{
    assert(m_state->options.check().ok());
}

SystemMonitor::~SystemMonitor() { stop(); }

void SystemMonitor::start()
{
    State& state = *m_state;
    if (state.thread.joinable())
        return;
    state.thread = std::jthread([&state](const std::stop_token& stop) {
        auto next = std::chrono::steady_clock::now();
        const auto step = std::chrono::duration_cast<std::chrono::steady_clock::duration>(
            std::chrono::duration<double>(state.options.seconds));
        while (!stop.stop_requested()) {
            state.sample();
            // Where the machine cannot keep up, or slept, samples are left out instead of taken in a hurry.
            next = std::max(next + step, std::chrono::steady_clock::now());
            std::unique_lock lock(state.mutex);
            state.wake.wait_until(lock, stop, next, [] { return false; });
        }
    });
}

void SystemMonitor::stop()
{
    State& state = *m_state;
    if (state.thread.joinable()) {
        state.thread.request_stop();
        state.thread.join();
    }
    state.nvml.reset();
    state.asked = false;
}

bool SystemMonitor::running() const { return m_state->thread.joinable(); }

void SystemMonitor::sampleNow()
{
    assert(!running());
    m_state->sample();
}

void SystemMonitor::setPid(int pid)
{
    const std::lock_guard lock(m_state->mutex);
    m_state->pid = std::max(0, pid);
}

SystemFacts SystemMonitor::facts() const
{
    const std::lock_guard lock(m_state->mutex);
    return m_state->facts;
}

std::int64_t SystemMonitor::taken() const
{
    const std::lock_guard lock(m_state->mutex);
    return m_state->taken;
}

std::vector<SystemSample> SystemMonitor::samples(std::int64_t from) const
{
    const std::lock_guard lock(m_state->mutex);
    const auto& kept = m_state->kept;
    const std::int64_t first = m_state->taken - static_cast<std::int64_t>(kept.size());
    const std::int64_t skip = std::clamp<std::int64_t>(from - first, 0, static_cast<std::int64_t>(kept.size()));
    return {kept.begin() + skip, kept.end()};
}

void SystemMonitor::setListener(std::function<void()> listener)
{
    const std::lock_guard lock(m_state->listening);
    m_state->listener = std::move(listener);
}

} // namespace maquette::runs
