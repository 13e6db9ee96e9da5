// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/cloud/GlViewCanvas.h"

#include <QLoggingCategory>
#include <QOffscreenSurface>
#include <QOpenGLContext>
#include <QOpenGLFunctions>
#include <QScopedValueRollback>

#include "widgets/common/Text.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

constexpr double dotsPerInch = 72;

/// VTK's texts are for developers: drivers without some extension make it speak up though the picture is right.
void sendMessagesToLog()
{
    static const bool once = [] {
        cloud::PointScene::setMessageSink(
            [](const std::string& text) { qDebug("VTK: %s", fromUtf8(text).trimmed().toUtf8().constData()); });
        return true;
    }();
    (void)once;
}

} // namespace

const GlViewCanvas::Support& GlViewCanvas::support()
{
    static const Support found = [] {
        Support support;
        QOpenGLContext context;
        QOffscreenSurface surface;
        surface.create();
        if (!context.create() || !surface.isValid() || !context.makeCurrent(&surface))
            return support;
        const QSurfaceFormat format = context.format();
        support.possible = format.renderableType() == QSurfaceFormat::OpenGL
            && std::pair(format.majorVersion(), format.minorVersion()) >= std::pair(3, 2);
        support.renderer
            = QString::fromLatin1(reinterpret_cast<const char*>(context.functions()->glGetString(GL_RENDERER)));
        support.software = cloud::PointScene::drawnByProcessor(toUtf8(support.renderer));
        context.doneCurrent();
        return support;
    }();
    return found;
}

bool GlViewCanvas::wanted()
{
    const QString asked = qEnvironmentVariable("MAQUETTE_OPENGL");
    if (asked == "off"_L1)
        return false;
    return support().possible && (asked == "on"_L1 || !support().software);
}

GlViewCanvas::GlViewCanvas(QWidget* parent)
    : QOpenGLWidget(parent)
    , m_scene({[this] {
                   if (m_lent)
                       m_lent->makeCurrent(m_surface);
               },
               [this] {
                   const QOpenGLContext* const current = QOpenGLContext::currentContext();
                   return m_lent && current == m_lent && current->surface() == m_surface;
               }})
{
    sendMessagesToLog();
    setObjectName(u"cloudCanvas"_s);
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    setUpdateBehavior(QOpenGLWidget::NoPartialUpdate);
    // Also sent when the window comes to a screen with other pixels.
    connect(this, &QOpenGLWidget::resized, this, &GlViewCanvas::takeSize);
}

GlViewCanvas::~GlViewCanvas()
{
    if (!m_lent)
        return;
    makeCurrent();
    giveBack();
    doneCurrent();
}

void GlViewCanvas::initializeGL()
{
    m_lent = context();
    // The surface that the widget draws to; makeCurrent() of the widget would also bind its frame buffer, behind the
    // back of VTK, which remembers what is bound.
    m_surface = m_lent->surface();
    connect(m_lent, &QOpenGLContext::aboutToBeDestroyed, this, &GlViewCanvas::giveBack,
            static_cast<Qt::ConnectionType>(Qt::DirectConnection | Qt::UniqueConnection));
    m_scene.initialize();
    takeSize();
}

void GlViewCanvas::giveBack()
{
    if (!m_lent)
        return;
    m_lent->makeCurrent(m_surface);
    m_scene.finalize();
    disconnect(m_lent, &QOpenGLContext::aboutToBeDestroyed, this, &GlViewCanvas::giveBack);
    m_lent = nullptr;
    m_surface = nullptr;
}

void GlViewCanvas::takeSize()
{
    const QSize size = this->size() * devicePixelRatioF();
    m_scene.resize(size.width(), size.height(), static_cast<int>(std::lround(dotsPerInch * devicePixelRatioF())));
}

void GlViewCanvas::paintGL()
{
    // VTK may ask for a frame while it draws one.
    if (m_painting || !m_scene.ready())
        return;
    const QScopedValueRollback<bool> painting(m_painting, true);
    m_last = m_scene.render(m_options, defaultFramebufferObject());
    m_lastRevision = m_revision;
    if (!m_told) {
        m_told = true;
        QMetaObject::invokeMethod(
            this,
            [this] {
                m_told = false;
                Q_EMIT drawn();
            },
            Qt::QueuedConnection);
    }
}

} // namespace maquette::widgets
