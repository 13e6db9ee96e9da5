// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/gpt/GptConfig.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace maquette::models::gpt {

using base::Error;
using base::ErrorCode;
using base::Json;
using base::Result;

namespace {

Error wrong(const char* name, double value)
{
    return {ErrorCode::Usage,
            {QT_TRANSLATE_NOOP("Engine", "A GPT cannot have %1 = %2."), {name, base::number(value, 4)}},
            {}};
}

GptConfig shape(std::int64_t layers, std::int64_t hidden, std::int64_t heads, std::int64_t sequence,
                std::int64_t vocabulary)
{
    GptConfig config;
    config.layers = layers;
    config.hidden = hidden;
    config.heads = heads;
    config.sequence = sequence;
    config.vocabulary = vocabulary;
    return config;
}

GptConfig withDeviation(GptConfig config, double deviation)
{
    config.deviation = deviation;
    return config;
}

} // namespace

Result<void> GptConfig::check() const
{
    // The bounds keep every product below far inside 64 bits.
    const std::pair<const char*, std::int64_t> counts[] = {
        {"layers", layers}, {"hidden", hidden}, {"heads", heads}, {"sequence", sequence}, {"vocabulary", vocabulary}};
    for (const auto& [name, value] : counts)
        if (value < 1 || value > (std::int64_t(1) << 24))
            return wrong(name, static_cast<double>(value));
    if (layers > 4096 || hidden > (1 << 17))
        return wrong(layers > 4096 ? "layers" : "hidden", static_cast<double>(layers > 4096 ? layers : hidden));
    if (hidden % heads != 0)
        return wrong("heads", static_cast<double>(heads));
    const double turned = rotaryFraction * static_cast<double>(headWidth());
    if (!(rotaryFraction >= 0 && rotaryFraction <= 1) || std::fmod(std::round(turned), 2) != 0)
        return wrong("rotaryFraction", rotaryFraction);
    if (!(rotaryBase > 1 && rotaryBase < 1e12))
        return wrong("rotaryBase", rotaryBase);
    if (!(deviation > 0 && deviation < 10))
        return wrong("deviation", deviation);
    return {};
}

std::int64_t GptConfig::parameters() const
{
    return (tied ? 1 : 2) * vocabulary * hidden + layers * (12 * hidden * hidden + 13 * hidden) + 2 * hidden;
}

Json GptConfig::toJson() const
{
    return {
        {"layers", layers},         {"hidden", hidden}, {"heads", heads},           {"sequence", sequence},
        {"vocabulary", vocabulary}, {"tied", tied},     {"rotaryBase", rotaryBase}, {"rotaryFraction", rotaryFraction},
        {"deviation", deviation}};
}

Result<GptConfig> GptConfig::fromJson(const Json& json, const std::string& source)
{
    GptConfig config;
    std::string bad;
    const auto integer = [&](const char* key, std::int64_t& value) {
        if (json.contains(key) && json[key].is_number_integer())
            value = json[key].get<std::int64_t>();
        else
            bad = bad.empty() ? key : bad;
    };
    const auto real = [&](const char* key, double& value) {
        if (json.contains(key) && json[key].is_number())
            value = json[key].get<double>();
        else
            bad = bad.empty() ? key : bad;
    };
    if (!json.is_object())
        bad = "an object";
    else {
        integer("layers", config.layers);
        integer("hidden", config.hidden);
        integer("heads", config.heads);
        integer("sequence", config.sequence);
        integer("vocabulary", config.vocabulary);
        real("rotaryBase", config.rotaryBase);
        real("rotaryFraction", config.rotaryFraction);
        real("deviation", config.deviation);
        if (json.contains("tied") && json["tied"].is_boolean())
            config.tied = json["tied"].get<bool>();
        else
            bad = bad.empty() ? "tied" : bad;
    }
    const Result<void> checked = config.check();
    if (!bad.empty() || !checked.ok())
        return Error{ErrorCode::BadInput,
                     {QT_TRANSLATE_NOOP("Engine", "%1 does not describe a GPT."), {source}},
                     bad.empty() ? checked.error().english() : "there is no " + bad};
    return config;
}

const std::vector<NamedGpt>& namedGpts()
{
    static const std::vector<NamedGpt> all = {
        {"tiny", shape(4, 128, 4, 128, 256), 2e-3, 1024},
        {"small", shape(6, 256, 8, 256, 1024), 1e-3, 4096},
        {"125m", shape(12, 768, 12, 2048, 50304), 6e-4, std::int64_t(1) << 20},
        {"345m", shape(24, 1024, 16, 1024, 50304), 1.5e-4, 64 * 1024},
        {"7b", withDeviation(shape(32, 4096, 32, 2048, 100352), 0.0099), 3e-4, std::int64_t(1) << 22},
        {"13b", withDeviation(shape(40, 5120, 40, 2048, 100352), 0.0099), 3e-4, std::int64_t(1) << 22},
        {"175b", shape(96, 12288, 96, 2048, 100352), 3e-5, std::int64_t(1) << 20},
    };
    return all;
}

const NamedGpt* namedGpt(std::string_view name)
{
    const auto& all = namedGpts();
    const auto found = std::find_if(all.begin(), all.end(), [&](const NamedGpt& each) { return each.name == name; });
    return found == all.end() ? nullptr : &*found;
}

} // namespace maquette::models::gpt
