// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/view/PointSet.h"

#include "base/StopScope.h"
#include "base/Threads.h"
#include "cloud/view/DrawingOrder.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace maquette::cloud {

using base::Error;
using base::ErrorCode;
using base::Result;

Result<std::shared_ptr<const PointSet>> makePointSet(std::shared_ptr<const Cloud> cloud, const base::Job& job)
{
    constexpr std::size_t most = std::numeric_limits<std::uint32_t>::max() - std::size_t(1);
    constexpr std::int64_t grain = 1 << 14;
    const std::size_t count = cloud->size();
    if (count > most)
        return Error{ErrorCode::BadInput,
                     {QT_TRANSLATE_NOOP("Engine", "%1 has %2 points; at most %3 can be shown."),
                      {cloud->name, std::to_string(count), std::to_string(most)}},
                     {}};
    const base::StopScope scope(job.stopToken());
    const auto step = base::Message(QT_TRANSLATE_NOOP("Engine", "Sorting points"));
    auto points = std::make_shared<PointSet>();
    points->bounds = boundsOf(*cloud);
    job.report(0.05, step);
    {
        const MortonOrder morton(std::span<const float>(cloud->positions).first(3 * count));
        if (job.stopped())
            return base::stoppedError();
        job.report(0.5, step);
        points->spacing = morton.spacing();
        points->order = dealtOrder(morton);
    }
    if (job.stopped())
        return base::stoppedError();
    job.report(0.65, step);

    const std::vector<std::uint32_t>& order = points->order;
    points->placeOf.resize(count);
    points->positions.resize(3 * count);
    const bool colored = cloud->colors.size() == 3 * count;
    points->colors.resize(colored ? 3 * count : 0);
    base::parallelFor(static_cast<std::int64_t>(count), grain, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t k = begin; k < end; ++k) {
            const std::size_t from = order[k];
            points->placeOf[from] = static_cast<std::uint32_t>(k);
            for (int i = 0; i < 3; ++i)
                points->positions[3 * k + i] = cloud->positions[3 * from + i];
            if (colored) {
                for (int i = 0; i < 3; ++i)
                    points->colors[3 * k + i] = cloud->colors[3 * from + i];
            }
        }
    });
    if (job.stopped())
        return base::stoppedError();
    points->cloud = std::move(cloud);
    job.report(1, step);
    return std::shared_ptr<const PointSet>(std::move(points));
}

PointPixels pointPixels(const PointLook& look, const PointSet& points, std::size_t drawn)
{
    if (!look.adaptive || points.spacing <= 0)
        return {look.size, 0};
    const std::size_t count = drawn == 0 ? points.size() : std::min(drawn, points.size());
    // On surfaces the distance of neighbors grows with the square root of what is left out.
    const double thinning
        = std::sqrt(static_cast<double>(points.size()) / static_cast<double>(std::max<std::size_t>(1, count)));
    // Half a pixel more rounds up: the small sizes would leave holes otherwise.
    return {0.5, look.size * (2.0 / 3) * points.spacing * thinning};
}

ClassSlots makeSlots(const PointSet& points, std::span<const std::int32_t> truth,
                     std::span<const std::int32_t> prediction, const ClassTable& table)
{
    // Ids of tables are small; the few beyond are looked up one by one.
    constexpr std::int32_t direct = 1 << 16;
    std::vector<std::uint8_t> slotOf(direct, otherSlot);
    for (std::size_t i = 0; i < table.entries.size(); ++i) {
        if (table.entries[i].id >= 0 && table.entries[i].id < direct)
            slotOf[table.entries[i].id] = static_cast<std::uint8_t>(i);
    }
    const auto slots = [&](std::span<const std::int32_t> labels) {
        std::vector<std::uint8_t> result;
        if (labels.size() != points.size())
            return result;
        result.resize(points.size());
        base::parallelFor(static_cast<std::int64_t>(points.size()), 1 << 14, [&](std::int64_t begin, std::int64_t end) {
            for (std::int64_t k = begin; k < end; ++k) {
                const std::int32_t label = labels[points.order[k]];
                if (label < 0)
                    result[k] = otherSlot;
                else
                    result[k] = label < direct ? slotOf[label] : table.slot(label);
            }
        });
        return result;
    };
    return {slots(truth), slots(prediction)};
}

} // namespace maquette::cloud
