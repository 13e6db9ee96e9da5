// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/view/ViewState.h"

#include "cloud/view/BoxTest.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace maquette::cloud {

namespace {

constexpr std::array<std::pair<std::string_view, ColorBy>, 5> contentNames = {{{"input", ColorBy::Input},
                                                                               {"truth", ColorBy::Truth},
                                                                               {"prediction", ColorBy::Prediction},
                                                                               {"error", ColorBy::Error},
                                                                               {"height", ColorBy::Height}}};
constexpr std::string_view attributePrefix = "attribute:";

} // namespace

std::string PaneContent::toText() const
{
    for (const auto& [name, value] : contentNames) {
        if (value == by)
            return std::string(name);
    }
    return std::string(attributePrefix) + attribute;
}

PaneContent PaneContent::fromText(std::string_view text)
{
    for (const auto& [name, value] : contentNames) {
        if (name == text)
            return {value, {}};
    }
    if (text.starts_with(attributePrefix))
        text.remove_prefix(attributePrefix.size());
    return {ColorBy::Attribute, std::string(text)};
}

bool ClipBox::contains(const float* point) const { return BoxTest(*this).inside(point[0], point[1], point[2]); }

std::vector<PaneRect> paneLayout(const ViewState& state, int width, int height, int gap)
{
    const std::size_t count = state.curtain ? 1 : std::clamp<std::size_t>(state.panes.size(), 1, 4);
    if (count == 1)
        return {{0, 0, width, height}};
    gap = std::max(0, gap);
    // Panes of one size show the same pixels, so that what the rest of an odd width leaves goes into the gap.
    const int half = std::max(1, (width - gap) / 2);
    const PaneRect left = {0, 0, half, height};
    const PaneRect right = {width - half, 0, half, height};
    if (count == 2)
        return {left, right};
    const int row = std::max(1, (height - gap) / 2);
    const int second = height - row;
    const PaneRect lowerLeft = {left.x, second, half, row};
    const PaneRect lowerRight = {right.x, second, half, row};
    if (count == 3)
        return {{0, 0, width, row}, lowerLeft, lowerRight};
    return {{left.x, 0, half, row}, {right.x, 0, half, row}, lowerLeft, lowerRight};
}

} // namespace maquette::cloud
