// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/diffusion/Conformance.h"

#include "models/diffusion/Autoencoder.h"
#include "models/diffusion/UNetModel.h"
#include "nn/Conformance.h"
#include "nn/KeyMapping.h"
#include "nn/Runtime.h"

#include <ATen/ATen.h>

namespace maquette::models::diffusion {

namespace {

constexpr const char* system = "diffusion";
constexpr double tolerance = 2e-4;

std::int64_t elements(const torch::nn::Module& module)
{
    std::int64_t count = 0;
    for (const auto& [name, tensor] : nn::stateOf(module))
        count += tensor.numel();
    return count;
}

base::Check sizeCheck(const std::string& name, const torch::nn::Module& module, double expected)
{
    return base::makeCheck(system, name + ", parameters", expected, static_cast<double>(elements(module)), 0);
}

void append(std::vector<base::Check>& all, const std::vector<base::Check>& more)
{
    all.insert(all.end(), more.begin(), more.end());
}

void checkUNet(std::vector<base::Check>& checks)
{
    UNetModel network({.inputs = 9,
                       .outputs = 4,
                       .channels = 32,
                       .multipliers = {1, 2},
                       .resBlocks = 1,
                       .attentionLevels = {0, 1},
                       .heads = 4,
                       .contextWidth = 24});
    nn::fillDeterministic(network);
    checks.push_back(sizeCheck("reduced U-Net", network, 1050852));
    checks.push_back(
        base::makeCheck(system, "reduced U-Net, tensors", 286, static_cast<double>(nn::stateOf(network).size()), 0));
    const at::Tensor out
        = network.forward(nn::sineInput({1, 9, 8, 8}, 0.05), at::full({1}, 37.0F), nn::cosineInput({1, 5, 24}, 0.03));
    append(checks,
           nn::compareOutput(system, "reduced U-Net", out,
                             {.first = {0.192294, -0.068023, -0.191883, -0.235696, -0.141935, -0.078165},
                              .last = {-0.743067, -0.538507},
                              .meanAndDeviation = {0.0652820, 0.5807071}},
                             tolerance));
}

void checkAutoencoder(std::vector<base::Check>& checks)
{
    const AutoencoderConfig config = {.channels = 32, .multipliers = {1, 2}, .resBlocks = 1, .latents = 4};
    Encoder encoder(config);
    nn::fillDeterministic(encoder);
    checks.push_back(sizeCheck("reduced encoder", encoder, 256232));
    append(checks,
           nn::compareOutput(system, "reduced encoder", encoder.forward(nn::sineInput({1, 3, 16, 16}, 0.01)),
                             {.first = {0.15949, 0.209716, 0.175019, 0.166128},
                              .last = {-0.64319, -0.404627},
                              .meanAndDeviation = {0.0121228, 0.2175754}},
                             tolerance));
    Decoder decoder(config);
    nn::fillDeterministic(decoder);
    checks.push_back(sizeCheck("reduced decoder", decoder, 402051));
    append(checks,
           nn::compareOutput(system, "reduced decoder", decoder.forward(nn::sineInput({1, 4, 8, 8}, 0.02)),
                             {.first = {0.105316, 0.113807, 0.070722, 0.044788},
                              .last = {-0.11434, -0.141424},
                              .meanAndDeviation = {0.0319851, 0.1632844}},
                             tolerance));
}

} // namespace

std::vector<base::Check> conformanceChecks()
{
    nn::startRuntime();
    const at::NoGradGuard guard;
    std::vector<base::Check> checks;
    checkUNet(checks);
    checkAutoencoder(checks);
    return checks;
}

} // namespace maquette::models::diffusion
