// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Job.h"
#include "base/Json.h"
#include "runlog/RunSink.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace maquette::runlog {

/// Of one object in a log.
inline constexpr std::size_t mostKeys = 5000;

/// Parses JSON in which NaN, Infinity and -Infinity stand for numbers, as Python writes them; they become strings,
/// which numberOf() reads. BadInput: no JSON, nested deeper than 64, or more than `mostKeys` keys in one object.
/// Stopped.
[[nodiscard]] base::Result<base::Json> parseLenient(std::string_view text, const std::string& source,
                                                    const base::Job& job = {});

/// A number, also as one of the words above; true and false are 1 and 0.
[[nodiscard]] std::optional<double> numberOf(const base::Json& value);

[[nodiscard]] Setting settingOf(const base::Json& value);

/// Calls `leaf` with "a/b" for {"a":{"b":…}}: for numbers, texts, null and lists of numbers; in a list of objects each
/// goes by its "name", "class" or "key", and else, as all else in lists, by its place. Paths of more than 1000 bytes
/// are left out.
void flatten(const base::Json& value, const std::string& prefix,
             const std::function<void(const std::string&, const base::Json&)>& leaf);

/// Gives the leaves of rows to a sink. A value that repeats the last one of its tag at the same step is given once
/// (rows of training and evaluation both tell the epoch); a text is given when it changes; null where numbers were
/// before is NaN.
class RowSink {
public:
    void leaf(const std::string& tag, At at, const base::Json& value, RunSink& sink);
    void number(const std::string& tag, At at, double value, RunSink& sink);

private:
    struct Last {
        std::int64_t step;
        double value;
    };
    std::unordered_map<std::string, Last> m_numbers;
    std::unordered_map<std::string, std::size_t> m_texts; ///< a digest of the last
};

} // namespace maquette::runlog
