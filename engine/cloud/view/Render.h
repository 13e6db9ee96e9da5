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
};

struct RenderOptions {
    int width = 1600; ///< of the whole picture with all panes, 16 … 16384
    int height = 1000;
    bool legend = false; ///< classes with color, name and share, or the ramp, in each pane
    bool scaleBar = false; ///< a bar of a round length at the depth of the focal point
    bool titles = false; ///< what each pane shows
    std::size_t budget = 0; ///< draw only so many points of the drawing order; 0: all
};

/// The points that a pixel of a picture shows.
struct PixelPoints {
    int width = 0, height = 0;
    std::vector<std::uint32_t> place; ///< row by row: place in the drawing order, or 0xffffffff
    std::vector<float> depth; ///< infinite where there is no point
};

/// Draws points on the processor, on the program's threads: the same pixels on every machine and without a display.
/// Nearest point wins; at equal depth the one with the lower place. Stopped when the job is.
[[nodiscard]] base::Result<imaging::Picture> renderCloud(const RenderInput& input, const ViewState& state,
                                                         const RenderOptions& options, const base::Job& job = {});

/// Which point is nearest at each pixel of ONE pane of this size.
[[nodiscard]] base::Result<PixelPoints> renderPlaces(const RenderInput& input, const ViewState& state, int width,
                                                     int height, const base::Job& job = {});

/// The nearest visible point within `radius` pixels of a place in a pane: the one closest to the place, of those at
/// equal distance the one in front. Index in the CLOUD.
[[nodiscard]] std::optional<std::uint32_t> pickPoint(const RenderInput& input, const ViewState& state, int width,
                                                     int height, double x, double y, double radius = 6);

struct ScreenPoint {
    double x = 0, y = 0;
};
/// Indices in the CLOUD, ascending, of the points that take part under the filter and lie inside the polygon (even-odd
/// rule) in a pane of this size. `visibleOnly`: only points that are the nearest at their pixel.
[[nodiscard]] std::vector<std::uint32_t> selectPoints(const RenderInput& input, const ViewState& state, int width,
                                                      int height, std::span<const ScreenPoint> polygon,
                                                      bool visibleOnly);

/// A full turn about the focal point: `frames` pictures to an .mp4, .avi or .mkv by OpenCV, or to a folder of PNG files.
struct TurntableOptions {
    int frames = 120;
    int framesPerSecond = 30;
};
[[nodiscard]] base::Result<void> renderTurntable(const std::filesystem::path& file, const RenderInput& input,
                                                 const ViewState& state, const RenderOptions& options,
                                                 const TurntableOptions& turntable, const base::Job& job = {});

} // namespace maquette::cloud
