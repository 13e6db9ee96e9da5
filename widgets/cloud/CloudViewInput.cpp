// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>

#include "widgets/cloud/GlViewCamera.h"
#include "widgets/cloud/GlViewPrivate.h"

#include <algorithm>
#include <cmath>

namespace maquette::widgets {

namespace {

constexpr double degreesPerPixel = 0.35;
constexpr double keyDegrees = 5;
constexpr double fineDegrees = 1;
constexpr double keyPixels = 40;
constexpr double keyZoom = 1.25;
constexpr double wheelZoom = 1.2; ///< a notch
constexpr double notch = 120;
constexpr double planeSteps = 2; ///< hundredths of the diagonal, a notch
constexpr double keyCurtain = 0.02;
constexpr double grabPixels = 8; ///< how near the curtain or a handle a press takes it
constexpr double clickPixels = 4; ///< farther is a drag
constexpr double pickPixels = 6;
constexpr double lassoStep = 2; ///< pixels between two corners of a lasso

double distance(const QPointF& a, const QPointF& b) { return std::hypot(a.x() - b.x(), a.y() - b.y()); }

int regionMode(Qt::KeyboardModifiers modifiers)
{
    if (modifiers.testFlag(Qt::ControlModifier) || modifiers.testFlag(Qt::AltModifier))
        return 2;
    return modifiers.testFlag(Qt::ShiftModifier) ? 1 : 0;
}

} // namespace

void CloudView::Private::moveCamera(const cloud::Camera& camera)
{
    if (camera == state.camera)
        return;
    state.camera = camera;
    changed(true);
    // Wheel and keys have no end of their own: the camera counts as settled when it rests.
    m_settling = drag == Drag::None;
    Q_EMIT view->cameraChanged(camera, false);
}

bool CloudView::Private::nearCurtain(const QPointF& place) const
{
    return state.curtain && std::abs(place.x() - *state.curtain * view->width()) <= grabPixels;
}

std::optional<BoxHandle> CloudView::Private::handleAt(const QPointF& place) const
{
    if (tool != CloudTool::Clip || empty())
        return std::nullopt;
    const int pane = view->paneAt(place);
    const QSizeF size = view->paneRect(pane).size();
    std::optional<BoxHandle> found;
    double nearest = grabPixels + 2;
    for (const BoxHandle& each : boxHandles()) {
        const PanePlace at = placeInPane(state.camera, handlePlace(state.filter.box, each), size);
        const double away = distance(at.place, inPane(place, pane));
        if (at.depth > 0 && away < nearest) {
            nearest = away;
            found = each;
        }
    }
    return found;
}

void CloudView::Private::press(QMouseEvent* event)
{
    if (empty() || drag != Drag::None)
        return;
    const QPointF place = event->position();
    dragPane = view->paneAt(place);
    dragStart = dragLast = place;
    dragMoved = false;
    const bool shift = event->modifiers().testFlag(Qt::ShiftModifier);
    if (event->button() == Qt::RightButton) {
        drag = Drag::Pan;
    } else if (event->button() == Qt::MiddleButton) {
        drag = Drag::Center;
    } else if (event->button() == Qt::LeftButton) {
        handle = handleAt(place);
        if (nearCurtain(place)) {
            drag = Drag::Curtain;
        } else if (handle) {
            drag = Drag::Box;
            dragBox = lastBox = state.filter.box;
        } else if (tool == CloudTool::Rectangle || tool == CloudTool::Lasso) {
            drag = tool == CloudTool::Rectangle ? Drag::Rectangle : Drag::Lasso;
            dragMode = regionMode(event->modifiers());
            path = QPolygonF({place});
        } else {
            drag = shift && tool != CloudTool::Pick ? Drag::Pan : Drag::Turn;
        }
    }
    updateCursor(place);
}

void CloudView::Private::move(QMouseEvent* event)
{
    const QPointF place = event->position();
    const QPointF by = place - dragLast;
    if (!dragMoved && drag != Drag::None) {
        // A hand that trembles in a click turns nothing.
        if (distance(place, dragStart) < clickPixels)
            return;
        dragMoved = true;
    }
    const QRectF pane = view->paneRect(dragPane);
    switch (drag) {
    case Drag::None: {
        const auto below = handleAt(place);
        if (below != handle) {
            handle = below;
            overlayChanged();
        }
        break;
    }
    case Drag::Turn:
        moveCamera(turntable(state.camera, -by.x() * degreesPerPixel, by.y() * degreesPerPixel));
        break;
    case Drag::Pan:
    case Drag::Center:
        moveCamera(panned(state.camera, by, pane.size()));
        break;
    case Drag::Curtain:
        m_motion = true;
        m_rest.start();
        Q_EMIT view->curtainMoved(std::clamp(place.x() / std::max(1, view->width()), 0.0, 1.0));
        break;
    case Drag::Box:
        m_motion = true;
        m_rest.start();
        lastBox = draggedBox(dragBox, *handle, state.camera, pane.size(), dragStart - pane.topLeft(),
                             place - pane.topLeft());
        Q_EMIT view->boxChanged(lastBox, false);
        break;
    case Drag::Rectangle:
    case Drag::Lasso: {
        const QPointF inside(std::clamp(place.x(), pane.left(), pane.right()),
                             std::clamp(place.y(), pane.top(), pane.bottom()));
        if (drag == Drag::Rectangle)
            path = QPolygonF({dragStart, {inside.x(), dragStart.y()}, inside, {dragStart.x(), inside.y()}});
        else if (distance(inside, path.last()) >= lassoStep)
            path << inside;
        overlayChanged();
        break;
    }
    }
    dragLast = place;
    updateCursor(place);
}

void CloudView::Private::release(QMouseEvent* event)
{
    const Drag ended = std::exchange(drag, Drag::None);
    const QPointF place = event->position();
    switch (ended) {
    case Drag::None:
        break;
    case Drag::Turn:
    case Drag::Pan:
    case Drag::Center:
        if (dragMoved)
            Q_EMIT view->cameraChanged(state.camera, true);
        else if (ended == Drag::Center)
            centerOn(place);
        else if (ended == Drag::Turn && tool == CloudTool::Pick)
            pickAt(place, event->modifiers().testFlag(Qt::ShiftModifier));
        break;
    case Drag::Curtain:
        break;
    case Drag::Box:
        if (dragMoved)
            Q_EMIT view->boxChanged(lastBox, true);
        break;
    case Drag::Rectangle:
    case Drag::Lasso: {
        const QPolygonF region = std::exchange(path, {});
        overlayChanged();
        if (dragMoved && region.size() > 2)
            selectRegion(region, dragPane, dragMode);
        break;
    }
    }
    updateCursor(place);
}

void CloudView::Private::cancelDrag()
{
    const Drag ended = std::exchange(drag, Drag::None);
    path.clear();
    if (ended == Drag::None)
        return;
    if (ended == Drag::Box && dragMoved)
        Q_EMIT view->boxChanged(dragBox, true);
    else if ((ended == Drag::Turn || ended == Drag::Pan || ended == Drag::Center) && dragMoved)
        Q_EMIT view->cameraChanged(state.camera, true);
    overlayChanged();
}

void CloudView::Private::wheel(QWheelEvent* event)
{
    if (empty())
        return;
    const QPointF place = event->position();
    const int pane = view->paneAt(place);
    // Some systems turn the wheel sideways while a key is held.
    const int angle = event->angleDelta().y() != 0 ? event->angleDelta().y() : event->angleDelta().x();
    event->accept();
    if (event->modifiers().testFlag(Qt::ControlModifier)) {
        const bool nearPlane = !event->modifiers().testFlag(Qt::ShiftModifier);
        moveCamera(withPlaneMoved(state.camera, nearPlane, planeSteps * angle / notch, scene.points->bounds));
        return;
    }
    moveCamera(zoomedAt(state.camera, std::pow(wheelZoom, angle / notch), inPane(place, pane),
                        view->paneRect(pane).size(), diagonal()));
}

bool CloudView::Private::key(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && drag != Drag::None) {
        cancelDrag();
        updateCursor(dragLast);
        return true;
    }
    if (empty())
        return false;
    const bool shift = event->modifiers().testFlag(Qt::ShiftModifier);
    const bool control = event->modifiers().testFlag(Qt::ControlModifier);
    const bool alt = event->modifiers().testFlag(Qt::AltModifier);
    const QRectF pane = view->paneRect(0);
    const QPointF middle(pane.width() / 2, pane.height() / 2);
    QPointF arrow;
    switch (event->key()) {
    case Qt::Key_Left:
        arrow = {-1, 0};
        break;
    case Qt::Key_Right:
        arrow = {1, 0};
        break;
    case Qt::Key_Up:
        arrow = {0, -1};
        break;
    case Qt::Key_Down:
        arrow = {0, 1};
        break;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        moveCamera(zoomedAt(state.camera, keyZoom, middle, pane.size(), diagonal()));
        return true;
    case Qt::Key_Minus:
    case Qt::Key_Underscore:
        moveCamera(zoomedAt(state.camera, 1 / keyZoom, middle, pane.size(), diagonal()));
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (tool != CloudTool::Pick)
            return false;
        pickAt(pane.center(), shift);
        return true;
    default:
        return false;
    }
    if (control && state.curtain && arrow.y() == 0) {
        const double to = std::clamp(*state.curtain + arrow.x() * keyCurtain, 0.0, 1.0);
        Q_EMIT view->curtainMoved(to);
        return true;
    }
    if (control)
        return false;
    if (shift)
        moveCamera(panned(state.camera, arrow * keyPixels, pane.size()));
    else {
        const double step = alt ? fineDegrees : keyDegrees;
        moveCamera(turntable(state.camera, -arrow.x() * step, arrow.y() * step));
    }
    return true;
}

