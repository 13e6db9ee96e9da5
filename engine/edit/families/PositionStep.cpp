// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/families/PositionStep.h"

#include "base/Simd.h"
#include "base/Threads.h"
#include "edit/families/StepTools.h"
#include "edit/fit/Fields.h"

#include <algorithm>
#include <cmath>

namespace maquette::edit {

namespace {

using imaging::Image;
using Shape = LightField::Shape;

const std::vector<std::string> shapeNames{"ellipse", "circle", "linear", "surface"};

MAQUETTE_SIMD void readProfile(const float* knots, int count, float scale, const float* coordinate, float* out,
                               std::size_t n)
{
    const auto last = static_cast<float>(count - 1);
    for (std::size_t i = 0; i < n; ++i) {
        const float position = std::min(std::max(coordinate[i] * scale, 0.0F), last);
        const int k = std::min(static_cast<int>(position), count - 2);
        out[i] = knots[k] + (position - static_cast<float>(k)) * (knots[k + 1] - knots[k]);
    }
}

MAQUETTE_SIMD void radialRow(float startX, float stepX, float dy2, float* out, std::size_t n)
{
    for (std::size_t i = 0; i < n; ++i) {
        const float dx = startX + stepX * static_cast<float>(i);
        out[i] = std::sqrt(dx * dx + dy2);
    }
}

MAQUETTE_SIMD void polynomialRow(const float* k, float start, float step, float* out, std::size_t n)
{
    for (std::size_t i = 0; i < n; ++i) {
        const float x = start + step * static_cast<float>(i);
        out[i] = k[0] + x * (k[1] + x * (k[2] + x * (k[3] + x * k[4])));
    }
}

MAQUETTE_SIMD void lighten(const float* in, const float* gain, const float* offset, float strength, float* out,
                           std::size_t n)
{
    for (std::size_t i = 0; i < n; ++i)
        out[i] = in[i] * (1 + strength * (gain[i] - 1)) + strength * offset[i];
}

/// Gain and offset of one row of a picture, before strength.
struct Rows {
    std::vector<float> coordinate;
    std::array<std::vector<float>, 3> gain;
    std::array<std::vector<float>, 3> offset;

    explicit Rows(int width)
        : coordinate(width)
    {
        for (int c = 0; c < 3; ++c) {
            gain[c].resize(width);
            offset[c].assign(width, 0);
        }
    }
    void fill(const LightField& field, int y, int width, int height);
};

/// The polynomial of x that a surface is along one row.
void rowPolynomial(const std::vector<float>& surface, int degree, float v, float* k)
{
    std::fill(k, k + 5, 0.0F);
    int term = 0;
    for (int total = 0; total <= degree; ++total)
        for (int py = 0; py <= total; ++py, ++term)
            k[total - py] += surface[term] * std::pow(v, static_cast<float>(py));
}

void Rows::fill(const LightField& f, int y, int width, int height)
{
    const auto n = static_cast<std::size_t>(width);
    const float v = (static_cast<float>(y) + 0.5F) / static_cast<float>(height);
    const float step = 1.0F / static_cast<float>(width);
    if (f.shape == Shape::Surface) {
        float k[5];
        for (int c = 0; c < 3; ++c) {
            rowPolynomial(f.gainSurface[c], f.degree, 2 * v - 1, k);
            polynomialRow(k, step - 1, 2 * step, gain[c].data(), n);
            if (f.offsetSurface[c].empty())
                continue;
            rowPolynomial(f.offsetSurface[c], f.degree, 2 * v - 1, k);
            polynomialRow(k, step - 1, 2 * step, offset[c].data(), n);
        }
        return;
    }
    if (f.shape == Shape::Linear) {
        for (int x = 0; x < width; ++x)
            coordinate[x] = fieldCoordinate(f, (static_cast<float>(x) + 0.5F) * step, v, width, height);
    } else {
        const double diagonal = std::sqrt(double(width) * width + double(height) * height);
        const double unitX = f.shape == Shape::Ellipse ? std::sqrt(2.0) : 2 * width / diagonal;
        const double unitY = f.shape == Shape::Ellipse ? std::sqrt(2.0) : 2 * height / diagonal;
        const auto dy = static_cast<float>((v - f.centerY) * unitY);
        radialRow(static_cast<float>((0.5 * step - f.centerX) * unitX), static_cast<float>(step * unitX), dy * dy,
                  coordinate.data(), n);
    }
    const auto scale = static_cast<float>((static_cast<double>(f.gain.size()) - 1) / (f.reach * f.size));
    readProfile(f.gain.data(), static_cast<int>(f.gain.size()), scale, coordinate.data(), gain[0].data(), n);
    for (int c = 0; c < 3; ++c) {
        if (c > 0)
            std::copy(gain[0].begin(), gain[0].end(), gain[c].begin());
        if (!f.offset[c].empty())
            readProfile(f.offset[c].data(), static_cast<int>(f.offset[c].size()), scale, coordinate.data(),
                        offset[c].data(), n);
    }
}

class PositionStep final : public Step {
public:
    explicit PositionStep(const LightField& field)
        : m_field(field)
    {
    }

