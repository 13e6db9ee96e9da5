// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>
#include <utility>

namespace maquette::runs {

/// The rank whose tag it is, and the tag without "rank_N/"; rank 0 for tags without.
[[nodiscard]] std::pair<int, std::string_view> rankOfTag(std::string_view tag);

} // namespace maquette::runs
