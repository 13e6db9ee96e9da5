// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/edit/Autosave.h"

#include <QDir>
#include <QLocale>
#include <QLockFile>
#include <QStandardPaths>
#include <QTimer>
#include <QUuid>

#include "widgets/common/JobsBar.h"
#include "widgets/common/MessageBar.h"
#include "widgets/common/Text.h"

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

constexpr int waitMs = 1500; // of rest after a change; what changes until then is written together
constexpr int longestMs = 8000; // but no change waits longer
const QString messageKey = u"last-session"_s;

std::shared_ptr<QLockFile> lockOf(const QString& folder)
{
    auto lock = std::make_shared<QLockFile>(folder + u"/lock"_s);
    lock->setStaleLockTime(0); // held for as long as its process lives
    return lock;
}

void removeFolder(const QString& folder) { QDir(folder).removeRecursively(); }

} // namespace

/// A folder that an earlier run left, locked by this one.
struct Autosave::Found {
    QString folder;
    std::shared_ptr<QLockFile> lock;
    SessionHead head;
    std::optional<base::Error> trouble; ///< it cannot be read

    void remove()
    {
        lock->unlock();
        removeFolder(folder);
    }
};

Autosave::Autosave(BoardDocument* document, EditService* service, const WorkspaceContext& context, WhenSafe whenSafe,
                   QObject* parent)
    : QObject(parent)
    , m_document(document)
    , m_service(service)
    , m_context(context)
    , m_whenSafe(std::move(whenSafe))
    , m_timer(new QTimer(this))
    , m_folder(root() + u'/' + QUuid::createUuid().toString(QUuid::WithoutBraces))
    , m_lock(lockOf(m_folder))
{
    m_waiting.start();
    m_timer->setSingleShot(true);
    m_timer->setInterval(waitMs);
    connect(m_timer, &QTimer::timeout, this, &Autosave::write);
    connect(document, &BoardDocument::changed, this, &Autosave::changed);
}

Autosave::~Autosave() = default;

QString Autosave::root()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/maquette/autosave"_s;
}

bool Autosave::worthKeeping() const
{
    return !m_document->empty() && (m_document->modified() || m_document->shownResult() != nullptr);
}

void Autosave::changed()
{
    if (!std::exchange(m_dirty, true))
        m_waiting.start();
    if (!m_job && (!m_timer->isActive() || m_waiting.elapsed() < longestMs))
        m_timer->start();
}

void Autosave::write()
{
    m_timer->stop();
    if (m_job)
        return;
    m_dirty = false;
    if (!worthKeeping()) {
        discard();
        return;
    }
    std::function<base::Result<SessionRecords>(const base::Job&)> work
        = [folder = m_folder, lock = m_lock, session = m_document->session(), service = m_service,
           records = m_records](const base::Job& job) -> base::Result<SessionRecords> {
        // A folder that cannot be made or locked shows when the first file is written.
        QDir().mkpath(folder);
        if (!lock->isLocked())
            (void)lock->tryLock(0);
        return writeSession(folder, session, *service, records, job);
    };
    m_job = m_context.jobs->run<SessionRecords>(
        tr("Keep the board"), this, work, [this](const base::Result<SessionRecords>& result) { written(result); });
}

void Autosave::written(const base::Result<SessionRecords>& result)
{
    m_job = 0;
    m_onDisk = true;
    if (result.ok()) {
        m_records = result.value();
        // What was restored is safe under this run's name now.
        if (m_adopted)
            m_adopted->remove();
        m_adopted.reset();
    } else if (result.error().code != base::ErrorCode::Stopped && !std::exchange(m_told, true)) {
        m_context.messages->showMessage(
            {MessageSpec::Kind::Warn,
             tr("The board cannot be kept for the case of a crash: %1").arg(translated(result.error().message)),
             fromUtf8(result.error().detail),
             {},
             messageKey});
    }
    if (m_done) {
        std::exchange(m_done, {})();
        return;
    }
    if (m_dirty)
        m_timer->start();
}

