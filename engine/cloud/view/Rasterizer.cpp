// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/view/Rasterizer.h"

#include "base/StopScope.h"
#include "base/Threads.h"
#include "cloud/view/FilterTest.h"
#include "cloud/view/Splats.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace maquette::cloud {

namespace {

constexpr std::size_t slicePoints = 16 * blockPoints;
constexpr std::size_t roundSlices = 64; ///< sorted into bands before the bands are drawn: bounds the memory
constexpr int largestSize = static_cast<int>(largestPoint);
constexpr int roundFrom = 4; ///< pixels; smaller splats are squares
/// Numbers of a band that stay in the cache of one core while points are drawn into it.
constexpr int bandPixels = 1 << 16;

/// A point on its way into a band of rows.
struct Splat {
    std::uint64_t key;
    std::int16_t x, y;
    std::int32_t size;
};

/// Pixels left out at either end of each row of a round splat.
using Insets = std::array<std::array<std::int8_t, largestSize>, largestSize + 1>;

Insets makeInsets()
{
    Insets insets = {};
    for (int size = roundFrom; size <= largestSize; ++size) {
        const double radius = size / 2.0;
        for (int row = 0; row < size; ++row) {
            const double dy = row + 0.5 - radius;
            insets[size][row] = static_cast<std::int8_t>(std::lround(radius - std::sqrt(radius * radius - dy * dy)));
        }
    }
    return insets;
}

/// The rows of a picture in bands that are drawn by one thread each.
struct Bands {
    Bands(int pictureWidth, int pictureHeight)
        : width(pictureWidth)
        , height(pictureHeight)
        , rows(std::max(2 * largestSize, bandPixels / std::max(1, pictureWidth)))
        , count((pictureHeight + rows - 1) / rows)
        , of(static_cast<std::size_t>(pictureHeight))
    {
        for (int y = 0; y < height; ++y)
            of[y] = static_cast<std::uint16_t>(y / rows);
    }

    [[nodiscard]] int first(const Splat& splat) const { return of[std::max<int>(0, splat.y)]; }
    [[nodiscard]] int last(const Splat& splat) const { return of[std::min<int>(height - 1, splat.y + splat.size - 1)]; }

    int width, height, rows, count;
    std::vector<std::uint16_t> of; ///< band of each row
};

/// The splats of some points, band by band.
struct Slice {
    std::vector<Splat> splats;
    std::vector<std::uint32_t> begins; ///< where each band begins, and the end
};

void sortIntoBands(const std::vector<Splat>& splats, const Bands& bands, Slice& slice)
{
    slice.begins.assign(static_cast<std::size_t>(bands.count) + 1, 0);
    for (const Splat& splat : splats) {
        for (int band = bands.first(splat); band <= bands.last(splat); ++band)
            ++slice.begins[band];
    }
    std::uint32_t place = 0;
    for (std::uint32_t& begin : slice.begins)
        place += std::exchange(begin, place);
    slice.splats.resize(place);
    // Afterwards each begin is its band's end, that is the next one's begin.
    for (const Splat& splat : splats) {
        for (int band = bands.first(splat); band <= bands.last(splat); ++band)
            slice.splats[slice.begins[band]++] = splat;
    }
    std::copy_backward(slice.begins.begin(), slice.begins.end() - 1, slice.begins.end());
    slice.begins.front() = 0;
}

void drawSquare(std::uint64_t* row, int width, int begin, int end, int rows, std::uint64_t key)
{
    for (int y = 0; y < rows; ++y, row += width) {
        for (int x = begin; x < end; ++x)
            row[x] = std::min(row[x], key);
    }
}

class Drawing {
public:
    Drawing(const RenderInput& input, const ViewState& state, const Projection& projection, PixelKeys& target,
            std::size_t count)
        : m_points(*input.points)
        , m_filter(*input.points, *input.slots, state.filter, input.selected)
        , m_lens(projection, target.part, pointPixels(state.look, *input.points, count))
        , m_bands(target.part.width, target.part.height)
        , m_target(target)
        , m_count(count)
        , m_slices(std::min(roundSlices, (count + slicePoints - 1) / slicePoints))
    {
    }

