// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/cloud/CloudFiles.h"

#include <QDir>
#include <QFileInfo>

#include "widgets/cloud/ColumnDialog.h"
#include "widgets/common/FileChooser.h"
#include "widgets/common/FolderLook.h"
#include "widgets/common/JobRunner.h"
#include "widgets/common/JobsBar.h"
#include "widgets/common/MessageBar.h"
#include "widgets/common/Settings.h"
#include "widgets/common/Text.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

const QString unsavedKey = u"cloudUnsaved"_s;

/// What reading came to: a cloud, or the question what the columns mean.
struct Read {
    SnapshotPtr snapshot;
    std::optional<cloud::ColumnPreview> ask;
};

QString cloudFilter()
{
    QStringList patterns;
    for (const std::string& ending : cloud::readableEndings())
        patterns << u"*."_s + fromUtf8(ending);
    return CloudFiles::tr("Point clouds (%1)").arg(patterns.join(u' ')) + u";;"_s + CloudFiles::tr("All files (*)");
}

base::Result<Read> readFile(CloudService& service, const QString& file,
                            const std::optional<cloud::ColumnLayout>& columns, const base::Job& job)
{
    Read read;
    if (!columns && QFileInfo(file).isFile() && cloud::hasGuessedColumns(toPath(file))) {
        const auto preview = service.preview(toPath(file));
        if (preview.ok() && ColumnDialog::doubtful(preview.value())) {
            read.ask = preview.value();
            return read;
        }
    }
    cloud::ReadOptions options;
    options.columns = columns;
    auto cloud = service.read(toPath(file), options, job.part(0, 0.7));
    if (!cloud.ok())
        return cloud.error();
    auto snapshot = makeSnapshot(std::move(cloud).value(), file, job.part(0.7, 1));
    if (!snapshot.ok())
        return snapshot.error();
    read.snapshot = snapshot.value();
    return read;
}

} // namespace

CloudFiles::CloudFiles(CloudDocument* document, CloudService* service, const WorkspaceContext& context, QObject* parent)
    : QObject(parent)
    , m_document(document)
    , m_service(service)
    , m_context(context)
{
}

Fit CloudFiles::fit(const QString& file)
{
    const auto isCloud = [](const QString& name) {
        const std::string suffix = toUtf8(QFileInfo(name).suffix().toLower());
        const auto& endings = cloud::readableEndings();
        return std::find(endings.begin(), endings.end(), suffix) != endings.end();
    };
    if (!QFileInfo(file).isDir())
        return isCloud(file) ? Fit::Good : Fit::No;
    // Texts and tables are in many folders that have nothing to do with clouds; whose they are, others may know better.
    return folderHolds(toPath(file), [&](const auto& entry) { return isCloud(fromPath(entry.path())); }) ? Fit::Good
                                                                                                         : Fit::Perhaps;
}

void CloudFiles::open(const QStringList& files)
{
    if (files.isEmpty())
        return;
    const QString file = files.first();
    if (QFileInfo(file).isDir() && !QFileInfo(file + u"/Annotations"_s).isDir())
        openFolder(file);
    else
        openCloud(file, false);
}

void CloudFiles::askOpen(bool columns)
{
    FileChooser::Question question;
    question.title = columns ? tr("Open a text or an array with columns") : tr("Open a point cloud");
    question.filter = columns ? tr("Texts and arrays (*.txt *.xyz *.csv *.asc *.npy)") : cloudFilter();
    m_context.chooser->ask(m_context.window, question, [this, columns](const QStringList& files) {
        if (columns)
            openCloud(files.first(), true);
        else
            m_context.openFiles(files);
    });
}

void CloudFiles::askOpenFolder()
{
    FileChooser::Question question;
    question.title = tr("Open a folder of rooms");
    question.directory = true;
    m_context.chooser->ask(m_context.window, question, [this](const QStringList& files) { open(files); });
}

void CloudFiles::openCloud(const QString& file, bool askColumns)
{
    whenSafe([this, file, askColumns] {
        if (!askColumns)
            return load(file, {});
        using Preview = cloud::ColumnPreview;
        std::function<base::Result<Preview>(const base::Job&)> work
            = [service = m_service, file](const base::Job&) { return service->preview(toPath(file)); };
        m_context.jobs->run<Preview>(tr("Read the columns of %1").arg(QFileInfo(file).fileName()), this, work,
                                     [this, file](const base::Result<Preview>& preview) {
                                         if (preview.ok())
                                             showColumns(file, preview.value());
                                         else
                                             failed(preview.error(), file);
                                     });
    });
}

void CloudFiles::showColumns(const QString& file, const cloud::ColumnPreview& preview)
{
    auto* dialog = new ColumnDialog(file, preview, m_context.window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ColumnDialog::chosen, this,
            [this, file](const cloud::ColumnLayout& columns) { load(file, columns); });
    dialog->open();
}

void CloudFiles::setReading(quint64 id)
{
    m_reading = id;
    Q_EMIT readingChanged();
}

void CloudFiles::stop() { m_context.jobs->stop(m_reading); }