void CloudView::Private::updateCursor(const QPointF& place)
{
    if (empty())
        view->unsetCursor();
    else if (drag == Drag::Pan || drag == Drag::Turn || drag == Drag::Center)
        view->setCursor(dragMoved ? Qt::ClosedHandCursor : Qt::ArrowCursor);
    else if (drag == Drag::Curtain || (drag == Drag::None && nearCurtain(place)))
        view->setCursor(Qt::SplitHCursor);
    else if (drag == Drag::Box || (drag == Drag::None && handle))
        view->setCursor(Qt::SizeAllCursor);
    else if (tool == CloudTool::Pick || tool == CloudTool::Rectangle || tool == CloudTool::Lasso)
        view->setCursor(Qt::CrossCursor);
    else
        view->unsetCursor();
}

void CloudView::Private::pickAt(const QPointF& place, bool add)
{
    const int pane = view->paneAt(place);
    const qreal ratio = view->devicePixelRatioF();
    CloudWork work{scene, deviceState(), {}, (view->paneRect(pane).size() * ratio).toSize()};
    m_worker->run<std::optional<std::uint32_t>>(
        GlViewWorker::Kind::Pick,
        [work = std::move(work), at = inPane(place, pane) * ratio, ratio](const base::Job&) {
            return work.pick(at, pickPixels * ratio);
        },
        [this, pane, add](std::optional<std::uint32_t> point) { Q_EMIT view->picked(point, pane, add); });
}

