// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/scene/PointScene.h"

#include "cloud/scene/PointProp.h"
#include "cloud/scene/Shaders.h"
#include "cloud/scene/VtkMessages.h"

#include <vtkCallbackCommand.h>
#include <vtkCamera.h>
#include <vtkGenericOpenGLRenderWindow.h>
#include <vtkNew.h>
#include <vtkOpenGLFramebufferObject.h>
#include <vtkOpenGLQuadHelper.h>
#include <vtkOpenGLShaderCache.h>
#include <vtkOpenGLState.h>
#include <vtkRenderer.h>
#include <vtkShaderProgram.h>
#include <vtkTextureObject.h>
#include <vtk_glew.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numbers>
#include <string_view>

namespace maquette::cloud {

namespace {

constexpr double largestRadius = 32; // pixels, as eyeDomeLight() limits it
constexpr double potreeFactor = 300;
constexpr std::size_t neighborCount = 8;
constexpr float gapGray = 96.0F / 255; // between the panes, as renderCloud() has it
/// Nearest depth over farthest that the depth buffer holds.
constexpr double nearestPart = 1e-4;

struct Pane {
    vtkNew<vtkRenderer> renderer;
    vtkNew<PointProp> prop;
    PaneRect rect;
    bool shown = false;
};

/// Depths between which all of the box lies, in front of the camera.
std::array<double, 2> depthRangeOf(const Projection& projection, const Bounds& bounds)
{
    double nearest = std::numeric_limits<double>::infinity();
    double farthest = -nearest;
    for (int corner = 0; corner < 8; ++corner) {
        const std::array<float, 3> place
            = {(corner & 1) != 0 ? bounds.high[0] : bounds.low[0], (corner & 2) != 0 ? bounds.high[1] : bounds.low[1],
               (corner & 4) != 0 ? bounds.high[2] : bounds.low[2]};
        const double depth = projection.place(place.data()).depth;
        nearest = std::min(nearest, depth);
        farthest = std::max(farthest, depth);
    }
    // Room for rounding, and for a cloud without thickness.
    const double room = 1e-3 * std::max(farthest - nearest, 1e-3 * std::abs(farthest) + 1e-9);
    farthest = std::max(farthest + room, 1e-9);
    return {std::max(nearest - room, nearestPart * farthest), farthest};
}

} // namespace

class PointScene::Private {
public:
    explicit Private(SceneHooks hooks);
    ~Private();

    void layOut();
    void setCamera();
    void applyChanges();
    void present(const FrameOptions& options, unsigned int framebuffer);
    void presentPlain(vtkOpenGLState& gl);
    void presentLit(vtkOpenGLState& gl);

