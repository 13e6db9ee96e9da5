// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/view/Overlay.h"

#include <algorithm>
#include <cmath>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

namespace maquette::cloud {

namespace {

constexpr int font = cv::FONT_HERSHEY_SIMPLEX;
constexpr double capitals = 21; ///< height of capital letters of this font at scale 1, in pixels

/// What Hershey's fonts can write: each character beyond ASCII becomes one question mark.
std::string ascii(const std::string& text)
{
    std::string result;
    for (const char each : text) {
        const auto byte = static_cast<unsigned char>(each);
        if (byte >= 0x20 && byte < 0x7F)
            result += each;
        else if (byte < 0x80 || byte >= 0xC0) // not the later bytes of a character
            result += '?';
    }
    return result;
}

cv::Scalar scalar(Rgb color) { return {double(color[0]), double(color[1]), double(color[2])}; }

std::string percent(std::size_t part, std::size_t whole)
{
    return base::number(whole == 0 ? 0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole), 1) + "%";
}

/// Digits after the point that tell steps of a hundredth of `range` apart.
int decimalsFor(double range)
{
    if (!(range > 0) || !std::isfinite(range))
        return 2;
    return static_cast<int>(std::clamp(std::ceil(2 - std::log10(range)), 0.0, 9.0));
}

struct LegendRow {
    Rgb color = {};
    bool swatch = true;
    std::string name, share;
};

struct Legend {
    std::vector<LegendRow> rows;
    const PaneColors* ramp = nullptr;
};

std::string titleOf(const PaneContent& content)
{
    switch (content.by) {
    case ColorBy::Input:
        return "Input";
    case ColorBy::Truth:
        return "Ground truth";
    case ColorBy::Prediction:
        return "Prediction";
    case ColorBy::Error:
        return "Error";
    case ColorBy::Height:
        return "Height";
    case ColorBy::Attribute:
        break;
    }
    return content.attribute;
}

Legend legendOf(const RenderInput& input, const Panes& panes, std::size_t pane)
{
    Legend legend;
    const PaneColors& colors = panes.color(pane);
    const PaneContent& content = panes.content(pane);
    const auto& counts = panes.counts[pane];
    if (colors.ramp) {
        legend.ramp = &colors;
        return legend;
    }
    if (colors.direct)
        return legend;
    const auto row = [&](std::size_t index, std::string name) {
        legend.rows.push_back({colors.palette[index], true, std::move(name), percent(counts[index], panes.shown)});
    };
    if (content.by == ColorBy::Error) {
        row(rightIndex, "right");
        row(wrongIndex, "wrong");
        row(uncountedIndex, "not counted");
    } else if (colors.useTruth || colors.usePrediction) {
        for (std::size_t slot = 0; slot < input.table->entries.size(); ++slot) {
            if (counts[slot] > 0)
                row(slot, input.table->entries[slot].name);
        }
        if (counts[otherSlot] > 0)
            row(otherSlot, "other");
    } else {
        legend.rows.push_back({{}, false, "no values", {}});
    }
    return legend;
}

/// Texts and boxes in one pane.
class Sheet {
public:
    Sheet(cv::Mat picture, const PaneRect& pane, Rgb background)
        : m_picture(std::move(picture))
        , m_pane(pane)
        , m_background(background)
        , m_unit(static_cast<int>(
              std::lround(std::clamp(std::min<double>(pane.height, 0.75 * pane.width) / 64, 7.0, 64.0))))
        , m_scale(m_unit / capitals)
        , m_thickness(std::max(1, static_cast<int>(std::lround(m_unit / 11.0))))
    {
        const double luma = 0.299 * background[0] + 0.587 * background[1] + 0.114 * background[2];
        m_ink = luma < 128 ? cv::Scalar(235, 235, 235) : cv::Scalar(25, 25, 25);
    }

