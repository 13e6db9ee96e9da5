// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/edit/ResultFile.h"

#include "base/Version.h"
#include "imaging/PictureFile.h"
#include "widgets/common/Text.h"
#include "widgets/edit/ExplanationPanel.h"
#include "widgets/edit/JsonFields.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace maquette::widgets {

using base::Json;

namespace {

constexpr const char* formatName = "maquette-result";
constexpr int formatVersion = 1;
constexpr std::array slotKeys{"before", "after", "image"};

Json boxesJson(const std::vector<edit::Box>& boxes)
{
    Json list = Json::array();
    for (const edit::Box& box : boxes)
        list.push_back({box.left, box.top, box.right, box.bottom});
    return list;
}

/// Boxes that are not four numbers in order are left out.
std::vector<edit::Box> boxesFrom(const Json& list)
{
    std::vector<edit::Box> boxes;
    if (!list.is_array())
        return boxes;
    for (const Json& item : list) {
        if (!item.is_array() || item.size() != 4
            || !std::all_of(item.begin(), item.end(), [](const Json& n) { return n.is_number(); }))
            continue;
        const edit::Box box{item[0].get<double>(), item[1].get<double>(), item[2].get<double>(), item[3].get<double>()};
        if (box.left >= 0 && box.left < box.right && box.right <= 1 && box.top >= 0 && box.top < box.bottom
            && box.bottom <= 1)
            boxes.push_back(box);
    }
    return boxes;
}

/// What the window shows of a result; a reader of the file needs only "result".
Json shownJson(const edit::EditResult& result)
{
    return {{"mode", static_cast<int>(result.mode)},
            {"selfScore", result.selfScore},
            {"understood", result.understood},
            {"guessedShare", result.guessedShare},
            {"stepsDone", result.stepsDone},
            {"seed", result.seed},
            {"weights", result.weights},
            {"explainSeconds", result.times.explain},
            {"paintSeconds", result.times.paint},
            {"totalSeconds", result.times.total}};
}

void readShown(const Json& json, edit::EditResult& result)
{
    const double mode = numberIn(json, "mode", 0);
    result.mode = mode >= 0 && mode <= 3 ? static_cast<edit::Mode>(static_cast<int>(mode)) : edit::Mode::Unchanged;
    result.selfScore = numberIn(json, "selfScore", 0);
    const Json understood = fieldIn(json, "understood");
    result.understood = !understood.is_boolean() || understood.get<bool>();
    result.guessedShare = std::clamp(numberIn(json, "guessedShare", 0), 0.0, 1.0);
    result.stepsDone = static_cast<int>(numberIn(json, "stepsDone", 0));
    const Json seed = fieldIn(json, "seed");
    result.seed = seed.is_number_integer() ? seed.get<std::int64_t>() : 0;
    result.weights = textIn(json, "weights");
    result.times
        = {numberIn(json, "explainSeconds", 0), numberIn(json, "paintSeconds", 0), numberIn(json, "totalSeconds", 0)};
}

base::Result<Json> parse(const std::string& text, const QString& name)
{
    return parseFormat(text, toUtf8(name), formatName, formatVersion,
                       QT_TRANSLATE_NOOP("Engine", "%1 does not say how it was made."));
}

} // namespace

Json entryJson(const ResultEntry& entry, const EditService& service)
{
    Json json = {{"result", entry.json},
                 {"shown", shownJson(entry.result)},
                 {"explanation", service.explanationJson(entry.fitted)}};
    if (!entry.adjusted.empty())
        json["adjusted"] = entry.adjusted;
    if (!entry.enabled.empty())
        json["enabled"] = entry.enabled;
    return json;
}

void readEntry(const Json& json, const EditService& service, ResultEntry& entry)
{
    readShown(fieldIn(json, "shown"), entry.result);
    entry.json = fieldIn(json, "result");
    if (auto explanation = service.explanationFromJson(fieldIn(json, "explanation")); explanation.ok())
        entry.fitted = explanation.value();
    const Json adjusted = fieldIn(json, "adjusted");
    if (adjusted.is_array())
        entry.adjusted.assign(adjusted.begin(), adjusted.end());
    const Json enabled = fieldIn(json, "enabled");
    if (enabled.is_array()
        && std::all_of(enabled.begin(), enabled.end(), [](const Json& on) { return on.is_boolean(); }))
        for (const Json& on : enabled)
            entry.enabled.push_back(on.get<bool>());
    entry.result.explanation = adjustedExplanation(entry.fitted, entry.adjusted, entry.enabled);
}

Json boardJson(const BoardContents& board)
{
    return {{"parameters", board.parameters},
            {"boxes", {{"before", boxesJson(board.boxes[0])}, {"after", boxesJson(board.boxes[1])}}}};
}

BoardContents boardFrom(const Json& json)
{
    BoardContents board;
    const Json parameters = fieldIn(json, "parameters");
    if (parameters.is_object())
        board.parameters = parameters;
    const Json boxes = fieldIn(json, "boxes");
    board.boxes = {boxesFrom(fieldIn(boxes, "before")), boxesFrom(fieldIn(boxes, "after"))};
    return board;
}

std::string resultText(const ResultEntry& result, const BoardContents& board, const EditService& service)
{
    Json records = Json::object();
    for (std::size_t i = 0; i < slotKeys.size(); ++i) {
        const PicturePtr& picture = i == 2 ? result.source : board.pictures[i];
        if (picture)
            records[slotKeys[i]] = pictureRecord(*picture);
    }
    Json json
        = {{"format", formatName}, {"version", formatVersion}, {"program", std::string("Maquette ") + base::version}};
    json.update(entryJson(result, service));
    json["board"] = boardJson(board);
    json["board"]["pictures"] = records;
    return base::dumpJson(json);
}

bool isResultText(const std::string& text) { return !text.empty() && parse(text, u"text"_s).ok(); }

base::Result<RestoredBoard> restoreBoard(const PicturePtr& saved, const EditService& service,
                                         const PictureSources& sources, const base::Job& job)
{
    auto json = parse(saved->text(resultTextKey), saved->name);
    if (!json.ok())
        return json.error();
    const Json board = fieldIn(json.value(), "board");
    RestoredBoard restored;
    restored.contents = boardFrom(board);
    const Json pictures = fieldIn(board, "pictures");
    PictureFinder finder(service, sources);
    for (std::size_t i = 0; i < slotKeys.size(); ++i) {
        const Json record = fieldIn(pictures, slotKeys[i]);
        if (record.is_object())
            restored.contents.pictures[i]
                = finder.find(record, static_cast<int>(i), job.part(double(i) / 3, double(i + 1) / 3));
        if (job.stopped())
            return base::stoppedError();
    }
    restored.missing = finder.missing();
    auto result = std::make_shared<ResultEntry>();
    readEntry(json.value(), service, *result);
    result->picture = saved;
    result->source = restored.contents.pictures[2];
    restored.result = result;
    return restored;
}

base::Result<void> saveResult(const QString& file, const ResultEntry& result, const std::string& text)
{
    imaging::WriteOptions options;
    if (!text.empty())
        options.texts.emplace_back(resultTextKey, text);
    return imaging::writePicture(toPath(file), *result.picture->pixels, options);
}

} // namespace maquette::widgets
