// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/MeshCell.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include "widgets/common/Mailbox.h"
#include "widgets/common/Role.h"
#include "widgets/common/Text.h"
#include "widgets/common/Theme.h"

#include <algorithm>
#include <cmath>
#include <numbers>

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

constexpr double perPixel = 0.01, perKey = 0.15; // radians
constexpr double wheelZoom = 1.2, leastZoom = 0.1, mostZoom = 50;

} // namespace

MeshView::MeshView(QWidget* parent)
    : QWidget(parent)
{
    teachRole<MeshView, QAccessible::Graphic>();
    m_pool.setMaxThreadCount(1);
    setObjectName(u"meshView"_s);
    setMinimumSize(120, 120);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::SizeAllCursor);
    setToolTip(tr("Drag or arrow keys: turn. Wheel or + and −: enlarge. Home or double click: as at first."));
    if (Theme::instance())
        connect(Theme::instance(), &Theme::changed, this, &MeshView::draw);
}

MeshView::~MeshView()
{
    m_stop.request_stop();
    m_pool.waitForDone();
}

void MeshView::setMesh(std::shared_ptr<const Mesh> mesh, const QColor& color)
{
    m_mesh = std::move(mesh);
    m_color = color;
    draw();
}

void MeshView::setCamera(const MeshCamera& camera)
{
    if (camera == m_camera)
        return;
    m_camera = camera;
    draw();
}

void MeshView::move(MeshCamera camera)
{
    camera.yaw = std::remainder(camera.yaw, 2 * std::numbers::pi);
    camera.pitch = std::clamp(camera.pitch, -std::numbers::pi / 2, std::numbers::pi / 2);
    camera.zoom = std::clamp(camera.zoom, leastZoom, mostZoom);
    setCamera(camera);
    Q_EMIT cameraMoved(camera);
}

void MeshView::draw()
{
    const Theme* theme = Theme::instance();
    if (!theme || !m_mesh)
        return;
    if (m_working) {
        m_pending = true;
        return;
    }
    m_pending = false;
    m_working = true;
    m_stop = {};
    const QPointer<QObject> self(this);
    const qreal ratio = devicePixelRatioF();
    m_pool.start([this, self, ratio, mesh = m_mesh, camera = m_camera, size = (QSizeF(this->size()) * ratio).toSize(),
                  ground = theme->color(Token::Canvas), plain = m_color, job = base::Job(m_stop.get_token(), {})] {
        QImage picture = drawMesh(*mesh, camera, size, ground, plain, job);
        onInterface(self, [this, ratio, picture = std::move(picture)]() mutable {
            m_working = false;
            if (!picture.isNull()) {
                m_picture = std::move(picture);
                m_picture.setDevicePixelRatio(ratio);
                update();
            }
            if (m_pending)
                draw();
        });
    });
}

void MeshView::paintEvent(QPaintEvent*)
{
    const Theme* theme = Theme::instance();
    if (!theme)
        return;
    QPainter painter(this);
    painter.fillRect(rect(), theme->color(Token::Canvas));
    painter.drawImage(0, 0, m_picture);
    if (hasFocus()) {
        painter.setPen(QPen(theme->color(Token::Accent), 2));
        painter.drawRect(rect().adjusted(1, 1, -1, -1));
    }
}

void MeshView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    draw();
}

void MeshView::mousePressEvent(QMouseEvent* event) { m_grabbed = event->position(); }

void MeshView::mouseMoveEvent(QMouseEvent* event)
{
    const QPointF way = event->position() - m_grabbed;
    m_grabbed = event->position();
    move({m_camera.yaw + way.x() * perPixel, m_camera.pitch + way.y() * perPixel, m_camera.zoom});
}

void MeshView::mouseDoubleClickEvent(QMouseEvent*) { move({}); }

void MeshView::wheelEvent(QWheelEvent* event)
{
    if (!hasFocus() || event->angleDelta().y() == 0)
        return event->ignore(); // who scrolls the page enlarges nothing
    move({m_camera.yaw, m_camera.pitch, m_camera.zoom * std::pow(wheelZoom, event->angleDelta().y() / 120.0)});
    event->accept();
}

void MeshView::keyPressEvent(QKeyEvent* event)
{
    MeshCamera camera = m_camera;
    switch (event->key()) {
    case Qt::Key_Left:
        camera.yaw -= perKey;
        break;
    case Qt::Key_Right:
        camera.yaw += perKey;
        break;
    case Qt::Key_Up:
        camera.pitch -= perKey;
        break;
    case Qt::Key_Down:
        camera.pitch += perKey;
        break;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        camera.zoom *= wheelZoom;
        break;
    case Qt::Key_Minus:
        camera.zoom /= wheelZoom;
        break;
    case Qt::Key_Home:
        camera = {};
        break;
    default:
        return QWidget::keyPressEvent(event);
    }
    move(camera);
}

MeshCell::MeshCell(QWidget* parent)
    : MediaCell(new MeshView, parent)
    , m_view(findChild<MeshView*>())
{
}

void MeshCell::setMesh(std::shared_ptr<const Mesh> mesh, const QString& caption, const QColor& color,
                       const QString& trouble)
{
    QStringList facts;
    if (!trouble.isEmpty())
        facts << trouble;
    if (mesh) {
        facts << tr("%Ln point(s)", nullptr, pluralCount(mesh->points.size()));
        if (!mesh->faces.empty())
            facts << tr("%Ln triangle(s)", nullptr, pluralCount(mesh->faces.size()));
        if (mesh->leftOut > 0)
            facts << tr("%Ln triangle(s) of points that are not there", nullptr,
                        pluralCount(std::uint64_t(mesh->leftOut)));
    }
    setFacts(facts.join(u" · "_s));
    setCaption(caption, color);
    m_view->setMesh(mesh ? std::move(mesh) : std::make_shared<const Mesh>(), color);
}

} // namespace maquette::widgets
