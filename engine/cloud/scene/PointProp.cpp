// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/scene/PointProp.h"

#include "cloud/scene/Shaders.h"
#include "cloud/view/BoxTest.h"
#include "cloud/view/Shading.h"

#include <vtkMath.h>
#include <vtkObjectFactory.h>
#include <vtkOpenGLRenderWindow.h>
#include <vtkOpenGLShaderCache.h>
#include <vtkOpenGLState.h>
#include <vtkRenderer.h>
#include <vtkShaderProgram.h>
#include <vtk_glew.h>

#include <algorithm>

namespace maquette::cloud {

namespace {

constexpr float selectedPart = 0.65F; // as Painter::marked mixes
constexpr int bitsPerNumber = 16;

std::array<float, 3> floats(const Vec3& value)
{
    return {static_cast<float>(value[0]), static_cast<float>(value[1]), static_cast<float>(value[2])};
}

std::array<float, 3> floats(Rgb color)
{
    return {static_cast<float>(color[0]) / 255, static_cast<float>(color[1]) / 255, static_cast<float>(color[2]) / 255};
}

} // namespace

vtkStandardNewMacro(PointProp);

void PointProp::setPane(SceneFrame* frame, int pane)
{
    m_frame = frame;
    m_pane = pane;
}

void PointProp::setColors(std::shared_ptr<const PaneColors> left, std::shared_ptr<const PaneColors> right)
{
    m_colors = {std::move(left), std::move(right)};
}

void PointProp::setSize(int width, int height)
{
    m_width = width;
    m_height = height;
}

void PointProp::setCamera(vtkShaderProgram& program) const
{
    const ViewState& state = m_frame->state;
    const Projection projection(state.camera, m_width, m_height);
    std::array<float, 3> origin = floats(projection.origin);
    Vec3 rest = projection.origin;
    for (int i = 0; i < 3; ++i)
        rest[i] -= origin[i];
    program.SetUniform3f("origin", origin.data());
    program.SetUniform3f("originRest", floats(rest).data());
    program.SetUniform3f("axisRight", floats(projection.axes[0]).data());
    program.SetUniform3f("axisUp", floats(projection.axes[1]).data());
    program.SetUniform3f("axisBack", floats(projection.axes[2]).data());
    const std::array<float, 2> size = {static_cast<float>(m_width), static_cast<float>(m_height)};
    program.SetUniform2f("paneSize", size.data());
    program.SetUniformf("scale", static_cast<float>(projection.scale));
    program.SetUniformi("parallel", projection.parallel ? 1 : 0);
    const auto& range = m_frame->depthRange;
    // What the depth buffer cannot hold is behind the camera, or so near that it would fill the picture.
    const std::array<float, 2> planes = {static_cast<float>(std::max(projection.nearPlane, range[0])),
                                         static_cast<float>(std::min(projection.farPlane, range[1]))};
    program.SetUniform2f("planes", planes.data());
    const std::array<float, 2> held = {static_cast<float>(range[0]), static_cast<float>(range[1])};
    program.SetUniform2f("depthRange", held.data());
    const PointPixels pixels = pointPixels(state.look, *m_frame->buffers.data().points, m_frame->drawn);
    const std::array<float, 2> pointSize = {static_cast<float>(pixels.fixed), static_cast<float>(pixels.perUnit)};
    program.SetUniform2f("pointSize", pointSize.data());
    const std::array<float, 2> limits = {static_cast<float>(smallestPoint), static_cast<float>(largestPoint)};
    program.SetUniform2f("sizeLimits", limits.data());
    program.SetUniformf("curtain", static_cast<float>(m_frame->curtainPixels));
}

void PointProp::setFilter(vtkShaderProgram& program) const
{
    const PointFilter& filter = m_frame->state.filter;
    const ClassSlots* slots = m_frame->buffers.data().slots.get();
    const bool truth = slots && !slots->truth.empty();
    const bool prediction = slots && !slots->prediction.empty();
    program.SetUniformi("hideBy", filter.hidden.none() ? 0 : truth ? 1 : prediction ? 2 : 0);
    std::array<int, 256 / bitsPerNumber> hidden = {};
    for (std::size_t slot = 0; slot < filter.hidden.size(); ++slot)
        hidden[slot / bitsPerNumber] |= filter.hidden[slot] ? 1 << slot % bitsPerNumber : 0;
    program.SetUniform1iv("hidden", static_cast<int>(hidden.size()), hidden.data());
    program.SetUniformi("byCell", filter.cell ? 1 : 0);
    // Without truth or prediction no point is in any cell.
    std::array<float, 2> cell = {-1, -1};
    if (filter.cell && truth && prediction)
        cell = {static_cast<float>(filter.cell->first), static_cast<float>(filter.cell->second)};
    program.SetUniform2f("cell", cell.data());
    program.SetUniformi("selectionOnly", filter.selectionOnly && m_frame->anySelected ? 1 : 0);
    program.SetUniformi("boxMode", static_cast<int>(filter.box.mode));
    const BoxTest box(filter.box);
    program.SetUniform3f("boxCenter", floats(box.center).data());
    program.SetUniform3f("boxHalf", floats(box.half).data());
    const std::array<float, 2> turn = {static_cast<float>(box.cosine), static_cast<float>(box.sine)};
    program.SetUniform2f("boxTurn", turn.data());
}

void PointProp::setPalettes(vtkShaderProgram& program) const
{
    static constexpr std::array<std::array<const char*, 2>, 2> names
        = {{{"colorLeft", "paletteLeft"}, {"colorRight", "paletteRight"}}};
    const SceneData& data = m_frame->buffers.data();
    for (std::size_t side = 0; side < 2; ++side) {
        const PaneColors* colors = m_colors[side].get();
        std::array<int, 256> palette = {};
        palette.fill(otherColor[0] | otherColor[1] << 8 | otherColor[2] << 16);
        auto source = ColorSource::FirstOfPalette;
        if (colors != nullptr) {
            for (std::size_t i = 0; i < palette.size(); ++i)
                palette[i] = colors->palette[i][0] | colors->palette[i][1] << 8 | colors->palette[i][2] << 16;
            if (colors->direct)
                source = ColorSource::Direct;
            else if (!colors->index.empty())
                source = ColorSource::Index;
            else if (colors->useTruth && data.slots && !data.slots->truth.empty())
                source = ColorSource::Truth;
            else if (colors->usePrediction && data.slots && !data.slots->prediction.empty())
                source = ColorSource::Prediction;
        }
        program.SetUniformi(names[side][0], static_cast<int>(source));
        program.SetUniform1iv(names[side][1], static_cast<int>(palette.size()), palette.data());
    }
    program.SetUniform3f("background", floats(m_frame->state.look.background).data());
    const std::array<float, 3> color = floats(selectionColor);
    const std::array<float, 4> selection = {color[0], color[1], color[2], selectedPart};
    program.SetUniform4f("selection", selection.data());
}

int PointProp::RenderOpaqueGeometry(vtkViewport* viewport)
{
    if (m_frame == nullptr || m_frame->drawn == 0)
        return 0;
    auto* const window = static_cast<vtkOpenGLRenderWindow*>(static_cast<vtkRenderer*>(viewport)->GetRenderWindow());
    vtkOpenGLShaderCache* const cache = window->GetShaderCache();
    m_program = m_program ? cache->ReadyShaderProgram(m_program)
                          : cache->ReadyShaderProgram(pointVertexShader, pointFragmentShader, "");
    if (m_program == nullptr)
        return 0;
    setCamera(*m_program);
    setFilter(*m_program);
    setPalettes(*m_program);
    vtkOpenGLState* const gl = window->GetState();
    const vtkOpenGLState::ScopedglEnableDisable blend(gl, GL_BLEND);
    const vtkOpenGLState::ScopedglEnableDisable depthTest(gl, GL_DEPTH_TEST);
    const vtkOpenGLState::ScopedglDepthFunc depthFunction(gl);
    gl->vtkglDisable(GL_BLEND);
    gl->vtkglEnable(GL_DEPTH_TEST);
    // At equal depth the point that comes first stays, as on the processor.
    gl->vtkglDepthFunc(GL_LESS);
    glEnable(GL_PROGRAM_POINT_SIZE);
    m_frame->buffers.draw(m_pane, m_frame->drawn, m_program);
    glDisable(GL_PROGRAM_POINT_SIZE);
    return 1;
}

double* PointProp::GetBounds()
{
    const auto points = m_frame ? m_frame->buffers.data().points : nullptr;
    if (!points || points->size() == 0) {
        vtkMath::UninitializeBounds(m_bounds.data());
    } else {
        for (std::size_t i = 0; i < 3; ++i) {
            m_bounds[2 * i] = points->bounds.low[i];
            m_bounds[2 * i + 1] = points->bounds.high[i];
        }
    }
    return m_bounds.data();
}

void PointProp::ReleaseGraphicsResources(vtkWindow*) { m_program = nullptr; }

} // namespace maquette::cloud
