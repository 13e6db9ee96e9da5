// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/RunLibrary.h"

#include "base/Threads.h"
#include "runs/Spool.h"

#include <algorithm>
#include <chrono>
#include <set>

namespace maquette::runs {

namespace {

/// What is read of each run before any run is read further, bytes; four times as much in each round.
constexpr std::int64_t firstBudget = 64 << 10;
constexpr std::int64_t largestBudget = 16 << 20;

double secondsSince1970()
{
    return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

} // namespace

RunLibrary::RunLibrary(const StoreOptions& options, Publisher& publisher)
    : m_options(options)
    , m_publisher(publisher)
    , m_spool(std::make_shared<SpoolFile>())
{
}

RunLibrary::~RunLibrary() = default;

void RunLibrary::find(const std::vector<std::string>& roots, const base::Job& job)
{
    Found found = m_search.find(roots, m_options.depth, job);
    if (job.stopped())
        return;
    m_folders = std::move(found.folders);
    std::vector<std::string> order;
    std::set<std::string> seen;
    for (const auto& run : found.runs) {
        std::string id = run.folder.string();
        if (!seen.insert(id).second)
            continue;
        auto& shelf = m_shelves[id];
        if (shelf)
            shelf->reader.setFiles(run.files);
        else
            shelf = std::make_unique<Shelf>(run, m_spool);
        order.push_back(std::move(id));
    }
    // What is no longer found was deleted and stays where it stood, but for roots that nobody asks for any more.
    if (roots == m_roots) {
        for (auto at = m_order.begin(); at != m_order.end(); ++at) {
            if (seen.contains(*at))
                continue;
            m_shelves[*at]->reader.setFiles({});
            const auto before = at == m_order.begin() ? order.begin() : std::find(order.begin(), order.end(), at[-1]);
            order.insert(at == m_order.begin() || before == order.end() ? before : before + 1, *at);
        }
    }
    m_roots = roots;
    m_order = std::move(order);
    const std::set<std::string> kept(m_order.begin(), m_order.end());
    std::erase_if(m_shelves, [&](const auto& shelf) { return !kept.contains(shelf.first); });
    m_publisher.setRuns(m_order, std::move(found.troubles));
}

void RunLibrary::show(Shelf& shelf)
{
    shelf.files = shelf.reader.files();
    shelf.filesRead = shelf.reader.filesRead();
    shelf.bytes = shelf.reader.bytes();
    const double now = secondsSince1970();
    if (shelf.reader.presentable() && shelf.reader.changed(now, m_options.graceSeconds))
        m_publisher.put(shelf.reader.freeze(now, m_options.graceSeconds));
}

void RunLibrary::countUp(bool loading)
{
    Publisher::Progress progress;
    progress.loading = loading;
    for (const auto& [id, shelf] : m_shelves) {
        progress.files += shelf->files;
        progress.filesRead += shelf->filesRead;
        progress.bytes += shelf->bytes;
    }
    m_publisher.setProgress(progress);
}

void RunLibrary::read(const base::Job& job)
{
    std::vector<Shelf*> waiting;
    for (const auto& id : m_order)
        waiting.push_back(m_shelves[id].get());
    base::parallelFor(static_cast<std::int64_t>(waiting.size()), 1, [&](std::int64_t begin, std::int64_t end) {
        for (auto i = begin; i < end && !job.stopped(); ++i)
            waiting[static_cast<std::size_t>(i)]->reader.check();
    });
    for (std::int64_t budget = firstBudget; !job.stopped(); budget = std::min(4 * budget, largestBudget)) {
        std::erase_if(waiting, [](const Shelf* shelf) { return !shelf->reader.pending(); });
        if (waiting.empty())
            break;
        base::parallelFor(static_cast<std::int64_t>(waiting.size()), 1, [&](std::int64_t begin, std::int64_t end) {
            for (auto i = begin; i < end && !job.stopped(); ++i) {
                Shelf& shelf = *waiting[static_cast<std::size_t>(i)];
                shelf.reader.look(job, budget);
                show(shelf);
                if (m_publisher.due()) {
                    countUp(true);
                    m_publisher.publish();
                }
            }
        });
    }
    // The passing of time alone changes what a run is doing.
    for (const auto& [id, shelf] : m_shelves)
        show(*shelf);
    countUp(job.stopped() && !waiting.empty());
    m_publisher.publish();
}

} // namespace maquette::runs
