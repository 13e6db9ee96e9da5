// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace maquette::cloud::io {

/// Unpacks an LZF stream (Marc Lehmann's LibLZF format: literal runs and copies of what was unpacked) into exactly
/// `out`. Empty on success, otherwise what is wrong; `at` is then the byte of `packed` at which it was seen.
[[nodiscard]] std::string unpackLzf(std::span<const std::uint8_t> packed, std::span<std::uint8_t> out, std::size_t& at);

} // namespace maquette::cloud::io
