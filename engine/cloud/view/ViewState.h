// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cloud/ClassTable.h"
#include "cloud/Cloud.h"
#include "cloud/view/Camera.h"

#include <array>
#include <bitset>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace maquette::cloud {

/// What a pane colors its points by.
enum class ColorBy {
    Input, ///< the cloud's own colors; by height where it has none
    Truth, ///< class of the label
    Prediction, ///< class of the prediction
    Error, ///< right, wrong, or not counted
    Attribute, ///< any attribute on a ramp
    Height ///< z on a ramp
};

/// "input", "truth", "prediction", "error", "height", or "attribute:NAME". fromText() takes any other text as the name
/// of an attribute.
struct PaneContent {
    ColorBy by = ColorBy::Input;
    std::string attribute = {}; ///< for ColorBy::Attribute
    bool operator==(const PaneContent&) const = default;
    [[nodiscard]] std::string toText() const;
    [[nodiscard]] static PaneContent fromText(std::string_view text);
};

/// A box in the cloud's own frame, turned about the z axis.
struct ClipBox {
    enum class Mode { Off, Inside, Outside, Highlight };
    Mode mode = Mode::Off;
    Vec3 center = {0, 0, 0};
    Vec3 size = {1, 1, 1}; ///< whole edges, above zero
    double yaw = 0; ///< degrees

    [[nodiscard]] bool contains(const float* point) const;
    bool operator==(const ClipBox&) const = default;
};

/// How points are drawn.
struct PointLook {
    double size = 3; ///< pixels; when adaptive, in units in which 3 closes surfaces: two thirds of PointSet::spacing
    bool adaptive = true; ///< near points are larger, so that surfaces are closed; see pointPixels()
    bool eyeDome = true; ///< eye-dome lighting (Boucheny 2009)
    double eyeDomeStrength = 0.4; ///< Potree's defaults
    double eyeDomeRadius = 1.4; ///< pixels
    Rgb background = {30, 30, 33};

    bool operator==(const PointLook&) const = default;
};

/// Which points take part: in what is drawn and in what is counted. All of it is cheap to change: nothing here touches
/// the points.
struct PointFilter {
    std::bitset<256> hidden; ///< by slot of the class table; slot 255 is everything else
    std::optional<std::pair<std::uint8_t, std::uint8_t>> cell; ///< only points with these slots of truth and prediction
    ClipBox box;
    bool selectionOnly = false; ///< only selected points, when there are some

    bool operator==(const PointFilter&) const = default;
};

/// All that a picture of a cloud depends on, besides the cloud.
struct ViewState {
    Camera camera;
    std::vector<PaneContent> panes = {{}}; ///< 1 to 4, or the two sides of the curtain
    std::optional<double> curtain; ///< 0 … 1 from the left: panes[0] on its left, panes[1] on its right, in one picture
    PointFilter filter;
    PointLook look;

    bool operator==(const ViewState&) const = default;
};

/// Where a pane lies in a picture, in pixels from the upper left.
struct PaneRect {
    int x = 0, y = 0, width = 0, height = 0;
    bool operator==(const PaneRect&) const = default;
};
/// One pane fills the picture, two stand side by side, three and four make two rows (three: the first row is one pane);
/// `gap` pixels between them, one more where the rest is odd. Panes of one row have one size, and so do all four. With
/// a curtain the two panes lie over each other and one rectangle is given.
[[nodiscard]] std::vector<PaneRect> paneLayout(const ViewState& state, int width, int height, int gap = 2);

} // namespace maquette::cloud