    [[nodiscard]] int unit() const { return m_unit; } ///< height of capitals
    [[nodiscard]] int lineHeight() const { return 2 * m_unit; }
    [[nodiscard]] int widthOf(const std::string& text) const
    {
        int baseline = 0;
        return cv::getTextSize(ascii(text), font, m_scale, m_thickness, &baseline).width;
    }
    /// Lets what lies under a box shine through a little.
    void box(int x, int y, int width, int height)
    {
        const cv::Rect wanted(x, y, width, height);
        const cv::Rect inside = wanted & cv::Rect(m_pane.x, m_pane.y, m_pane.width, m_pane.height);
        if (inside.empty())
            return;
        cv::Mat part = m_picture(inside);
        constexpr double cover = 0.8;
        cv::addWeighted(part, 1 - cover, cv::Mat(part.size(), part.type(), scalar(m_background)), cover, 0, part);
    }
    /// `y` is the middle of the line.
    void text(const std::string& text, int x, int y)
    {
        cv::putText(m_picture, ascii(text), {x, y + m_unit / 2}, font, m_scale, m_ink, m_thickness, cv::LINE_AA);
    }
    void swatch(Rgb color, int x, int y, int width, int height)
    {
        cv::rectangle(m_picture, cv::Rect(x, y, width, height), scalar(color), cv::FILLED);
        // Colors near that of the background keep an outline.
        if (width > 1)
            cv::rectangle(m_picture, cv::Rect(x, y, width, height), {128, 128, 128}, 1);
    }
    void line(int x0, int y0, int x1, int y1)
    {
        cv::line(m_picture, {x0, y0}, {x1, y1}, m_ink, std::max(1, m_unit / 6), cv::LINE_8);
    }

private:
    cv::Mat m_picture;
    PaneRect m_pane;
    Rgb m_background;
    int m_unit;
    double m_scale;
    int m_thickness;
    cv::Scalar m_ink;
};

/// Title and legend from the upper left corner downwards, or from the upper right one.
void drawHead(Sheet& sheet, const PaneRect& pane, bool right, const std::string& title, const Legend& legend)
{
    const int unit = sheet.unit();
    const int line = sheet.lineHeight();
    int y = pane.y + unit;
    const auto left = [&](int width) { return right ? pane.x + pane.width - unit - width : pane.x + unit; };
    if (!title.empty()) {
        const int width = sheet.widthOf(title) + 2 * unit;
        sheet.box(left(width), y, width, line + unit / 2);
        sheet.text(title, left(width) + unit, y + (line + unit / 2) / 2);
        y += line + unit / 2 + unit / 2;
    }
    if (legend.ramp) {
        const PaneColors& ramp = *legend.ramp;
        const int decimals = decimalsFor(ramp.high - ramp.low);
        const std::array<std::string, 3> numbers
            = {base::number(ramp.low, decimals), base::number((ramp.low + ramp.high) / 2, decimals),
               base::number(ramp.high, decimals)};
        int widest = 0;
        for (const auto& number : numbers)
            widest = std::max(widest, sheet.widthOf(number));
        const int length = std::max(14 * unit, 3 * widest + 2 * unit);
        const int width = length + 2 * unit;
        const int x = left(width) + unit;
        sheet.box(left(width), y, width, 2 * line + unit);
        for (int i = 0; i < length; ++i)
            sheet.swatch(ramp.palette[static_cast<std::size_t>(i) * (noValueIndex - 1) / (length - 1)], x + i,
                         y + unit / 2 + 1, 1, unit + unit / 2);
        const int textLine = y + line + unit + unit / 4;
        sheet.text(numbers[0], x, textLine);
        sheet.text(numbers[1], x + (length - sheet.widthOf(numbers[1])) / 2, textLine);
        sheet.text(numbers[2], x + length - sheet.widthOf(numbers[2]), textLine);
        return;
    }
    // The bar of the scale stands below.
    std::vector<LegendRow> rows = legend.rows;
    const auto fitting = static_cast<std::size_t>(std::max(1, (pane.y + pane.height - y - 4 * unit) / line));
    if (rows.size() > fitting) {
        const std::size_t more = rows.size() - fitting + 1;
        rows.resize(fitting - 1);
        rows.push_back({{}, false, "and " + std::to_string(more) + " more", {}});
    }
    if (rows.empty())
        return;
    int names = 0;
    int shares = 0;
    for (const LegendRow& row : rows) {
        names = std::max(names, sheet.widthOf(row.name));
        shares = std::max(shares, sheet.widthOf(row.share));
    }
    const int width = unit + 2 * unit + names + (shares > 0 ? 2 * unit + shares : 0) + unit;
    const int x = left(width) + unit;
    sheet.box(left(width), y, width, static_cast<int>(rows.size()) * line + unit);
    y += unit / 2;
    for (const LegendRow& row : rows) {
        const int middle = y + line / 2;
        if (row.swatch)
            sheet.swatch(row.color, x, middle - (unit + unit / 4) / 2, unit + unit / 4, unit + unit / 4);
        sheet.text(row.name, x + (row.swatch ? 2 * unit : 0), middle);
        sheet.text(row.share, left(width) + width - unit - sheet.widthOf(row.share), middle);
        y += line;
    }
}

void drawScaleBar(Sheet& sheet, const PaneRect& pane, const ScaleBar& bar)
{
    if (bar.length <= 0)
        return;
    const int unit = sheet.unit();
    const int length = static_cast<int>(std::lround(bar.pixels));
    const int width = std::max(length, sheet.widthOf(bar.text)) + 2 * unit;
    const int height = 3 * unit + unit / 2;
    const int x = pane.x + pane.width - unit - width;
    const int y = pane.y + pane.height - unit - height;
    sheet.box(x, y, width, height);
    sheet.text(bar.text, x + (width - sheet.widthOf(bar.text)) / 2, y + unit + unit / 4);
    const int from = x + (width - length) / 2;
    const int below = y + height - unit / 2 - unit / 4;
    sheet.line(from, below, from + length, below);
    sheet.line(from, below - unit / 2, from, below);
    sheet.line(from + length, below - unit / 2, from + length, below);
}

} // namespace

