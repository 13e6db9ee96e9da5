// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPolygonF>
#include <QTimer>

#include "widgets/cloud/CloudView.h"
#include "widgets/cloud/GlViewBox.h"
#include "widgets/cloud/GlViewCanvas.h"
#include "widgets/cloud/GlViewOverlay.h"
#include "widgets/cloud/GlViewWorker.h"

namespace maquette::widgets {

class CloudView::Private : public QObject {
public:
    explicit Private(CloudView* owner);
    ~Private() override;

    // CloudViewDrawing.cpp: what is drawn, when, and by whom.
    void setScene(const CloudScene& next);
    void setState(const cloud::ViewState& next);
    /// Something that is drawn has changed. `motion`: within a drag or as fast, so fluency comes first.
    void changed(bool motion);
    void overlayChanged() { overlay->update(); }
    [[nodiscard]] bool empty() const { return !scene.points || scene.points->size() == 0; }
    [[nodiscard]] QSize pixels() const;
    /// The state with lengths of the look in pixels of this screen.
    [[nodiscard]] cloud::ViewState deviceState() const;
    [[nodiscard]] double diagonal() const;
    [[nodiscard]] QPointF inPane(const QPointF& place, int pane) const;
    /// What the engine's rasterizer drew, where no canvas does.
    [[nodiscard]] const QImage& picture() const { return m_picture; }
    void picturePainted();
    /// Of the picture that is shown: the newest one may still be drawn.
    [[nodiscard]] const cloud::Camera& shownCamera() const { return m_picture.isNull() ? state.camera : m_shownCamera; }
    void describe();

    // CloudViewInput.cpp: what the mouse and the keys do.
    void press(QMouseEvent* event);
    void move(QMouseEvent* event);
    void release(QMouseEvent* event);
    void wheel(QWheelEvent* event);
    [[nodiscard]] bool key(QKeyEvent* event);
    void cancelDrag();
    void updateCursor(const QPointF& place);
    [[nodiscard]] bool nearCurtain(const QPointF& place) const;
    [[nodiscard]] std::optional<BoxHandle> handleAt(const QPointF& place) const;
    void moveCamera(const cloud::Camera& camera);
    void pickAt(const QPointF& place, bool add);
    void centerOn(const QPointF& place);
    void selectRegion(const QPolygonF& region, int pane, int mode);

    CloudView* const view;
    CloudScene scene;
    cloud::ViewState state;
    CloudTool tool = CloudTool::Turn;
    bool visibleOnly = false;
    std::vector<std::uint32_t> markers;
    GlViewCanvas* canvas = nullptr; ///< null: there is nothing to draw yet, or no OpenGL to draw it with
    GlViewOverlay* overlay;

    enum class Drag { None, Turn, Pan, Curtain, Box, Rectangle, Lasso, Center };
    Drag drag = Drag::None;
    int dragPane = 0;
    QPointF dragStart;
    QPointF dragLast;
    bool dragMoved = false;
    int dragMode = 0; ///< of a region
    QPolygonF path; ///< of a rectangle or lasso, in the widget
    cloud::ClipBox dragBox; ///< as it was when the drag began
    cloud::ClipBox lastBox; ///< as last told
    std::optional<BoxHandle> handle; ///< below the mouse, or dragged

    bool complete = false; ///< the screen shows all that the scene has
    qint64 drawn = 0;
    double milliseconds = 0;

private:
    void makeCanvas();
    void frameDrawn();
    void rested();
    void updateColors();
    [[nodiscard]] bool colored() const;
    void startPicture();
    void takePicture(const QImage& picture, const cloud::Camera& camera, quint64 revision, std::size_t budget,
                     double took);
    void setOptions();
    void adaptBudget(double took);
    void nowComplete();

    GlViewWorker* const m_worker;
    PaneColorList m_colors; ///< of the panes of the state; null: not made yet
    struct MadeColors {
        cloud::PaneContent content;
        std::shared_ptr<const cloud::PaneColors> colors;
    };
    std::vector<MadeColors> m_made;
    bool m_making = false;
    quint64 m_revision = 0; ///< of everything that the picture depends on
    QImage m_picture;
    cloud::Camera m_shownCamera;
    bool m_pictureFull = false; ///< with all points, and of the newest revision
    bool m_pictureTold = false;
    bool m_pictureRunning = false;
    bool m_runningFull = false; ///< and with all points
    quint64 m_quickRevision = 0; ///< the newest that a quick picture was made of
    double m_fullMs = 0; ///< that the last full picture took
    bool m_motion = false;
    bool m_settling = false; ///< the camera was moved by wheel or keys and nobody was told that it rests
    std::size_t m_budget = 0; ///< points of a picture while moving
    QTimer m_rest;

    friend class CloudView;
};

} // namespace maquette::widgets
