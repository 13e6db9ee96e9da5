// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/imagebrush/Conformance.h"

#include "models/imagebrush/ImageBrush.h"
#include "nn/Conformance.h"
#include "nn/KeyMapping.h"
#include "nn/Runtime.h"

#include <ATen/ATen.h>

namespace maquette::models::imagebrush {

std::vector<base::Check> conformanceChecks()
{
    nn::startRuntime();
    return {};
}

} // namespace maquette::models::imagebrush
