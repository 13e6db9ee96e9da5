// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Json.h"
#include "base/Result.h"
#include "imaging/Image.h"

#include <filesystem>
#include <vector>

namespace maquette::edit {

/// A region of the example that matters most, relative to its width and height: 0 ≤ left < right ≤ 1.
struct Box {
    double left = 0;
    double top = 0;
    double right = 1;
    double bottom = 1;
    bool operator==(const Box&) const = default;
};

/// The 2x2 board: an example {before, after} and the picture to change in the same way. Slots may be empty.
struct Board {
    imaging::Picture before;
    imaging::Picture after;
    imaging::Picture image;
    std::vector<Box> beforeBoxes;
    std::vector<Box> afterBoxes;
    base::Json parameters = base::Json::object(); ///< as ParameterValues::toJson() of the edit parameters

    [[nodiscard]] bool complete() const { return !before.empty() && !after.empty() && !image.empty(); }
};

/// A `.board` file: a ZIP of stored entries with `board.json` ({"format":"maquette-board","version":1,…}) and one PNG a
/// slot. Readers take versions 1 … 1 and refuse newer ones by name. Unknown keys are ignored.
[[nodiscard]] base::Result<Board> readBoard(const std::filesystem::path& file);
[[nodiscard]] base::Result<void> writeBoard(const std::filesystem::path& file, const Board& board);

} // namespace maquette::edit
