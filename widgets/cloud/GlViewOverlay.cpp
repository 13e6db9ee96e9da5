// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/cloud/GlViewOverlay.h"

#include <QLocale>
#include <QPainter>

#include "widgets/cloud/GlViewCamera.h"
#include "widgets/cloud/GlViewPrivate.h"
#include "widgets/cloud/GlViewVectors.h"
#include "widgets/common/Curtain.h"
#include "widgets/common/Text.h"
#include "widgets/common/Theme.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

const QColor chipColor(20, 20, 22, 190);

QColor themed(Token token) { return tokenColor(token, Theme::instance() && Theme::instance()->dark()); }

int scaled(int pixels) { return Theme::instance() ? Theme::instance()->scaled(pixels) : pixels; }

QFont smallFont(const QWidget& widget)
{
    QFont font = widget.font();
    font.setPixelSize(scaled(11));
    return font;
}

/// White text on a dark chip is read on any picture, in either theme.
void paintChip(QPainter& painter, const QRectF& chip, const QString& text)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(chipColor);
    painter.drawRoundedRect(chip, 4, 4);
    painter.setPen(Qt::white);
    painter.drawText(chip, Qt::AlignCenter, text);
}

/// A bright line with a dark rim, for the same reason.
void paintLine(QPainter& painter, const QPolygonF& line, const QColor& color, bool closed, double width = 1.5)
{
    painter.setBrush(Qt::NoBrush);
    for (const QPen& pen : {QPen(QColor(0, 0, 0, 110), width + 2), QPen(color, width)}) {
        painter.setPen(pen);
        if (closed)
            painter.drawPolygon(line);
        else
            painter.drawPolyline(line);
    }
}

/// The part of a line in front of the camera, in a pane; empty where there is none.
QPolygonF lineInPane(const cloud::Camera& camera, const cloud::Vec3& a, const cloud::Vec3& b, const QRectF& pane)
{
    const double least = 1e-3 * std::max(camera.distance(), 1e-9);
    const PanePlace first = placeInPane(camera, a, pane.size());
    const PanePlace second = placeInPane(camera, b, pane.size());
    if (first.depth < least && second.depth < least)
        return {};
    const auto cut = [&](const cloud::Vec3& from, double fromDepth, const cloud::Vec3& to, double toDepth) {
        const double part = (least - fromDepth) / (toDepth - fromDepth);
        return placeInPane(camera, from + (to - from) * part, pane.size()).place;
    };
    const QPointF start = first.depth < least ? cut(a, first.depth, b, second.depth) : first.place;
    const QPointF end = second.depth < least ? cut(b, second.depth, a, first.depth) : second.place;
    // Far outside, a painter's own clipping loses its precision.
    constexpr double farOut = 1e5;
    if (std::max({std::abs(start.x()), std::abs(start.y()), std::abs(end.x()), std::abs(end.y())}) > farOut)
        return {};
    return QPolygonF({start + pane.topLeft(), end + pane.topLeft()});
}

/// Up to four significant digits.
QString lengthText(double value)
{
    const int whole = value > 0 ? static_cast<int>(std::floor(std::log10(value))) + 1 : 1;
    return numberText(value, std::clamp(4 - whole, 0, 6));
}

} // namespace

QString paneTitle(const cloud::PaneContent& content)
{
    using cloud::ColorBy;
    switch (content.by) {
    case ColorBy::Input:
        return CloudView::tr("Input");
    case ColorBy::Truth:
        return CloudView::tr("Truth");
    case ColorBy::Prediction:
        return CloudView::tr("Prediction");
    case ColorBy::Error:
        return CloudView::tr("Error");
    case ColorBy::Height:
        return CloudView::tr("Height");
    case ColorBy::Attribute:
        break;
    }
    return fromUtf8(content.attribute);
}

GlViewOverlay::GlViewOverlay(CloudView* view)
    : QWidget(view)
    , m_view(view)
{
    setObjectName(u"cloudOverlay"_s);
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
}

void GlViewOverlay::setBare(bool bare)
{
    m_bare = bare;
    update();
}

