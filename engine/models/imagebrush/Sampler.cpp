// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/imagebrush/Sampler.h"

#include "nn/Runtime.h"

#include <ATen/ATen.h>

namespace maquette::models::imagebrush {

namespace {

/// Random numbers are drawn on the CPU, see nn::cpuGenerator().
at::Tensor startingNoise(const Prepared& prepared, const SampleOptions& options)
{
    if (options.noise.defined())
        return options.noise.to(prepared.image.device(), at::kFloat).expand_as(prepared.image);
    const at::Tensor one
        = at::randn({1, 3, prepared.image.size(2), prepared.image.size(3)}, nn::cpuGenerator(options.seed), at::kFloat);
    return one.to(prepared.image.device()).expand_as(prepared.image);
}

} // namespace

const std::vector<double>& stepTimes(int steps)
{
    static const std::vector<double> none;
    static const std::vector<double> one = {0};
    static const std::vector<double> two = {0, 0.6};
    static const std::vector<double> four = {0, 0.5, 0.8, 0.95};
    static const std::vector<double> eight = {0, 0.25, 0.45, 0.6, 0.72, 0.82, 0.9, 0.96};
    switch (steps) {
    case 1:
        return one;
    case 2:
        return two;
    case 4:
        return four;
    case 8:
        return eight;
    default:
        return none;
    }
}

base::Result<Sample> sample(ImageBrush& network, const Prepared& prepared, const SampleOptions& options,
                            const base::Job& job, const StepListener& onStep)
{
    nn::startRuntime();
    const std::vector<double>& times = stepTimes(options.steps);
    if (times.empty())
        return base::Error{base::ErrorCode::Usage,
                           {QT_TRANSLATE_NOOP("Engine", "The number of steps can be 1, 2, 4 or 8, not %1."),
                            {std::to_string(options.steps)}},
                           {}};
    const at::NoGradGuard guard;
    Sample result;
    result.exact = prepared.rms < options.exactBelow;
    if (result.exact.all().item<bool>()) {
        result.unclamped = prepared.priorImage;
        result.picture = prepared.priorImage.clamp(0, 1);
        return result;
    }
    if (job.stopped())
        return base::stoppedError();
    const at::Tensor null = network.nullPrompt(prepared.boards());
    const at::Tensor prompt = options.withoutPrompt ? null : network.prompt(prepared, options.boxes);
    const at::Tensor exact = result.exact.view({-1, 1, 1, 1});
    const auto shown = [&](const at::Tensor& x) { return at::where(exact, prepared.priorImage, x.clamp(0, 1)); };
    at::Tensor z = startingNoise(prepared, options);
    at::Tensor x;
    for (std::size_t step = 0; step < times.size(); ++step) {
        if (job.stopped())
            return base::stoppedError();
        const double t = times[step];
        const at::Tensor time = at::full({prepared.boards()}, t, z.options());
        x = network.forward(z, time, prepared, prompt, &result.details);
        if (options.guidance != 1 && !options.withoutPrompt) {
            const at::Tensor plain = network.forward(z, time, prepared, null);
            x = plain + options.guidance * (x - plain);
        }
        ++result.stepsDone;
        const double next = step + 1 < times.size() ? times[step + 1] : 1;
        if (next < 1)
            z = next * x + ((1 - next) / (1 - t)) * (z - t * x);
        if (onStep)
            onStep(result.stepsDone, shown(x));
        job.report(static_cast<double>(step + 1) / static_cast<double>(times.size()));
    }
    result.unclamped = x;
    result.picture = shown(x);
    return result;
}

} // namespace maquette::models::imagebrush
