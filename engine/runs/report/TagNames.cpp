// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/report/TagNames.h"

#include <charconv>
#include <system_error>

namespace maquette::runs {

std::pair<int, std::string_view> rankOfTag(std::string_view tag)
{
    constexpr std::string_view head = "rank_";
    const std::size_t slash = tag.find('/');
    if (!tag.starts_with(head) || slash == std::string_view::npos)
        return {0, tag};
    const char* end = tag.data() + slash;
    int rank = 0;
    const auto [stop, error] = std::from_chars(tag.data() + head.size(), end, rank);
    if (error != std::errc() || stop != end || rank < 0)
        return {0, tag};
    return {rank, tag.substr(slash + 1)};
}

} // namespace maquette::runs
