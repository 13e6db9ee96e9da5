// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/RunFiltering.h"

#include "runs/analysis/Filter.h"
#include "runs/report/RunFields.h"
#include "widgets/common/Text.h"

namespace maquette::widgets {

FilterOutcome filterRuns(const QString& text, const std::vector<RunPtr>& runs)
{
    FilterOutcome outcome;
    outcome.keep.assign(runs.size(), true);
    const std::string bytes = toUtf8(text);
    const runs::FilterParse parse = runs::parseFilter(bytes);
    if (!parse.filter) {
        outcome.error = translated(parse.trouble);
        outcome.position = static_cast<int>(fromUtf8(bytes.substr(0, parse.position)).size());
        return outcome;
    }
    if (!parse.filter->empty())
        for (std::size_t i = 0; i < runs.size(); ++i)
            outcome.keep[i] = parse.filter->matches(
                [&run = *runs[i]](const runs::FilterField& field) { return runs::fieldOf(run, field); });
    return outcome;
}

} // namespace maquette::widgets
