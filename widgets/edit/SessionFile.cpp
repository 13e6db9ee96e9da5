// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/edit/SessionFile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSet>

#include "base/File.h"
#include "base/Version.h"
#include "imaging/PictureFile.h"
#include "widgets/common/Text.h"
#include "widgets/edit/JsonFields.h"
#include "widgets/edit/ResultFile.h"

using namespace Qt::StringLiterals;

namespace maquette::widgets {

using base::Json;

namespace {

constexpr const char* formatName = "maquette-session";
constexpr int formatVersion = 1;
constexpr std::uint64_t maxManifest = std::uint64_t(64) << 20;
constexpr std::array slotKeys{"before", "after", "image"};

QString manifestOf(const QString& folder) { return folder + u"/session.json"_s; }

ItemId idIn(const Json& json, const char* key)
{
    const Json id = fieldIn(json, key);
    return id.is_number_unsigned() ? id.get<ItemId>() : 0;
}

/// Writes `picture` beside the manifest and gives its file name.
base::Result<std::string> store(const QString& folder, char kind, ItemId id, const LoadedPicture& picture)
{
    const std::string name = kind + std::to_string(id) + ".png";
    auto written = imaging::writePicture(toPath(folder) / name, *picture.pixels);
    if (!written.ok())
        return written.error();
    return name;
}

base::Result<Json> recordOf(const QString& folder, ItemId id, const LoadedPicture& picture)
{
    Json record = pictureRecord(picture);
    record["id"] = id;
    if (picture.path.isEmpty()) {
        auto stored = store(folder, 'p', id, picture);
        if (!stored.ok())
            return stored.error();
        record["stored"] = stored.value();
    }
    return record;
}

/// Fills `records` with what the session names and they lack.
base::Result<void> writePictures(const QString& folder, const BoardSession& session, const EditService& service,
                                 SessionRecords& records, const base::Job& job)
{
    for (const auto& [id, picture] : session.pictures) {
        if (job.stopped())
            return base::stoppedError();
        if (records.contains(id))
            continue;
        auto record = recordOf(folder, id, *picture);
        if (!record.ok())
            return record.error();
        records[id] = record.value();
    }
    for (const auto& [id, result] : session.results) {
        if (job.stopped())
            return base::stoppedError();
        if (records.contains(id))
            continue;
        auto stored = store(folder, 'r', id, *result->picture);
        if (!stored.ok())
            return stored.error();
        Json record = entryJson(*result, service);
        record["id"] = id;
        record["stored"] = stored.value();
        record["madeFrom"] = result->madeFrom;
        records[id] = record;
    }
    return {};
}

void removeOthers(const QString& folder, const SessionRecords& records)
{
    QSet<QString> named;
    for (const auto& item : records)
        named << fromUtf8(textIn(item.second, "stored"));
    // Also what a writer that was ended in the middle left behind.
    for (const QFileInfo& file : QDir(folder).entryInfoList(QDir::Files | QDir::Hidden)) {
        const QString name = file.fileName();
        if (name.contains(u".png"_s) && !named.contains(name))
            QFile::remove(file.filePath());
    }
}

base::Result<Json> readManifest(const QString& folder)
{
    const QString file = manifestOf(folder);
    auto bytes = base::readFile(toPath(file), maxManifest);
    if (!bytes.ok())
        return bytes.error();
    return parseFormat({reinterpret_cast<const char*>(bytes.value().data()), bytes.value().size()}, toUtf8(file),
                       formatName, formatVersion, QT_TRANSLATE_NOOP("Engine", "%1 holds no board that was kept."));
}

/// The stored file that a record names; only plain names that writeSession() gives.
QString storedFile(const QString& folder, const Json& record)
{
    static const QRegularExpression plain(u"^[pr][0-9]+\\.png$"_s);
    const QString name = fromUtf8(textIn(record, "stored"));
    return plain.match(name).hasMatch() ? folder + u'/' + name : QString();
}

class Reader {
public:
    Reader(const QString& folder, const EditService& service, const base::Job& job)
        : m_folder(folder)
        , m_finder(service, {})
        , m_service(service)
        , m_job(job)
    {
    }

    void readPictures(const Json& list)
    {
        for (const Json& record : list) {
            const ItemId id = idIn(record, "id");
            if (!id || m_job.stopped())
                continue;
            PicturePtr picture;
            const QString stored = storedFile(m_folder, record);
            if (stored.isEmpty()) {
                picture = m_finder.find(record, static_cast<int>(numberIn(record, "slot", 2)), m_job);
            } else if (auto read = imaging::readPicture(toPath(stored)); read.ok()) {
                picture = makePicture(std::move(read).value(), fromUtf8(textIn(record, "name")), originIn(record));
            } else {
                m_missing << translated(read.error().message);
            }
            if (picture)
                m_session.pictures[id] = picture;
        }
    }

