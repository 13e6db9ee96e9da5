// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QImage>

#include "base/Job.h"
#include "runs/Run.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace maquette::widgets {

/// Points, and triangles between them where there are any.
struct Mesh {
    std::vector<std::array<float, 3>> points;
    std::vector<std::array<std::uint32_t, 3>> faces; ///< each index is one of a point
    std::vector<QRgb> colors; ///< of each point, or none
    std::int64_t leftOut = 0; ///< triangles that name points which are not there
};

/// The first mesh of the batch. `faces` and `colors` may be null.
[[nodiscard]] Mesh meshOf(const runlog::MeshPart& vertices, const runlog::MeshPart* faces,
                          const runlog::MeshPart* colors);

/// The tag of a mesh's points by that of any of its parts. TensorBoard's writer gives each a tag of its own, with
/// _VERTEX, _FACE or _COLOR at its end; the store adds #faces and #colors.
[[nodiscard]] std::string meshTag(const std::string& part);
/// The tags that the further part of that end, "_FACE" or "_COLOR", may have.
[[nodiscard]] std::vector<std::string> meshPartTags(const std::string& tag, runlog::MeshPart::Kind kind);

/// From where a mesh is seen: radians about the upright axis y and above the horizon, and how much larger than the
/// whole fits.
struct MeshCamera {
    double yaw = 0.6, pitch = 0.4, zoom = 1;
    bool operator==(const MeshCamera&) const = default;
};

/// Draws it without perspective, triangles lit from the eye, else points. Any thread; a null picture when stopped.
/// `size`: pixels. `plain`: of points without color.
[[nodiscard]] QImage drawMesh(const Mesh& mesh, const MeshCamera& camera, const QSize& size, const QColor& ground,
                              const QColor& plain, const base::Job& job);

} // namespace maquette::widgets
