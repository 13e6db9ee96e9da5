// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/gpt/Throughput.h"

namespace maquette::train::gpt {

double stepFlops(const models::gpt::GptConfig& config, std::int64_t samples, bool recomputed)
{
    const auto s = static_cast<double>(config.sequence);
    const auto h = static_cast<double>(config.hidden);
    const auto layers = static_cast<double>(config.layers);
    const auto vocabulary = static_cast<double>(config.vocabulary);
    return 24 * (recomputed ? 4.0 : 3.0) * static_cast<double>(samples) * s * layers * h * h
        * (1 + s / (6 * h) + vocabulary / (16 * layers * h));
}

Peak devicePeak(const std::string& device, bool fp8)
{
    struct Row {
        const char* name;
        double bfloat16, fp8; // NVIDIA's data sheets, without sparsity
    };
    constexpr Row rows[] = {{"H100", 989, 1979}, {"H200", 989, 1979}, {"H800", 989, 1979},
                            {"A100", 312, 0},    {"A800", 312, 0},    {"L40S", 362, 733}};
    for (const Row& row : rows)
        if (device.find(row.name) != std::string::npos) {
            const bool scaled = fp8 && row.fp8 > 0;
            return {scaled ? row.fp8 : row.bfloat16, std::string(row.name) + (scaled ? ", FP8" : ", BF16")};
        }
    return {};
}

} // namespace maquette::train::gpt
