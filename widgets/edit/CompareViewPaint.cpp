// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/edit/CompareView.h"

#include <QAccessibleWidget>
#include <QPainter>
#include <QPainterPath>

#include "widgets/common/Curtain.h"
#include "widgets/common/Theme.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

constexpr int differenceGain = 8;

QColor themed(Token token) { return tokenColor(token, Theme::instance() && Theme::instance()->dark()); }

} // namespace

void CompareView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), themed(Token::Canvas));
    const QRectF whole(rect());
    if (!m_first && !m_second) {
        paintHint(painter);
    } else if (!comparing()) {
        paintPicture(painter, m_first ? *m_first : *m_second, whole);
        paintCaption(painter, m_first ? m_firstCaption : m_secondCaption, whole, Qt::AlignLeft);
    } else if (m_mode == Mode::SideBySide) {
        const QRectF left = firstPane();
        const QRectF right = left.translated(left.width() + 1, 0);
        paintPicture(painter, *m_first, left);
        paintPicture(painter, *m_second, right);
        painter.fillRect(QRectF(left.right(), 0, 1, height()), themed(Token::Line));
        paintCaption(painter, m_firstCaption, left, Qt::AlignLeft);
        paintCaption(painter, m_secondCaption, right, Qt::AlignRight);
    } else if (m_mode == Mode::Blink) {
        paintPicture(painter, m_blinkSecond ? *m_second : *m_first, whole);
        paintCaption(painter, m_blinkSecond ? m_secondCaption : m_firstCaption, whole,
                     m_blinkSecond ? Qt::AlignRight : Qt::AlignLeft);
    } else if (m_mode == Mode::Difference) {
        paintDifference(painter);
        paintCaption(painter, tr("Difference × %1").arg(differenceGain), whole, Qt::AlignLeft);
        paintCaption(painter, m_secondCaption, whole, Qt::AlignRight);
    } else {
        paintDivider(painter);
    }
    paintPreview(painter);
    if (hasFocus()) {
        painter.setPen(QPen(themed(Token::Accent), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(QRectF(rect()).adjusted(1, 1, -1, -1));
    }
}

void CompareView::paintPicture(QPainter& painter, const LoadedPicture& picture, const QRectF& pane) const
{
    painter.save();
    painter.setClipRect(pane, Qt::IntersectClip);
    drawPicture(painter, picture, placeOf(picture, frameRect(pane)), pane);
    painter.restore();
}

void CompareView::paintDivider(QPainter& painter) const
{
    const QRectF whole(rect());
    const QRectF frame = shownFrame();
    const double line = frame.x() + m_divider * frame.width();
    painter.save();
    painter.setClipRect(QRectF(0, 0, line, height()));
    paintPicture(painter, *m_first, whole);
    painter.setClipRect(QRectF(line, 0, width() - line, height()));
    paintPicture(painter, *m_second, whole);
    painter.restore();
    paintCaption(painter, m_firstCaption, whole, Qt::AlignLeft);
    paintCaption(painter, m_secondCaption, whole, Qt::AlignRight);

    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    paintCurtain(painter, line, frame);
    painter.restore();
}

void CompareView::paintDifference(QPainter& painter) const
{
    // Taken of what is seen, so it costs the same for every size of picture.
    const qreal ratio = devicePixelRatioF();
    const QSize size = this->size() * ratio;
    QImage first(size, QImage::Format_RGB32);
    QImage second(size, QImage::Format_RGB32);
    for (auto [image, picture] : {std::pair{&first, m_first}, std::pair{&second, m_second}}) {
        image->setDevicePixelRatio(ratio);
        image->fill(Qt::black);
        QPainter layer(image);
        paintPicture(layer, *picture, QRectF(rect()));
    }
    for (int y = 0; y < size.height(); ++y) {
        auto* a = reinterpret_cast<QRgb*>(first.scanLine(y));
        const auto* b = reinterpret_cast<const QRgb*>(second.constScanLine(y));
        const auto apart = [](int p, int q) { return std::min(255, std::abs(p - q) * differenceGain); };
        for (int x = 0; x < size.width(); ++x)
            a[x] = qRgb(apart(qRed(a[x]), qRed(b[x])), apart(qGreen(a[x]), qGreen(b[x])),
                        apart(qBlue(a[x]), qBlue(b[x])));
    }
    painter.save();
    painter.setClipRect(shownFrame());
    painter.drawImage(QPointF(0, 0), first);
    painter.restore();
}

void CompareView::paintCaption(QPainter& painter, const QString& text, const QRectF& pane, Qt::Alignment side) const
{
    if (text.isEmpty())
        return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QFont small = font();
    small.setPixelSize(Theme::instance() ? Theme::instance()->scaled(11) : 11);
    painter.setFont(small);
    const QFontMetricsF metrics(small);
    const QRectF frame = frameRect(pane) & pane;
    const double room = std::max(24.0, frame.width() / 2 - 24);
    const QString shown = metrics.elidedText(text, Qt::ElideRight, room);
    QRectF chip(0, frame.top() + 8, metrics.horizontalAdvance(shown) + 16, metrics.height() + 6);
    chip.moveLeft(side == Qt::AlignLeft ? frame.left() + 8 : frame.right() - 8 - chip.width());
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(20, 20, 22, 190));
    painter.drawRoundedRect(chip, 4, 4);
    painter.setPen(Qt::white);
    painter.drawText(chip, Qt::AlignCenter, shown);
    painter.restore();
}