    [[nodiscard]] std::string kind() const override { return "position"; }
    [[nodiscard]] base::Message describe() const override;
    [[nodiscard]] base::ParameterTable parameters() const override;
    [[nodiscard]] StepPtr adjusted(const base::ParameterValues& values) const override;
    [[nodiscard]] Image apply(const Image& image) const override;
    [[nodiscard]] base::Json toJson() const override;
    [[nodiscard]] bool peel(Image& target, std::vector<float>& weights) const override;

private:
    /// What becomes of middle gray at a relative place of a square picture, as a relative change.
    [[nodiscard]] double change(float x, float y) const;

    LightField m_field;
};

double PositionStep::change(float x, float y) const
{
    constexpr int side = 64;
    Rows rows(side);
    rows.fill(m_field, std::min(side - 1, static_cast<int>(y * side)), side, side);
    const int i = std::min(side - 1, static_cast<int>(x * side));
    double total = 0;
    for (int c = 0; c < 3; ++c)
        total += m_field.strength * (0.5 * (rows.gain[c][i] - 1) + rows.offset[c][i]) / 0.5;
    return total / 3;
}

base::Message PositionStep::describe() const
{
    const auto percent = [](double value) { return base::number(100 * std::abs(value), 0); };
    const LightField& f = m_field;
    if (f.shape == Shape::Ellipse || f.shape == Shape::Circle) {
        const double corner = 0.25 * (change(0, 0) + change(1, 0) + change(0, 1) + change(1, 1));
        return corner < 0
            ? base::Message{QT_TRANSLATE_NOOP("Engine", "Darker to the corners by %1 %"), {percent(corner)}}
            : base::Message{QT_TRANSLATE_NOOP("Engine", "Lighter to the corners by %1 %"), {percent(corner)}};
    }
    const double ends[4] = {change(0.5F, 0), change(0.5F, 1), change(0, 0.5F), change(1, 0.5F)};
    if (f.shape == Shape::Linear) {
        const auto* strongest
            = std::max_element(ends, ends + 4, [](double a, double b) { return std::abs(a) < std::abs(b); });
        const bool dark = *strongest < 0;
        const std::vector<std::string> amount{percent(*strongest)};
        switch (strongest - ends) {
        case 0:
            return dark ? base::Message{QT_TRANSLATE_NOOP("Engine", "Darker to the top by %1 %"), amount}
                        : base::Message{QT_TRANSLATE_NOOP("Engine", "Lighter to the top by %1 %"), amount};
        case 1:
            return dark ? base::Message{QT_TRANSLATE_NOOP("Engine", "Darker to the bottom by %1 %"), amount}
                        : base::Message{QT_TRANSLATE_NOOP("Engine", "Lighter to the bottom by %1 %"), amount};
        case 2:
            return dark ? base::Message{QT_TRANSLATE_NOOP("Engine", "Darker to the left by %1 %"), amount}
                        : base::Message{QT_TRANSLATE_NOOP("Engine", "Lighter to the left by %1 %"), amount};
        default:
            return dark ? base::Message{QT_TRANSLATE_NOOP("Engine", "Darker to the right by %1 %"), amount}
                        : base::Message{QT_TRANSLATE_NOOP("Engine", "Lighter to the right by %1 %"), amount};
        }
    }
    return {QT_TRANSLATE_NOOP("Engine", "Light changed over the picture")};
}

base::ParameterTable PositionStep::parameters() const
{
    const LightField& f = m_field;
    base::ParameterTable table{percentParameter("strength", QT_TRANSLATE_NOOP("Engine", "Strength"),
                                                QT_TRANSLATE_NOOP("Engine", "How much of the change is applied."),
                                                f.strength, 0, 200)};
    if (f.shape == Shape::Surface)
        return table;
    table.push_back(percentParameter("size", QT_TRANSLATE_NOOP("Engine", "Size"),
                                     QT_TRANSLATE_NOOP("Engine", "How far the untouched part reaches."), f.size, 30,
                                     300));
    if (f.shape != Shape::Linear) {
        table.push_back(percentParameter("center-x", QT_TRANSLATE_NOOP("Engine", "Center across"),
                                         QT_TRANSLATE_NOOP("Engine", "In percent of the width."), f.centerX, 0, 100));
        table.push_back(percentParameter("center-y", QT_TRANSLATE_NOOP("Engine", "Center down"),
                                         QT_TRANSLATE_NOOP("Engine", "In percent of the height."), f.centerY, 0, 100));
    }
    return table;
}

StepPtr PositionStep::adjusted(const base::ParameterValues& values) const
{
    LightField f = m_field;
    f.strength = values.real("strength") / 100;
    if (f.shape != Shape::Surface)
        f.size = values.real("size") / 100;
    if (f.shape == Shape::Ellipse || f.shape == Shape::Circle) {
        f.centerX = values.real("center-x") / 100;
        f.centerY = values.real("center-y") / 100;
    }
    return makePosition(f);
}

Image PositionStep::apply(const Image& image) const
{
    Image result;
    result.width = image.width;
    result.height = image.height;
    result.data.resize(image.data.size());
    const auto n = static_cast<std::size_t>(image.width);
    const std::int64_t grain = std::max<std::int64_t>(1, 32768 / std::max(1, image.width));
    base::parallelFor(image.height, grain, [&](std::int64_t begin, std::int64_t end) {
        Rows rows(image.width);
        for (auto y = static_cast<int>(begin); y < end; ++y) {
            rows.fill(m_field, y, image.width, image.height);
            for (int c = 0; c < 3; ++c)
                lighten(image.row(c, y), rows.gain[c].data(), rows.offset[c].data(),
                        static_cast<float>(m_field.strength), result.row(c, y), n);
        }
    });
    return result;
}

bool PositionStep::peel(Image& target, std::vector<float>& weights) const
{
    const auto strength = static_cast<float>(m_field.strength);
    const std::int64_t grain = std::max<std::int64_t>(1, 32768 / std::max(1, target.width));
    base::parallelFor(target.height, grain, [&](std::int64_t begin, std::int64_t end) {
        Rows rows(target.width);
        for (auto y = static_cast<int>(begin); y < end; ++y) {
            rows.fill(m_field, y, target.width, target.height);
            float* weight = weights.data() + static_cast<std::size_t>(y) * target.width;
            for (int x = 0; x < target.width; ++x) {
                float known = 1;
                for (int c = 0; c < 3; ++c) {
                    const float gain = 1 + strength * (rows.gain[c][x] - 1);
                    float& value = target.row(c, y)[x];
                    value = std::clamp((value - strength * rows.offset[c][x]) / std::max(gain, 0.05F), 0.0F, 1.0F);
                    known = std::min(known, gain < 0.05F ? 0.0F : gain);
                }
                weight[x] *= known;
            }
        }
    });
    return true;
}

base::Json list(const std::vector<float>& values)
{
    base::Json result = base::Json::array();
    for (const float value : values)
        result.push_back(value);
    return result;
}

constexpr std::array<const char*, 3> gainKeys{"gainRed", "gainGreen", "gainBlue"};
constexpr std::array<const char*, 3> offsetKeys{"offsetRed", "offsetGreen", "offsetBlue"};

base::Json PositionStep::toJson() const
{
    const LightField& f = m_field;
    base::Json json = {{"kind", "position"},
                       {"shape", shapeNames[static_cast<std::size_t>(f.shape)]},
                       {"center", {f.centerX, f.centerY}},
                       {"angle", f.angle},
                       {"strength", f.strength},
                       {"size", f.size}};
    if (f.shape == Shape::Surface) {
        json["degree"] = f.degree;
        for (int c = 0; c < 3; ++c) {
            json[gainKeys[c]] = list(f.gainSurface[c]);
            if (!f.offsetSurface[c].empty())
                json[offsetKeys[c]] = list(f.offsetSurface[c]);
        }
        return json;
    }
    json["reach"] = f.reach;
    json["gain"] = list(f.gain);
    if (!f.offset[0].empty())
        for (int c = 0; c < 3; ++c)
            json[offsetKeys[c]] = list(f.offset[c]);
    return json;
}

} // namespace

float fieldCoordinate(const LightField& f, float x, float y, int width, int height)
{
    if (f.shape == Shape::Linear) {
        const double along = (x - 0.5) * std::cos(f.angle) + (y - 0.5) * std::sin(f.angle);
        const double most = 0.5 * (std::abs(std::cos(f.angle)) + std::abs(std::sin(f.angle)));
        return static_cast<float>(0.5 + 0.5 * along / most);
    }
    const double diagonal = std::sqrt(double(width) * width + double(height) * height);
    const double unitX = f.shape == Shape::Ellipse ? std::sqrt(2.0) : 2 * width / diagonal;
    const double unitY = f.shape == Shape::Ellipse ? std::sqrt(2.0) : 2 * height / diagonal;
    const double dx = (x - f.centerX) * unitX;
    const double dy = (y - f.centerY) * unitY;
    return static_cast<float>(std::sqrt(dx * dx + dy * dy));
}

void surfaceRow(int degree, float x, float y, float* terms)
{
    const float u = 2 * x - 1;
    const float v = 2 * y - 1;
    int term = 0;
    for (int total = 0; total <= degree; ++total)
        for (int py = 0; py <= total; ++py, ++term) {
            float value = 1;
            for (int i = 0; i < total - py; ++i)
                value *= u;
            for (int i = 0; i < py; ++i)
                value *= v;
            terms[term] = value;
        }
}

StepPtr makePosition(const LightField& field) { return std::make_shared<PositionStep>(field); }

base::Result<StepPtr> positionFromJson(const base::Json& json)
{
    fit::Fields fields(json);
    LightField f;
    f.shape = static_cast<Shape>(fields.place("shape", shapeNames));
    f.angle = fields.real("angle", -10, 10);
    f.strength = fields.real("strength", -10, 10);
    f.size = fields.real("size", 0.01, 100);
    const auto center = fields.reals("center", 2, -10, 10);
    f.centerX = center[0];
    f.centerY = center[1];
    if (f.shape == Shape::Surface) {
        f.degree = fields.integer("degree", 0, 4);
        const auto terms = static_cast<std::size_t>(surfaceTerms(f.degree));
        for (int c = 0; c < 3; ++c) {
            f.gainSurface[c] = fields.reals(gainKeys[c], terms, terms, -1e3, 1e3);
            if (fields.has(offsetKeys[0]))
                f.offsetSurface[c] = fields.reals(offsetKeys[c], terms, terms, -1e3, 1e3);
        }
    } else {
        f.reach = fields.real("reach", 0.01, 100);
        f.gain = fields.reals("gain", 2, 1024, -1e3, 1e3);
        if (fields.has(offsetKeys[0]))
            for (int c = 0; c < 3; ++c)
                f.offset[c] = fields.reals(offsetKeys[c], 2, 1024, -1e3, 1e3);
        if (fields.has(offsetKeys[0])
            && std::any_of(f.offset.begin(), f.offset.end(), [&](const auto& o) { return o.size() != f.gain.size(); }))
            fields.refuse(offsetKeys[0]);
    }
    if (const auto fine = fields.check(); !fine.ok())
        return fine.error();
    return makePosition(f);
}

} // namespace maquette::edit
