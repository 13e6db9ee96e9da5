// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Job.h"
#include "base/Parameter.h"

#include <string>

namespace maquette::edit {

/// limit, seed, set, device of the network, weights, and the ablations.
[[nodiscard]] base::ParameterTable evaluateParameters();

struct EvaluationReport {
    base::Json json;   ///< {"sets":[{"name","all","groups":[…]}]}
    std::string table; ///< the same, aligned for reading
};

/// Measures the whole pipeline on the procedural sets: unseen scenes, held-out parameters, photographs that no training
/// saw; PSNR (dB, each board capped at 50) and SSIM by group of operation, beside copying the picture, a global
/// affine fit, the change of mean and deviation after Reinhard, the explanation alone, and the control in which the
/// example belongs to another operation.
[[nodiscard]] base::Result<EvaluationReport> evaluate(const std::string& device, const base::ParameterValues& parameters,
                                                      const base::Job& job);

} // namespace maquette::edit
