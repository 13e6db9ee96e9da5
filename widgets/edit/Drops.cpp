// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/edit/Drops.h"

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

} // namespace maquette::widgets
