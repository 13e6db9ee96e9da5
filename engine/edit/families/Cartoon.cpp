// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/families/Cartoon.h"

#include "edit/families/EdgePlanes.h"
#include "edit/families/Minimize.h"
#include "edit/families/Samples.h"

#include <algorithm>
#include <cmath>

namespace maquette::edit {

using namespace look;

namespace {

struct Comic {
    int levels = 4;
    bool round = false; ///< levels by rounding; else by cutting x * levels
    double sigma = 0; ///< blur before, relative to the scale
    double strength = 3; ///< of the dark edges
};

inline float cut(float x, int levels, bool round)
{
    const float value
        = round ? std::floor(x * static_cast<float>(levels - 1) + 0.5F) : std::floor(x * static_cast<float>(levels));
    return clampUnit(value / static_cast<float>(levels - 1));
}

class CartoonStep : public Step {
public:
    explicit CartoonStep(const Comic& comic)
        : m_comic(comic)
    {
    }

    [[nodiscard]] std::string kind() const override { return "cartoon"; }
    [[nodiscard]] base::Message describe() const override
    {
        return {QT_TRANSLATE_NOOP("Engine", "Cartoon of %1 levels per channel with dark edges"),
                {std::to_string(m_comic.levels)}};
    }
    [[nodiscard]] base::ParameterTable parameters() const override
    {
        base::Parameter levels
            = slider("levels", {QT_TRANSLATE_NOOP("Engine", "Levels")},
                     {QT_TRANSLATE_NOOP("Engine", "Shades that each channel keeps.")}, m_comic.levels, 2, 32, 1);
        levels.type = base::Parameter::Type::Integer;
        levels.defaultValue = static_cast<std::int64_t>(m_comic.levels);
        return {levels,
                slider("edges", {QT_TRANSLATE_NOOP("Engine", "Edges")},
                       {QT_TRANSLATE_NOOP("Engine", "How dark the edges are.")}, m_comic.strength, 0, 20, 0.1),
                slider("smoothing", {QT_TRANSLATE_NOOP("Engine", "Smoothing")},
                       {QT_TRANSLATE_NOOP("Engine", "Blur before the levels, in percent of the picture's size.")},
                       m_comic.sigma * 100, 0, 5, 0.01, "%")};
    }
    [[nodiscard]] StepPtr adjusted(const base::ParameterValues& values) const override
    {
        Comic comic = m_comic;
        comic.levels = static_cast<int>(values.integer("levels"));
        comic.strength = values.real("edges");
        comic.sigma = values.real("smoothing") / 100;
        return std::make_shared<CartoonStep>(comic);
    }
    [[nodiscard]] imaging::Image apply(const imaging::Image& image) const override
    {
        const double sigma = m_comic.sigma * std::sqrt(static_cast<double>(image.area()));
        imaging::Image soft(image.width, image.height);
        for (int c = 0; c < 3; ++c) {
            const Plane plane = blurredPlane(channelPlane(image, c), sigma);
            std::copy(plane.data.begin(), plane.data.end(), soft.plane(c));
        }
        const Plane edges = sobelPlane(lumaPlane(soft));
        const auto k = static_cast<float>(m_comic.strength);
        forRows(image, [&](int begin, int end) {
            for (int c = 0; c < 3; ++c) {
                for (int y = begin; y < end; ++y) {
                    const float* edge = edges.row(y);
                    float* out = soft.row(c, y);
                    for (int x = 0; x < image.width; ++x)
                        out[x] = cut(out[x], m_comic.levels, m_comic.round) * (1 - clampUnit(k * edge[x]));
                }
            }
        });
        return soft;
    }
    [[nodiscard]] base::Json toJson() const override
    {
        return {{"kind", kind()},
                {"levels", m_comic.levels},
                {"round", m_comic.round},
                {"sigma", m_comic.sigma},
                {"strength", m_comic.strength}};
    }

private:
    Comic m_comic;
};

base::Result<StepPtr> buildCartoon(const base::Json& json)
{
    fit::Fields reader(json);
    Comic comic;
    comic.levels = reader.integer("levels", 2, 256);
    comic.round = reader.boolean("round");
    comic.sigma = reader.real("sigma", 0, 0.5);
    comic.strength = reader.real("strength", 0, 100);
    if (!reader.ok())
        return reader.error();
    return StepPtr(std::make_shared<CartoonStep>(comic));
}

/// What the samples see of the blurred source.
struct Soft {
    std::array<std::vector<float>, 3> color;
    std::vector<float> edge;
};

Soft softAt(const imaging::Image& source, const Samples& samples, double sigma)
{
    Soft soft;
    imaging::Image image(source.width, source.height);
    for (int c = 0; c < 3; ++c) {
        const Plane plane = blurredPlane(channelPlane(source, c), sigma);
        std::copy(plane.data.begin(), plane.data.end(), image.plane(c));
        for (std::size_t i = 0; i < samples.size(); ++i)
            soft.color[c].push_back(plane.row(samples.row[i])[samples.column[i]]);
    }
    const Plane edges = sobelPlane(lumaPlane(image));
    for (std::size_t i = 0; i < samples.size(); ++i)
        soft.edge.push_back(edges.row(samples.row[i])[samples.column[i]]);
    return soft;
}

/// Mean absolute error of a look; absolute because a value cut to the wrong level is wrong by much.
double errorOf(const Samples& samples, const Soft& soft, const Comic& comic)
{
    double sum = 0;
    const auto k = static_cast<float>(comic.strength);
    for (int c = 0; c < 3; ++c) {
        for (std::size_t i = 0; i < samples.size(); ++i) {
            const float guess = cut(soft.color[c][i], comic.levels, comic.round) * (1 - clampUnit(k * soft.edge[i]));
            sum += std::abs(guess - samples.after[c][i]);
        }
    }
    return sum / (3.0 * static_cast<double>(samples.size()));
}

double searchLook(const Samples& samples, const Soft& soft, Comic& comic)
{
    double best = 1e9;
    for (int levels = 2; levels <= 8; ++levels) {
        for (bool round : {false, true}) {
            for (double strength : {1.0, 3.0, 6.0}) {
                const Comic tried{levels, round, comic.sigma, strength};
                const double error = errorOf(samples, soft, tried);
                if (error < best) {
                    best = error;
                    comic = tried;
                }
            }
        }
    }
    return best;
}

double plainError(const Samples& samples)
{
    double sum = 0;
    for (int c = 0; c < 3; ++c) {
        for (std::size_t i = 0; i < samples.size(); ++i)
            sum += std::abs(samples.after[c][i] - samples.before[c][i]);
    }
    return sum / (3.0 * static_cast<double>(samples.size()));
}

void propose(const FitContext& context, std::vector<Proposal>& proposals)
{
    const int least = std::min(context.source.width, context.source.height);
    if (least < 16)
        return;
    const int few = context.quick ? 150 : 300;
    // A small part decides whether the look is worth a search.
    const ExampleCrop small(context, 64, 6);
    const FitContext smallPart = small.context();
    const Samples smallSamples = takeSamples(smallPart, few);
    if (smallSamples.size() < 40 || smallSamples.change() < 4e-4)
        return;
    const double plain = plainError(smallSamples);
    Comic first;
    double seen = 1e9;
    for (double sigma : {1.0, 2.2}) {
        Comic tried;
        tried.sigma = sigma;
        const double error = searchLook(smallSamples, softAt(small.source(), smallSamples, sigma), tried);
        if (error < seen) {
            seen = error;
            first = tried;
        }
    }
    if (seen > 0.55 * plain)
        return;
    const ExampleCrop crop(context, context.quick ? 64 : 160, 12);
    const FitContext part = crop.context();
    const Samples samples = takeSamples(part, context.quick ? 400 : 2500);
    if (samples.size() < 40)
        return;
    double best = 1e9;
    Comic found;
    for (double sigma : {0.0, 0.6, 1.0, 1.5, 2.2, 3.3}) {
        Comic tried;
        tried.sigma = sigma;
        const double error = searchLook(samples, softAt(crop.source(), samples, sigma), tried);
        if (error < best) {
            best = error;
            found = tried;
        }
    }
    std::vector<double> point{found.sigma, found.strength};
    const auto limited = [&](const std::vector<double>& p) {
        return Comic{found.levels, found.round, std::clamp(p[0], 0.0, 6.0), std::clamp(p[1], 0.0, 30.0)};
    };
    minimize(point, {0.15, 0.4}, context.quick ? 14 : 36, [&](const std::vector<double>& p) {
        const Comic tried = limited(p);
        return errorOf(samples, softAt(crop.source(), samples, tried.sigma), tried);
    });
    found = limited(point);
    found.sigma /= context.scale;
    proposals.push_back({std::make_shared<CartoonStep>(found), 0.7});
}

} // namespace

Family cartoonFamily() { return {"cartoon", &propose, {{"cartoon", &buildCartoon}}}; }

} // namespace maquette::edit
