// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/Fp8HeatMap.h"

#include <QCoreApplication>
#include <QKeyEvent>
#include <QLinearGradient>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QWheelEvent>

#include "widgets/common/Role.h"
#include "widgets/common/Text.h"
#include "widgets/common/Theme.h"
#include "widgets/runs/Fp8ScaleImage.h"
#include "widgets/runs/RunsData.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

constexpr int gap = 6, markHeight = 8, legendBar = 12, minimumCells = 60; // pixels

/// Names of layers without the words that all of them begin with, which say nothing here: a narrow label would keep
/// those and lose the number of the layer.
QStringList shortNames(QStringList list)
{
    if (list.size() < 2)
        return list;
    QString common = list.first();
    for (const QString& name : list)
        while (!name.startsWith(common))
            common.chop(1);
    const qsizetype words = common.lastIndexOf(u'.') + 1;
    for (QString& name : list)
        name.remove(0, words);
    return list;
}

QColor themed(Token token) { return Theme::instance() ? Theme::instance()->color(token) : tokenColor(token, false); }

} // namespace

QString quantityName(runs::ScaleMapOptions::Quantity quantity)
{
    using Quantity = runs::ScaleMapOptions::Quantity;
    switch (quantity) {
    case Quantity::Scale:
        return QCoreApplication::translate("Fp8HeatMap", "log2 of the scale");
    case Quantity::Headroom:
        return QCoreApplication::translate("Fp8HeatMap", "Headroom (bits)");
    case Quantity::Underflow:
        return QCoreApplication::translate("Fp8HeatMap", "Underflow (%)");
    case Quantity::Overflow:
        return QCoreApplication::translate("Fp8HeatMap", "Overflow (%)");
    }
    return {};
}

Fp8HeatMap::Fp8HeatMap(QWidget* parent)
    : QWidget(parent)
    , m_picture(std::make_shared<const Fp8HeatPicture>())
{
    teachRole<Fp8HeatMap, QAccessible::Graphic>();
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    nameWidget(this, u"fp8Map"_s, tr("Map of layers by steps"));
}

void Fp8HeatMap::setPicture(std::shared_ptr<const Fp8HeatPicture> picture)
{
    m_picture = std::move(picture);
    const auto rows = static_cast<int>(m_picture->map.layers.size());
    const auto columns = static_cast<int>(m_picture->map.columns.size());
    if (m_cursor.row >= rows || m_cursor.column >= columns)
        m_cursor = {};
    if (m_chosen >= rows)
        m_chosen = -1;
    m_labels = shortNames(m_picture->rows);
    update();
}

void Fp8HeatMap::setChosen(int row)
{
    m_chosen = row;
    update();
}

void Fp8HeatMap::setCursor(const Cell& cell)
{
    if (cell == m_cursor)
        return;
    m_cursor = cell;
    update();
    Q_EMIT cursorMoved();
}

void Fp8HeatMap::setReadout(const QString& text)
{
    setToolTip(text);
    setAccessibleDescription(text);
}

int Fp8HeatMap::labelWidth() const
{
    int widest = 0;
    for (const QString& row : m_labels)
        widest = std::max(widest, fontMetrics().horizontalAdvance(row));
    return std::min(widest + 2, width() / 3) + gap;
}

int Fp8HeatMap::legendWidth() const { return 2 * gap + legendBar + gap + fontMetrics().horizontalAdvance(u"-00.00"_s); }

QRectF Fp8HeatMap::area() const
{
    const int left = labelWidth(), bottom = fontMetrics().height() + gap;
    QRectF area(left, markHeight, width() - left - legendWidth(), height() - markHeight - bottom);
    if (layoutDirection() == Qt::RightToLeft) // names stand where reading begins, steps still rise to the right
        area.moveLeft(legendWidth());
    return area;
}

QRectF Fp8HeatMap::cellRect(const Cell& cell) const
{
    const QRectF all = area();
    const double w = all.width() / std::max<double>(1, static_cast<double>(m_picture->map.columns.size()));
    const double h = all.height() / std::max<double>(1, static_cast<double>(m_picture->map.layers.size()));
    return {all.left() + cell.column * w, all.top() + cell.row * h, w, h};
}

Fp8HeatMap::Cell Fp8HeatMap::cellAt(const QPointF& position) const
{
    const QRectF all = area();
    const auto rows = static_cast<int>(m_picture->map.layers.size());
    const auto columns = static_cast<int>(m_picture->map.columns.size());
    if (!all.contains(position) || rows == 0 || columns == 0)
        return {};
    return {std::min(rows - 1, static_cast<int>((position.y() - all.top()) / all.height() * rows)),
            std::min(columns - 1, static_cast<int>((position.x() - all.left()) / all.width() * columns))};
}

