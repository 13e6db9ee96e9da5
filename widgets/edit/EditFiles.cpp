// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/edit/EditFiles.h"

#include <QFileInfo>

#include "widgets/common/FileChooser.h"
#include "widgets/common/JobRunner.h"
#include "widgets/common/JobsBar.h"
#include "widgets/common/MessageBar.h"
#include "widgets/common/Settings.h"
#include "widgets/common/Text.h"
#include "widgets/edit/EditRunner.h"
#include "widgets/edit/ResultFile.h"

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

const QString unsavedKey = u"unsaved"_s;

bool isBoard(const QString& file) { return file.endsWith(u".board"_s, Qt::CaseInsensitive); }

base::Result<BoardContents> readContents(const EditService& service, const QString& file, const base::Job& job)
{
    auto board = service.readBoard(toPath(file));
    if (!board.ok())
        return board.error();
    job.report(0.5);
    BoardContents contents;
    std::array<imaging::Picture*, 3> places{&board.value().before, &board.value().after, &board.value().image};
    for (std::size_t i = 0; i < places.size(); ++i) {
        if (job.stopped())
            return base::stoppedError();
        if (!places[i]->empty())
            contents.pictures[i]
                = makePicture(std::move(*places[i]), QFileInfo(file).completeBaseName(),
                              {PictureOrigin::Kind::Board, QFileInfo(file).absoluteFilePath(), static_cast<int>(i)});
    }
    contents.boxes = {board.value().beforeBoxes, board.value().afterBoxes};
    contents.parameters = board.value().parameters;
    return contents;
}

} // namespace

EditFiles::EditFiles(BoardDocument* document, EditService* service, const WorkspaceContext& context, QObject* parent)
    : QObject(parent)
    , m_document(document)
    , m_service(service)
    , m_context(context)
{
}

Fit EditFiles::fit(const QString& file)
{
    static const QStringList endings{u"png"_s, u"jpg"_s, u"jpeg"_s, u"webp"_s, u"tif"_s, u"tiff"_s, u"bmp"_s};
    return isBoard(file) || endings.contains(QFileInfo(file).suffix().toLower()) ? Fit::Own : Fit::No;
}

QString EditFiles::pictureFilter() { return tr("Pictures (*.png *.jpg *.jpeg *.webp *.tif *.tiff *.bmp)"); }

void EditFiles::open(const QStringList& files, std::optional<BoardSlot> slot)
{
    for (const QString& file : files) {
        if (isBoard(file)) {
            openBoard(file);
            return;
        }
    }
    if (!files.isEmpty())
        loadPictures(files.mid(0, 3), slot);
}

void EditFiles::askOpen(std::optional<BoardSlot> slot)
{
    FileChooser::Question question;
    question.title = slot ? tr("Open a picture") : tr("Open a board or pictures");
    question.filter = slot
        ? pictureFilter()
        : tr("Boards and pictures (*.board *.png *.jpg *.jpeg *.webp *.tif *.tiff *.bmp)") + u";;"_s + pictureFilter();
    m_context.chooser->ask(m_context.window, question, [this, slot](const QStringList& files) {
        if (slot)
            open(files, slot);
        else
            m_context.openFiles(files);
    });
}

void EditFiles::remember(const QString& file)
{
    if (!file.isEmpty())
        m_context.state->addRecentFile(QFileInfo(file).absoluteFilePath());
}

void EditFiles::showFileError(const base::Error& error, const QString& file)
{
    std::vector<MessageSpec::Button> buttons;
    if (m_context.state->recentFiles().contains(QFileInfo(file).absoluteFilePath()))
        buttons.push_back({u"forget"_s, tr("Remove from the list of recent files"),
                           [this, file] { m_context.state->removeRecentFile(QFileInfo(file).absoluteFilePath()); }});
    buttons.push_back({u"open"_s, tr("Open another file…"), [this] { askOpen({}); }});
    m_context.messages->showError(error, std::move(buttons));
}

void EditFiles::openBoard(const QString& file)
{
    whenSafe([this, file] { loadBoard(file, file); });
}

void EditFiles::loadBoard(const QString& file, const QString& keptName)
{
    std::function<base::Result<BoardContents>(const base::Job&)> work
        = [service = m_service, file](const base::Job& job) { return readContents(*service, file, job); };
    m_context.jobs->run<BoardContents>(
        tr("Open %1").arg(QFileInfo(file).fileName()), this, work,
        [this, file, keptName](const base::Result<BoardContents>& read) {
            if (!read.ok())
                return showFileError(read.error(), file);
            const auto loaded = m_document->load(read.value(), keptName);
            remember(keptName);
            if (!loaded.ok())
                m_context.messages->showMessage(
                    {MessageSpec::Kind::Warn,
                     tr("%1 was opened, but with the default settings: %2")
                         .arg(QFileInfo(file).fileName(), translated(loaded.error().message)),
                     fromUtf8(loaded.error().detail),
                     {},
                     {}});
        });
}