    SceneHooks m_hooks;
    vtkNew<vtkGenericOpenGLRenderWindow> m_window;
    vtkNew<vtkCallbackCommand> m_observer;
    vtkNew<vtkCamera> m_camera;
    std::array<Pane, PointBuffers::mostPanes> m_panes;
    std::unique_ptr<vtkOpenGLQuadHelper> m_quad;
    SceneFrame m_frame;
    SceneData m_data;
    bool m_dataChanged = false;
    std::vector<std::shared_ptr<const PaneColors>> m_colors;
    bool m_ready = false;
    int m_width = 1;
    int m_height = 1;
};

PointScene::Private::Private(SceneHooks hooks)
    : m_hooks(std::move(hooks))
{
    m_window->SetReadyForRendering(false);
    m_window->SetFrameBlitModeToNoBlit();
    m_window->SetMultiSamples(0);
    // VTK asks for the context through events.
    m_observer->SetClientData(this);
    m_observer->SetCallback([](vtkObject*, unsigned long event, void* self, void* callData) {
        const SceneHooks& own = static_cast<Private*>(self)->m_hooks;
        if (event == vtkCommand::WindowMakeCurrentEvent)
            own.makeCurrent();
        else if (event == vtkCommand::WindowIsCurrentEvent)
            *static_cast<bool*>(callData) = own.isCurrent();
    });
    m_window->AddObserver(vtkCommand::WindowMakeCurrentEvent, m_observer);
    m_window->AddObserver(vtkCommand::WindowIsCurrentEvent, m_observer);
    for (int i = 0; i < PointBuffers::mostPanes; ++i) {
        Pane& pane = m_panes[static_cast<std::size_t>(i)];
        pane.prop->setPane(&m_frame, i);
        pane.renderer->AddViewProp(pane.prop);
        pane.renderer->SetActiveCamera(m_camera);
        pane.renderer->SetAutomaticLightCreation(false);
        // The picture would be mixed with what lies behind the window otherwise.
        pane.renderer->SetBackgroundAlpha(1);
    }
}

PointScene::Private::~Private()
{
    m_window->RemoveObserver(m_observer);
    for (const Pane& pane : m_panes)
        m_window->RemoveRenderer(pane.renderer);
}

void PointScene::Private::layOut()
{
    const ViewState& state = m_frame.state;
    const auto rects = paneLayout(state, m_width, m_height);
    for (std::size_t i = 0; i < m_panes.size(); ++i) {
        Pane& pane = m_panes[i];
        const bool shown = i < rects.size();
        if (shown != pane.shown) {
            if (shown)
                m_window->AddRenderer(pane.renderer);
            else
                m_window->RemoveRenderer(pane.renderer);
            pane.shown = shown;
        }
        if (!shown)
            continue;
        pane.rect = rects[i];
        // VTK counts from below.
        const double below = m_height - pane.rect.y - pane.rect.height;
        pane.renderer->SetViewport(double(pane.rect.x) / m_width, below / m_height,
                                   double(pane.rect.x + pane.rect.width) / m_width,
                                   (below + pane.rect.height) / m_height);
        pane.prop->setSize(pane.rect.width, pane.rect.height);
        const Rgb background = state.look.background;
        pane.renderer->SetBackground(background[0] / 255.0, background[1] / 255.0, background[2] / 255.0);
    }
    m_frame.curtainPixels = state.curtain ? std::round(std::clamp(*state.curtain, 0.0, 1.0) * m_width) : 1e9;
}

void PointScene::Private::setCamera()
{
    const Camera& camera = m_frame.state.camera;
    const Projection projection(camera, m_panes[0].rect.width, m_panes[0].rect.height);
    if (m_frame.buffers.data().points)
        m_frame.depthRange = depthRangeOf(projection, m_frame.buffers.data().points->bounds);
    m_camera->SetPosition(camera.position.data());
    m_camera->SetFocalPoint(camera.focalPoint.data());
    m_camera->SetViewUp(camera.viewUp.data());
    m_camera->SetViewAngle(camera.viewAngle);
    m_camera->SetParallelProjection(camera.parallel);
    m_camera->SetParallelScale(camera.parallelScale);
    m_camera->SetClippingRange(m_frame.depthRange.data());
}

void PointScene::Private::applyChanges()
{
    if (m_dataChanged) {
        m_frame.buffers.setData(m_data);
        m_frame.anySelected = m_data.selected && m_data.points && m_data.selected->size() == m_data.points->size()
            && std::any_of(m_data.selected->begin(), m_data.selected->end(),
                           [](std::uint8_t each) { return each != 0; });
        m_dataChanged = false;
    }
    std::array<PointBuffers::Sides, PointBuffers::mostPanes> sides;
    const auto colorsAt = [this](std::size_t i) { return i < m_colors.size() ? m_colors[i] : nullptr; };
    if (m_frame.state.curtain)
        sides[0] = {colorsAt(0), colorsAt(1)};
    else
        for (std::size_t i = 0; i < sides.size(); ++i)
            sides[i] = {colorsAt(i), nullptr};
    for (std::size_t i = 0; i < sides.size(); ++i)
        m_panes[i].prop->setColors(sides[i][0], sides[i][1]);
    m_frame.buffers.setPanes(std::move(sides));
}

void PointScene::Private::present(const FrameOptions& options, unsigned int framebuffer)
{
    vtkOpenGLState* const gl = m_window->GetState();
    gl->vtkglBindFramebuffer(GL_DRAW_FRAMEBUFFER, framebuffer);
    gl->vtkglDrawBuffer(framebuffer == 0 ? GL_BACK : GL_COLOR_ATTACHMENT0);
    gl->vtkglDisable(GL_SCISSOR_TEST);
    gl->vtkglDisable(GL_DEPTH_TEST);
    gl->vtkglDisable(GL_BLEND);
    gl->vtkglColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
    gl->vtkglClearColor(gapGray, gapGray, gapGray, 1);
    gl->vtkglClear(GL_COLOR_BUFFER_BIT);
    const PointLook& look = m_frame.state.look;
    if (options.eyeDome && look.eyeDome && look.eyeDomeStrength > 0 && look.eyeDomeRadius > 0)
        presentLit(*gl);
    else
        presentPlain(*gl);
}

void PointScene::Private::presentPlain(vtkOpenGLState& gl)
{
    gl.vtkglBindFramebuffer(GL_READ_FRAMEBUFFER, m_window->GetRenderFramebuffer()->GetFBOIndex());
    gl.vtkglReadBuffer(GL_COLOR_ATTACHMENT0);
    for (const Pane& pane : m_panes) {
        if (!pane.shown)
            continue;
        const PaneRect& rect = pane.rect;
        const int below = m_height - rect.y - rect.height;
        gl.vtkglBlitFramebuffer(rect.x, below, rect.x + rect.width, below + rect.height, rect.x, below,
                                rect.x + rect.width, below + rect.height, GL_COLOR_BUFFER_BIT, GL_NEAREST);
    }
}

void PointScene::Private::presentLit(vtkOpenGLState& gl)
{
    vtkTextureObject* const colors = m_window->GetRenderFramebuffer()->GetColorAttachmentAsTextureObject(0);
    vtkTextureObject* const depths = m_window->GetRenderFramebuffer()->GetDepthAttachmentAsTextureObject();
    if (colors == nullptr || depths == nullptr)
        return;
    if (!m_quad)
        m_quad = std::make_unique<vtkOpenGLQuadHelper>(m_window, nullptr, paneFragmentShader, "");
    else
        m_window->GetShaderCache()->ReadyShaderProgram(m_quad->Program);
    vtkShaderProgram* const program = m_quad->Program;
    if (program == nullptr)
        return;

    const PointLook& look = m_frame.state.look;
    const double radius = std::min(look.eyeDomeRadius, largestRadius);
    std::array<float, 2 * neighborCount> neighbors = {};
    for (std::size_t i = 0; i < neighborCount; ++i) {
        const double angle = 2 * std::numbers::pi * static_cast<double>(i) / neighborCount;
        neighbors[2 * i] = static_cast<float>(std::lround(radius * std::cos(angle)));
        neighbors[2 * i + 1] = static_cast<float>(std::lround(radius * std::sin(angle)));
    }
    colors->Activate();
    depths->Activate();
    program->SetUniformi("colors", colors->GetTextureUnit());
    program->SetUniformi("depths", depths->GetTextureUnit());
    program->SetUniformf("strength", static_cast<float>(potreeFactor * look.eyeDomeStrength / neighborCount));
    program->SetUniform2fv("neighbors", static_cast<int>(neighborCount), neighbors.data());
    program->SetUniformi("parallel", m_frame.state.camera.parallel ? 1 : 0);
    const std::array<float, 2> range
        = {static_cast<float>(m_frame.depthRange[0]), static_cast<float>(m_frame.depthRange[1])};
    program->SetUniform2f("depthRange", range.data());
    // Depth over the distance at which 40 degrees see as much stands for the logarithm, as in eyeDomeLight().
    const double seenFrom = m_frame.state.camera.parallelScale / std::tan(20 * std::numbers::pi / 180);
    program->SetUniformf("slope", static_cast<float>(1 / (seenFrom * std::numbers::ln2)));
    for (const Pane& pane : m_panes) {
        if (!pane.shown)
            continue;
        const PaneRect& rect = pane.rect;
        const int below = m_height - rect.y - rect.height;
        const std::array<float, 4> pixels
            = {static_cast<float>(rect.x), static_cast<float>(below), static_cast<float>(rect.x + rect.width - 1),
               static_cast<float>(below + rect.height - 1)};
        program->SetUniform4f("pane", pixels.data());
        gl.vtkglViewport(rect.x, below, rect.width, rect.height);
        m_quad->Render();
    }
    colors->Deactivate();
    depths->Deactivate();
}

PointScene::PointScene(SceneHooks hooks)
    : m_private(std::make_unique<Private>(std::move(hooks)))
{
}

PointScene::~PointScene() = default;

void PointScene::initialize()
{
    Private& self = *m_private;
    self.m_window->GetState()->Reset();
    self.m_window->GetState()->vtkglDepthFunc(GL_LEQUAL);
    self.m_window->SetForceMaximumHardwareLineWidth(1);
    self.m_window->SetReadyForRendering(true);
    self.m_window->SetOwnContext(0);
    self.m_window->OpenGLInitContext();
    self.m_ready = true;
}

void PointScene::finalize()
{
    Private& self = *m_private;
    if (!self.m_ready)
        return;
    self.m_frame.buffers.release();
    self.m_quad.reset();
    self.m_window->Finalize();
    self.m_window->SetReadyForRendering(false);
    self.m_ready = false;
}

bool PointScene::ready() const { return m_private->m_ready; }

void PointScene::setData(const SceneData& data)
{
    // What becomes free lies in the graphics memory, so it waits for the context.
    m_private->m_data = data;
    m_private->m_dataChanged = true;
}

void PointScene::setPaneColors(const std::vector<std::shared_ptr<const PaneColors>>& colors)
{
    m_private->m_colors = colors;
}

void PointScene::setState(const ViewState& state) { m_private->m_frame.state = state; }

void PointScene::resize(int width, int height, int dotsPerInch)
{
    Private& self = *m_private;
    self.m_width = std::max(1, width);
    self.m_height = std::max(1, height);
    self.m_window->SetSize(self.m_width, self.m_height);
    self.m_window->SetScreenSize(self.m_width, self.m_height);
    self.m_window->SetDPI(std::max(1, dotsPerInch));
}

FrameInfo PointScene::render(const FrameOptions& options, unsigned int framebuffer)
{
    Private& self = *m_private;
    FrameInfo info;
    if (!self.m_ready)
        return info;
    const auto start = std::chrono::steady_clock::now();
    vtkOpenGLState* const gl = self.m_window->GetState();
    gl->Reset();
    gl->Push();
    gl->vtkglDepthFunc(GL_LEQUAL);
    self.applyChanges();
    const std::size_t size = self.m_data.points ? self.m_data.points->size() : 0;
    const std::size_t wanted = options.budget == 0 ? size : std::min(size, options.budget);
    self.m_frame.drawn = self.m_frame.buffers.prepare(wanted, options.uploadMilliseconds, info.complete);
    self.layOut();
    self.setCamera();
    self.m_window->Render();
    self.m_hooks.makeCurrent();
    self.present(options, framebuffer);
    gl->Pop();
    self.m_window->WaitForCompletion();
    info.drawn = self.m_frame.drawn;
    info.milliseconds = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
    return info;
}

std::uint64_t PointScene::uploads() const { return m_private->m_frame.buffers.uploads(); }

std::uint64_t PointScene::uploadedBytes() const { return m_private->m_frame.buffers.uploadedBytes(); }

bool PointScene::drawnByProcessor(std::string_view renderer)
{
    for (const char* name :
         {"llvmpipe", "softpipe", "swrast", "SWR", "Software", "SwiftShader", "GDI Generic", "Microsoft Basic Render"})
        if (renderer.find(name) != std::string_view::npos)
            return true;
    return false;
}

void PointScene::setMessageSink(std::function<void(const std::string&)> sink) { catchVtkMessages(std::move(sink)); }

} // namespace maquette::cloud
