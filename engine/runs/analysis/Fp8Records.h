// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "runs/analysis/Fp8Table.h"

#include <span>
#include <string>
#include <string_view>

namespace maquette::runs {

/// A number of a "tensor" line and the statistic that it is, once multiplied.
struct Fp8Field {
    const char* name;
    Statistic statistic;
    double factor = 1; ///< shares become percent
};
[[nodiscard]] std::span<const Fp8Field> fp8Fields();

/// Reads lines of a run's fp8.jsonl (its keys are documented in train/gpt/RunRecords.h) into a table. Shares become
/// percent; a parameter's name loses ".weight", so that moments and masters stand in the row of their layer; a header
/// with a step voids what this reader has read of later steps. One reader a file: several ranks may have files of their
/// own.
class Fp8Records {
public:
    explicit Fp8Records(Fp8Table& table)
        : m_table(table)
    {
    }

    /// One line without its end. BadInput names `source` and says what is wrong; the table then is as before. Kinds of
    /// records and keys that are not known are passed over.
    [[nodiscard]] base::Result<void> add(std::string_view line, const std::string& source);

    [[nodiscard]] const std::string& run() const { return m_run; }
    [[nodiscard]] const std::string& precision() const { return m_precision; } ///< "bf16", "o1" …
    [[nodiscard]] std::int64_t ranks() const { return m_ranks; } ///< as the header says, 0 before

private:
    Fp8Table& m_table;
    std::string m_run;
    std::string m_precision;
    std::int64_t m_ranks = 0;
    std::set<int> m_seen;
};

} // namespace maquette::runs
