// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/report/RunAlarms.h"

#include "runs/analysis/Words.h"
#include "runs/report/RunSummary.h"

#include <algorithm>
#include <array>

namespace maquette::runs {

namespace {

using RuleKind = AlarmRule::Kind;

/// Whether any point can hold the rule, from what the pyramid of summaries knows.
bool mayHold(const AlarmRule& rule, const Tag& tag, const Summary& all)
{
    switch (rule.kind) {
    case RuleKind::Silent:
        return false;
    case RuleKind::NotFinite:
        return all.finite < all.count();
    case RuleKind::Above:
    case RuleKind::Overflow:
    case RuleKind::Underflow:
        return all.maximum > rule.threshold && matchesPattern(rule.tags, tag.name);
    default:
        return matchesPattern(rule.tags, tag.name);
    }
}

} // namespace

base::Result<AlarmReport> alarmsOf(const Run& run, const AlarmSettings& settings, double now, const base::Job& job)
{
    const std::vector<AlarmRule> rules = settings.scalarRules();
    const bool ended = run.status != runlog::Status::Running;
    AlarmReport report;
    const Tag* latest = nullptr;
    double latestTime = -1;
    const auto take = [&](std::size_t rule, const Tag& tag, const Values& values) {
        const std::array series{AlarmSeries{tag.name, values.steps, values.values, values.wallTimes, ended}};
        AlarmReport found = evaluateAlarms(std::span(&rules[rule], 1), series, now);
        report.leftOut += found.leftOut;
        for (Alarm& alarm : found.alarms) {
            alarm.rule = rule;
            report.alarms.push_back(std::move(alarm));
        }
    };
    for (const auto& tag : run.tags) {
        if (job.stopped())
            return base::stoppedError();
        if (!tag->scalars || tag->scalars->live.empty())
            continue;
        const Series& series = tag->scalars->live;
        const Summary all = series.summary();
        if (all.maximumTime > latestTime) {
            latestTime = all.maximumTime;
            latest = tag.get();
        }
        Values values;
        for (std::size_t rule = 0; rule < rules.size(); ++rule)
            if (mayHold(rules[rule], *tag, all)) {
                if (values.steps.empty())
                    values = series.values();
                take(rule, *tag, values);
            }
    }
    for (std::size_t rule = 0; latest && !ended && rule < rules.size(); ++rule)
        if (rules[rule].kind == RuleKind::Silent) {
            const Series& series = latest->scalars->live;
            take(rule, *latest, series.values(series.count() - 1, series.count()));
        }
    std::stable_sort(report.alarms.begin(), report.alarms.end(),
                     [](const Alarm& a, const Alarm& b) { return a.step < b.step; });
    return report;
}

base::Json alarmsJson(const AlarmReport& report, std::span<const AlarmRule> rules)
{
    base::Json all = base::Json::array();
    for (const Alarm& alarm : report.alarms)
        all.push_back({{"rule", nameOf(rules[alarm.rule].kind)},
                       {"tag", alarm.tag},
                       {"step", alarm.step},
                       {"lastStep", alarm.lastStep},
                       {"points", alarm.points},
                       {"value", numberJson(alarm.value)},
                       {"active", alarm.active},
                       {"message", alarm.message.english()}});
    return all;
}

} // namespace maquette::runs
