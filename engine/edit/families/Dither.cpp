// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/families/Dither.h"

#include "edit/families/EdgePlanes.h"
#include "edit/families/Samples.h"
#include "imaging/Color.h"

#include <algorithm>
#include <cmath>

namespace maquette::edit {

using namespace look;

namespace {

struct Screen {
    int size = 4;
    bool gray = true; ///< of luma; else each channel by itself
    std::vector<double> thresholds; ///< size x size, by rows
    Color low{0, 0, 0};
    Color high{1, 1, 1};
};

class DitherStep : public Step {
public:
    explicit DitherStep(Screen screen)
        : m_screen(std::move(screen))
    {
    }

    [[nodiscard]] std::string kind() const override { return "dither"; }
    [[nodiscard]] base::Message describe() const override
    {
        const std::string size = std::to_string(m_screen.size);
        if (m_screen.gray)
            return {QT_TRANSLATE_NOOP("Engine", "Dithered to two tones by a pattern of %1 x %1 pixels"), {size}};
        return {QT_TRANSLATE_NOOP("Engine", "Each channel dithered to two tones by a pattern of %1 x %1 pixels"),
                {size}};
    }
    [[nodiscard]] base::ParameterTable parameters() const override
    {
        return {slider("brightness", {QT_TRANSLATE_NOOP("Engine", "Brightness")},
                       {QT_TRANSLATE_NOOP("Engine", "Makes the pattern brighter or darker.")}, 0, -1, 1, 0.01)};
    }
    [[nodiscard]] StepPtr adjusted(const base::ParameterValues& values) const override
    {
        Screen screen = m_screen;
        for (double& t : screen.thresholds)
            t -= values.real("brightness");
        return std::make_shared<DitherStep>(std::move(screen));
    }
    [[nodiscard]] imaging::Image apply(const imaging::Image& image) const override
    {
        imaging::Image result(image.width, image.height);
        const Plane luma = m_screen.gray ? lumaPlane(image) : Plane();
        std::vector<float> thresholds(m_screen.thresholds.begin(), m_screen.thresholds.end());
        forRows(image, [&](int begin, int end) {
            for (int c = 0; c < 3; ++c) {
                const auto low = static_cast<float>(m_screen.low[c]);
                const auto high = static_cast<float>(m_screen.high[c]);
                for (int y = begin; y < end; ++y) {
                    const float* in = m_screen.gray ? luma.row(y) : image.row(c, y);
                    const float* row = thresholds.data() + static_cast<std::size_t>(y % m_screen.size) * m_screen.size;
                    float* out = result.row(c, y);
                    for (int x = 0; x < image.width; ++x)
                        out[x] = in[x] > row[x % m_screen.size] ? high : low;
                }
            }
        });
        return result;
    }
    [[nodiscard]] base::Json toJson() const override
    {
        return {{"kind", kind()},        {"size", m_screen.size},
                {"gray", m_screen.gray}, {"thresholds", m_screen.thresholds},
                {"low", m_screen.low},   {"high", m_screen.high}};
    }

private:
    Screen m_screen;
};

base::Result<StepPtr> buildDither(const base::Json& json)
{
    fit::Fields reader(json);
    Screen screen;
    screen.size = reader.integer("size", 1, 16);
    screen.gray = reader.boolean("gray");
    if (reader.ok()) {
        screen.thresholds = reader.reals(
            "thresholds", static_cast<std::size_t>(screen.size) * static_cast<std::size_t>(screen.size), -10, 10);
    }
    screen.low = reader.color("low");
    screen.high = reader.color("high");
    if (!reader.ok())
        return reader.error();
    return StepPtr(std::make_shared<DitherStep>(std::move(screen)));
}

/// The two values of a channel of the target; false when it has more. They may be equal.
bool twoValues(const std::vector<float>& values, double& low, double& high)
{
    const auto [least, most] = std::minmax_element(values.begin(), values.end());
    low = *least;
    high = *most;
    std::size_t between = 0;
    for (float v : values)
        between += std::min(v - *least, *most - v) > 0.01F;
    return between * 100 <= values.size();
}

/// Inputs that come out low and high at one place of the pattern.
struct Cell {
    std::vector<std::pair<float, bool>> seen;

    /// The threshold with the fewest errors; the width of the free gap around it in `gap`.
    double threshold(std::size_t& errors, double& gap)
    {
        std::sort(seen.begin(), seen.end());
        auto wrong = static_cast<std::size_t>(
            std::count_if(seen.begin(), seen.end(), [](const auto& s) { return !s.second; }));
        std::size_t best = wrong;
        double result = seen.empty() ? 0.5 : seen.front().first / 2;
        gap = seen.empty() ? 1 : seen.front().first;
        for (std::size_t i = 0; i < seen.size(); ++i) {
            wrong = seen[i].second ? wrong + 1 : wrong - 1;
            const double next = i + 1 < seen.size() ? seen[i + 1].first : std::max(1.0F, seen[i].first);
            if (wrong < best && next > seen[i].first) {
                best = wrong;
                result = (seen[i].first + next) / 2;
                gap = next - seen[i].first;
            }
        }
        errors += best;
        return result;
    }
};

class DitherSearch {
public:
    DitherSearch(const FitContext& context, Screen screen)
        : m_context(context)
        , m_screen(std::move(screen))
    {
    }

