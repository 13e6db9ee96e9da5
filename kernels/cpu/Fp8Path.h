// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace maquette::kernels::cpu {

enum class Fp8Vectors { Plain, Avx2, Avx512 };

/// The widest that this processor has; the environment variable MAQUETTE_FP8_VECTORS (plain, avx2, avx512) can ask for
/// less, so that tests compare the paths.
[[nodiscard]] Fp8Vectors fp8Vectors();

} // namespace maquette::kernels::cpu

// One function for each width of vectors, and the choice between them. BODY must be an expression of functions that are
// always inlined, so that it is compiled anew for each.
#if defined(__x86_64__)
#define MAQUETTE_FP8_PATHS(RESULT, NAME, PARAMETERS, BODY)                                                             \
    RESULT NAME##Plain PARAMETERS { return BODY; }                                                                     \
    [[gnu::target("avx2")]] RESULT NAME##Avx2 PARAMETERS { return BODY; }                                              \
    [[gnu::target("arch=x86-64-v4,prefer-vector-width=512")]] RESULT NAME##Avx512 PARAMETERS { return BODY; }
#define MAQUETTE_FP8_CHOICE(NAME)                                                                                      \
    (fp8Vectors() == Fp8Vectors::Avx512 ? NAME##Avx512 : fp8Vectors() == Fp8Vectors::Avx2 ? NAME##Avx2 : NAME##Plain)
#else
#define MAQUETTE_FP8_PATHS(RESULT, NAME, PARAMETERS, BODY)                                                             \
    RESULT NAME##Plain PARAMETERS { return BODY; }
#define MAQUETTE_FP8_CHOICE(NAME) NAME##Plain
#endif
