// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/analysis/Alarms.h"

#include "runs/analysis/Words.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace maquette::runs {

namespace {

using Kind = AlarmRule::Kind;

/// What each rule looks at in a point; it holds when this is above the rule's limit.
struct Measure {
    double amount = 0;
    double shown = missing;
    std::size_t since = 0; ///< the point where it began
};

bool holds(const AlarmRule& rule, double amount)
{
    switch (rule.kind) {
    case Kind::Above:
    case Kind::Underflow:
    case Kind::Overflow:
        return amount > rule.threshold;
    case Kind::Below:
        return -amount < rule.threshold;
    case Kind::NotFinite:
        return amount > 0;
    case Kind::Stale:
        return amount > static_cast<double>(rule.steps);
    case Kind::Jump:
        return amount > rule.binades;
    case Kind::Silent:
        return false;
    }
    return false;
}

base::Message messageOf(const AlarmRule& rule, const Alarm& alarm)
{
    const std::string step = std::to_string(alarm.step);
    const std::string value = shortNumber(alarm.value);
    const std::string limit = shortNumber(rule.threshold);
    switch (rule.kind) {
    case Kind::Above:
        return {QT_TRANSLATE_NOOP("Engine", "%1 is above %2 since step %3: up to %4."),
                {alarm.tag, limit, step, value}};
    case Kind::Below:
        return {QT_TRANSLATE_NOOP("Engine", "%1 is below %2 since step %3: down to %4."),
                {alarm.tag, limit, step, value}};
    case Kind::NotFinite:
        return {QT_TRANSLATE_NOOP("Engine", "%1 is not a finite number since step %2 (%3)."), {alarm.tag, step, value}};
    case Kind::Silent:
        return {QT_TRANSLATE_NOOP("Engine", "%1 has got no new value for %2 s, since step %3."),
                {alarm.tag, base::number(alarm.value, 0), step}};
    case Kind::Underflow:
        return {QT_TRANSLATE_NOOP("Engine", "%1: more than %2 % underflow since step %3, up to %4 %."),
                {alarm.tag, limit, step, value}};
    case Kind::Overflow:
        return {QT_TRANSLATE_NOOP("Engine", "%1: more than %2 % overflow since step %3, up to %4 %."),
                {alarm.tag, limit, step, value}};
    case Kind::Stale:
        return {QT_TRANSLATE_NOOP("Engine", "%1 stays at %2 since step %3, up to step %4."),
                {alarm.tag, value, step, std::to_string(alarm.lastStep)}};
    case Kind::Jump:
        return {QT_TRANSLATE_NOOP("Engine", "%1 jumps by a factor of 2^%2 at step %3."),
                {alarm.tag, base::number(alarm.value, 1), step}};
    }
    return {};
}

/// Goes through the points of one series with one rule.
class Walk {
public:
    Walk(const AlarmRule& rule, const AlarmSeries& series)
        : m_rule(rule)
        , m_series(series)
    {
    }

    Measure next(std::size_t i)
    {
        const double value = m_series.values[i];
        switch (m_rule.kind) {
        case Kind::Below:
            return {std::isfinite(value) ? -value : -INFINITY, value, i};
        case Kind::NotFinite:
            return {std::isfinite(value) ? 0.0 : 1.0, value, i};
        case Kind::Stale:
            if (i == 0 || !(value == m_series.values[m_kept]))
                m_kept = i;
            // In double: the difference of any two steps fits.
            return {static_cast<double>(m_series.steps[i]) - static_cast<double>(m_series.steps[m_kept]), value,
                    m_kept};
        case Kind::Jump: {
            if (!std::isfinite(value) || !(value > 0))
                return {0, 0, i};
            const double jump = m_before > 0 ? std::abs(std::log2(value) - std::log2(m_before)) : 0;
            m_before = value;
            return {jump, jump, i};
        }
        default:
            return {std::isfinite(value) ? value : -INFINITY, value, i};
        }
    }

private:
    const AlarmRule& m_rule;
    const AlarmSeries& m_series;
    std::size_t m_kept = 0;
    double m_before = 0;
};

void walk(std::size_t index, const AlarmRule& rule, const AlarmSeries& series, std::int64_t most, AlarmReport& report)
{
    Walk points(rule, series);
    std::int64_t found = 0;
    bool open = false;
    Alarm alarm;
    double worst = 0;
    const auto close = [&] {
        open = false;
        if (++found > most) {
            ++report.leftOut;
            return;
        }
        alarm.message = messageOf(rule, alarm);
        report.alarms.push_back(alarm);
    };
    for (std::size_t i = 0; i < series.steps.size(); ++i) {
        const Measure measure = points.next(i);
        const bool now = holds(rule, measure.amount);
        // Each jump is one of its own, and so is each scale that is kept.
        const bool another
            = open && now && (rule.kind == Kind::Jump || (rule.kind == Kind::Stale && series.values[i] != alarm.value));
        if (open && (!now || another))
            close();
        if (!now)
            continue;
        if (!open) {
            alarm = {index,
                     std::string(series.tag),
                     series.steps[measure.since],
                     0,
                     static_cast<std::int64_t>(i - measure.since),
                     measure.shown,
                     false,
                     {}};
            worst = measure.amount;
            open = true;
        }
        alarm.lastStep = series.steps[i];
        ++alarm.points;
        if (measure.amount > worst) {
            worst = measure.amount;
            alarm.value = measure.shown;
        }
    }
    if (open) {
        alarm.active = rule.kind != Kind::Jump;
        close();
    }
}

} // namespace

const char* nameOf(AlarmRule::Kind kind)
{
    constexpr const char* names[]
        = {"above", "below", "not-finite", "silent", "underflow", "overflow", "stale", "jump"};
    return names[static_cast<std::size_t>(kind)];
}

base::Result<void> AlarmRule::check() const
{
    if (std::isnan(threshold) || !(seconds > 0) || steps < 1 || !(binades > 0) || tags.empty() || tags.size() > 1024)
        return base::Error{
            base::ErrorCode::Usage,
            {QT_TRANSLATE_NOOP("Engine",
                               "An alarm needs a pattern of tags, a threshold, and times, steps and jumps above 0."),
             {}},
            nameOf(kind)};
    return {};
}

AlarmReport evaluateAlarms(std::span<const AlarmRule> rules, std::span<const AlarmSeries> series, double now,
                           std::int64_t most)
{
    AlarmReport report;
    for (std::size_t index = 0; index < rules.size(); ++index) {
        const AlarmRule& rule = rules[index];
        for (const AlarmSeries& one : series) {
            assert(one.steps.size() == one.values.size());
            assert(one.wallTimes.empty() || one.wallTimes.size() == one.steps.size());
            if (one.steps.empty() || !matchesPattern(rule.tags, one.tag))
                continue;
            if (rule.kind != Kind::Silent) {
                walk(index, rule, one, most, report);
                continue;
            }
            const double last = one.wallTimes.empty() ? missing : one.wallTimes.back();
            if (one.ended || !(now - last > rule.seconds))
                continue;
            Alarm alarm{index, std::string(one.tag), one.steps.back(), one.steps.back(), 0, now - last, true, {}};
            alarm.message = messageOf(rule, alarm);
            report.alarms.push_back(std::move(alarm));
        }
    }
    std::stable_sort(report.alarms.begin(), report.alarms.end(),
                     [](const Alarm& a, const Alarm& b) { return a.step < b.step; });
    return report;
}

} // namespace maquette::runs
