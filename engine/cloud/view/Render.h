// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Job.h"
#include "base/Result.h"
#include "cloud/view/PointSet.h"
#include "cloud/view/ViewState.h"
#include "imaging/Image.h"

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace maquette::cloud {

/// What is drawn, by reference: it must outlive the call.
struct RenderInput {
    const PointSet* points = nullptr;
    const ClassSlots* slots = nullptr;
    const ClassTable* table = nullptr;
    std::span<const std::uint8_t> selected; ///< one byte a point in the order of the cloud, or empty
    /// Of each pane, as makePaneColors() gives them, for who has them already; or empty.
    std::span<const PaneColors> colors = {};
};

struct RenderOptions {
    int width = 1600; ///< pixels of the whole picture with all panes, 16 … 16384
    int height = 1000;
    bool legend = false; ///< classes with color, name and share, or the ramp, in each pane
    bool scaleBar = false; ///< a bar of a round length at the depth of the focal point, in each pane
    bool titles = false; ///< what each pane shows
    std::size_t budget = 0; ///< draw only so many points of the drawing order; 0: all
    std::string unit = "m"; ///< what the scale bar calls one unit of the cloud
};

/// The point that each pixel of a picture shows.
struct PixelPoints {
    int width = 0, height = 0;
    std::vector<std::uint32_t> place; ///< row by row: place in the drawing order, or 0xffffffff
    std::vector<float> depth; ///< infinite where there is no point
};

/// Draws points on the processor, on the program's threads: the same pixels whatever their number, and without a
/// display. Nearest point wins; at equal depth the one with the lower place. Points are squares up to 3 pixels and
/// round above. Texts are in the strokes of Hershey's fonts, which have ASCII only: other characters become "?". Usage
/// when a side is out of range; Stopped when the job is. Any thread may call these.
[[nodiscard]] base::Result<imaging::Picture> renderCloud(const RenderInput& input, const ViewState& state,
                                                         const RenderOptions& options, const base::Job& job = {});

/// Which point is nearest at each pixel of ONE pane of this size.
[[nodiscard]] base::Result<PixelPoints> renderPlaces(const RenderInput& input, const ViewState& state, int width,
                                                     int height, const base::Job& job = {});

/// The visible point within `radius` pixels of a place in a pane: the one that is drawn closest to the place (in the
/// pixel that holds it, if there is one), of those at equal distance the one in front. Index in the CLOUD.
[[nodiscard]] std::optional<std::uint32_t> pickPoint(const RenderInput& input, const ViewState& state, int width,
                                                     int height, double x, double y, double radius = 6);

struct ScreenPoint {
    double x = 0, y = 0;
};
/// Indices in the CLOUD, ascending, of the points that take part under the filter and whose middle lies inside the
/// polygon (even-odd rule) and inside a pane of this size. `visibleOnly`: without those that are covered, which are
/// those where the picture shows at their pixel something nearer by more than three times the distance of neighbors and
/// three pixels' worth: a surface seen from so far that many of its points share a pixel is selected whole.
[[nodiscard]] std::vector<std::uint32_t> selectPoints(const RenderInput& input, const ViewState& state, int width,
                                                      int height, std::span<const ScreenPoint> polygon,
                                                      bool visibleOnly);

struct TurntableOptions {
    int frames = 120; ///< 1 … 36000, evenly over the turn
    int framesPerSecond = 30; ///< 1 … 240
};
/// A full turn to the right about the focal point and the up vector: pictures to an .mp4 (MPEG-4), .avi (motion JPEG)
/// or .mkv (MPEG-4) by OpenCV, or, where the name has none of these endings, to a folder of PNG files frame-00000.png
/// …, which is made and must not hold anything yet. A video has even sides: an odd one loses a pixel. Nothing appears
/// under the name until all of it is there. WriteFailed when the file or the encoder cannot be opened; Usage when a
/// number is out of range; Stopped when the job is.
[[nodiscard]] base::Result<void> renderTurntable(const std::filesystem::path& file, const RenderInput& input,
                                                 const ViewState& state, const RenderOptions& options,
                                                 const TurntableOptions& turntable, const base::Job& job = {});

} // namespace maquette::cloud
