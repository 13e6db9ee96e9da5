// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernels/Operators.h"

#include "kernels/Lut3d.h"

#include <torch/library.h>

// The one list of operators. An operator has a header with its schema, a file in cpu/ and, where it pays, one in
// cuda/; the library of the CUDA side registers its own implementations when it is loaded.
TORCH_LIBRARY(maquette, library) { library.def(maquette::kernels::lut3dSchema); }

TORCH_LIBRARY_IMPL(maquette, CPU, library) { library.impl("lut3d", &maquette::kernels::cpu::lut3d); }

namespace maquette::kernels {

const std::vector<std::string>& operatorNames()
{
    static const std::vector<std::string> names = {"lut3d"};
    return names;
}

} // namespace maquette::kernels
