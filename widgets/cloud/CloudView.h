// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "cloud/view/PointSet.h"
#include "cloud/view/ViewState.h"

#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace maquette::widgets {

/// Everything that is drawn, shared and immutable; selection is one byte a point in the order of the cloud, or null.
struct CloudScene {
    std::shared_ptr<const cloud::PointSet> points; ///< null: nothing is open
    std::shared_ptr<const cloud::ClassSlots> slots;
    std::shared_ptr<const cloud::ClassTable> table;
    std::shared_ptr<const std::vector<std::uint8_t>> selected;
    /// Of a prediction that was made here, in the order of the cloud: the values of the attribute "confidence", in
    /// place of the cloud's own; or null.
    std::shared_ptr<const std::vector<float>> confidence = {};
};

/// What the left mouse button does in the view. The right one always moves the focal point, the wheel zooms (with
/// Control it moves the near plane of the camera and with Shift in addition the far one), the middle one sets the
/// center of turning on the point below it.
enum class CloudTool { Turn, Pick, Rectangle, Lasso, Clip };

/// One to four pictures of a cloud with one camera, drawn by VTK in one OpenGL widget, with a curtain between two of
/// them where the state has one. It shows what it is given and says what the user did; it changes nothing by itself,
/// but for the camera while it is dragged. While the camera moves, as many points are drawn as stay fluent; when it
/// rests, all.
class CloudView : public QWidget {
    Q_OBJECT
public:
    explicit CloudView(QWidget* parent = nullptr);
    ~CloudView() override;

    void setScene(const CloudScene& scene);
    void setState(const cloud::ViewState& state);
    [[nodiscard]] const cloud::ViewState& state() const;
    void setTool(CloudTool tool);
    [[nodiscard]] CloudTool tool() const;
    /// Rectangle and lasso take only points that are the nearest at their pixel; otherwise (as it starts) all within.
    void setSelectVisibleOnly(bool visibleOnly);
    [[nodiscard]] bool selectVisibleOnly() const;
    /// Points with a marker and a number, by index in the cloud; between two neighbors of the list a line with its
    /// length.
    void setMarkers(const std::vector<std::uint32_t>& points);

    /// The pane below a place of the widget, and its rectangle in device-independent pixels. With a curtain the side of
    /// it, and both have the whole rectangle.
    [[nodiscard]] int paneAt(const QPointF& place) const;
    [[nodiscard]] QRectF paneRect(int pane) const;
    /// True while fewer points are shown than the cloud has under its filter.
    [[nodiscard]] bool moving() const;
    /// Points drawn in the last frame, and the time that it took in milliseconds: for the status line and for tests.
    [[nodiscard]] qint64 drawnPoints() const;
    [[nodiscard]] double frameMilliseconds() const;
    /// The name of the renderer as OpenGL gives it; empty without OpenGL and before there was a scene.
    [[nodiscard]] QString rendererName() const;
    /// True when the processor draws, as there is no graphics processor.
    [[nodiscard]] bool drawnByProcessor() const;
    /// Arrays sent to the graphics memory so far: changes of classes, colors, filters and the camera send none.
    [[nodiscard]] quint64 uploads() const;
    /// What is on the screen, for tests; without markers, titles and handles when `overlay` is false.
    [[nodiscard]] QImage grabPicture(bool overlay = true);

Q_SIGNALS:
    /// The user turned, moved or zoomed; `settled` when the drag ended.
    void cameraChanged(const maquette::cloud::Camera& camera, bool settled);
    void curtainMoved(double fraction);
    /// The user moved, resized or turned the clip box by its handles.
    void boxChanged(const maquette::cloud::ClipBox& box, bool settled);
    /// A click with the tool Pick: the nearest visible point, or nothing below the click. `add`: Shift was held.
    void picked(std::optional<std::uint32_t> point, int pane, bool add);
    /// A finished rectangle or lasso: indices in the cloud, ascending. `mode`: 0 replaces, 1 adds (Shift), 2 takes away
    /// (Ctrl or Alt).
    void regionSelected(const std::vector<std::uint32_t>& points, int mode);
    /// A full frame was drawn.
    void frameDrawn();

protected:
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    class Private;
    friend class GlViewOverlay;
    std::unique_ptr<Private> m_private;
};

} // namespace maquette::widgets
