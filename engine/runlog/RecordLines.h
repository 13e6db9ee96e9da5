// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Json.h"
#include "runlog/JsonFields.h"

#include <string>

namespace maquette::runlog {

/// The side files of the program's own trainer, fp8.jsonl and memory.jsonl (engine/train/gpt/RunRecords.h).
class RecordLines {
public:
    /// {"record":"header","format":"maquette-…"}
    [[nodiscard]] static bool isHeader(const base::Json& line);

    /// Gives one line to the sink. What is wrong with it; empty when nothing is. Kinds of records that are not known
    /// are passed over, as the format asks.
    std::string take(const base::Json& line, RunSink& sink);

private:
    void header(const base::Json& line, RunSink& sink);
    void fields(const base::Json& line, const std::string& prefix, At at, RunSink& sink);

    RowSink m_rows;
};

} // namespace maquette::runlog