ScaleBar scaleBar(const Camera& camera, const PaneRect& pane, double most, const std::string& unit)
{
    const double perUnit = Projection(camera, pane.width, pane.height).pixelsPerUnit(camera.distance());
    const double units = most / perUnit;
    if (!(units > 0) || !std::isfinite(units))
        return {};
    const double exponent = std::floor(std::log10(units) + 1e-9);
    const double power = std::pow(10, exponent);
    const double ratio = units / power + 1e-9;
    ScaleBar bar;
    bar.length = power * (ratio >= 5 ? 5 : ratio >= 2 ? 2 : 1);
    bar.pixels = bar.length * perUnit;
    bar.text = base::number(bar.length, static_cast<int>(std::clamp(-exponent, 0.0, 12.0)));
    if (!unit.empty())
        bar.text += " " + unit;
    return bar;
}

void drawOverlays(imaging::Picture& picture, const RenderInput& input, const ViewState& state,
                  const RenderOptions& options, const Panes& panes)
{
    cv::Mat pixels(picture.height, picture.width, CV_8UC3, picture.bytes.data());
    const auto layout = paneLayout(state, options.width, options.height);
    for (std::size_t i = 0; i < panes.contents.size(); ++i) {
        const PaneRect& pane = layout[std::min(i, layout.size() - 1)];
        Sheet sheet(pixels, pane, state.look.background);
        if (options.scaleBar && i < layout.size())
            drawScaleBar(sheet, pane, scaleBar(state.camera, pane, 0.2 * pane.width, options.unit));
        drawHead(sheet, pane, state.curtain && i == 1, options.titles ? titleOf(panes.content(i)) : std::string(),
                 options.legend ? legendOf(input, panes, i) : Legend());
    }
}

} // namespace maquette::cloud
