// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/families/Posterize.h"

#include "edit/families/EdgePlanes.h"
#include "edit/families/Samples.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace maquette::edit {

using namespace look;

namespace {

/// A staircase: value[k] for inputs from threshold[k - 1] up to threshold[k].
struct Stairs {
    std::vector<double> thresholds; ///< rising
    std::vector<double> values; ///< one more than thresholds

    [[nodiscard]] float at(float x) const
    {
        const auto k
            = std::upper_bound(thresholds.begin(), thresholds.end(), static_cast<double>(x)) - thresholds.begin();
        return static_cast<float>(values[static_cast<std::size_t>(k)]);
    }
};

enum class Form { Cut, Round, Free };

const std::vector<const char*>& formNames()
{
    static const std::vector<const char*> names{"cut", "round", "free"};
    return names;
}

float level(float x, int levels, Form form)
{
    const auto most = static_cast<float>(levels - 1);
    if (form == Form::Cut)
        return std::clamp(std::floor(x * static_cast<float>(levels)), 0.0F, most) / most;
    return std::clamp(std::floor(x * most + 0.5F), 0.0F, most) / most;
}

struct Levels {
    Form form = Form::Cut;
    bool gray = false; ///< of luma
    int count = 4; ///< Cut and Round
    std::array<Stairs, 3> stairs; ///< Free

    [[nodiscard]] float at(int channel, float x) const
    {
        return form == Form::Free ? stairs[channel].at(x) : level(x, count, form);
    }
};

class PosterizeStep : public Step {
public:
    explicit PosterizeStep(Levels levels)
        : m_levels(std::move(levels))
    {
    }

