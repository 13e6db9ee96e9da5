// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/fp8/Fp8Recipe.h"

namespace maquette::train::fp8 {

std::optional<Level> levelFromName(std::string_view name)
{
    if (name.size() != 2 || (name[0] != 'o' && name[0] != 'O') || name[1] < '1' || name[1] > '3')
        return std::nullopt;
    return static_cast<Level>(name[1] - '1');
}

const char* name(Level level)
{
    constexpr const char* names[] = {"o1", "o2", "o3"};
    return names[static_cast<int>(level)];
}

} // namespace maquette::train::fp8
