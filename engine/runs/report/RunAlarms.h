// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Job.h"
#include "base/Json.h"
#include "base/Result.h"
#include "runs/Run.h"
#include "runs/analysis/AlarmSettings.h"

namespace maquette::runs {

/// Evaluates AlarmSettings::scalarRules() over the live points of a run's scalars. Only a series that can hold a rule
/// by its extremes is looked through. A run is silent when its latest tag is, and only while it runs; `now` in seconds
/// since 1970. Stopped.
[[nodiscard]] base::Result<AlarmReport> alarmsOf(const Run& run, const AlarmSettings& settings, double now,
                                                 const base::Job& job = {});

/// {"rule","tag","step","lastStep","points","value","active","message"}, `rule` as nameOf(AlarmRule::Kind) says it.
[[nodiscard]] base::Json alarmsJson(const AlarmReport& report, std::span<const AlarmRule> rules);

} // namespace maquette::runs
