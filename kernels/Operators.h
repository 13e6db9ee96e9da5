// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace maquette::kernels {

/// The operators registered under maquette::, by name. Calling it keeps their registration in the program.
[[nodiscard]] const std::vector<std::string>& operatorNames();

} // namespace maquette::kernels
