// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Job.h"
#include "widgets/edit/BoardDocument.h"
#include "widgets/edit/EditService.h"
#include "widgets/edit/PictureRecord.h"

namespace maquette::widgets {

/// The key of the text that a saved result carries.
inline constexpr const char* resultTextKey = "maquette";

/// All of a result but its pixels and those of its source: the result's own JSON, what the window shows of it, its
/// explanation as it was found, and where sliders and switches stand.
[[nodiscard]] base::Json entryJson(const ResultEntry& entry, const EditService& service);
/// What cannot be understood stays as it is in `entry`.
void readEntry(const base::Json& json, const EditService& service, ResultEntry& entry);
/// Parameters and boxes of a board; what is damaged is left out.
[[nodiscard]] base::Json boardJson(const BoardContents& board);
[[nodiscard]] BoardContents boardFrom(const base::Json& json);

/// What a saved result says about how it was made: entryJson(), boardJson(), and records of the three pictures. One
/// line of JSON ("format": "maquette-result", "version": 1). For a working thread.
[[nodiscard]] std::string resultText(const ResultEntry& result, const BoardContents& board, const EditService& service);

/// Whether the text is one that resultText() wrote, in a version that can be read.
[[nodiscard]] bool isResultText(const std::string& text);

/// A board brought back from a saved result.
struct RestoredBoard {
    BoardContents contents;
    ResultPtr result; ///< the saved picture itself
    std::vector<MissingPicture> missing;
};

/// Reads the text of `saved` and finds the pictures that it names. For a working thread. BadInput when the text is
/// damaged; pictures that cannot be found are listed, not an error.
[[nodiscard]] base::Result<RestoredBoard> restoreBoard(const PicturePtr& saved, const EditService& service,
                                                       const PictureSources& sources, const base::Job& job);

/// Writes the picture by the file's extension, with `text` under resultTextKey unless it is empty. For a working
/// thread.
[[nodiscard]] base::Result<void> saveResult(const QString& file, const ResultEntry& result, const std::string& text);

} // namespace maquette::widgets
