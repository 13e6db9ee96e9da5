// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Json.h"
#include "train/fp8/Fp8Statistics.h"

#include <string>
#include <vector>

namespace maquette::train::gpt {

/// The lines of fp8.jsonl (RunRecords.h) for one optimizer step: "step", and where tensors were looked at one "tensor"
/// each. `skipped`: the step was left out because a gradient was not finite.
[[nodiscard]] std::vector<base::Json> fp8Lines(const fp8::StepStatistics& statistics, bool skipped,
                                               std::int64_t rank = 0);

/// What rank `rank` > 0 adds to them: its "tensor" lines as text. Input, output gradient and weight gradient are its
/// own. `tensorRanks` neighbors have a part of the layers each; the first that has a part also adds its weights, and
/// what belongs to those, under its number. With `zero` the others with that part add moments, masters and reduced
/// gradients that they alone have, under the number of that first one.
[[nodiscard]] std::string rankLines(const fp8::StepStatistics& statistics, std::int64_t rank, std::int64_t tensorRanks,
                                    bool zero);

/// The Transformer block that a parameter or layer belongs to, by its name; -1 for none.
[[nodiscard]] std::int64_t blockOf(const std::string& name);

} // namespace maquette::train::gpt
