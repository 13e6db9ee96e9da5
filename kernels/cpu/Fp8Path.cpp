// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernels/cpu/Fp8Path.h"

#include <algorithm>
#include <cstdlib>
#include <string_view>

namespace maquette::kernels::cpu {

Fp8Vectors fp8Vectors()
{
    static const Fp8Vectors widest = [] {
        Fp8Vectors found = Fp8Vectors::Plain;
#if defined(__x86_64__)
        __builtin_cpu_init();
        if (__builtin_cpu_supports("avx2"))
            found = Fp8Vectors::Avx2;
        if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")
            && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl")
            && __builtin_cpu_supports("avx512cd"))
            found = Fp8Vectors::Avx512;
#endif
        if (const char* asked = std::getenv("MAQUETTE_FP8_VECTORS")) {
            const std::string_view name = asked;
            if (name == "plain")
                found = Fp8Vectors::Plain;
            else if (name == "avx2")
                found = std::min(found, Fp8Vectors::Avx2);
        }
        return found;
    }();
    return widest;
}

} // namespace maquette::kernels::cpu