void CloudFiles::load(const QString& file, const std::optional<cloud::ColumnLayout>& columns)
{
    stop(); // the newest wish counts
    std::function<base::Result<Read>(const base::Job&)> work
        = [service = m_service, file, columns](const base::Job& job) { return readFile(*service, file, columns, job); };
    const auto serial = std::make_shared<quint64>();
    *serial = m_context.jobs->run<Read>(tr("Open %1").arg(QFileInfo(file).fileName()), this, work,
                                        [this, file, serial](const base::Result<Read>& read) {
                                            if (*serial != m_reading)
                                                return;
                                            setReading(0);
                                            if (!read.ok())
                                                failed(read.error(), file);
                                            else if (read.value().ask)
                                                showColumns(file, *read.value().ask);
                                            else
                                                opened(read.value().snapshot);
                                        });
    setReading(*serial);
}

void CloudFiles::opened(const SnapshotPtr& snapshot)
{
    m_document->open(snapshot);
    if (!snapshot->file.isEmpty())
        m_context.state->addRecentFile(QFileInfo(snapshot->file).absoluteFilePath());
    const cloud::Cloud& cloud = *snapshot->points->cloud;
    m_context.status->setStatus(
        tr("Opened %1 with %Ln point(s).", nullptr, pluralCount(cloud.size())).arg(m_document->name()));
    QStringList notes;
    for (const std::string& note : cloud.notes)
        notes << fromUtf8(note);
    if (cloud.droppedPoints)
        notes.prepend(
            tr("Left out: %Ln point(s) without finite coordinates.", nullptr, pluralCount(cloud.droppedPoints)));
    if (!notes.isEmpty())
        m_context.messages->showMessage(
            {MessageSpec::Kind::Info, notes.first(), notes.mid(1).join(u'\n'), {}, u"cloudNotes"_s});
    else
        m_context.messages->closeMessage(u"cloudNotes"_s);
}

void CloudFiles::failed(const base::Error& error, const QString& file)
{
    if (error.code == base::ErrorCode::Stopped) {
        m_context.status->setStatus(tr("Stopped. Nothing was changed."));
        return;
    }
    std::vector<MessageSpec::Button> buttons;
    if (QFileInfo(file).isFile() && cloud::hasGuessedColumns(toPath(file)))
        buttons.push_back({u"columns"_s, tr("Choose the columns…"), [this, file] { openCloud(file, true); }});
    const QString absolute = QFileInfo(file).absoluteFilePath();
    if (m_context.state->recentFiles().contains(absolute))
        buttons.push_back({u"forget"_s, tr("Remove from the list of recent files"),
                           [this, absolute] { m_context.state->removeRecentFile(absolute); }});
    buttons.push_back({u"openCloud"_s, tr("Open another file…"), [this] { askOpen(false); }});
    m_context.messages->showError(error, std::move(buttons));
}

void CloudFiles::openFolder(const QString& folder)
{
    using Rooms = std::vector<cloud::RoomEntry>;
    std::function<base::Result<Rooms>(const base::Job&)> work
        = [service = m_service, folder](const base::Job& job) { return service->rooms(toPath(folder), job); };
    m_context.jobs->run<Rooms>(tr("Look for rooms in %1").arg(QFileInfo(folder).fileName()), this, work,
                               [this, folder](const base::Result<Rooms>& rooms) {
                                   if (!rooms.ok())
                                       return failed(rooms.error(), folder);
                                   m_context.state->addRecentFile(QFileInfo(folder).absoluteFilePath());
                                   Q_EMIT roomsFound(folder, rooms.value());
                               });
}

void CloudFiles::openDemo(std::function<void()> done)
{
    whenSafe([this, done = std::move(done)] {
        stop();
        std::function<base::Result<SnapshotPtr>(const base::Job&)> work
            = [service = m_service](const base::Job& job) -> base::Result<SnapshotPtr> {
            auto room = service->demoRoom(job.part(0, 0.8));
            if (!room.ok())
                return room.error();
            return makeSnapshot(std::move(room).value(), {}, job.part(0.8, 1));
        };
        const auto serial = std::make_shared<quint64>();
        *serial = m_context.jobs->run<SnapshotPtr>(tr("Make a room"), this, work,
                                                   [this, serial, done](const base::Result<SnapshotPtr>& made) {
                                                       if (*serial != m_reading)
                                                           return;
                                                       setReading(0);
                                                       if (!made.ok())
                                                           return failed(made.error(), {});
                                                       opened(made.value());
                                                       done();
                                                   });
        setReading(*serial);
    });
}

bool CloudFiles::whenSafe(std::function<void()> next)
{
    if (!m_document->modified()) {
        next();
        return true;
    }
    const auto letGo = [this, next] {
        m_document->setSaved();
        next();
    };
    m_context.messages->showMessage({MessageSpec::Kind::Question,
                                     tr("%1 has labels that are not saved.").arg(m_document->name()),
                                     {},
                                     {{u"saveCloud"_s, tr("Save…"), [this, next] { saveCloud(next); }, true},
                                      {u"letGoCloud"_s, tr("Let go"), letGo},
                                      {u"keepCloud"_s, tr("Cancel"), [] {}}},
                                     unsavedKey});
    return false;
}

} // namespace maquette::widgets
