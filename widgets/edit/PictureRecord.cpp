// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/edit/PictureRecord.h"

#include <QCoreApplication>
#include <QFileInfo>

#include "imaging/PictureFile.h"
#include "widgets/common/Text.h"
#include "widgets/edit/JsonFields.h"

#include <array>

using namespace Qt::StringLiterals;

namespace maquette::widgets {

using base::Json;

namespace {

constexpr std::array kindNames{"file", "board", "clipboard", "result"};

PictureOrigin::Kind kindOf(const Json& record)
{
    const std::string name = textIn(record, "origin");
    for (std::size_t i = 0; i < kindNames.size(); ++i)
        if (name == kindNames[i])
            return static_cast<PictureOrigin::Kind>(i);
    // Records that do not say it name a file or nothing.
    return textIn(record, "file").empty() ? PictureOrigin::Kind::Clipboard : PictureOrigin::Kind::File;
}

bool sameSize(const Json& record, int width, int height)
{
    return width == numberIn(record, "width", 0) && height == numberIn(record, "height", 0);
}

/// Size and digest; records without a digest are content with the size.
bool matches(const Json& record, const imaging::Picture& picture)
{
    if (!sameSize(record, picture.width, picture.height))
        return false;
    const std::string digest = textIn(record, "digest");
    return digest.empty() || digest == toUtf8(pixelDigest(picture));
}

} // namespace

Json pictureRecord(const LoadedPicture& picture)
{
    Json record = {{"name", toUtf8(picture.name)}, {"origin", kindNames[static_cast<std::size_t>(picture.origin.kind)]},
                   {"file", toUtf8(picture.path)}, {"width", picture.width()},
                   {"height", picture.height()},   {"digest", toUtf8(pixelDigest(*picture.pixels))}};
    if (!picture.origin.board.isEmpty()) {
        record["board"] = toUtf8(picture.origin.board);
        record["place"] = picture.origin.place;
    }
    return record;
}

PictureFinder::PictureFinder(const EditService& service, PictureSources sources)
    : m_service(service)
    , m_sources(std::move(sources))
{
}

PicturePtr PictureFinder::find(const Json& record, int place, const base::Job& job)
{
    if (!textIn(record, "digest").empty())
        for (const PicturePtr& picture : m_sources.open)
            if (picture && matches(record, *picture->pixels))
                return picture;
    const QString file = fromUtf8(textIn(record, "file"));
    if (!file.isEmpty()) {
        auto picture = loadPicture(file, job);
        if (picture.ok() && matches(record, *picture.value()->pixels))
            return picture.value();
    }
    const QString board = fromUtf8(textIn(record, "board"));
    if (!board.isEmpty())
        if (PicturePtr picture = inBoard(record, board, static_cast<int>(numberIn(record, "place", -1))))
            return picture;
    if (!textIn(record, "digest").empty())
        if (PicturePtr picture = inRecentFiles(record, job))
            return picture;
    if (!job.stopped())
        m_missing.push_back({place, kindOf(record), file.isEmpty() ? board : file});
    return nullptr;
}

PicturePtr PictureFinder::inBoard(const Json& record, const QString& file, int place)
{
    auto board = m_service.readBoard(toPath(file));
    if (!board.ok())
        return nullptr;
    const std::array pictures{&board.value().before, &board.value().after, &board.value().image};
    for (int i = 0; i < static_cast<int>(pictures.size()); ++i) {
        imaging::Picture& picture = *pictures[static_cast<std::size_t>(i)];
        if ((place >= 0 && place != i) || picture.empty() || !matches(record, picture))
            continue;
        return makePicture(std::move(picture), fromUtf8(textIn(record, "name")),
                           {PictureOrigin::Kind::Board, QFileInfo(file).absoluteFilePath(), i});
    }
    return nullptr;
}

PicturePtr PictureFinder::inRecentFiles(const Json& record, const base::Job& job)
{
    for (const QString& file : m_sources.recentFiles) {
        if (job.stopped())
            return nullptr;
        if (file.endsWith(u".board"_s, Qt::CaseInsensitive)) {
            if (PicturePtr picture = inBoard(record, file, -1))
                return picture;
            continue;
        }
        // The head alone rules nearly all of them out.
        const auto info = imaging::readPictureInfo(toPath(file));
        if (!info.ok() || !sameSize(record, info.value().width, info.value().height))
            continue;
        auto picture = loadPicture(file, job);
        if (picture.ok() && matches(record, *picture.value()->pixels))
            return picture.value();
    }
    return nullptr;
}

QString MissingPicture::describe() const
{
    const std::array slots{QT_TRANSLATE_NOOP("MissingPicture", "Before"), QT_TRANSLATE_NOOP("MissingPicture", "After"),
                           QT_TRANSLATE_NOOP("MissingPicture", "Picture")};
    const QString name = QCoreApplication::translate("MissingPicture", slots[static_cast<std::size_t>(place)]);
    switch (kind) {
    case PictureOrigin::Kind::Clipboard:
        return QCoreApplication::translate("MissingPicture", "%1 was pasted, and no file holds it.").arg(name);
    case PictureOrigin::Kind::Result:
        return QCoreApplication::translate("MissingPicture", "%1 was a result that had not been saved.").arg(name);
    case PictureOrigin::Kind::Board:
        return QCoreApplication::translate("MissingPicture",
                                           "%1 came from the board %2, which is gone or was changed since.")
            .arg(name, file);
    case PictureOrigin::Kind::File:
        break;
    }
    return QCoreApplication::translate("MissingPicture", "%1: %2 is gone or holds another picture now.")
        .arg(name, file);
}

} // namespace maquette::widgets
