// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace maquette::runs {

/// What a tensor is to its layer or parameter (facts of FP8-LM, B.3).
enum class TensorKind {
    Input, ///< of a linear layer; Transformer Engine: activation
    Weight,
    OutputGradient, ///< Transformer Engine: gradient
    WeightGradient,
    ReducedGradient, ///< the weight gradient as the mean over processes
    FirstMoment,
    SecondMoment,
    Master,
    Output,
    InputGradient
};
/// "input", "weight", "ograd", "wgrad", "wgrad_reduced", "exp_avg", "exp_avg_sq", "master", "output",
/// "dgrad".
[[nodiscard]] const char* nameOf(TensorKind kind);
/// These, and Transformer Engine's "activation" and "gradient".
[[nodiscard]] std::optional<TensorKind> tensorKindFromName(std::string_view name);

/// What is measured of a tensor (anchors 7.1, 7.2; facts B.2).
enum class Statistic {
    Minimum,
    Maximum,
    Mean,
    Deviation,
    L1Norm,
    L2Norm,
    Amax, ///< of this step
    DynamicRange, ///< log2 amax - log2 of the smallest magnitude above 0
    BlockDynamicRange, ///< the largest over blocks
    Underflow, ///< % of elements that become 0
    Overflow, ///< % of elements beyond the largest number
    ScaleInverseMinimum, ///< without those of padding, which are 0
    ScaleInverseMaximum,
    Mse,
    Scale, ///< factor before the cast
    WindowAmax,
    Headroom, ///< bits
    Snr, ///< dB
    Zeros, ///< % of the codes that are 0
    Saturated, ///< % of the codes that are the largest number
    Elements,
    Factor, ///< of the scale that amax alone would give: μ of a sum over processes
    Current ///< 1 where the scale came from this step's own amax, 0 where it was delayed
};
/// As in Transformer Engine's logs: "min", "underflows%", "scale_inv_max" …; our own: "scale", "window_amax",
/// "headroom", "snr", "zeros", "saturated", "elements", "factor", "current".
[[nodiscard]] const char* nameOf(Statistic statistic);

/// With which recipe a statistic was measured; all but InUse are what would be.
enum class QuantRecipe { InUse, DelayedScaling, CurrentScaling, Mxfp8, BlockScaling, Nvfp4 };
/// "", "fp8_delayed_scaling", "fp8_current_scaling", "mxfp8", "fp8_block_scaling", "nvfp4".
[[nodiscard]] const char* nameOf(QuantRecipe recipe);

struct StatisticKey {
    Statistic statistic = Statistic::Scale;
    QuantRecipe recipe = QuantRecipe::InUse;
    bool columnwise = false;
    std::string variant; ///< BlockDynamicRange: what follows, such as "block_size_32_dims_1"

    StatisticKey(Statistic newStatistic = Statistic::Scale, QuantRecipe newRecipe = QuantRecipe::InUse,
                 bool newColumnwise = false, std::string newVariant = {})
        : statistic(newStatistic)
        , recipe(newRecipe)
        , columnwise(newColumnwise)
        , variant(std::move(newVariant))
    {
    }

    auto operator<=>(const StatisticKey&) const = default;
};

/// A name of Transformer Engine's inspect logs and scalars, taken apart.
struct InspectName {
    std::string layer;
    TensorKind tensor = TensorKind::Input;
    StatisticKey key;

    bool operator==(const InspectName&) const = default;
};

/// `<layer>_<tensor>_<stat>`: the longest known statistic at the end, before it the longest known tensor; a layer may
/// itself hold underscores and names of tensors. Statistics: [recipe_]underflows%, overflows%, scale_inv_min,
/// scale_inv_max and mse, each also with _columnwise, and those without recipe. UNCONFIRMED: how the block size stands
/// after max_blockwise_dynamic_range; what follows and begins with block_, dims_ or max_over_ is kept as the variant.
/// Nothing when the name is of another kind.
[[nodiscard]] std::optional<InspectName> parseInspectName(std::string_view name);
/// The way back, with Transformer Engine's names for tensors.
[[nodiscard]] std::string inspectName(const InspectName& name);

} // namespace maquette::runs
