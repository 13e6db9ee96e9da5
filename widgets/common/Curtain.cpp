// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/Curtain.h"

#include <QPainter>

namespace maquette::widgets {

void paintCurtain(QPainter& painter, double x, const QRectF& frame)
{
    painter.fillRect(QRectF(x - 2, frame.top(), 4, frame.height()), QColor(0, 0, 0, 64));
    painter.fillRect(QRectF(x - 1, frame.top(), 2, frame.height()), Qt::white);
    const QPointF grip(x, frame.center().y());
    painter.setPen(QPen(QColor(0, 0, 0, 96), 1));
    painter.setBrush(Qt::white);
    painter.drawEllipse(grip, 14, 14);
    painter.setPen(QPen(QColor(40, 40, 44), 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(QPolygonF({grip + QPointF(-3, -4), grip + QPointF(-7, 0), grip + QPointF(-3, 4)}));
    painter.drawPolyline(QPolygonF({grip + QPointF(3, -4), grip + QPointF(7, 0), grip + QPointF(3, 4)}));
}

} // namespace maquette::widgets
