// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "train/fp8/Fp8Recipe.h"

#include <optional>
#include <string>

namespace maquette::train::gpt {

/// What a GPT is trained in: fp32; bf16, the usual mixed precision with float32 weights, gradients and moments; or a
/// level of FP8-LM, whose products are FP8 and whose other operations are those of bf16.
struct Precision {
    std::string name = "bf16";
    bool mixed = true; ///< operations in bfloat16 where their kind allows it
    std::optional<fp8::Level> level;
};

/// "fp32", "bf16", "o1", "o2", "o3"; asserts that it is one.
[[nodiscard]] inline Precision precisionOf(const std::string& name)
{
    return {name, name != "fp32", fp8::levelFromName(name)};
}

} // namespace maquette::train::gpt
