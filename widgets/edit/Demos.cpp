// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFileInfo>

#include "base/File.h"
#include "base/Json.h"
#include "widgets/common/Text.h"
#include "widgets/edit/EditFiles.h"

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

QString textOf(const base::Json& entry, const char* key)
{
    const auto found = entry.find(key);
    return found != entry.end() && found->is_string() ? fromUtf8(found->get<std::string>()) : QString();
}

} // namespace

std::vector<Demo> readDemos(const QString& folder)
{
    std::vector<Demo> demos;
    const QString list = folder + u"/demos.json"_s;
    auto bytes = base::readFile(toPath(list), 1 << 20);
    if (!bytes.ok())
        return demos;
    auto json
        = base::parseJson({reinterpret_cast<const char*>(bytes.value().data()), bytes.value().size()}, toUtf8(list));
    if (!json.ok() || !json.value().is_object() || !json.value().contains("demos") || !json.value()["demos"].is_array())
        return demos;
    for (const base::Json& entry : json.value()["demos"]) {
        if (!entry.is_object())
            continue;
        Demo demo{textOf(entry, "title"), {}, {}};
        if (const QString board = textOf(entry, "board"); !board.isEmpty())
            demo.board = folder + u'/' + board;
        constexpr std::array keys{"before", "after", "image"};
        bool pictures = true;
        for (std::size_t i = 0; i < keys.size(); ++i) {
            const QString name = textOf(entry, keys[i]);
            demo.pictures[i] = folder + u'/' + name;
            pictures = pictures && !name.isEmpty();
        }
        if (!demo.title.isEmpty() && (!demo.board.isEmpty() || pictures))
            demos.push_back(std::move(demo));
    }
    return demos;
}

} // namespace maquette::widgets
