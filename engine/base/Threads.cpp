// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/Threads.h"

#include "base/StopScope.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace maquette::base {

namespace {

thread_local std::stop_token currentStop;

/// One parallel loop: slices are handed out in order; the last one to finish wakes the caller.
struct Loop {
    const std::function<void(std::int64_t, std::int64_t)>* body = nullptr;
    std::int64_t count = 0;
    std::int64_t slice = 1;
    std::stop_token stop;
    std::atomic<std::int64_t> next{0};
    std::atomic<std::int64_t> done{0};
    std::mutex mutex;
    std::condition_variable finished;

    void work()
    {
        const StopScope scope(stop);
        for (;;) {
            const std::int64_t begin = next.fetch_add(slice);
            if (begin >= count)
                return;
            const std::int64_t end = std::min(count, begin + slice);
            if (!stop.stop_requested())
                (*body)(begin, end);
            if (done.fetch_add(end - begin) + (end - begin) == count) {
                const std::lock_guard lock(mutex);
                finished.notify_all();
            }
        }
    }
};

class Pool {
public:
    static Pool& instance()
    {
        static Pool pool;
        return pool;
    }

    Pool(const Pool&) = delete;
    Pool& operator=(const Pool&) = delete;
    // The followers are not told: at the end of the program their libraries may be gone already.
    ~Pool() { stopWorkers(); }

    int size()
    {
        const std::lock_guard lock(m_settings);
        return m_size;
    }

    void resize(int size)
    {
        std::vector<std::function<void(int)>> followers;
        {
            const std::lock_guard lock(m_settings);
            stopWorkers();
            m_size = size;
            followers = m_followers;
        }
        for (const auto& follow : followers)
            follow(size);
    }

    void follow(std::function<void(int)> follower)
    {
        follower(size());
        const std::lock_guard lock(m_settings);
        m_followers.push_back(std::move(follower));
    }

    void run(const std::shared_ptr<Loop>& loop, int helpers)
    {
        {
            const std::lock_guard lock(m_mutex);
            // Workers start on first use, so that a program that never loops has no threads.
            while (static_cast<int>(m_workers.size()) < std::min(helpers, m_size - 1))
                m_workers.emplace_back([this] { serve(); });
            for (int i = 0; i < helpers; ++i)
                m_queue.push_back(loop);
        }
        m_wake.notify_all();
    }

private:
    Pool() = default;

    void stopWorkers()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_quit = true;
        }
        m_wake.notify_all();
        m_workers.clear(); // joins
        m_quit = false;
    }
    void serve();

    std::mutex m_settings;
    std::vector<std::function<void(int)>> m_followers;
    std::atomic<int> m_size{std::max(1, static_cast<int>(std::thread::hardware_concurrency()))};
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<std::shared_ptr<Loop>> m_queue;
    bool m_quit = false;
    std::vector<std::jthread> m_workers;
};

thread_local bool insideLoop = false;

void Pool::serve()
{
    insideLoop = true;
    for (;;) {
        std::shared_ptr<Loop> loop;
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, [this] { return m_quit || !m_queue.empty(); });
            if (m_quit)
                return;
            loop = std::move(m_queue.front());
            m_queue.pop_front();
        }
        loop->work();
    }
}

} // namespace

SerialScope::SerialScope()
    : m_before(insideLoop)
{
    insideLoop = true;
}

SerialScope::~SerialScope() { insideLoop = m_before; }

StopScope::StopScope(std::stop_token token)
    : m_before(std::exchange(currentStop, std::move(token)))
{
}

StopScope::~StopScope() { currentStop = std::move(m_before); }

bool StopScope::stopped() { return currentStop.stop_requested(); }

int threads() { return Pool::instance().size(); }

void setThreads(int count)
{
    if (count <= 0)
        count = static_cast<int>(std::thread::hardware_concurrency());
    Pool::instance().resize(std::clamp(count, 1, 256));
}

void onThreadsChanged(std::function<void(int)> follow) { Pool::instance().follow(std::move(follow)); }

void parallelFor(std::int64_t count, std::int64_t grain, const std::function<void(std::int64_t, std::int64_t)>& body)
{
    if (count <= 0)
        return;
    grain = std::max<std::int64_t>(1, grain);
    const int available = insideLoop ? 1 : threads();
    const std::int64_t slices = (count + grain - 1) / grain;
    if (available == 1 || slices == 1) {
        // In one go, unless somebody may want to stop in between.
        constexpr std::int64_t pieces = 16;
        const std::int64_t piece = currentStop.stop_possible() ? std::max(grain, (count + pieces - 1) / pieces) : count;
        for (std::int64_t begin = 0; begin < count && !currentStop.stop_requested(); begin += piece)
            body(begin, std::min(count, begin + piece));
        return;
    }
    auto loop = std::make_shared<Loop>();
    loop->body = &body;
    loop->count = count;
    loop->stop = currentStop;
    // Four shares a thread even out unequal work without much hand-over.
    const std::int64_t shares = std::int64_t(4) * available;
    loop->slice = std::max(grain, (count + shares - 1) / shares);
    const std::int64_t parts = (count + loop->slice - 1) / loop->slice;
    Pool::instance().run(loop, static_cast<int>(std::min<std::int64_t>(available - 1, parts - 1)));
    {
        const SerialScope nested;
        loop->work();
    }
    std::unique_lock lock(loop->mutex);
    loop->finished.wait(lock, [&] { return loop->done.load() == count; });
}

} // namespace maquette::base
