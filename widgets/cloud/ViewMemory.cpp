// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/cloud/ViewMemory.h"

#include <QCryptographicHash>
#include <QFileInfo>

#include "widgets/common/Settings.h"
#include "widgets/common/Text.h"

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

constexpr int mostClouds = 100;
const QString orderKey = u"cloud/views-of"_s; // newest first

/// Paths have characters that keys of settings may not have.
QString idOf(const CloudDocument& document)
{
    const QString file = document.file().isEmpty() ? QString() : QFileInfo(document.file()).absoluteFilePath();
    const QByteArray text = (file + u'\n' + fromUtf8(document.points()->cloud->name)).toUtf8();
    return QString::fromLatin1(QCryptographicHash::hash(text, QCryptographicHash::Sha1).toHex());
}

QString keyOf(const QString& id) { return u"cloud-views/"_s + id; }

} // namespace

std::vector<CameraBookmark> rememberedViews(const StateStore& state, const CloudDocument& document)
{
    std::vector<CameraBookmark> views;
    if (document.empty())
        return views;
    // Name and camera in turn.
    const QStringList lines = state.value(keyOf(idOf(document))).toStringList();
    for (qsizetype i = 0; i + 1 < lines.size(); i += 2) {
        const auto camera = cloud::cameraFromText(toUtf8(lines[i + 1]), document.points()->cloud->shift);
        if (camera.ok())
            views.push_back({lines[i], camera.value()});
    }
    return views;
}

void rememberViews(StateStore& state, const CloudDocument& document)
{
    if (document.empty())
        return;
    const QString id = idOf(document);
    QStringList order = state.value(orderKey).toStringList();
    order.removeAll(id);
    QStringList lines;
    for (const CameraBookmark& view : document.bookmarks())
        lines << view.name << fromUtf8(cloud::cameraToText(view.camera, document.points()->cloud->shift));
    if (lines.isEmpty()) {
        state.remove(keyOf(id));
    } else {
        state.set(keyOf(id), lines);
        order.prepend(id);
    }
    while (order.size() > mostClouds)
        state.remove(keyOf(order.takeLast()));
    state.set(orderKey, order);
}

} // namespace maquette::widgets
