// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include "base/Job.h"
#include "base/Json.h"
#include "widgets/common/Pictures.h"
#include "widgets/edit/EditService.h"

#include <optional>
#include <vector>

namespace maquette::widgets {

/// Where to look for pictures beside the places that a record names.
struct PictureSources {
    std::vector<PicturePtr> open;
    QStringList recentFiles;
};

/// A picture that could not be brought back, and why.
struct MissingPicture {
    int place = 0; ///< 0 before, 1 after, 2 picture
    PictureOrigin::Kind kind = PictureOrigin::Kind::File;
    QString file; ///< the file or board that held it, if one did

    /// For people: "Before was pasted, and no file holds it."
    [[nodiscard]] QString describe() const;
};

/// What must be written down to find a picture again: where it came from, its name and size, and the digest of its
/// pixels. For a working thread, as is all here.
[[nodiscard]] base::Json pictureRecord(const LoadedPicture& picture);

/// Brings the pictures of records back, each from the first of these that has its pixels: pictures that are open, its
/// own file, its board, files and boards used of late. A file that holds another picture by now does not count.
class PictureFinder {
public:
    PictureFinder(const EditService& service, PictureSources sources);

    /// Null when nothing has it; then missing() has one more. `place`: the slot that it is for.
    [[nodiscard]] PicturePtr find(const base::Json& record, int place, const base::Job& job);
    [[nodiscard]] const std::vector<MissingPicture>& missing() const { return m_missing; }

private:
    [[nodiscard]] PicturePtr inBoard(const base::Json& record, const QString& file, int place);
    [[nodiscard]] PicturePtr inRecentFiles(const base::Json& record, const base::Job& job);

    const EditService& m_service;
    PictureSources m_sources;
    std::vector<MissingPicture> m_missing;
};

} // namespace maquette::widgets
