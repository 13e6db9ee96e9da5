// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <string>
#include <utility>

namespace maquette::base {

/// One value that a network must reproduce: what was published or measured elsewhere, and what came out here.
struct Check {
    std::string system; ///< the method, as `maquette selftest SYSTEM` names it
    std::string name; ///< what was computed, and which of its values
    double expected = 0;
    double got = 0;
    double difference = 0; ///< |got - expected|
    double tolerance = 0;
    bool ok = false;
};

/// Fills in the difference and the verdict; a value that is not finite never passes.
[[nodiscard]] inline Check makeCheck(std::string system, std::string name, double expected, double got,
                                     double tolerance)
{
    const double difference = std::abs(got - expected);
    return {std::move(system), std::move(name), expected, got, difference, tolerance, difference <= tolerance};
}

} // namespace maquette::base
