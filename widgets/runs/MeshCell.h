// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QThreadPool>

#include "widgets/runs/MediaCell.h"
#include "widgets/runs/Mesh.h"

#include <memory>
#include <stop_token>

namespace maquette::widgets {

/// A mesh that is turned by dragging, enlarged by the wheel once it was clicked, and both by keys.
class MeshView : public QWidget {
    Q_OBJECT
public:
    explicit MeshView(QWidget* parent = nullptr);
    ~MeshView() override;

    void setMesh(std::shared_ptr<const Mesh> mesh, const QColor& color);
    [[nodiscard]] const std::shared_ptr<const Mesh>& mesh() const { return m_mesh; }
    [[nodiscard]] const MeshCamera& camera() const { return m_camera; }
    void setCamera(const MeshCamera& camera);
    /// What is on screen; of the mesh and the camera once upToDate().
    [[nodiscard]] const QImage& picture() const { return m_picture; }
    [[nodiscard]] bool upToDate() const { return !m_working && !m_pending; }
    [[nodiscard]] QSize sizeHint() const override { return {240, 200}; }

Q_SIGNALS:
    /// By the user.
    void cameraMoved(const maquette::widgets::MeshCamera& camera);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void draw();
    void move(MeshCamera camera);

    std::shared_ptr<const Mesh> m_mesh;
    QColor m_color;
    MeshCamera m_camera;
    QImage m_picture;
    QPointF m_grabbed;
    QThreadPool m_pool;
    std::stop_source m_stop;
    bool m_working = false, m_pending = false;
};

class MeshCell : public MediaCell {
    Q_OBJECT
public:
    explicit MeshCell(QWidget* parent = nullptr);

    void setMesh(std::shared_ptr<const Mesh> mesh, const QString& caption, const QColor& color, const QString& trouble);
    [[nodiscard]] MeshView* view() const { return m_view; }

private:
    MeshView* m_view;
};

} // namespace maquette::widgets