    [[nodiscard]] std::string kind() const override { return "posterize"; }
    [[nodiscard]] base::Message describe() const override
    {
        const std::string count = std::to_string(m_levels.count);
        if (m_levels.gray)
            return {QT_TRANSLATE_NOOP("Engine", "Posterized to %1 grays"), {count}};
        return {QT_TRANSLATE_NOOP("Engine", "Posterized to %1 levels"), {count}};
    }
    [[nodiscard]] base::ParameterTable parameters() const override
    {
        if (m_levels.form == Form::Free)
            return {};
        base::Parameter levels
            = slider("levels", {QT_TRANSLATE_NOOP("Engine", "Levels")},
                     {QT_TRANSLATE_NOOP("Engine", "Shades that each channel keeps.")}, m_levels.count, 2, 64, 1);
        levels.type = base::Parameter::Type::Integer;
        levels.defaultValue = static_cast<std::int64_t>(m_levels.count);
        return {levels};
    }
    [[nodiscard]] StepPtr adjusted(const base::ParameterValues& values) const override
    {
        Levels levels = m_levels;
        if (m_levels.form != Form::Free)
            levels.count = static_cast<int>(values.integer("levels"));
        return std::make_shared<PosterizeStep>(std::move(levels));
    }
    [[nodiscard]] imaging::Image apply(const imaging::Image& image) const override
    {
        imaging::Image result(image.width, image.height);
        const Plane luma = m_levels.gray ? lumaPlane(image) : Plane();
        forRows(image, [&](int begin, int end) {
            for (int c = 0; c < 3; ++c) {
                for (int y = begin; y < end; ++y) {
                    const float* in = m_levels.gray ? luma.row(y) : image.row(c, y);
                    float* out = result.row(c, y);
                    for (int x = 0; x < image.width; ++x)
                        out[x] = m_levels.at(c, in[x]);
                }
            }
        });
        return result;
    }
    [[nodiscard]] base::Json toJson() const override
    {
        base::Json stairs = base::Json::array();
        for (int c = 0; c < 3 && m_levels.form == Form::Free; ++c) {
            stairs.push_back({{"thresholds", m_levels.stairs[c].thresholds}, {"values", m_levels.stairs[c].values}});
        }
        return {{"kind", kind()},
                {"form", formNames()[static_cast<std::size_t>(m_levels.form)]},
                {"gray", m_levels.gray},
                {"levels", m_levels.count},
                {"stairs", std::move(stairs)}};
    }
    /// A color gives a color, whatever lies around it.
    [[nodiscard]] bool pointwise() const override { return true; }

private:
    Levels m_levels;
};

base::Result<StepPtr> buildPosterize(const base::Json& json)
{
    fit::Fields reader(json);
    Levels levels;
    levels.form = static_cast<Form>(reader.place("form", formNames()));
    levels.gray = reader.boolean("gray");
    levels.count = reader.integer("levels", 2, 256);
    const auto list = json.find("stairs");
    const std::size_t wanted = levels.form == Form::Free ? 3 : 0;
    if (list == json.end() || !list->is_array() || list->size() != wanted)
        reader.refuse("stairs", "not a list of the right length");
    for (std::size_t c = 0; reader.ok() && c < wanted; ++c) {
        const base::Json& item = (*list)[c];
        const auto values = item.is_object() ? item.find("values") : item.end();
        if (values == item.end() || !values->is_array() || values->empty() || values->size() > 256) {
            reader.refuse("stairs", "no values");
            break;
        }
        fit::Fields inner(item);
        Stairs& stairs = levels.stairs[c];
        stairs.values = inner.reals("values", values->size(), -10, 10);
        stairs.thresholds = inner.reals("thresholds", values->size() - 1, -10, 10);
        if (!inner.ok())
            return inner.error();
        if (!std::is_sorted(stairs.thresholds.begin(), stairs.thresholds.end()))
            reader.refuse("stairs", "thresholds do not rise");
    }
    if (!reader.ok())
        return reader.error();
    return StepPtr(std::make_shared<PosterizeStep>(std::move(levels)));
}

/// The few values that nearly all samples of one channel have; empty when there are more than 16.
std::vector<double> valuesOf(const std::vector<float>& samples)
{
    std::array<int, 258> histogram{};
    for (float v : samples)
        ++histogram[1 + static_cast<int>(std::lround(clampUnit(v) * 255))];
    const int least = std::max(2, static_cast<int>(samples.size() / 250));
    std::vector<double> values;
    int covered = 0;
    for (int i = 1; i < 257; ++i) {
        // Rounding on the way to the file may spread a level over two neighbors.
        const int here = histogram[i];
        if (here < least || here < histogram[i - 1] || here <= histogram[i + 1])
            continue;
        covered += histogram[i - 1] + here + histogram[i + 1];
        values.push_back(
            (i - 1
             + (histogram[i + 1] - histogram[i - 1]) / static_cast<double>(histogram[i - 1] + here + histogram[i + 1]))
            / 255);
    }
    if (values.size() > 16 || covered < 0.96 * static_cast<double>(samples.size()))
        return {};
    return values;
}

double errorOf(const Samples& samples, const Levels& levels)
{
    double sum = 0;
    for (int c = 0; c < 3; ++c) {
        const std::vector<float>& in = levels.gray ? samples.luma : samples.before[c];
        for (std::size_t i = 0; i < samples.size(); ++i) {
            const double d = levels.at(c, in[i]) - samples.after[c][i];
            sum += d * d;
        }
    }
    return sum / (3.0 * static_cast<double>(samples.size()));
}

/// Thresholds between known values that put the fewest samples on the wrong step.
Stairs fitStairs(const std::vector<float>& in, const std::vector<float>& out, std::vector<double> values)
{
    double slope = 0;
    const double meanIn = std::accumulate(in.begin(), in.end(), 0.0) / static_cast<double>(in.size());
    for (std::size_t i = 0; i < in.size(); ++i)
        slope += (in[i] - meanIn) * out[i];
    if (slope < 0)
        std::reverse(values.begin(), values.end());
    std::vector<std::pair<float, int>> samples(in.size());
    for (std::size_t i = 0; i < in.size(); ++i) {
        int nearest = 0;
        for (std::size_t k = 1; k < values.size(); ++k) {
            if (std::abs(values[k] - out[i]) < std::abs(values[static_cast<std::size_t>(nearest)] - out[i]))
                nearest = static_cast<int>(k);
        }
        samples[i] = {in[i], nearest};
    }
    std::sort(samples.begin(), samples.end());
    Stairs stairs;
    stairs.values = values;
    for (int k = 0; k + 1 < static_cast<int>(values.size()); ++k) {
        // Samples of higher steps belong above the threshold, all others below it.
        int wrong = static_cast<int>(
            std::count_if(samples.begin(), samples.end(), [&](const auto& s) { return s.second <= k; }));
        int best = wrong;
        double threshold = samples.front().first - 1e-3;
        for (std::size_t i = 0; i < samples.size(); ++i) {
            wrong += samples[i].second > k ? 1 : -1;
            const bool last = i + 1 == samples.size();
            if (!last && samples[i + 1].first == samples[i].first)
                continue;
            if (wrong < best) {
                best = wrong;
                threshold = last ? samples[i].first + 1e-3 : (samples[i].first + samples[i + 1].first) / 2.0;
            }
        }
        const double floor = stairs.thresholds.empty() ? threshold : stairs.thresholds.back();
        stairs.thresholds.push_back(std::max(floor, threshold));
    }
    return stairs;
}

void propose(const FitContext& context, std::vector<Proposal>& proposals)
{
    const Samples samples = takeSamples(context, context.quick ? 400 : 2000);
    if (samples.size() < 40 || samples.change() < 1e-5)
        return;
    std::array<std::vector<double>, 3> values;
    std::size_t most = 0;
    for (int c = 0; c < 3; ++c) {
        values[c] = valuesOf(samples.after[c]);
        if (values[c].empty())
            return;
        most = std::max(most, values[c].size());
    }
    if (most < 2)
        return;
    const bool gray = samples.grayAfter();
    const double change = samples.change();
    Levels best;
    double least = 0.5 * change;
    const std::size_t before = proposals.size();
    for (bool ofLuma : {false, true}) {
        if (ofLuma && !gray)
            continue;
        for (int count = std::max(2, static_cast<int>(most)); count <= 20; ++count) {
            for (Form form : {Form::Cut, Form::Round}) {
                const Levels tried{form, ofLuma, count, {}};
                const double error = errorOf(samples, tried);
                if (error < least) {
                    least = error;
                    best = tried;
                }
            }
        }
    }
    if (least < 0.5 * change)
        proposals.push_back({std::make_shared<PosterizeStep>(best), 0.3});
    if (least < 2e-4 && proposals.size() > before)
        return;
    Levels free{Form::Free, gray, static_cast<int>(most), {}};
    for (int c = 0; c < 3; ++c)
        free.stairs[c] = fitStairs(gray ? samples.luma : samples.before[c], samples.after[c], values[c]);
    if (errorOf(samples, free) < 0.5 * std::min(change, least))
        proposals.push_back({std::make_shared<PosterizeStep>(free), 0.8});
}

} // namespace

Family posterizeFamily() { return {"posterize", &propose, {{"posterize", &buildPosterize}}}; }

} // namespace maquette::edit
