// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/Family.h"

#include "edit/families/Color.h"
#include "edit/families/Geometry.h"

namespace maquette::edit {

const std::vector<Family>& families()
{
    static const std::vector<Family> list = {
        geometryFamily(),
        colorFamily(),
    };
    return list;
}

} // namespace maquette::edit
