// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/Editor.h"

#include "base/Paths.h"
#include "edit/Pipeline.h"

#include <cmath>
#include <map>
#include <mutex>

namespace maquette::edit {

using base::Error;
using base::ErrorCode;
using base::Job;
using base::Json;
using base::Result;

namespace {

/// Under this self score an edit was probably not understood: in the first experiments each edit below it looked
/// wrong or weak.
constexpr double understoodFrom = 24;

Error emptySlot(const char* text) { return {ErrorCode::Usage, {text, {}}, {}}; }

/// The picture's own alpha stays where the result has the picture's size; a result of another size is opaque.
imaging::Picture finished(const imaging::Image& image, const imaging::Picture& like)
{
    const bool same = image.width == like.width && image.height == like.height;
    if (same)
        return imaging::toPicture(image, like);
    imaging::Picture depth;
    depth.bits = like.bits;
    return imaging::toPicture(image, depth);
}

} // namespace

const char* modeName(Mode mode)
{
    switch (mode) {
    case Mode::Unchanged:
        return "unchanged";
    case Mode::Explanation:
        return "explanation";
    case Mode::Global:
        return "global";
    case Mode::Tiled:
        return "tiled";
    }
    return "";
}

Json EditResult::toJson() const
{
    const auto rounded = [](double value, double unit) { return std::round(value / unit) * unit; };
    Json json = Json::object();
    json["mode"] = modeName(mode);
    json["selfScore"] = rounded(selfScore, 0.01);
    json["understood"] = understood;
    json["guessedShare"] = rounded(guessedShare, 1e-3);
    json["explanation"] = explanation.toJson();
    Json sentences = Json::array();
    for (const auto& sentence : explanation.sentences())
        sentences.push_back(sentence.english());
    json["sentences"] = sentences;
    json["seed"] = seed;
    json["steps"] = stepsDone;
    json["weights"] = weights;
    json["width"] = picture.width;
    json["height"] = picture.height;
    json["seconds"] = {{"explain", rounded(times.explain, 1e-4)},
                       {"paint", rounded(times.paint, 1e-4)},
                       {"total", rounded(times.total, 1e-4)}};
    return json;
}

std::filesystem::path defaultWeights() { return base::resourceFolder() / "models" / "imagebrush-compact.safetensors"; }

class Editor::Private {
public:
    std::string device;
    std::mutex mutex; // one network, one run at a time
    std::map<std::filesystem::path, std::shared_ptr<Painter>> painters;

    Result<std::shared_ptr<Painter>> painter(const std::filesystem::path& weights)
    {
        const auto known = painters.find(weights);
        if (known != painters.end())
            return known->second;
        auto loaded = Painter::load(weights, device);
        if (loaded.ok()) {
            painters.clear(); // weights may be large: the last ones used are kept
            painters[weights] = loaded.value();
        }
        return loaded;
    }
};

Editor::Editor(std::string device)
    : m_private(std::make_unique<Private>())
{
    m_private->device = std::move(device);
}

Editor::~Editor() = default;

Result<EditResult> Editor::run(const Board& board, const Request& request, const Job& job)
{
    if (board.before.empty())
        return emptySlot(QT_TRANSLATE_NOOP("Engine", "The example has no before picture yet."));
    if (board.after.empty())
        return emptySlot(QT_TRANSLATE_NOOP("Engine", "The example has no after picture yet."));
    if (board.image.empty())
        return emptySlot(QT_TRANSLATE_NOOP("Engine", "There is no picture to change yet."));

    PipelineOptions options = PipelineOptions::fromParameters(request.parameters);
    if (request.preview)
        options.paint.preview = [&](const imaging::Image& image) { request.preview(imaging::toPicture(image)); };

    const std::unique_lock lock(m_private->mutex);
    std::shared_ptr<Painter> painter;
    if (options.method != PipelineOptions::Method::Explain) {
        const std::string& named = request.parameters.text("weights");
        const auto file = named.empty() ? defaultWeights() : std::filesystem::path(named);
        // Without the shipped model the explanation still works; weights that were asked for must be there.
        std::error_code error;
        const bool optional = named.empty() && options.method == PipelineOptions::Method::Auto;
        if (!optional || std::filesystem::exists(file, error)) {
            auto loaded = m_private->painter(file);
            if (!loaded.ok())
                return loaded.error();
            painter = loaded.value();
        }
    }

    auto edited = runPipeline(imaging::toImage(board.before), imaging::toImage(board.after),
                              imaging::toImage(board.image), board.beforeBoxes, board.afterBoxes, options,
                              painter.get(), request.explanation ? &*request.explanation : nullptr, job);
    if (!edited.ok())
        return edited.error();
    PipelineResult& run = edited.value();
    EditResult result;
    result.picture = finished(run.image, board.image);
    result.explanation = std::move(run.explanation);
    result.mode = run.mode;
    result.selfScore = run.selfScore;
    result.understood = run.selfScore >= understoodFrom;
    result.guessedShare = run.guessedShare;
    result.stepsDone = run.stepsDone;
    result.seed = request.parameters.integer("seed");
    result.times = run.times;
    if (painter && (run.mode == Mode::Global || run.mode == Mode::Tiled))
        result.weights = painter->name();
    return result;
}

} // namespace maquette::edit
