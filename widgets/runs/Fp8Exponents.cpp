// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/Fp8Exponents.h"

#include <QPainter>

#include "widgets/common/Text.h"
#include "widgets/common/Theme.h"
#include "widgets/runs/Fp8ScaleImage.h"
#include "widgets/runs/RunsData.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

constexpr int gap = 4;

QColor themed(Token token) { return Theme::instance() ? Theme::instance()->color(token) : tokenColor(token, false); }

QString shareText(const runs::Share& share)
{
    QString text = valueText(share.percent, 3) + u" %"_s;
    if (share.most - share.least > 1e-9)
        text += u" ("_s + valueText(share.least, 3) + u" … "_s + valueText(share.most, 3) + u')';
    return text;
}

} // namespace

Fp8Exponents::Fp8Exponents(QWidget* parent)
    : QWidget(parent)
{
    nameWidget(this, u"fp8Exponents"_s, tr("Exponents of the values"));
}

void Fp8Exponents::setPicture(const std::optional<Fp8ExponentPicture>& picture)
{
    m_picture = picture;
    setAccessibleDescription(summary());
    setToolTip(summary());
    update();
}

QString Fp8Exponents::summary() const
{
    if (!m_picture)
        return {};
    const QString format = QString::fromLatin1(runs::factsOf(m_picture->format).name).toUpper();
    return tr("Step %1, %2 at a scale of 2^%3: underflow %4, overflow %5, subnormal %6")
        .arg(QString::number(m_picture->step), format, valueText(std::log2(m_picture->scale), 4),
             shareText(m_picture->window.underflow), shareText(m_picture->window.overflow),
             shareText(m_picture->window.subnormal));
}

void Fp8Exponents::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const int text = fontMetrics().height();
    if (!m_picture || m_picture->histogram.counts.empty()) {
        painter.setPen(themed(Token::Muted));
        painter.drawText(rect(), Qt::AlignCenter | Qt::TextWordWrap,
                         tr("No exponents were logged of this tensor near this step."));
        return;
    }
    const runs::ExponentHistogram& histogram = m_picture->histogram;
    const runs::RepresentableWindow& window = m_picture->window;
    const double count = std::max(1.0, histogram.values());
    // The axis holds all values and the whole window.
    const double low = std::floor(std::min<double>(histogram.first, window.smallest)) - 1;
    const double high
        = std::ceil(std::max(histogram.first + static_cast<double>(histogram.counts.size()), window.largest)) + 1;
    const QRectF area(gap, gap + text, width() - 2 * gap, height() - 2 * gap - 2 * text);
    const auto place = [&](double exponent) { return area.left() + (exponent - low) / (high - low) * area.width(); };
    const double largest = *std::max_element(histogram.counts.begin(), histogram.counts.end());

    painter.fillRect(area, themed(Token::Panel));
    // The window, and within it the part without full precision.
    painter.fillRect(
        QRectF(place(window.smallest), area.top(), place(window.largest) - place(window.smallest), area.height()),
        themed(Token::Raised));
    QColor faint = themed(Token::Line);
    faint.setAlphaF(0.6F);
    painter.fillRect(
        QRectF(place(window.smallest), area.top(), place(window.normal) - place(window.smallest), area.height()),
        QBrush(faint, Qt::BDiagPattern));
    const QColor inside = seriesColor(1, Theme::instance() && Theme::instance()->dark());
    const QColor outside = themed(Token::Bad);
    // Half of the smallest number rounds to zero, so values below are lost.
    const double lost = window.smallest - 1;
    for (std::size_t i = 0; i < histogram.counts.size(); ++i) {
        if (!(histogram.counts[i] > 0))
            continue;
        const double exponent = histogram.first + static_cast<double>(i);
        const double tall = std::max(1.0, histogram.counts[i] / largest * (area.height() - 2));
        const QRectF bar(place(exponent) + 0.5, area.bottom() - tall, place(exponent + 1) - place(exponent) - 1, tall);
        const auto part = [&](double from, double to, const QBrush& brush) {
            const double left = std::max(bar.left(), place(from)), right = std::min(bar.right(), place(to));
            if (right > left)
                painter.fillRect(QRectF(left, bar.top(), right - left, bar.height()), brush);
        };
        part(lost, window.largest, inside);
        part(low, lost, QBrush(outside, Qt::Dense3Pattern));
        part(window.largest, high, QBrush(outside, Qt::Dense3Pattern));
    }
    painter.setPen(QPen(themed(Token::Muted), 1, Qt::DashLine));
    for (const double edge : {window.smallest, window.largest})
        painter.drawLine(QPointF(place(edge), area.top()), QPointF(place(edge), area.bottom()));
    painter.setPen(themed(Token::Line));
    painter.drawRect(area);

    painter.setPen(themed(Token::Text));
    const QString under = tr("underflow ≈ %1 %").arg(valueText(window.underflow.percent, 3));
    const QString over = tr("overflow ≈ %1 %").arg(valueText(window.overflow.percent, 3));
    painter.drawText(QRectF(area.left(), 0, area.width(), text), Qt::AlignLeft | Qt::AlignVCenter, under);
    painter.drawText(QRectF(area.left(), 0, area.width(), text), Qt::AlignRight | Qt::AlignVCenter, over);
    painter.setPen(themed(Token::Muted));
    const int step = std::max(
        1, static_cast<int>(std::ceil((high - low) * fontMetrics().horizontalAdvance(u"2^-000"_s) / area.width())));
    double written = 0; // up to where
    for (double exponent = std::ceil(low / step) * step; exponent < high; exponent += step) {
        const QString label = u"2^"_s + QString::number(static_cast<int>(exponent));
        const double wide = fontMetrics().horizontalAdvance(label) + 2.0;
        QRectF box(place(exponent) - wide / 2, area.bottom() + gap / 2.0, wide, text);
        box.moveLeft(std::clamp(box.left(), 0.0, std::max(0.0, width() - wide)));
        if (box.left() < written)
            continue;
        written = box.right();
        painter.drawText(box, Qt::AlignCenter, label);
    }
    if (histogram.zeros > 0)
        painter.drawText(QRectF(area.left() + gap, area.top(), area.width() - 2 * gap, text),
                         Qt::AlignLeft | Qt::AlignVCenter,
                         tr("zeros %1 %").arg(valueText(100 * histogram.zeros / (count + histogram.zeros), 3)));
}

} // namespace maquette::widgets
