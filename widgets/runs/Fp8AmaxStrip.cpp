// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/Fp8AmaxStrip.h"

#include <QPainter>
#include <QPainterPath>

#include "widgets/common/Text.h"
#include "widgets/common/Theme.h"
#include "widgets/runs/RunsData.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

constexpr int gap = 4, markHeight = 8;

QColor themed(Token token) { return Theme::instance() ? Theme::instance()->color(token) : tokenColor(token, false); }

} // namespace

Fp8AmaxStrip::Fp8AmaxStrip(QWidget* parent)
    : QWidget(parent)
{
    nameWidget(this, u"fp8Amax"_s, tr("History of amax"));
}

void Fp8AmaxStrip::setPicture(const std::optional<Fp8AmaxPicture>& picture)
{
    m_picture = picture;
    setAccessibleDescription(summary());
    setToolTip(summary());
    update();
}

QString Fp8AmaxStrip::summary() const
{
    if (!m_picture || m_picture->steps.empty())
        return {};
    const Fp8AmaxPicture& p = *m_picture;
    QString text = tr("Step %1: amax %2, scale 2^%3 holds values up to %4")
                       .arg(QString::number(p.steps[p.at]), valueText(p.amax[p.at], 4),
                            valueText(std::log2(p.scale), 4), valueText(p.largest / p.scale, 4));
    if (p.current)
        text += tr("; current scaling, from the amax of the step itself");
    else if (p.window.source < p.steps.size())
        text += tr("; from amax %1 of step %2")
                    .arg(valueText(p.amax[p.window.source], 4), QString::number(p.steps[p.window.source]));
    if (p.sparse && !p.current && !std::isnan(p.windowAmax))
        text += tr("; the largest amax of its window, most of which was not logged, is %1")
                    .arg(valueText(p.windowAmax, 4));
    return text + tr("; unchanged for %Ln step(s)", nullptr, pluralCount(static_cast<std::uint64_t>(p.scaleAge)));
}

void Fp8AmaxStrip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const int text = fontMetrics().height();
    if (!m_picture || m_picture->steps.empty()) {
        painter.setPen(themed(Token::Muted));
        painter.drawText(rect(), Qt::AlignCenter | Qt::TextWordWrap, tr("No amax was logged of this tensor."));
        return;
    }
    const Fp8AmaxPicture& p = *m_picture;
    const QRectF area(gap, gap + markHeight, width() - 2 * gap, height() - 2 * gap - markHeight - text);
    const double limit = std::log2(p.largest / p.scale);
    double low = std::isfinite(limit) ? limit : 0, high = low;
    for (const double amax : p.amax)
        if (amax > 0 && std::isfinite(amax)) {
            low = std::min(low, std::log2(amax));
            high = std::max(high, std::log2(amax));
        }
    low = std::floor(low) - 1;
    high = std::ceil(high) + 0.5;
    const auto x
        = [&](double index) { return area.left() + index / static_cast<double>(p.steps.size()) * area.width(); };
    const auto y = [&](double binades) { return area.bottom() - (binades - low) / (high - low) * area.height(); };

    painter.fillRect(area, themed(Token::Panel));
    if (p.window.begin < p.window.end && !p.current)
        painter.fillRect(QRectF(x(static_cast<double>(p.window.begin)), area.top(),
                                x(static_cast<double>(p.window.end)) - x(static_cast<double>(p.window.begin)),
                                area.height()),
                         themed(Token::Raised));
    const bool dark = Theme::instance() && Theme::instance()->dark();
    for (std::size_t i = 0; i < p.amax.size(); ++i) {
        if (!(p.amax[i] > 0) || !std::isfinite(p.amax[i]))
            continue;
        const double left = x(static_cast<double>(i)), wide = std::max(1.0, x(static_cast<double>(i) + 1) - left - 1);
        const double top = y(std::log2(p.amax[i]));
        const bool clipped = p.amax[i] * p.scale > p.largest && i == p.at;
        painter.fillRect(QRectF(left, top, wide, area.bottom() - top),
                         clipped         ? themed(Token::Bad)
                             : i == p.at ? themed(Token::Accent)
                                         : seriesColor(1, dark));
    }
    if (p.sparse && !p.current && p.windowAmax > 0 && std::isfinite(p.windowAmax)) {
        painter.setPen(QPen(themed(Token::Muted), 1, Qt::DotLine));
        const double level = y(std::clamp(std::log2(p.windowAmax), low, high));
        painter.drawLine(QPointF(area.left(), level), QPointF(area.right(), level));
    }
    if (std::isfinite(limit)) {
        painter.setPen(QPen(themed(Token::Text), 1, Qt::DashLine));
        painter.drawLine(QPointF(area.left(), y(limit)), QPointF(area.right(), y(limit)));
    }
    painter.setPen(themed(Token::Line));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(area);
    const std::size_t source = p.current ? p.at : p.window.source;
    if (source < p.steps.size()) {
        const double center = x(static_cast<double>(source) + 0.5);
        QPainterPath triangle;
        triangle.moveTo(center - 5, gap);
        triangle.lineTo(center + 5, gap);
        triangle.lineTo(center, gap + markHeight);
        triangle.closeSubpath();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.fillPath(triangle, themed(Token::Text));
    }
    painter.setPen(themed(Token::Muted));
    const QRectF below(area.left(), area.bottom() + 1, area.width(), text);
    painter.drawText(below, Qt::AlignLeft | Qt::AlignVCenter, QString::number(p.steps.front()));
    painter.drawText(below, Qt::AlignRight | Qt::AlignVCenter, QString::number(p.steps.back()));
    const QString age
        = tr("scale unchanged for %Ln step(s)", nullptr, pluralCount(static_cast<std::uint64_t>(p.scaleAge)));
    const int ends = fontMetrics().horizontalAdvance(QString::number(p.steps.back())) + 2 * gap;
    if (fontMetrics().horizontalAdvance(age) + 2 * ends < below.width())
        painter.drawText(below, Qt::AlignCenter, age);
}

} // namespace maquette::widgets
