// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/TrainLoop.h"

#include "base/File.h"

#include <chrono>
#include <fstream>

namespace maquette::train {

using base::Error;
using base::ErrorCode;
using base::Job;
using base::Result;

Result<void> RunFolder::make() const
{
    std::error_code error;
    std::filesystem::create_directories(m_folder, error);
    if (error)
        return Error{ErrorCode::WriteFailed,
                     {QT_TRANSLATE_NOOP("Engine", "The folder %1 cannot be made."), {m_folder.string()}},
                     error.message()};
    return {};
}

Result<void> RunFolder::writeRecipe(const base::ParameterValues& recipe) const
{
    const std::string text = base::dumpJson(recipe.toJson(), 2) + "\n";
    return base::writeFileAtomically(m_folder / "recipe.json",
                                     {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

Result<void> RunFolder::log(const base::Json& line) const
{
    std::ofstream file(m_folder / "log.jsonl", std::ios::app);
    file << base::dumpJson(line) << '\n';
    file.flush();
    if (!file)
        return Error{ErrorCode::WriteFailed,
                     {QT_TRANSLATE_NOOP("Engine", "%1 could not be written."), {(m_folder / "log.jsonl").string()}},
                     {}};
    return {};
}

Error RunFolder::unfit(std::string detail) const
{
    return {ErrorCode::ModelUnfit,
            {QT_TRANSLATE_NOOP("Engine",
                               "%1 holds no state that this run can go on from. Train in another folder, "
                               "or with the recipe that stands in recipe.json."),
             {m_folder.string()}},
            std::move(detail)};
}

Result<base::ParameterValues> RunFolder::checkRecipe(const std::string& text, const base::ParameterValues& wanted,
                                                     bool (*free)(const std::string&)) const
{
    base::ParameterValues saved(wanted.table());
    const auto json = base::parseJson(text, state().string());
    if (!json.ok() || !saved.fromJson(json.value()).ok())
        return unfit("the state's recipe cannot be read");
    for (const auto& parameter : saved.table())
        if (!free(parameter.name) && saved.value(parameter.name) != wanted.value(parameter.name))
            return unfit("it was trained with another value of " + parameter.name);
    return saved;
}

Result<double> runLoop(const LoopOptions& options, const LoopSteps& steps, const Job& job)
{
    const auto start = std::chrono::steady_clock::now();
    const auto seconds
        = [&] { return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(); };
    const auto passes = [](std::int64_t before, std::int64_t after, std::int64_t every) {
        return every > 0 && before / every != after / every;
    };
    const auto validate = [&]() -> Result<void> {
        auto measured = steps.validate(job);
        return measured.ok() || measured.error().code == ErrorCode::Stopped ? Result<void>{} : measured;
    };
    const double limit = 60.0 * static_cast<double>(options.minutes);
    std::int64_t logged = steps.position();
    double loggedAt = 0;
    while (steps.position() < options.total && !job.stopped() && (limit == 0 || seconds() < limit)) {
        const std::int64_t before = steps.position();
        if (auto stepped = steps.step(job); !stepped.ok()) {
            if (stepped.error().code == ErrorCode::Stopped)
                break;
            return stepped.error();
        }
        const std::int64_t now = steps.position();
        if (const double at = seconds(); at - loggedAt > options.secondsBetweenLines) {
            if (auto written = steps.line(static_cast<double>(now - logged) / (at - loggedAt)); !written.ok())
                return written.error();
            logged = now;
            loggedAt = at;
        }
        const bool measure = passes(before, now, options.validateEvery);
        if (measure || passes(before, now, options.checkpointEvery))
            if (auto saved = steps.checkpoint(); !saved.ok())
                return saved.error();
        if (measure)
            if (auto measured = validate(); !measured.ok())
                return measured.error();
        job.report(static_cast<double>(now) / static_cast<double>(options.total),
                   {options.progress, {std::to_string(now)}});
    }
    if (options.validateAtEnd && steps.position() >= options.total && !job.stopped())
        if (auto measured = validate(); !measured.ok())
            return measured.error();
    if (auto saved = steps.checkpoint(); !saved.ok())
        return saved.error();
    return seconds();
}

} // namespace maquette::train
