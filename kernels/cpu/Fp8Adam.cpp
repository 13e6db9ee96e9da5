// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernels/cpu/Fp8Adam.h"

#include "kernels/cpu/Fp8AdamLoop.h"
#include "kernels/cpu/Fp8Path.h"

namespace maquette::kernels::cpu {

namespace {

using Step = Fp8AdamPeaks (*)(const Fp8AdamSpan&, const Fp8AdamStep&, const Fp8AdamScales&);

Step widest()
{
#if defined(__x86_64__)
    if (fp8Vectors() == Fp8Vectors::Avx512)
        return fp8AdamStepAvx512;
    if (fp8Vectors() == Fp8Vectors::Avx2 && __builtin_cpu_supports("f16c") && __builtin_cpu_supports("fma"))
        return fp8AdamStepAvx2;
#endif
    return stepBy<Scalar>;
}

} // namespace

Fp8AdamPeaks fp8AdamStep(const Fp8AdamSpan& span, const Fp8AdamStep& step, const Fp8AdamScales& scales)
{
    static const Step run = widest();
    return run(span, step, scales);
}

} // namespace maquette::kernels::cpu
