// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runs/analysis/Filter.h"

#include <regex>

namespace maquette::runs {

enum class Comparison {
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    Matches,
    NotMatches,
    In,
    True,
    Exists
};

/// A node of the condition; `left` and `right` are indices of earlier terms.
struct Filter::Term {
    enum class Kind { And, Or, Not, Compare } kind = Kind::Compare;
    std::size_t left = 0;
    std::size_t right = 0;
    FilterField field;
    Comparison comparison = Comparison::True;
    std::vector<runlog::Setting> values;
    std::shared_ptr<const std::regex> expression; ///< with all before it: from the start of the text
};

/// Of one term of Kind::Compare.
[[nodiscard]] bool holds(const Filter::Term& term, const runlog::Setting& value);

} // namespace maquette::runs
