// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/view/Render.h"

#include "base/StopScope.h"
#include "base/Threads.h"
#include "cloud/view/FilterTest.h"
#include "cloud/view/Overlay.h"
#include "cloud/view/Panes.h"
#include "cloud/view/Shading.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <mutex>

namespace maquette::cloud {

using base::Error;
using base::ErrorCode;
using base::Result;
using imaging::Picture;

namespace {

constexpr int smallestSide = 16;
constexpr int largestSide = 16384;
/// A picture is drawn in pieces of about so many pixels, which bounds the memory of large ones.
constexpr int piecePixels = 1 << 22;

/// Slots or indices by which a pane looks its palette up; null where it does not.
const std::uint8_t* indexOf(const PaneColors& colors, const ClassSlots& slots)
{
    if (!colors.index.empty())
        return colors.index.data();
    if (colors.useTruth && !slots.truth.empty())
        return slots.truth.data();
    return colors.usePrediction && !slots.prediction.empty() ? slots.prediction.data() : nullptr;
}

void countShown(const RenderInput& input, const ViewState& state, Panes& panes)
{
    const FilterTest filter(*input.points, *input.slots, state.filter, input.selected);
    panes.counts.assign(panes.contents.size(), {});
    std::mutex mutex;
    base::parallelFor(
        static_cast<std::int64_t>(input.points->size()), 1 << 16, [&](std::int64_t from, std::int64_t to) {
            constexpr std::size_t block = 4096;
            std::array<std::uint8_t, block> kept;
            std::size_t shown = 0;
            std::vector<std::array<std::size_t, 256>> counts(panes.contents.size());
            for (auto begin = static_cast<std::size_t>(from); begin < static_cast<std::size_t>(to); begin += block) {
                const std::size_t count = std::min(block, static_cast<std::size_t>(to) - begin);
                filter.keep(begin, count, kept.data());
                for (std::size_t i = 0; i < count; ++i)
                    shown += kept[i];
                for (std::size_t pane = 0; pane < counts.size(); ++pane) {
                    const std::uint8_t* const index = indexOf(panes.color(pane), *input.slots);
                    for (std::size_t i = 0; index && i < count; ++i)
                        counts[pane][index[begin + i]] += kept[i];
                }
            }
            const std::lock_guard lock(mutex);
            panes.shown += shown;
            for (std::size_t pane = 0; pane < counts.size(); ++pane) {
                for (std::size_t i = 0; i < counts[pane].size(); ++i)
                    panes.counts[pane][i] += counts[pane][i];
            }
        });
}

/// Panes of one size look through the same camera at the same points and differ in colors only.
struct SameSize {
    int width = 0, height = 0;
    std::vector<std::size_t> panes;
};

std::vector<SameSize> bySize(const std::vector<PaneRect>& layout)
{
    std::vector<SameSize> groups;
    for (std::size_t pane = 0; pane < layout.size(); ++pane) {
        auto group = std::find_if(groups.begin(), groups.end(), [&](const SameSize& each) {
            return each.width == layout[pane].width && each.height == layout[pane].height;
        });
        if (group == groups.end())
            group = groups.insert(groups.end(), {layout[pane].width, layout[pane].height, {}});
        group->panes.push_back(pane);
    }
    return groups;
}

/// Draws into the places of a picture that panes of one size have.
class GroupDrawing {
public:
    GroupDrawing(const RenderInput& input, const ViewState& state, const RenderOptions& options, const Panes& panes,
                 const std::vector<PaneRect>& layout, const SameSize& group, Picture& picture)
        : m_input(input)
        , m_state(state)
        , m_options(options)
        , m_layout(layout)
        , m_group(group)
        , m_picture(picture)
        , m_projection(state.camera, group.width, group.height)
        , m_margin(eyeDomeMargin(state.look))
    {
        for (std::size_t i = 0; i < panes.contents.size(); ++i)
            m_painters.emplace_back(input, state, panes.color(i));
    }

    /// Rows [top, top + rows) of each pane.
    void draw(int top, int rows) const
    {
        const PaneRect part = {-m_margin, top - m_margin, m_group.width + 2 * m_margin, rows + 2 * m_margin};
        const PixelKeys keys = rasterize(m_input, m_state, m_projection, part, m_options.budget);
        if (base::StopScope::stopped())
            return;
        std::vector<float> light;
        if (m_margin > 0)
            light = eyeDomeLight(keys, m_state.look, m_projection, m_margin);
        base::parallelFor(rows, 8, [&](std::int64_t begin, std::int64_t end) {
            for (auto y = static_cast<int>(begin); y < end; ++y)
                paintRow(keys.row(y + m_margin) + m_margin,
                         light.empty() ? nullptr : light.data() + static_cast<std::size_t>(y) * m_group.width, top + y);
        });
    }

private:
    void paintRow(const std::uint64_t* keys, const float* light, int y) const
    {
        const int width = m_group.width;
        for (const std::size_t pane : m_group.panes) {
            const PaneRect& rect = m_layout[pane];
            std::uint8_t* const out
                = m_picture.bytes.data() + (static_cast<std::size_t>(rect.y + y) * m_picture.width + rect.x) * 3;
            if (!m_state.curtain) {
                m_painters[pane].paint(keys, light, width, out);
                continue;
            }
            const int left
                = static_cast<int>(std::lround(*m_state.curtain > 0 ? std::min(*m_state.curtain, 1.0) * width : 0));
            m_painters[0].paint(keys, light, left, out);
            m_painters[1].paint(keys + left, light ? light + left : nullptr, width - left, out + 3 * std::size_t(left));
        }
    }

