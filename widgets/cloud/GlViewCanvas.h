// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QOpenGLWidget>

#include "cloud/scene/PointScene.h"

class QSurface;

namespace maquette::widgets {

/// The OpenGL widget below a CloudView: lends its context to a scene and draws one frame for each update(). Takes
/// neither mouse nor keys. Survives a change of its top-level window, which makes a new context.
class GlViewCanvas : public QOpenGLWidget {
    Q_OBJECT
public:
    explicit GlViewCanvas(QWidget* parent);
    ~GlViewCanvas() override;

    /// What OpenGL there is, found out once with a context of its own.
    struct Support {
        bool possible = false; ///< of the needed kind
        bool software = false; ///< drawn by the processor, which the engine's rasterizer does thirty times faster
        QString renderer; ///< its name; empty when there is none
    };
    [[nodiscard]] static const Support& support();
    /// Whether views draw by OpenGL: where it is possible and no software. MAQUETTE_OPENGL=on takes software, too, and
    /// MAQUETTE_OPENGL=off does without OpenGL.
    [[nodiscard]] static bool wanted();

    [[nodiscard]] cloud::PointScene& scene() { return m_scene; }
    /// Of the next frames.
    void setOptions(const cloud::FrameOptions& options) { m_options = options; }
    /// A number of the caller's that tells which state a frame shows.
    void setRevision(quint64 revision) { m_revision = revision; }
    [[nodiscard]] const cloud::FrameInfo& lastFrame() const { return m_last; }
    [[nodiscard]] quint64 lastRevision() const { return m_lastRevision; }

Q_SIGNALS:
    /// A frame was drawn. Not from within painting.
    void drawn();

protected:
    void initializeGL() override;
    void paintGL() override;

private:
    void giveBack();
    void takeSize();

    QSurface* m_surface = nullptr;
    QOpenGLContext* m_lent = nullptr;
    cloud::PointScene m_scene;
    cloud::FrameOptions m_options;
    cloud::FrameInfo m_last;
    quint64 m_revision = 0;
    quint64 m_lastRevision = 0;
    bool m_painting = false;
    bool m_told = false;
};

} // namespace maquette::widgets
