// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/families/ColorFit.h"

#include "edit/families/ColorLattice.h"
#include "edit/fit/LeastSquares.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>

namespace maquette::edit {

namespace {

using Planes = std::array<std::vector<float>, 3>;

std::array<const float*, 3> pointers(const Planes& planes)
{
    return {planes[0].data(), planes[1].data(), planes[2].data()};
}

Planes mapped(const ColorMap& map, const Planes& source, std::size_t count)
{
    Planes result;
    for (auto& plane : result)
        plane.resize(count);
    map.apply(pointers(source), {result[0].data(), result[1].data(), result[2].data()}, count);
    return result;
}

/// Not cut at 50 dB as elsewhere: models that are right differ in how near they come to the rounding of 8 bits. Beyond
/// this they are all right.
constexpr double exact = 55;

double scoreOf(const ColorMap& map, const fit::Samples& samples)
{
    const Planes result = mapped(map, samples.source, samples.count);
    double error = 0;
    double mass = 1e-12;
    for (int c = 0; c < 3; ++c)
        for (std::size_t i = 0; i < samples.count; ++i) {
            const float y = samples.target[c][i];
            const float d = result[c][i] - y;
            // Being cut off is easy to get right and says little.
            const bool easy = (y <= fit::clippedLow || y >= fit::clippedHigh) && std::abs(d) < 0.004F;
            const float w = easy ? 0.05F * samples.weight[i] : samples.weight[i];
            error += w * d * d;
            mass += w;
        }
    return std::min(exact, -10 * std::log10(error / mass + 1e-7));
}

/// The weights of a fit that knows of cut-off samples: none where the prediction lies beyond the cut.
Planes censored(const fit::Samples& samples, const fit::AffineColor& color)
{
    Planes weights;
    for (int c = 0; c < 3; ++c) {
        weights[c].resize(samples.count);
        const auto& k = color[c];
        for (std::size_t i = 0; i < samples.count; ++i) {
            const float y = samples.target[c][i];
            weights[c][i] = samples.weight[i];
            if (y > fit::clippedLow && y < fit::clippedHigh)
                continue;
            const double p
                = k[0] + k[1] * samples.source[0][i] + k[2] * samples.source[1][i] + k[3] * samples.source[2][i];
            if ((y <= fit::clippedLow && p <= y) || (y >= fit::clippedHigh && p >= y))
                weights[c][i] = 0;
        }
    }
    return weights;
}

/// Curve of y on x, samples far from the first fit left out of a second one.
std::vector<float> robustCurve(const std::vector<float>& x, const std::vector<float>& y,
                               const std::vector<float>& weight, int knots, double low, double high)
{
    constexpr double stiffness = 2e-7;
    auto curve = fit::fitCurve(x.data(), y.data(), weight.data(), x.size(), knots, low, high, stiffness);
    if (curve.empty())
        return {};
    std::vector<float> result(curve.begin(), curve.end());
    ColorMap reader;
    std::vector<float> errors(x.size());
    const double toKnot = (knots - 1) / (high - low);
    double total = 0;
    double mass = 1e-12;
    for (std::size_t i = 0; i < x.size(); ++i) {
        const double position = std::clamp((x[i] - low) * toKnot, 0.0, knots - 1.0);
        const int k = std::min(static_cast<int>(position), knots - 2);
        const double f = position - k;
        errors[i] = static_cast<float>(std::abs(curve[k] + f * (curve[k + 1] - curve[k]) - y[i]));
        total += weight[i] * errors[i];
        mass += weight[i];
    }
    const auto limit = static_cast<float>(5 * total / mass + 0.004);
    std::vector<float> trimmed = weight;
    for (std::size_t i = 0; i < x.size(); ++i)
        if (errors[i] > limit)
            trimmed[i] *= limit / errors[i];
    curve = fit::fitCurve(x.data(), y.data(), trimmed.data(), x.size(), knots, low, high, stiffness);
    if (!curve.empty())
        result.assign(curve.begin(), curve.end());
    return result;
}

bool fitCurves(const fit::Samples& samples, int knots, ColorMap& map)
{
    for (int c = 0; c < 3; ++c) {
        map.before[c] = robustCurve(samples.source[c], samples.target[c], samples.weight, knots, 0, 1);
        if (map.before[c].empty())
            return false;
    }
    return true;
}

/// Curves on the outputs of an affine map; the map is refined with the slopes of the curves in turn.
bool fitMatrixCurves(const fit::Samples& samples, const fit::AffineColor& start, int knots, int rounds, ColorMap& map)
{
    map.matrix = start;
    const std::size_t n = samples.count;
    std::vector<float> u(n);
    std::vector<float> aim(n);
    std::vector<float> weight(n);
    const std::vector<float> ones(n, 1.0F);
    const std::array<const float*, 4> features{ones.data(), samples.source[0].data(), samples.source[1].data(),
                                               samples.source[2].data()};
    for (int c = 0; c < 3; ++c) {
        auto& k = map.matrix[c];
        for (int round = 0;; ++round) {
            double low = 1e9;
            double high = -1e9;
            for (std::size_t i = 0; i < n; ++i) {
                u[i] = static_cast<float>(k[0] + k[1] * samples.source[0][i] + k[2] * samples.source[1][i]
                                          + k[3] * samples.source[2][i]);
                low = std::min<double>(low, u[i]);
                high = std::max<double>(high, u[i]);
            }
            if (high - low < 1e-3)
                high = low + 1e-3;
            map.afterLow[c] = static_cast<float>(low);
            map.afterHigh[c] = static_cast<float>(high);
            map.after[c] = robustCurve(u, samples.target[c], samples.weight, knots, map.afterLow[c], map.afterHigh[c]);
            if (map.after[c].empty())
                return false;
            if (round >= rounds)
                break;
            const double toKnot = (knots - 1) / (high - low);
            for (std::size_t i = 0; i < n; ++i) {
                const double position = std::clamp((u[i] - low) * toKnot, 0.0, knots - 1.0);
                const int j = std::min(static_cast<int>(position), knots - 2);
                const double slope = (map.after[c][j + 1] - map.after[c][j]) * toKnot;
                const double value = map.after[c][j] + (position - j) * (map.after[c][j + 1] - map.after[c][j]);
                const double steep = std::max(0.05, std::abs(slope)) * (slope < 0 ? -1 : 1);
                aim[i] = static_cast<float>(u[i] + std::clamp((samples.target[c][i] - value) / steep, -0.3, 0.3));
                weight[i] = static_cast<float>(samples.weight[i] * slope * slope);
            }
            const auto next = fit::fitLinear(features, aim.data(), weight.data(), n, 1e-6, k);
            if (next.empty())
                break;
            std::copy(next.begin(), next.end(), k.begin());
        }
    }
    return true;
}

bool fitPolynomial(const fit::Samples& samples, const Planes& weights, const fit::AffineColor& start, ColorMap& map)
{
    constexpr int terms = ColorMap::polynomialTerms;
    map.matrix = start;
    const std::size_t n = samples.count;
    std::vector<float> storage(n * terms);
    std::array<float*, terms> planes{};
    for (int t = 0; t < terms; ++t)
        planes[t] = storage.data() + t * n;
    polynomialTerms(pointers(samples.source), n, planes);
    const std::array<const float*, terms> features = [&planes] {
        std::array<const float*, terms> list{};
        std::copy(planes.begin(), planes.end(), list.begin());
        return list;
    }();
    std::vector<float> rest(n);
    map.polynomial.clear();
    for (int c = 0; c < 3; ++c) {
        const auto& k = start[c];
        for (std::size_t i = 0; i < n; ++i)
            rest[i] = static_cast<float>(samples.target[c][i] - k[0] - k[1] * samples.source[0][i]
                                         - k[2] * samples.source[1][i] - k[3] * samples.source[2][i]);
        const auto x = fit::fitLinear(features, rest.data(), weights[c].data(), n, 2e-6);
        if (x.empty())
            return false;
        map.polynomial.insert(map.polynomial.end(), x.begin(), x.end());
    }
    return true;
}

Planes planesOf(const fit::Samples& samples, const ColorMap& map) { return mapped(map, samples.source, samples.count); }

/// Regions of the color space, dealt into folds: a third of the range of each channel wide, which holds one object with
/// its shades and leaves its neighbors out.
constexpr int foldCount = 4;
constexpr std::size_t foldSamples = 2048; // at most, of each fold
int foldOf(const fit::Samples& samples, std::size_t i)
{
    int cell = 0;
    for (int c = 0; c < 3; ++c)
        cell = cell * 3 + std::clamp(static_cast<int>(samples.source[c][i] * 3), 0, 2);
    constexpr std::array<std::uint8_t, 27> dealt{0, 1, 2, 3, 2, 0, 1, 3, 1, 2, 3, 0, 1, 0,
                                                 2, 3, 0, 1, 3, 2, 0, 2, 1, 3, 0, 1, 2};
    return dealt[cell];
}

/// At most about `limit` samples of a fold, or of all others.
fit::Samples part(const fit::Samples& samples, int fold, bool inside, std::size_t limit)
{
    fit::Samples out;
    const std::size_t stride = std::max<std::size_t>(1, samples.count / limit);
    for (std::size_t i = 0; i < samples.count; i += stride) {
        if ((foldOf(samples, i) == fold) != inside)
            continue;
        for (int c = 0; c < 3; ++c) {
            out.source[c].push_back(samples.source[c][i]);
            out.target[c].push_back(samples.target[c][i]);
        }
        out.weight.push_back(samples.weight[i]);
    }
    out.count = out.weight.size();
    return out;
}

/// A way to fit a model, so that it can be fitted again to a part of the colors.
using Fitter = std::function<bool(const fit::Samples&, ColorMap&)>;

/// Share of the colors of another picture that the example is taken not to show.
constexpr double unseenShare = 0.3;
/// A model whose value lies this far (dB) under the best on the colors of the example is not asked about others.
constexpr double hopeless = 25;

fit::AffineColor affineOf(const fit::Samples& samples)
{
    return fit::fitAffineColor(pointers(samples.source), pointers(samples.target), samples.weight.data(), samples.count,
                               2);
}

/// A fold of the colors, and what is left for a fit.
struct Fold {
    fit::Samples asked;
    fit::Samples given;
    std::vector<ColorForm> forms; ///< with a name, fitted to `given`
};

std::vector<Fold> foldsOf(const fit::Samples& samples, std::size_t limit, bool bent)
{
    std::vector<Fold> list;
    for (int fold = 0; fold < foldCount; ++fold) {
        Fold parts{part(samples, fold, true, limit), part(samples, fold, false, limit), {}};
        // Too few to judge by, or too few left to fit to.
        if (parts.asked.count >= 8 && parts.given.count >= std::max<std::size_t>(64, parts.asked.count / 4))
            list.push_back(std::move(parts));
    }
    for (Fold& fold : list) {
        const Planes weights = censored(fold.given, affineOf(fold.given));
        fold.forms = fitColorForms(fold.given, weights, false);
        if (!bent)
            continue;
        for (ColorForm& form : fitColorForms(fold.given, weights, true))
            fold.forms.push_back(std::move(form));
    }
    return list;
}

using FoldFitter = std::function<bool(const Fold&, ColorMap&)>;

/// Mean squared error on regions of the color space that were left out of the fit; `known` where none can be.
double unseenError(const FoldFitter& fitter, const std::vector<Fold>& folds, double known)
{
    double error = 0;
    double mass = 0;
    for (const Fold& fold : folds) {
        ColorMap map;
        if (!fitter(fold, map))
            continue;
        const Planes result = planesOf(fold.asked, map);
        for (int c = 0; c < 3; ++c)
            for (std::size_t i = 0; i < fold.asked.count; ++i) {
                const double d = result[c][i] - fold.asked.target[c][i];
                error += fold.asked.weight[i] * d * d;
                mass += fold.asked.weight[i];
            }
    }
    return mass < 64 ? known : std::max(known, error / mass);
}

/// All models of one example, from the simplest on, each with the way it was fitted.
class ModelFits {
public:
    explicit ModelFits(const FitContext& context)
        : m_quick(context.quick)
        , m_samples(fit::drawSamples(context, 1, context.quick ? 1024 : 16384))
        , m_scoring(fit::drawSamples(context, 0, context.quick ? 512 : 4096))
    {
    }

