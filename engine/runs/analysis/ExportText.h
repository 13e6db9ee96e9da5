// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace maquette::runs {

// What all exports write alike; values are exactNumber() of Words.h.

/// A field of CSV (RFC 4180): in quotes where it must be, and where programs would take off spaces or take it for
/// missing.
[[nodiscard]] std::string csvField(std::string_view text);
/// Seconds since 1970 in the shortest text that reads back the same, without an exponent: people and spreadsheets know
/// 1700000000 for a time. Beyond 10^15 as any number; empty where it is not known.
[[nodiscard]] std::string timeText(double seconds);

} // namespace maquette::runs
