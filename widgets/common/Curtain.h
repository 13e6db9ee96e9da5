// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QPainter;
class QRectF;

namespace maquette::widgets {

/// The line between two pictures that is drawn over `frame` at `x`, with its grip in the middle: white with a dark rim,
/// which is seen on any picture in either theme.
void paintCurtain(QPainter& painter, double x, const QRectF& frame);

} // namespace maquette::widgets
