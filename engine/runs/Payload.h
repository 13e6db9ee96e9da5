// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runlog/RunSink.h"

#include <cstddef>
#include <span>
#include <vector>

namespace maquette::runs {

// Values on their way into the spool and back, in the byte order of this machine: the spool never outlives the process.
// unpack returns false when the bytes are those of another kind or were cut.

[[nodiscard]] std::vector<std::byte> packed(const runlog::Histogram& value);
[[nodiscard]] std::vector<std::byte> packed(const std::vector<runlog::Picture>& value);
[[nodiscard]] std::vector<std::byte> packed(const runlog::Text& value);
[[nodiscard]] std::vector<std::byte> packed(const std::vector<runlog::Audio>& value);
[[nodiscard]] std::vector<std::byte> packed(const runlog::PrecisionRecall& value);
[[nodiscard]] std::vector<std::byte> packed(const runlog::MeshPart& value);
[[nodiscard]] std::vector<std::byte> packed(const runlog::Tensor& value);

[[nodiscard]] bool unpack(std::span<const std::byte> bytes, runlog::Histogram& into);
[[nodiscard]] bool unpack(std::span<const std::byte> bytes, std::vector<runlog::Picture>& into);
[[nodiscard]] bool unpack(std::span<const std::byte> bytes, runlog::Text& into);
[[nodiscard]] bool unpack(std::span<const std::byte> bytes, std::vector<runlog::Audio>& into);
[[nodiscard]] bool unpack(std::span<const std::byte> bytes, runlog::PrecisionRecall& into);
[[nodiscard]] bool unpack(std::span<const std::byte> bytes, runlog::MeshPart& into);
[[nodiscard]] bool unpack(std::span<const std::byte> bytes, runlog::Tensor& into);

} // namespace maquette::runs
