// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QStringList>

class QDropEvent;
class QMimeData;

namespace maquette::widgets {

/// What a drop or the clipboard offers: local files first, else pixels.
struct Drop {
    QStringList files;
    QImage image;

    [[nodiscard]] bool usable() const { return !files.isEmpty() || !image.isNull(); }
};

[[nodiscard]] Drop readDrop(const QMimeData* data);
/// The same of what was let go here, which is accepted when it is usable.
[[nodiscard]] Drop takeDrop(QDropEvent* event);

} // namespace maquette::widgets
