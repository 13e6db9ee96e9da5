// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/analysis/Fp8Names.h"

#include <algorithm>
#include <array>

namespace maquette::runs {

namespace {

constexpr std::array kindNames
    = {"input", "weight", "ograd", "wgrad", "wgrad_reduced", "exp_avg", "exp_avg_sq", "master", "output", "dgrad"};

constexpr std::array statisticNames = {"min",           "max",           "mean",
                                       "std",           "l1_norm",       "l2_norm",
                                       "cur_amax",      "dynamic_range", "max_blockwise_dynamic_range",
                                       "underflows%",   "overflows%",    "scale_inv_min",
                                       "scale_inv_max", "mse",           "scale",
                                       "window_amax",   "headroom",      "snr",
                                       "zeros",         "saturated",     "elements",
                                       "factor",        "current"};

constexpr std::array recipeNames
    = {"", "fp8_delayed_scaling", "fp8_current_scaling", "mxfp8", "fp8_block_scaling", "nvfp4"};

/// Whether a recipe's name may stand before it.
bool ofRecipe(Statistic statistic)
{
    return statistic == Statistic::Underflow || statistic == Statistic::Overflow
        || statistic == Statistic::ScaleInverseMinimum || statistic == Statistic::ScaleInverseMaximum
        || statistic == Statistic::Mse;
}

/// Takes "_" + `suffix` off the end of `text`, leaving something before it.
bool takeSuffix(std::string_view& text, std::string_view suffix)
{
    if (text.size() < suffix.size() + 2 || text.substr(text.size() - suffix.size()) != suffix
        || text[text.size() - suffix.size() - 1] != '_')
        return false;
    text.remove_suffix(suffix.size() + 1);
    return true;
}

/// The longest of `names` at the end of `text`, taken off; -1 for none.
template <std::size_t Count> int takeLongest(std::string_view& text, const std::array<const char*, Count>& names)
{
    int best = -1;
    std::size_t length = 0;
    for (std::size_t i = 0; i < Count; ++i) {
        const std::string_view name = names[i];
        std::string_view rest = text;
        if (!name.empty() && name.size() > length && takeSuffix(rest, name)) {
            best = static_cast<int>(i);
            length = name.size();
        }
    }
    if (best >= 0)
        text.remove_suffix(length + 1);
    return best;
}

bool takeStatistic(std::string_view& text, StatisticKey& key)
{
    constexpr std::string_view block = "_max_blockwise_dynamic_range_";
    const std::size_t at = text.rfind(block);
    if (at != std::string_view::npos && at > 0) {
        const std::string_view variant = text.substr(at + block.size());
        const bool plain = std::all_of(variant.begin(), variant.end(), [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
        });
        if (plain
            && (variant.starts_with("block_") || variant.starts_with("dims_") || variant.starts_with("max_over_"))) {
            key = {Statistic::BlockDynamicRange, QuantRecipe::InUse, false, std::string(variant)};
            text = text.substr(0, at);
            return true;
        }
    }
    std::string_view rest = text;
    const bool columnwise = takeSuffix(rest, "columnwise");
    const int statistic = takeLongest(rest, statisticNames);
    if (statistic < 0 || (columnwise && !ofRecipe(static_cast<Statistic>(statistic))))
        return false;
    key = {static_cast<Statistic>(statistic), QuantRecipe::InUse, columnwise, {}};
    if (ofRecipe(key.statistic))
        if (const int recipe = takeLongest(rest, recipeNames); recipe > 0)
            key.recipe = static_cast<QuantRecipe>(recipe);
    text = rest;
    return true;
}

} // namespace

const char* nameOf(TensorKind kind) { return kindNames[static_cast<std::size_t>(kind)]; }
const char* nameOf(Statistic statistic) { return statisticNames[static_cast<std::size_t>(statistic)]; }
const char* nameOf(QuantRecipe recipe) { return recipeNames[static_cast<std::size_t>(recipe)]; }

std::optional<TensorKind> tensorKindFromName(std::string_view name)
{
    if (name == "activation")
        return TensorKind::Input;
    if (name == "gradient")
        return TensorKind::OutputGradient;
    for (std::size_t i = 0; i < kindNames.size(); ++i)
        if (name == kindNames[i])
            return static_cast<TensorKind>(i);
    return std::nullopt;
}

std::optional<InspectName> parseInspectName(std::string_view name)
{
    InspectName out;
    if (!takeStatistic(name, out.key))
        return std::nullopt;
    constexpr std::array tensors = {"activation",    "gradient", "input",  "weight",  "ograd",      "wgrad",
                                    "wgrad_reduced", "dgrad",    "output", "exp_avg", "exp_avg_sq", "master"};
    const int tensor = takeLongest(name, tensors);
    if (tensor < 0)
        return std::nullopt;
    out.tensor = *tensorKindFromName(tensors[static_cast<std::size_t>(tensor)]);
    out.layer = std::string(name);
    return out;
}

std::string inspectName(const InspectName& name)
{
    const char* tensor = name.tensor == TensorKind::Input ? "activation"
        : name.tensor == TensorKind::OutputGradient       ? "gradient"
                                                          : nameOf(name.tensor);
    std::string out = name.layer + "_" + tensor + "_";
    if (name.key.recipe != QuantRecipe::InUse)
        out += std::string(nameOf(name.key.recipe)) + "_";
    out += nameOf(name.key.statistic);
    if (!name.key.variant.empty())
        out += "_" + name.key.variant;
    if (name.key.columnwise)
        out += "_columnwise";
    return out;
}

} // namespace maquette::runs