QSize Fp8HeatMap::sizeHint() const { return {640, 260}; }

QSize Fp8HeatMap::minimumSizeHint() const
{
    return {2 * legendWidth() + minimumCells, markHeight + minimumCells + fontMetrics().height() + gap};
}

void Fp8HeatMap::paintLabels(QPainter& painter, const QRectF& area) const
{
    const auto rows = static_cast<int>(m_picture->rows.size());
    const double rowHeight = area.height() / rows;
    const int every = std::max(1, static_cast<int>(std::ceil(fontMetrics().height() / rowHeight)));
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    const double left = mirrored ? area.right() + gap : 0;
    const double wide = labelWidth() - gap;
    for (int row = 0; row < rows; ++row) {
        if (row % every != 0 && row != m_chosen)
            continue;
        // A chosen name must not be written over.
        if (row != m_chosen && m_chosen >= 0 && std::abs(row - m_chosen) < every)
            continue;
        const QRectF place(left, area.top() + (row + 0.5) * rowHeight - fontMetrics().height() / 2.0, wide,
                           fontMetrics().height());
        painter.setPen(themed(row == m_chosen ? Token::Accent : Token::Text));
        painter.drawText(
            place, int(mirrored ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter,
            fontMetrics().elidedText(m_labels[static_cast<qsizetype>(row)], Qt::ElideMiddle, static_cast<int>(wide)));
    }
    // Steps: as many as have room.
    const auto columns = static_cast<int>(m_picture->map.columns.size());
    const int labelSpace = fontMetrics().horizontalAdvance(u"0000000"_s) + 2 * gap;
    const int stride = std::max(1, static_cast<int>(std::ceil(labelSpace * columns / area.width())));
    painter.setPen(themed(Token::Muted));
    for (int column = 0; column < columns; column += stride) {
        const double x = area.left() + (column + 0.5) / columns * area.width();
        const QString text = QString::number(m_picture->map.columns[static_cast<std::size_t>(column)].first);
        QRectF place(x - labelSpace / 2.0, area.bottom() + gap / 2.0, labelSpace, fontMetrics().height());
        place.moveLeft(std::clamp(place.left(), 0.0, width() - place.width()));
        painter.drawText(place, Qt::AlignHCenter | Qt::AlignTop, text);
    }
}

void Fp8HeatMap::paintLegend(QPainter& painter, const QRectF& area) const
{
    const ColorRange range = colorRange(m_picture->map, m_picture->quantity);
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    const QRectF bar(mirrored ? area.left() - 2 * gap - legendBar : area.right() + 2 * gap, area.top(), legendBar,
                     area.height());
    QLinearGradient gradient(bar.bottomLeft(), bar.topLeft());
    for (int i = 0; i <= 10; ++i)
        gradient.setColorAt(i / 10.0, heatColor(i / 10.0));
    painter.fillRect(bar, gradient);
    painter.setPen(themed(Token::Muted));
    const int high = fontMetrics().height();
    const auto write = [&](double y, double value) {
        const double wide = legendWidth() - 3 * gap - legendBar;
        painter.drawText(QRectF(mirrored ? bar.left() - gap - wide : bar.right() + gap, y, wide, high),
                         int(mirrored ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter, valueText(value, 3));
    };
    write(bar.top(), range.high);
    if (bar.height() > 4 * high)
        write(bar.center().y() - high / 2.0, (range.low + range.high) / 2);
    write(bar.bottom() - high, range.low);
}

void Fp8HeatMap::paintMarks(QPainter& painter, const QRectF& area) const
{
    // Triangles, not only a color.
    painter.setPen(Qt::NoPen);
    painter.setBrush(themed(Token::Warn));
    const auto& columns = m_picture->map.columns;
    int last = -1;
    for (const std::int64_t step : m_picture->skipped) {
        const auto at = std::lower_bound(columns.begin(), columns.end(), step,
                                         [](const auto& column, std::int64_t s) { return column.second < s; });
        const auto column = static_cast<int>(at - columns.begin());
        if (at == columns.end() || column == last || step < columns.front().first - 1)
            continue;
        last = column;
        const double x = area.left() + (column + 0.5) / static_cast<double>(columns.size()) * area.width();
        QPainterPath triangle;
        triangle.moveTo(x - 4, 0);
        triangle.lineTo(x + 4, 0);
        triangle.lineTo(x, markHeight - 1);
        triangle.closeSubpath();
        painter.drawPath(triangle);
    }
}

void Fp8HeatMap::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QRectF all = area();
    if (m_picture->image.isNull() || all.width() < 1 || all.height() < 1) {
        painter.setPen(themed(Token::Muted));
        painter.drawText(rect(), Qt::AlignCenter | Qt::TextWordWrap, tr("Nothing of this kind was logged."));
        return;
    }
    painter.fillRect(all, themed(Token::Raised));
    painter.drawImage(all, m_picture->image);
    painter.setPen(themed(Token::Line));
    painter.drawRect(all);
    paintLabels(painter, all);
    paintLegend(painter, all);
    painter.setRenderHint(QPainter::Antialiasing);
    paintMarks(painter, all);
    painter.setBrush(Qt::NoBrush);
    if (m_chosen >= 0) {
        const QRectF row = cellRect({m_chosen, 0});
        painter.setPen(QPen(themed(Token::Accent), 2));
        painter.drawRect(QRectF(all.left(), row.top(), all.width(), row.height()));
    }
    if (m_cursor.row >= 0) {
        const QRectF cell = cellRect(m_cursor);
        painter.setPen(QPen(Qt::black, 3));
        painter.drawRect(cell);
        painter.setPen(QPen(Qt::white, 1));
        painter.drawRect(cell);
    }
    if (hasFocus()) {
        painter.setPen(QPen(themed(Token::Accent), 1));
        painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
    }
}

void Fp8HeatMap::mouseMoveEvent(QMouseEvent* event) { setCursor(cellAt(event->position())); }

void Fp8HeatMap::mousePressEvent(QMouseEvent* event)
{
    const Cell cell = cellAt(event->position());
    setCursor(cell);
    if (event->button() == Qt::LeftButton && cell.row >= 0)
        Q_EMIT picked(cell.row, cell.column);
}

void Fp8HeatMap::mouseDoubleClickEvent(QMouseEvent*) { Q_EMIT stepsWanted({}); }

void Fp8HeatMap::wheelEvent(QWheelEvent* event)
{
    const Cell cell = cellAt(event->position());
    const auto& columns = m_picture->map.columns;
    if (!(event->modifiers() & Qt::ControlModifier) || cell.row < 0 || event->angleDelta().y() == 0) {
        event->ignore();
        return;
    }
    event->accept();
    const double factor = std::pow(1.5, -event->angleDelta().y() / 120.0);
    const double first = static_cast<double>(columns.front().first), last = static_cast<double>(columns.back().second);
    const double center = static_cast<double>(columns[static_cast<std::size_t>(cell.column)].first);
    const auto from = static_cast<qint64>(std::floor(center - (center - first) * factor));
    const auto to = static_cast<qint64>(std::ceil(center + (last - center) * factor));
    Q_EMIT stepsWanted(std::pair(from, std::max(from + 1, to)));
}

void Fp8HeatMap::keyPressEvent(QKeyEvent* event)
{
    const auto rows = static_cast<int>(m_picture->map.layers.size());
    const auto columns = static_cast<int>(m_picture->map.columns.size());
    if (rows == 0 || columns == 0) {
        QWidget::keyPressEvent(event);
        return;
    }
    Cell cell = m_cursor.row < 0 ? Cell{std::max(0, m_chosen), columns - 1} : m_cursor;
    switch (event->key()) {
    case Qt::Key_Up:
        --cell.row;
        break;
    case Qt::Key_Down:
        ++cell.row;
        break;
    case Qt::Key_Left:
        --cell.column;
        break;
    case Qt::Key_Right:
        ++cell.column;
        break;
    case Qt::Key_Home:
        cell.column = 0;
        break;
    case Qt::Key_End:
        cell.column = columns - 1;
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        Q_EMIT picked(cell.row, cell.column);
        return;
    case Qt::Key_Escape:
        Q_EMIT stepsWanted({});
        return;
    default:
        QWidget::keyPressEvent(event);
        return;
    }
    setCursor({std::clamp(cell.row, 0, rows - 1), std::clamp(cell.column, 0, columns - 1)});
}

void Fp8HeatMap::leaveEvent(QEvent*)
{
    if (!hasFocus())
        setCursor({});
}

void Fp8HeatMap::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange
        || event->type() == QEvent::StyleChange)
        update();
    QWidget::changeEvent(event);
}

} // namespace maquette::widgets
