// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/cloud/CloudDocument.h"

namespace maquette::widgets {

/// Counts truth against prediction over the points that take part under the filter; its cell is left out, so that the
/// matrix stays whole while one cell is looked at. The protocol says what was counted. For working threads.
[[nodiscard]] base::Result<ScoresPtr> countScoresOf(const cloud::PointSet& points, const CloudContents& contents,
                                                    const cloud::PointFilter& filter, cloud::AbsentClass absent,
                                                    const base::Job& job);
/// Everything about the scores with tabs between the columns, for the clipboard; with commas for a file.
[[nodiscard]] QString scoresText(const CloudScores& scores, const cloud::ClassTable& table, QChar separator);

} // namespace maquette::widgets