    void run()
    {
        std::size_t begin = 0;
        do {
            const std::size_t end = std::min(m_count, begin + roundSlices * slicePoints);
            const std::size_t slices = (end - begin + slicePoints - 1) / slicePoints;
            base::parallelFor(static_cast<std::int64_t>(slices), 1, [&](std::int64_t from, std::int64_t to) {
                for (std::int64_t slice = from; slice < to; ++slice) {
                    const std::size_t first = begin + slice * slicePoints;
                    project(first, std::min(end, first + slicePoints), m_slices[slice]);
                }
            });
            if (base::StopScope::stopped())
                return;
            base::parallelFor(m_bands.count, 1, [&](std::int64_t from, std::int64_t to) {
                for (std::int64_t band = from; band < to; ++band)
                    draw(static_cast<int>(band), slices, begin == 0);
            });
            begin = end;
        } while (begin < m_count && !base::StopScope::stopped());
    }

private:
    void project(std::size_t begin, std::size_t end, Slice& slice) const
    {
        std::vector<Splat> splats(end - begin);
        std::size_t found = 0;
        SplatBlock block;
        std::array<std::uint8_t, blockPoints> kept;
        for (std::size_t place = begin; place < end; place += blockPoints) {
            const int count = static_cast<int>(std::min<std::size_t>(blockPoints, end - place));
            projectBlock(m_points.positions.data() + 3 * place, count, m_lens, block);
            if (!m_filter.all()) {
                m_filter.keep(place, static_cast<std::size_t>(count), kept.data());
                for (int i = 0; i < count; ++i)
                    block.visible[i] &= kept[i];
            }
            // Without a branch, as nobody can foresee which points are visible.
            for (int i = 0; i < count; ++i) {
                const std::uint64_t depth = std::bit_cast<std::uint32_t>(block.depth[i]);
                splats[found] = {depth << 32 | (place + i), static_cast<std::int16_t>(block.x[i]),
                                 static_cast<std::int16_t>(block.y[i]), block.size[i]};
                found += static_cast<std::size_t>(block.visible[i]);
            }
        }
        splats.resize(found);
        sortIntoBands(splats, m_bands, slice);
    }

    void draw(int band, std::size_t slices, bool clear)
    {
        const int top = band * m_bands.rows;
        const int bottom = std::min(m_bands.height, top + m_bands.rows);
        const int width = m_bands.width;
        std::uint64_t* const keys = m_target.keys.get();
        if (clear)
            std::fill(keys + static_cast<std::size_t>(top) * width, keys + static_cast<std::size_t>(bottom) * width,
                      PixelKeys::none);
        for (std::size_t i = 0; i < slices; ++i) {
            const Slice& slice = m_slices[i];
            for (std::uint32_t k = slice.begins[band]; k < slice.begins[band + 1]; ++k) {
                const Splat& splat = slice.splats[k];
                const int first = std::max<int>(top, splat.y);
                const int last = std::min<int>(bottom, splat.y + splat.size);
                std::uint64_t* const row = keys + static_cast<std::size_t>(first) * width;
                const int begin = std::max<int>(0, splat.x);
                const int end = std::min<int>(width, splat.x + splat.size);
                if (splat.size < roundFrom) {
                    drawSquare(row, width, begin, end, last - first, splat.key);
                    continue;
                }
                for (int y = first; y < last; ++y) {
                    const int inset = m_insets[splat.size][y - splat.y];
                    drawSquare(keys + static_cast<std::size_t>(y) * width, width, std::max(begin, splat.x + inset),
                               std::min(end, splat.x + splat.size - inset), 1, splat.key);
                }
            }
        }
    }

    const PointSet& m_points;
    FilterTest m_filter;
    Lens m_lens;
    Bands m_bands;
    PixelKeys& m_target;
    std::size_t m_count;
    std::vector<Slice> m_slices;
    Insets m_insets = makeInsets();
};

} // namespace

PixelKeys rasterize(const RenderInput& input, const ViewState& state, const Projection& projection,
                    const PaneRect& part, std::size_t budget)
{
    PixelKeys result{part,
                     std::make_unique_for_overwrite<std::uint64_t[]>(static_cast<std::size_t>(part.width)
                                                                     * static_cast<std::size_t>(part.height))};
    const std::size_t all = input.points->size();
    Drawing(input, state, projection, result, budget == 0 ? all : std::min(budget, all)).run();
    return result;
}

} // namespace maquette::cloud
