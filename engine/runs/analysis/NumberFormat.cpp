// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/analysis/NumberFormat.h"

#include <algorithm>
#include <cmath>

namespace maquette::runs {

const FormatFacts& factsOf(NumberFormat format)
{
    static const FormatFacts facts[] = {{"e4m3", 448, 3, -6, 0x1p-9},
                                        {"e5m2", 57344, 2, -14, 0x1p-16},
                                        {"f16", 65504, 10, -14, 0x1p-24},
                                        {"bf16", 0x1.fep127, 7, -126, 0x1p-133},
                                        {"f32", 0x1.fffffep127, 23, -126, 0x1p-149}};
    return facts[static_cast<std::size_t>(format)];
}

std::optional<NumberFormat> formatFromName(std::string_view name)
{
    for (const NumberFormat format :
         {NumberFormat::E4M3, NumberFormat::E5M2, NumberFormat::Float16, NumberFormat::BFloat16, NumberFormat::Float32})
        if (name == factsOf(format).name)
            return format;
    return std::nullopt;
}

double roundedTo(NumberFormat format, double value)
{
    if (std::isnan(value) || value == 0)
        return value;
    const FormatFacts& facts = factsOf(format);
    if (std::abs(value) >= facts.largest)
        return std::copysign(facts.largest, value);
    const int exponent = std::max(std::ilogb(value), facts.lowestExponent);
    const int step = exponent - facts.mantissaBits;
    return std::copysign(std::min(std::ldexp(std::nearbyint(std::ldexp(std::abs(value), -step)), step), facts.largest),
                         value);
}

} // namespace maquette::runs
