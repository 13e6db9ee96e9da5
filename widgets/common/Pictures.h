// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QRectF>
#include <QString>

#include "base/Job.h"
#include "base/Result.h"
#include "imaging/Image.h"

#include <memory>
#include <vector>

class QPainter;

namespace maquette::widgets {

/// Where a picture came from.
struct PictureOrigin {
    enum class Kind {
        File, ///< a file of its own: LoadedPicture::path
        Board, ///< a place of a board file
        Clipboard, ///< pasted or dropped as pixels
        Result ///< made by the program
    };
    Kind kind = Kind::Clipboard;
    QString board = {}; ///< the board file
    int place = -1; ///< 0 before, 1 after, 2 picture, within it
};

/// A picture for the screen: the pixels and copies of half, a quarter … of the size, so that drawing it small costs
/// little. Immutable; made on a working thread.
struct LoadedPicture {
    std::shared_ptr<const imaging::Picture> pixels;
    std::vector<QImage> levels; ///< 0 is the full size
    QString path; ///< empty for pasted and computed pictures and those of boards
    PictureOrigin origin;
    QString name; ///< for people
    QString format; ///< "JPEG", "PNG" … as the file says; empty when it came from none

    [[nodiscard]] int width() const { return pixels->width; }
    [[nodiscard]] int height() const { return pixels->height; }
    /// What it holds in memory, levels included.
    [[nodiscard]] qint64 byteCount() const;
    /// Text stored in the file under `key`; empty without one.
    [[nodiscard]] std::string text(const std::string& key) const;
    /// "1024 × 768 px · JPEG"
    [[nodiscard]] QString describe() const;
};

using PicturePtr = std::shared_ptr<const LoadedPicture>;

/// Reads a file. For a working thread, as are the next two; Stopped when the job is.
[[nodiscard]] base::Result<PicturePtr> loadPicture(const QString& file, const base::Job& job);
[[nodiscard]] PicturePtr makePicture(imaging::Picture picture, const QString& name, const PictureOrigin& origin = {});
[[nodiscard]] PicturePtr makePicture(const QImage& image, const QString& name);
/// A digest of size, kind of samples and samples: what two pictures with the same pixels share. For a working thread.
[[nodiscard]] QString pixelDigest(const imaging::Picture& picture);

/// Draws the whole picture into `target`, but only what is inside `visible`. Enlarged pixels stay sharp squares from
/// 200 % on, so that they can be judged.
void drawPicture(QPainter& painter, const LoadedPicture& picture, const QRectF& target, const QRectF& visible);

} // namespace maquette::widgets
