// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/Explanation.h"

#include "base/StopScope.h"
#include "edit/fit/Pixels.h"

#include <algorithm>
#include <cmath>

namespace maquette::edit {

namespace {

constexpr std::size_t mostSteps = 64; // of a stored explanation; far above what the search makes

} // namespace

imaging::Image Explanation::apply(const imaging::Image& image) const
{
    imaging::Image result;
    bool first = true;
    for (const StepPtr& step : steps) {
        if (base::StopScope::stopped())
            return image;
        result = step->apply(first ? image : result);
        first = false;
    }
    if (first)
        result = image;
    for (float& value : result.data)
        value = std::min(std::max(value, 0.0F), 1.0F);
    return result;
}

imaging::Image Explanation::align(const imaging::Image& image) const
{
    imaging::Image result = image;
    for (const StepPtr& step : steps)
        if (step->moves())
            result = step->apply(result);
    return result;
}

double Explanation::guessedShare(const imaging::Image& before, const imaging::Image& image) const
{
    return unseenResidual > residual ? fit::unseenShare(before, image) : 0;
}

double Explanation::expectedResidual(const imaging::Image& before, const imaging::Image& image) const
{
    return expectedResidual(guessedShare(before, image));
}

double Explanation::expectedResidual(double guessed) const
{
    return std::sqrt((1 - guessed) * residual * residual + guessed * unseenResidual * unseenResidual);
}

std::vector<base::Message> Explanation::sentences() const
{
    std::vector<base::Message> list;
    list.reserve(steps.size());
    for (const StepPtr& step : steps)
        list.push_back(step->describe());
    return list;
}

base::Json Explanation::toJson() const
{
    base::Json json = base::Json::object();
    json["steps"] = base::Json::array();
    for (const StepPtr& step : steps)
        json["steps"].push_back(step->toJson());
    json["rebuildDb"] = rebuildDb;
    json["residual"] = residual;
    json["unseenResidual"] = unseenResidual;
    json["copyDb"] = copyDb;
    return json;
}

base::Result<Explanation> explanationFromJson(const base::Json& json)
{
    const base::Error bad{
        base::ErrorCode::BadInput, {QT_TRANSLATE_NOOP("Engine", "This is not a stored explanation.")}, {}};
    if (!json.is_object())
        return bad;
    const auto steps = json.find("steps");
    if (steps == json.end() || !steps->is_array() || steps->size() > mostSteps)
        return bad;
    Explanation explanation;
    for (const auto& item : *steps) {
        auto step = stepFromJson(item);
        if (!step.ok())
            return step.error();
        explanation.steps.push_back(std::move(step).value());
    }
    const auto figure = [&json](const char* key, double low, double high, double missing) {
        const auto found = json.find(key);
        if (found == json.end() || !found->is_number())
            return missing;
        return std::clamp(found->get<double>(), low, high);
    };
    explanation.rebuildDb = figure("rebuildDb", 0, 50, 0);
    explanation.residual = figure("residual", 0, 1, 1);
    explanation.unseenResidual = figure("unseenResidual", 0, 1, 0);
    explanation.copyDb = figure("copyDb", 0, 50, 0);
    return explanation;
}

} // namespace maquette::edit
