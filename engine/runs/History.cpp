// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/History.h"

#include "runs/Payload.h"
#include "runs/Spool.h"

#include <algorithm>

namespace maquette::runs {

using base::Result;

namespace {

template <class Value> Result<Value> fetch(const std::shared_ptr<const Spool>& spool, const Entry& entry)
{
    auto bytes = spool->read(entry.position, entry.bytes);
    if (!bytes.ok())
        return bytes.error();
    Value value;
    if (!unpack(bytes.value(), value))
        return base::Error{
            base::ErrorCode::BadInput,
            {QT_TRANSLATE_NOOP("Engine", "The value at step %1 is of another kind."), {std::to_string(entry.step)}},
            {}};
    return value;
}

} // namespace

std::int64_t History::atOrBefore(std::int64_t step) const
{
    const auto above = std::upper_bound(m_live.begin(), m_live.end(), step,
                                        [](std::int64_t wanted, const Entry& entry) { return wanted < entry.step; });
    return above - m_live.begin() - 1;
}

Result<runlog::Histogram> History::histogram(const Entry& entry) const
{
    return fetch<runlog::Histogram>(m_spool, entry);
}
Result<std::vector<runlog::Picture>> History::pictures(const Entry& entry) const
{
    return fetch<std::vector<runlog::Picture>>(m_spool, entry);
}
Result<runlog::Text> History::text(const Entry& entry) const { return fetch<runlog::Text>(m_spool, entry); }
Result<std::vector<runlog::Audio>> History::audio(const Entry& entry) const
{
    return fetch<std::vector<runlog::Audio>>(m_spool, entry);
}
Result<runlog::PrecisionRecall> History::precisionRecall(const Entry& entry) const
{
    return fetch<runlog::PrecisionRecall>(m_spool, entry);
}
Result<runlog::MeshPart> History::mesh(const Entry& entry) const { return fetch<runlog::MeshPart>(m_spool, entry); }
Result<runlog::Tensor> History::tensor(const Entry& entry) const { return fetch<runlog::Tensor>(m_spool, entry); }

} // namespace maquette::runs
