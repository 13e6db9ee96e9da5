// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/FakeEditService.h"

#include "base/File.h"

#include <chrono>
#include <thread>

namespace maquette::tests {

using base::Json;
using base::Parameter;

namespace {

Json pictureJson(const imaging::Picture& picture)
{
    return {
        {"width", picture.width}, {"height", picture.height}, {"channels", picture.channels}, {"bytes", picture.bytes}};
}

imaging::Picture pictureFrom(const Json& json)
{
    imaging::Picture picture;
    picture.width = json["width"].get<int>();
    picture.height = json["height"].get<int>();
    picture.channels = json["channels"].get<int>();
    picture.bytes = json["bytes"].get<std::vector<std::uint8_t>>();
    return picture;
}

} // namespace

base::Message FakeStep::describe() const
{
    return {QT_TRANSLATE_NOOP("Engine", "Inverted by %1 %"), {base::number(m_strength, 0)}};
}

base::ParameterTable FakeStep::parameters() const
{
    Parameter strength;
    strength.name = "strength";
    strength.label = {"Strength"};
    strength.help = {"How much of the inversion is applied."};
    strength.defaultValue = m_strength;
    strength.minimum = 0;
    strength.maximum = 100;
    strength.step = 1;
    strength.unit = "%";
    return {strength};
}

edit::StepPtr FakeStep::adjusted(const base::ParameterValues& values) const
{
    return std::make_shared<FakeStep>(values.real("strength"));
}

imaging::Image FakeStep::apply(const imaging::Image& image) const
{
    imaging::Image out = image;
    const auto part = static_cast<float>(m_strength / 100);
    for (float& sample : out.data)
        sample = sample * (1 - part) + (1 - sample) * part;
    return out;
}

base::ParameterTable FakeEditService::parameters() const
{
    base::ParameterTable table;
    Parameter method;
    method.name = "method";
    method.type = Parameter::Type::Choice;
    method.label = {"Method"};
    method.help = {"What carries the change."};
    method.defaultValue = std::string("auto");
    method.choices = {{"auto", {"Automatic"}}, {"explain", {"Explanation alone"}}};
    table.push_back(method);
    Parameter follow;
    follow.name = "guidance";
    follow.label = {"Follow the example"};
    follow.help = {"How strongly the result follows the example."};
    follow.defaultValue = 1.0;
    follow.minimum = 0;
    follow.maximum = 3;
    follow.step = 0.1;
    table.push_back(follow);
    Parameter seed;
    seed.name = "seed";
    seed.type = Parameter::Type::Integer;
    seed.label = {"Seed"};
    seed.help = {"Start of the random numbers."};
    seed.defaultValue = std::int64_t(7);
    seed.maximum = 2147483647;
    seed.step = 1;
    table.push_back(seed);
    Parameter steps;
    steps.name = "steps";
    steps.type = Parameter::Type::Integer;
    steps.label = {"Steps"};
    steps.help = {"Sampling steps."};
    steps.defaultValue = std::int64_t(4);
    steps.minimum = 1;
    steps.maximum = 1000;
    steps.step = 1;
    steps.level = Parameter::Level::Advanced;
    table.push_back(steps);
    Parameter boxes;
    boxes.name = "boxes";
    boxes.type = Parameter::Type::Boolean;
    boxes.label = {"Boxes"};
    boxes.help = {"Use the boxes drawn on the example."};
    boxes.defaultValue = true;
    boxes.level = Parameter::Level::All;
    table.push_back(boxes);
    Parameter weights;
    weights.name = "weights";
    weights.type = Parameter::Type::File;
    weights.label = {"Weights"};
    weights.help = {"Weights of the network."};
    weights.defaultValue = std::string();
    weights.level = Parameter::Level::All;
    table.push_back(weights);
    return table;
}

base::Result<edit::EditResult> FakeEditService::run(const edit::Board& board, const widgets::EditRequest& request,
                                                    const base::Job& job)
{
    ++runs;
    if (fail)
        return base::Error{
            base::ErrorCode::ModelUnfit, {"The file of weights %1 is missing.", {"x.safetensors"}}, "no such file"};
    edit::EditResult result;
    const auto count = request.explanation ? 1 : request.parameters.integer("steps");
    for (std::int64_t i = 0; i < count; ++i) {
        if (job.stopped()) {
            ++stopsSeen;
            return base::stoppedError();
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(stepMs));
        job.report(double(i + 1) / double(count), {"Sampling"});
        if (request.preview)
            request.preview(board.image);
        ++stepsDone;
    }
    if (request.explanation)
        result.explanation = *request.explanation;
    else
        result.explanation.steps = {std::make_shared<FakeStep>(100)};
    imaging::Image image = imaging::toImage(board.image);
    for (const edit::StepPtr& step : result.explanation.steps)
        image = step->apply(image);
    if (drawn)
        for (float& sample : image.data)
            sample *= 1.0F - 0.05F * static_cast<float>(request.parameters.integer("seed") % 10);
    result.picture = imaging::toPicture(image, board.image);
    result.mode = drawn ? edit::Mode::Tiled : edit::Mode::Explanation;
    result.selfScore = understood ? 41.2 : 17.3;
    result.understood = understood;
    result.guessedShare = understood ? 0.02 : 0.37;
    result.stepsDone = painted ? static_cast<int>(count) : 0;
    result.seed = request.parameters.integer("seed");
    result.times = {0.08, drawn ? 0.33 : 0.0, drawn ? 0.41 : 0.08};
    return result;
}

Json FakeEditService::resultJson(const edit::EditResult& result) const { return {{"seed", result.seed}}; }

Json FakeEditService::explanationJson(const edit::Explanation& explanation) const
{
    Json steps = Json::array();
    for (const edit::StepPtr& step : explanation.steps)
        steps.push_back(step->toJson());
    return {{"steps", steps}};
}

base::Result<edit::Explanation> FakeEditService::explanationFromJson(const Json& json) const
{
    edit::Explanation explanation;
    if (!json.is_object() || !json.contains("steps"))
        return base::Error{base::ErrorCode::BadInput, {"No explanation."}, {}};
    for (const Json& step : json["steps"])
        explanation.steps.push_back(std::make_shared<FakeStep>(step["strength"].get<double>()));
    return explanation;
}

base::Result<edit::Board> FakeEditService::readBoard(const std::filesystem::path& file) const
{
    auto bytes = base::readFile(file);
    if (!bytes.ok())
        return bytes.error();
    auto json
        = base::parseJson({reinterpret_cast<const char*>(bytes.value().data()), bytes.value().size()}, file.string());
    if (!json.ok())
        return json.error();
    edit::Board board;
    board.before = pictureFrom(json.value()["before"]);
    board.after = pictureFrom(json.value()["after"]);
    board.image = pictureFrom(json.value()["image"]);
    for (const Json& box : json.value()["boxes"])
        board.beforeBoxes.push_back({box[0], box[1], box[2], box[3]});
    board.parameters = json.value()["parameters"];
    return board;
}

base::Result<void> FakeEditService::writeBoard(const std::filesystem::path& file, const edit::Board& board) const
{
    Json boxes = Json::array();
    for (const edit::Box& box : board.beforeBoxes)
        boxes.push_back({box.left, box.top, box.right, box.bottom});
    const std::string text = base::dumpJson({{"before", pictureJson(board.before)},
                                             {"after", pictureJson(board.after)},
                                             {"image", pictureJson(board.image)},
                                             {"boxes", boxes},
                                             {"parameters", board.parameters}});
    return base::writeFileAtomically(file, {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

} // namespace maquette::tests
