// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QWidget>

#include "widgets/common/Pictures.h"
#include "widgets/edit/BoardState.h"
#include "widgets/edit/BoxEditor.h"

namespace maquette::widgets {

/// One place of the board: shows its picture, takes files and images that are dropped, and says what it wants while it
/// is empty. On the example, boxes are drawn, moved and resized by mouse; by keyboard N adds one, Page Up and Page
/// Down choose, arrows move (Ctrl: resize, Shift: ten pixels), Delete deletes. Enter opens a file.
class SlotView : public QWidget {
    Q_OBJECT
public:
    SlotView(BoardSlot slot, QWidget* parent = nullptr);

    [[nodiscard]] BoardSlot slot() const { return m_slot; }
    void setPicture(const PicturePtr& picture);
    void setBoxes(const std::vector<edit::Box>& boxes);
    [[nodiscard]] int selectedBox() const { return m_boxes.selected(); }
    /// The name of a slot: "Before", "After", "Picture".
    [[nodiscard]] static QString title(BoardSlot slot);
    /// Where the picture lies within the view.
    [[nodiscard]] QRectF pictureRect() const;

    [[nodiscard]] QSize sizeHint() const override { return {240, 160}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {160, 96}; }

Q_SIGNALS:
    void openRequested();
    void filesDropped(const QStringList& files);
    void imageDropped(const QImage& image);
    void boxesEdited(const std::vector<maquette::edit::Box>& boxes, const QString& stepName);
    void menuRequested(const QPoint& globalPosition);
    /// What the selected box measures, for one line below; empty without one.
    void boxText(const QString& text);
    void focused();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    [[nodiscard]] bool takesBoxes() const { return m_slot != BoardSlot::Picture && m_picture; }
    [[nodiscard]] QPointF relative(const QPointF& position) const;
    [[nodiscard]] QPointF reach() const;
    [[nodiscard]] QString wish() const;
    void paintBoxes(QPainter& painter) const;
    void paintEmpty(QPainter& painter) const;
    void edited(const QString& stepName);
    void describe();
    [[nodiscard]] bool handleBoxKey(QKeyEvent* event);
    void updateCursor(const QPointF& position);

    BoardSlot m_slot;
    PicturePtr m_picture;
    BoxEditor m_boxes;
    bool m_dropping = false;
};

} // namespace maquette::widgets
