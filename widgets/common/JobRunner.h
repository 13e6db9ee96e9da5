// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>
#include <QString>

#include "base/Job.h"
#include "base/Result.h"
#include "widgets/common/Mailbox.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>

class QThreadPool;
class QTimer;

namespace maquette::widgets {

using JobId = quint64;

/// What a list shows of one job.
struct JobInfo {
    JobId id = 0;
    QString name;
    double fraction = 0;
    QString step;
    std::optional<double> secondsLeft;
    bool started = false;
    bool stopping = false;
};

/// Runs engine calls on a pool of threads and brings their results to the interface thread. All functions are for the
/// interface thread; the work runs elsewhere and sees only its base::Job. Progress reaches the signals at most every
/// 50 ms, and the last report always does.
class JobRunner : public QObject {
    Q_OBJECT
public:
    explicit JobRunner(QObject* parent = nullptr);
    /// Stops everything and waits as shutDown() does.
    ~JobRunner() override;

    /// Starts `work`. When it ends, `done` gets its result on the interface thread; if `receiver` dies first, the work
    /// is stopped and its result dropped. `name` is for people and already translated. `seconds`: see started().
    template <class T>
    JobId run(const QString& name, QObject* receiver, std::function<base::Result<T>(const base::Job&)> work,
              std::function<void(base::Result<T>)> done)
    {
        const QPointer<QObject> guard(receiver);
        return start(name, receiver, [work = std::move(work), done = std::move(done), guard](const base::Job& job) {
            auto result = std::make_shared<base::Result<T>>(guarded<T>(work, job));
            return [result, done, guard] {
                if (guard && done)
                    done(std::move(*result));
            };
        });
    }

    /// Asks the job to end; its `done` gets the Stopped error then. Unknown ids are ignored.
    void stop(JobId id);
    void stopAll();
    /// Stops all jobs and waits for them at most `milliseconds`; false if one still runs.
    bool shutDown(int milliseconds);

    [[nodiscard]] bool running(JobId id) const { return m_jobs.contains(id); }
    [[nodiscard]] int count() const { return static_cast<int>(m_jobs.size()); }
    /// Nothing when the job has ended.
    [[nodiscard]] std::optional<JobInfo> info(JobId id) const;

Q_SIGNALS:
    void added(quint64 id);
    void changed(quint64 id);
    /// After `done` has run.
    void ended(quint64 id);

private:
    using Finish = std::function<void()>;
    struct Entry;

    /// The engine throws nothing, but memory may run out: that, too, becomes an Error.
    template <class T>
    static base::Result<T> guarded(const std::function<base::Result<T>(const base::Job&)>& work, const base::Job& job)
    {
        try {
            return work(job);
        } catch (const std::exception& exception) {
            return failure(exception.what());
        }
    }
    static base::Error failure(const char* what);
    JobId start(const QString& name, QObject* receiver, std::function<Finish(const base::Job&)> work);
    void progressed(JobId id, const base::Progress& progress);
    void flush();
    void finished(JobId id, const Finish& finish);

    QThreadPool* m_pool;
    QTimer* m_throttle;
    JobId m_nextId = 1;
    std::map<JobId, std::unique_ptr<Entry>> m_jobs;
};

} // namespace maquette::widgets