    [[nodiscard]] bool enough() const { return m_samples.count >= 8; }

    std::vector<ColorModel> best()
    {
        m_weights = censored(m_samples, affineOf(m_samples));
        // What is right to the last bit of 8 needs no richer model.
        addForms(false);
        add({}, 0.7, [](const fit::Samples& samples, ColorMap& map) {
            map.matrix = affineOf(samples);
            return true;
        });
        // Exposure in linear light differs from a contrast change in the darkest tones alone.
        if (leader().scoreDb < exact || leader().form.kind == ColorForm::Kind::Contrast)
            addForms(true);
        if (leader().scoreDb < exact)
            addFree();
        // A form with a name that fits has few numbers and holds for every color.
        if (leader().form.kind != ColorForm::Kind::General && leader().scoreDb >= 46)
            return {certain(leader())};
        addLattices(index(leader()));
        const double least = leader().value() - hopeless;
        const bool bent = std::any_of(m_models.begin(), m_models.end(), [least](const ColorModel& model) {
            return colorFormBent(model.form.kind) && model.value() > least;
        });
        m_folds = foldsOf(m_samples, m_quick ? foldSamples / 4 : foldSamples, bent);
        for (std::size_t i = 0; i < m_models.size(); ++i)
            if (m_models[i].value() > least)
                judge(m_models[i], m_fitters[i]);
        const auto winner = std::max_element(m_models.begin(), m_models.end(), [](const auto& a, const auto& b) {
            return a.carryValue() < b.carryValue();
        });
        std::vector<ColorModel> result{*winner};
        if (winner->map.lattice == 0)
            return result;
        const ColorModel* simple = nullptr;
        for (const ColorModel& model : m_models)
            if (model.map.lattice == 0 && model.value() < winner->value()
                && (!simple || model.carryValue() > simple->carryValue()))
                simple = &model;
        if (simple)
            result.push_back(*simple);
        return result;
    }

private:
    [[nodiscard]] const ColorModel& leader() const
    {
        return *std::max_element(m_models.begin(), m_models.end(),
                                 [](const auto& a, const auto& b) { return a.value() < b.value(); });
    }
    [[nodiscard]] std::size_t index(const ColorModel& model) const { return &model - m_models.data(); }

