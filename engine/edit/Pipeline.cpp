// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/Pipeline.h"

#include "base/StopScope.h"
#include "imaging/Metrics.h"

#include <algorithm>
#include <chrono>

namespace maquette::edit {

using base::Job;
using base::Result;
using imaging::Image;

namespace {

/// What the network must gain over the explanation, in dB on the mirrored example, to be used: the example is one
/// sample, and an explanation that holds is better founded than a painted detail.
constexpr double gainNeeded = 0.3;

double secondsSince(std::chrono::steady_clock::time_point start)
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

double copyScore(const Image& before, const Image& after)
{
    return before.sameSize(after) ? imaging::psnr(before, after) : 0;
}

/// The example and the picture with the explanation applied, and merely aligned.
struct Explained {
    Image before, image, rawBefore, rawImage;
    double beforeResidual = 0;
    double imageResidual = 0; ///< expected
};

struct Choice {
    Mode mode = Mode::Explanation;
    double gain = 0;
};

class Run {
public:
    Run(const Image& after, const std::vector<Box>& beforeBoxes, const std::vector<Box>& afterBoxes,
        const PipelineOptions& options, Painter& painter, Explained explained)
        : m_options(options)
        , m_painter(painter)
        , m_explained(std::move(explained))
        , m_board{m_explained.before,       after,       m_explained.image, m_explained.rawBefore,
                  m_explained.rawImage,     beforeBoxes, afterBoxes,        m_explained.beforeResidual,
                  m_explained.imageResidual}
    {
    }

    /// The explanation is far better on the example than it can be on the picture: the example is no judge then.
    [[nodiscard]] bool blind() const
    {
        constexpr double farBetter = 1.5;
        return m_explained.imageResidual >= std::max(doubtfulResidual, farBetter * m_explained.beforeResidual);
    }

    /// Global or tiled, whichever rebuilds the mirrored example better.
    Result<Choice> choose(const Job& job)
    {
        using Application = PipelineOptions::Application;
        if (blind())
            return Choice{m_options.application == Application::Tiled ? Mode::Tiled : Mode::Global, 0};
        const int cell = m_painter.cell();
        const bool exampleHoldsTiles = std::min(m_board.before.width, m_board.before.height) > cell;
        Choice best{Mode::Global, -1e9};
        if (m_options.application != Application::Tiled) {
            const auto gain = m_painter.globalGain(m_board, m_options.paint, job);
            if (!gain.ok())
                return gain.error();
            best.gain = gain.value();
        }
        const bool tryTiles = m_options.application == Application::Tiled
            || (m_options.application == Application::Auto && exampleHoldsTiles);
        if (tryTiles) {
            const auto gain = m_painter.tiledGain(m_board, m_options.paint, job);
            if (!gain.ok())
                return gain.error();
            if (gain.value() > best.gain)
                best = {Mode::Tiled, gain.value()};
        }
        return best;
    }

    Result<Painted> paint(Mode mode, const Job& job)
    {
        return mode == Mode::Tiled ? m_painter.tiled(m_board, m_options.paint, job)
                                   : m_painter.global(m_board, m_options.paint, job);
    }

    [[nodiscard]] Image takeImage() { return std::move(m_explained.image); }

private:
    const PipelineOptions& m_options;
    Painter& m_painter;
    Explained m_explained;
    PaintBoard m_board; // refers to m_explained
};

} // namespace

PipelineOptions PipelineOptions::fromParameters(const base::ParameterValues& values)
{
    PipelineOptions options;
    const std::string& method = values.text("method");
    options.method = method == "explain" ? Method::Explain : method == "imagebrush" ? Method::ImageBrush : Method::Auto;
    const std::string& application = values.text("application");
    options.application = application == "global" ? Application::Global
        : application == "tiled"                  ? Application::Tiled
                                                  : Application::Auto;
    options.withExplanation = values.boolean("explanation");
    options.paint.steps = std::stoi(values.text("steps"));
    options.paint.seed = static_cast<std::uint64_t>(values.integer("seed"));
    options.paint.guidance = values.real("guidance");
    options.paint.withPrompt = values.boolean("prompt");
    options.paint.withBoxes = values.boolean("boxes");
    return options;
}

Result<PipelineResult> runPipeline(const Image& before, const Image& after, const Image& image,
                                   const std::vector<Box>& beforeBoxes, const std::vector<Box>& afterBoxes,
                                   const PipelineOptions& options, Painter* painter, const Explanation* given,
                                   const Job& job)
{
    using Method = PipelineOptions::Method;
    const auto start = std::chrono::steady_clock::now();
    const base::StopScope scope(job.stopToken());
    PipelineResult result;
    if (given)
        result.explanation = *given;
    else if (options.withExplanation) {
        auto found = explain(before, after, options.explain, job.part(0, 0.3));
        if (!found.ok())
            return found.error();
        result.explanation = std::move(found).value();
    }
    result.times.explain = secondsSince(start);

    // Where the explanation is withheld, nothing is known of what it leaves.
    const bool withheld = !given && !options.withExplanation;
    const double guessedShare = result.explanation.guessedShare(before, image);
    Explained explained{
        result.explanation.apply(before),           result.explanation.apply(image),
        result.explanation.align(before),           result.explanation.align(image),
        withheld ? 0 : result.explanation.residual, withheld ? 0 : result.explanation.expectedResidual(guessedShare)};
    if (job.stopped())
        return base::stoppedError();
    const bool empty = result.explanation.steps.empty();
    if (explained.imageResidual >= exactResidual)
        result.guessedShare = guessedShare;
    result.mode = empty ? Mode::Unchanged : Mode::Explanation;
    result.selfScore = empty ? copyScore(before, after) : result.explanation.rebuildDb;
    if (given && explained.before.sameSize(after))
        // Sliders were moved, so the score that came with the explanation no longer holds.
        result.selfScore = imaging::psnr(explained.before, after);

    const bool comparable = explained.before.sameSize(after);
    const bool wanted = options.method == Method::ImageBrush
        || (options.method == Method::Auto
            && (empty || explained.beforeResidual >= exactResidual || explained.imageResidual >= doubtfulResidual));
    if (!painter || options.method == Method::Explain || !wanted || !comparable) {
        result.image = std::move(explained.image);
        result.times.total = secondsSince(start);
        job.report(1);
        return result;
    }

    const auto paintStart = std::chrono::steady_clock::now();
    Run run(after, beforeBoxes, afterBoxes, options, *painter, std::move(explained));
    const auto choice = run.choose(job.part(0.3, 0.5));
    if (!choice.ok())
        return choice.error();
    if (options.method == Method::ImageBrush || run.blind() || choice.value().gain > gainNeeded) {
        auto painted = run.paint(choice.value().mode, job.part(0.5, 1));
        if (!painted.ok())
            return painted.error();
        result.image = std::move(painted.value().image);
        result.stepsDone = painted.value().stepsDone;
        result.mode = choice.value().mode;
        result.selfScore = std::clamp(result.selfScore + choice.value().gain, 0.0, 50.0);
    } else
        result.image = run.takeImage();
    if (job.stopped())
        return base::stoppedError();
    result.times.paint = secondsSince(paintStart);
    result.times.total = secondsSince(start);
    job.report(1);
    return result;
}

} // namespace maquette::edit
