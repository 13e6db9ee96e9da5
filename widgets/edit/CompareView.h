// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "widgets/common/Pictures.h"

class QTimer;

namespace maquette::widgets {

/// Two pictures under one view: by a divider, side by side, blinking, or as their difference times eight. Zoom and
/// position hold for both. Keys: arrows move the divider (without one, or with Ctrl, the view), + and - zoom, 0 fits,
/// 1 shows one pixel as one; dragging with the middle button or with the space bar held moves the view.
class CompareView : public QWidget {
    Q_OBJECT
public:
    enum class Mode { Slider, SideBySide, Blink, Difference };

    explicit CompareView(QWidget* parent = nullptr);

    void setPictures(const PicturePtr& first, const PicturePtr& second);
    /// Words over the two sides.
    void setCaptions(const QString& first, const QString& second);
    /// What stands in the middle while there is no picture.
    void setHint(const QString& title, const QString& text);
    void setMode(Mode mode);
    [[nodiscard]] Mode mode() const { return m_mode; }
    /// The picture in the making, in a corner; null removes it.
    void setPreview(const QImage& image);
    [[nodiscard]] bool hasPreview() const { return !m_preview.isNull(); }

    /// 0 … 1 of the width that shows both.
    void setDivider(double position);
    [[nodiscard]] double divider() const { return m_divider; }

    /// Screen pixels per picture pixel; 0 fits the whole picture in.
    void setZoom(double zoom);
    [[nodiscard]] double zoom() const;
    [[nodiscard]] bool fits() const { return m_zoom == 0; }
    void zoomBy(double factor, const QPointF& anchor);
    void zoomBy(double factor) { zoomBy(factor, QPointF(width() / 2.0, height() / 2.0)); }
    [[nodiscard]] QSize sizeHint() const override { return {640, 480}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {240, 180}; }

Q_SIGNALS:
    void dividerChanged(double position);
    void zoomChanged();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;

private:
    enum class Drag { None, Divider, Pan };

    [[nodiscard]] bool comparing() const { return m_first && m_second; }
    [[nodiscard]] bool hasDivider() const { return comparing() && m_mode == Mode::Slider; }
    /// The size that both pictures are laid into, in picture pixels.
    [[nodiscard]] QSizeF frameSize() const;
    /// Where the frame lies on the screen, within a pane of the view.
    [[nodiscard]] QRectF frameRect(const QRectF& pane) const;
    [[nodiscard]] QRectF placeOf(const LoadedPicture& picture, const QRectF& frame) const;
    [[nodiscard]] QRectF firstPane() const;
    [[nodiscard]] QRectF shownFrame() const;
    [[nodiscard]] double fitScale(const QRectF& pane) const;
    [[nodiscard]] double scale(const QRectF& pane) const;
    void paintPicture(QPainter& painter, const LoadedPicture& picture, const QRectF& pane) const;
    void paintDifference(QPainter& painter) const;
    void paintDivider(QPainter& painter) const;
    void paintCaption(QPainter& painter, const QString& text, const QRectF& pane, Qt::Alignment side) const;
    void paintPreview(QPainter& painter) const;
    void paintHint(QPainter& painter) const;
    void pan(const QPointF& delta);
    void clampCenter();
    void describe();
    void updateCursor(const QPointF& position);

    PicturePtr m_first;
    PicturePtr m_second;
    QString m_firstCaption;
    QString m_secondCaption;
    QString m_hintTitle;
    QString m_hintText;
    QImage m_preview;
    Mode m_mode = Mode::Slider;
    double m_zoom = 0;
    QPointF m_center{0.5, 0.5}; ///< relative to the frame
    double m_divider = 0.5;
    Drag m_drag = Drag::None;
    QPointF m_lastPosition;
    bool m_spaceHeld = false;
    bool m_blinkSecond = false;
    QTimer* m_blink;
};

/// Teaches QAccessible the roles and values of the painted canvases. Once per program.
void installCanvasAccessibility();

} // namespace maquette::widgets
