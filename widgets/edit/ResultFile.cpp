// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/edit/ResultFile.h"

#include <QFileInfo>

#include "base/Version.h"
#include "imaging/PictureFile.h"
#include "widgets/common/Text.h"

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

Json member(const Json& json, const char* key)
{
    return json.is_object() && json.contains(key) ? json.at(key) : Json();
}

double numberOr(const Json& json, const char* key, double fallback)
{
    const Json value = member(json, key);
    return value.is_number() ? value.get<double>() : fallback;
}

std::string textOr(const Json& json, const char* key)
{
    const Json value = member(json, key);
    return value.is_string() ? value.get<std::string>() : std::string();
}

/// What the window shows of a result; a reader of the file needs only "result".
Json shownJson(const edit::EditResult& result)
{
    return {{"mode", static_cast<int>(result.mode)},
            {"selfScore", result.selfScore},
            {"understood", result.understood},
            {"stepsDone", result.stepsDone},
            {"seed", result.seed},
            {"weights", result.weights},
            {"explainSeconds", result.times.explain},
            {"paintSeconds", result.times.paint},
            {"totalSeconds", result.times.total}};
}

void readShown(const Json& json, edit::EditResult& result)
{
    const double mode = numberOr(json, "mode", 0);
    result.mode = mode >= 0 && mode <= 3 ? static_cast<edit::Mode>(static_cast<int>(mode)) : edit::Mode::Unchanged;
    result.selfScore = numberOr(json, "selfScore", 0);
    const Json understood = member(json, "understood");
    result.understood = !understood.is_boolean() || understood.get<bool>();
    result.stepsDone = static_cast<int>(numberOr(json, "stepsDone", 0));
    const Json seed = member(json, "seed");
    result.seed = seed.is_number_integer() ? seed.get<std::int64_t>() : 0;
    result.weights = textOr(json, "weights");
    result.times
        = {numberOr(json, "explainSeconds", 0), numberOr(json, "paintSeconds", 0), numberOr(json, "totalSeconds", 0)};
}

base::Result<Json> parse(const std::string& text, const QString& name)
{
    auto json = base::parseJson(text, toUtf8(name));
    if (!json.ok())
        return json;
    const Json version = member(json.value(), "version");
    if (textOr(json.value(), "format") != formatName || !version.is_number_integer())
        return base::Error{base::ErrorCode::BadInput,
                           {QT_TRANSLATE_NOOP("Engine", "%1 does not say how it was made."), {toUtf8(name)}},
                           "no format and version"};
    if (version.get<std::int64_t>() > formatVersion || version.get<std::int64_t>() < 1)
        return base::Error{base::ErrorCode::BadInput,
                           {QT_TRANSLATE_NOOP("Engine", "%1 was saved by a newer version of the program (%2)."),
                            {toUtf8(name), textOr(json.value(), "program")}},
                           "version " + std::to_string(version.get<std::int64_t>())};
    return json;
}

} // namespace

std::string resultText(const ResultEntry& result, const BoardContents& board, const EditService& service)
{
    Json slotsJson = Json::object();
    for (std::size_t i = 0; i < slotKeys.size(); ++i) {
        const PicturePtr& picture = i == 2 ? result.source : board.pictures[i];
        if (picture)
            slotsJson[slotKeys[i]]
                = {{"file", toUtf8(picture->path)}, {"width", picture->width()}, {"height", picture->height()}};
    }
    const Json json = {
        {"format", formatName},
        {"version", formatVersion},
        {"program", std::string("Maquette ") + base::version},
        {"result", result.json},
        {"shown", shownJson(result.result)},
        {"explanation", service.explanationJson(result.result.explanation)},
        {"board",
         {{"parameters", board.parameters},
          {"pictures", slotsJson},
          {"boxes", {{"before", boxesJson(board.boxes[0])}, {"after", boxesJson(board.boxes[1])}}}}},
    };
    return base::dumpJson(json);
}

bool isResultText(const std::string& text) { return !text.empty() && parse(text, u"text"_s).ok(); }

base::Result<RestoredBoard> restoreBoard(const PicturePtr& saved, const EditService& service, const base::Job& job)
{
    auto json = parse(saved->text(resultTextKey), saved->name);
    if (!json.ok())
        return json.error();
    const Json board = member(json.value(), "board");
    RestoredBoard restored;
    const Json parameters = member(board, "parameters");
    if (parameters.is_object())
        restored.contents.parameters = parameters;
    const Json boxes = member(board, "boxes");
    restored.contents.boxes = {boxesFrom(member(boxes, "before")), boxesFrom(member(boxes, "after"))};
    const Json pictures = member(board, "pictures");
    for (std::size_t i = 0; i < slotKeys.size(); ++i) {
        const Json entry = member(pictures, slotKeys[i]);
        if (!entry.is_object())
            continue;
        const std::string file = textOr(entry, "file");
        if (file.empty()) {
            restored.missing << QFileInfo(fromUtf8(slotKeys[i])).fileName();
            continue;
        }
        auto picture = loadPicture(fromUtf8(file), job.part(double(i) / 3, double(i + 1) / 3));
        if (job.stopped())
            return base::stoppedError();
        const bool same = picture.ok() && picture.value()->width() == numberOr(entry, "width", 0)
            && picture.value()->height() == numberOr(entry, "height", 0);
        if (same)
            restored.contents.pictures[i] = picture.value();
        else
            restored.missing << fromUtf8(file);
    }
    auto result = std::make_shared<ResultEntry>();
    readShown(member(json.value(), "shown"), result->result);
    if (auto explanation = service.explanationFromJson(member(json.value(), "explanation")); explanation.ok())
        result->result.explanation = explanation.value();
    result->fitted = result->result.explanation;
    result->json = member(json.value(), "result");
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
