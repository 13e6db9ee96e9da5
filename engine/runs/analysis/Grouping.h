// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Job.h"
#include "base/Result.h"
#include "runs/analysis/Curve.h"
#include "runs/analysis/Statistics.h"

#include <span>
#include <vector>

namespace maquette::runs {

/// How several runs are brought to the same x.
struct GroupOptions {
    enum class Grid {
        Union, ///< each x that one of the runs has
        Bins, ///< `bins` equal parts of the range of all runs; x is the middle of the part
    };
    enum class Take {
        Interpolate, ///< on the straight line between the points around; never outside the run's own range
        Nearest, ///< the nearest point that is not farther than `reach`
        Mean, ///< of the points of the part (Bins; on Union: of the points with exactly this x)
    };
    Grid grid = Grid::Union;
    Take take = Take::Interpolate;
    int bins = 200; ///< 1 … 1,000,000
    double reach = 0; ///< Nearest, in units of x; 0: only the same x
    /// Interpolate: points of a run farther apart than this are a hole, which counts as missing; 0: no limit.
    double longestGap = 0;
    int leastRuns = 1; ///< places where fewer runs have a value are left out

    [[nodiscard]] base::Result<void> check() const;
};

/// The group at each x; all of one length. A run that has nothing at an x (it ended, starts later, misses the point)
/// is not counted there: `values[i].count` says how many are.
struct Group {
    std::vector<double> x;
    std::vector<Spread> values;
};

/// Aligns the curves by their x (step, time, epoch, another metric: what the axis gave) and takes mean, median,
/// extremes, standard deviation, standard error and the 95 % interval of the mean over runs. x of each curve must be
/// finite and rise or stay; of points with the same x the last counts. Values that are not finite count as missing. A
/// stop is the only error; options must pass check(). Time: points + places x runs.
[[nodiscard]] base::Result<Group> groupCurves(std::span<const CurveView> curves, const GroupOptions& options,
                                              const base::Job& job = {});

} // namespace maquette::runs
