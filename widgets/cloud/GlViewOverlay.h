// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/cloud/CloudView.h"

class QPainter;

namespace maquette::widgets {

/// What lies over the points of a CloudView: the picture of the rasterizer where there is one, titles, markers, the
/// clip box, the curtain and what is being dragged. A widget of its own, so that lines are smooth and the scene's
/// state of OpenGL is its own.
class GlViewOverlay : public QWidget {
    Q_OBJECT
public:
    explicit GlViewOverlay(CloudView* view);

    /// For pictures of the points alone.
    void setBare(bool bare);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void paintPanes(QPainter& painter) const;
    void paintTitles(QPainter& painter) const;
    void paintBox(QPainter& painter, int pane) const;
    void paintMarkers(QPainter& painter, int pane) const;
    void paintCurtain(QPainter& painter) const;
    void paintRegion(QPainter& painter) const;

    CloudView* const m_view;
    bool m_bare = false;
};

/// What a pane shows, for people.
[[nodiscard]] QString paneTitle(const cloud::PaneContent& content);

} // namespace maquette::widgets
