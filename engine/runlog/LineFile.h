// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runlog/GrowingFile.h"
#include "runlog/RunFile.h"
#include "runlog/Troubles.h"

#include <cstdint>
#include <functional>
#include <string_view>

namespace maquette::runlog {

/// Gives the whole lines of a growing file of text, each once. The last line waits for its end.
class LineFile {
public:
    struct Line {
        std::string_view text; ///< without the end of line, valid during the call
        std::int64_t offset = 0; ///< of its first byte
        bool whole = true; ///< false: the end of the file may have cut it
    };
    struct Calls {
        std::function<void()> replaced; ///< before any line of a file that took the place of the old one
        /// False for a line that is not whole and is not taken: it comes again when the file has grown. Of whole lines
        /// the answer does not matter. What cannot be used is noted in the troubles of the look.
        std::function<bool(const Line&, Troubles&)> line;
    };
    enum class Ends {
        AtNewline,
        OutsideQuotes ///< of CSV: a newline within "…" belongs to the cell
    };

    explicit LineFile(std::filesystem::path path, Ends ends = Ends::AtNewline);

    [[nodiscard]] Advance advance(const base::Job& job, std::int64_t budget, const Calls& calls);
    [[nodiscard]] const std::filesystem::path& path() const { return m_file.path(); }

private:
    [[nodiscard]] std::size_t endOf(std::string_view text, std::size_t from) const;

    GrowingFile m_file;
    Ends m_ends;
    std::int64_t m_offset = 0; ///< where the next line begins
};

/// The number that all of `text` is, in the C locale; also nan, inf and infinity in any case, with a sign.
[[nodiscard]] std::optional<double> numberIn(std::string_view text);

/// The whole number that `value` is; nothing when it is none or does not fit 2^53.
[[nodiscard]] std::optional<std::int64_t> wholeNumber(double value);

/// Seconds since 1970, if a number of seconds, milliseconds, microseconds or nanoseconds lies between 1980 and 2100.
[[nodiscard]] std::optional<double> asWallTime(double value);

/// Names longer than this are no names of tags.
inline constexpr std::size_t longestName = 1000;

} // namespace maquette::runlog
