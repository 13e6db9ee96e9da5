// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/analysis/Importance.h"

#include "runs/analysis/Statistics.h"
#include "runs/analysis/Words.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace maquette::runs {

namespace {

void placeNumbers(SettingColumn& column, const std::vector<double>& numbers)
{
    const bool logarithm = column.kind == ScaleKind::Logarithm;
    const auto usable = [&](double v) { return std::isfinite(v) && (!logarithm || v > 0); };
    for (const double value : numbers)
        if (usable(value)) {
            column.minimum = std::isnan(column.minimum) ? value : std::min(column.minimum, value);
            column.maximum = std::isnan(column.maximum) ? value : std::max(column.maximum, value);
        }
    const auto onAxis = [&](double v) { return logarithm ? std::log(v) : v / 2; }; // halves: no overflow of the range
    const double low = onAxis(column.minimum);
    const double width = onAxis(column.maximum) - low;
    for (const double value : numbers)
        column.places.push_back(!usable(value)  ? missing
                                    : width > 0 ? std::clamp((onAxis(value) - low) / width, 0.0, 1.0)
                                                : 0.5);
}

void placeCategories(SettingColumn& column, std::span<const runlog::Setting> values)
{
    const auto before = [](const std::string& a, const std::string& b) { return compareNaturally(a, b) < 0; };
    for (const auto& value : values)
        if (!isMissing(value))
            column.categories.push_back(textOf(value));
    std::sort(column.categories.begin(), column.categories.end(), before);
    column.categories.erase(std::unique(column.categories.begin(), column.categories.end()), column.categories.end());
    const auto last = static_cast<double>(column.categories.size()) - 1;
    for (const auto& value : values) {
        if (isMissing(value)) {
            column.places.push_back(missing);
            continue;
        }
        const auto at = std::lower_bound(column.categories.begin(), column.categories.end(), textOf(value), before);
        column.places.push_back(last > 0 ? static_cast<double>(at - column.categories.begin()) / last : 0.5);
    }
}

double ratio(const SettingColumn& setting, std::span<const double> metric)
{
    struct Sum {
        double count = 0, sum = 0;
    };
    const auto last = static_cast<double>(setting.categories.size()) - 1;
    std::vector<Sum> sums(setting.categories.size());
    Sum all;
    for (std::size_t i = 0; i < metric.size(); ++i)
        if (std::isfinite(setting.places[i]) && std::isfinite(metric[i])) {
            Sum& sum = sums[static_cast<std::size_t>(std::lround(last > 0 ? setting.places[i] * last : 0))];
            ++sum.count;
            sum.sum += metric[i];
            ++all.count;
            all.sum += metric[i];
        }
    if (all.count < 3)
        return missing;
    const double mean = all.sum / all.count;
    double between = 0;
    double total = 0;
    for (const Sum& sum : sums)
        if (sum.count > 0)
            between += sum.count * std::pow(sum.sum / sum.count - mean, 2);
    for (std::size_t i = 0; i < metric.size(); ++i)
        if (std::isfinite(setting.places[i]) && std::isfinite(metric[i]))
            total += std::pow(metric[i] - mean, 2);
    return total > 0 ? std::sqrt(std::clamp(between / total, 0.0, 1.0)) : missing;
}

} // namespace

SettingColumn settingColumn(std::string name, std::span<const runlog::Setting> values, std::optional<ScaleKind> wish)
{
    SettingColumn column;
    column.name = std::move(name);
    std::vector<double> numbers;
    bool numeric = true;
    double lowest = INFINITY;
    double highest = -INFINITY;
    for (const auto& value : values) {
        const auto number = numberOf(value);
        numbers.push_back(number.value_or(missing));
        numeric &= isMissing(value) || (number && !std::holds_alternative<bool>(value));
        if (number && std::isfinite(*number)) {
            lowest = std::min(lowest, *number);
            highest = std::max(highest, *number);
        }
    }
    column.kind = wish                          ? *wish
        : !numeric                              ? ScaleKind::Category
        : lowest > 0 && highest / lowest >= 100 ? ScaleKind::Logarithm
                                                : ScaleKind::Number;
    if (column.kind == ScaleKind::Category)
        placeCategories(column, values);
    else
        placeNumbers(column, numbers);
    return column;
}

Association association(const SettingColumn& setting, std::span<const double> metric)
{
    assert(setting.places.size() == metric.size());
    Association out;
    for (std::size_t i = 0; i < metric.size(); ++i)
        out.runs += std::isfinite(setting.places[i]) && std::isfinite(metric[i]);
    const bool named = setting.kind == ScaleKind::Category;
    if (named)
        out.correlationRatio = ratio(setting, metric);
    if (out.runs >= 3 && (!named || setting.categories.size() == 2)) {
        out.pearson = pearson(setting.places, metric);
        out.spearman = spearman(setting.places, metric);
    }
    const double strength = std::isfinite(out.spearman) ? std::abs(out.spearman) : out.correlationRatio;
    out.strength = std::isfinite(strength) ? strength : 0;
    return out;
}

} // namespace maquette::runs
