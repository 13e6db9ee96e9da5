// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QRectF>
#include <QSize>

#include "edit/Board.h"

#include <vector>

namespace maquette::widgets {

/// Boxes on a picture while they are drawn, moved and resized. Knows no widget: positions are relative to the
/// picture, 0 … 1 in each direction, and edges snap to whole pixels.
class BoxEditor {
public:
    /// What of a box a position is on: which edges move with it.
    struct Handle {
        int box = -1; ///< -1: none
        bool left = false;
        bool top = false;
        bool right = false;
        bool bottom = false;
        [[nodiscard]] bool inside() const { return box >= 0 && !left && !top && !right && !bottom; }
    };

    void setPicture(const QSize& size);
    void setBoxes(const std::vector<edit::Box>& boxes);
    [[nodiscard]] const std::vector<edit::Box>& boxes() const { return m_boxes; }
    [[nodiscard]] int selected() const { return m_selected; }
    void select(int box);

    /// `reach`: how far from an edge still counts, relative.
    [[nodiscard]] Handle handleAt(const QPointF& position, const QPointF& reach) const;
    /// Begins a drag: on a handle, within a box, or a new box on free ground.
    void press(const QPointF& position, const QPointF& reach);
    void drag(const QPointF& position);
    /// Ends it. True when the boxes changed; a new box under 4 pixels is dropped.
    bool release();
    [[nodiscard]] bool dragging() const { return m_dragging; }
    /// Whether the drag draws a new box.
    [[nodiscard]] bool drawing() const { return m_drawing; }

    /// Keyboard: whole pixels, kept inside. False when nothing is selected or nothing changed.
    bool moveBy(int dx, int dy);
    bool growBy(int dx, int dy);
    bool removeSelected();
    /// A box over the middle half, selected.
    void addInMiddle();

    /// In pixels of the picture.
    [[nodiscard]] QRect pixels(int box) const;

private:
    void place(int box, const QRectF& area);
    [[nodiscard]] QRectF area(int box) const;

    QSize m_size;
    std::vector<edit::Box> m_boxes;
    std::vector<edit::Box> m_before;
    int m_selected = -1;
    bool m_dragging = false;
    bool m_drawing = false;
    Handle m_handle;
    QPointF m_start;
    QRectF m_startArea;
};

} // namespace maquette::widgets
