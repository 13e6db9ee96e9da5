// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QSizeF>

#include "cloud/view/ViewState.h"

#include <array>
#include <utility>
#include <vector>

/// The handles of a clip box: what they are, where they lie, what dragging them does.
namespace maquette::widgets {

struct BoxHandle {
    enum class Kind { Face, Center, Turn };
    Kind kind = Kind::Center;
    int axis = 0; ///< of a face
    int side = 1; ///< of a face: -1 or 1

    bool operator==(const BoxHandle&) const = default;
};
/// The center, the turning one and the six faces.
[[nodiscard]] const std::vector<BoxHandle>& boxHandles();
/// In the cloud's own frame.
[[nodiscard]] cloud::Vec3 handlePlace(const cloud::ClipBox& box, const BoxHandle& handle);

[[nodiscard]] std::array<cloud::Vec3, 8> boxCorners(const cloud::ClipBox& box);
/// Pairs of corners.
[[nodiscard]] const std::array<std::pair<int, int>, 12>& boxEdges();

/// `start` with its handle moved from where the mouse was pressed to where it is now, in pixels of the pane. A face
/// moves along its axis and the one across stays; the center moves in the plane of the picture; the box turns about z.
[[nodiscard]] cloud::ClipBox draggedBox(const cloud::ClipBox& start, const BoxHandle& handle,
                                        const cloud::Camera& camera, const QSizeF& pane, const QPointF& from,
                                        const QPointF& to);

} // namespace maquette::widgets
