// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/edit/BoxEditor.h"

#include <algorithm>
#include <cmath>

namespace maquette::widgets {

namespace {

constexpr int smallestBox = 4; // pixels

double snapped(double value, int pixels)
{
    return pixels > 0 ? std::clamp(std::round(value * pixels) / pixels, 0.0, 1.0) : value;
}

} // namespace

void BoxEditor::setPicture(const QSize& size) { m_size = size; }

void BoxEditor::setBoxes(const std::vector<edit::Box>& boxes)
{
    m_boxes = boxes;
    m_dragging = false;
    select(m_selected);
}

void BoxEditor::select(int box) { m_selected = box < static_cast<int>(m_boxes.size()) ? box : -1; }

QRectF BoxEditor::area(int box) const
{
    const edit::Box& b = m_boxes[static_cast<std::size_t>(box)];
    return QRectF(QPointF(b.left, b.top), QPointF(b.right, b.bottom));
}

void BoxEditor::place(int box, const QRectF& area)
{
    const QRectF upright = area.normalized();
    m_boxes[static_cast<std::size_t>(box)]
        = {snapped(upright.left(), m_size.width()), snapped(upright.top(), m_size.height()),
           snapped(upright.right(), m_size.width()), snapped(upright.bottom(), m_size.height())};
}

QRect BoxEditor::pixels(int box) const
{
    const QRectF a = area(box);
    const QPoint topLeft(static_cast<int>(std::lround(a.left() * m_size.width())),
                         static_cast<int>(std::lround(a.top() * m_size.height())));
    return QRect(topLeft,
                 QSize(static_cast<int>(std::lround(a.width() * m_size.width())),
                       static_cast<int>(std::lround(a.height() * m_size.height()))));
}

BoxEditor::Handle BoxEditor::handleAt(const QPointF& position, const QPointF& reach) const
{
    // The selected box lies on top, then the newest.
    std::vector<int> order;
    if (m_selected >= 0)
        order.push_back(m_selected);
    for (int i = static_cast<int>(m_boxes.size()) - 1; i >= 0; --i)
        if (i != m_selected)
            order.push_back(i);
    for (const int box : order) {
        const QRectF a = area(box);
        if (!a.adjusted(-reach.x(), -reach.y(), reach.x(), reach.y()).contains(position))
            continue;
        const auto near = [](double p, double edge, double within) { return std::abs(p - edge) <= within; };
        Handle handle{box};
        handle.left = near(position.x(), a.left(), reach.x());
        handle.right = !handle.left && near(position.x(), a.right(), reach.x());
        handle.top = near(position.y(), a.top(), reach.y());
        handle.bottom = !handle.top && near(position.y(), a.bottom(), reach.y());
        return handle;
    }
    return {};
}

void BoxEditor::press(const QPointF& position, const QPointF& reach)
{
    m_before = m_boxes;
    m_dragging = true;
    m_start = position;
    m_handle = handleAt(position, reach);
    m_drawing = m_handle.box < 0;
    if (m_drawing) {
        m_boxes.push_back({});
        m_selected = static_cast<int>(m_boxes.size()) - 1;
        place(m_selected, QRectF(position, position));
    } else {
        m_selected = m_handle.box;
        m_startArea = area(m_selected);
    }
}

void BoxEditor::drag(const QPointF& position)
{
    if (!m_dragging)
        return;
    const QPointF inside(std::clamp(position.x(), 0.0, 1.0), std::clamp(position.y(), 0.0, 1.0));
    if (m_drawing) {
        place(m_selected, QRectF(m_start, inside));
        return;
    }
    QRectF area = m_startArea;
    if (m_handle.inside()) {
        const QPointF delta = position - m_start;
        area.moveLeft(std::clamp(area.left() + delta.x(), 0.0, 1 - area.width()));
        area.moveTop(std::clamp(area.top() + delta.y(), 0.0, 1 - area.height()));
    } else {
        const double smallX = m_size.width() > 0 ? double(smallestBox) / m_size.width() : 0;
        const double smallY = m_size.height() > 0 ? double(smallestBox) / m_size.height() : 0;
        if (m_handle.left)
            area.setLeft(std::min(inside.x(), area.right() - smallX));
        if (m_handle.right)
            area.setRight(std::max(inside.x(), area.left() + smallX));
        if (m_handle.top)
            area.setTop(std::min(inside.y(), area.bottom() - smallY));
        if (m_handle.bottom)
            area.setBottom(std::max(inside.y(), area.top() + smallY));
    }
    place(m_selected, area);
}

bool BoxEditor::release()
{
    if (!m_dragging)
        return false;
    m_dragging = false;
    if (m_drawing) {
        const QSize size = pixels(m_selected).size();
        if (size.width() < smallestBox || size.height() < smallestBox) {
            m_boxes = m_before;
            m_selected = -1;
        }
    }
    return m_boxes != m_before;
}

bool BoxEditor::moveBy(int dx, int dy)
{
    if (m_selected < 0 || m_size.isEmpty())
        return false;
    const std::vector<edit::Box> before = m_boxes;
    QRectF a = area(m_selected);
    a.moveLeft(std::clamp(a.left() + double(dx) / m_size.width(), 0.0, 1 - a.width()));
    a.moveTop(std::clamp(a.top() + double(dy) / m_size.height(), 0.0, 1 - a.height()));
    place(m_selected, a);
    return m_boxes != before;
}

bool BoxEditor::growBy(int dx, int dy)
{
    if (m_selected < 0 || m_size.isEmpty())
        return false;
    const std::vector<edit::Box> before = m_boxes;
    QRectF a = area(m_selected);
    a.setRight(
        std::clamp(a.right() + double(dx) / m_size.width(), a.left() + double(smallestBox) / m_size.width(), 1.0));
    a.setBottom(
        std::clamp(a.bottom() + double(dy) / m_size.height(), a.top() + double(smallestBox) / m_size.height(), 1.0));
    place(m_selected, a);
    return m_boxes != before;
}

bool BoxEditor::removeSelected()
{
    if (m_selected < 0)
        return false;
    m_boxes.erase(m_boxes.begin() + m_selected);
    m_selected = -1;
    return true;
}

void BoxEditor::addInMiddle()
{
    m_boxes.push_back({});
    m_selected = static_cast<int>(m_boxes.size()) - 1;
    place(m_selected, QRectF(0.25, 0.25, 0.5, 0.5));
}

} // namespace maquette::widgets
