// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "runs/Run.h"

#include <cstddef>
#include <string>
#include <unordered_map>
#include <utility>

namespace maquette::widgets {

/// Which runs have something of a kind among their tags. The names of a thousand runs with thousands of tags are too
/// many to look at twice a second on the interface thread, so a run is looked at again only when it got more tags.
class Fp8RunFinder {
public:
    explicit Fp8RunFinder(bool (*has)(const runs::Run&))
        : m_has(has)
    {
    }

    [[nodiscard]] bool operator()(const runs::Run& run)
    {
        const auto [place, fresh] = m_known.try_emplace(run.id, run.tags.size(), false);
        if (fresh || place->second.first != run.tags.size())
            place->second = {run.tags.size(), m_has(run)};
        return place->second.second;
    }

private:
    bool (*m_has)(const runs::Run&);
    std::unordered_map<std::string, std::pair<std::size_t, bool>> m_known; ///< by id: how many tags, and the answer
};

} // namespace maquette::widgets