    const RenderInput& m_input;
    const ViewState& m_state;
    const RenderOptions& m_options;
    const std::vector<PaneRect>& m_layout;
    const SameSize& m_group;
    Picture& m_picture;
    Projection m_projection;
    int m_margin;
    std::vector<Painter> m_painters;
};

} // namespace

Panes::Panes(const RenderInput& input, const ViewState& state, const RenderOptions& options)
    : contents(state.panes)
{
    if (contents.empty())
        contents.emplace_back();
    contents.resize(std::min<std::size_t>(contents.size(), state.curtain ? 2 : 4));
    if (state.curtain && contents.size() == 1)
        contents.push_back(contents.front());
    if (input.colors.size() >= contents.size()) {
        colors = input.colors;
    } else {
        for (const PaneContent& each : contents)
            made.push_back(makePaneColors(*input.points, *input.slots, *input.table, each));
        colors = made;
    }
    if (options.legend)
        countShown(input, state, *this);
}

Result<void> checkOptions(const RenderOptions& options)
{
    if (std::min(options.width, options.height) >= smallestSide
        && std::max(options.width, options.height) <= largestSide)
        return {};
    return Error{ErrorCode::Usage,
                 {QT_TRANSLATE_NOOP("Engine", "A picture of %1 x %2 pixels cannot be drawn; each side has %3 to %4."),
                  {std::to_string(options.width), std::to_string(options.height), std::to_string(smallestSide),
                   std::to_string(largestSide)}},
                 {}};
}

Result<Picture> drawPicture(const RenderInput& input, const ViewState& state, const RenderOptions& options,
                            const Panes& panes, const base::Job& job)
{
    const base::StopScope scope(job.stopToken());
    const auto layout = paneLayout(state, options.width, options.height);
    Picture picture(options.width, options.height);
    // What stays between the panes is a line of middle gray.
    if (layout.size() > 1)
        std::fill(picture.bytes.begin(), picture.bytes.end(), std::uint8_t(96));
    const auto groups = bySize(layout);
    const base::Message step(QT_TRANSLATE_NOOP("Engine", "Drawing points"));
    double done = 0;
    for (const SameSize& group : groups) {
        const GroupDrawing drawing(input, state, options, panes, layout, group, picture);
        const int rows = std::clamp(piecePixels / group.width, 1, group.height);
        for (int top = 0; top < group.height; top += rows) {
            if (job.stopped())
                return base::stoppedError();
            const int some = std::min(rows, group.height - top);
            drawing.draw(top, some);
            done += static_cast<double>(some) / group.height / static_cast<double>(groups.size());
            job.report(std::min(1.0, done), step);
        }
    }
    if (job.stopped())
        return base::stoppedError();
    if (options.legend || options.scaleBar || options.titles)
        drawOverlays(picture, input, state, options, panes);
    return picture;
}

Result<Picture> renderCloud(const RenderInput& input, const ViewState& state, const RenderOptions& options,
                            const base::Job& job)
{
    if (auto checked = checkOptions(options); !checked.ok())
        return checked.error();
    if (job.stopped())
        return base::stoppedError();
    return drawPicture(input, state, options, Panes(input, state, options), job);
}

Result<PixelPoints> renderPlaces(const RenderInput& input, const ViewState& state, int width, int height,
                                 const base::Job& job)
{
    PixelPoints result;
    result.width = std::max(0, width);
    result.height = std::max(0, height);
    if (result.width == 0 || result.height == 0)
        return result;
    const base::StopScope scope(job.stopToken());
    const PixelKeys keys = rasterize(input, state, Projection(state.camera, width, height), {0, 0, width, height}, 0);
    if (job.stopped())
        return base::stoppedError();
    const std::size_t pixels = static_cast<std::size_t>(width) * height;
    result.place.resize(pixels);
    result.depth.resize(pixels);
    base::parallelFor(static_cast<std::int64_t>(pixels), 1 << 16, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t i = begin; i < end; ++i) {
            const std::uint64_t key = keys.keys[i];
            result.place[i] = PixelKeys::place(key);
            result.depth[i] = key == PixelKeys::none ? std::numeric_limits<float>::infinity() : PixelKeys::depth(key);
        }
    });
    if (job.stopped())
        return base::stoppedError();
    return result;
}

} // namespace maquette::cloud
