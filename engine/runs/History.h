// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "runlog/RunSink.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace maquette::runs {

class Spool;

/// Where an entry of a history stands in its run and in the spool.
struct Entry {
    std::int64_t step = 0;
    double wallTime = runlog::unknown; ///< seconds since 1970
    std::uint64_t position = 0; ///< in the spool
    std::uint32_t bytes = 0;
};

/// All values of one tag that is no scalar, as they were when the snapshot was taken. Steps rise. Only places are held
/// in memory; the values lie in the store's spool and are fetched one at a time. Any number of threads may read.
class History {
public:
    [[nodiscard]] std::int64_t count() const { return static_cast<std::int64_t>(m_live.size()); }
    [[nodiscard]] const Entry& entry(std::int64_t index) const { return m_live[static_cast<std::size_t>(index)]; }
    /// The entry at `step` or last before it; −1 when there is none.
    [[nodiscard]] std::int64_t atOrBefore(std::int64_t step) const;

    /// Entries that were overwritten when the run went back to an earlier step, in the order of their leaving.
    [[nodiscard]] const std::vector<Entry>& left() const { return m_left; }

    /// The value of an entry, by the kind of the tag. BadInput when it is of another kind or the spool cannot be read.
    [[nodiscard]] base::Result<runlog::Histogram> histogram(const Entry& entry) const;
    [[nodiscard]] base::Result<std::vector<runlog::Picture>> pictures(const Entry& entry) const;
    [[nodiscard]] base::Result<runlog::Text> text(const Entry& entry) const;
    [[nodiscard]] base::Result<std::vector<runlog::Audio>> audio(const Entry& entry) const;
    [[nodiscard]] base::Result<runlog::PrecisionRecall> precisionRecall(const Entry& entry) const;
    [[nodiscard]] base::Result<runlog::MeshPart> mesh(const Entry& entry) const;
    [[nodiscard]] base::Result<runlog::Tensor> tensor(const Entry& entry) const;

private:
    friend class RunBuilder;

    std::vector<Entry> m_live, m_left;
    std::shared_ptr<const Spool> m_spool;
};

} // namespace maquette::runs
