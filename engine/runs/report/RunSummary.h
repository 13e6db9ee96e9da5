// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Json.h"
#include "runs/Run.h"

namespace maquette::runs {

/// A run in a line: {"name","folder","formats","status","start","duration","points","tags","troubles"} with counts of
/// tags and troubles; what is not known is null.
[[nodiscard]] base::Json lineOf(const Run& run);

/// All that is known of a run but its points: the keys of lineOf, "root", "last", "settings", "about", and as lists
/// "tags" {"tag","kind","count","left"; of scalars "first","last","minimum","maximum" {"step","value"} and "mean"} and
/// "troubles" {"file","offset","message"}. Extremes are over finite values; first and last are the ends of the live
/// points whatever their value.
[[nodiscard]] base::Json summaryOf(const Run& run);

/// {"file","offset","message"}.
[[nodiscard]] base::Json toJson(const Trouble& trouble);

/// A number for JSON: null where it is not known, "inf" and "-inf" as texts, as JSON has no word for them.
[[nodiscard]] base::Json numberJson(double value);

} // namespace maquette::runs