    /// PSNR to expect on a picture some of whose colors the example does not show.
    void judge(ColorModel& model, const Fitter& fitter) const
    {
        const double known = std::pow(10.0, -model.scoreDb / 10);
        model.unseenError = unseenError(
            [&](const Fold& fold, ColorMap& map) {
                if (fitter)
                    return fitter(fold.given, map);
                for (const ColorForm& form : fold.forms)
                    if (form.kind == model.form.kind) {
                        map = colorFormMap(form);
                        return true;
                    }
                return false;
            },
            m_folds, known);
        model.carryDb = -10 * std::log10((1 - unseenShare) * known + unseenShare * model.unseenError);
    }

    static ColorModel certain(ColorModel model)
    {
        model.carryDb = model.scoreDb;
        return model;
    }

    void keep(ColorForm form, ColorMap map, double price, Fitter fitter)
    {
        const double score = scoreOf(map, m_scoring.count >= 8 ? m_scoring : m_samples);
        m_models.push_back({std::move(form), std::move(map), price, score, 0, 0});
        m_fitters.push_back(std::move(fitter));
    }

    void add(const ColorForm& form, double price, Fitter fitter)
    {
        ColorMap map;
        if (fitter(m_samples, map))
            keep(form, std::move(map), price, std::move(fitter));
    }

