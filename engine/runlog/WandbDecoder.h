// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Json.h"
#include "runlog/RunSink.h"
#include "runlog/Troubles.h"
#include "runlog/WandbValues.h"

#include <protozero/pbf_reader.hpp>

#include <filesystem>
#include <string>
#include <string_view>

namespace maquette::runlog {

/// Turns the records of an offline run of Weights & Biases into calls of a sink (wandb/wandb:
/// proto/wandb_internal.proto). History rows give scalars, text, histograms, and pictures and clips that lie in the
/// folder `files` beside the log; configuration gives settings, nested keys joined with "/". Device statistics become
/// scalars "system/…" whose steps count their records, since they have times only; alerts are text of the tag "alert".
/// Summaries, axes and goals of metrics go to about() as "summary/NAME", "axis/NAME" and "goal/NAME". What says nothing
/// of the run itself (console output, files, telemetry, requests) is passed over, and so is `_runtime`, which the times
/// already say.
class WandbDecoder {
public:
    /// `folder` holds the log.
    explicit WandbDecoder(std::filesystem::path folder);

    /// Decodes one serialized Record that stands at `offset`. What cannot be used goes to `troubles`.
    void decode(std::string_view record, std::int64_t offset, RunSink& sink, Troubles& troubles);

private:
    struct Item {
        std::string key;
        std::string_view json;
    };
    struct Call;

    [[nodiscard]] static Item readItem(protozero::pbf_reader message);
    [[nodiscard]] static double readTime(protozero::pbf_reader message);

    void history(protozero::pbf_reader message, Call& call);
    void summary(protozero::pbf_reader message, Call& call);
    void config(protozero::pbf_reader message, Call& call);
    void setting(const std::string& name, const base::Json& value, Call& call);
    void stats(protozero::pbf_reader message, Call& call);
    void run(protozero::pbf_reader message, Call& call);
    void exit(protozero::pbf_reader message, Call& call);
    void metric(protozero::pbf_reader message, Call& call);
    void alert(protozero::pbf_reader message, Call& call);

    WandbValues m_values;
    At m_last{-1, unknown}; ///< the last row of the history
    std::int64_t m_statistics = 0; ///< records of device statistics
    std::int64_t m_lastAlert = -1;
    double m_start = unknown;
};

} // namespace maquette::runlog
