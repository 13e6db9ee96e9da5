// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/Drops.h"

#include <QDropEvent>
#include <QMimeData>
#include <QUrl>

namespace maquette::widgets {

Drop readDrop(const QMimeData* data)
{
    Drop drop;
    if (!data)
        return drop;
    for (const QUrl& url : data->urls())
        if (url.isLocalFile())
            drop.files << url.toLocalFile();
    if (drop.files.isEmpty() && data->hasImage())
        drop.image = qvariant_cast<QImage>(data->imageData());
    return drop;
}

Drop takeDrop(QDropEvent* event)
{
    Drop drop = readDrop(event->mimeData());
    if (drop.usable())
        event->acceptProposedAction();
    return drop;
}

} // namespace maquette::widgets
