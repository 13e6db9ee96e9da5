// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/Family.h"

namespace maquette::edit {

const std::vector<Family>& families()
{
    static const std::vector<Family> list = {
    };
    return list;
}

} // namespace maquette::edit
