// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace maquette::kernels {

enum class Fp8Format : std::int64_t {
    E4M3 = 0, ///< float8_e4m3fn: largest 448, no infinities
    E5M2 = 1 ///< largest finite 57344
};

[[nodiscard]] constexpr float fp8Largest(Fp8Format format) { return format == Fp8Format::E4M3 ? 448.0F : 57344.0F; }

} // namespace maquette::kernels