void CompareView::paintPreview(QPainter& painter) const
{
    if (m_preview.isNull())
        return;
    const QSizeF size = QSizeF(m_preview.size()).scaled(width() * 0.28, height() * 0.28, Qt::KeepAspectRatio);
    const QRectF tile(width() - size.width() - 16, height() - size.height() - 16, size.width(), size.height());
    painter.save();
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(tile, m_preview);
    painter.setPen(QPen(themed(Token::Accent), 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(tile);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(20, 20, 22, 190));
    QFont small = font();
    small.setPixelSize(Theme::instance() ? Theme::instance()->scaled(11) : 11);
    painter.setFont(small);
    const QFontMetricsF metrics(small);
    const QString word = metrics.elidedText(tr("In the making"), Qt::ElideRight, tile.width() - 24);
    const QRectF chip(tile.left() + 6, tile.top() + 6, metrics.horizontalAdvance(word) + 12, metrics.height() + 4);
    painter.drawRoundedRect(chip, 4, 4);
    painter.setPen(Qt::white);
    painter.drawText(chip, Qt::AlignCenter, word);
    painter.restore();
}

void CompareView::paintHint(QPainter& painter) const
{
    painter.setPen(themed(Token::Text));
    QFont title = font();
    title.setPixelSize(title.pixelSize() > 0 ? title.pixelSize() * 20 / 13 : 20);
    title.setWeight(QFont::DemiBold);
    const QRectF upper(0, 0, width(), height() / 2.0 - 8);
    painter.setFont(title);
    painter.drawText(upper.adjusted(32, 0, -32, 0), Qt::AlignHCenter | Qt::AlignBottom | Qt::TextWordWrap, m_hintTitle);
    painter.setFont(font());
    painter.setPen(themed(Token::Muted));
    painter.drawText(QRectF(width() * 0.15, height() / 2.0, width() * 0.7, height() / 2.0),
                     Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap, m_hintText);
}

namespace {

/// Speaks the compare view as a slider whose value is the divider, in percent.
class CompareAccessible : public QAccessibleWidget, public QAccessibleValueInterface {
public:
    explicit CompareAccessible(CompareView* view)
        : QAccessibleWidget(view, QAccessible::Slider)
    {
    }

    void* interface_cast(QAccessible::InterfaceType type) override
    {
        if (type == QAccessible::ValueInterface)
            return static_cast<QAccessibleValueInterface*>(this);
        return QAccessibleWidget::interface_cast(type);
    }

    [[nodiscard]] QVariant currentValue() const override { return view()->divider() * 100; }
    void setCurrentValue(const QVariant& value) override { view()->setDivider(value.toDouble() / 100); }
    [[nodiscard]] QVariant maximumValue() const override { return 100; }
    [[nodiscard]] QVariant minimumValue() const override { return 0; }
    [[nodiscard]] QVariant minimumStepSize() const override { return 2; }

private:
    [[nodiscard]] CompareView* view() const { return static_cast<CompareView*>(widget()); }
};

QAccessibleInterface* canvasFactory(const QString& className, QObject* object)
{
    if (className == "maquette::widgets::CompareView"_L1)
        return new CompareAccessible(static_cast<CompareView*>(object));
    if (className == "maquette::widgets::SlotView"_L1 || className == "maquette::widgets::VariantTile"_L1)
        return new QAccessibleWidget(static_cast<QWidget*>(object), QAccessible::Graphic);
    return nullptr;
}

} // namespace

void installCanvasAccessibility()
{
    static const bool once = [] {
        QAccessible::installFactory(canvasFactory);
        return true;
    }();
    (void)once;
}

} // namespace maquette::widgets
