// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/report/Fp8Source.h"

#include "runs/report/TagNames.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace maquette::runs {

namespace {

constexpr std::string_view ownHead = "fp8/";
constexpr std::string_view histogramField = "exponents";

/// fp8/LAYER/KIND/FIELD; a layer may have "/" itself.
struct OwnName {
    std::string_view layer, field;
    TensorKind tensor = TensorKind::Input;
};

std::optional<OwnName> ownName(std::string_view tag)
{
    if (!tag.starts_with(ownHead))
        return std::nullopt;
    tag.remove_prefix(ownHead.size());
    const std::size_t field = tag.rfind('/');
    const std::size_t kind = field == std::string_view::npos || field == 0 ? field : tag.rfind('/', field - 1);
    if (kind == std::string_view::npos || kind == 0)
        return std::nullopt;
    const auto tensor = tensorKindFromName(tag.substr(kind + 1, field - kind - 1));
    if (!tensor)
        return std::nullopt;
    OwnName name{tag.substr(0, kind), tag.substr(field + 1), *tensor};
    // Moments and masters are named by their parameter, the rest by its layer: they share a row.
    constexpr std::string_view weight = ".weight";
    if (name.layer.size() > weight.size() && name.layer.ends_with(weight))
        name.layer.remove_suffix(weight.size());
    return name;
}

/// A number of a "tensor" line and the statistic that it is, once multiplied: shares become percent.
struct Field {
    std::string_view name;
    Statistic statistic;
    double factor = 1;
};

const Field* fieldNamed(std::string_view name)
{
    static constexpr Field fields[] = {{"scale", Statistic::Scale},
                                       {"amax", Statistic::Amax},
                                       {"windowAmax", Statistic::WindowAmax},
                                       {"headroom", Statistic::Headroom},
                                       {"underflow", Statistic::Underflow, 100},
                                       {"overflow", Statistic::Overflow, 100},
                                       {"zeros", Statistic::Zeros, 100},
                                       {"saturated", Statistic::Saturated, 100},
                                       {"mse", Statistic::Mse},
                                       {"snr", Statistic::Snr},
                                       {"dynamicRange", Statistic::DynamicRange},
                                       {"factor", Statistic::Factor},
                                       {"elements", Statistic::Elements}};
    const auto* found
        = std::find_if(std::begin(fields), std::end(fields), [&](const Field& field) { return field.name == name; });
    return found == std::end(fields) ? nullptr : found;
}

/// Fields of the "step" lines by (step, rank).
using States = std::map<std::pair<std::int64_t, int>, StepState>;

bool isStepField(std::string_view field)
{
    return field == "lossScale" || field == "skipped" || field == "warming" || field == "gradientNorm"
        || field == "clip";
}

void addState(States& states, std::string_view field, int rank, const Values& values)
{
    for (std::size_t i = 0; i < values.steps.size(); ++i) {
        StepState& state = states[{values.steps[i], rank}];
        state.step = values.steps[i];
        state.rank = rank;
        const double value = values.values[i];
        if (field == "lossScale")
            state.lossScale = value;
        else if (field == "skipped")
            state.skipped = value != 0;
        else if (field == "warming")
            state.warming = value;
        else if (field == "gradientNorm")
            state.gradientNorm = value;
        else
            state.clip = value;
    }
}

void addOwn(Fp8Table& table, const OwnName& name, int rank, const Tag& tag)
{
    if (tag.history && tag.kind == Kind::Text && name.field == "type" && tag.history->count() > 0) {
        const auto text = tag.history->text(tag.history->entry(tag.history->count() - 1));
        if (text.ok() && !text.value().cells.empty())
            if (const auto format = formatFromName(text.value().cells[0]))
                table.setFormat(table.layer(name.layer), name.tensor, *format);
        return;
    }
    const Field* field = fieldNamed(name.field);
    if (!field || !tag.scalars)
        return;
    const std::size_t layer = table.layer(name.layer);
    const Values values = tag.scalars->live.values();
    for (std::size_t i = 0; i < values.steps.size(); ++i)
        if (!std::isnan(values.values[i]))
            table.add(layer, name.tensor, rank, field->statistic, values.steps[i], values.values[i] * field->factor);
}

/// Makes the layers known with their blocks, in the order in which the files name them first, which is that of the
/// modules; the tags of a run are sorted by name.
void addLayers(Fp8Table& table, const Run& run)
{
    struct Layer {
        std::int64_t place = std::numeric_limits<std::int64_t>::max();
        std::int64_t block = -1;
    };
    std::map<std::string, Layer, std::less<>> layers;
    for (const auto& tag : run.tags) {
        const std::string_view name = rankOfTag(tag->name).second;
        std::string layer;
        double block = -1;
        if (const auto own = ownName(name)) {
            layer = own->layer;
            if (own->field == "layer" && tag->scalars && !tag->scalars->live.empty())
                block = tag->scalars->live.point(0).value;
        } else if (const auto inspected = parseInspectName(name); inspected && tag->scalars)
            layer = inspected->layer;
        else
            continue;
        Layer& known = layers[layer];
        known.place = std::min(known.place, tag->place);
        if (block >= 0 && block < 1e9)
            known.block = static_cast<std::int64_t>(block);
    }
    std::vector<std::pair<std::int64_t, std::string_view>> order;
    for (const auto& [name, layer] : layers)
        order.emplace_back(layer.place, name);
    std::sort(order.begin(), order.end());
    for (const auto& [place, name] : order)
        static_cast<void>(table.layer(name, layers.find(name)->second.block));
}

/// Whether the table is made from this tag.
bool isFp8(const Tag& tag)
{
    const auto [rank, name] = rankOfTag(tag.name);
    if (name.starts_with(ownHead))
        return ownName(name) || isStepField(name.substr(ownHead.size()));
    return tag.scalars && parseInspectName(name);
}

} // namespace

