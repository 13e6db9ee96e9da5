// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runlog/RunFile.h"

#include <filesystem>
#include <memory>

namespace maquette::runlog {

/// Logs of one JSON object a line. Nested keys are joined with "/"; lines that are no object are left out.
///
/// The step is the first of "step", "global_step", "_step", "iter", "iteration", "steps", "trainer/global_step",
/// "boards", "crops", "samples" and "tokens" that the file has, for all of its lines; a line without it stands at the
/// step of the line before. Where no line has one, "epoch" is the step, and else the number of the line. The time is a
/// number at "wallTime", "wall_time", "_timestamp", "timestamp", "ts" or "time" that can be one. A first line with
/// neither step nor epoch that holds a text or an object is the configuration. In logs of mmdetection and detectron
/// "mode" becomes the head of the tag, and "iter", which starts again with each epoch there, is counted on.
///
/// The lines of Maquette's own fp8.jsonl and memory.jsonl (a header says "maquette-…") become the tags
/// fp8/FIELD of steps, fp8/LAYER/KIND/FIELD of tensors with a histogram at …/exponents (edges are powers of two), and
/// memory/CLASS/predicted and …/measured. Ranks above 0 stand below "rank_N/".
[[nodiscard]] std::unique_ptr<RunFile> openJsonLines(const std::filesystem::path& path);

} // namespace maquette::runlog
