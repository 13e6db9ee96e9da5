// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Job.h"
#include "base/Json.h"
#include "base/Result.h"

#include <string>

namespace maquette::edit {

/// Times the work of this workspace on a shipped photograph: loading the network, explaining an example at 512x512,
/// whole-picture and tiled application at 512x512, the network's step, and carrying an explanation to 24 megapixels.
/// Each figure is the median of `rounds` runs after one that is not counted, in seconds:
/// {"processor","threads","device","figures":[{"name","seconds","minimum","maximum","rounds"}]}.
[[nodiscard]] base::Result<base::Json> benchmarkEdit(const std::string& device, int rounds, const base::Job& job);

} // namespace maquette::edit
