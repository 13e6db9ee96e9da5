// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>

#include <algorithm>
#include <cmath>

namespace maquette::widgets {

/// From `p` to the nearest point of the line between `a` and `b`.
[[nodiscard]] inline double distanceToSegment(const QPointF& p, const QPointF& a, const QPointF& b)
{
    const QPointF ab = b - a, ap = p - a;
    const double length = QPointF::dotProduct(ab, ab);
    const double t = length > 0 ? std::clamp(QPointF::dotProduct(ap, ab) / length, 0.0, 1.0) : 0;
    const QPointF off = ap - t * ab;
    return std::hypot(off.x(), off.y());
}

} // namespace maquette::widgets