bool hasFp8(const Run& run)
{
    return std::any_of(run.tags.begin(), run.tags.end(), [](const auto& tag) { return isFp8(*tag); });
}

std::uint64_t fp8Revision(const Run& run)
{
    // Tags that did not change are the same objects in the next snapshot.
    std::uint64_t digest = 14695981039346656037ULL;
    for (const auto& tag : run.tags)
        if (isFp8(*tag)) {
            digest ^= reinterpret_cast<std::uintptr_t>(tag.get()) ^ static_cast<std::uint64_t>(tag->count);
            digest *= 1099511628211ULL;
        }
    return digest;
}

base::Result<Fp8Table> fp8TableOf(const Run& run, const base::Job& job)
{
    Fp8Table table;
    States states;
    addLayers(table, run);
    for (std::size_t i = 0; i < run.tags.size(); ++i) {
        if (job.stopped())
            return base::stoppedError();
        job.report(static_cast<double>(i) / static_cast<double>(run.tags.size()),
                   {QT_TRANSLATE_NOOP("Engine", "Reading the scaling factors")});
        const Tag& tag = *run.tags[i];
        const auto [rank, name] = rankOfTag(tag.name);
        if (name.starts_with(ownHead)) {
            if (const auto own = ownName(name))
                addOwn(table, *own, rank, tag);
            else if (const auto field = name.substr(ownHead.size()); tag.scalars && isStepField(field))
                addState(states, field, rank, tag.scalars->live.values());
        } else if (tag.scalars && parseInspectName(name)) {
            const Values values = tag.scalars->live.values();
            static_cast<void>(table.addTag(name, rank, values.steps, values.values));
        }
    }
    for (const auto& [place, state] : states)
        table.addStep(state);
    return table;
}

base::Result<void> addHistograms(Fp8Table& table, const Run& run, std::size_t layer, TensorKind tensor, int rank,
                                 const base::Job& job)
{
    for (const auto& tag : run.tags) {
        const auto [tagRank, name] = rankOfTag(tag->name);
        const auto own = ownName(name);
        if (!own || tag->kind != Kind::Histogram || own->field != histogramField || tagRank != rank
            || own->tensor != tensor || own->layer != table.layers()[layer])
            continue;
        const StepSeries* elements = table.find(layer, tensor, rank, Statistic::Elements);
        for (std::int64_t i = 0; i < tag->history->count(); ++i) {
            if (job.stopped())
                return base::stoppedError();
            const Entry& entry = tag->history->entry(i);
            const auto logged = tag->history->histogram(entry);
            if (!logged.ok() || logged.value().edges.empty())
                continue;
            ExponentHistogram histogram;
            histogram.first = static_cast<int>(logged.value().edges.front());
            histogram.counts = logged.value().counts;
            // What was looked at and has no exponent is zero.
            if (elements) {
                const auto at = std::lower_bound(elements->steps.begin(), elements->steps.end(), entry.step);
                if (at != elements->steps.end() && *at == entry.step)
                    histogram.zeros = std::max(0.0,
                                               elements->values[static_cast<std::size_t>(at - elements->steps.begin())]
                                                   - histogram.values());
            }
            table.addHistogram(layer, tensor, rank, entry.step, std::move(histogram));
        }
    }
    return {};
}

} // namespace maquette::runs
