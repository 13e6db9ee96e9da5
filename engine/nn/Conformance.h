// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Check.h"

#include <ATen/core/Tensor.h>

#include <string>
#include <vector>

namespace maquette::nn {

/// The functions of this folder against published values: the time embedding. The blocks are checked inside the
/// reduced networks of models::diffusion and models::clip.
[[nodiscard]] std::vector<base::Check> conformanceChecks();

/// sin(step · n) or cos(step · n) over the flat index n, as inputs of conformance checks.
[[nodiscard]] at::Tensor sineInput(at::IntArrayRef shape, double step);
[[nodiscard]] at::Tensor cosineInput(at::IntArrayRef shape, double step);

/// What is known of a result: some values at its start and end, and its statistics where they were published.
struct ExpectedOutput {
    std::vector<double> first;
    std::vector<double> last;
    std::vector<double> meanAndDeviation; ///< empty, or mean and population deviation
};

/// Compares a result with what is known of it, one check a value.
[[nodiscard]] std::vector<base::Check> compareOutput(const std::string& system, const std::string& name,
                                                     const at::Tensor& output, const ExpectedOutput& expected,
                                                     double tolerance);

} // namespace maquette::nn