void GlViewOverlay::paintEvent(QPaintEvent*)
{
    auto& self = *m_view->m_private;
    QPainter painter(this);
    if (self.empty()) {
        painter.fillRect(rect(), themed(Token::Canvas));
        return;
    }
    if (!self.canvas) {
        const cloud::Rgb color = self.state.look.background;
        painter.fillRect(rect(), QColor(color[0], color[1], color[2]));
        painter.drawImage(QPointF(0, 0), self.picture());
        self.picturePainted();
    }
    if (m_bare)
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(smallFont(*m_view));
    paintPanes(painter);
    paintCurtain(painter);
    paintTitles(painter);
    paintRegion(painter);
    if (m_view->hasFocus()) {
        painter.setPen(QPen(themed(Token::Accent), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(QRectF(rect()).adjusted(1, 1, -1, -1));
    }
}

void GlViewOverlay::paintPanes(QPainter& painter) const
{
    const auto& self = *m_view->m_private;
    const auto count = cloud::paneLayout(self.state, 1000, 1000).size();
    for (std::size_t i = 0; i < count; ++i) {
        const auto pane = static_cast<int>(i);
        painter.save();
        painter.setClipRect(m_view->paneRect(pane));
        paintBox(painter, pane);
        paintMarkers(painter, pane);
        painter.restore();
    }
    if (count < 2)
        return;
    // What lies between the panes.
    QRegion gaps(rect());
    for (std::size_t i = 0; i < count; ++i)
        gaps -= m_view->paneRect(static_cast<int>(i)).toAlignedRect();
    for (const QRect& gap : gaps)
        painter.fillRect(gap, themed(Token::Line));
}

void GlViewOverlay::paintTitles(QPainter& painter) const
{
    const auto& self = *m_view->m_private;
    const cloud::ViewState& state = self.state;
    const QFontMetricsF metrics(painter.font());
    const auto chip = [&](const QRectF& pane, const cloud::PaneContent& content, bool right) {
        const double room = std::max(24.0, (state.curtain ? pane.width() / 2 : pane.width()) - 32);
        const QString text = metrics.elidedText(paneTitle(content), Qt::ElideRight, room);
        QRectF place(0, pane.top() + 8, metrics.horizontalAdvance(text) + 16, metrics.height() + 6);
        place.moveLeft(right ? pane.right() - 8 - place.width() : pane.left() + 8);
        paintChip(painter, place, text);
    };
    const QRectF whole(rect());
    if (state.curtain) {
        if (state.panes.size() > 1) {
            chip(whole, state.panes[0], false);
            chip(whole, state.panes[1], true);
        }
        return;
    }
    const bool right = layoutDirection() == Qt::RightToLeft;
    const std::size_t count = std::min(state.panes.size(), cloud::paneLayout(state, 1000, 1000).size());
    for (std::size_t i = 0; i < count; ++i)
        chip(m_view->paneRect(static_cast<int>(i)), state.panes[i], right);
}

void GlViewOverlay::paintBox(QPainter& painter, int pane) const
{
    const auto& self = *m_view->m_private;
    const bool handles = self.tool == CloudTool::Clip;
    const cloud::ClipBox& box = self.state.filter.box;
    if (!handles && box.mode == cloud::ClipBox::Mode::Off)
        return;
    const QRectF rect = m_view->paneRect(pane);
    const cloud::Camera& camera = self.shownCamera();
    const auto corners = boxCorners(box);
    for (const auto& [from, to] : boxEdges()) {
        const QPolygonF line
            = lineInPane(camera, corners[static_cast<std::size_t>(from)], corners[static_cast<std::size_t>(to)], rect);
        if (!line.isEmpty())
            paintLine(painter, line, QColor(255, 255, 255, handles ? 230 : 130), false, handles ? 1.5 : 1);
    }
    if (!handles)
        return;
    const auto turn = std::find_if(boxHandles().begin(), boxHandles().end(),
                                   [](const BoxHandle& each) { return each.kind == BoxHandle::Kind::Turn; });
    const QPolygonF arm = lineInPane(camera, box.center, handlePlace(box, *turn), rect);
    if (!arm.isEmpty())
        paintLine(painter, arm, QColor(255, 255, 255, 130), false, 1);
    for (const BoxHandle& each : boxHandles()) {
        const PanePlace at = placeInPane(camera, handlePlace(box, each), rect.size());
        if (at.depth <= 0)
            continue;
        const QPointF place = at.place + rect.topLeft();
        const bool lit = self.handle == each;
        painter.setPen(QPen(QColor(20, 20, 22), 1.5));
        painter.setBrush(lit ? themed(Token::Accent) : QColor(Qt::white));
        const double r = lit ? 7 : 5.5;
        // Shapes tell what a handle does: squares stretch, the circle turns, the diamond moves.
        if (each.kind == BoxHandle::Kind::Face)
            painter.drawRect(QRectF(place.x() - r, place.y() - r, 2 * r, 2 * r));
        else if (each.kind == BoxHandle::Kind::Turn)
            painter.drawEllipse(place, r + 0.5, r + 0.5);
        else
            painter.drawPolygon(QPolygonF({place + QPointF(0, -r - 2), place + QPointF(r + 2, 0),
                                           place + QPointF(0, r + 2), place + QPointF(-r - 2, 0)}));
    }
}

void GlViewOverlay::paintMarkers(QPainter& painter, int pane) const
{
    const auto& self = *m_view->m_private;
    if (self.markers.empty())
        return;
    const QRectF rect = m_view->paneRect(pane);
    const cloud::Camera& camera = self.shownCamera();
    const std::vector<float>& positions = self.scene.points->cloud->positions;
    std::vector<cloud::Vec3> places;
    for (const std::uint32_t index : self.markers) {
        const std::size_t at = std::size_t(3) * index;
        if (at + 2 < positions.size())
            places.push_back({positions[at], positions[at + 1], positions[at + 2]});
    }
    const QFontMetricsF metrics(painter.font());
    for (std::size_t i = 1; i < places.size(); ++i) {
        const QPolygonF line = lineInPane(camera, places[i - 1], places[i], rect);
        if (!line.isEmpty())
            paintLine(painter, line, Qt::white, false);
    }
    for (std::size_t i = 1; i < places.size(); ++i) {
        const QPolygonF line = lineInPane(camera, places[i - 1], places[i], rect);
        if (line.isEmpty())
            continue;
        const QString text = lengthText(length(places[i] - places[i - 1]));
        QRectF chip(0, 0, metrics.horizontalAdvance(text) + 12, metrics.height() + 4);
        chip.moveCenter((line.first() + line.last()) / 2);
        paintChip(painter, chip, text);
    }
    for (std::size_t i = 0; i < places.size(); ++i) {
        const PanePlace at = placeInPane(camera, places[i], rect.size());
        if (at.depth <= 0)
            continue;
        const QPointF place = at.place + rect.topLeft();
        painter.setPen(QPen(QColor(20, 20, 22), 1.5));
        painter.setBrush(Qt::white);
        painter.drawEllipse(place, 3.5, 3.5);
        const QString number = QLocale().toString(i + 1);
        const double side = std::max(metrics.horizontalAdvance(number) + 8, metrics.height() + 2);
        const QRectF badge(place.x() + 6, place.y() - 6 - metrics.height(), side, metrics.height() + 2);
        painter.setPen(Qt::NoPen);
        painter.setBrush(themed(Token::Accent));
        painter.drawRoundedRect(badge, badge.height() / 2, badge.height() / 2);
        painter.setPen(themed(Token::OnAccent));
        painter.drawText(badge, Qt::AlignCenter, number);
    }
}

void GlViewOverlay::paintCurtain(QPainter& painter) const
{
    const auto& self = *m_view->m_private;
    if (!self.state.curtain)
        return;
    widgets::paintCurtain(painter, *self.state.curtain * width(), QRectF(rect()));
}

void GlViewOverlay::paintRegion(QPainter& painter) const
{
    const QPolygonF& path = m_view->m_private->path;
    if (path.size() < 2)
        return;
    QColor inside = themed(Token::Accent);
    inside.setAlpha(40);
    painter.setPen(Qt::NoPen);
    painter.setBrush(inside);
    painter.drawPolygon(path);
    paintLine(painter, path, Qt::white, true, 1.5);
}

} // namespace maquette::widgets