    /// Weights that leave out what was cut off, and its share.
    [[nodiscard]] Planes openWeights(double& cut) const
    {
        Planes weights;
        cut = 0;
        for (int c = 0; c < 3; ++c) {
            weights[c] = m_samples.weight;
            for (std::size_t i = 0; i < m_samples.count; ++i)
                if (m_samples.target[c][i] <= fit::clippedLow || m_samples.target[c][i] >= fit::clippedHigh) {
                    weights[c][i] = 0;
                    cut += 1 / (3.0 * static_cast<double>(m_samples.count));
                }
        }
        return weights;
    }

    void addForms(bool bent)
    {
        addForms(fitColorForms(m_samples, m_weights, bent));
        if (bent)
            return;
        // Where much was cut off, the affine map that tells what lies beyond the cut is bent itself.
        double cut = 0;
        const Planes open = openWeights(cut);
        if (cut > 0.05 && cut < 0.95)
            addForms(fitColorForms(m_samples, open, false));
    }

    void addForms(std::vector<ColorForm> forms)
    {
        for (ColorForm& form : forms) {
            ColorMap map = colorFormMap(form);
            const double price = colorFormPrice(form.kind);
            keep(std::move(form), std::move(map), price, {});
        }
    }

    void addFree()
    {
        const int knots = m_quick ? 17 : 65;
        add({}, 1.0, [knots](const fit::Samples& samples, ColorMap& map) { return fitCurves(samples, knots, map); });
        add({}, 1.1, [knots, quick = m_quick](const fit::Samples& samples, ColorMap& map) {
            return fitMatrixCurves(samples, affineOf(samples), knots, quick ? 1 : 3, map);
        });
        add({}, 1.1, [](const fit::Samples& samples, ColorMap& map) {
            const auto affine = affineOf(samples);
            return fitPolynomial(samples, censored(samples, affine), affine, map);
        });
    }