void EditFiles::loadPictures(const QStringList& files, std::optional<BoardSlot> slot)
{
    using Loaded = std::vector<PicturePtr>;
    const QString name = files.size() == 1 ? tr("Open %1").arg(QFileInfo(files.first()).fileName())
                                           : tr("Open %n picture(s)", nullptr, static_cast<int>(files.size()));
    auto failed = std::make_shared<QString>();
    std::function<base::Result<Loaded>(const base::Job&)> work
        = [files, failed](const base::Job& job) -> base::Result<Loaded> {
        Loaded pictures;
        for (qsizetype i = 0; i < files.size(); ++i) {
            auto picture = loadPicture(files[i], job.part(double(i) / files.size(), double(i + 1) / files.size()));
            if (!picture.ok()) {
                *failed = files[i];
                return picture.error();
            }
            pictures.push_back(picture.value());
        }
        return pictures;
    };
    m_context.jobs->run<Loaded>(name, this, work, [this, slot, failed](const base::Result<Loaded>& read) {
        if (!read.ok())
            return showFileError(read.error(), *failed);
        const Loaded& pictures = read.value();
        for (const PicturePtr& picture : pictures)
            remember(picture->path);
        if (pictures.size() == 1 && isResultText(pictures.front()->text(resultTextKey)))
            askAboutSaved(pictures.front(), slot);
        else
            placePictures(pictures, slot);
    });
}

void EditFiles::placePictures(const std::vector<PicturePtr>& pictures, std::optional<BoardSlot> slot)
{
    if (slot && pictures.size() == 1) {
        m_document->setPicture(*slot, pictures.front());
        return;
    }
    std::array<PicturePtr, 3> places;
    if (pictures.size() == places.size()) {
        std::copy(pictures.begin(), pictures.end(), places.begin());
    } else {
        // Empty places first, in their order; on a full board the picture to change is the one replaced.
        std::size_t next = 0;
        for (const BoardSlot place : allSlots)
            if (!m_document->picture(place) && next < pictures.size())
                places[static_cast<std::size_t>(place)] = pictures[next++];
        if (next < pictures.size())
            places[static_cast<std::size_t>(BoardSlot::Picture)] = pictures.back();
    }
    m_document->setPictures(places, tr("Open %n picture(s)", nullptr, static_cast<int>(pictures.size())));
}

void EditFiles::setImage(const QImage& image, BoardSlot slot)
{
    std::function<base::Result<PicturePtr>(const base::Job&)> work
        = [image, name = tr("Pasted picture")](const base::Job&) -> base::Result<PicturePtr> {
        return makePicture(image, name);
    };
    m_context.jobs->run<PicturePtr>(tr("Paste"), this, work, [this, slot](const base::Result<PicturePtr>& made) {
        if (made.ok())
            m_document->setPicture(slot, made.value());
        else
            m_context.messages->showError(made.error());
    });
}

void EditFiles::askAboutSaved(const PicturePtr& picture, std::optional<BoardSlot> slot)
{
    m_context.messages->showMessage(
        {MessageSpec::Kind::Question,
         tr("%1 says how it was made. Bring back its board, or use it as a picture?").arg(picture->name),
         {},
         {{u"restore"_s, tr("Restore the board"), [this, picture] { restore(picture); }, true},
          {u"usePicture"_s, tr("Use as picture"), [this, picture, slot] { placePictures({picture}, slot); }},
          {u"cancel"_s, tr("Cancel"), {}}},
         u"saved-result"_s});
}

void EditFiles::restore(const PicturePtr& saved)
{
    std::function<base::Result<RestoredBoard>(const base::Job&)> work
        = [saved, service = m_service,
           sources = PictureSources{m_document->knownPictures(), m_context.state->recentFiles()}](
              const base::Job& job) { return restoreBoard(saved, *service, sources, job); };
    m_context.jobs->run<RestoredBoard>(
        tr("Restore %1").arg(saved->name), this, work, [this, saved](const base::Result<RestoredBoard>& restored) {
            if (!restored.ok())
                return showFileError(restored.error(), saved->path);
            const RestoredBoard& board = restored.value();
            const auto read = m_document->restore(board.contents, board.result);
            QStringList trouble;
            for (const MissingPicture& picture : board.missing)
                trouble << picture.describe();
            if (!read.ok())
                trouble << translated(read.error().message);
            if (!trouble.isEmpty())
                m_context.messages->showMessage(
                    {MessageSpec::Kind::Warn,
                     tr("The board was restored in part. %1 Drop the pictures that are missing.")
                         .arg(trouble.join(u' ')),
                     {},
                     {},
                     u"saved-result"_s});
            else
                m_context.status->setStatus(tr("The board of %1 is back.").arg(saved->name));
        });
}

