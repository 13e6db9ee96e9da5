// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/JobRunner.h"

#include <QThreadPool>
#include <QTimer>

#include "widgets/common/Text.h"

#include <exception>

namespace maquette::widgets {

namespace {

constexpr int throttleMs = 50;
constexpr int destructorWaitMs = 3000;

} // namespace

struct JobRunner::Entry {
    JobInfo info;
    std::stop_source stop;
    bool dirty = false;
    QMetaObject::Connection receiverDied;
};

JobRunner::JobRunner(QObject* parent)
    : QObject(parent)
    , m_pool(new QThreadPool)
    , m_throttle(new QTimer(this))
{
    // Two long edits and the reading of pictures beside them; loops inside have their own threads.
    m_pool->setMaxThreadCount(4);
    m_throttle->setInterval(throttleMs);
    m_throttle->setSingleShot(true);
    connect(m_throttle, &QTimer::timeout, this, &JobRunner::flush);
}

JobRunner::~JobRunner()
{
    // A pool whose jobs do not end would block for ever in its destructor; it is left to the end of the process.
    if (shutDown(destructorWaitMs))
        delete m_pool;
}

base::Error JobRunner::failure(const char* what)
{
    return {base::ErrorCode::Device,
            {QT_TRANSLATE_NOOP("Engine",
                               "The work ended early; probably the memory ran out. Close other programs or use "
                               "a smaller picture."),
             {}},
            what};
}

JobId JobRunner::start(const QString& name, QObject* receiver, std::function<Finish(const base::Job&)> work)
{
    const JobId id = m_nextId++;
    auto entry = std::make_unique<Entry>();
    entry->info.id = id;
    entry->info.name = name;
    if (receiver)
        entry->receiverDied = connect(receiver, &QObject::destroyed, this, [this, id] { stop(id); });
    const std::stop_token token = entry->stop.get_token();
    m_jobs.emplace(id, std::move(entry));
    Q_EMIT added(id);

    const QPointer<QObject> self(this);
    const Mailbox<base::Progress> box(this, [this, id](const base::Progress& progress) { progressed(id, progress); });
    m_pool->start([this, self, id, token, box, work = std::move(work)] {
        const base::Job job(token, [box](const base::Progress& progress) { box.post(progress); });
        Finish finish = work(job);
        onInterface(self, [this, id, finish = std::move(finish)] { finished(id, finish); });
    });
    return id;
}

void JobRunner::progressed(JobId id, const base::Progress& progress)
{
    const auto found = m_jobs.find(id);
    if (found == m_jobs.end())
        return;
    JobInfo& info = found->second->info;
    info.started = true;
    info.fraction = progress.fraction;
    if (!progress.step.empty())
        info.step = translated(progress.step);
    info.secondsLeft = progress.secondsLeft;
    found->second->dirty = true;
    if (!m_throttle->isActive())
        m_throttle->start();
}

void JobRunner::flush()
{
    std::vector<JobId> dirty;
    for (auto& [id, entry] : m_jobs)
        if (std::exchange(entry->dirty, false))
            dirty.push_back(id);
    for (const JobId id : dirty)
        Q_EMIT changed(id);
}

void JobRunner::finished(JobId id, const Finish& finish)
{
    const auto found = m_jobs.find(id);
    if (found == m_jobs.end())
        return;
    if (found->second->dirty)
        Q_EMIT changed(id);
    disconnect(found->second->receiverDied);
    m_jobs.erase(id);
    finish();
    Q_EMIT ended(id);
}

void JobRunner::stop(JobId id)
{
    const auto found = m_jobs.find(id);
    if (found == m_jobs.end())
        return;
    found->second->stop.request_stop();
    found->second->info.stopping = true;
    Q_EMIT changed(id);
}

void JobRunner::stopAll()
{
    std::vector<JobId> ids;
    for (const auto& [id, entry] : m_jobs)
        ids.push_back(id);
    for (const JobId id : ids)
        stop(id);
}

bool JobRunner::shutDown(int milliseconds)
{
    for (auto& [id, entry] : m_jobs)
        entry->stop.request_stop();
    m_pool->clear();
    return m_pool->waitForDone(milliseconds);
}

std::optional<JobInfo> JobRunner::info(JobId id) const
{
    const auto found = m_jobs.find(id);
    if (found == m_jobs.end())
        return std::nullopt;
    return found->second->info;
}

} // namespace maquette::widgets
