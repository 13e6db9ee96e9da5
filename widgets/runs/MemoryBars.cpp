// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/MemoryBars.h"

#include <QCoreApplication>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include "widgets/common/Text.h"
#include "widgets/common/Theme.h"
#include "widgets/runs/RunsData.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

constexpr int gap = 8, swatch = 12, barHeight = 22, barDistance = 8; // pixels

QColor themed(Token token) { return Theme::instance() ? Theme::instance()->color(token) : tokenColor(token, false); }

bool isDark() { return Theme::instance() && Theme::instance()->dark(); }

double bytesOf(const MemoryBar& bar, std::size_t index)
{
    const double bytes = bar.ledger.bytes[index];
    return bytes > 0 && std::isfinite(bytes) ? bytes : 0;
}

double totalOf(const MemoryBar& bar)
{
    double sum = 0;
    for (std::size_t i = 0; i < runs::memoryClasses; ++i)
        sum += bytesOf(bar, i);
    return sum;
}

} // namespace

QString memoryClassName(runs::MemoryClass memoryClass)
{
    const auto say = [](const char* text) { return QCoreApplication::translate("MemoryPanel", text); };
    switch (memoryClass) {
    case runs::MemoryClass::Weights:
        return say(QT_TRANSLATE_NOOP("MemoryPanel", "Weights"));
    case runs::MemoryClass::Master:
        return say(QT_TRANSLATE_NOOP("MemoryPanel", "Master weights"));
    case runs::MemoryClass::Gradients:
        return say(QT_TRANSLATE_NOOP("MemoryPanel", "Gradients"));
    case runs::MemoryClass::FirstMoment:
        return say(QT_TRANSLATE_NOOP("MemoryPanel", "First moment"));
    case runs::MemoryClass::SecondMoment:
        return say(QT_TRANSLATE_NOOP("MemoryPanel", "Second moment"));
    case runs::MemoryClass::Scales:
        return say(QT_TRANSLATE_NOOP("MemoryPanel", "Scales"));
    case runs::MemoryClass::Caches:
        return say(QT_TRANSLATE_NOOP("MemoryPanel", "Copies of weights"));
    case runs::MemoryClass::Activations:
        return say(QT_TRANSLATE_NOOP("MemoryPanel", "Activations"));
    case runs::MemoryClass::Communication:
        return say(QT_TRANSLATE_NOOP("MemoryPanel", "Communication"));
    case runs::MemoryClass::Workspace:
        return say(QT_TRANSLATE_NOOP("MemoryPanel", "Workspace"));
    case runs::MemoryClass::Reserve:
        return say(QT_TRANSLATE_NOOP("MemoryPanel", "Reserve of the allocator"));
    }
    return {};
}

QBrush memoryClassBrush(runs::MemoryClass memoryClass, bool dark)
{
    constexpr int plain = 7; // colors that series have
    const int index = static_cast<int>(memoryClass);
    return QBrush(seriesColor(index % plain, dark), index < plain ? Qt::SolidPattern : Qt::Dense4Pattern);
}

QString bytesText(double bytes)
{
    if (std::isnan(bytes))
        return u"–"_s;
    const char* const units[] = {"B", "KiB", "MiB", "GiB", "TiB"};
    std::size_t unit = 0;
    for (; std::abs(bytes) >= 1024 && unit < 4; ++unit)
        bytes /= 1024;
    return numberText(bytes, unit == 0 || std::abs(bytes) >= 100 ? 0 : 2) + u' ' + QLatin1String(units[unit]);
}

QRectF ledgerRect(const QRectF& area, const std::vector<MemoryBar>& bars, std::size_t bar,
                  runs::MemoryClass memoryClass)
{
    double most = 0;
    for (const MemoryBar& each : bars)
        most = std::max(most, totalOf(each));
    if (!(most > 0))
        return {};
    const auto index = static_cast<std::size_t>(memoryClass);
    double before = 0;
    for (std::size_t i = 0; i < index; ++i)
        before += bytesOf(bars[bar], i);
    const double height = area.height() / static_cast<double>(bars.size());
    const double thick = height * barHeight / (barHeight + barDistance);
    return {area.left() + before / most * area.width(),
            area.top() + static_cast<double>(bar) * height + (height - thick) / 2,
            bytesOf(bars[bar], index) / most * area.width(), thick};
}

void paintLedger(QPainter& painter, const QRectF& area, const std::vector<MemoryBar>& bars, bool dark)
{
    for (std::size_t bar = 0; bar < bars.size(); ++bar)
        for (std::size_t i = 0; i < runs::memoryClasses; ++i) {
            const auto memoryClass = static_cast<runs::MemoryClass>(i);
            const QRectF rect = ledgerRect(area, bars, bar, memoryClass);
            if (rect.width() <= 0)
                continue;
            painter.setOpacity(bars[bar].reference ? 0.55 : 1);
            painter.fillRect(rect, tokenColor(Token::Raised, dark));
            painter.fillRect(rect, memoryClassBrush(memoryClass, dark));
            painter.setOpacity(1);
            // Neighbors differ by more than a color.
            if (rect.width() > 2)
                painter.fillRect(QRectF(rect.right() - 1, rect.top(), 1, rect.height()),
                                 tokenColor(Token::Panel, dark));
        }
}