void EditFiles::newBoard()
{
    whenSafe([this] { m_document->reset(); });
}

bool EditFiles::whenSafe(std::function<void()> next)
{
    if (!m_document->modified()) {
        next();
        return true;
    }
    const QString name = m_document->file().isEmpty() ? tr("The new board") : QFileInfo(m_document->file()).fileName();
    m_context.messages->showMessage({MessageSpec::Kind::Question,
                                     tr("%1 has changes that are not saved.").arg(name),
                                     {},
                                     {{u"save"_s, tr("Save"), [this, next] { saveBoard(false, next); }, true},
                                      {u"discardChanges"_s, tr("Don't save"), next},
                                      {u"cancel"_s, tr("Cancel"), {}}},
                                     unsavedKey});
    return false;
}

void EditFiles::saveBoard(bool askName, std::function<void()> done)
{
    if (!askName && !m_document->file().isEmpty()) {
        writeBoard(m_document->file(), done);
        return;
    }
    FileChooser::Question question;
    question.title = tr("Save the board");
    question.filter = tr("Boards (*.board)");
    question.name = m_document->file().isEmpty() ? tr("example.board") : QFileInfo(m_document->file()).fileName();
    question.folder = m_document->file().isEmpty() ? QString() : QFileInfo(m_document->file()).absolutePath();
    question.suffix = u"board"_s;
    question.save = true;
    m_context.chooser->ask(m_context.window, question,
                           [this, done](const QStringList& files) { writeBoard(files.first(), done); });
}

void EditFiles::writeBoard(const QString& file, const std::function<void()>& done)
{
    std::function<base::Result<bool>(const base::Job&)> work
        = [service = m_service, contents = m_document->contents(), file](const base::Job&) -> base::Result<bool> {
        auto written = service->writeBoard(toPath(file), EditRunner::makeBoard(contents));
        if (!written.ok())
            return written.error();
        return true;
    };
    m_context.jobs->run<bool>(
        tr("Save %1").arg(QFileInfo(file).fileName()), this, work,
        [this, file, done](const base::Result<bool>& written) {
            if (!written.ok()) {
                m_context.messages->showError(
                    written.error(), {{u"saveAs"_s, tr("Save elsewhere…"), [this, done] { saveBoard(true, done); }}});
                return;
            }
            m_document->saved(file);
            remember(file);
            m_context.status->setStatus(tr("Saved %1.").arg(QFileInfo(file).fileName()));
            if (done)
                done();
        });
}

void EditFiles::saveResult()
{
    const ResultPtr result = m_document->shownResult();
    if (!result)
        return;
    FileChooser::Question question;
    question.title = tr("Save the result");
    question.filter = tr("PNG (*.png)") + u";;"_s + tr("JPEG (*.jpg *.jpeg)") + u";;"_s + tr("WebP (*.webp)");
    const QFileInfo source(result->source ? result->source->path : QString());
    question.name = (source.fileName().isEmpty() ? tr("result") : source.completeBaseName() + u"-edited"_s) + u".png"_s;
    question.folder = source.fileName().isEmpty() ? QString() : source.absolutePath();
    question.suffix = u"png"_s;
    question.save = true;
    m_context.chooser->ask(m_context.window, question,
                           [this](const QStringList& files) { writeResult(files.first()); });
}

void EditFiles::writeResult(const QString& file)
{
    const ResultPtr result = m_document->shownResult();
    if (!result)
        return;
    const bool tell = m_context.settings->flag(Setting::WriteMetadata);
    std::function<base::Result<bool>(const base::Job&)> work
        = [result, file, tell, contents = m_document->contents(),
           service = m_service](const base::Job&) -> base::Result<bool> {
        auto written
            = widgets::saveResult(file, *result, tell ? resultText(*result, contents, *service) : std::string());
        if (!written.ok())
            return written.error();
        return true;
    };
    m_context.jobs->run<bool>(
        tr("Save %1").arg(QFileInfo(file).fileName()), this, work, [this, file](const base::Result<bool>& written) {
            if (!written.ok()) {
                m_context.messages->showError(written.error(),
                                              {{u"saveAs"_s, tr("Save elsewhere…"), [this] { saveResult(); }}});
                return;
            }
            remember(file);
            m_context.status->setStatus(tr("Saved %1.").arg(QFileInfo(file).fileName()));
        });
}

void EditFiles::loadDemo(const Demo& demo)
{
    whenSafe([this, demo] {
        if (!demo.board.isEmpty()) {
            // Without a name, so that saving does not write into the program's folder.
            loadBoard(demo.board, {});
            return;
        }
        m_document->reset();
        loadPictures({demo.pictures.begin(), demo.pictures.end()}, {});
    });
}

} // namespace maquette::widgets
