// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runlog/RunSink.h"

#include <optional>
#include <string>
#include <string_view>

namespace maquette::runs {

/// Text with numbers in it by their value: "layer.2" before "layer.10"; letters of ASCII without case first, then
/// with it, so that the order is total. Below, equal or above 0.
[[nodiscard]] int compareNaturally(std::string_view a, std::string_view b);

/// Whether all of `text` fits a pattern in which * stands for any number of characters and ? for one byte.
[[nodiscard]] bool matchesPattern(std::string_view pattern, std::string_view text);

/// The text as a number when it is nothing else: 3, -1e-5, nan, inf, -infinity.
[[nodiscard]] std::optional<double> parseNumber(std::string_view text);
/// The shortest text that reads back as the same number; "nan", "inf", "-inf".
[[nodiscard]] std::string exactNumber(double value);
/// For sentences: six digits at most, "0.002", "-8.15133", "1e-07".
[[nodiscard]] std::string shortNumber(double value);

/// ASCII letters made small.
[[nodiscard]] std::string lowered(std::string_view text);

/// What a setting says as a number: numbers, text that is one (several tools store settings as text), and true and
/// false as 1 and 0.
[[nodiscard]] std::optional<double> numberOf(const runlog::Setting& setting);
/// The setting as text: "true", "0.001", empty when there is none.
[[nodiscard]] std::string textOf(const runlog::Setting& setting);
[[nodiscard]] inline bool isMissing(const runlog::Setting& setting)
{
    return std::holds_alternative<std::monostate>(setting);
}

} // namespace maquette::runs
