// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernels/Lut3d.h"

#include "kernels/Operators.h"

#include <ATen/core/dispatch/Dispatcher.h>

namespace maquette::kernels {

at::Tensor lut3d(const at::Tensor& image, const at::Tensor& lut)
{
    using Signature = at::Tensor(const at::Tensor&, const at::Tensor&);
    static const auto handle = [] {
        (void)operatorNames(); // links the registration
        return c10::Dispatcher::singleton().findSchemaOrThrow("maquette::lut3d", "").typed<Signature>();
    }();
    return handle.call(image, lut);
}

} // namespace maquette::kernels