    void readResults(const Json& list)
    {
        for (const Json& record : list) {
            const ItemId id = idIn(record, "id");
            if (!id || m_job.stopped())
                continue;
            auto read = imaging::readPicture(toPath(storedFile(m_folder, record)));
            if (!read.ok()) {
                m_missing << translated(read.error().message);
                continue;
            }
            auto entry = std::make_shared<ResultEntry>();
            readEntry(record, m_service, *entry);
            entry->picture = makePicture(std::move(read).value(), QCoreApplication::translate("Session", "Result"),
                                         {PictureOrigin::Kind::Result});
            const Json madeFrom = fieldIn(record, "madeFrom");
            for (std::size_t i = 0; madeFrom.is_array() && madeFrom.size() == 3 && i < 3; ++i)
                entry->madeFrom[i] = madeFrom[i].is_number_unsigned() ? madeFrom[i].get<ItemId>() : 0;
            const auto source = m_session.pictures.find(entry->madeFrom[2]);
            if (source != m_session.pictures.end())
                entry->source = source->second;
            m_session.results[id] = entry;
        }
    }

    RestoredSession take(const Json& json)
    {
        const Json places = fieldIn(json, "places");
        for (std::size_t i = 0; i < slotKeys.size(); ++i)
            m_session.places[i] = known(m_session.pictures, idIn(places, slotKeys[i]));
        const Json candidates = fieldIn(json, "candidates");
        for (const Json& id : candidates.is_array() ? candidates : Json::array())
            if (id.is_number_unsigned() && m_session.results.contains(id.get<ItemId>()))
                m_session.candidates.push_back(id.get<ItemId>());
        const auto count = static_cast<double>(m_session.candidates.size());
        m_session.chosen = static_cast<int>(std::clamp(numberIn(json, "chosen", 0), 0.0, std::max(0.0, count - 1)));
        m_session.accepted = known(m_session.results, idIn(json, "accepted"));
        const BoardContents board = boardFrom(fieldIn(json, "board"));
        m_session.boxes = board.boxes;
        m_session.parameters = board.parameters;
        m_session.file = fromUtf8(textIn(json, "file"));
        const Json modified = fieldIn(json, "modified");
        m_session.modified = !modified.is_boolean() || modified.get<bool>();
        for (const MissingPicture& picture : m_finder.missing())
            m_missing << picture.describe();
        return {m_session, m_missing};
    }

private:
    template <class Map> static ItemId known(const Map& map, ItemId id) { return map.contains(id) ? id : 0; }

    static PictureOrigin originIn(const Json& record)
    {
        const QString board = fromUtf8(textIn(record, "board"));
        if (!board.isEmpty())
            return {PictureOrigin::Kind::Board, board, static_cast<int>(numberIn(record, "place", -1))};
        return {textIn(record, "origin") == "result" ? PictureOrigin::Kind::Result : PictureOrigin::Kind::Clipboard};
    }

    QString m_folder;
    PictureFinder m_finder;
    const EditService& m_service;
    const base::Job& m_job;
    BoardSession m_session;
    QStringList m_missing;
};

} // namespace

base::Result<SessionRecords> writeSession(const QString& folder, const BoardSession& session,
                                          const EditService& service, SessionRecords records, const base::Job& job)
{
    std::erase_if(records, [&](const auto& item) {
        return !session.pictures.contains(item.first) && !session.results.contains(item.first);
    });
    auto written = writePictures(folder, session, service, records, job);
    if (!written.ok())
        return written.error();
    Json places = Json::object();
    for (std::size_t i = 0; i < slotKeys.size(); ++i)
        places[slotKeys[i]] = session.places[i];
    Json pictures = Json::array();
    for (const auto& item : session.pictures) {
        Json record = records[item.first];
        const auto slot = std::find(session.places.begin(), session.places.end(), item.first);
        if (slot != session.places.end())
            record["slot"] = slot - session.places.begin();
        pictures.push_back(record);
    }
    Json results = Json::array();
    for (const auto& item : session.results)
        results.push_back(records[item.first]);
    BoardContents board;
    board.boxes = session.boxes;
    board.parameters = session.parameters;
    const Json json = {{"format", formatName},
                       {"version", formatVersion},
                       {"program", std::string("Maquette ") + base::version},
                       {"saved", toUtf8(QDateTime::currentDateTimeUtc().toString(Qt::ISODate))},
                       {"file", toUtf8(session.file)},
                       {"modified", session.modified},
                       {"board", boardJson(board)},
                       {"places", places},
                       {"pictures", pictures},
                       {"results", results},
                       {"candidates", session.candidates},
                       {"chosen", session.chosen},
                       {"accepted", session.accepted}};
    const std::string text = base::dumpJson(json);
    auto manifest = base::writeFileAtomically(toPath(manifestOf(folder)),
                                              {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
    if (!manifest.ok())
        return manifest.error();
    removeOthers(folder, records);
    return records;
}

base::Result<SessionHead> readSessionHead(const QString& folder)
{
    auto json = readManifest(folder);
    if (!json.ok())
        return json.error();
    const QString file = fromUtf8(textIn(json.value(), "file"));
    return SessionHead{QFileInfo(file).fileName(),
                       QDateTime::fromString(fromUtf8(textIn(json.value(), "saved")), Qt::ISODate)};
}

base::Result<RestoredSession> readSession(const QString& folder, const EditService& service, const base::Job& job)
{
    auto json = readManifest(folder);
    if (!json.ok())
        return json.error();
    Reader reader(folder, service, job);
    reader.readPictures(fieldIn(json.value(), "pictures"));
    reader.readResults(fieldIn(json.value(), "results"));
    if (job.stopped())
        return base::stoppedError();
    return reader.take(json.value());
}

} // namespace maquette::widgets
