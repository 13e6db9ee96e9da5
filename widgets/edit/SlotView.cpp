// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/edit/SlotView.h"

#include <QKeyEvent>
#include <QMimeData>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include "widgets/common/Drops.h"
#include "widgets/common/Icons.h"
#include "widgets/common/Text.h"
#include "widgets/common/Theme.h"

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

constexpr double reachPixels = 6;
constexpr double radius = 6;

QColor themed(Token token) { return tokenColor(token, Theme::instance() && Theme::instance()->dark()); }

QString slotId(BoardSlot slot)
{
    switch (slot) {
    case BoardSlot::Before:
        return u"slotBefore"_s;
    case BoardSlot::After:
        return u"slotAfter"_s;
    case BoardSlot::Picture:
        break;
    }
    return u"slotPicture"_s;
}

} // namespace

SlotView::SlotView(BoardSlot slot, QWidget* parent)
    : QWidget(parent)
    , m_slot(slot)
{
    nameWidget(this, slotId(slot), title(slot));
    setFocusPolicy(Qt::StrongFocus);
    setAcceptDrops(true);
    setMouseTracking(true);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setSizePolicy(policy);
    describe();
}

QString SlotView::title(BoardSlot slot)
{
    switch (slot) {
    case BoardSlot::Before:
        return tr("Before");
    case BoardSlot::After:
        return tr("After");
    case BoardSlot::Picture:
        break;
    }
    return tr("Picture");
}

QString SlotView::wish() const
{
    switch (m_slot) {
    case BoardSlot::Before:
        return tr("Drop a picture as it was before the change");
    case BoardSlot::After:
        return tr("Drop the same picture after the change");
    case BoardSlot::Picture:
        break;
    }
    return tr("Drop the picture to change in the same way");
}

void SlotView::setPicture(const PicturePtr& picture)
{
    m_picture = picture;
    m_boxes.setPicture(picture ? QSize(picture->width(), picture->height()) : QSize());
    describe();
    update();
}

void SlotView::setBoxes(const std::vector<edit::Box>& boxes)
{
    m_boxes.setBoxes(boxes);
    describe();
    update();
}

QRectF SlotView::pictureRect() const
{
    if (!m_picture)
        return {};
    QSizeF size(m_picture->width(), m_picture->height());
    size.scale(QSizeF(this->size()), Qt::KeepAspectRatio);
    QRectF place(QPointF(0, 0), size);
    place.moveCenter(QRectF(rect()).center());
    return place;
}

QPointF SlotView::relative(const QPointF& position) const
{
    const QRectF place = pictureRect();
    return {(position.x() - place.x()) / place.width(), (position.y() - place.y()) / place.height()};
}

QPointF SlotView::reach() const
{
    const QRectF place = pictureRect();
    return {reachPixels / place.width(), reachPixels / place.height()};
}

void SlotView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF frame = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    QPainterPath rounded;
    rounded.addRoundedRect(frame, radius, radius);
    painter.fillPath(rounded, themed(Token::Canvas));
    if (m_picture) {
        painter.save();
        painter.setClipPath(rounded);
        drawPicture(painter, *m_picture, pictureRect(), QRectF(rect()));
        paintBoxes(painter);
        painter.restore();
    } else {
        paintEmpty(painter);
    }
    const bool strong = hasFocus() || m_dropping;
    QPen pen(themed(strong ? Token::Accent : Token::Line), strong ? 2 : 1);
    if (!m_picture && !strong)
        pen.setStyle(Qt::DashLine);
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(strong ? frame.adjusted(0.5, 0.5, -0.5, -0.5) : frame, radius, radius);
}

void SlotView::paintEmpty(QPainter& painter) const
{
    const int side = 24;
    const QRect spot((width() - side) / 2, height() / 2 - side - 8, side, side);
    icon(m_slot == BoardSlot::Picture ? u"picture"_s : u"edit"_s, Token::Muted).paint(&painter, spot);
    painter.setPen(themed(Token::Muted));
    painter.drawText(QRect(16, height() / 2, width() - 32, height() / 2 - 8),
                     Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap, wish());
}

void SlotView::paintBoxes(QPainter& painter) const
{
    const QRectF place = pictureRect();
    for (int i = 0; i < static_cast<int>(m_boxes.boxes().size()); ++i) {
        const edit::Box& box = m_boxes.boxes()[static_cast<std::size_t>(i)];
        const QRectF area(QPointF(place.x() + box.left * place.width(), place.y() + box.top * place.height()),
                          QPointF(place.x() + box.right * place.width(), place.y() + box.bottom * place.height()));
        const bool selected = i == m_boxes.selected();
        // A dark rim below the line keeps it visible on bright pictures.
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(QColor(0, 0, 0, 160), 3));
        painter.drawRect(area);
        painter.setPen(QPen(selected ? themed(Token::Accent) : QColor(Qt::white), 1.5));
        painter.drawRect(area);
        const QString number = QString::number(i + 1);
        const QRectF tag(area.topLeft() + QPointF(2, 2), QSizeF(16, 16));
        painter.fillRect(tag, QColor(20, 20, 22, 190));
        painter.setPen(Qt::white);
        painter.drawText(tag, Qt::AlignCenter, number);
        if (!selected)
            continue;
        painter.setPen(QPen(QColor(0, 0, 0, 160), 1));
        painter.setBrush(Qt::white);
        for (const QPointF& corner : {area.topLeft(), area.topRight(), area.bottomLeft(), area.bottomRight()})
            painter.drawRect(QRectF(corner - QPointF(3, 3), QSizeF(6, 6)));
    }
}