    /// Fits thresholds of a pattern of `size`; the share of pixels that come out wrong.
    double fit(int size, int stride)
    {
        std::vector<Cell> cells(static_cast<std::size_t>(size) * static_cast<std::size_t>(size));
        const imaging::Image& source = m_context.source;
        std::size_t count = 0;
        for (int y = 0; y < source.height; ++y) {
            // Odd jumps of rows visit all rows of the pattern.
            if (y / size % stride != 0)
                continue;
            for (int x = 0; x < source.width; ++x) {
                const std::size_t i = static_cast<std::size_t>(y) * source.width + x;
                if (!m_context.fitMask[i] || m_context.weights[i] < 0.5F)
                    continue;
                Cell& cell = cells[static_cast<std::size_t>(y % size) * size + x % size];
                collect(i, cell);
            }
        }
        m_screen.size = size;
        m_screen.thresholds.clear();
        m_gaps.clear();
        std::size_t errors = 0;
        for (Cell& cell : cells) {
            count += cell.seen.size();
            double gap = 1;
            m_screen.thresholds.push_back(cell.threshold(errors, gap));
            m_gaps.push_back(gap);
        }
        return count ? static_cast<double>(errors) / static_cast<double>(count) : 1;
    }

    /// Replaces the thresholds by those of the matrix of Bayer, turned and shifted, plus one offset, when they are
    /// that.
    void snap()
    {
        const int n = m_screen.size;
        double best = 1e9;
        std::vector<double> exact;
        for (int turn = 0; turn < 8; ++turn) {
            for (int shift = 0; shift < n * n; ++shift) {
                std::vector<double> tried(m_screen.thresholds.size());
                double offset = 0;
                double weight = 0;
                for (int y = 0; y < n; ++y) {
                    for (int x = 0; x < n; ++x) {
                        const std::size_t i = static_cast<std::size_t>(y) * n + x;
                        tried[i] = turned(turn, x + shift % n, y + shift / n, n);
                        const double w = 1 / (m_gaps[i] + 1e-3);
                        offset += w * (m_screen.thresholds[i] - tried[i]);
                        weight += w;
                    }
                }
                double worst = 0;
                for (std::size_t i = 0; i < tried.size(); ++i) {
                    tried[i] += offset / weight;
                    worst = std::max(worst, std::abs(tried[i] - m_screen.thresholds[i]) - m_gaps[i] / 2);
                }
                if (worst < best) {
                    best = worst;
                    exact = tried;
                }
            }
        }
        if (best < 0.02)
            m_screen.thresholds = exact;
    }

    [[nodiscard]] const Screen& screen() const { return m_screen; }

private:
    void collect(std::size_t i, Cell& cell) const
    {
        const imaging::Image& s = m_context.source;
        const imaging::Image& t = m_context.target;
        for (int c = 0; c < 3; ++c) {
            const double low = m_screen.low[c];
            const double high = m_screen.high[c];
            if (high - low < 0.1)
                continue;
            const bool bright = t.plane(c)[i] > (low + high) / 2;
            if (m_screen.gray) {
                cell.seen.emplace_back(imaging::luma(s.plane(0)[i], s.plane(1)[i], s.plane(2)[i]), bright);
                return;
            }
            cell.seen.emplace_back(s.plane(c)[i], bright);
        }
    }

    /// The matrix of Bayer over n² at a place, after one of the eight flips and turns.
    static double turned(int turn, int x, int y, int n)
    {
        x %= n;
        y %= n;
        if (turn & 4)
            std::swap(x, y);
        if (turn & 1)
            x = n - 1 - x;
        if (turn & 2)
            y = n - 1 - y;
        int value = 0;
        for (int bit = 1, weight = n * n / 4; bit < n; bit <<= 1, weight /= 4) {
            const bool u = x & bit;
            const bool v = y & bit;
            value += weight * (u == v ? (u ? 1 : 0) : (u ? 2 : 3));
        }
        return value / static_cast<double>(n * n);
    }

    const FitContext& m_context;
    Screen m_screen;
    std::vector<double> m_gaps;
};

void propose(const FitContext& context, std::vector<Proposal>& proposals)
{
    const Samples few = takeSamples(context, 300);
    if (few.size() < 40 || std::min(context.source.width, context.source.height) < 16)
        return;
    Screen screen;
    bool varies = false;
    for (int c = 0; c < 3; ++c) {
        if (!twoValues(few.after[c], screen.low[c], screen.high[c]))
            return;
        varies = varies || screen.high[c] - screen.low[c] > 0.3;
    }
    if (!varies)
        return;
    screen.gray = true;
    for (std::size_t i = 0; i < few.size(); ++i) {
        int bright = 0;
        int channels = 0;
        for (int c = 0; c < 3; ++c) {
            if (screen.high[c] - screen.low[c] < 0.1)
                continue;
            bright += few.after[c][i] > (screen.low[c] + screen.high[c]) / 2;
            ++channels;
        }
        screen.gray = screen.gray && (bright == 0 || bright == channels);
    }
    DitherSearch search(context, screen);
    // A border alone (pattern of one pixel) is what "threshold" is for.
    const int stride = std::max(1, context.source.height / 160);
    const double plain = search.fit(1, stride);
    if (plain < 0.01)
        return;
    double bestShare = std::min(0.06, 0.4 * plain);
    int size = 0;
    for (int n : {2, 4, 8}) {
        const double share = search.fit(n, stride);
        if (share < 0.7 * bestShare) {
            bestShare = share;
            size = n;
        }
    }
    if (size == 0)
        return;
    search.fit(size, 1);
    search.snap();
    proposals.push_back({std::make_shared<DitherStep>(search.screen()), 0.6});
}

} // namespace

Family ditherFamily() { return {"dither", &propose, {{"dither", &buildDither}}}; }

} // namespace maquette::edit
