// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "runlog/RunSink.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace maquette::runs {

/// What a filter asks about a run: a plain name (status, name, duration, a setting, or a metric, whose last value is
/// meant), or one number of a metric.
struct FilterField {
    enum class Kind { Plain, First, Last, Minimum, Maximum, Mean } kind = Kind::Plain;
    std::string name;

    bool operator==(const FilterField&) const = default;
};

/// Gives the value of a field for the run in question; missing when it has none.
using FilterLookup = std::function<runlog::Setting(const FilterField&)>;

/// A condition on runs, as it is typed above the table:
///
///     status = finished and lr < 0.001 or name ~ "gpt-[0-9]+"
///     min(eval/loss) <= 2.5 and not exists(resumed) and duration > 2h and optimizer in (adamw, lion)
///
/// `and` binds closer than `or`; `not`, parentheses; = (==) != < <= > >= ~ (regular expression found somewhere)
/// !~ and in (…). At the left stands a field: a word, a name in `backquotes`, or first, last, min, max, mean of a
/// metric, or exists(field). At the right stands a value: a number (2h, 30min, 90s, 3d are seconds), true, false, nan,
/// a word or a text in quotes (\" and \\ inside). A field alone asks whether it is true or not 0. && || ! do as well;
/// keywords and the comparison of texts ignore the case of ASCII letters.
///
/// A field that looks like a number compares as one, also when a tool stored it as text; otherwise texts compare, for <
/// and > with the numbers in them by value. A field that the run has not is equal to nothing: only != and !~ hold for
/// it. nan equals nan.
///
/// Immutable and cheap to copy; any number of threads may use it.
class Filter {
public:
    /// Holds for every run.
    Filter() = default;

    [[nodiscard]] bool matches(const FilterLookup& lookup) const;
    [[nodiscard]] bool empty() const { return m_terms == nullptr; }
    /// The fields it asks about, each once, in the order of the text: to tell of names that no run has.
    [[nodiscard]] std::vector<FilterField> fields() const;

    struct Term;

private:
    friend class FilterParser;

    std::shared_ptr<const std::vector<Term>> m_terms; ///< children before parents
};

/// The filter, or what is wrong with the text and where.
struct FilterParse {
    std::optional<Filter> filter;
    base::Message trouble; ///< empty when there is a filter
    std::size_t position = 0; ///< byte at which the wrong part begins
    std::size_t length = 0; ///< 0: at the end, or between two characters

    [[nodiscard]] base::Error error() const; ///< Usage, with the column; only when there is no filter
};

/// Empty text gives the filter that holds for all. Text is at most 4096 bytes, 64 levels and 256 comparisons; a regular
/// expression at most 256 bytes, without back-references. Time is linear in the text; nothing that can be typed takes
/// exponential time to match.
[[nodiscard]] FilterParse parseFilter(std::string_view text);

} // namespace maquette::runs
