// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Job.h"
#include "base/Json.h"

#include <functional>
#include <string>

namespace maquette::base {

/// Times pieces of work for `maquette bench`, one after another.
class Benchmark {
public:
    /// `figures`: how many there will be, for the progress. `job` outlives the object.
    Benchmark(int rounds, int figures, const Job& job);

    /// Runs `work` once to warm up and then `rounds` times. False when it failed or the job was stopped.
    bool measure(const char* name, const std::function<bool()>& work);

    /// Medians in seconds:
    /// {"processor","threads","device","figures":[{"name","seconds","minimum","maximum","rounds"}]}.
    [[nodiscard]] Json report(const std::string& device) const;

private:
    int m_rounds;
    int m_count;
    const Job& m_job;
    Json m_figures = Json::array();
};

} // namespace maquette::base