bool Autosave::flush(std::function<void()> done)
{
    if (!m_job && !m_dirty)
        return true;
    if (!m_job && !worthKeeping()) {
        discard();
        return true;
    }
    if (m_job) {
        // What is being written is older than the last change.
        m_done = [this, done] {
            if (flush(done))
                done();
        };
        return false;
    }
    m_done = std::move(done);
    write();
    return false;
}

void Autosave::discard()
{
    m_timer->stop();
    m_dirty = false;
    if (m_job) {
        // The job ends first; then the board, empty by then or in other hands, is looked at again.
        m_context.jobs->stop(m_job);
        m_dirty = true;
        return;
    }
    if (m_adopted)
        m_adopted->remove();
    m_adopted.reset();
    m_records.clear();
    if (!std::exchange(m_onDisk, false))
        return;
    m_lock->unlock();
    removeFolder(m_folder);
}

void Autosave::offer()
{
    using List = std::vector<std::shared_ptr<Found>>;
    std::function<base::Result<List>(const base::Job&)> work
        = [own = m_folder](const base::Job& job) -> base::Result<List> {
        List found;
        for (const QFileInfo& entry : QDir(root()).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            if (job.stopped())
                return base::stoppedError();
            auto lock = lockOf(entry.filePath());
            if (entry.filePath() == own || !lock->tryLock(0))
                continue;
            auto item = std::make_shared<Found>(Found{entry.filePath(), lock, {}, {}});
            if (!QFile::exists(entry.filePath() + u"/session.json"_s)) {
                item->remove(); // ended before anything was whole
                continue;
            }
            auto head = readSessionHead(entry.filePath());
            if (head.ok())
                item->head = head.value();
            else
                item->trouble = head.error();
            found.push_back(item);
        }
        std::sort(found.begin(), found.end(),
                  [](const auto& a, const auto& b) { return a->head.saved > b->head.saved; });
        return found;
    };
    m_context.jobs->run<List>(tr("Look for the last board"), this, work, [this](const base::Result<List>& found) {
        // One at a time; the others wait for the next start.
        if (found.ok() && !found.value().empty())
            offerFound(*found.value().front());
    });
}

void Autosave::offerFound(const Found& newest)
{
    const auto found = std::make_shared<Found>(newest);
    const auto remove = [found] { found->remove(); };
    if (found->trouble) {
        m_context.messages->showMessage(
            {MessageSpec::Kind::Warn,
             tr("The board of the last time cannot be brought back: %1").arg(translated(found->trouble->message)),
             fromUtf8(found->trouble->detail),
             {{u"deleteLast"_s, tr("Delete it"), remove}},
             messageKey});
        return;
    }
    const QString name = found->head.title.isEmpty() ? tr("a new board") : found->head.title;
    const QString time = QLocale().toString(found->head.saved.toLocalTime(), QLocale::ShortFormat);
    m_context.messages->showMessage({MessageSpec::Kind::Question,
                                     tr("The board of the last time is still here: %1, %2.").arg(name, time),
                                     {},
                                     {{u"restoreLast"_s, tr("Restore"), [this, found] { restore(found); }, true},
                                      {u"discardLast"_s, tr("Discard"), remove}},
                                     messageKey});
}

void Autosave::restore(const std::shared_ptr<Found>& found)
{
    if (m_context.show) // the answer may come from another workspace
        m_context.show();
    m_whenSafe([this, found] {
        std::function<base::Result<RestoredSession>(const base::Job&)> work
            = [folder = found->folder, service = m_service](const base::Job& job) {
                  return readSession(folder, *service, job);
              };
        m_context.jobs->run<RestoredSession>(
            tr("Restore the last board"), this, work, [this, found](const base::Result<RestoredSession>& read) {
                if (!read.ok())
                    return m_context.messages->showError(read.error());
                const auto resumed = m_document->resume(read.value().session);
                m_adopted = found;
                QStringList trouble = read.value().missing;
                if (!resumed.ok())
                    trouble << translated(resumed.error().message);
                if (trouble.isEmpty())
                    m_context.status->setStatus(tr("The board of the last time is back."));
                else
                    m_context.messages->showMessage({MessageSpec::Kind::Warn,
                                                     tr("The board was restored in part. %1").arg(trouble.join(u' ')),
                                                     {},
                                                     {},
                                                     messageKey});
            });
    });
}

} // namespace maquette::widgets
