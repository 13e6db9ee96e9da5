// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

namespace maquette::runs {

enum class NumberFormat { E4M3, E5M2, Float16, BFloat16, Float32 };

/// Facts of FP8-LM, 2.1 (OCP OFP8; IEEE for the others).
struct FormatFacts {
    const char* name; ///< as fp8.jsonl writes it: "e4m3", "e5m2", "f16", "bf16", "f32"
    double largest; ///< finite
    int mantissaBits; ///< stored
    int lowestExponent; ///< of normal numbers
    double smallest; ///< subnormal
};

[[nodiscard]] const FormatFacts& factsOf(NumberFormat format);
[[nodiscard]] std::optional<NumberFormat> formatFromName(std::string_view name);

/// To the nearest number of the format, ties to even, saturating (infinity becomes the largest); NaN stays. The casts
/// of facts 2.2, but for one at a time and in double.
[[nodiscard]] double roundedTo(NumberFormat format, double value);

} // namespace maquette::runs
