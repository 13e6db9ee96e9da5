// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernels/Operators.h"

#include "kernels/Fp8Operators.h"
#include "kernels/Lut3d.h"
#include "kernels/PointOperators.h"

#include <torch/library.h>

namespace maquette::kernels::cpu {
void linkFp8Operators();
void linkPointOperators();
}

// The one list of operators. An operator has a header with its schema, a file in cpu/ and, where it pays, one in
// cuda/; the library of the CUDA side registers its own implementations when it is loaded.
TORCH_LIBRARY(maquette, library)
{
    library.def(maquette::kernels::lut3dSchema);
    for (const auto& point : maquette::kernels::pointSchemas())
        library.def((std::string(point.name) + point.schema).c_str());
    for (const auto& fp8 : maquette::kernels::fp8Schemas())
        library.def((std::string(fp8.name) + fp8.schema).c_str());
}

TORCH_LIBRARY_IMPL(maquette, CPU, library) { library.impl("lut3d", &maquette::kernels::cpu::lut3d); }

namespace maquette::kernels {

const std::vector<std::string>& operatorNames()
{
    static const std::vector<std::string> names = [] {
        cpu::linkFp8Operators();
        cpu::linkPointOperators();
        std::vector<std::string> all = {"lut3d"};
        for (const auto& point : pointSchemas())
            all.emplace_back(point.name);
        for (const auto& fp8 : fp8Schemas())
            all.emplace_back(fp8.name);
        return all;
    }();
    return names;
}

} // namespace maquette::kernels
