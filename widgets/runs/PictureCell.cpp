// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/PictureCell.h"

#include <QPainter>

#include "widgets/common/Theme.h"
#include "widgets/runs/PlotAxes.h"

#include <algorithm>

namespace maquette::widgets {

PictureCell::PictureCell(QWidget* parent)
    : QWidget(parent)
{
    setMinimumSize(120, 120);
}

void PictureCell::setPicture(const QImage& image, const QString& caption, const QColor& color)
{
    m_image = image;
    m_caption = caption;
    m_color = color;
    setAccessibleName(caption);
    update();
}

void PictureCell::paintEvent(QPaintEvent*)
{
    const Theme* theme = Theme::instance();
    if (!theme)
        return;
    QPainter painter(this);
    painter.setFont(PlotAxes::font());
    const QFontMetrics metrics(PlotAxes::font());
    const int line = metrics.height() + 6;
    const QRect room(0, 0, width(), height() - line);
    painter.fillRect(rect(), theme->color(Token::Panel));
    painter.fillRect(room, theme->color(Token::Canvas));
    if (!m_image.isNull()) {
        double scale = std::min(double(room.width()) / m_image.width(), double(room.height()) / m_image.height());
        if (scale > 1)
            scale = std::max(1.0, double(int(scale)));
        const QSizeF size = QSizeF(m_image.size()) * scale;
        const QRectF target(QPointF(room.center()) - QPointF(size.width() / 2, size.height() / 2), size);
        painter.setRenderHint(QPainter::SmoothPixmapTransform, scale < 1);
        painter.drawImage(target, m_image);
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_color);
    painter.drawEllipse(QRectF(8, height() - line / 2.0 - 4, 8, 8));
    painter.setPen(theme->color(Token::Text));
    painter.drawText(QRect(22, height() - line, width() - 26, line), Qt::AlignVCenter | Qt::AlignLeft,
                     metrics.elidedText(m_caption, Qt::ElideMiddle, width() - 26));
}

} // namespace maquette::widgets