MemoryBars::MemoryBars(QWidget* parent)
    : QWidget(parent)
{
    nameWidget(this, u"memoryBars"_s, tr("Memory by class"));
    setMouseTracking(true);
}

void MemoryBars::setBars(std::vector<MemoryBar> bars)
{
    m_bars = std::move(bars);
    QStringList spoken;
    for (const MemoryBar& bar : m_bars)
        spoken << tr("%1: %2").arg(bar.name, bytesText(totalOf(bar)));
    setAccessibleDescription(spoken.join(u", "_s));
    updateGeometry();
    update();
}

std::vector<runs::MemoryClass> MemoryBars::classes() const
{
    std::vector<runs::MemoryClass> there;
    for (std::size_t i = 0; i < runs::memoryClasses; ++i)
        if (std::any_of(m_bars.begin(), m_bars.end(), [i](const MemoryBar& bar) { return bytesOf(bar, i) > 0; }))
            there.push_back(static_cast<runs::MemoryClass>(i));
    return there;
}

int MemoryBars::nameWidth() const
{
    int widest = 0;
    for (const MemoryBar& bar : m_bars)
        widest = std::max(widest, fontMetrics().horizontalAdvance(bar.name));
    return std::min(widest + 2, width() / 3) + gap;
}

int MemoryBars::totalWidth() const { return fontMetrics().horizontalAdvance(u"0000.00 MiB"_s) + gap; }

int MemoryBars::legendHeight() const
{
    int x = 0, rows = 1;
    for (const runs::MemoryClass each : classes()) {
        const int wide = swatch + gap + fontMetrics().horizontalAdvance(memoryClassName(each)) + 2 * gap;
        if (x > 0 && x + wide > width()) {
            ++rows;
            x = 0;
        }
        x += wide;
    }
    return rows * (fontMetrics().height() + gap / 2) + gap;
}

QRectF MemoryBars::area() const
{
    const double wide = std::max(1, width() - nameWidth() - totalWidth());
    const double high = std::max(1, height() - legendHeight());
    return {layoutDirection() == Qt::RightToLeft ? double(totalWidth()) : double(nameWidth()), 0, wide, high};
}

QSize MemoryBars::sizeHint() const
{
    return {480, static_cast<int>(m_bars.size()) * (barHeight + barDistance) + 3 * fontMetrics().height()};
}

QSize MemoryBars::minimumSizeHint() const
{
    return {240, static_cast<int>(m_bars.size()) * (fontMetrics().height() + 4) + 3 * fontMetrics().height()};
}

void MemoryBars::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    if (m_bars.empty())
        return;
    const QRectF all = area();
    paintLedger(painter, all, m_bars, isDark());
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    const double row = all.height() / static_cast<double>(m_bars.size());
    for (std::size_t i = 0; i < m_bars.size(); ++i) {
        const double top = all.top() + static_cast<double>(i) * row;
        const QRectF names(mirrored ? all.right() + gap : 0, top, nameWidth() - gap, row);
        painter.setPen(themed(m_bars[i].reference ? Token::Muted : Token::Text));
        painter.drawText(names, int(mirrored ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter,
                         fontMetrics().elidedText(m_bars[i].name, Qt::ElideRight, static_cast<int>(names.width())));
        double end = all.left();
        for (std::size_t c = 0; c < runs::memoryClasses; ++c)
            end = std::max(end, ledgerRect(all, m_bars, i, static_cast<runs::MemoryClass>(c)).right());
        painter.drawText(QRectF(end + gap, top, totalWidth(), row), Qt::AlignLeft | Qt::AlignVCenter,
                         bytesText(totalOf(m_bars[i])));
    }
    double x = 0, y = all.bottom() + gap / 2.0;
    for (const runs::MemoryClass each : classes()) {
        const QString name = memoryClassName(each);
        const double wide = swatch + gap + fontMetrics().horizontalAdvance(name) + 2 * gap;
        if (x > 0 && x + wide > width()) {
            x = 0;
            y += fontMetrics().height() + gap / 2.0;
        }
        const double left = mirrored ? width() - x - wide : x;
        const QRectF box(left, y + (fontMetrics().height() - swatch) / 2.0, swatch, swatch);
        painter.fillRect(box, themed(Token::Raised));
        painter.fillRect(box, memoryClassBrush(each, isDark()));
        painter.setPen(themed(Token::Text));
        painter.drawText(QRectF(box.right() + gap / 2.0, y, wide - swatch, fontMetrics().height()),
                         Qt::AlignLeft | Qt::AlignVCenter, name);
        x += wide;
    }
}

bool MemoryBars::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    for (std::size_t bar = 0; bar < m_bars.size(); ++bar)
        for (const runs::MemoryClass each : classes())
            if (ledgerRect(area(), m_bars, bar, each).contains(help->pos())) {
                QToolTip::showText(
                    help->globalPos(),
                    tr("%1, %2: %3").arg(m_bars[bar].name, memoryClassName(each), bytesText(m_bars[bar].ledger[each])),
                    this);
                return true;
            }
    QToolTip::hideText();
    return true;
}

void MemoryBars::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange
        || event->type() == QEvent::FontChange)
        update();
    QWidget::changeEvent(event);
}

} // namespace maquette::widgets
