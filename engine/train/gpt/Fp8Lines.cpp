// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/gpt/Fp8Lines.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <string>

namespace maquette::train::gpt {

using base::Json;

namespace {

const char* typeName(fp8::QType type)
{
    switch (type) {
    case fp8::QType::E4M3:
        return "e4m3";
    case fp8::QType::E5M2:
        return "e5m2";
    case fp8::QType::Float16:
        return "f16";
    case fp8::QType::BFloat16:
        return "bf16";
    case fp8::QType::Float32:
        break;
    }
    return "f32";
}

/// One name for all kinds of a linear layer's tensors.
std::string layerName(const std::string& name)
{
    constexpr std::string_view ending = ".weight";
    const bool linear = name.ends_with(ending)
        && (name.find(".self_attention.") != std::string::npos || name.find(".mlp.") != std::string::npos);
    return linear ? name.substr(0, name.size() - ending.size()) : name;
}

Json histogram(const std::vector<std::int64_t>& counts)
{
    const auto some = [](std::int64_t count) { return count != 0; };
    const auto first = std::find_if(counts.begin(), counts.end(), some);
    const auto last = std::find_if(counts.rbegin(), std::make_reverse_iterator(first), some).base();
    return {{"first", fp8::TensorStatistics::firstExponent + (first - counts.begin())},
            {"counts", std::vector<std::int64_t>(first, last)}};
}

Json tensorLine(const fp8::TensorStatistics& tensor, std::int64_t step, std::int64_t rank)
{
    Json line = {{"record", "tensor"},
                 {"step", step},
                 {"rank", rank},
                 {"layer", blockOf(tensor.tensor)},
                 {"name", layerName(tensor.tensor)},
                 {"tensor", fp8::name(tensor.role)},
                 {"type", typeName(tensor.type)},
                 {"scaling", tensor.warmingUp || tensor.window.size() <= 1 ? "current" : "delayed"},
                 {"counter", tensor.counter},
                 {"scale", tensor.scale},
                 {"scaleInverse", tensor.scaleInverse},
                 {"amax", tensor.amax},
                 {"windowAmax", tensor.windowAmax},
                 {"headroom", tensor.headroom}};
    if (tensor.factor != 1)
        line["factor"] = tensor.factor;
    if (tensor.measured) {
        const auto& measured = *tensor.measured;
        line["elements"] = measured.elements;
        line["underflow"] = measured.underflow / 100;
        line["overflow"] = measured.overflow / 100;
        line["zeros"] = measured.zeros / 100;
        line["saturated"] = measured.saturated / 100;
        line["mse"] = measured.mse;
        line["snr"] = measured.snr;
        line["dynamicRange"] = measured.dynamicRange;
        line["histogram"] = histogram(measured.exponents);
    }
    return line;
}

} // namespace

std::int64_t blockOf(const std::string& name)
{
    constexpr std::string_view mark = "layers.";
    const std::size_t at = name.find(mark);
    if (at == std::string::npos)
        return -1;
    std::int64_t number = -1;
    for (std::size_t i = at + mark.size(); i < name.size() && i < at + mark.size() + 9; ++i) {
        if (!std::isdigit(static_cast<unsigned char>(name[i])))
            break;
        number = std::max<std::int64_t>(number, 0) * 10 + (name[i] - '0');
    }
    return number;
}

std::vector<Json> fp8Lines(const fp8::StepStatistics& statistics, bool skipped, std::int64_t rank)
{
    std::vector<Json> lines;
    lines.push_back({{"record", "step"},
                     {"step", statistics.step},
                     {"rank", rank},
                     {"lossScale", statistics.lossScale},
                     {"skipped", skipped},
                     {"skippedTotal", statistics.skippedSteps},
                     {"warming", statistics.warmingUp},
                     {"restarted", statistics.restarted},
                     {"gradientNorm", statistics.gradientNorm},
                     {"clip", statistics.clipCoefficient}});
    const bool looked = std::any_of(statistics.tensors.begin(), statistics.tensors.end(),
                                    [](const auto& tensor) { return tensor.measured.has_value(); });
    if (looked)
        for (const auto& tensor : statistics.tensors)
            lines.push_back(tensorLine(tensor, statistics.step, rank));
    return lines;
}

std::string rankLines(const fp8::StepStatistics& statistics, std::int64_t rank, std::int64_t tensorRanks, bool zero)
{
    using fp8::Role;
    std::string text;
    for (const auto& tensor : statistics.tensors) {
        const bool own
            = tensor.role == Role::Input || tensor.role == Role::OutputGradient || tensor.role == Role::WeightGradient;
        const bool first = rank < tensorRanks;
        if (own || first || (zero && tensor.role != Role::Weight))
            text += base::dumpJson(tensorLine(tensor, statistics.step, own ? rank : rank % tensorRanks)) + "\n";
    }
    return text;
}

} // namespace maquette::train::gpt
