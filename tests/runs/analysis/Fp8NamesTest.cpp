// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/analysis/Fp8Names.h"

#include <gtest/gtest.h>

using namespace maquette::runs;

namespace {

InspectName read(const std::string& name)
{
    const auto parsed = parseInspectName(name);
    EXPECT_TRUE(parsed) << name;
    return parsed.value_or(InspectName{});
}

} // namespace

TEST(Fp8Names, OfTransformerEnginesLogs)
{
    const std::string layer = "transformer_layer.self_attention.layernorm_qkv";
    EXPECT_EQ(read(layer + "_activation_cur_amax"), (InspectName{layer, TensorKind::Input, {Statistic::Amax}}));
    EXPECT_EQ(read(layer + "_gradient_min"), (InspectName{layer, TensorKind::OutputGradient, {Statistic::Minimum}}));
    EXPECT_EQ(read(layer + "_weight_underflows%"), (InspectName{layer, TensorKind::Weight, {Statistic::Underflow}}));
    EXPECT_EQ(read(layer + "_weight_fp8_delayed_scaling_overflows%"),
              (InspectName{layer, TensorKind::Weight, {Statistic::Overflow, QuantRecipe::DelayedScaling}}));
    EXPECT_EQ(
        read(layer + "_wgrad_mxfp8_scale_inv_max_columnwise"),
        (InspectName{layer, TensorKind::WeightGradient, {Statistic::ScaleInverseMaximum, QuantRecipe::Mxfp8, true}}));
    EXPECT_EQ(read(layer + "_dgrad_fp8_block_scaling_mse").key.recipe, QuantRecipe::BlockScaling);
    EXPECT_EQ(read(layer + "_output_fp8_current_scaling_scale_inv_min").key.statistic, Statistic::ScaleInverseMinimum);
    EXPECT_EQ(read(layer + "_activation_mse_columnwise").key.recipe, QuantRecipe::InUse);
    EXPECT_EQ(read(layer + "_activation_nvfp4_underflows%").key.recipe, QuantRecipe::Nvfp4);
    EXPECT_EQ(read(layer + "_activation_l2_norm").key.statistic, Statistic::L2Norm);
    EXPECT_EQ(read(layer + "_activation_dynamic_range").key.statistic, Statistic::DynamicRange);
    EXPECT_EQ(read(layer + "_activation_max_blockwise_dynamic_range_block_size_32_dims_1").key,
              (StatisticKey{Statistic::BlockDynamicRange, QuantRecipe::InUse, false, "block_size_32_dims_1"}));
    EXPECT_EQ(read(layer + "_activation_max_blockwise_dynamic_range").key.statistic, Statistic::BlockDynamicRange);
}

TEST(Fp8Names, ALayerMayHoldWordsOfTheOthers)
{
    EXPECT_EQ(read("weight_gradient_min_weight_max").layer, "weight_gradient_min");
    EXPECT_EQ(read("a_exp_avg_exp_avg_sq_scale"),
              (InspectName{"a_exp_avg", TensorKind::SecondMoment, {Statistic::Scale}}));
    // A recipe belongs to a statistic that has one, else to the layer.
    EXPECT_EQ(read("net_mxfp8_weight_mean").layer, "net_mxfp8");
    EXPECT_EQ(read("x_max_blockwise_dynamic_range_weight_min").layer, "x_max_blockwise_dynamic_range");
}

TEST(Fp8Names, OtherTagsAreLeftAlone)
{
    for (const char* name :
         {"", "loss", "train/loss_max", "weight_min", "_weight_min", "layer_weight", "layer_min",
          "layer_weight_min_columnwise", "layer_weights_min", "layerweight_min", "_", "__weight__max"})
        EXPECT_FALSE(parseInspectName(name)) << name;
}

TEST(Fp8Names, ComeBackAsTheyWere)
{
    for (const TensorKind tensor :
         {TensorKind::Input, TensorKind::OutputGradient, TensorKind::SecondMoment, TensorKind::InputGradient})
        for (int s = 0; s <= static_cast<int>(Statistic::Elements); ++s)
            for (int r = 0; r <= static_cast<int>(QuantRecipe::Nvfp4); ++r)
                for (const bool columnwise : {false, true}) {
                    const auto statistic = static_cast<Statistic>(s);
                    const bool ofRecipe = statistic == Statistic::Mse || statistic == Statistic::Underflow
                        || statistic == Statistic::Overflow || statistic == Statistic::ScaleInverseMinimum
                        || statistic == Statistic::ScaleInverseMaximum;
                    if (!ofRecipe && (r > 0 || columnwise))
                        continue;
                    const InspectName name{
                        "decoder.layers.3.mlp_fc1", tensor, {statistic, static_cast<QuantRecipe>(r), columnwise}};
                    EXPECT_EQ(read(inspectName(name)), name) << inspectName(name);
                }
}
