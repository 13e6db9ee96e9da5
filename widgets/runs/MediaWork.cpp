// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/MediaWork.h"

#include <QCoreApplication>
#include <QLocale>

#include "widgets/common/Text.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

constexpr std::size_t mostPictures = 16, mostLayers = 30, mostClips = 8;
constexpr int waveColumns = 2000;

using runs::Entry, runs::History, runs::Kind;

/// Takes the value, or says in `part` why there is none.
template <class Value, class Take> void take(MediaPart& part, base::Result<Value> value, const Take& use)
{
    if (value.ok())
        use(std::move(value).value());
    else
        part.trouble = translated(value.error().message);
}

void readPictures(MediaPart& part, const History& history, const Entry& entry)
{
    take(part, history.pictures(entry), [&](const std::vector<runlog::Picture>& pictures) {
        for (const runlog::Picture& picture : pictures) {
            if (part.pictures.size() == mostPictures)
                break;
            const QImage image = QImage::fromData(reinterpret_cast<const uchar*>(picture.encoded.data()),
                                                  static_cast<int>(picture.encoded.size()));
            if (image.isNull())
                part.trouble = QCoreApplication::translate("MediaPanel", "A picture cannot be decoded.");
            else
                part.pictures.push_back(image);
        }
    });
}

void readLayers(MediaPart& part, const History& history, std::int64_t at)
{
    // Evenly over what came before, the chosen step always.
    const std::int64_t every = std::max<std::int64_t>(1, (at + std::int64_t(mostLayers)) / std::int64_t(mostLayers));
    for (std::int64_t i = at % every; i <= at; i += every)
        take(part, history.histogram(history.entry(i)), [&](runlog::Histogram histogram) {
            part.layers.push_back({history.entry(i).step, std::move(histogram)});
        });
}

void readCurve(MediaPart& part, const History& history, const Entry& entry)
{
    take(part, history.precisionRecall(entry), [&](const runlog::PrecisionRecall& curve) {
        for (std::size_t i = 0; i < std::min(curve.recall.size(), curve.precision.size()); ++i)
            part.curve.push_back({curve.recall[i], curve.precision[i]});
    });
}

void readClips(MediaPart& part, const History& history, const Entry& entry)
{
    take(part, history.audio(entry), [&](std::vector<runlog::Audio> clips) {
        for (runlog::Audio& clip : clips) {
            if (part.clips.size() == mostClips)
                break;
            auto sound = readWave(clip.encoded, waveColumns);
            part.clips.push_back({std::move(clip), std::move(sound)});
        }
    });
}

void readMesh(MediaPart& part, const runs::Run& run, const std::string& tag, const History& history, const Entry& entry)
{
    const auto further = [&](runlog::MeshPart::Kind kind) {
        std::optional<runlog::MeshPart> read;
        for (const std::string& name : meshPartTags(tag, kind)) {
            const auto found = run.tag(name, Kind::Mesh);
            const std::int64_t at = found && found->history ? found->history->atOrBefore(entry.step) : -1;
            if (at >= 0 && !read)
                take(part, found->history->mesh(found->history->entry(at)),
                     [&](runlog::MeshPart value) { read = std::move(value); });
        }
        return read;
    };
    take(part, history.mesh(entry), [&](const runlog::MeshPart& vertices) {
        const auto faces = further(runlog::MeshPart::Kind::Faces), colors = further(runlog::MeshPart::Kind::Colors);
        part.mesh
            = std::make_shared<const Mesh>(meshOf(vertices, faces ? &*faces : nullptr, colors ? &*colors : nullptr));
    });
}

void readTensor(MediaPart& part, const History& history, const Entry& entry)
{
    take(part, history.tensor(entry), [&](runlog::Tensor tensor) {
        part.facts = factsOf(tensor);
        part.tensor = std::make_shared<const runlog::Tensor>(std::move(tensor));
    });
}

} // namespace

MediaPart readMedia(const ShownRun& shown, const std::string& tag, Kind kind, std::int64_t step)
{
    MediaPart part;
    part.id = fromUtf8(shown.run->id);
    part.color = shown.color;
    part.style = shown.style;
    part.caption = shown.name;
    const auto found = shown.run->tag(tag, kind);
    const std::int64_t at = found && found->history ? found->history->atOrBefore(step) : -1;
    if (at < 0)
        return part;
    const History& history = *found->history;
    const Entry& entry = history.entry(at);
    part.caption = QCoreApplication::translate("MediaPanel", "%1 · step %2")
                       .arg(shown.name, QLocale().toString(qlonglong(entry.step)));
    switch (kind) {
    case Kind::Pictures:
        readPictures(part, history, entry);
        break;
    case Kind::Histogram:
        readLayers(part, history, at);
        break;
    case Kind::PrecisionRecall:
        readCurve(part, history, entry);
        break;
    case Kind::Audio:
        readClips(part, history, entry);
        break;
    case Kind::Mesh:
        readMesh(part, *shown.run, tag, history, entry);
        break;
    case Kind::Tensor:
        readTensor(part, history, entry);
        break;
    case Kind::Scalar:
    case Kind::Text:
        break;
    }
    return part;
}

} // namespace maquette::widgets