    /// A lattice on what the model `smooth` leaves, and one on the picture as it is.
    void addLattices(std::size_t smooth)
    {
        const ColorModel base = m_models[smooth];
        Fitter below = m_fitters[smooth];
        if (!below)
            below = [map = base.map](const fit::Samples&, ColorMap& out) {
                out = map;
                return true;
            };
        const int side = m_quick ? 9 : 17;
        const auto lattice = [](int coarsest, int nodes, const Fitter& beneath) {
            return [coarsest, nodes, beneath](const fit::Samples& samples, ColorMap& map) {
                if (beneath && !beneath(samples, map))
                    return false;
                // The few samples of a fold do not fill more.
                const int filled = samples.count > foldSamples ? nodes : std::min(nodes, 17);
                fitLattice(samples, planesOf(samples, map), coarsest, filled, map);
                return true;
            };
        };
        if (base.scoreDb < 46) {
            add({}, base.price + 0.8, lattice(3, side, below));
            const double coarse = m_models.back().scoreDb;
            if (!m_quick && coarse < 40 && coarse > base.scoreDb + 1.5)
                add({}, base.price + 1.4, lattice(3, 33, below));
        }
        add({}, 1.8, lattice(9, side, {}));
        if (!m_quick && m_models.back().scoreDb < 40)
            add({}, 2.4, lattice(9, 33, {}));
    }

    bool m_quick;
    fit::Samples m_samples;
    fit::Samples m_scoring;
    Planes m_weights;
    std::vector<Fold> m_folds;
    std::vector<ColorModel> m_models;
    std::vector<Fitter> m_fitters;
};

} // namespace

std::vector<ColorModel> fitColorModels(const FitContext& context)
{
    ModelFits fits(context);
    return fits.enough() ? fits.best() : std::vector<ColorModel>{};
}

} // namespace maquette::edit
