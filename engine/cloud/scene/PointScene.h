// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cloud/view/PointSet.h"
#include "cloud/view/ViewState.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace maquette::cloud {

/// What the owner of the OpenGL context does for the scene.
struct SceneHooks {
    std::function<void()> makeCurrent;
    std::function<bool()> isCurrent;
};

/// What is drawn, shared and immutable. `selected` is one byte a point in the order of the cloud, or null.
struct SceneData {
    std::shared_ptr<const PointSet> points;
    std::shared_ptr<const ClassSlots> slots;
    std::shared_ptr<const std::vector<std::uint8_t>> selected;
};

struct FrameOptions {
    std::size_t budget = 0; ///< draw only so many points of the drawing order in each pane; 0: all
    bool eyeDome = true; ///< false leaves eye-dome lighting out, whatever the state says
    double uploadMilliseconds = 8; ///< after so long no further points are sent to the graphics memory in this frame
};

struct FrameInfo {
    std::size_t drawn = 0; ///< points in each pane, hidden ones counted too
    bool complete = false; ///< all that the budget allows, with all that was given; otherwise draw again soon
    double milliseconds = 0; ///< until the picture was there
};

/// Points in an OpenGL context that somebody else owns: one to four panes with one camera, or two in one picture with
/// a curtain between them. Points are sent to the graphics memory once, in blocks of the drawing order; classes,
/// colors, filters and the camera are uniforms of the shader. All functions are for the thread of the context.
class PointScene {
public:
    explicit PointScene(SceneHooks hooks);
    /// finalize() comes before, or the context is gone already.
    ~PointScene();
    PointScene(const PointScene&) = delete;
    PointScene& operator=(const PointScene&) = delete;

    /// The context is current and new. May follow a finalize().
    void initialize();
    /// Frees what lies in the graphics memory. The context is current.
    void finalize();
    [[nodiscard]] bool ready() const;

    void setData(const SceneData& data);
    /// What the state's panes are colored by, one each; null draws a pane in gray.
    void setPaneColors(const std::vector<std::shared_ptr<const PaneColors>>& colors);
    void setState(const ViewState& state);
    /// Pixels of the picture and dots per inch of the screen.
    void resize(int width, int height, int dotsPerInch);

    /// Draws into a frame buffer of OpenGL of the size last given.
    FrameInfo render(const FrameOptions& options, unsigned int framebuffer);

    /// How many arrays were sent to the graphics memory since the scene was made, and their bytes.
    [[nodiscard]] std::uint64_t uploads() const;
    [[nodiscard]] std::uint64_t uploadedBytes() const;
    /// Whether a renderer that names itself so draws on the processor (llvmpipe and its like).
    [[nodiscard]] static bool drawnByProcessor(std::string_view renderer);

    /// Where VTK's messages go, each text once; on the thread that caused it. For the whole program.
    static void setMessageSink(std::function<void(const std::string&)> sink);

private:
    class Private;
    std::unique_ptr<Private> m_private;
};

} // namespace maquette::cloud
