// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cloud/view/Render.h"

#include <vector>

namespace maquette::cloud {

/// What all pictures of one view have in common, made once for a turntable.
struct Panes {
    /// Colors of state.panes, or of the two sides of the curtain. Refers to input.colors where they are given.
    Panes(const RenderInput& input, const ViewState& state, const RenderOptions& options);
    Panes(const Panes&) = delete;
    Panes& operator=(const Panes&) = delete;

    [[nodiscard]] const PaneContent& content(std::size_t pane) const { return contents[pane]; }
    [[nodiscard]] const PaneColors& color(std::size_t pane) const { return colors[pane]; }

    std::vector<PaneContent> contents; ///< one to four; two with a curtain
    std::vector<PaneColors> made;
    std::span<const PaneColors> colors;
    /// Points that take part, and of them how many have each place of the palette; empty without legends.
    std::size_t shown = 0;
    std::vector<std::array<std::size_t, 256>> counts;
};

/// A Usage error, or none.
[[nodiscard]] base::Result<void> checkOptions(const RenderOptions& options);

/// renderCloud() with options that are checked.
[[nodiscard]] base::Result<imaging::Picture> drawPicture(const RenderInput& input, const ViewState& state,
                                                         const RenderOptions& options, const Panes& panes,
                                                         const base::Job& job);

} // namespace maquette::cloud