void CloudView::Private::centerOn(const QPointF& place)
{
    const int pane = view->paneAt(place);
    const qreal ratio = view->devicePixelRatioF();
    CloudWork work{scene, deviceState(), {}, (view->paneRect(pane).size() * ratio).toSize()};
    m_worker->run<std::optional<std::uint32_t>>(
        GlViewWorker::Kind::Pick,
        [work = std::move(work), at = inPane(place, pane) * ratio, ratio](const base::Job&) {
            return work.pick(at, 2 * pickPixels * ratio);
        },
        [this](std::optional<std::uint32_t> point) {
            if (!point)
                return;
            const float* at = scene.points->cloud->positions.data() + std::size_t(3) * *point;
            moveCamera(centeredOn(state.camera, {at[0], at[1], at[2]}));
        });
}

void CloudView::Private::selectRegion(const QPolygonF& region, int pane, int mode)
{
    const qreal ratio = view->devicePixelRatioF();
    CloudWork work{scene, deviceState(), {}, (view->paneRect(pane).size() * ratio).toSize()};
    QPolygonF polygon;
    for (const QPointF& corner : region)
        polygon << inPane(corner, pane) * ratio;
    m_worker->run<std::vector<std::uint32_t>>(
        GlViewWorker::Kind::Region,
        [work = std::move(work), polygon, only = visibleOnly](const base::Job&) { return work.select(polygon, only); },
        [this, mode](const std::vector<std::uint32_t>& points) { Q_EMIT view->regionSelected(points, mode); });
}

void CloudView::mousePressEvent(QMouseEvent* event) { m_private->press(event); }
void CloudView::mouseMoveEvent(QMouseEvent* event) { m_private->move(event); }
void CloudView::mouseReleaseEvent(QMouseEvent* event) { m_private->release(event); }
void CloudView::wheelEvent(QWheelEvent* event) { m_private->wheel(event); }

void CloudView::mouseDoubleClickEvent(QMouseEvent* event)
{
    // The first click of the two picks, where picking is what clicks do.
    if (event->button() == Qt::LeftButton && m_private->tool == CloudTool::Turn && !m_private->empty())
        m_private->centerOn(event->position());
    else
        mousePressEvent(event);
}

void CloudView::keyPressEvent(QKeyEvent* event)
{
    if (!m_private->key(event))
        QWidget::keyPressEvent(event);
}

void CloudView::Private::describe()
{
    QString text = CloudView::tr("Arrow keys turn the cloud, with Alt in small steps and with Shift they move it. "
                                 "Plus and minus zoom.");
    if (state.curtain)
        text += u' '
            + CloudView::tr("Control with the left and right arrow keys moves the curtain, which stands at %1 percent.")
                  .arg(qRound(*state.curtain * 100));
    if (tool == CloudTool::Pick)
        text += u' '
            + CloudView::tr("Enter picks the point in the middle of the first picture; with Shift it is added.");
    if (view->accessibleDescription() != text)
        view->setAccessibleDescription(text);
}

} // namespace maquette::widgets
