// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/PlotTip.h"

#include <QCoreApplication>
#include <QPainter>

#include "widgets/common/Theme.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

constexpr std::size_t mostRows = 12;
constexpr int margin = 8, mark = 10, longestName = 220;

} // namespace

PlotTip::PlotTip(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(u"plotTip"_s);
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    hide();
}

void PlotTip::setRows(const QString& title, const std::vector<PlotView::TipRow>& rows, double near)
{
    m_title = title;
    m_rows = rows;
    m_more.clear();
    if (rows.size() > mostRows) {
        const auto closest = std::min_element(rows.begin(), rows.end(), [&](const auto& a, const auto& b) {
            return std::abs(a.value - near) < std::abs(b.value - near);
        });
        const auto middle = static_cast<std::size_t>(closest - rows.begin());
        const std::size_t first = std::min(middle > mostRows / 2 ? middle - mostRows / 2 : 0, rows.size() - mostRows);
        m_rows.assign(rows.begin() + std::ptrdiff_t(first), rows.begin() + std::ptrdiff_t(first + mostRows));
        m_more = QCoreApplication::translate("PlotTip", "and %n other(s)", nullptr, int(rows.size() - mostRows));
    }
    resize(sizeHint());
    update();
}

QSize PlotTip::sizeHint() const
{
    const QFontMetrics metrics(PlotAxes::font());
    int names = 0, values = 0;
    for (const PlotView::TipRow& row : m_rows) {
        names = std::max(names, std::min(longestName, metrics.horizontalAdvance(row.name)));
        values = std::max(values, metrics.horizontalAdvance(valueText(row.value, 6)));
    }
    const int width
        = std::max({2 * margin + mark + 6 + names + 16 + values, 2 * margin + metrics.horizontalAdvance(m_title),
                    2 * margin + metrics.horizontalAdvance(m_more)});
    const int lines = static_cast<int>(m_rows.size()) + 1 + (m_more.isEmpty() ? 0 : 1);
    return {width, 2 * margin + lines * (metrics.height() + 2)};
}

void PlotTip::paintEvent(QPaintEvent*)
{
    const Theme* theme = Theme::instance();
    if (!theme)
        return;
    QPainter painter(this);
    painter.fillRect(rect(), theme->color(Token::Raised));
    painter.setPen(theme->color(Token::Line));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
    painter.setFont(PlotAxes::font());
    const QFontMetrics metrics(PlotAxes::font());
    const int line = metrics.height() + 2;
    int y = margin;
    painter.setPen(theme->color(Token::Muted));
    painter.drawText(margin, y + metrics.ascent(), m_title);
    y += line;
    painter.setRenderHint(QPainter::Antialiasing);
    for (const PlotView::TipRow& row : m_rows) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(row.color);
        painter.drawEllipse(QRectF(margin, y + line / 2.0 - 4, 8, 8));
        painter.setPen(theme->color(row.selected ? Token::Accent : Token::Text));
        const QString value = valueText(row.value, 6);
        const int valueWidth = metrics.horizontalAdvance(value);
        const int room = width() - 2 * margin - mark - 6 - 8 - valueWidth;
        painter.drawText(margin + mark + 6, y + metrics.ascent(), metrics.elidedText(row.name, Qt::ElideMiddle, room));
        painter.drawText(width() - margin - valueWidth, y + metrics.ascent(), value);
        y += line;
    }
    if (!m_more.isEmpty()) {
        painter.setPen(theme->color(Token::Muted));
        painter.drawText(margin, y + metrics.ascent(), m_more);
    }
}

} // namespace maquette::widgets
