// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Job.h"
#include "base/Json.h"
#include "base/Result.h"

#include <string>

namespace maquette::cloud {

/// Times the work of this workspace on generated rooms: making one, reading and writing it, the point operators at the
/// sizes of the first stage, segmenting with the shipped weights, and drawing. Report as base::Benchmark gives it.
/// WriteFailed when there is no room for a file of 10 MB where temporary files go.
[[nodiscard]] base::Result<base::Json> benchmarkCloud(const std::string& device, int rounds, const base::Job& job);

} // namespace maquette::cloud
