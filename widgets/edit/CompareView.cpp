// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/edit/CompareView.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QTimer>
#include <QWheelEvent>

#include "widgets/common/Text.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

constexpr int blinkMs = 600;
constexpr double minZoom = 0.02;
constexpr double maxZoom = 32;
constexpr double keyStep = 0.02;
constexpr int grabPixels = 12; // how near the divider a press takes it

} // namespace

CompareView::CompareView(QWidget* parent)
    : QWidget(parent)
    , m_blink(new QTimer(this))
{
    nameWidget(this, u"compareView"_s, tr("Picture and result"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    m_blink->setInterval(blinkMs);
    connect(m_blink, &QTimer::timeout, this, [this] {
        m_blinkSecond = !m_blinkSecond;
        update();
    });
    describe();
}

void CompareView::setPictures(const PicturePtr& first, const PicturePtr& second)
{
    if (m_first == first && m_second == second)
        return;
    const QSizeF before = frameSize();
    m_first = first;
    m_second = second;
    // Another seed of the same picture keeps the view; another size starts anew.
    if (frameSize() != before) {
        m_zoom = 0;
        m_center = {0.5, 0.5};
        Q_EMIT zoomChanged();
    }
    setMode(m_mode);
}

void CompareView::setCaptions(const QString& first, const QString& second)
{
    m_firstCaption = first;
    m_secondCaption = second;
    describe();
    update();
}

void CompareView::setHint(const QString& title, const QString& text)
{
    m_hintTitle = title;
    m_hintText = text;
    describe();
    update();
}

void CompareView::setMode(Mode mode)
{
    m_mode = mode;
    m_blinkSecond = true;
    if (mode == Mode::Blink && comparing())
        m_blink->start();
    else
        m_blink->stop();
    clampCenter();
    describe();
    update();
}

void CompareView::setPreview(const QImage& image)
{
    m_preview = image;
    update();
}

void CompareView::setDivider(double position)
{
    position = std::clamp(position, 0.0, 1.0);
    if (position == m_divider)
        return;
    m_divider = position;
    describe();
    update();
    Q_EMIT dividerChanged(position);
}

QSizeF CompareView::frameSize() const
{
    if (!m_first && !m_second)
        return {};
    const LoadedPicture& first = m_first ? *m_first : *m_second;
    const LoadedPicture& second = m_second ? *m_second : first;
    const double firstAspect = double(first.width()) / first.height();
    const double secondAspect = double(second.width()) / second.height();
    // The same shape lies over the picture whatever its size; other shapes keep their pixels and are centered.
    if (std::abs(firstAspect / secondAspect - 1) < 0.01)
        return QSizeF(first.width(), first.height());
    return QSizeF(std::max(first.width(), second.width()), std::max(first.height(), second.height()));
}

QRectF CompareView::firstPane() const
{
    if (m_mode == Mode::SideBySide && comparing())
        return QRectF(0, 0, std::floor((width() - 1) / 2.0), height());
    return QRectF(rect());
}

double CompareView::fitScale(const QRectF& pane) const
{
    const QSizeF frame = frameSize();
    if (frame.isEmpty())
        return 1;
    // Small pictures are not blown up beyond four times by fitting.
    return std::min({pane.width() / frame.width(), pane.height() / frame.height(), 4.0});
}

double CompareView::scale(const QRectF& pane) const
{
    return m_zoom == 0 ? fitScale(pane) : m_zoom / devicePixelRatioF();
}

double CompareView::zoom() const { return m_zoom == 0 ? fitScale(firstPane()) * devicePixelRatioF() : m_zoom; }

QRectF CompareView::frameRect(const QRectF& pane) const
{
    const QSizeF size = frameSize() * scale(pane);
    const QPointF middle = pane.center();
    return QRectF(middle.x() - m_center.x() * size.width(), middle.y() - m_center.y() * size.height(), size.width(),
                  size.height());
}

QRectF CompareView::placeOf(const LoadedPicture& picture, const QRectF& frame) const
{
    const QSizeF whole = frameSize();
    const double aspect = double(picture.width()) / picture.height();
    if (std::abs(aspect / (whole.width() / whole.height()) - 1) < 0.01)
        return frame;
    const double perPixel = frame.width() / whole.width();
    QRectF place(0, 0, picture.width() * perPixel, picture.height() * perPixel);
    place.moveCenter(frame.center());
    return place;
}

QRectF CompareView::shownFrame() const { return frameRect(firstPane()) & firstPane(); }

void CompareView::setZoom(double zoom)
{
    m_zoom = zoom == 0 ? 0 : std::clamp(zoom, minZoom, maxZoom);
    if (m_zoom == 0)
        m_center = {0.5, 0.5};
    clampCenter();
    describe();
    update();
    Q_EMIT zoomChanged();
}

void CompareView::zoomBy(double factor, const QPointF& anchor)
{
    if (!m_first && !m_second)
        return;
    QRectF pane = firstPane();
    if (!pane.contains(anchor))
        pane.moveLeft(pane.right() + 1);
    const QRectF before = frameRect(pane);
    const QPointF spot((anchor.x() - before.x()) / before.width(), (anchor.y() - before.y()) / before.height());
    m_zoom = std::clamp(zoom() * factor, minZoom, maxZoom);
    const QSizeF size = frameSize() * scale(pane);
    // What is under the pointer stays there.
    m_center = spot
        - QPointF((anchor.x() - pane.center().x()) / size.width(), (anchor.y() - pane.center().y()) / size.height());
    clampCenter();
    describe();
    update();
    Q_EMIT zoomChanged();
}

void CompareView::pan(const QPointF& delta)
{
    const QSizeF size = frameSize() * scale(firstPane());
    if (size.isEmpty() || m_zoom == 0)
        return;
    m_center -= QPointF(delta.x() / size.width(), delta.y() / size.height());
    clampCenter();
    update();
}

void CompareView::clampCenter()
{
    const QRectF pane = firstPane();
    const QSizeF size = frameSize() * scale(pane);
    if (size.isEmpty())
        return;
    const auto clamped = [](double center, double frame, double shown) {
        const double half = shown / frame / 2;
        return half >= 0.5 ? 0.5 : std::clamp(center, half, 1 - half);
    };
    m_center = {clamped(m_center.x(), size.width(), pane.width()), clamped(m_center.y(), size.height(), pane.height())};
}

void CompareView::resizeEvent(QResizeEvent*)
{
    clampCenter();
    Q_EMIT zoomChanged();
}

void CompareView::mousePressEvent(QMouseEvent* event)
{
    m_lastPosition = event->position();
    if (event->button() == Qt::MiddleButton || (event->button() == Qt::LeftButton && m_spaceHeld)) {
        m_drag = Drag::Pan;
    } else if (event->button() == Qt::LeftButton && hasDivider()) {
        const QRectF frame = shownFrame();
        const double line = frame.x() + m_divider * frame.width();
        // Near the line it is dragged; elsewhere it jumps there first.
        m_drag = Drag::Divider;
        if (std::abs(event->position().x() - line) > grabPixels)
            setDivider((event->position().x() - frame.x()) / frame.width());
    }
    updateCursor(event->position());
}

void CompareView::mouseMoveEvent(QMouseEvent* event)
{
    if (m_drag == Drag::Pan)
        pan(event->position() - m_lastPosition);
    else if (m_drag == Drag::Divider) {
        const QRectF frame = shownFrame();
        if (frame.width() > 0)
            setDivider((event->position().x() - frame.x()) / frame.width());
    }
    m_lastPosition = event->position();
    updateCursor(event->position());
}

void CompareView::mouseReleaseEvent(QMouseEvent* event)
{
    m_drag = Drag::None;
    updateCursor(event->position());
}

void CompareView::updateCursor(const QPointF& position)
{
    const QRectF frame = shownFrame();
    const double line = frame.x() + m_divider * frame.width();
    if (m_drag == Drag::Pan)
        setCursor(Qt::ClosedHandCursor);
    else if (m_spaceHeld)
        setCursor(Qt::OpenHandCursor);
    else if (hasDivider() && std::abs(position.x() - line) <= grabPixels)
        setCursor(Qt::SplitHCursor);
    else
        unsetCursor();
}

void CompareView::wheelEvent(QWheelEvent* event)
{
    if (!event->modifiers().testFlag(Qt::ControlModifier)) {
        pan(QPointF(event->angleDelta()) / 2);
        event->accept();
        return;
    }
    zoomBy(std::pow(1.2, event->angleDelta().y() / 120.0), event->position());
    event->accept();
}

void CompareView::keyPressEvent(QKeyEvent* event)
{
    const bool view = event->modifiers().testFlag(Qt::ControlModifier) || !hasDivider();
    const double step = event->modifiers().testFlag(Qt::ShiftModifier) ? keyStep * 5 : keyStep;
    switch (event->key()) {
    case Qt::Key_Left:
        view ? pan({32, 0}) : setDivider(m_divider - step);
        return;
    case Qt::Key_Right:
        view ? pan({-32, 0}) : setDivider(m_divider + step);
        return;
    case Qt::Key_Up:
        pan({0, 32});
        return;
    case Qt::Key_Down:
        pan({0, -32});
        return;
    case Qt::Key_Home:
        setDivider(0);
        return;
    case Qt::Key_End:
        setDivider(1);
        return;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoomBy(1.25);
        return;
    case Qt::Key_Minus:
        zoomBy(0.8);
        return;
    case Qt::Key_0:
        setZoom(0);
        return;
    case Qt::Key_1:
        setZoom(1);
        return;
    case Qt::Key_Space:
        if (!event->isAutoRepeat()) {
            m_spaceHeld = true;
            updateCursor(m_lastPosition);
        }
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

void CompareView::keyReleaseEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Space && !event->isAutoRepeat()) {
        m_spaceHeld = false;
        updateCursor(m_lastPosition);
        return;
    }
    QWidget::keyReleaseEvent(event);
}

void CompareView::describe()
{
    QString text;
    if (!m_first && !m_second)
        text = m_hintTitle + u". "_s + m_hintText;
    else {
        if (m_first)
            text = m_firstCaption + u", "_s + m_first->describe() + u". "_s;
        if (m_second)
            text += m_secondCaption + u", "_s + m_second->describe() + u". "_s;
        if (hasDivider())
            text += tr("Divider at %1 %. ").arg(std::lround(m_divider * 100));
        text += tr("Zoom %1 %.").arg(std::lround(zoom() * 100));
    }
    if (text != accessibleDescription())
        setAccessibleDescription(text);
}

} // namespace maquette::widgets