void SlotView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || !takesBoxes() || !pictureRect().contains(event->position()))
        return;
    m_boxes.press(relative(event->position()), reach());
    describe();
    update();
}

void SlotView::mouseMoveEvent(QMouseEvent* event)
{
    if (m_boxes.dragging()) {
        m_boxes.drag(relative(event->position()));
        describe();
        update();
    }
    updateCursor(event->position());
}

void SlotView::mouseReleaseEvent(QMouseEvent*)
{
    if (!m_boxes.dragging())
        return;
    const bool drawing = m_boxes.drawing();
    if (m_boxes.release())
        edited(drawing ? tr("Draw a box") : tr("Move a box"));
    describe();
    update();
}

void SlotView::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && !m_picture)
        Q_EMIT openRequested();
}

void SlotView::updateCursor(const QPointF& position)
{
    if (!takesBoxes() || !pictureRect().contains(position)) {
        unsetCursor();
        return;
    }
    const BoxEditor::Handle handle = m_boxes.handleAt(relative(position), reach());
    if (handle.box < 0)
        setCursor(Qt::CrossCursor);
    else if (handle.inside())
        setCursor(Qt::SizeAllCursor);
    else if ((handle.left && handle.top) || (handle.right && handle.bottom))
        setCursor(Qt::SizeFDiagCursor);
    else if ((handle.left || handle.right) && (handle.top || handle.bottom))
        setCursor(Qt::SizeBDiagCursor);
    else
        setCursor(handle.left || handle.right ? Qt::SizeHorCursor : Qt::SizeVerCursor);
}

bool SlotView::handleBoxKey(QKeyEvent* event)
{
    const int step = event->modifiers().testFlag(Qt::ShiftModifier) ? 10 : 1;
    const bool grow = event->modifiers().testFlag(Qt::ControlModifier);
    const auto shift = [&](int dx, int dy) {
        if (m_boxes.selected() < 0)
            return false;
        if (grow ? m_boxes.growBy(dx * step, dy * step) : m_boxes.moveBy(dx * step, dy * step))
            edited(grow ? tr("Resize a box") : tr("Move a box"));
        return true;
    };
    // Letters with Ctrl, Alt or Meta belong to actions; arrows with Ctrl resize.
    const bool arrow = event->key() >= Qt::Key_Left && event->key() <= Qt::Key_Down;
    if (!arrow && event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier))
        return false;
    const int count = static_cast<int>(m_boxes.boxes().size());
    switch (event->key()) {
    case Qt::Key_Left:
        return shift(-1, 0);
    case Qt::Key_Right:
        return shift(1, 0);
    case Qt::Key_Up:
        return shift(0, -1);
    case Qt::Key_Down:
        return shift(0, 1);
    case Qt::Key_N:
        m_boxes.addInMiddle();
        edited(tr("Draw a box"));
        return true;
    case Qt::Key_PageDown:
    case Qt::Key_PageUp:
        if (count > 0)
            m_boxes.select((m_boxes.selected() + (event->key() == Qt::Key_PageDown ? 1 : count - 1) + count) % count);
        return true;
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
        if (!m_boxes.removeSelected())
            return false;
        edited(tr("Delete a box"));
        return true;
    default:
        return false;
    }
}

void SlotView::keyPressEvent(QKeyEvent* event)
{
    if (takesBoxes() && handleBoxKey(event)) {
        describe();
        update();
        return;
    }
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        Q_EMIT openRequested();
    else
        QWidget::keyPressEvent(event);
}

void SlotView::edited(const QString& stepName) { Q_EMIT boxesEdited(m_boxes.boxes(), stepName); }

void SlotView::contextMenuEvent(QContextMenuEvent* event) { Q_EMIT menuRequested(event->globalPos()); }

void SlotView::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    Q_EMIT focused();
}

void SlotView::dragEnterEvent(QDragEnterEvent* event)
{
    if (!readDrop(event->mimeData()).usable())
        return;
    event->acceptProposedAction();
    m_dropping = true;
    update();
}

void SlotView::dragLeaveEvent(QDragLeaveEvent*)
{
    m_dropping = false;
    update();
}

void SlotView::dropEvent(QDropEvent* event)
{
    m_dropping = false;
    update();
    const Drop drop = takeDrop(event);
    if (!drop.files.isEmpty())
        Q_EMIT filesDropped(drop.files);
    else if (!drop.image.isNull())
        Q_EMIT imageDropped(drop.image);
}

void SlotView::describe()
{
    QString measure;
    if (m_picture && m_boxes.selected() >= 0) {
        const QRect box = m_boxes.pixels(m_boxes.selected());
        measure = tr("Box %1: %2, %3 · %4 × %5 px")
                      .arg(m_boxes.selected() + 1)
                      .arg(box.x())
                      .arg(box.y())
                      .arg(box.width())
                      .arg(box.height());
    }
    Q_EMIT boxText(measure);
    QString text = m_picture ? m_picture->name + u", "_s + m_picture->describe() : wish();
    if (!m_boxes.boxes().empty())
        text += u". "_s + tr("%n box(es)", nullptr, static_cast<int>(m_boxes.boxes().size()));
    if (!measure.isEmpty())
        text += u". "_s + measure;
    if (text != accessibleDescription())
        setAccessibleDescription(text);
}

} // namespace maquette::widgets
