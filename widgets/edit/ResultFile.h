// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Job.h"
#include "widgets/edit/BoardDocument.h"
#include "widgets/edit/EditService.h"

namespace maquette::widgets {

/// The key of the text that a saved result carries.
inline constexpr const char* resultTextKey = "maquette";

/// What a saved result says about how it was made: the result's own JSON, its explanation, the parameters and boxes
/// of the board, and where the three pictures lay. One line of JSON ("format": "maquette-result", "version": 1).
[[nodiscard]] std::string resultText(const ResultEntry& result, const BoardContents& board, const EditService& service);

/// Whether the text is one that resultText() wrote, in a version that can be read.
[[nodiscard]] bool isResultText(const std::string& text);

/// A board brought back from a saved result.
struct RestoredBoard {
    BoardContents contents;
    ResultPtr result; ///< the saved picture itself
    QStringList missing; ///< files that are not there any more, or that are not the pictures they were
};

/// Reads the text of `saved` and the pictures that it names. For a working thread. BadInput when the text is damaged;
/// pictures that cannot be read are listed, not an error.
[[nodiscard]] base::Result<RestoredBoard> restoreBoard(const PicturePtr& saved, const EditService& service,
                                                       const base::Job& job);

/// Writes the picture by the file's extension, with `text` under resultTextKey unless it is empty. For a working
/// thread.
[[nodiscard]] base::Result<void> saveResult(const QString& file, const ResultEntry& result, const std::string& text);

} // namespace maquette::widgets
