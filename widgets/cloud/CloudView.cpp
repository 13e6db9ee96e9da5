// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/cloud/CloudView.h"

#include <QMouseEvent>

#include "widgets/cloud/GlViewPrivate.h"
#include "widgets/common/Text.h"
#include "widgets/common/Theme.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace maquette::widgets {

CloudView::CloudView(QWidget* parent)
    : QWidget(parent)
    , m_private(std::make_unique<Private>(this))
{
    nameWidget(this, u"cloudView"_s, tr("Point cloud"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setMinimumSize(64, 64);
    // The right button moves the cloud.
    setContextMenuPolicy(Qt::PreventContextMenu);
    if (Theme::instance())
        connect(Theme::instance(), &Theme::changed, this, [this] { m_private->overlayChanged(); });
    m_private->describe();
}

CloudView::~CloudView() = default;

void CloudView::setScene(const CloudScene& scene) { m_private->setScene(scene); }
void CloudView::setState(const cloud::ViewState& state) { m_private->setState(state); }
const cloud::ViewState& CloudView::state() const { return m_private->state; }
CloudTool CloudView::tool() const { return m_private->tool; }
bool CloudView::selectVisibleOnly() const { return m_private->visibleOnly; }
void CloudView::setSelectVisibleOnly(bool visibleOnly) { m_private->visibleOnly = visibleOnly; }

void CloudView::setTool(CloudTool tool)
{
    if (tool == m_private->tool)
        return;
    m_private->cancelDrag();
    m_private->tool = tool;
    m_private->handle.reset();
    m_private->updateCursor(mapFromGlobal(QCursor::pos()));
    m_private->overlayChanged();
    m_private->describe();
}

void CloudView::setMarkers(const std::vector<std::uint32_t>& points)
{
    m_private->markers = points;
    m_private->overlayChanged();
}

QRectF CloudView::paneRect(int pane) const
{
    const QSize size = m_private->pixels();
    const auto layout = cloud::paneLayout(m_private->state, size.width(), size.height());
    const auto index = std::clamp<std::size_t>(static_cast<std::size_t>(std::max(0, pane)), 0, layout.size() - 1);
    const cloud::PaneRect& rect = layout[index];
    const qreal ratio = devicePixelRatioF();
    return QRectF(rect.x / ratio, rect.y / ratio, rect.width / ratio, rect.height / ratio);
}

int CloudView::paneAt(const QPointF& place) const
{
    const cloud::ViewState& state = m_private->state;
    if (state.curtain)
        return place.x() < *state.curtain * width() ? 0 : 1;
    const QSize size = m_private->pixels();
    const auto count = cloud::paneLayout(state, size.width(), size.height()).size();
    for (std::size_t pane = 0; pane < count; ++pane)
        if (paneRect(static_cast<int>(pane)).contains(place))
            return static_cast<int>(pane);
    // In the gap: the nearest one.
    int nearest = 0;
    double least = -1;
    for (std::size_t pane = 0; pane < count; ++pane) {
        const QPointF away = paneRect(static_cast<int>(pane)).center() - place;
        const double distance = QPointF::dotProduct(away, away);
        if (least < 0 || distance < least) {
            least = distance;
            nearest = static_cast<int>(pane);
        }
    }
    return nearest;
}

bool CloudView::moving() const { return !m_private->empty() && !m_private->complete; }
qint64 CloudView::drawnPoints() const { return m_private->empty() ? 0 : m_private->drawn; }
double CloudView::frameMilliseconds() const { return m_private->milliseconds; }

QString CloudView::rendererName() const
{
    return m_private->m_budget > 0 ? GlViewCanvas::support().renderer : QString();
}

bool CloudView::drawnByProcessor() const
{
    return m_private->m_budget > 0 && (!m_private->canvas || GlViewCanvas::support().software);
}

quint64 CloudView::uploads() const { return m_private->canvas ? m_private->canvas->scene().uploads() : 0; }

QImage CloudView::grabPicture(bool overlay)
{
    m_private->overlay->setBare(!overlay);
    const QImage picture = grab().toImage().convertToFormat(QImage::Format_RGB32);
    m_private->overlay->setBare(false);
    return picture;
}

void CloudView::showEvent(QShowEvent*) { m_private->changed(false); }

void CloudView::resizeEvent(QResizeEvent*)
{
    if (m_private->canvas)
        m_private->canvas->setGeometry(rect());
    m_private->overlay->setGeometry(rect());
    m_private->changed(false);
}

void CloudView::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::LanguageChange
        || event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        m_private->overlayChanged();
}

void CloudView::focusInEvent(QFocusEvent*) { m_private->overlayChanged(); }
void CloudView::focusOutEvent(QFocusEvent*) { m_private->overlayChanged(); }

void CloudView::leaveEvent(QEvent*)
{
    if (m_private->drag == Private::Drag::None && m_private->handle.has_value()) {
        m_private->handle.reset();
        m_private->overlayChanged();
    }
}

} // namespace maquette::widgets
