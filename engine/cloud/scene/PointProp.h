// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cloud/scene/PointBuffers.h"

#include <vtkProp.h>

#include <array>

class vtkShaderProgram;

namespace maquette::cloud {

/// What all panes of a frame have in common.
struct SceneFrame {
    PointBuffers buffers;
    ViewState state;
    std::size_t drawn = 0; ///< points of the drawing order that this frame shows
    std::array<double, 2> depthRange = {1, 2}; ///< of the depth buffer
    bool anySelected = false;
    double curtainPixels = 1e9;
};

/// The points of one pane as VTK draws props.
class PointProp : public vtkProp {
public:
    static PointProp* New();
    vtkTypeMacro(PointProp, vtkProp);

    /// `frame` outlives the prop.
    void setPane(SceneFrame* frame, int pane);
    void setColors(std::shared_ptr<const PaneColors> left, std::shared_ptr<const PaneColors> right);
    /// Of the pane, in pixels.
    void setSize(int width, int height);

    int RenderOpaqueGeometry(vtkViewport* viewport) override;
    double* GetBounds() override;
    void ReleaseGraphicsResources(vtkWindow* window) override;

protected:
    PointProp() = default;
    ~PointProp() override = default;

private:
    void setCamera(vtkShaderProgram& program) const;
    void setFilter(vtkShaderProgram& program) const;
    void setPalettes(vtkShaderProgram& program) const;

    SceneFrame* m_frame = nullptr;
    int m_pane = 0;
    int m_width = 1;
    int m_height = 1;
    std::array<std::shared_ptr<const PaneColors>, 2> m_colors;
    std::array<double, 6> m_bounds = {};
    vtkShaderProgram* m_program = nullptr; ///< of the window's cache
};

} // namespace maquette::cloud
