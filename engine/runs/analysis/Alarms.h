// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Message.h"
#include "base/Result.h"
#include "runs/analysis/Curve.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace maquette::runs {

/// A condition on series of a run that somebody wants to hear of.
struct AlarmRule {
    enum class Kind {
        Above, ///< value > threshold
        Below, ///< value < threshold
        NotFinite, ///< NaN or infinite
        Silent, ///< no new point for more than `seconds`
        Underflow, ///< value > threshold in percent: the same as Above, said in its own words
        Overflow,
        Stale, ///< the value (a scale) has not changed for more than `steps`
        Jump ///< from one point to the next by more than a factor of 2^`binades`, up or down
    };
    Kind kind = Kind::Above;
    std::string tags = "*"; ///< a pattern with * and ?
    double threshold = 0;
    double seconds = 600;
    std::int64_t steps = 1000;
    double binades = 4;

    [[nodiscard]] base::Result<void> check() const;
};

/// "above", "below", "not-finite", "silent", "underflow", "overflow", "stale", "jump".
[[nodiscard]] const char* nameOf(AlarmRule::Kind kind);

/// What the rules look at; steps rise or stay, all of one length. `wallTimes` may be empty.
struct AlarmSeries {
    std::string_view tag;
    std::span<const std::int64_t> steps;
    std::span<const double> values;
    std::span<const double> wallTimes;
    bool ended = false; ///< the run is finished or failed: silence then means nothing
};

/// One stretch of points in a row for which a rule holds.
struct Alarm {
    std::size_t rule = 0; ///< index among the rules
    std::string tag;
    std::int64_t step = 0; ///< where it began
    std::int64_t lastStep = 0; ///< the last point for which it held
    std::int64_t points = 0; ///< 0 for Silent
    double value
        = missing; ///< the worst: highest, lowest, the kept scale, the larger jump in binades, seconds of silence
    bool active = false; ///< it holds at the end of the series
    base::Message message;
};

struct AlarmReport {
    std::vector<Alarm> alarms; ///< by step, then rule
    std::int64_t leftOut = 0; ///< more than `most` of one rule in one series are counted only
};

/// Evaluates every rule over every series that it is for. `now` (seconds since 1970) is for Silent and may be missing
/// otherwise. A value that is not finite never is above or below anything; NaN has its own rule. Rules must pass
/// check(). Linear in the points.
[[nodiscard]] AlarmReport evaluateAlarms(std::span<const AlarmRule> rules, std::span<const AlarmSeries> series,
                                         double now = missing, std::int64_t most = 100);

} // namespace maquette::runs
