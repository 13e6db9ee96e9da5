// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/analysis/Fp8Alarms.h"

#include <deque>

namespace maquette::runs {

AlarmReport evaluateFp8Alarms(std::span<const AlarmRule> rules, const Fp8Table& table, std::int64_t most)
{
    struct Named {
        std::string tag;
        StepSeries series;
    };
    // Stays in place while spans into it are taken.
    std::deque<Named> named;
    for (std::size_t layer = 0; layer < table.layers().size(); ++layer)
        for (const TensorKind tensor : table.tensors(layer))
            for (const int rank : table.ranks()) {
                const auto tagOf = [&](const StatisticKey& key) {
                    const std::string name = inspectName({table.layers()[layer], tensor, key});
                    return table.ranks().size() > 1 ? "rank " + std::to_string(rank) + ": " + name : name;
                };
                const auto keys = table.statistics(layer, tensor, rank);
                for (const StatisticKey& key : keys)
                    if (key != StatisticKey(Statistic::Scale) && key != StatisticKey(Statistic::Headroom))
                        named.push_back({tagOf(key), *table.find(layer, tensor, rank, key)});
                if (keys.empty())
                    continue;
                named.push_back({tagOf(Statistic::Scale), table.scales(layer, tensor, rank)});
                named.push_back({tagOf(Statistic::Headroom), table.headroom(layer, tensor, rank)});
            }
    std::vector<AlarmSeries> series;
    for (const Named& one : named)
        series.push_back({one.tag, one.series.steps, one.series.values, {}, true});
    return evaluateAlarms(rules, series, missing, most);
}

} // namespace maquette::runs
