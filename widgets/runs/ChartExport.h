// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Job.h"
#include "widgets/runs/ChartBuilder.h"
#include "widgets/runs/PlotAxes.h"

#include <filesystem>

namespace maquette::widgets {

/// All points of these runs as they were logged, one line a point: run, tag, step, wall_time, value. For a working
/// thread; WriteFailed or Stopped leave what was there.
[[nodiscard]] base::Result<void> exportCsv(const std::filesystem::path& file, const ChartRequest& request,
                                           const base::Job& job);

/// What a picture of a chart shows, made for its own size.
struct ChartPicture {
    QString title;
    ChartDrawing drawing;
    ChartOptions options;
    std::optional<Range> zoomX, zoomY;
    QSize size{960, 540}; ///< logical pixels
};
/// PNG at twice the size, or SVG by the file's ending: title, axes, lines, legend. Interface thread; WriteFailed names
/// the file.
[[nodiscard]] base::Result<void> exportPicture(const std::filesystem::path& file, const ChartPicture& picture);

} // namespace maquette::widgets
